"""Sections, columns and genres: an index of each, and everything in one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from operator import attrgetter

from edition import names, urls
from edition.model import Edition, Slip
from edition.plan.desk import Desk, Planned, PlannedPage, Unit, unit
from edition.plan.parts import by_year, card, head, pager, pages_of, part_title, term_url
from edition.values import Value
from edition.views import IndexPage, Link, ListPage, Term
from edition.words import Phrases


class Kind(Value, frozen=True):
    """One way to sort articles into lists."""

    url: str
    name: Callable[[Slip], str]
    label: Callable[[Phrases], str]
    title: Callable[[Phrases], str]


KINDS = (
    Kind(urls.SECTIONS, attrgetter("section"), attrgetter("section"), attrgetter("sections")),
    Kind(urls.COLUMNS, attrgetter("column"), attrgetter("column"), attrgetter("columns")),
    Kind(urls.GENRES, attrgetter("genre"), attrgetter("genre"), attrgetter("genres")),
)


def plan_lists(desk: Desk, edition: Edition) -> Iterator[Unit]:
    terms = [terms_of(desk, edition, kind) for kind in KINDS]
    there = tuple(number for number, found in enumerate(terms) if found)
    for number, found in enumerate(terms):
        url = KINDS[number].url
        if found:
            lines = tuple((name, len(those), those[-1].date, those[0].date) for name, those in found.items())
            yield unit(desk, f"index {url}", _index, number, lines, there)
        for name, those in found.items():
            yield unit(desk, f"list {url}{name}", _list, number, name, tuple(those))


def units_of_all_lists(article: Slip) -> Iterator[str]:
    """The names of the units of the lists that an article stands in."""
    return (f"list {kind.url}{name}" for kind in KINDS if (name := kind.name(article)))


def terms_of(desk: Desk, edition: Edition, kind: Kind) -> Mapping[str, Sequence[Slip]]:
    """Articles by name, newest day first and in reading order within a day."""
    if kind.url not in desk.terms:
        found: dict[str, list[Slip]] = defaultdict(list)
        for issue in reversed(edition.issues):
            for article in issue.articles:
                if name := kind.name(article):
                    found[name].append(article)
        desk.terms[kind.url] = found
    return desk.terms[kind.url]


def _index(
    desk: Desk, number: int, lines: tuple[tuple[str, int, date, date], ...], there: tuple[int, ...]
) -> Iterator[Planned]:
    kind = KINDS[number]
    terms = sorted(
        (
            Term(urls.relative(term_url(kind.url, name), kind.url), name, count, desk.day(first), desk.day(last))
            for name, count, first, last in lines
        ),
        key=lambda term: (-term.count, term.name),
    )
    siblings = tuple(
        Link(urls.relative(KINDS[other].url, kind.url), KINDS[other].title(desk.phrases))
        for other in there
        if other != number
    )
    title = kind.title(desk.phrases)
    view = IndexPage(
        head=head(desk, "index", kind.url, title, crumbs=((urls.ARCHIVE, desk.phrases.archive),)),
        label=title,
        each=kind.label(desk.phrases),
        terms=tuple(terms),
        siblings=siblings,
    )
    yield PlannedPage(kind.url, "index.html", view, "edition.yaml")


def _list(desk: Desk, number: int, name: str, articles: tuple[Slip, ...]) -> Iterator[Planned]:
    kind = KINDS[number]
    slug = names.topic_slug(name)
    url = partial(urls.list_url, kind.url, slug)
    label = kind.label(desk.phrases)
    span = desk.span(articles[-1].date, articles[0].date)
    pages = list(pages_of(articles, desk.config.page_size))
    for page, found in pages:
        here = url(page)
        description = desk.phrases.list_description.format(
            newspaper=desk.config.newspaper,
            label=label,
            name=name,
            articles=desk.articles(len(articles)),
            span=span,
        )
        its_pager = pager(desk, page, len(pages), url, found[-1].date, found[0].date)
        view = ListPage(
            # An old page says nothing of the whole, so that it need never change.
            head=head(
                desk,
                "list",
                here,
                part_title(desk, name, page),
                "" if page else description,
                crumbs=((kind.url, kind.title(desk.phrases)),),
                feed=urls.list_feed_url(kind.url, slug),
            ),
            label=label,
            name=name,
            count=0 if page else len(articles),
            span=its_pager.span if page else span,
            years=by_year(card(article, here, desk) for article in found),
            pager=its_pager,
        )
        yield PlannedPage(here, "list.html", view, articles[0].file)
