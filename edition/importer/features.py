"""What the labels of lines are learned from: shape and punctuation, never words.

Every feature is a short text (`end-before:s|short-before:4|blank`). They speak of where
lines end, of what kind of character they begin and end with, of blank lines and widths;
so the weights that are learned from them carry no text of the articles they saw.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from edition.characters import simple
from edition.importer.opening import BULLETS
from edition.importer.shape import Line
from edition.values import Value

_ROLES = "记者|通讯员|评论员|特派员|特派记者|实习生|撰稿|摄影|摄影报道|文/图|图/文|整理|作者"
_DATELINE = re.compile(
    r"[（(]?(?:本报|本刊|据?新华社|据?中新社|中新网|人民网|[\u4e00-\u9fff]{1,3}社|[\u4e00-\u9fff]{2,4}日报|[\u4e00-\u9fff]{2,4}晚报)"
    r"[^，。；！？]{0,24}?(?:讯|电|专电)(?![\u4e00-\u9fff、，])|本报[^，。；]{0,16}讯[\u4e00-\u9fff（(]|本[报刊]讯|【[^】]{2,24}[讯电]】"
)
_BYLINE = re.compile(
    rf"[{BULLETS}]?\s*(?:(?:本报|本刊|新华社|全媒体)?(?:首席|特约|见习|实习|驻\w{{2,4}})?(?:{_ROLES})[\s:：]*"
    rf"[\u4e00-\u9fff·\s、]{{2,28}}|[{BULLETS}]\s*[\u4e00-\u9fff·]{{2,5}})(?:[（(][^）)]*[）)])?(?:文|摄|图|文/图|摄影)?"
)
_FURNITURE = re.compile(
    r"第\s*[0-9０-９一二三四五六七八九十]+\s*版|^[AB]?[0-9]{1,2}\s*(?:版|$|[\s·])|责任?编辑?|责编|美编|版式|校对|电话|热线|邮箱|E-?mail|"
    r"星期[一二三四五六日天]|农历|国内统一|CN\s*[0-9]|邮发代号|总第|下转|上接|https?:|www\.|[（(]?紧?接第|天气|投稿"
)
_TWICE = re.compile(r"\W*(\w.{1,24}?)\W*\1\W*")
_CLAUSE = re.compile("[，。；！？]")


class _Look(Value, frozen=True):
    """One line in the classes the features are made of."""

    begin: str
    end: str
    short: str
    indent: str
    kind: str
    """`dateline`, `byline`, `furniture`, `twice`, or empty."""
    marks: str
    """How many marks are inside: `0`, `1`, `2`."""
    exact: str
    """How short, in halves of an em, near the indent of a paragraph."""
    size: str
    """Width in steps."""
    gap: str
    """Whether white space stands between two characters."""


def features_of(lines: Sequence[Line]) -> list[tuple[str, ...]]:
    """The features of every line of one page."""
    looks = [_look(line) for line in lines]
    page = _page_habits(lines, looks)
    even = _evenness(lines)
    blocks = _blocks(lines, looks)
    edge = _Look("^", "^", "^", "^", "^", "^", "^", "^", "^")
    found: list[tuple[str, ...]] = []
    last = len(lines) - 1
    for place, line in enumerate(lines):
        here = looks[place]
        before = looks[place - 1] if place else edge
        after = looks[place + 1] if place < last else edge
        second = looks[place - 2] if place > 1 else edge
        third = looks[place + 2] if place < last - 1 else edge
        blank = "1" if line.blank_before else "0"
        blank_after = "1" if place == last or lines[place + 1].blank_before else "0"
        step = _step(lines[place + 1].width - line.width) if place < last else "^"
        rise = _step(line.width - lines[place - 1].width) if place else "^"
        change = ("0" if place and lines[place - 1].column == line.column else "1") + (
            "0" if place < last and lines[place + 1].column == line.column else "1"
        )
        block, first, final = blocks[line.block]
        where = ("f" if place == first else "") + ("l" if place == final else "") or "m"
        before_ends = f"{before.end}{before.short}"
        found.append((
            f"a{here.end}{here.short}",
            f"b{blank}{before.end}",
            f"c{blank}{before_ends}",
            f"d{blank}{before_ends}{here.short}",
            f"e{blank}{before_ends}{here.indent}{page}",
            f"f{here.begin}{blank}{before.end}",
            f"g{here.indent}{page}",
            f"h{here.kind}{blank}{blank_after}",
            f"i{here.marks}{here.size}{here.end}",
            f"j{here.marks}{blank}{blank_after}{here.short}",
            f"k{block}{where}",
            f"l{block}{here.end}{before.end}",
            f"m{step}{before.end}{blank}",
            f"n{step}{here.short}{here.end}{blank}{blank_after}",
            f"o{rise}{blank}{before.end}{before.marks}",
            f"p{here.end}{blank_after}{after.begin}",
            f"q{here.end}{after.end}{after.short}{blank_after}",
            f"r{page}{blank}{before.end}{before.short}",
            f"s{here.gap}{here.marks}{here.end}",
            f"t{before.kind}{here.kind}{blank}",
            f"u{after.kind}{here.marks}{blank_after}{here.end}",
            f"v{change}{blank}{blank_after}{here.end}{before.end}",
            f"w{here.size}{here.end}{blank}{blank_after}",
            f"x{second.end}{before.end}{here.end}{after.end}",
            f"y{before.marks}{here.marks}{after.marks}{blank}{blank_after}",
            f"z{third.marks}{after.marks}{here.marks}{before.end}{blank}",
            f"A{here.short}{after.short}{third.short}{before.end}",
            f"B{before.short}{here.short}{after.short}{blank}{blank_after}",
            f"C{here.begin}{here.end}{here.marks}",
            f"D{block}{page}{blank}{before.end}",
            f"F{here.exact}{before_ends}{blank}{even}",
            f"G{here.exact}{after.short}{before.end}{blank_after}{even}",
            f"H{before.exact}{before.end}{blank}{here.exact}",
            f"E{here.begin}{blank}{before_ends}{page}",
        ))  # fmt: skip
    return found


def is_byline(text: str) -> bool:
    """Whether a whole line is a byline: ■本报通讯员 王伟."""
    return _BYLINE.fullmatch(simple(text)) is not None


def is_dateline(text: str) -> bool:
    """Whether a line begins as news does: 本报济宁12月11日讯."""
    return _DATELINE.match(simple(text)) is not None


def doubled(text: str) -> str:
    """What a line says twice, as a banner does whose outline and fill were both read."""
    found = _TWICE.fullmatch(text)
    return found[1] if found else ""


@lru_cache(maxsize=4096)
def _character(character: str) -> str:
    if character in "，、；：,;:":
        return "c"
    if character in "。！？!?…":
        return "s"
    if character in "“‘「『":
        return "q"
    if character in "”’」』":
        return "p"
    if character in "（《〈【(":
        return "b"
    if character in "）》〉】)":
        return "k"
    if character in BULLETS:
        return "m"
    if character in "·•.":
        return "t"
    if character in "—－-─":
        return "j"
    if character.isdigit():
        return "d"
    category = unicodedata.category(character)
    if category == "Lo":
        return "h"
    return "l" if category[0] == "L" else "o"


def _look(line: Line) -> _Look:
    text = line.text
    end = _character(text[-1])
    if end in "pk" and len(text) > 1 and _character(text[-2]) == "s":
        end = "S"
    short = line.short
    steps = ((-1.4, "a"), (-0.6, "b"), (0.6, "c"), (1.2, "d"), (2.6, "e"), (3.6, "f"), (6.6, "g"))
    kind = (
        "d" if is_dateline(text) else "b" if is_byline(text) else "t" if doubled(text)
        else "f" if _FURNITURE.search(simple(text)) and len(text) < 40 else "-"
    )  # fmt: skip
    size = line.width
    return _Look(
        _character(text[0]),
        end,
        next((name for limit, name in steps if short < limit), "h" if line.width > line.column / 2 else "i"),
        "0" if line.indent < 0.9 else "1" if line.indent < 1.6 else "2" if line.indent < 2.6 else "3",
        kind,
        str(min(2, len(_CLAUSE.findall(text)))),
        str(round(short * 2)) if -1.2 < short < 3.6 else "-" if short < 0 else "+",
        "0" if size < 3.1 else "1" if size < 6.1 else "2" if size < 10.1 else "3" if size < 15.1 else "4",
        "1" if re.search(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", text) else "0",
    )


def _step(difference: float) -> str:
    for limit, name in (
        (-6.6, "a"),
        (-2.6, "b"),
        (-1.2, "c"),
        (-0.6, "d"),
        (0.6, "e"),
        (1.2, "f"),
        (2.6, "g"),
        (6.6, "h"),
    ):
        if difference < limit:
            return name
    return "i"


def _page_habits(lines: Sequence[Line], looks: Sequence[_Look]) -> str:
    """Whether this page keeps indents, and whether blank lines stand between paragraphs."""
    indented = sum(look.indent in "12" for look in looks)
    keeps = "1" if lines and 0.04 < indented / len(lines) < 0.6 else "0"
    ends = [
        lines[place].blank_before
        for place in range(1, len(lines))
        if looks[place - 1].end in "sS" and lines[place - 1].short > 3
    ]
    share = sum(ends) / len(ends) if ends else 0.5
    return keeps + ("0" if share < 0.35 else "2" if share > 0.8 else "1")


def _evenness(lines: Sequence[Line]) -> str:
    """How many of the page's full lines are exactly as wide as their column: `0` few, `3` nearly all."""
    full = [abs(line.short) < 0.3 for line in lines if -2.1 < line.short < 1.3]
    share = sum(full) / len(full) if full else 0.0
    return "0" if share < 0.45 else "1" if share < 0.65 else "2" if share < 0.85 else "3"


def _blocks(lines: Sequence[Line], looks: Sequence[_Look]) -> list[tuple[str, int, int]]:
    """Every block: what it looks like, its first and its last line."""
    found: list[tuple[str, int, int]] = []
    start = 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or lines[place].blank_before:
            size = place - start
            members = looks[start:place]
            marks = "1" if any(look.marks != "0" for look in members) else "0"
            ends = "1" if any(look.end in "sS" for look in members) else "0"
            full = "1" if any(look.short in "abcd" for look in members) else "0"
            found.append((f"{min(size, 6)}{marks}{ends}{full}", start, place - 1))
            start = place
    return found
