"""What the importer is measured against: how one would cut a page without learning."""

from __future__ import annotations

from collections.abc import Sequence

from edition.importer.chain import Guess
from edition.importer.features import doubled, is_byline, is_dateline
from edition.importer.labels import Labelled
from edition.importer.shape import Line, shape_lines

_ENDS = frozenset("。！？…”’")


def rules(texts: Sequence[str]) -> tuple[Labelled, ...]:
    """What an afternoon of rules gives: ends, indents, lost indents, bylines, datelines, headlines."""
    lines = shape_lines(texts)
    blocks: dict[int, list[Line]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line)
    found: list[Labelled] = []
    before: Line | None = None
    for place, line in enumerate(lines):
        block = blocks[line.block]
        text = line.text
        following = lines[place + 1] if place + 1 < len(lines) else None
        ended = before is None or before.text[-1] in _ENDS or found[-1].guess.label in "HBF"
        short_before = before is None or before.short > 1.2
        head = (
            len(block) <= 4
            and not any(mark in each.text for each in block for mark in "，。；")
            and all(each.short > 1.2 for each in block)
            and ended
            and line.indent < 1.6
        )
        lost_indent = 1.2 < line.short < 3.1 and following is not None and following.short < 1.2
        if doubled(text):
            label = "F"
        elif is_byline(text):
            label = "B"
        elif is_dateline(text) or line.indent >= 1.6:
            label = "P"
        elif head:
            label = "H"
        elif ended and (line.blank_before or (short_before and lost_indent)):
            label = "P"
        else:
            label = "C"
        found.append(_labelled(line, label))
        before = line
    return tuple(found)


def _labelled(line: Line, label: str) -> Labelled:
    return Labelled(line, Guess(label, label, 0.0))
