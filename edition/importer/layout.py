"""Characters that stand on a printed page into the lines of its text, each with its place.

    glyphs ─▶ lines ─▶ blocks ─▶ reading order ─▶ text, as read_pages gives it
              same      one       as the page draws
              baseline  column    them, or as they lie

A line is what stands on one baseline without a gutter in it; a block is lines of one size
below each other. Vertical and turned text is the same, seen along its own direction.
Programs that set newspapers draw a story after the other and its columns in a row: that
order is kept. Where a page is drawn row by row, across the columns, blocks are put in
order by cutting the page at its widest gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from edition.importer.margins import parted
from edition.importer.rows import Glyph, Rectangle, Row, around, rows_of
from edition.importer.setting import MOST_OF_CAPTION, Setting
from edition.importer.tables import with_tables
from edition.values import Value, replace

_WORDS = re.compile("[“‘\"'(]*[A-Za-z\u00c0-\u024f]")
"""How a line of words begins: their paragraphs are indented by less than two ems."""
_RUNNING = 0.85
"""Of the characters of the running text, at least, those that aren't set apart in it."""
_CAPTION_GAP = 2.0
"""Ems between a picture and its caption, at most."""
_LINE_STEP = 2.2
"""Ems from a line to the next of its block, at most."""


class PrintedText(Value, frozen=True):
    """The text of a page and where it stands."""

    texts: tuple[str, ...]
    boxes: tuple[Rectangle | None, ...]
    """For each line; None for a blank one."""
    setting: Setting
    twice: str
    """Characters that were drawn more than once, and are left out the other times."""
    empty: int
    """Cells of tables with nothing in them."""


def text_of(glyphs: Sequence[Glyph], pictures: Sequence[Rectangle] = ()) -> PrintedText:
    """The text of a page as its characters lie on it, and among its pictures."""
    rows, twice = rows_of(glyphs)
    rows, empty = with_tables(rows)
    rows = _with_initials(rows)
    body = _body_size(rows)
    head, inner, foot = parted(rows, 1.15 * body)
    margins = {id(row) for row in (*head, *foot)}
    blocks = [*([row] for row in head), *_in_order(inner, _blocks(inner), body), *([row] for row in foot)]
    texts: list[str] = []
    boxes: list[Rectangle | None] = []
    large: set[int] = set()
    small: set[int] = set()
    strong: set[int] = set()
    captions: set[int] = set()
    edges: set[int] = set()
    running = _running_faces(rows, body)
    before: Sequence[Row] = ()
    for block in blocks:
        goes_on = bool(before) and _goes_on(before, block, body)
        within = goes_on or (bool(before) and _is_below(before, block))
        if before and not goes_on:
            texts.append("")
            boxes.append(None)
        is_caption = len(block) <= MOST_OF_CAPTION and any(_is_at(picture, block) for picture in pictures)
        left = min(row.start for row in block)
        steps = [other.level - row.level for row, other in pairwise(block)]
        usual = sorted(steps)[len(steps) // 4] if steps else 0.0
        for place, row in enumerate(block):
            if place and steps[place - 1] > 1.3 * usual:
                texts.append("")
                boxes.append(None)
            least = 0.6 if _WORDS.match(row.text) else 1.4
            indented = row.size < 1.15 * body and len(block) > 1 and least < (row.start - left) / row.size < 2.7
            texts.append(("\u3000\u3000" if indented else "") + row.text)
            if id(row) in margins:
                edges.add(len(texts))
            elif row.size > 1.15 * body:
                large.add(len(texts))
            elif row.size < 0.93 * body:
                small.add(len(texts))
                captions |= {len(texts)} if is_caption else set()
            elif (place or within) and running.isdisjoint(row.faces):
                strong.add(len(texts))
            boxes.append(row.box)
        before = block
    setting = Setting(*map(frozenset, (large, small, strong, captions, edges)))
    return PrintedText(tuple(texts), tuple(boxes), setting, twice, empty)


# -- initials ------------------------------------------------------------------------------------


def _with_initials(rows: Sequence[Row]) -> list[Row]:
    """A large initial is the first character of the line beside whose beginning it stands.

    It is known by the lines: two or more begin at its end, and the next one below it.
    """
    found = list(rows)
    for initial in rows:
        if len(initial.text) > 1 or not initial.text.isalpha():
            continue
        alike = [row for row in found if row.way == initial.way and row.size < 0.7 * initial.size]
        beside = [row for row in alike if _is_beside(initial, row)]
        if len(beside) < 2:
            continue
        first, *_, last = sorted(beside, key=lambda row: row.level)
        if any(
            last.level < row.level < last.level + _LINE_STEP * last.size
            and abs(row.start - initial.start) < 0.5 * row.size
            for row in alike
        ):
            found.remove(initial)
            for row in beside:
                whole = replace(row, start=initial.start)
                if row is first:
                    # Its place in the order is the line's: what floats is often drawn before all else.
                    whole = replace(whole, text=initial.text + row.text, box=around((initial.box, row.box)))
                found[found.index(row)] = whole
    return found


def _is_beside(initial: Row, row: Row) -> bool:
    low, high = initial.level - initial.size, initial.level + 1.2 * row.size
    return low < row.level < high and -0.3 < (row.start - initial.end) / row.size < 1.2


# -- blocks --------------------------------------------------------------------------------------


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """Lines of one size below each other, each block from its first line on."""
    below: dict[int, int] = {}
    taken: set[int] = set()
    order = sorted(range(len(rows)), key=lambda place: (rows[place].way, rows[place].level))
    pairs = []
    for rank, place in enumerate(order):
        row = rows[place]
        for other_place in order[rank + 1 :]:
            other = rows[other_place]
            if other.way != row.way or other.level - row.level > _LINE_STEP * row.size:
                break
            if other.level - row.level < 0.8 * row.size or abs(other.size - row.size) > 0.08 * row.size:
                continue
            shared = min(row.end, other.end) - max(row.start, other.start)
            beside = abs(other.start - row.start) < 2.7 * row.size  # a short line, an indented one
            if beside or shared > 0.5 * min(row.end - row.start, other.end - other.start):
                pairs.append((other.level - row.level, -shared, place, other_place))
    for _, _, place, other_place in sorted(pairs):
        if place not in below and other_place not in taken:
            below[place] = other_place
            taken.add(other_place)
    blocks = []
    for place in range(len(rows)):
        if place not in taken:
            block = [rows[place]]
            while place in below:
                place = below[place]
                block.append(rows[place])
            blocks.append(block)
    return blocks


def _body_size(rows: Sequence[Row]) -> float:
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.size, 1)] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _running_faces(rows: Sequence[Row], body: float) -> set[str]:
    """The faces in which nearly all of the running text is set. They may be many: a PDF may cut a font into parts."""
    faces = Counter(face for row in rows if abs(row.size - body) < 0.07 * body for face in row.faces)
    found: set[str] = set()
    left = _RUNNING * faces.total()
    for face, characters in faces.most_common():
        if left <= 0:
            break
        found.add(face)
        left -= characters
    return found


def _goes_on(before: Sequence[Row], block: Sequence[Row], body: float) -> bool:
    """Whether a block is the next column of the one before."""
    last, first = before[-1], block[0]
    return (
        last.way == first.way
        and abs(first.size - last.size) < 0.03 * last.size
        and first.size < 1.15 * body
        and first.level < last.level
        and min(row.start for row in block) > min(row.start for row in before)
        and abs(_width(block) - _width(before)) < 3 * first.size
    )


def _is_below(before: Sequence[Row], block: Sequence[Row]) -> bool:
    """Whether a block stands close below the one before, in its column; a centred first line parts them."""
    last, first = before[-1], block[0]
    left = min(row.start for row in before) - min(row.start for row in block)
    step = first.level - last.level
    return last.way == first.way and abs(left) < first.size and 0 < step < 1.3 * _LINE_STEP * first.size


def _is_at(picture: Rectangle, block: Sequence[Row]) -> bool:
    """Whether lines stand right below a picture or above it, and don't reach beyond its sides."""
    left, top, right, bottom = around([row.box for row in block])
    size = block[0].size
    below, above = top - picture[3], picture[1] - bottom
    is_near = -0.5 * size < below < _CAPTION_GAP * size or -0.5 * size < above < _CAPTION_GAP * size
    return is_near and picture[0] - size < left and right < picture[2] + size


def _width(block: Sequence[Row]) -> float:
    return max(row.end for row in block) - min(row.start for row in block)


# -- reading order -------------------------------------------------------------------------------


def _in_order(rows: Sequence[Row], blocks: Sequence[Sequence[Row]], body: float) -> list[Sequence[Row]]:
    rank = {row.order: place for place, row in enumerate(rows)}
    follows = [rank[other.order] == rank[row.order] + 1 for block in blocks for row, other in pairwise(block)]
    if sum(follows) >= 0.6 * len(follows):
        return sorted(blocks, key=lambda block: block[0].order)
    return _cut([(around([row.box for row in block]), block) for block in blocks], 1.15 * body)


def _cut(placed: Sequence[tuple[Rectangle, Sequence[Row]]], large: float) -> list[Sequence[Row]]:
    """Blocks in the order of reading: the page is cut at its widest gap, and each part again.

    A headline alone above all the rest is taken off first: it may be narrower than the
    columns below, and a gutter wider than the gap between.
    """
    if len(placed) < 2:
        return [block for _, block in placed]
    if head := _headline(placed, large):
        return head + _cut([one for one in placed if all(one[1] is not block for block in head)], large)
    gaps = [(*_widest(placed, side), side) for side in (0, 1)]
    width, at, side = max(gaps)
    if width <= 0:
        return [block for _, block in sorted(placed, key=lambda one: (one[0][1], one[0][0]))]
    first = [one for one in placed if one[0][side] < at]
    second = [one for one in placed if one[0][side] >= at]
    return _cut(first, large) + _cut(second, large)


def _headline(placed: Sequence[tuple[Rectangle, Sequence[Row]]], large: float) -> list[Sequence[Row]]:
    """The blocks of the one headline above all others; none where two stand side by side."""
    order = sorted(placed, key=lambda one: one[0][1])
    found: list[tuple[Rectangle, Sequence[Row]]] = []
    for box, block in order:
        if block[0].size < large or any(box[0] > other[2] or other[0] > box[2] for other, _ in found):
            break
        found.append((box, block))
    bottom = max((box[3] for box, _ in found), default=0.0)
    apart = all(box[1] >= bottom for box, _ in order[len(found) :])
    return [block for _, block in found] if apart else []


def _widest(placed: Sequence[tuple[Rectangle, Sequence[Row]]], side: int) -> tuple[float, float]:
    """The widest gap across which no block lies, and where it ends."""
    spans = sorted((box[side], box[side + 2]) for box, _ in placed)
    best = (0.0, 0.0)
    reached = spans[0][1]
    for start, end in spans[1:]:
        best = max(best, (start - reached, start))
        reached = max(reached, end)
    return best
