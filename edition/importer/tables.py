"""The lines of a table on a printed page, each read across its columns.

    城市   最高   最低   天气            城市⇥最高⇥最低⇥天气
    济宁    12      3     晴      ─▶     济宁⇥12⇥3⇥晴
    兖州    10            多云           兖州⇥10⇥—⇥多云

What sets a page draws a table line by line, and in each line cell after cell; of columns of text it
draws one after the other, or lines that are much wider than cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from edition.importer.cells import EMPTY
from edition.importer.rows import Row, around
from edition.values import replace

_LEAST = 3
"""Lines and columns of a table; of two a page has many beside each other."""
_WIDEST, _USUAL = 12.0, 6.0
"""Ems of a cell at most, and of half of them."""
_STEP = 4.0
"""Ems from a line to the next, at most."""


def with_tables(rows: Sequence[Row]) -> tuple[list[Row], int]:
    """The lines of a page, in the order in which it draws them, those of tables whole; and how many of their cells
    are empty."""
    found: list[Row] = []
    empty = 0
    for run in _runs(list(_drawn_in_a_row(rows))):
        # Above the names of its columns a table may have some that stand over several.
        start = next((start for start in range(len(run) - _LEAST + 1) if _columns(run[start:])), len(run))
        found += [row for line in run[:start] for row in line]
        columns = _columns(run[start:])
        for line in run[start:]:
            cells = {_column_of(cell, columns): cell.text for cell in line}
            texts = [cells.get(place, EMPTY) for place in range(max(cells) + 1)]
            empty += len(texts) - len(cells)
            found.append(
                replace(
                    line[0],
                    text="\t".join(texts),
                    box=around([cell.box for cell in line]),
                    end=line[-1].end,
                    faces=tuple(face for cell in line for face in cell.faces),
                )
            )
    return found, empty


def _drawn_in_a_row(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Lines that are drawn one after the other and stand side by side."""
    line: list[Row] = []
    for row in rows:
        if line and not (
            row.way == line[-1].way
            and row.start > line[-1].end
            and abs(row.level - line[-1].level) < 0.3 * row.size
            and abs(row.size - line[-1].size) < 0.2 * row.size
        ):
            yield line
            line = []
        line.append(row)
    if line:
        yield line


def _runs(lines: Sequence[list[Row]]) -> Iterator[list[list[Row]]]:
    """Such lines below each other, with two cells or more each; every other line by itself."""
    run: list[list[Row]] = []
    for line in lines:
        if run and not (len(run[-1]) > 1 and len(line) > 1 and _is_below(run[-1][0], line[0])):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_below(one: Row, other: Row) -> bool:
    is_like = one.way == other.way and abs(one.size - other.size) < 0.2 * one.size
    return is_like and 0 < other.level - one.level < _STEP * one.size


def _columns(lines: Sequence[Sequence[Row]]) -> list[tuple[float, float]]:
    """From where to where the columns of a table reach; none where it is none for certain."""
    cells = [cell for line in lines for cell in line]
    widths = [(cell.end - cell.start) / cell.size for cell in cells]
    if len(lines) < _LEAST or max(widths) > _WIDEST or median(widths) > _USUAL:
        return []
    columns: list[tuple[float, float]] = []
    for start, end in sorted((cell.start, cell.end) for cell in cells):
        if columns and start < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], end)
        else:
            columns.append((start, end))
    places = [[_column_of(cell, columns) for cell in line] for line in lines]
    full = sum(len(line) == len(columns) for line in lines)
    once = all(one != other for line in places for one, other in pairwise(line))
    return columns if len(columns) >= _LEAST and once and full >= len(lines) / 2 else []


def _column_of(cell: Row, columns: Sequence[tuple[float, float]]) -> int:
    return next(place for place, (start, end) in enumerate(columns) if start <= cell.start <= end)
