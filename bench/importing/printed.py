"""Newspaper pages set and printed with a browser, as PDF, and where every line stands on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from playwright.sync_api import Browser

WIDTH, HEIGHT = 1474, 2079
"""CSS pixels of a page: 390 by 550 mm."""

STYLE = f"""
@page {{ size: {WIDTH}px {HEIGHT}px; margin: 0 }}
* {{ margin: 0; padding: 0; font-weight: inherit }}
body {{ width: {WIDTH}px; height: {HEIGHT}px; box-sizing: border-box; padding: 60px; overflow: hidden;
  font: 12px/1.45 "Noto Serif CJK SC", serif; }}
.head {{ display: flex; justify-content: space-between; border-bottom: 3px solid; margin-bottom: 20px }}
main {{ display: grid; grid-template-columns: repeat(12, 1fr); gap: 26px 24px; align-items: start }}
article {{ display: flex; flex-direction: column; }}
article > header {{ text-align: center; margin-bottom: 10px }}
h2 {{ font-size: 34px; line-height: 1.25; font-weight: 900 }}
.kicker {{ font-size: 20px }} .deck {{ font-size: 18px }}
.byline {{ font-size: 12px }}
.banner {{ position: relative; font-size: 22px; -webkit-text-stroke: 1px }}
.body {{ column-gap: 20px; text-align: justify }}
.body p {{ text-indent: 2em }}
.boxed {{ border: 1px solid; padding: 12px; box-sizing: border-box; background: #eee }}
@media print {{ html {{ overflow: hidden }} }}
.foot {{ position: absolute; bottom: 24px; left: 60px; font-size: 12px }}
.vertical header {{ writing-mode: vertical-rl; text-align: start; margin: 0 }}
.vertical {{ flex-direction: row-reverse; gap: 20px; }} .vertical .body {{ flex: 1 }}
.turned header {{ height: 330px; width: 60px; position: relative; text-align: start; }}
.turned {{ flex-direction: row; gap: 20px }} .turned .body {{ flex: 1 }}
.turned h2 {{ transform: rotate(-90deg); transform-origin: 0 0; position: absolute; top: 320px; white-space: nowrap }}
"""


@dataclass(frozen=True)
class Printed:
    pdf: bytes
    lines: tuple[tuple[tuple[float, float, float, float], ...], ...]
    """For each article its lines as the browser placed them: left, top, right, bottom in percent of the page."""


def article_html(article: dict[str, Any], span: int, columns: int, kind: str = "") -> str:
    lines = article.get("headline_lines") or [article["headline"]]
    kicker = f'<p class="kicker">{escape(article["kicker"])}</p>' if article.get("kicker") else ""
    deck = "".join(f'<p class="deck">{escape(line)}</p>' for line in article.get("deck") or ())
    head = f"<header>{kicker}<h2>{'<br>'.join(map(escape, lines))}</h2>{deck}</header>"
    banner = f'<p class="banner">·{escape(article["column"])}·</p>' if article.get("column") else ""
    byline = f'<p class="byline">{escape(article["signed"])}</p>' if article.get("signed") else ""
    body = "".join(f"<p>{escape(text)}</p>" for text in article["as_printed_paragraphs"])
    return (
        f'<article class="{kind}" style="grid-column: span {span}">{banner}{head}{byline}'
        f'<div class="body" style="columns: {columns}">{body}</div></article>'
    )


def print_page(
    browser: Browser, articles: Sequence[str], *, style: str = "", row_by_row: bool = False, furniture: bool = True
) -> Printed:
    """Print one page with the articles in a grid of 12 columns."""
    head = '<div class="head"><span>2021年12月12日　星期日　农历辛丑年十一月初九</span><span>第1版　要闻</span></div>'
    foot = '<p class="foot">责任编辑：李明　美编：王芳　电话：0537-2343393</p>'
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print")
    page.set_content(
        f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><style>{STYLE}{style}</style>'
        f"{head if furniture else ''}<main>{''.join(articles)}</main>{foot if furniture else ''}"
    )
    page.evaluate("document.fonts.ready")
    bottom = page.evaluate(
        "Math.max(...[...document.querySelectorAll('article')].map((one) => one.getBoundingClientRect().bottom))"
    )
    assert bottom <= HEIGHT - 40, f"the page is too full: {bottom}"
    rectangles = page.evaluate(_LINES)
    if row_by_row:
        page.evaluate(_ROW_BY_ROW)
    pdf = page.pdf(width=f"{WIDTH}px", height=f"{HEIGHT}px", prefer_css_page_size=True, print_background=True)
    page.close()
    return Printed(
        pdf,
        tuple(
            tuple((100 * a / WIDTH, 100 * b / HEIGHT, 100 * c / WIDTH, 100 * d / HEIGHT) for a, b, c, d in lines)
            for lines in rectangles
        ),
    )


_LINES = """
[...document.querySelectorAll("article")].map((article) => {
  const found = [];
  const walk = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    for (const r of range.getClientRects()) found.push([r.left, r.top, r.right, r.bottom]);
  }
  return found;
})
"""
# Every line as a box of its own, in the order in which a printer's head would pass over them.
_ROW_BY_ROW = """
() => {
  const lines = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const style = getComputedStyle(node.parentElement);
    let last;
    for (let i = 0; i < node.length; i++) {
      const range = document.createRange();
      range.setStart(node, i); range.setEnd(node, i + 1);
      const rect = range.getClientRects()[0];
      if (!rect || !node.data[i].trim()) continue;
      const part = [rect.left, node.data[i]];
      if (last && Math.abs(last.top - rect.top) < 2 && rect.left >= last.left) last.parts.push(part);
      else lines.push(last = { top: rect.top, left: rect.left, font: style.font, parts: [part] });
    }
  }
  lines.sort((a, b) => Math.round(a.top) - Math.round(b.top) || a.left - b.left);
  document.body.replaceChildren(...lines.flatMap((line) => line.parts.map(([left, text]) => {
    const span = document.createElement("span");
    span.textContent = text;
    const place = `position:absolute;white-space:pre;left:${left}px;top:${line.top}px`;
    span.style = `${place};font:${line.font};line-height:normal`;
    return span;
  })));
}
"""
