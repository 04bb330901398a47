"""Pages laid out by a program from any articles, with the right answer for every line.

What is varied is what varies in print: widths, indents and blank lines kept or lost,
marks squeezed in or carried over, false blank lines at the foot of a column and before a
narrow “, headlines before or after their text or far from it, standing banners drawn
twice, bylines, datelines, furniture, justification spaces. Variety matters more than the
number of pages: a trait that no page had is one the importer gets wrong.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench.importing.layout import Setting, cut_headline, set_paragraph

MIXED, SEED_LIKE = "mixed", "seed-like"

_BULLETS = "■■■■●◆□▲★"
_BANNERS = (
    "一线传真",
    "民生关注",
    "身边的榜样",
    "新春走基层",
    "乡村行",
    "法治在线",
    "百姓话题",
    "创新潮",
    "记者观察",
    "文明之光",
)
_PLACES = ("城南", "河口", "东山", "平川", "临江", "新桥", "石门", "云台")
_EDITORS = ("本版责编 {0} 美编 {1}", "责任编辑：{0}", "编辑 {0} 校对 {1}", "责编：{0} 版式：{1}")
_HEADS = (
    "第{n}版 {s}",
    "{n} {s}",
    "{y}年{m}月{d}日 星期{w}",
    "{s}",
    "A{n} {s}",
    "{y}年{m}月{d}日 星期{w} 第{n}版 {s}",
    "新闻热线：0537-{t}",
    "E-mail：bjb@example.org",
    "（下转第{k}版）",
    "（上接第一版）",
    "今日天气 多云 {d}℃",
    "邮发代号：23-{n}",
)
_SPEECH = ("出席并讲话", "讲话", "主持会议", "出席", "作重要讲话", "参加活动")
_CALLS = ("强调", "指出", "时强调", "要求")


@dataclass(frozen=True, slots=True)
class Story:
    """One article to lay out."""

    headline: tuple[str, ...]
    """Printed lines."""
    paragraphs: tuple[str, ...]
    kicker: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    byline: str = ""
    banner: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed line and what it is."""

    text: str
    label: str
    """One of `edition.importer.chain.LABELS`."""
    story: int
    """Its article, from 0; -1 for furniture."""
    gap: bool = False
    """Whether a blank line stands before it."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text and the right answer."""

    text: str
    lines: tuple[Printed, ...]
    """Those that aren't blank."""
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class _Style:
    setting: Setting
    order: str
    """`after`, `before` or `mixed`: where a headline stands to its text."""
    keep_indent: bool
    paragraph_gap: float
    """How likely a blank line stands between two paragraphs."""
    column_gap: float
    """How likely a blank line stands after each line, as at the foot of a column."""
    quote_gap: float
    """How likely one stands before a line that begins with “."""
    switch: float
    """How likely the column's width changes before a paragraph."""
    detached: float
    """How likely a headline stands far from its text."""
    headline_gap: float
    """How likely blank lines stand around a headline."""
    across: float
    """How likely a text goes on across its own headline."""
    furniture: int
    wrapped: bool = True
    """Whether lines end where they end in print; else every paragraph is one line."""


def draw_story(
    headline: str, deck: str, paragraphs: Sequence[str], persons: Sequence[str], authors: Sequence[str],
    chance: random.Random,
) -> Story:  # fmt: skip
    """An article with the lines around its headline that such an article might have."""
    texts = list(paragraphs)
    byline = ""
    opening = re.match(r"(?:本报|新华社|据新华社).{0,20}?[讯电]", texts[0])
    author = next(iter(authors), "")
    subject = next((name for name in persons if name not in authors), "")
    if not opening and chance.random() < 0.45:
        day = chance.choice(("", f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日"))
        writer = f"（{chance.choice(('记者', '通讯员', '记者'))} {author}）" if author and chance.random() < 0.7 else ""
        texts[0] = f"本报{chance.choice(_PLACES)}{day}讯{writer}{'' if writer else ' '}{texts[0]}"
    elif author and not opening and chance.random() < 0.8:
        byline = chance.choice(
            (
                f"■{author}",
                f"{chance.choice(_BULLETS)}本报记者 {author}",
                f"本报记者 {author}",
                f"{chance.choice(_BULLETS)}本报通讯员 {author}",
                f"记者 {author}",
                f"本报记者 {author} 通讯员 {chance.choice((author, subject or author))}",
                f"□ {author}",
                f"本报评论员 {author}",
            )
        )
    title = headline
    if len(title) > 12 and chance.random() < 0.2 and not re.search(r"\W", title):
        cut = len(title) // 2 + chance.choice((-1, 0, 1))
        title = f"{title[:cut]} {title[cut:]}"
    width = chance.randint(8, 16)
    kicker: tuple[str, ...] = ()
    lower: tuple[str, ...] = (deck,) if deck else ()
    body = "".join(texts)
    phrases = [phrase for phrase in re.findall(r"[\u4e00-\u9fff]{6,14}(?=[，。])", body)] or [title]
    roll = chance.random()
    if roll < 0.15:
        text = f"{subject or chance.choice(_PLACES)}在{chance.choice(phrases)[:10]}{chance.choice(_CALLS)}"
        kicker = tuple(cut_headline(text, chance, width + 2))
    elif roll < 0.22:
        kicker = (chance.choice(phrases),)
    if not lower and chance.random() < 0.25:
        first = f"{subject}{chance.choice(_SPEECH)}" if subject else chance.choice(phrases)
        lower = (chance.choice((first, first, f"——{chance.choice(phrases)}", f"{first} {chance.choice(phrases)[:8]}")),)
    banner = chance.choice(_BANNERS) if chance.random() < 0.06 else ""
    if banner:
        texts[-1] += f"这是“{banner}”的一个缩影。"
    return Story(tuple(cut_headline(title, chance, width)), tuple(texts), kicker, lower, byline, banner)


def draw_page(stories: Sequence[Story], chance: random.Random, manner: str = MIXED) -> Page:
    """The stories as one page: `mixed` varies everything, `seed-like` has the headline after its text."""
    style = _seed_like(chance) if manner == SEED_LIKE else _any_style(chance)
    parts: list[list[Printed]] = []
    away: list[list[Printed]] = []
    for number, story in enumerate(stories):
        head = _head(story, number, style, chance)
        body = _body(story, number, style, chance)
        after = style.order == "after" or (style.order == "mixed" and chance.random() < 0.5)
        if chance.random() < style.detached:
            away.append(head)
            parts.append(body)
        elif chance.random() < style.across and (cut := _cut(body, chance)):
            # Where a text goes on under its headline, the first half lost its headline to the second.
            parts.append([*body[:cut], *head, replace(body[cut], gap=True), *body[cut + 1 :]])
        else:
            parts.append([*body, *head] if after else [*head, *body])
    for head in away:
        parts.insert(chance.randint(0, len(parts)), head)
    for story in stories:
        if story.banner:
            mark = chance.choice(("··", "·", "", "◆"))
            twice = chance.choice((2, 2, 1))
            parts.insert(chance.randint(0, len(parts)), [Printed(mark + story.banner * twice + mark, "F", -1, True)])
    for _ in range(style.furniture):
        where = chance.choice((0, len(parts), chance.randint(0, len(parts))))
        parts.insert(where, [Printed(_furniture(chance), "F", -1, True)])
    lines = [replace(part[0], gap=True) if not place else line for part in parts for place, line in enumerate(part)]
    text = "".join(("\n" if line.gap else "") + line.text + "\n" for line in lines)
    bare = tuple(replace(line, text=line.text.strip()) for line in lines)
    return Page(text, bare, tuple(stories))


def _any_style(chance: random.Random) -> _Style:
    keep_indent = chance.random() < 0.45
    gap = chance.choice((0.0, 0.03, 0.5, 0.9, 0.97, 1.0)) if keep_indent else chance.choice((0.8, 0.95, 0.97, 1.0, 1.0))
    return _Style(
        Setting(
            chance.choice((0.5, 0.5, 1.0)),
            chance.choice((0.0, 0.15, 0.4)),
            chance.random() < 0.5,
            2.0,
            chance.choice((0.0, 0.02, 0.1)),
            chance.choice((0.0, 0.0, 0.03)),
        ),
        chance.choice(("after", "before", "before", "mixed")),
        keep_indent,
        gap,
        chance.choice((0.0, 0.01, 0.03)),
        chance.choice((0.0, 0.3, 0.7)),
        chance.choice((0.0, 0.05, 0.2)),
        chance.choice((0.0, 0.0, 0.1)),
        chance.choice((0.8, 1.0, 1.0)),
        chance.choice((0.0, 0.0, 0.1)),
        chance.choice((0, 1, 2, 4)),
        chance.random() < 0.94,
    )


def _seed_like(chance: random.Random) -> _Style:
    return _Style(
        Setting(0.5, chance.choice((0.15, 0.4)), True, 2.0, 0.02, 0.01),
        "after",
        False,
        0.98,
        0.02,
        0.6,
        0.05,
        0.0,
        1.0,
        0.0,
        chance.choice((0, 0, 1)),
    )


def _head(story: Story, number: int, style: _Style, chance: random.Random) -> list[Printed]:
    rows: list[Printed] = []
    for part in (story.kicker, story.headline, story.deck):
        # Large type stands apart from small type, so a blank line may part them.
        apart = bool(rows) and chance.random() < 0.35
        for place, line in enumerate(part):
            gap = place == 0 and (apart or (not rows and chance.random() < style.headline_gap))
            rows.append(Printed(line, "H", number, gap))
    return rows


def _body(story: Story, number: int, style: _Style, chance: random.Random) -> list[Printed]:
    width = chance.choice((12, 13, 14, 15, 16, 17, 18, 18, 19, 19, 20, 21, 22, 24, 26, 27, 28, 30))
    rows: list[Printed] = []
    if story.byline:
        rows.append(Printed(story.byline, "B", number, chance.random() < 0.9))
    narrow = (chance.randint(1, 4), max(8, width // 2)) if story.byline and chance.random() < 0.3 else (0, 0)
    for place, paragraph in enumerate(story.paragraphs):
        if place and chance.random() < style.switch:
            width = max(12, width + chance.choice((-6, -3, -1, 1, 3, 6)))
        printed = (
            [paragraph]
            if not style.wrapped
            else set_paragraph(paragraph, width, style.setting, chance, narrow if place == 0 else (0, 0))
        )
        for row, text in enumerate(printed):
            gap = chance.random() < (style.paragraph_gap if row == 0 else style.column_gap)
            if row == 0 and place == 0:
                gap = gap or chance.random() < max(0.6, style.headline_gap)
            if row and text[0] in "“‘" and chance.random() < style.quote_gap:
                gap = True
            kept = "\u3000\u3000" if row == 0 and style.keep_indent else ""
            rows.append(Printed(kept + text, "P" if row == 0 else "C", number, gap))
    return rows


def _cut(body: Sequence[Printed], chance: random.Random) -> int:
    """A place in the middle where the text can go over to the next column."""
    places = [place for place in range(4, len(body) - 3) if body[place].label == "C"]
    return chance.choice(places) if places else 0


def _furniture(chance: random.Random) -> str:
    names = ["王强", "李敏", "赵刚", "孙丽华"]
    if chance.random() < 0.3:
        return chance.choice(_EDITORS).format(chance.choice(names), chance.choice(names))
    return chance.choice(_HEADS).format(
        n=chance.randint(1, 16),
        s=chance.choice(("要闻", "综合", "文化", "国内新闻", "县域·社会")),
        y=chance.randint(1998, 2024),
        m=chance.randint(1, 12),
        d=chance.randint(1, 28),
        w=chance.choice("一二三四五六日"),
        t=chance.randint(2000000, 2999999),
        k=chance.choice("二三四"),
    )
