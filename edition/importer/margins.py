"""The head and the foot of a printed page, known by where they stand: above all else, or below it.

    4          THE DAILY BUGLE          Tuesday, March 3, 1998
    www.jnnews.tv         济宁日报社印刷厂印刷         — 4 —

Where they stand is not enough, for a headline may stand highest and the end of a text lowest; one of
what stands side by side there must say what only a head or a foot says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise
from statistics import median

from edition.importer.edges import counted, is_folio, is_margin, is_short
from edition.importer.rows import Row

_MOST = 3
"""Lines below each other."""
_ACROSS = (8, 0)
_NEAR = 1.15
"""Steps from line to line; what stands nearer to a text goes on with it."""


def parted(rows: Sequence[Row], large: float) -> tuple[list[Row], list[Row], list[Row]]:
    """The lines of the page's head, all others in their order, and those of its foot; `large` is the least size
    of a headline."""
    above = _margin(rows, large, lambda row: (row.box[1], row.box[3]))
    below = _margin(rows, large, lambda row: (-row.box[3], -row.box[1]))
    head, foot = list(chain(*above)), list(chain(*reversed(below)))
    apart = {id(row) for row in (*head, *foot)}
    inner = [row for row in rows if id(row) not in apart]
    return (head, inner, foot) if inner else ([], list(rows), [])


def _margin(rows: Sequence[Row], large: float, span: Callable[[Row], tuple[float, float]]) -> list[list[Row]]:
    """The lines at one end of the page, as they stand side by side; `span` is where one begins and ends, seen from
    there."""
    found: list[list[Row]] = []
    name: list[list[Row]] = []
    step = _step(rows)
    for place, group in enumerate(_side_by_side(rows, span)):
        if place == _MOST or any(row.way != _ACROSS for row in group):
            break
        if not place and len(group) == 1 and group[0].size >= large and is_short(group[0].text):
            # The paper's name, if what stands next to it says so; or a headline.
            name = [group]
            continue
        if not _is_margin(group, large) or any(_goes_on(row, rows, step) for row in group):
            break
        if name and not found and sum(counted(row.text) for row in group) < 2:
            break
        found += [*(name if not found else ()), group]
    return found


def _is_margin(group: Sequence[Row], large: float) -> bool:
    """Whether one line of the group is of a head or a foot for certain, and each other may be: a headline beside the
    number of a page is none."""
    dated = any(counted(row.text) for row in group if row.size < large)
    sure = [is_folio(row.text) or (row.size < large and is_margin(row.text)) for row in group]
    return any(sure) and all(
        is_sure or (is_short(row.text) and (dated or row.size < large))
        for row, is_sure in zip(group, sure, strict=True)
    )


def _side_by_side(rows: Sequence[Row], span: Callable[[Row], tuple[float, float]]) -> Iterator[list[Row]]:
    """Lines in groups that overlap in height, each from left to right."""
    group: list[Row] = []
    reached = 0.0
    for row in sorted(rows, key=span):
        begin, end = span(row)
        if group and begin >= reached:
            yield sorted(group, key=lambda one: one.start)
            group = []
        reached = max(reached, end) if group else end
        group.append(row)
    if group:
        yield sorted(group, key=lambda one: one.start)


def _step(rows: Sequence[Row]) -> float:
    """Points from a line to the next of its column, as most are apart."""
    columns: dict[int, list[Row]] = {}
    for row in rows:
        columns.setdefault(round(row.start), []).append(row)
    levels = (sorted(row.level for row in column) for column in columns.values())
    steps = [below - above for column in levels for above, below in pairwise(column)]
    return median(steps) if steps else 0.0


def _goes_on(row: Row, rows: Sequence[Row], step: float) -> bool:
    """Whether a line of the same type stands right above or below, as in a text."""
    return any(
        other.way == row.way
        and abs(other.size - row.size) < 0.08 * row.size
        and min(row.end, other.end) > max(row.start, other.start)
        and 0 < abs(other.level - row.level) < _NEAR * step
        and not (is_folio(other.text) or is_margin(other.text))
        for other in rows
    )
