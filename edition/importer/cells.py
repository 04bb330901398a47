"""The cells of a table's row in a Word document as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from edition.importer.joining import is_row

EMPTY = "—"
"""Stands for a cell with nothing in it, so that those behind it stay in their columns."""


def lines_of_row(cells: Sequence[list[str]]) -> tuple[list[str], int]:
    """One line with the cells side by side, where each holds a word or a number; where they hold paragraphs,
    one cell after the other. And how many empty cells stand in that one line."""
    filled = [cell for cell in cells if cell]
    beside = "\t".join("".join(cell) for cell in filled)
    # A third cell, so that is_row can see it; of two it sees but one gap.
    if len(filled) < 2 or any(len(cell) > 1 for cell in filled) or not is_row(beside + "\t" + "0"):
        return [line for cell in filled for line in cell], 0
    last = max(place for place, cell in enumerate(cells) if cell)
    row = ["".join(cell) or EMPTY for cell in cells[: last + 1]]
    return ["\t".join(row)], len(row) - len(filled)
