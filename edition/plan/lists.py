"""Sections, columns and genres: an index of each, and everything in one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from operator import attrgetter

from edition import urls
from edition.model import Article
from edition.phrases import Phrases
from edition.plan.desk import Desk, Planned, PlannedPage, by_year, card, head, pager, pages_of, part_title, term_url
from edition.values import Value
from edition.views import IndexPage, Link, ListPage, Term


class _Kind(Value, frozen=True):
    """One way to sort articles into lists."""

    url: str
    name: Callable[[Article], str]
    label: Callable[[Phrases], str]
    title: Callable[[Phrases], str]


KINDS = (
    _Kind(urls.SECTIONS, attrgetter("section"), attrgetter("section"), attrgetter("sections")),
    _Kind(urls.COLUMNS, attrgetter("column"), attrgetter("column"), attrgetter("columns")),
    _Kind(urls.GENRES, attrgetter("genre"), attrgetter("genre"), attrgetter("genres")),
)


def plan_lists(desk: Desk) -> Iterator[Planned]:
    terms = [(kind, _terms(desk, kind)) for kind in KINDS]
    there = [kind for kind, found in terms if found]
    for kind, found in terms:
        if found:
            yield _index(desk, kind, found, there)
        for name, articles in found.items():
            yield from _list(desk, kind, name, articles)


def _terms(desk: Desk, kind: _Kind) -> dict[str, list[Article]]:
    """Articles by name, newest day first and in reading order within a day."""
    found: dict[str, list[Article]] = defaultdict(list)
    for issue in reversed(desk.issues):
        for article in issue.articles:
            if name := kind.name(article):
                found[name].append(article)
    return found


def _index(desk: Desk, kind: _Kind, found: dict[str, list[Article]], there: list[_Kind]) -> PlannedPage:
    terms = sorted(
        (
            Term(
                urls.relative(term_url(kind.url, name), kind.url),
                name,
                len(articles),
                desk.day(articles[-1].date),
                desk.day(articles[0].date),
            )
            for name, articles in found.items()
        ),
        key=lambda term: (-term.count, term.name),
    )
    siblings = tuple(
        Link(urls.relative(other.url, kind.url), other.title(desk.phrases)) for other in there if other is not kind
    )
    view = IndexPage(
        head=head(desk, "index", kind.url, kind.title(desk.phrases), crumbs=((urls.ARCHIVE, desk.phrases.archive),)),
        label=kind.title(desk.phrases),
        terms=tuple(terms),
        siblings=siblings,
    )
    return PlannedPage(kind.url, "index.html", view, "edition.yaml")


def _list(desk: Desk, kind: _Kind, name: str, articles: list[Article]) -> Iterator[Planned]:
    top = term_url(kind.url, name)

    def url(page: int) -> str:
        return f"{top}{page}.html" if page else top

    label = kind.label(desk.phrases)
    span = desk.span(articles[-1].date, articles[0].date)
    pages = list(pages_of(articles, desk.config.page_size))
    for number, found in pages:
        here = url(number)
        description = desk.phrases.list_description.format(
            newspaper=desk.config.newspaper,
            label=label,
            name=name,
            count=len(articles),
            span=span,
        )
        view = ListPage(
            # An old page says nothing of the whole, so that it need never change.
            head=head(
                desk,
                "list",
                here,
                part_title(desk, name, number),
                "" if number else description,
                crumbs=((kind.url, kind.title(desk.phrases)),),
            ),
            label=label,
            name=name,
            count=0 if number else len(articles),
            years=by_year(card(article, here, desk) for article in found),
            pager=pager(desk, number, len(pages), url, found[-1].date, found[0].date),
        )
        yield PlannedPage(here, "list.html", view, articles[0].file)
