"""Markdown as editors of a newspaper write it, read by markdown-it-py; the only module that knows it.

HTML is text here, and links come from an allow-list. What differs from CommonMark besides:

- headings begin at `<h2>` (the headline is the only `<h1>`) and skip no level;
- a line break between two Chinese characters is not a space; a line that begins with two
  ideographic spaces begins a paragraph, and white space there is never code;
- no line defines where a `[reference]` leads: `[记者]:您怎么看？` is a question, not an address;
- a list shows the numbers that were written: 1949, 1958, 2003;
- `**重点：**后面` is bold: a Chinese character beside a mark counts as a space does; and a star
  between two digits is a star: 5*3*2;
- a column of a table says how it is aligned in `data-align`, for the style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_ONLY_WIDE_SPACE = re.compile(r"^[ \t\u3000]+$", re.MULTILINE)
_INDENT = re.compile(r"(?<!  )(?<!\\)\n(?=\u3000\u3000)")
"""The end of a line before one that is indented, and so is another paragraph; not in verse."""
_ENDED = re.compile("[。！？…][”’」』）]*[ \t\u3000]*$")
_SHORT = 24
"""Characters of a line that nobody has wrapped there."""
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff“”‘’…—·]"
"""Not Hangul, which has spaces between its words."""
_ALLOWED_SCHEMES = ("http", "https", "mailto")


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


# -- the parser ------------------------------------------------------------------------------------


@cache
def parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # here, because most builds render nothing
    from markdown_it.rules_inline import emphasis, strikethrough

    made = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    made.disable(["image", "code", "reference"])
    made.inline.ruler.at("emphasis", _among_chinese(emphasis.tokenize))
    made.inline.ruler.at("strikethrough", _among_chinese(strikethrough.tokenize))
    made.validateLink = safe_link  # type: ignore[assignment,method-assign]
    return made


def _among_chinese(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A rule of marks around words, for a text that has no spaces between them.

    CommonMark asks for one on the outer side where punctuation stands on the inner; it counts
    here as one, where a Chinese character or mark stands on either side.
    """

    def marked(state: StateInline, silent: bool) -> bool:
        begun, known = state.pos, len(state.delimiters)
        if not rule(state, silent):
            return False
        mark, before = state.src[begun], state.src[begun - 1 : begun]
        after = state.src[state.pos : state.pos + 1] if state.pos < state.posMax else ""
        is_chinese = re.match(_WIDE, before) or re.match(_WIDE, after)
        for delimiter in state.delimiters[known:]:
            if mark == "*" and before.isdigit() and after.isdigit():
                delimiter.open = delimiter.close = False
            elif mark != "_" and is_chinese:
                delimiter.open |= after.strip() != ""
                delimiter.close |= before.strip() != ""
        return True

    return marked


def tokens(markdown: str) -> list[Token]:
    """markdown-it's tokens of a text, changed as is told above."""
    # A line of ideographic spaces looks empty, so it separates paragraphs.
    found = parser().parse(_INDENT.sub("\n\n", _ONLY_WIDE_SPACE.sub("", markdown)))
    above: list[int] = []
    for token in found:
        if token.type == "heading_open":
            level = int(token.tag[1])
            above = [*(other for other in above if other < level), level]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(len(above) + 1, 6)}"
        if token.type in ("th_open", "td_open") and (style := token.attrs.pop("style", "")):
            # The pages' policy takes no style from an attribute.
            token.attrs["data-align"] = str(style).removeprefix("text-align:")
        if token.children:
            token.children = list(_joined(token.children))
    _number(found)
    return found


def _number(found: list[Token]) -> None:
    """Give every item of a list the number that was written, where a browser would count another, and
    the first text in it that number too, for whoever reads no list."""
    expected: list[int] = []
    written = ""
    for token in found:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            expected.append(int(token.attrs.get("start", 1)))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            expected.pop()
        elif token.type == "list_item_open" and token.info:
            if int(token.info) != expected[-1]:
                token.attrs["value"] = int(token.info)
            expected[-1] = int(token.info) + 1
            written = token.info + token.markup
        elif token.type == "list_item_close":
            written = ""
        elif written and token.type in ("inline", "fence"):
            token.meta["number"], written = written, ""


def _joined(children: list[Token]) -> Iterator[Token]:
    """The tokens without line breaks between Chinese characters; the text around one is one text."""
    kept: Token | None = None
    before = ""
    for number, child in enumerate(children):
        if child.type == "softbreak" and re.match(_WIDE, before[-1:]):
            after = next((other.content for other in islice(children, number + 1, None) if other.content), "")
            if re.match(_WIDE, after[:1]):
                continue
        before = child.content or before
        if kept and kept.type == child.type == "text":
            kept.content += child.content
            continue
        if kept:
            yield kept
        kept = child
    if kept:
        yield kept


def text_of(token: Token, numbered: bool) -> str:
    """What a reader sees of a text or a block of code, without marks; with its number in a list, where it is
    to be `numbered`."""
    words = {"softbreak": "\n", "hardbreak": "\n"}
    pieces = [words.get(child.type, child.content) for child in token.children or []] or [token.content]
    text = "".join(pieces).strip()
    return f"{token.meta['number']} {text}" if numbered and "number" in token.meta else text


# -- what was meant otherwise ----------------------------------------------------------------------


def overfull_rows(markdown: str) -> Iterator[tuple[int, int, int]]:
    """The rows of tables that have more cells than the heading, each with its line (from 0), the number of
    its cells and of those in the heading: a table has no place for the others."""
    from markdown_it.rules_block.table import escapedSplit

    lines = markdown.split("\n")
    columns = 0
    for token in parser().parse(_ONLY_WIDE_SPACE.sub("", markdown)):
        if token.type == "tr_open" and token.map:
            line = lines[token.map[0]].lstrip("> \t").rstrip()
            cells = len(escapedSplit(line.removeprefix("|"))) - line.endswith("|")
            if columns and cells > columns:
                yield token.map[0], cells, columns
        elif token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1


def joined_lines(markdown: str) -> Iterator[int]:
    """The lines (from 0) that run on in the next one, and look as if they ended: paragraphs or verses without
    what parts them."""
    for token in parser().parse(_ONLY_WIDE_SPACE.sub("", markdown)):
        if token.type != "inline" or not token.map:
            continue
        for number, (line, after) in enumerate(pairwise(token.content.split("\n")), token.map[0]):
            is_parted = line.endswith(("  ", "\\")) or after.startswith("\u3000\u3000")
            if not is_parted and re.match(_WIDE, line.rstrip()[-1:]) and (_ENDED.search(line) or len(line) <= _SHORT):
                yield number
