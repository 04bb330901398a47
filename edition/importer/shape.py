"""How the lines of a page look: their widths, the width of their column, their blocks.

Everything a printed page says without words: which lines are full and which stop short,
where blank lines are, how wide the column is in which a line stands. Widths are counted
in ems: a Chinese character is 1, a letter or digit ½, a quotation mark ½ or 1, whichever
makes neighbouring lines of this page more equal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from edition.values import Value

NARROWEST, WIDEST = 6, 48
"""Ems. Columns of a newspaper lie between."""

_QUOTES = frozenset("“”‘’")
_SHORT = 1.0
"""What a line costs that stops short of its column: the last of a paragraph, a headline."""
_OVER = 1.6
"""What each em beyond the column costs."""
_SWITCH, _SWITCH_AT_BLANK = 4.0, 2.4
"""What a change of the column's width costs."""


class Line(Value, frozen=True):
    """One line of a page that isn't blank."""

    number: int
    """From 1, in the file."""
    text: str
    """Without white space at its ends."""
    indent: float
    """Ems of white space before the text."""
    width: float
    """Ems."""
    column: float
    """Width of the column it stands in, in ems."""
    blank_before: bool
    block: int
    """Which run of lines without a blank one between, from 0."""

    @property
    def short(self) -> float:
        """How many ems the line stops short of its column; below 0 where it is squeezed in."""
        return self.column - self.width


def shape_lines(texts: Sequence[str]) -> tuple[Line, ...]:
    """The lines of a page that aren't blank, with the shape of each."""
    kept = [(number, text) for number, text in enumerate(texts, 1) if text.strip()]
    quote = quote_width([text.strip() for _, text in kept])
    widths = [width_of(text.strip(), quote) for _, text in kept]
    blanks = [place == 0 or number > kept[place - 1][0] + 1 for place, (number, _) in enumerate(kept)]
    columns = column_widths(widths, blanks)
    lines: list[Line] = []
    block = -1
    for (number, text), width, column, blank in zip(kept, widths, columns, blanks, strict=True):
        block += blank
        bare = text.strip()
        indent = width_of(text[: len(text) - len(text.lstrip())], quote)
        lines.append(Line(number, bare, indent, width, column, blank, block))
    return tuple(lines)


def width_of(text: str, quote: float) -> float:
    """Ems of a text set solid, whose quotation marks have `quote`."""
    return sum(_width(character, quote) for character in text)


def _width(character: str, quote: float) -> float:
    if character in _QUOTES:
        return quote
    if character < "\u2000":
        return 0.5
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5


def quote_width(texts: Sequence[str]) -> float:
    """½ or 1: with which width of a quotation mark neighbouring lines differ less."""
    quoted = [sum(map(text.count, _QUOTES)) for text in texts]
    bare = [width_of(text, 0.0) for text in texts]

    def unevenness(quote: float) -> float:
        widths = [width + quote * count for width, count in zip(bare, quoted, strict=True)]
        return sum(
            min(abs(one - other), 2.0)
            for (one, other), (before, after) in zip(pairwise(widths), pairwise(quoted), strict=True)
            if before or after
        )

    return 0.5 if unevenness(0.5) <= unevenness(1.0) else 1.0


def column_widths(widths: Sequence[float], blanks: Sequence[bool]) -> list[float]:
    """For each line the width of the column it probably stands in, by Viterbi.

    The column is as wide as most lines around: a line that fills it costs nothing, one
    that stops short a little, one that runs over much, a change of width something.
    """
    if not widths:
        return []
    states = range(NARROWEST, WIDEST + 1)
    size = len(states)
    cost = [0.0] * size
    came: list[list[int]] = []
    for width, blank in zip(widths, blanks, strict=True):
        best = min(range(size), key=cost.__getitem__)
        switched = cost[best] + (_SWITCH_AT_BLANK if blank else _SWITCH)
        step = []
        following = []
        for state in range(size):
            stays = cost[state] <= switched
            short = state + NARROWEST - width
            # A line of a column rarely is fuller than it by more than a squeezed mark.
            own = 0.0 if -0.5 <= short <= 0.5 else min(_SHORT, short * 0.5) if short > 0 else -short * _OVER - 0.6
            following.append((cost[state] if stays else switched) + own)
            step.append(state if stays else best)
        cost = following
        came.append(step)
    state = min(range(size), key=cost.__getitem__)
    path = []
    for step in reversed(came):
        path.append(float(state + NARROWEST))
        state = step[state]
    return path[::-1]
