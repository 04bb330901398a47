"""Characters that are drawn on a page into its lines: what stands on one baseline without a gutter in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from unicodedata import east_asian_width

from edition.values import Value, replace

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom in points, from the page's top left."""

_WIDEST_GAP = 2.6
"""Ems of white space within a line: between the clauses of a headline, in a line that is spread."""
_WORD_SPACE = 0.17
"""Ems that part two words, more than the characters of the line are apart."""
_DRAWN_SPACE = 0.05
"""And where a space is drawn between them, over which an italic letter may hang."""
_WIDER = 1.5
"""Word spaces that a gutter is wide, at least."""
_SAME_PLACE = 0.15
"""Ems between the drawings of one character: its outline, its fill, its shadow."""
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_ABOVE = 0.88
"""Ems of a Chinese character above its origin."""
_DOWN = (0.0, 1.0)
_DRAWN_AS_ONE = frozenset("—―─…")


def around(boxes: Iterable[Rectangle]) -> Rectangle:
    """The smallest that holds all of these."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


class Glyph(Value, frozen=True):
    """One character as it is drawn."""

    text: str
    x: float
    """Of its origin, in points from the page's left."""
    y: float
    """From the page's top."""
    size: float
    """Points."""
    dx: float
    """Direction of writing; (1, 0) from left to right."""
    dy: float
    box: Rectangle
    """Of its ink."""
    face: str = ""
    """What tells its font, and how that is drawn, from others."""
    spaced: bool = False
    """Whether white space is drawn before it."""


class Row(Value, frozen=True):
    """One line of the page."""

    text: str
    box: Rectangle
    size: float
    start: float
    """In points along its direction."""
    end: float
    level: float
    """Across it: larger is the next line."""
    way: tuple[int, int]
    """Direction of writing in steps of ⅛."""
    order: int
    """When the page draws it."""
    faces: tuple[str, ...]
    """Of its characters, each."""


def rows_of(glyphs: Sequence[Glyph]) -> tuple[list[Row], str]:
    """The lines of a page, in the order in which it draws them, and the characters drawn over another of the same."""
    once, twice = _drawn_once(_spread(glyphs))
    return _rows(once), twice


def _spread(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Characters of one drawing, as a dash that is written —— and drawn as one, side by side."""
    before: Glyph | None = None
    shift = 0.0
    for glyph in glyphs:
        same = before is not None and (before.text, before.x, before.y) == (glyph.text, glyph.x, glyph.y)
        shift = shift + glyph.size if same and glyph.text in _DRAWN_AS_ONE else 0.0
        before = glyph
        yield replace(glyph, x=glyph.x + shift * glyph.dx, y=glyph.y + shift * glyph.dy) if shift else glyph


def _drawn_once(glyphs: Iterable[Glyph]) -> tuple[list[Glyph], str]:
    """Each character of the page once, and those that were drawn over another of the same."""
    kept: list[Glyph] = []
    twice: list[str] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        # A net whose meshes are one em: what is in the same place is in this mesh or the next.
        column, line = int(glyph.x / glyph.size), int(glyph.y / glyph.size)
        near = [
            other
            for across in (column - 1, column, column + 1)
            for down in (line - 1, line, line + 1)
            for other in seen.get((glyph.text, across, down), ())
        ]
        reach = _SAME_PLACE * glyph.size
        if any(
            abs(other.x - glyph.x) < reach and abs(other.y - glyph.y) < reach and abs(other.size - glyph.size) < reach
            for other in near
        ):
            twice.append(glyph.text)
            continue
        kept.append(glyph)
        seen.setdefault((glyph.text, column, line), []).append(glyph)
    return kept, "".join(twice)


# -- lines ---------------------------------------------------------------------------------------


class _Piece:
    """Characters on one baseline, in the order of reading."""

    def __init__(self, way: tuple[float, float], order: int) -> None:
        self.way = way
        self.order = order
        self.glyphs: list[Glyph] = []

    def along(self, glyph: Glyph) -> float:
        # An upright character of vertical text begins above its origin, one that lies on its side at it.
        above = _ABOVE * glyph.size if self.way == _DOWN and glyph.dx > 0.9 else 0.0
        return glyph.x * self.way[0] + glyph.y * self.way[1] - above

    def across(self, glyph: Glyph) -> float:
        return glyph.y * self.way[0] - glyph.x * self.way[1]

    @property
    def start(self) -> float:
        return self.along(self.glyphs[0])

    @property
    def end(self) -> float:
        last = self.glyphs[-1]
        # A quotation mark at the end of a line is often squeezed: its ink says where that is.
        upright = last.dx * self.way[0] + last.dy * self.way[1] < 0.9
        return self.along(last) + min(_advance(last, self.way), last.size if upright else _ink(last, self.way))

    @property
    def level(self) -> float:
        return self.across(self.glyphs[0])

    @property
    def size(self) -> float:
        return median(glyph.size for glyph in self.glyphs)


def _advance(glyph: Glyph, way: tuple[float, float]) -> float:
    """How far a character reaches, in points: its em, or its ink where it is a narrow one."""
    if east_asian_width(glyph.text[0]) in "WFA":
        return glyph.size
    return min(_ink(glyph, way), 1.2 * glyph.size)


def _ink(glyph: Glyph, way: tuple[float, float]) -> float:
    """How far the ink of a character reaches from its origin, in points."""
    if glyph.dx * way[0] + glyph.dy * way[1] < 0.9:  # upright in vertical text
        return glyph.box[3] - glyph.box[1]
    left, top, right, bottom = glyph.box
    corners = ((x - glyph.x) * way[0] + (y - glyph.y) * way[1] for x in (left, right) for y in (top, bottom))
    return max(*corners, 0.0)


def _rows(glyphs: Sequence[Glyph]) -> list[Row]:
    pieces: list[_Piece] = []
    for order, (glyph, way) in enumerate(zip(glyphs, _ways(glyphs), strict=True)):
        if pieces and way == pieces[-1].way and _follows(pieces[-1], glyph):
            pieces[-1].glyphs.append(glyph)
        else:
            pieces.append(_Piece(way, order))
            pieces[-1].glyphs.append(glyph)
    pieces = _joined(_cut_at_gutters(pieces))
    rows = []
    for piece in sorted(pieces, key=lambda piece: piece.order):
        way = (round(piece.way[0] * 8), round(piece.way[1] * 8))
        box = around([glyph.box for glyph in piece.glyphs])
        faces = tuple(glyph.face for glyph in piece.glyphs)
        rows.append(Row(_spelled(piece), box, piece.size, piece.start, piece.end, piece.level, way, piece.order, faces))
    return rows


def _ways(glyphs: Sequence[Glyph]) -> list[tuple[float, float]]:
    """The direction in which each character is read: as it stands, or downwards in vertical text."""
    below = [_is_below(one, other) for one, other in pairwise(glyphs)]
    ways = [(round(glyph.dx, 2), round(glyph.dy, 2)) for glyph in glyphs]
    run = 0
    for place, is_below in enumerate((*below, False)):
        if is_below:
            run += 1
            continue
        # Short last lines below each other are rarely three.
        if run >= 3:
            ways[place - run : place + 1] = [_DOWN] * (run + 1)
        run = 0
    return ways


def _is_below(one: Glyph, other: Glyph) -> bool:
    """Whether a character may be the next one of vertical text, in which figures and letters lie on their side."""
    step, aside = (other.y - one.y) / one.size, abs(other.x - one.x) / one.size
    if one.dx > 0.9 and other.dx > 0.9:
        return aside < 0.2 and 0.8 < step < 1.5
    if any(glyph.dx < 0.9 and glyph.dy < 0.99 for glyph in (one, other)):
        return False
    step += _ABOVE * ((one.dx > 0.9) - (other.dx > 0.9))
    return aside < 0.5 and 0.1 < step < 1.5


def _follows(piece: _Piece, glyph: Glyph) -> bool:
    last = piece.glyphs[-1]
    size = max(last.size, glyph.size)
    if max(last.size, glyph.size) > 1.5 * min(last.size, glyph.size):
        return False
    if abs(piece.across(glyph) - piece.across(last)) > 0.35 * size:
        return False
    return -0.9 <= (piece.along(glyph) - piece.along(last) - _advance(last, piece.way)) / size <= _WIDEST_GAP


def _gaps(piece: _Piece) -> list[tuple[float, int]]:
    """Where a character stands behind white space that may be a gutter, in points, and which it is."""
    steps = [
        (piece.along(other) - piece.along(one) - _advance(one, piece.way)) / one.size
        for one, other in pairwise(piece.glyphs)
    ]
    words = [step for step in steps if step > _WORD_SPACE]
    # A line in words is justified at its spaces; in a narrow column they are wide, but one like another.
    spread = _WIDER * median(words) if len(words) > 2 and _is_in_words(piece) else 0.0
    return [(piece.along(piece.glyphs[place]), place) for place, step in enumerate(steps, 1) if step > max(0.7, spread)]


def _is_in_words(piece: _Piece) -> bool:
    whole = "".join(glyph.text for glyph in piece.glyphs)
    return len(_LATIN.findall(whole)) > 0.5 * len(whole)


def _cut_at_gutters(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Lines of one column: a gap at which other lines begin, or have one too, is no word space."""
    edges: dict[tuple[tuple[float, float], int], list[tuple[float, float, float]]] = {}
    for piece in pieces:
        for start in (piece.start, *(start for start, _ in _gaps(piece))):
            for mesh in _meshes(start):
                edges.setdefault((piece.way, mesh), []).append((start, piece.level, piece.size))
    found: list[_Piece] = []
    for piece in pieces:
        size = piece.size
        rest = 0
        for start, place in _gaps(piece):
            near = {
                round(level / size)
                for edge, level, other in edges.get((piece.way, _meshes(start)[0]), ())
                if abs(edge - start) < 0.3 * size
                and 0 < abs(level - piece.level) < 8 * size
                and abs(other - size) < 0.1 * size
            }
            wide = start - piece.along(piece.glyphs[place - 1]) - piece.glyphs[place - 1].size > 1.2 * size
            if len(near) >= (1 if wide else 2):
                found.append(_part(piece, rest, place))
                rest = place
        found.append(_part(piece, rest, len(piece.glyphs)))
    return found


def _meshes(start: float) -> tuple[int, ...]:
    mesh = int(start // 12)
    return mesh, mesh - 1, mesh + 1


def _part(piece: _Piece, begin: int, end: int) -> _Piece:
    part = _Piece(piece.way, piece.order + begin)
    part.glyphs = piece.glyphs[begin:end]
    return part


def _joined(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Pieces of one line that were drawn apart, as digits of another font."""
    found: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.way, piece.level, piece.start)):
        for other in reversed(found[-40:]):
            size = max(other.size, piece.size)
            if other.way != piece.way or abs(other.level - piece.level) > 0.15 * size:
                continue
            if max(other.size, piece.size) > 1.3 * min(other.size, piece.size):
                continue
            gap, inside = (piece.start - other.end) / size, other.start <= piece.start < other.end
            solid = abs(piece.start - other.along(other.glyphs[-1]) - _advance(other.glyphs[-1], other.way)) / size
            if -0.3 <= gap <= 0.6 or solid <= 0.25 or inside:
                other.glyphs = sorted([*other.glyphs, *piece.glyphs], key=other.along)
                other.order = min(other.order, piece.order)
                break
        else:
            found.append(piece)
    return found


def _spelled(piece: _Piece) -> str:
    """The characters of a line; with a space where one is seen between words, clauses or names."""
    pairs = list(pairwise(piece.glyphs))
    steps = [piece.along(other) - piece.along(one) for one, other in pairs]
    gaps = [(step - _advance(one, piece.way)) / one.size for step, (one, _) in zip(steps, pairs, strict=True)]
    # A line that is spread has the same gap everywhere.
    usual = max(median(gaps), 0.0) if gaps else 0.0
    parted = [
        gap > usual + (_WORD_SPACE if one.text[-1].isalnum() and other.text[0].isalnum() else 0.7)
        for gap, (one, other) in zip(gaps, pairs, strict=True)
    ]
    if any(parted) and _is_in_words(piece):
        # A line in words, of which an address has none: its marks have spaces beside them too.
        parted = [
            step - min(_ink(one, piece.way), 1.2 * one.size)
            > (usual + (_DRAWN_SPACE if other.spaced else _WORD_SPACE)) * one.size
            for step, (one, other) in zip(steps, pairs, strict=True)
        ]
    rest = [f" {other.text}" if is_parted else other.text for is_parted, (_, other) in zip(parted, pairs, strict=True)]
    return piece.glyphs[0].text + "".join(rest)
