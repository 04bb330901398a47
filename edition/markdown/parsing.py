"""Markdown as editors of a newspaper write it, read by markdown-it-py; the only module that knows it.

HTML is text here, and links come from an allow-list. What differs from CommonMark besides:

- headings begin at `<h2>` (the headline is the only `<h1>`) and skip no level;
- a line break between two Chinese characters is not a space; a line that begins with two
  ideographic spaces begins a paragraph, and white space there is never code;
- no line defines where a `[reference]` leads: `[记者]:您怎么看？` is a question, not an address;
- a list shows the numbers that were written: 1949, 1958, 2003;
- `**重点：**后面` is bold: a Chinese character beside the two stars counts as a space does. But a single
  star or a `_` beside one is what it is (张*、李*，*ST海润，电话：____), and so are stars between digits: 5*3*2;
- what newspapers use as ornament or sign is text: a row of marks under a line makes no heading of it,
  `>>>相关新闻` and `>35℃` are no quotations, `- 5℃` and `01. 张三` no lists, `~~~` and what is never closed
  no code, `[1](P35)` no link;
- a link to the file of another article, `[…](02-01.md)`, leads to its page;
- a column of a table says how it is aligned in `data-align`, for the style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from edition.patterns import pattern
from edition.urls import page_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    _InlineRule = Callable[[StateInline, bool], bool]
    _BlockRule = Callable[[StateBlock, int, int, bool], bool]

UNSEEN = " \t\u3000\u00a0\u202f\u2060" + "".join(map(chr, range(0x2000, 0x200C)))
"""A line of these alone is none."""
_ONLY_WIDE_SPACE = pattern(f"^[{UNSEEN}]+$", re.MULTILINE)
_INDENT = pattern(r"(?<!  )(?<!\\)\n((?:[ \t]*>)*[ \t]*)(?=\u3000\u3000)")
"""The end of a line before one that is indented, and so is another paragraph; not in verse."""
_BARS = pattern(r"[|｜].*[|｜][ \t]*\n")
"""A first line of several that looks like the row of a table."""
_ENDED = pattern("[。！？…；：;][”’」』）]*\\s*$")
_ITEM = pattern(
    r"\s*(?:[（(]?[〇一二三四五六七八九十0-9０-９]{1,3}[）)、．.]|第[一二三四五六七八九十0-9]{1,3}[条章节、]"
    r"|[①-⑳●○◆◇■□▲△★☆※·•—-])"
)
"""How the items of a list begin that is none to Markdown."""
_SHORT = 24
"""Characters of a line that nobody has wrapped there."""
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff“”‘’…—·]"
"""Not Hangul, which has spaces between its words."""
NO_SPACE = pattern(rf"(?<={_WIDE})\n(?=[0-9]|{_WIDE})|(?<=[0-9])\n(?={_WIDE})")
"""The end of a line that is no space; between 2021 and 年 neither."""
_CLOSES = pattern("[，。、；：？！”’）》〉」』】〕…—,.;:?!)]")
_OPENS = pattern("[“‘（《〈「『【〔(]")
_NO_QUOTATION = pattern(r">(?:>|[ \t]*[0-9=.,%-]|[ \t]*$)", re.MULTILINE)
_NO_HEADING = pattern(r"#{1,6}[ \t#]*$", re.MULTILINE)
_NO_LIST = pattern(
    r"[-+*][ \t]*$|[0-9]{1,9}[.)][ \t]*$|0[0-9]|[0-9]{1,9}[.)][ \t]+[0-9]{1,9}[.)][ \t]"
    r"|[+-][ \t]+[0-9]+(?:\.[0-9]+)?[ \t]*(?:℃|°|度|%|％)",
    re.MULTILINE,
)
_FENCE = pattern(r"^[ >]*```", re.MULTILINE)
_EMPTY_LINK = pattern(r"\[[^\[\]\n]*\]\(\s*\)")
_ALLOWED_SCHEMES = ("http", "https", "mailto")


def safe_link(address: str) -> bool:
    """Whether a link may be published: http, https, mailto, or relative to this site. An address of this site
    has a `/`, a dot, a `#` or a `?`: what stands in brackets behind others need be none, as in `[1](P35)`."""
    bare = re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]", "", address)
    try:
        parts = urlsplit(bare)
    except ValueError:
        return False
    if bare.startswith("//") or "\\" in bare or not re.search("[/.#?:]", bare):
        return False
    return ":" not in re.split("[/?#]", bare, maxsplit=1)[0] or parts.scheme in _ALLOWED_SCHEMES


# -- the parser ------------------------------------------------------------------------------------


@cache
def parser() -> MarkdownIt:
    from markdown_it import MarkdownIt, rules_block  # here, because most builds render nothing
    from markdown_it.rules_inline import emphasis, link, strikethrough

    made = MarkdownIt("commonmark", {"html": False, "maxNesting": 200}).enable(["table", "strikethrough"])
    made.disable(["image", "code", "reference", "lheading"])
    over = ["paragraph", "reference", "blockquote"]  # what each of these may end, as before
    for name, rule, is_other, ends in (
        ("fence", rules_block.fence, _is_no_fence, [*over, "list"]),
        ("blockquote", rules_block.blockquote, _NO_QUOTATION.match, [*over, "list"]),
        ("list", rules_block.list_block, _NO_LIST.match, over),
        ("heading", rules_block.heading, _NO_HEADING.match, over),
    ):
        made.block.ruler.at(name, _unless(is_other, rule), {"alt": ends})
    made.inline.ruler.at("emphasis", _among_chinese(emphasis.tokenize))
    made.inline.ruler.at("strikethrough", _among_chinese(strikethrough.tokenize))
    made.inline.ruler.at("link", _to_somewhere(link))
    made.validateLink = safe_link  # type: ignore[assignment,method-assign]
    normalized = made.normalizeLink
    made.normalizeLink = lambda address: normalized(page_of(address))  # type: ignore[assignment,method-assign]
    return made


def _among_chinese(rule: _InlineRule) -> _InlineRule:
    """A rule of marks around words, for a text that has no spaces between them.

    CommonMark asks for one on the outer side where punctuation stands on the inner; it counts
    here as one, where a Chinese character or mark stands on either side. Single marks are
    printed oftener than meant there: only two and more count.
    """

    def marked(state: StateInline, silent: bool) -> bool:
        begun, known = state.pos, len(state.delimiters)
        if not rule(state, silent):
            return False
        mark, before = state.src[begun], state.src[begun - 1 : begun]
        after = state.src[state.pos : state.pos + 1] if state.pos < state.posMax else ""
        many = state.pos - begun
        is_chinese = re.match(_WIDE, before) or re.match(_WIDE, after)
        for delimiter in state.delimiters[known:]:
            is_sign = (is_chinese and (mark == "_" or many < 2)) or (mark == "~" and many > 2)
            # 8时~~10时 and 5*3*2; but what is bold among Chinese characters may well be a number.
            is_sum = before.isalnum() and after.isalnum() and re.search("[0-9]", before + after)
            if is_sign or (is_sum and not (is_chinese and mark == "*")):
                delimiter.open = delimiter.close = False
            elif is_chinese:
                delimiter.open |= after.strip() != "" and not _CLOSES.match(after)
                delimiter.close |= before.strip() != "" and not _OPENS.match(before)
        return True

    return marked


def _to_somewhere(link: _InlineRule) -> _InlineRule:
    """The rule of links, but for one without an address."""

    def linked(state: StateInline, silent: bool) -> bool:
        return not _EMPTY_LINK.match(state.src, state.pos) and link(state, silent)

    return linked


def _unless(is_other: Callable[[str, int], object], rule: _BlockRule) -> _BlockRule:
    """A rule of blocks that leaves a line alone which is something else, told from the text and its place."""

    def applied(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        begun = state.bMarks[start] + state.tShift[start]
        return not is_other(state.src, begun) and rule(state, start, end, silent)

    return applied


def _is_no_fence(text: str, begun: int) -> bool:
    """Whether no block of code begins here that ends: ~~~, ```提示."""
    if not text.startswith("```", begun):
        return True
    end = text.find("\n", begun)
    return end < begun or re.search(_WIDE, text[begun:end]) is not None or _last_fence(text) < end


@lru_cache(2)
def _last_fence(text: str) -> int:
    """Where the last line begins that may end a block of code; -1 where none does. Not looked for again from
    each line that may begin one: a text can have a hundred thousand of them."""
    return max([found.start() for found in _FENCE.finditer(text)], default=-1)


def tokens(markdown: str) -> list[Token]:
    """markdown-it's tokens of a text, changed as is told above."""
    # A line of ideographic spaces looks empty, so it separates paragraphs.
    text = _ONLY_WIDE_SPACE.sub("", markdown)
    found = parser().parse(text if "\n```" in f"\n{text}" else _INDENT.sub(r"\n\1\n\1", text))
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
            written = f"{written} {token.info}{token.markup}".lstrip()
        elif token.type == "list_item_close":
            written = ""
        elif written and token.type in ("inline", "fence"):
            token.meta["number"], written = written, ""


def _joined(children: list[Token]) -> Iterator[Token]:
    """The tokens without line breaks between Chinese characters; the text around one is one text."""
    kept: Token | None = None
    before = ""
    for number, child in enumerate(children):
        if child.type == "softbreak":
            places = range(number + 1, len(children))  # islice would count from the first in each line
            after = next((children[place].content for place in places if children[place].content), "")
            if NO_SPACE.search(f"{before[-1:]}\n{after[:1]}"):
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


def text_of(token: Token, numbered: bool, soft: str = "\n") -> str:
    """What a reader sees of a text or a block of code, without marks; with its number in a list, where it is
    to be `numbered`. `soft` stands where a line of the file ends and none of the text."""
    words = {"softbreak": soft, "hardbreak": "\n"}
    pieces = [words.get(child.type, child.content) for child in token.children or []] or [token.content]
    text = "".join(pieces).strip()
    return f"{token.meta['number']} {text}" if numbered and "number" in token.meta else text


# -- what was meant otherwise ----------------------------------------------------------------------


def _as_typed(markdown: str) -> list[Token]:
    """The tokens of a text by its own lines."""
    return parser().parse(_ONLY_WIDE_SPACE.sub("", markdown))


def overfull_rows(markdown: str) -> Iterator[tuple[int, int, int]]:
    """The rows of tables that have more cells than the heading, each with its line (from 0), the number of
    its cells and of those in the heading: a table has no place for the others. 0 cells: a line below a table
    that was to be none of its rows."""
    if "|" not in markdown:
        return
    from markdown_it.rules_block.table import escapedSplit

    lines = markdown.split("\n")
    columns = 0
    for token in _as_typed(markdown):
        if token.type == "tr_open" and token.map:
            cells = [cell.strip() for cell in escapedSplit(lines[token.map[0]].lstrip("> \t").strip())]
            is_row = len(cells) > 1
            del cells[: cells[0] == ""]
            while cells and not cells[-1]:
                cells.pop()  # the closing bar, and empty cells, of which nothing is lost
            if columns > 1 and (not is_row or len(cells) > columns):
                yield token.map[0], len(cells) if is_row else 0, columns
        elif token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1


def bare_rows(markdown: str) -> Iterator[int]:
    """The first lines (from 0) of what was to be a table and is a paragraph of bars: the line below its heading,
    which makes a table of it, is missing or has another number of cells, or its bars are of full width."""
    for token in _as_typed(markdown) if "|" in markdown or "｜" in markdown else ():
        if token.type == "inline" and token.map and _BARS.match(token.content):
            yield token.map[0]


def code_lines(markdown: str) -> set[int]:
    """The lines (from 0) of blocks of code."""
    found = _as_typed(markdown) if "```" in markdown else []
    return {line for token in found if token.type == "fence" and token.map for line in range(*token.map)}


def joined_lines(markdown: str) -> Iterator[int]:
    """The lines (from 0) that run on in the next one, and look as if they ended: paragraphs or verses without
    what parts them."""
    for token in _as_typed(markdown) if re.search(r"[^\n]\n[^\n]", markdown) else ():
        if token.type != "inline" or not token.map or _BARS.match(token.content):
            continue
        for number, (line, after) in enumerate(pairwise(token.content.split("\n")), token.map[0]):
            is_parted = line.endswith(("  ", "\\")) or after.startswith("\u3000\u3000")
            looks_ended = _ENDED.search(line) or len(line) <= _SHORT or _ITEM.match(after)
            if not is_parted and looks_ended and re.search(_WIDE, line + after):
                yield number
