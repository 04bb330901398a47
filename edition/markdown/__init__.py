"""Article text to HTML and to plain text.

A newspaper's paragraphs seldom hold any Markdown. Where every character of a paragraph
is one that can start no construct, or a `\\` keeps it from that, its HTML is `<p>` + the
escaped text + `</p>`, exactly what markdown-it-py gives (a property test holds them
together), also where it was typed on several lines; everything else goes through markdown-it-py
with HTML off and links from an allow-list.

What differs from CommonMark is told in `parsing`; here the first occurrence of each declared
name becomes a link, and a table stands in a box that can be scrolled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from edition.characters import is_han
from edition.headline import has_han
from edition.markdown import parsing
from edition.patterns import pattern
from edition.views import Body, Name

_SYNTAX = pattern(r"[\\`*_~\[<&\0\t\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_ESCAPE = pattern(r"\\([!-/:-@\[-`{-~])")
_BEGINS_BLOCK = r"[ ]{0,3}(?:[#>+=-]|[0-9]{1,9}[.)](?:[ ]|$)|\|)|[ ]{4}"
_BLOCK = pattern(_BEGINS_BLOCK)
_BLANK = pattern(r"\n[ \t]*(?:\n[ \t]*)*\n")
_BROKEN = pattern(rf"\s\n|\n(?:\s|:|{_BEGINS_BLOCK})|[\u200b\u2060]")
"""What makes more of a text of several lines than one paragraph, or may."""
_SENTENCE_END = pattern(
    r"(?<=[a-z0-9%)”\"]{2})(?<!Mrs|Rev|Gov|Sen|Rep|Gen|Col|Inc|Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec)(?<!Prof|Capt|Sept)"
    r"[.!?][\"”’)]*(?= |$)"
)
"""Not after an initial or a title: Walter B. Brandt, Mrs. Marsh."""
_UNMARKED = pattern("(?<![。！？；：，、…—”’」』）》])\n")
_AFTER_DATELINE = pattern(r"(?:[ \t\u00a0\u3000：:—–│｜]|-(?!\d))*")
_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"))
_PICTURE = pattern(r"(?<!\\)!\[")
_FROM_RIGHT = pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hebrew and Arabic letters, which Uyghur, Kazakh and Kyrgyz are written with."""
_COMMON_FROM_RIGHT = "اىيەיו"
"""Every text of some of them has one of these, which are found fifty times sooner than all."""
_PARAGRAPH = pattern(r"<(p|h[1-6])>(.*?)(?=</\1>)", re.DOTALL)
_TAG = pattern("<[^>]*>")


def prose(body: Body) -> str:
    """The HTML of an article's text, with its dateline marked and its names linked."""
    linker = _Linker(body.names)
    plain = (body.markdown.strip("\n"),) if body.plain else _plain_blocks(body.markdown)
    if plain is not None:
        # All at once: there is no line break in a block, nor in a name.
        text = linker.html("\n\n".join(plain)).replace("\n\n", "</p>\n<p>")
        html = f"<p>{text}</p>" if text else ""
    else:
        html = _render(body.markdown, linker)
    if body.dateline:
        opening = "<p>" + _escaped(body.dateline)
        if html.startswith(opening):
            html = f'<p><span class="dateline">{opening[3:]}</span>{html[len(opening) :]}'
    is_usual = not any([letter in body.markdown for letter in _COMMON_FROM_RIGHT])
    return html if is_usual else _PARAGRAPH.sub(_directed, html)


def _directed(paragraph: re.Match[str]) -> str:
    is_from_right = runs_from_right(_TAG.sub("", paragraph[2]))
    return f'<{paragraph[1]} dir="rtl">{paragraph[2]}' if is_from_right else paragraph[0]


def runs_from_right(text: str) -> bool:
    """Whether most letters of a text are Arabic or Hebrew: it begins at the right, and its full stop stands at the
    left. Why not `dir="auto"`: by the first letter, a Chinese paragraph that begins with an Uyghur word would."""
    return bool(_FROM_RIGHT.search(text)) and 2 * len(_FROM_RIGHT.findall(text)) > sum(map(str.isalpha, text))


def is_plain(markdown: str) -> bool:
    """Whether a text is its paragraphs as a reader sees them, with an empty line between two, and nothing
    else. Whoever knows that of a `Body` need not look for Markdown in it again."""
    plain = _plain_blocks(markdown)
    return plain is not None and "\n\n".join(plain) == markdown.strip("\n")


def paragraphs(markdown: str, *, numbered: bool = False) -> tuple[str, ...]:
    """The text of every block as a reader sees it, without markup; one text a paragraph,
    heading, list item, table cell or code block. `numbered`: an item of a list with the number that
    a browser shows beside it."""
    plain = _plain_blocks(markdown)
    return tuple(plain) if plain is not None else tuple(text for text, _ in _blocks(markdown, numbered))


def _blocks(markdown: str, numbered: bool = True) -> Iterator[tuple[str, str]]:
    """The same of a text with Markdown in it, each with what it stands in: `heading`, `table` or nothing."""
    inside = ""
    for token in parsing.tokens(markdown):
        part, _, edge = token.type.rpartition("_")
        if part in ("heading", "table"):
            inside = part if edge == "open" else ""
        if token.type in ("inline", "fence") and (text := parsing.text_of(token, numbered)):
            yield text, inside


Table = tuple[tuple[str, ...], ...]
"""Its rows of cells, the heading first."""


def blocks(markdown: str) -> tuple[str | Table, ...]:
    """The same for those who go on working with it: a table keeps its rows, an item of a list its
    number, and a line ends within a text only where print ends one."""
    plain = _plain_blocks(markdown)
    if plain is None:
        return tuple(_blocks_and_tables(markdown))
    return tuple([block.replace("\n", " ") for block in plain])


def _blocks_and_tables(markdown: str) -> Iterator[str | Table]:
    rows: list[list[str]] = []
    in_table = False
    for token in parsing.tokens(markdown):
        if token.type in ("table_open", "table_close"):
            in_table = token.type == "table_open"
            if not in_table:
                yield tuple(map(tuple, rows))
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type in ("inline", "fence"):
            text = parsing.text_of(token, numbered=True, soft=" ")
            if in_table:
                rows[-1].append(text)
            elif text:
                yield text


LONGEST_SUMMARY = 420
"""Chinese characters, or twice as many letters: no page shows more of another page's text."""


OPENING = 2 * LONGEST_SUMMARY + 600
"""Characters of a text that decide every summary of it: a dateline and who it is from may be cut off
before the summary is measured out."""


def opening(markdown: str) -> str:
    """As much of a text as decides every summary of it."""
    return _beginning(_running(markdown))


def _beginning(blocks: Sequence[str]) -> str:
    """Between two blocks stands what no block holds: a line may end in one, too."""
    return "\0".join(blocks)[:OPENING]


def _running(markdown: str) -> list[str]:
    """The text without headings and tables; what is a table alone, by its cells."""
    plain = _plain_blocks(markdown)
    if plain is not None:
        return plain
    running: list[str] = []
    cells: list[str] = []
    for text, inside in _blocks(markdown):
        if not inside:
            running.append(text)
        elif inside == "table":
            cells.append(text)
            running[-1:] = map(_unfinished, running[-1:])
    return running or cells


def summary(markdown: str, dateline: str, limit: int) -> str:
    """The beginning of a text, without its dateline, headings and tables: whole sentences of at most `limit`
    characters (and the quotation mark that closes the last), else a part of one with
    …… ; paragraphs are separated by a newline. `limit` is at most LONGEST_SUMMARY; a text
    in words, whose letters are half as wide, has twice the room."""
    found = _running(markdown)
    is_chinese = reads_as_chinese(_beginning(found))  # what stands further down decides no summary
    room, least, part = (limit, 20, _part_in_chinese) if is_chinese else (2 * limit, 40, _part_in_words)
    taken: list[str] = []
    for number, paragraph in enumerate(found):
        text = paragraph
        if number == 0 and dateline and text.startswith(dateline):
            text = _AFTER_DATELINE.sub("", text[len(dateline) :], count=1)
            if is_chinese:
                text = _AFTER_DATELINE.sub("", re.sub(r"^[（(][^（）()]{1,40}[）)]", "", text), count=1)
        if len(text) > room:
            taken.append(part(text, room, room > least or not taken))
            break
        taken.append(text)
        room -= len(text) + bool(text)
        if room < least:
            if is_chinese and number + 1 < len(found):
                taken[-1] = _unfinished(text)
            break
    return "\n".join(filter(None, taken))


def reads_as_chinese(text: str) -> bool:
    """Whether it is measured and cut as Chinese: a name in Chinese characters, 林红玉, makes no text in words
    with spaces between them a Chinese one."""
    spaces = text.count(" ")
    return has_han(text) and sum(1 for _ in islice(filter(is_han, text), spaces)) == spaces


def on_one_line(summary: str, space: str) -> str:
    """A summary with `space` between its paragraphs, nothing in Chinese; but where one ends without a mark, as
    cells of a table and verses do, or with a mark of a language that has spaces, there is always a space:
    金牌 银牌 38 32."""
    return _UNMARKED.sub(" ", summary).replace("\n", space)


def _part_in_chinese(text: str, room: int, breaks: bool) -> str:
    """Whole sentences; where there are none and the text `breaks` off in one, that with …… ."""
    if cut := _sentences(text, room):
        return _unfinished(text[:cut])
    clause = max(text.rfind(mark, 0, room) for mark in "，、：；")
    return text[: clause if clause > room * 2 // 3 else room].rstrip("，、：；—… ") + "……" if breaks else ""


def _unfinished(text: str) -> str:
    """The same with …… where it ends in the middle of a sentence."""
    return text.rstrip("：；") + "……" if text.endswith(("：", "；")) else text


def _part_in_words(text: str, room: int, breaks: bool) -> str:
    """The same of a text in words with spaces between them: cut after a word, with … ."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, room) if end.end() > room // 2]
    if ends:
        return text[: ends[-1]]
    cut = text.rfind(" ", 0, room + 1)
    return text[: cut if cut > 0 else room].rstrip(" ,;:—–-") + "…" if breaks else ""


def _sentences(text: str, room: int) -> int:
    """How long the whole sentences are that fill more than half of `room`, if possible
    without an open quotation; 0 when there are none."""
    ends = [_closed(text, found.end()) for found in re.finditer("[。！？；]", text[:room]) if found.end() > room // 2]
    closed = [
        end for end in ends if all(text.count(first, 0, end) == text.count(last, 0, end) for first, last in _QUOTES)
    ]
    return (closed or ends or [0])[-1]


def _closed(text: str, cut: int) -> int:
    """The place after the closing marks that belong to the sentence that ends at `cut`."""
    while cut < len(text) and text[cut] in "”’」』）》":
        cut += 1
    return cut


def has_picture(markdown: str) -> bool:
    """Whether the text holds a Markdown picture (pictures belong into the front matter)."""
    # Not one pattern for all of it, which would look for the ] once from each of a million ![.
    parts = markdown.split("]") if "![" in markdown else []
    return any(after.startswith("(") and _PICTURE.search(part) for part, after in pairwise(parts))


# -- the exact shortcut ----------------------------------------------------------------------


@lru_cache(8)
def _plain_blocks(markdown: str) -> list[str] | None:
    """The paragraphs of a text without any Markdown in it; None when it may hold some."""
    escapes = "\\" in markdown
    if _SYNTAX.search(_ESCAPE.sub("", markdown) if escapes else markdown):
        return None
    blocks: list[str] = []
    inside = markdown.lstrip("\n").rstrip("\n ")
    found = inside.split("\n\n")
    if any(["\n" in block for block in found]):  # more than one blank line, one with spaces in it, or a text on several
        if "  \n\u3000\u3000" in inside:
            return None  # verse
        found = _BLANK.split(inside.replace("\n\u3000\u3000", "\n\n"))
    for block in found:
        if block[:1] <= "|" and _BLOCK.match(block):
            return None
        text = block.strip()
        if block and not text.strip(parsing.UNSEEN):
            return None
        if "\n" in block:
            if escapes or _BROKEN.search(block):
                return None
            text = parsing.NO_SPACE.sub("", text)
        if text:
            blocks.append(_ESCAPE.sub(r"\1", text) if escapes else text)
    return blocks


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class _Linker:
    """Gives each name its one link; holds which names are still without."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.href = {name.text: name.href for name in names}
        self.done: set[str] = set()
        begin = {name[:1] for name in self.href}
        self.are_apart = len(begin) == len(self.href) and begin.isdisjoint("".join([name[1:] for name in self.href]))
        """Whether no two of them can share a character of a text: most can't, and are sooner found."""

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with the address that it links to (empty: none)."""
        start = 0
        for place, name in self._links(text):
            self.done.add(name)
            if start < place:
                yield text[start:place], ""
            yield name, self.href[name]
            start = place + len(name)
        if start < len(text):
            yield text[start:], ""

    def _links(self, text: str) -> Iterator[tuple[int, str]]:
        """Where names are linked, in order."""
        # Where each name stands first. Why not one pattern of all names: a text has a few,
        # of its own, and to compile their pattern takes longer than to look for them.
        first = [(place, name) for name in self.href if (place := text.find(name)) >= 0]
        waiting = {name for _, name in first if self.href[name]} - self.done
        if self.are_apart:
            yield from sorted([found for found in first if found[1] in waiting])
            return
        places = {name: place for place, name in sorted(first, key=lambda found: (-len(found[1]), found[1]))}
        while waiting:
            # The first of those that stand first is the longest: they are in that order.
            name = min(places, key=places.__getitem__)
            place, seen = places[name], places[name] + len(name)
            if name in waiting:
                waiting.discard(name)
                yield place, name
            for other in [other for other, at in places.items() if at < seen]:
                if (after := text.find(other, seen)) >= 0:
                    places[other] = after
                else:
                    del places[other]
                    waiting.discard(other)

    def html(self, text: str) -> str:
        if not self.href:
            return _escaped(text)
        # Most texts hold nothing to escape, and then no piece of one does.
        escaped = _escaped if _escaped(text) != text else str
        html = "".join(
            [
                f'<a class="name" href="{_escaped(href)}">{escaped(piece)}</a>' if href else escaped(piece)
                for piece, href in self.pieces(text)
            ]
        )
        # A style sheet can't see whether there is text between two links.
        return html.replace('</a><a class="name"', '</a><a class="name beside"')


def _render(markdown: str, linker: _Linker) -> str:
    from markdown_it.token import Token

    tokens = parsing.tokens(markdown)
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
    parser = parsing.parser()
    html = str(parser.renderer.render(tokens, parser.options, {})).rstrip("\n")
    # No text holds such a mark that isn't escaped.
    return html.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")
