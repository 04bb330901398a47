"""The labelled lines of a page in paragraphs and runs of headline lines."""

from __future__ import annotations

from collections.abc import Sequence

from edition.importer.features import is_dateline
from edition.importer.labels import Labelled
from edition.importer.opening import BULLETS, is_credit, read_byline
from edition.values import Value, replace

Block = tuple[int, ...]
"""Headline lines between two blank lines, as places in the page's labelled lines."""


class Paragraph(Value, frozen=True):
    """One paragraph of text, rejoined where a headline or a blank line parted it."""

    lines: tuple[int, ...]
    """Places in the page's labelled lines."""
    opens: str = ""
    """Why a text may begin here: `top`, `byline`, `dateline`, `head` (one stands before it), `signed` (the text
    before it is), or empty."""
    byline: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    """Runs of headline lines right before one of its lines."""
    after: tuple[int, ...] = ()
    """And right after one."""


class Parts(Value, frozen=True):
    """One page, before it is known what belongs together."""

    paragraphs: tuple[Paragraph, ...]
    runs: tuple[tuple[Block, ...], ...]
    """Headline lines that no text parts, in blocks."""
    furniture: tuple[int, ...]


def _signs(page: Sequence[Labelled], place: int, last: str) -> bool:
    """Whether a byline is of the text above it, and none that opens one: a headline, or the end of the page, is
    below; or a gap, and none above."""
    if last not in ("P", "C") or page[place].line.text[0] in BULLETS:
        return False
    below = place + 1
    while below < len(page) and page[below].guess.label == "B":
        below += 1
    is_close = not page[place].line.blank_before
    return below == len(page) or page[below].guess.label == "H" or (is_close and page[below].line.blank_before)


def cut_page(page: Sequence[Labelled]) -> Parts:
    """The paragraphs and runs of a page, in its order."""
    paragraphs: list[Paragraph] = []
    runs: list[list[list[int]]] = []
    furniture: list[int] = []
    byline: list[int] = []
    near: tuple[int, ...] = ()
    """The run that stands right before the next line of text."""
    last = ""
    signed = False
    """Whether the last text has its byline below it."""
    for place, labelled in enumerate(page):
        label = labelled.guess.label
        if label == "F":
            furniture.append(place)
            continue
        if label == "H":
            if last != "H":
                runs.append([])
                if last in ("P", "C"):
                    paragraphs[-1] = replace(paragraphs[-1], after=(*paragraphs[-1].after, len(runs) - 1))
            if last != "H" or labelled.line.blank_before:
                runs[-1].append([])
            runs[-1][-1].append(place)
            near = (len(runs) - 1,)
        elif label == "B" and _signs(page, place, last):
            paragraphs[-1] = replace(paragraphs[-1], byline=(*paragraphs[-1].byline, place))
            # Below a picture stands who took it, and the text may go on.
            signed = signed or not is_credit(read_byline(labelled.line.text))
            continue
        elif label == "B":
            byline.append(place)
        elif label == "C" and paragraphs and not byline:
            whole = paragraphs[-1]
            paragraphs[-1] = replace(whole, lines=(*whole.lines, place), before=(*whole.before, *near))
            near = ()
        else:
            why = (
                "byline" if byline else "dateline" if is_dateline(labelled.line.text) else "head" if near
                else "signed" if signed else "" if paragraphs else "top"
            )  # fmt: skip
            paragraphs.append(Paragraph((place,), why, tuple(byline), near))
            byline, near, signed = [], (), False
        last = label
    if byline and paragraphs:
        paragraphs[-1] = replace(paragraphs[-1], byline=(*paragraphs[-1].byline, *byline))
    else:
        furniture += byline
    return Parts(tuple(paragraphs), tuple(tuple(map(tuple, run)) for run in runs), tuple(furniture))
