"""The best one-to-one assignment of rows to columns.

The Hungarian method with potentials, in O(n²m) (Kuhn 1955; Munkres 1957; the form with
shortest augmenting paths of Jonker and Volgenant 1987). A page has a dozen headlines and
texts, so plain Python is fast enough.
"""

from __future__ import annotations

from collections.abc import Sequence

_FAR = float("inf")


def assign(scores: Sequence[Sequence[float]]) -> tuple[int, ...]:
    """For each row its column, so that the sum of `scores` is the largest.

    There are at least as many columns as rows; each column is taken at most once.
    """
    if not scores:
        return ()
    size, width = len(scores), len(scores[0])
    if width < size:
        raise ValueError("more rows than columns")
    row_price = [0.0] * (size + 1)
    column_price = [0.0] * (width + 1)
    owner = [0] * (width + 1)
    """The row that holds a column, from 1; column 0 holds the row being placed."""
    for row in range(1, size + 1):
        owner[0] = row
        column = 0
        least = [_FAR] * (width + 1)
        came = [0] * (width + 1)
        used = [False] * (width + 1)
        while owner[column]:
            used[column] = True
            here = owner[column]
            price = row_price[here]
            costs = scores[here - 1]
            step, following = _FAR, 0
            for other in range(1, width + 1):
                if used[other]:
                    continue
                reduced = -costs[other - 1] - price - column_price[other]
                if reduced < least[other]:
                    least[other] = reduced
                    came[other] = column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(width + 1):
                if used[other]:
                    row_price[owner[other]] += step
                    column_price[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            owner[column] = owner[came[column]]
            column = came[column]
    chosen = [0] * size
    for column in range(1, width + 1):
        if owner[column]:
            chosen[owner[column] - 1] = column - 1
    return tuple(chosen)
