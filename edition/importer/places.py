"""Where each article stands on its printed page: rectangles around its lines and no other's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from edition.articles import MOST_BOXES
from edition.fingerprint import seal_of
from edition.importer.marks import Mark
from edition.importer.rows import Rectangle, around
from edition.model import Box

_MARGIN = 0.4
"""Percent of the page's width and height that is kept around the ink."""

Places = tuple[Box | None, ...]
"""For each line of a page's text its place in percent of the page; None for a blank one."""


def in_percent(boxes: Sequence[Rectangle | None], width: float, height: float) -> Places:
    """Places of lines in points as parts of a page of this width and height."""
    return tuple(box and _percent(box, width, height) for box in boxes)


def _percent(box: Rectangle, width: float, height: float) -> Box | None:
    left, right = (min(max(100 * side / width, 0.0), 100.0) for side in (box[0], box[2]))
    top, bottom = (min(max(100 * side / height, 0.0), 100.0) for side in (box[1], box[3]))
    if right - left < 0.01 or bottom - top < 0.01:
        return None  # drawn beyond the edge, or nothing but a point
    return (round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2))


def write_places(places: Places, page: str) -> str:
    """The places of the lines of `page`, one on each line below a digest of that text."""
    rows = (" ".join(f"{side:g}" for side in place or ()) for place in places)
    return "\n".join((f"# left top width height, in percent of the page, of each line [{seal_of(page)}]", *rows, ""))


def read_places(text: str, page: str) -> Places:
    """What `write_places` wrote; none where it is of another text than `page`, or not as written."""
    head, *lines = text.removesuffix("\n").split("\n")
    try:
        sides = [tuple(map(float, line.split())) for line in lines]
    except ValueError:
        return ()
    if f"[{seal_of(page)}]" not in head or any(len(one) not in (0, 4) for one in sides):
        return ()
    return tuple((one[0], one[1], one[2], one[3]) if one else None for one in sides)


def regions_of(marks: Sequence[Mark], places: Places) -> Mapping[int, tuple[Box, ...]]:
    """The region of each article, by its number: as few rectangles as hold all its lines and
    touch no line of another article."""
    own: dict[int, list[Rectangle]] = {}
    for mark in marks:
        place = places[mark.number - 1] if mark.number <= len(places) else None
        if place:
            left, top, width, height = place
            own.setdefault(mark.article, []).append((left, top, left + width, top + height))
    regions = {}
    for number, lines in own.items():
        if number:
            others = [line for other, group in own.items() if other not in (0, number) for line in group]
            regions[number] = tuple(_rounded(box) for box in _merged(lines, others))
    return regions


def _merged(lines: Sequence[Rectangle], others: Sequence[Rectangle]) -> list[Rectangle]:
    """Rectangles are joined, the nearest first, where nothing of another article lies between."""
    boxes = list(dict.fromkeys(lines))
    # Lines follow each other down a column, so most are joined in one walk.
    columns: list[Rectangle] = []
    for box in boxes:
        joined = around((columns[-1], box)) if columns else box
        if columns and not any(_meet(joined, other) for other in others):
            columns[-1] = joined
        else:
            columns.append(box)
    while len(columns) > 1:
        free = [
            (_area(joined) - _area(one) - _area(two), one, two, joined)
            for one, two in combinations(columns, 2)
            for joined in [around((one, two))]
            if not any(_meet(joined, other) for other in others)
        ]
        if not free:
            break
        _, one, two, joined = min(free)
        columns = [box for box in columns if box not in (one, two)] + [joined]
    return sorted(columns, key=_area, reverse=True)[:MOST_BOXES]


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _area(box: Rectangle) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _rounded(box: Rectangle) -> Box:
    """With a margin, inside the page, to one place."""
    left, top = (round(max(side - _MARGIN, 0.0), 1) for side in box[:2])
    right, bottom = (round(min(side + _MARGIN, 100.0), 1) for side in box[2:])
    return (left, top, round(right - left, 1), round(bottom - top, 1))
