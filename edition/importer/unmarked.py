"""A page in columns without marks, as papers printed until the thirties: 國務院昨日上午十時開國務.

The learned labels know lines by where sentences end. Where none does, only widths speak: a line
that stops short of its column ends a paragraph, and one that begins and ends so is a headline, as
is what begins with ●.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from edition.importer.chain import SURE, Guess
from edition.importer.labels import Labelled
from edition.importer.shape import Line, shape_lines

_MARK = re.compile("[，、。；：！？,;:!?]")
_MOST = 1 / 60
"""Marks to a character on a page that has none but those somebody put in; in prose with marks it is 1 to 12."""
_BULLET = re.compile("[●◎○▲△■□◆◇★☆※]")


def is_unmarked(texts: Sequence[str]) -> bool:
    """Whether a page is printed without marks between its words."""
    page = "".join(texts)
    return len(_MARK.findall(page)) < _MOST * len(page)


def label_unmarked(texts: Sequence[str]) -> tuple[Labelled, ...]:
    """The lines of a page that aren't blank; every headline is doubtful."""
    lines = shape_lines(texts)
    labels = zip(lines, _labels(lines), strict=True)
    return tuple(Labelled(line, Guess(label, "P", 0.0 if label == "H" else SURE)) for line, label in labels)


def _labels(lines: Sequence[Line]) -> Iterator[str]:
    """For each line whether it is of a headline (H), or begins (P) or goes on (C) with a paragraph."""
    before = ""
    for place, line in enumerate(lines):
        has_bullet = _BULLET.match(line.text) is not None
        ended = place == 0 or before == "H" or line.blank_before or lines[place - 1].short >= 1
        if not (ended or has_bullet):
            before = "C"
        else:
            before = "H" if place + 1 < len(lines) and (has_bullet or line.short >= 1) else "P"
        yield before
