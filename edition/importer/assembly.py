"""Labelled lines into articles: texts are cut and rejoined, headlines given to them.

        lines with labels ── pieces ──▶ texts ─────────────┐
                          └─ runs of headline blocks ──────┴─ assign ──▶ articles

A byline or a dateline opens an article; a text that goes on behind a headline, in the
middle of a paragraph, is one text. Which headline belongs to which text is decided for
the whole page at once: each article of a page about one event would like the headline
of its neighbour, and only together do they agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from edition.importer.features import doubled
from edition.importer.heads import give_heads
from edition.importer.labels import Labelled
from edition.importer.parts import cut_page
from edition.values import Value, replace


class Gathered(Value, frozen=True):
    """The lines of one article, as places in the page's labelled lines."""

    text: tuple[int, ...]
    head: tuple[int, ...] = ()
    byline: tuple[int, ...] = ()
    column: tuple[int, ...] = ()
    sure: float = 0.0
    """How much more the headline fits than any other of the page; 0 without one."""


class Gathering(Value, frozen=True):
    """A whole page: articles in the order of their texts, and what has no place."""

    articles: tuple[Gathered, ...]
    unplaced: tuple[int, ...]


def gather(page: Sequence[Labelled]) -> Gathering:
    """The articles of a labelled page."""
    parts = cut_page(page)
    layout = give_heads(page, parts)
    unplaced = {*parts.furniture, *(place for run in parts.runs for block in run for place in block)}
    articles = []
    for (start, end), head, sure in layout:
        own = parts.paragraphs[start:end]
        articles.append(
            Gathered(
                tuple(place for paragraph in own for place in paragraph.lines),
                head,
                tuple(place for paragraph in own for place in paragraph.byline),
                (),
                sure,
            )
        )
        unplaced -= set(head)
    banners = _banners(page, articles, parts.furniture)
    for place, number in banners.items():
        articles[number] = replace(articles[number], column=(*articles[number].column, place))
    return Gathering(tuple(articles), tuple(sorted(unplaced - set(banners))))


# -- banners -------------------------------------------------------------------------------------


def _banners(page: Sequence[Labelled], articles: Sequence[Gathered], furniture: Sequence[int]) -> dict[int, int]:
    """Which furniture is the standing banner of which article: the one whose text names it."""
    found: dict[int, int] = {}
    for place in furniture:
        name = banner_name(page[place].line.text)
        if not name:
            continue
        named = [
            number
            for number, article in enumerate(articles)
            if name in "".join(page[each].line.text for each in article.text)
        ]
        if len(named) == 1:
            found[place] = named[0]
    return found


def banner_name(text: str) -> str:
    """What a banner says, once and without its dots; empty for a line that is none."""
    twice = doubled(text)
    if twice:
        return twice
    bare = text.strip("·•◆■●—- \u3000")
    return bare if bare != text and 3 <= len(bare) <= 12 else ""
