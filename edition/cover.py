"""The cover of an issue as SVG: nameplate, day, and what the front page leads with.

A picture of text has to be set by hand. What is wide is taken from the script: a Chinese
character is a square, any other letter about half of one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import escape

from edition.headline import breaks
from edition.values import Value

WIDTH, HEIGHT = 600, 800
MARGIN = 40
_ROOM = WIDTH - 2 * MARGIN
_SIMPLIFIED = (
    "'Songti SC','Source Han Serif','Noto Serif CJK SC','Noto Serif CJK TC',SimSun,PMingLiU,serif",
    "'PingFang SC','Source Han Sans','Noto Sans CJK SC','Noto Sans CJK TC','Microsoft YaHei',sans-serif",
)
"""Typefaces: of headlines, and of all else."""
_TRADITIONAL = (
    "'Songti TC','Source Han Serif TC','Noto Serif CJK TC','Noto Serif CJK SC',PMingLiU,SimSun,serif",
    "'PingFang TC','Source Han Sans TC','Noto Sans CJK TC','Noto Sans CJK SC','Microsoft JhengHei',sans-serif",
)
"""With the forms of characters that readers of traditional ones know."""
_INK, _SOFT, _MARK, _PAPER = "#1a1a1a", "#5c5750", "#9b1c1f", "#fffdf8"
_LOWEST = HEIGHT - 70
"""Where the last headline may stand; below is the foot."""


class Line(Value, frozen=True):
    """A headline on the cover."""

    text: str
    keep: tuple[str, ...] = ()
    """Names in it that are never broken."""
    label: str = ""
    """What stands before it: the folio."""


class Cover(Value, frozen=True):
    language: str
    newspaper: str
    left: tuple[str, ...]
    """Under the nameplate: day, weekday."""
    right: tuple[str, ...]
    """Number of the issue, how much is in it."""
    kicker: str
    lead: Line
    deck: str
    others: tuple[Line, ...]
    """As many of them are shown as there is room."""
    foot: str


def cover_svg(cover: Cover) -> bytes:
    told = " ".join((cover.newspaper, *cover.left, *cover.right))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' xml:lang="{escape(cover.language)}">',
        f"<title>{escape(told)}</title>",
        f'<path fill="{_PAPER}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>',
        f'<path fill="{_MARK}" d="M0 0h{WIDTH}v14H0z"/>',
        *_top(cover),
        *_lead(cover),
    ]
    return ("\n".join(lines) + "\n</svg>\n").encode()


def _faces(cover: Cover) -> tuple[str, str]:
    return _TRADITIONAL if cover.language == "zh-Hant" else _SIMPLIFIED


def _top(cover: Cover) -> Iterator[str]:
    song, hei = _faces(cover)
    size = min(104, int(_ROOM / max(1.0, width(cover.newspaper))))
    yield _text(cover.newspaper, WIDTH / 2, 122, size, _MARK, song, "middle", bold=True)
    for number, text in enumerate(cover.left[:2]):
        yield _text(text, MARGIN, 166 + 22 * number, 16, _INK, hei)
    for number, text in enumerate(cover.right[:2]):
        yield _text(text, WIDTH - MARGIN, 166 + 22 * number, 16, _INK, hei, "end")
    yield f'<path fill="{_INK}" d="M{MARGIN} 204h{_ROOM}v4H{MARGIN}zm0 7h{_ROOM}v1H{MARGIN}z"/>'


def _lead(cover: Cover) -> Iterator[str]:
    song, hei = _faces(cover)
    y = 232.0
    if cover.kicker:
        y += 28
        yield _text(_cut(cover.kicker, _ROOM / 20), WIDTH / 2, y, 20, _SOFT, song, "middle")
    size = 46 if width(cover.lead.text) > 2 * _ROOM / 56 else 56
    for text in wrapped(cover.lead, _ROOM / size, 3):
        y += size * 1.28
        yield _text(text, WIDTH / 2, y, size, _INK, song, "middle", bold=True)
    if cover.deck:
        y += 38
        yield _text(_cut(cover.deck, _ROOM / 20), WIDTH / 2, y, 20, _SOFT, song, "middle")
    y += 32
    yield f'<path fill="{_INK}" d="M{MARGIN} {y:g}h{_ROOM}v1H{MARGIN}z"/>'
    y += 12
    indent = 44 if any(other.label for other in cover.others) else 0
    for other in cover.others:
        pieces = wrapped(other, (_ROOM - indent) / 23, 2)
        if y + 31 * len(pieces) > _LOWEST:
            break
        for number, text in enumerate(pieces):
            y += 31
            if other.label and not number:
                yield _text(other.label, MARGIN, y, 18, _MARK, hei)
            yield _text(text, MARGIN + indent, y, 23, _INK, song)
        y += 7
    yield f'<path fill="{_INK}" d="M{MARGIN} {HEIGHT - 56}h{_ROOM}v1H{MARGIN}z"/>'
    yield _text(_cut(cover.foot, _ROOM / 15), WIDTH / 2, HEIGHT - 28, 15, _SOFT, hei, "middle")


def _text(
    text: str, x: float, y: float, size: int, fill: str, face: str, anchor: str = "start", *, bold: bool = False
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{fill}" font-family="{face}"'
        f' text-anchor="{anchor}"{weight}>{escape(text)}</text>'
    )


def width(text: str) -> float:
    """In squares of a Chinese character, rather too much than too little."""
    return sum(1 if unicodedata.east_asian_width(one) in "WFA" else 0.6 for one in text)


def wrapped(line: Line, room: float, most: int) -> list[str]:
    """A headline in lines of up to `room` squares, broken between words and about as long as
    each other; what is more than `most` lines is cut off."""
    pieces = [word for piece in breaks(line.text, line.keep) for word in re.split(r"(?<=\s)(?=\S)", piece)]
    lines = _filled(pieces, room)
    if len(lines) > most:
        lines[most - 1 :] = ["".join(lines[most - 1 :])]
    else:
        narrow = room
        while narrow > room / 2 and len(closer := _filled(pieces, narrow - 1)) == len(lines) > 1:
            lines, narrow = closer, narrow - 1
    return [_cut(text.strip(), room) for text in lines]


def _filled(pieces: Sequence[str], room: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and width(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece
    return lines


def _cut(text: str, room: float) -> str:
    if width(text) <= room:
        return text
    while text and width(text) > room - 1:
        text = text[:-1]
    return text.rstrip("，、：；— ") + "…"
