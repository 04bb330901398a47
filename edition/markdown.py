"""Article text to HTML and to plain text; the only module that knows markdown-it-py.

A newspaper's paragraphs seldom hold any Markdown. Where every character of a paragraph
is one that can start no construct, its HTML is `<p>` + the escaped text + `</p>`,
exactly what markdown-it-py gives (a property test holds them together); everything
else goes through markdown-it-py with HTML off and links from an allow-list.

Three things differ from plain CommonMark, all for print: headings begin at `<h2>` (the
headline is the only `<h1>`), a line break between two Chinese characters is not a
space, and the first occurrence of each declared name becomes a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from edition.views import Body, Name

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SYNTAX = re.compile(r"[\\`*_~\[\]<&\t\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_BLOCK = re.compile(r"[ ]{0,3}(?:[#>+=-]|[0-9]{1,9}[.)](?:[ ]|$)|\|)|[ ]{4}")
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)*\n")
_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff“”‘’…—]"
)
_ALLOWED_SCHEMES = ("http", "https", "mailto")


def prose(body: Body) -> str:
    """The HTML of an article's text, with its dateline marked and its names linked."""
    linker = _Linker(body.names)
    plain = _plain_blocks(body.markdown)
    if plain is not None:
        html = "\n".join(f"<p>{linker.html(block)}</p>" for block in plain)
    else:
        html = _render(body.markdown, linker)
    if body.dateline:
        opening = "<p>" + _escaped(body.dateline)
        if html.startswith(opening):
            html = f'<p><span class="dateline">{opening[3:]}</span>{html[len(opening) :]}'
    return html


def paragraphs(markdown: str) -> tuple[str, ...]:
    """The text of every block as a reader sees it, without markup; one text a paragraph,
    heading, list item or table cell."""
    plain = _plain_blocks(markdown)
    if plain is not None:
        return tuple(plain)
    return tuple(text for token in _tokens(markdown) if token.type == "inline" and (text := _text(token)))


def summary(markdown: str, dateline: str, limit: int) -> str:
    """The beginning of a text, without its dateline: whole sentences up to `limit`
    characters, else cut with …… ; paragraphs are separated by a newline."""
    taken: list[str] = []
    room = limit
    for number, paragraph in enumerate(paragraphs(markdown)):
        text = paragraph
        if number == 0 and dateline and text.startswith(dateline):
            text = re.sub(r"^\s*[（(][^（）()]{1,40}[）)]", "", text[len(dateline) :]).strip()
        if len(text) > room:
            cut = max(text.rfind(mark, 0, room) for mark in "。！？；") + 1
            if cut > room // 2:
                taken.append(_closed(text, cut))
            elif room > 20 or not taken:
                clause = max(text.rfind(mark, 0, room) for mark in "，、：；")
                taken.append(text[: clause if clause > room * 2 // 3 else room].rstrip("，、：；—… ") + "……")
            break
        if text:
            taken.append(text)
        room -= len(text)
        if room < 20:
            break
    return "\n".join(taken)


def _closed(text: str, cut: int) -> str:
    """`text` up to `cut`, with the closing quotation marks that belong to its last sentence."""
    while cut < len(text) and text[cut] in "”’）》":
        cut += 1
    return text[:cut]


def has_picture(markdown: str) -> bool:
    """Whether the text holds a Markdown picture (pictures belong into the front matter)."""
    return "![" in markdown and re.search(r"(?<!\\)!\[[^\]]*\]\(", markdown) is not None


def safe_link(address: str) -> bool:
    """Whether a link may be published: http, https, mailto, or relative to this site."""
    bare = re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]", "", address)
    try:
        parts = urlsplit(bare)
    except ValueError:
        return False
    if bare.startswith(("//", "\\")) or "\\" in bare:
        return False
    return (
        parts.scheme.lower() in _ALLOWED_SCHEMES
        if ":" in bare.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
        else True
    )


# -- the exact shortcut ----------------------------------------------------------------------


def _plain_blocks(markdown: str) -> list[str] | None:
    """The paragraphs of a text without any Markdown in it; None when it may hold some."""
    if _SYNTAX.search(markdown):
        return None
    blocks: list[str] = []
    for block in _BLANK.split(markdown.strip("\n ")):
        if "\n" in block or _BLOCK.match(block):
            return None
        text = block.strip()
        if not text and block:
            return None
        if text:
            blocks.append(text)
    return blocks


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")


class _Linker:
    """Gives each name its one link; holds which names are still without."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.href = {name.text: name.href for name in names}
        self.done: set[str] = set()
        longest_first = sorted(self.href, key=lambda text: (-len(text), text))
        self.pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with the address that it links to (empty: none)."""
        start = 0
        for found in self.pattern.finditer(text) if self.pattern else ():
            name = found[0]
            href = self.href[name]
            if not href or name in self.done:
                continue
            self.done.add(name)
            if start < found.start():
                yield text[start : found.start()], ""
            yield name, href
            start = found.end()
        if start < len(text):
            yield text[start:], ""

    def html(self, text: str) -> str:
        if not self.pattern:
            return _escaped(text)
        return "".join(
            f'<a class="name" href="{_escaped(href)}">{_escaped(piece)}</a>' if href else _escaped(piece)
            for piece, href in self.pieces(text)
        )


# -- everything else ---------------------------------------------------------------------------


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # here, because most builds render nothing

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
    parser.validateLink = safe_link  # type: ignore[assignment,method-assign]
    return parser


def _tokens(markdown: str) -> list[Token]:
    """markdown-it's tokens, with headings from h2 on and no space between Chinese lines."""
    tokens = _parser().parse(markdown)
    levels = sorted({int(token.tag[1]) for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(levels.index(int(token.tag[1])) + 2, 6)}"
        for before, child, after in _neighbours(token.children or []):
            if child.type == "softbreak" and _WIDE.match(before[-1:]) and _WIDE.match(after[:1]):
                child.type = "text"
                child.content = ""
    return tokens


def _neighbours(children: list[Token]) -> Iterator[tuple[str, Token, str]]:
    """Every token with the text before and after it, skipping tokens without text."""
    for number, child in enumerate(children):
        if child.type == "softbreak":
            before = next((other.content for other in reversed(children[:number]) if other.content), "")
            after = next((other.content for other in children[number + 1 :] if other.content), "")
            yield before, child, after


def _text(inline: Token) -> str:
    words = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(words.get(child.type, child.content) for child in inline.children or []).strip()


def _render(markdown: str, linker: _Linker) -> str:
    from markdown_it.token import Token

    tokens = _tokens(markdown)
    in_heading = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            in_heading = token.type == "heading_open"
        if token.type != "inline" or in_heading:
            continue
        children: list[Token] = []
        depth = 0
        for child in token.children or []:
            depth += child.nesting if child.type in ("link_open", "link_close") else 0
            if child.type == "text" and not depth:
                html = linker.html(child.content)
                children.append(Token("html_inline", "", 0, content=html))
            else:
                children.append(child)
        token.children = children
    parser = _parser()
    return str(parser.renderer.render(tokens, parser.options, {})).rstrip("\n")
