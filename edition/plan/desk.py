"""What every planner works with: the edition, looked up in all the ways pages need.

A `Desk` is made once a build. The functions below it turn parts of the model into the
small values that many views share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from edition import dates, markdown, names, urls
from edition.config import Config
from edition.model import Article, Author, Edition, Entry, Image, Issue
from edition.phrases import PHRASES, Phrases
from edition.values import Value
from edition.views import Card, CardYear, Day, Head, Headline, Link, Page, Pager, Picture, Site, Writer
from edition.words import CATALOGUE

Item = TypeVar("Item")


class PlannedPage(Value, frozen=True):
    """One page to be: everything that decides its bytes, but the template's own text."""

    url: str
    template: str
    view: Page
    source: str
    """The file that makes this page be, for a message about two that claim one URL."""


class PlannedFile(Value, frozen=True):
    """One file that is no page: data for a script, or a copy of an image."""

    url: str
    fingerprint: str
    make: Callable[[], bytes]
    source: str


Planned = PlannedPage | PlannedFile
Planner = Callable[["Desk"], Iterator[Planned]]


class Desk(Value, frozen=True):
    config: Config
    edition: Edition
    about: str
    phrases: Phrases
    longer_names: Mapping[str, tuple[str, ...]]
    """For a known name, the known names that contain it: 张继 → 张继民."""
    report_days: Mapping[str, tuple[date, ...]]
    """For a person, the days of all reports, oldest first."""

    @property
    def issues(self) -> tuple[Issue, ...]:
        return self.edition.issues

    def day(self, value: date) -> Day:
        return dates.day(value, self.config.language)

    def span(self, first: date, last: date) -> str:
        return dates.span(first, last, self.config.language)


def desk_for(config: Config, edition: Edition, about: str) -> Desk:
    known = {report.mention.name for person in edition.persons.values() for report in person.reports}
    report_days = {
        person_id: tuple(report.article.date for report in reversed(person.reports))
        for person_id, person in edition.persons.items()
    }
    return Desk(config, edition, about, PHRASES[config.language], _longer_names(known), report_days)


def _longer_names(known: set[str]) -> dict[str, tuple[str, ...]]:
    longer: dict[str, set[str]] = defaultdict(set)
    for name in known:
        for start in range(len(name)):
            for end in range(start + 1, len(name) + 1):
                part = name[start:end]
                if part != name and part in known:
                    longer[part].add(name)
    return {name: tuple(sorted(others)) for name, others in longer.items()}


def site_view(config: Config) -> Site:
    return Site(
        config.title,
        config.newspaper,
        config.language,
        config.place,
        config.publisher,
        config.description,
        config.rights,
        config.base_url,
        CATALOGUE[config.language],
    )


# -- the head of a page ---------------------------------------------------------------------------


def head(
    desk: Desk,
    kind: str,
    url: str,
    title: str,
    description: str = "",
    *,
    day: date | None = None,
    index: bool = True,
    crumbs: Sequence[tuple[str, str]] = (),
    canonical: str = "",
) -> Head:
    """`crumbs` are pairs of url and text, without the home page; `canonical` is a url."""
    base_url = desk.config.base_url
    links = (
        Link(urls.relative(urls.HOME, url), desk.phrases.home),
        *(Link(urls.relative(target, url), text) for target, text in crumbs),
    )
    return Head(
        kind=kind,
        url=url,
        root=urls.root_of(url),
        title=title,
        description=description,
        canonical=base_url + (canonical or url).lstrip("/") if base_url else "",
        day=desk.day(day) if day else None,
        index=index,
        crumbs=links if url != urls.HOME else (),
    )


# -- cards and links ------------------------------------------------------------------------------


def url_of(article: Article) -> str:
    return urls.article_url(article.date, article.folio, article.position)


def headline(article: Article) -> Headline:
    """With the names in its kicker, headline and deck that must not be broken."""
    whole = "\n".join((article.kicker, article.headline, *article.deck))
    named = (*(mention.name for mention in article.persons), *article.places)
    keep = tuple(name for name in dict.fromkeys(named) if len(name) > 1 and name in whole)
    return Headline(article.headline, article.headline_lines, keep)


def card(article: Article, base: str, desk: Desk, *, summary: int = 0, picture: bool = False) -> Card:
    """An article as the page at `base` shows it; `summary` is its length at most."""
    text = markdown.summary(article.body, article.dateline, summary) if summary else ""
    image = article.images[0] if picture and article.images else None
    return Card(
        href=urls.relative(url_of(article), base),
        headline=headline(article),
        kicker=article.kicker,
        deck=article.deck,
        column=article.column,
        genre=article.genre,
        section=article.section,
        folio=f"{article.folio:02}",
        day=desk.day(article.date),
        writers=tuple(Writer(writer.name, writer.role, "") for writer in article.byline),
        summary=text,
        picture=picture_view(image, article.date, base) if image else None,
    )


def lean_card(article: Article, base: str, desk: Desk) -> Card:
    """A card of the headline alone, for pages that show no more and should not be
    rewritten for more."""
    return Card(
        href=urls.relative(url_of(article), base),
        headline=Headline(article.headline),
        kicker="",
        deck=(),
        column="",
        genre="",
        section="",
        folio=f"{article.folio:02}",
        day=desk.day(article.date),
        writers=(),
    )


def picture_view(image: Image, day: date, base: str) -> Picture:
    src = urls.relative(urls.image_url(day, image.file.rsplit("/", 1)[-1]), base)
    return Picture(src, image.width, image.height, image.alt, image.caption, image.credit)


def article_link(article: Article, base: str) -> Link:
    return Link(urls.relative(url_of(article), base), article.headline)


def folio_name(desk: Desk, folio: int, section: str) -> str:
    if section:
        return desk.phrases.folio_section.format(folio=f"{folio:02}", section=section)
    return desk.phrases.folio.format(folio=f"{folio:02}")


def term_url(index: str, name: str) -> str:
    """Where everything in one section, column or genre stands."""
    return urls.list_url(index, names.topic_slug(name))


def by_year(cards: Iterable[Card]) -> tuple[CardYear, ...]:
    """Cards, newest first, in groups of one year."""
    groups: dict[str, list[Card]] = {}
    for one in cards:
        groups.setdefault(one.day.iso[:4], []).append(one)
    return tuple(CardYear(year, tuple(found)) for year, found in groups.items())


def is_person(desk: Desk, author: Author) -> bool:
    """Whether this writer is, by people.yaml, somebody with a page among the persons."""
    return author.known and author.entry.id in desk.edition.persons


def index_link(desk: Desk, entry: Entry, base: str) -> Link:
    """Back to somebody's place in the index of persons."""
    letter = names.initial(entry.name, entry.reading)
    return Link(urls.relative(urls.letter_url(letter), base), desk.phrases.index_of.format(letter=letter))


# -- long lists -----------------------------------------------------------------------------------


def pages_of(items: Sequence[Item], size: int) -> Iterator[tuple[int, Sequence[Item]]]:
    """A long list, newest first, in pages: number 0 is the newest and holds whatever is
    not on a full page yet; full pages are numbered from the oldest, so they never change."""
    full = max(0, (len(items) - size) // size)
    yield 0, items[: len(items) - full * size]
    for number in range(full, 0, -1):
        end = len(items) - (number - 1) * size
        yield number, items[end - size : end]


def part_title(desk: Desk, title: str, number: int) -> str:
    """The title of a list's page `number`; an older page tells its own, which it keeps."""
    return desk.phrases.part_title.format(title=title, number=number) if number else title


def pager(desk: Desk, number: int, pages: int, url: Callable[[int], str], first: date, last: date) -> Pager:
    """For page `number` of `pages` (with number 0); `first` and `last` day on it."""
    here = url(number)

    def link(target: int, text: str) -> Link:
        return Link(urls.relative(url(target), here), text)

    full = pages - 1
    older = full if number == 0 else number - 1
    newer = None if number == 0 else (number + 1 if number < full else 0)
    return Pager(
        newer=link(newer, desk.phrases.newer) if newer is not None else None,
        older=link(older, desk.phrases.older) if older else None,
        newest=link(0, desk.phrases.newest) if number else None,
        oldest=link(1, desk.phrases.oldest) if older > 1 else None,
        span=desk.span(first, last),
    )
