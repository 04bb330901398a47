"""How the lines of a printed page are set: what that says of them wins over what their shapes suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import groupby, takewhile
from typing import TypeGuard

from edition.importer.assembly import banner_name
from edition.importer.chain import Guess
from edition.importer.labels import DOUBT, Labelled
from edition.importer.opening import is_dated
from edition.importer.plain import with_bylines
from edition.values import Value, replace

MOST_OF_CAPTION, _MOST_OF_SUBHEAD = 8, 3
"""Lines."""
_ENDS = re.compile('[。！？….!?][”’）」』)"]*$')
_MARK_ENDS = re.compile("[，。；：、,.;:]$")


class Setting(Value, frozen=True):
    """Lines by how a PDF sets them, from 1."""

    large: frozenset[int] = frozenset()
    """Larger than the running text."""
    small: frozenset[int] = frozenset()
    """And smaller, as captions are."""
    strong: frozenset[int] = frozenset()
    """As large as it, in another face, within a column of text: bold, or 黑体 among 宋体."""
    captions: frozenset[int] = frozenset()
    """Small ones right below a picture, or above it."""
    edges: frozenset[int] = frozenset()
    """The head and the foot of the page."""


def as_set(labelled: Sequence[Labelled], setting: Setting) -> tuple[Labelled, ...]:
    """The labels of lines with what their setting says."""
    shown = tuple(with_bylines(tuple(_as_shown(labelled, setting.large))))
    return tuple(_with_subheads(tuple(_without_captions(shown, setting)), setting))


def _as_shown(labelled: Sequence[Labelled], large: Set[int]) -> Iterator[Labelled]:
    """What the page shows wins over what shapes of lines suggest: running text is not set large, and
    paragraphs begin where a line is indented, or after a gap on a page that indents none."""
    running = [one for one in labelled if one.line.number not in large]
    indents = sum(one.line.indent > 1 for one in running) >= max(3, len(running) / 50)
    before: Labelled | None = None
    for one in labelled:
        label, line = one.guess.label, one.line
        follows = before is not None and before.guess.label in "PC" and not line.blank_before
        if line.number in large:
            label = "F" if banner_name(line.text) else "H" if label in "PC" else label
        elif label == "C" and (line.indent > 1 if indents else _ends(before) and (not follows or _is_short(before))):
            label = "P"
        elif label == "P" and indents and line.indent < 1 and before and follows and before.line.short < 1.5:
            label = "C"
        if label != one.guess.label:
            one = replace(one, guess=Guess(label, one.guess.label, DOUBT))
        before = one
        yield one


def _without_captions(labelled: Sequence[Labelled], setting: Setting) -> Iterator[Labelled]:
    """Small lines within a sentence are below a picture, and none of that text; nor do they head what isn't small.
    Nor are those beside a text that stand right at a picture."""
    before: Labelled | None = None
    in_sentence = False
    seen = 0
    for is_small, group in groupby(labelled, lambda one: one.line.number in setting.small):
        lines = list(group)
        seen += len(lines)
        after = labelled[seen] if seen < len(labelled) else None
        if is_small:
            in_sentence = _is_text(after) and _is_text(before) and not _ENDS.search(before.line.text)
            at_picture = setting.captions.issuperset(one.line.number for one in lines)
            in_sentence &= len(lines) <= MOST_OF_CAPTION
            is_caption = in_sentence or (at_picture and (_is_text(before) or _is_text(after)))
            heads = sum(1 for _ in takewhile(lambda one: one.guess.label == "H", reversed(lines)))
            for place, one in enumerate(lines):
                if is_caption or place >= len(lines) - heads:
                    one = replace(one, guess=Guess("F", one.guess.label, DOUBT))
                yield one
        else:
            first = lines[0]
            if in_sentence and first.guess.label == "P" and first.line.indent < 1:
                lines[0] = replace(first, guess=Guess("C", "P", 0.0))
            before, in_sentence = lines[-1], False
            yield from lines


def _is_text(one: Labelled | None) -> TypeGuard[Labelled]:
    return one is not None and one.guess.label in "PC"


def _is_short(one: Labelled | None) -> bool:
    return one is not None and one.line.short > 1.5


def _ends(one: Labelled | None) -> bool:
    """Whether no paragraph goes on behind this line and a gap."""
    return one is None or one.guess.label not in "PC" or re.search("[。！？…][”’）」』]*$", one.line.text) is not None


def _with_subheads(labelled: Sequence[Labelled], setting: Setting) -> Iterator[Labelled]:
    """Short strong lines between two paragraphs are a subhead of that text, and no headline, where its own
    headline is large; in a column of news in brief each of these has a strong line for its headline."""
    head = above = None
    begins = False
    seen = 0
    for is_strong, group in groupby(labelled, lambda one: one.line.number in setting.strong):
        lines = list(group)
        seen += len(lines)
        below = next((one for one in labelled[seen:] if one.guess.label != "F"), None)
        is_subhead = (
            is_strong
            and len(lines) <= _MOST_OF_SUBHEAD
            and all(one.guess.label in "HPC" for one in lines)
            and head is not None and head.line.number in setting.large
            and _is_text(above) and _ENDS.search(above.line.text) is not None
            and _is_text(below) and not is_dated(below.line.text)
            and not _MARK_ENDS.search(lines[-1].line.text)
        )  # fmt: skip
        for place, one in enumerate(lines):
            label = "PC"[min(place, 1)] if is_subhead else one.guess.label
            if begins and label == "C":
                label = "P"
            if label != one.guess.label:
                # Of a headline nobody can be sure.
                one = replace(one, guess=Guess(label, one.guess.label, DOUBT * (one.guess.label != "H")))
            begins &= label == "F"
            above = one if label != "F" else above
            head = one if label == "H" else head
            yield one
        begins |= is_subhead
