"""What every planner works with: the desk, and units of pages.

A `Desk` is made once a build. A planner cuts the edition into units, each with the values
that its pages are made from and no others; a unit whose values are as before is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from edition import dates, names
from edition.config import Config
from edition.content import as_read
from edition.fingerprint import digest, mark
from edition.model import Article, Byline, Edition, Entry, Issue, Slip
from edition.patterns import pattern
from edition.plan.known import Cast, Known, bare, decided
from edition.sitemaps import short_name
from edition.values import Value, freeze
from edition.views import Card, Day, Link, Page, Site
from edition.words import Phrases, Words, counted, phrases_in, words_in


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


def planned_file(url: str, data: bytes, source: str = "edition.yaml") -> PlannedFile:
    """A file whose bytes are there."""
    return PlannedFile(url, digest(mark(data)), lambda: data, source)


class PlannedLater(Value, frozen=True):
    """A page whose view is made only where its fingerprint is new: its text must be read for it."""

    url: str
    template: str
    fingerprint: str
    """Of all that decides its view."""
    view: Callable[[], Page]
    source: str


Planned = PlannedPage | PlannedLater | PlannedFile


class Desk(Value, frozen=True):
    """What every page may look at: what is said of the whole edition, and how to say it."""

    config: Config
    words: Words
    phrases: Phrases
    entries: Mapping[str, Entry]
    """What people.yaml says of those written about, by id; private ones too."""
    writers: Mapping[str, Entry]
    """The same of those who write."""
    whole: Callable[[Slip], Article]
    """Gives an article with its text."""
    recipe: str
    """Digest of all that decides the bytes of every page: code, templates, edition.yaml, people.yaml."""
    known: Known
    """What is decided by the faces of all articles."""
    shows: Callable[[str, str], bool]
    """Whether the pages of a template can show a field of their view; where not, nobody works it out."""
    shows_lunar: bool
    """Whether any page can show the lunar date of a day."""
    cards: dict[tuple[str, str, bytes], Card]
    """Those that were made: a person's page shows an article as another person's does."""
    ids: dict[str, tuple[str, ...]]
    """Of those in an article, by its file, where somebody has asked for them."""
    terms: dict[str, Mapping[str, Sequence[Slip]]]
    """The articles of every section, column and genre, where somebody has asked for them."""
    issues: dict[date, object]
    """What fingerprints hold of an issue, where one was asked for."""

    def day(self, value: date) -> Day:
        return dates.day(value, self.config.language, self.shows_lunar, self.config.minguo)

    def filed(self, entry: Entry) -> tuple[str, str]:
        """Name and reading by which an index has its order: 林红玉 and what people.yaml says of
        her; where surnames stand last, `Doe, Jane` or what people.yaml says instead."""
        if not self.phrases.surname_last or names.is_chinese(entry.name):
            return entry.name, entry.reading
        return entry.reading or names.surname_first(entry.name, self.phrases.not_surnames), ""

    def filed_writer(self, writer: Byline) -> str:
        """The same of a name in a byline; another name than that of the entry is turned as any."""
        entry = self.writers.get(writer.id)
        return self.filed(entry if entry and entry.name == writer.name else Entry(writer.id, writer.name))[0]

    def number(self, folio: int) -> str:
        """The number of a folio: 01, or 1."""
        return f"{folio:0{self.words.folio_digits}}"

    def articles(self, count: int) -> str:
        """How many articles: 3篇, 3 articles."""
        return counted(self.words.n_articles, count)

    def span(self, first: date, last: date) -> str:
        return dates.span(first, last, self.config.language)


class Unit(Value, frozen=True):
    """Pages that are planned together, from the same values."""

    name: str
    """`person lin-hongyu-3f2a`: the same in every build."""
    fingerprint: Callable[[], str]
    plan: Callable[[], Iterator[Planned]]
    by_faces: str = ""
    """Name of its planner, where the faces of all articles decide the fingerprint."""
    faces: str = ""
    """A digest of such faces: with these it has the fingerprint that it has now."""


Planner = Callable[[Desk, Edition], Iterator[Unit]]


def unit(desk: Desk, name: str, plan: Callable[..., Iterator[Planned]], *values: object) -> Unit:
    """`plan(desk, *values)` to be, with a fingerprint of just these values.

    So what a page is planned from and what it depends on are the same thing. An article
    counts as its `face`, in an `Issue` as its face and the `opening` of its text.
    """
    return Unit(name, lambda: _fingerprint(desk, name, values), lambda: plan(desk, *values))


def later_unit(
    desk: Desk, name: str, plan: Callable[..., Iterator[Planned]], values: Callable[[], tuple[object, ...]]
) -> Unit:
    """The same of `values` that are collected by whoever compares or makes the pages, and so not
    while all processes wait for the plan, nor of pages that nobody asks for."""
    return Unit(name, lambda: _fingerprint(desk, name, values()), lambda: plan(desk, *values()))


def _fingerprint(desk: Desk, name: str, values: tuple[object, ...]) -> str:
    return digest(desk.recipe, name, *[_spelled(desk, value) for value in values])


def _spelled(desk: Desk, value: object) -> object:
    """What a fingerprint holds of a value: of an article its digests."""
    if isinstance(value, tuple) and value and isinstance(value[0], Slip):
        return b"".join([article.face for article in value])
    if isinstance(value, tuple) and value and isinstance(value[0], (Issue, Cast)):
        return [_spelled(desk, one) for one in value]
    if isinstance(value, Cast):
        return value.digest
    if isinstance(value, Issue):
        if value.date not in desk.issues:
            regions = [(article.place, article.region) for article in value.articles if article.region]
            digests = b"".join([article.face + article.opening for article in value.articles])
            desk.issues[value.date] = mark(freeze((bare(value), regions, digests)))
        return desk.issues[value.date]
    return value


def recipe_for(config: Config, entries: tuple[Entry, ...], program: str) -> str:
    """What `Desk.recipe` is; `entries` are all those of people.yaml, `program` is a digest of code and templates."""
    own = (config.page_size, config.minguo, config.search, config.fold_variants, config.tag, config.repository)
    facts = (site_view(config), own, entries)
    return digest(program, freeze(facts))


def desk_for(
    config: Config,
    edition: Edition,
    whole: Callable[[Slip], Article] = as_read,
    recipe: str = "",
    known: Known | None = None,
    shows: Callable[[str, str], bool] = lambda template, field: True,
    shows_lunar: bool = True,
) -> Desk:
    words, phrases = words_in(config.language), phrases_in(config.language)
    known = known or decided(edition, "", recipe)
    who = edition.entries, edition.writers
    return Desk(config, words, phrases, *who, whole, recipe, known, shows, shows_lunar, {}, {}, {}, {})


_ICP = pattern("ICP[备備][0-9]+号")
_POLICE = pattern("公[网網]安[备備] ?([0-9]{8,})号")


def _registered(filing: str) -> str:
    """Where a number is registered that has to lead there in mainland China: 鲁ICP备… and 鲁公网安备…."""
    if _ICP.search(filing):
        return "https://beian.miit.gov.cn/"
    police = _POLICE.search(filing)
    return f"https://beian.mps.gov.cn/#/query/webSearch?code={police[1]}" if police else ""


def site_view(config: Config) -> Site:
    return Site(
        config.title,
        config.newspaper,
        short_name(config.newspaper),
        config.language,
        config.place,
        config.publisher,
        config.description,
        config.rights,
        config.base_url,
        words_in(config.language),
        tuple([Link(_registered(filing), filing) for filing in config.filings]),
        config.search,
        config.data,
        config.epub,
        config.offline,
    )
