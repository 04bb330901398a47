"""What every planner works with: the desk, units of pages, and the values that pages share.

A `Desk` is made once a build. A planner cuts the edition into units, each with the values
that its pages are made from and no others; a unit whose values are as before is left alone.
The functions below turn parts of the model into the small values that many views share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from edition import dates, markdown, names, urls
from edition.config import Config
from edition.content import as_read
from edition.fingerprint import digest, mark
from edition.model import Article, Author, Edition, Entry, Image, Issue, Slip
from edition.plan.known import Cast, Known, bare, decided
from edition.values import Value, freeze, replace
from edition.views import Card, CardYear, Day, Head, Headline, Link, Page, Pager, Picture, Site, Writer
from edition.words import Phrases, Words, counted, phrases_in, words_in

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
    whole: Callable[[Slip], Article]
    """Gives an article with its text."""
    recipe: str
    """Digest of all that decides the bytes of every page: code, templates, edition.yaml, people.yaml."""
    known: Known
    """What is decided by the faces of all articles."""
    cards: dict[tuple[str, str, bytes], Card]
    """Those that were made: a person's page shows an article as another person's does."""
    terms: dict[str, Mapping[str, Sequence[Slip]]]
    """The articles of every section, column and genre, where somebody has asked for them."""
    issues: dict[date, object]
    """What fingerprints hold of an issue, where one was asked for."""

    def day(self, value: date) -> Day:
        return dates.day(value, self.config.language)

    def filed(self, entry: Entry) -> tuple[str, str]:
        """Name and reading by which an index has its order: 林红玉 and what people.yaml says of
        her; where surnames stand last, `Doe, Jane` or what people.yaml says instead."""
        if not self.phrases.surname_last or names.is_chinese(entry.name):
            return entry.name, entry.reading
        return entry.reading or names.surname_first(entry.name, self.phrases.not_surnames), ""

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


Planner = Callable[[Desk, Edition], Iterator[Unit]]


def unit(desk: Desk, name: str, plan: Callable[..., Iterator[Planned]], *values: object) -> Unit:
    """`plan(desk, *values)` to be, with a fingerprint of just these values.

    So what a page is planned from and what it depends on are the same thing. An article
    counts as its `face`, in an `Issue` as its face and the `opening` of its text.
    """
    return Unit(name, partial(_fingerprint, desk, name, values), partial(plan, desk, *values))


def _fingerprint(desk: Desk, name: str, values: tuple[object, ...]) -> str:
    return digest(desk.recipe, name, *[_spelled(desk, value) for value in values])


def _spelled(desk: Desk, value: object) -> object:
    """What a fingerprint holds of a value: of an article its digests."""
    if isinstance(value, tuple) and value and isinstance(value[0], Slip):
        return b"".join([article.face for article in value])
    if isinstance(value, Cast):
        return value.digest
    if isinstance(value, Issue):
        if value.date not in desk.issues:
            regions = [(article.position, article.region) for article in value.articles if article.region]
            digests = b"".join([article.face + article.opening for article in value.articles])
            desk.issues[value.date] = mark(freeze((bare(value), regions, digests)))
        return desk.issues[value.date]
    return value


def recipe_for(config: Config, edition: Edition, program: str) -> str:
    """What `Desk.recipe` is; `program` is a digest of code and templates."""
    facts = (site_view(config), config.page_size, config.search, config.tag, config.repository, edition.entries)
    return digest(program, freeze(facts))


def desk_for(
    config: Config,
    edition: Edition,
    whole: Callable[[Slip], Article] = as_read,
    recipe: str = "",
    known: Known | None = None,
) -> Desk:
    words, phrases = words_in(config.language), phrases_in(config.language)
    return Desk(config, words, phrases, edition.entries, whole, recipe, known or decided(edition, ""), {}, {}, {})


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
        words_in(config.language),
        config.search,
        config.data,
        config.epub,
        config.offline,
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
    feed: str = "",
) -> Head:
    """`crumbs` are pairs of url and text, without the home page; `canonical` and `feed` are urls.

    A page that may be found and says nothing better of itself is described by its title.
    """
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
        description=description or (f"{desk.config.title}{desk.words.colon}{title}" if index and title else ""),
        canonical=base_url + (canonical or url).lstrip("/") if base_url else "",
        day=desk.day(day) if day else None,
        index=index,
        crumbs=links if url != urls.HOME else (),
        feed=urls.relative(feed, url) if feed and base_url else "",
    )


# -- cards and links ------------------------------------------------------------------------------


def url_of(article: Slip) -> str:
    return urls.article_url(article.date, article.folio, article.position)


def headline(article: Slip) -> Headline:
    """With the names in its kicker, headline and deck that must not be broken."""
    return Headline(article.headline, article.headline_lines, article.kept)


def card(article: Slip, base: str, desk: Desk) -> Card:
    """An article as the page at `base` shows it."""
    key = (base[: base.rindex("/")], article.file, article.face)
    made = desk.cards.get(key)
    if made is None:
        made = desk.cards[key] = Card(
            urls.relative(url_of(article), base),
            headline(article),
            article.kicker,
            article.deck,
            article.column,
            article.genre,
            article.section,
            desk.number(article.folio),
            desk.day(article.date),
            tuple([Writer(writer.name, writer.role, "") for writer in article.byline]),
        )
    return made


def full_card(slip: Slip, base: str, desk: Desk, summary: int, *, picture: bool = False) -> Card:
    """The same with the beginning of its text, `summary` characters at most, and its first picture."""
    article = desk.whole(slip)
    return replace(
        card(slip, base, desk),
        summary=markdown.summary(article.body, article.dateline, summary),
        picture=picture_view(article.images[0], article.date, base) if picture and article.images else None,
    )


def lean_card(article: Slip, base: str, desk: Desk) -> Card:
    """A card of the headline alone, for pages that show no more and should not be
    rewritten for more."""
    href = urls.relative(url_of(article), base)
    return Card(
        href, Headline(article.headline), "", (), "", "", "", desk.number(article.folio), desk.day(article.date), ()
    )


def picture_view(image: Image, day: date, base: str) -> Picture:
    src = urls.relative(urls.image_url(day, image.file.rsplit("/", 1)[-1]), base)
    return Picture(src, image.width, image.height, image.alt, image.caption, image.credit)


def article_link(article: Slip, base: str) -> Link:
    return Link(urls.relative(url_of(article), base), article.headline)


def folio_name(desk: Desk, folio: int, section: str) -> str:
    if section:
        return desk.phrases.folio_section.format(folio=desk.number(folio), section=section)
    return desk.phrases.folio.format(folio=desk.number(folio))


def term_url(index: str, name: str) -> str:
    """Where everything in one section, column or genre stands."""
    return urls.list_url(index, names.topic_slug(name))


def by_year(cards: Iterable[Card]) -> tuple[CardYear, ...]:
    """Cards, newest first, in groups of one year."""
    groups: dict[str, list[Card]] = {}
    for one in cards:
        groups.setdefault(one.day.iso[:4], []).append(one)
    return tuple(CardYear(year, tuple(found)) for year, found in groups.items())


def has_page(desk: Desk, person_id: str) -> bool:
    """Whether somebody written about is shown: everyone but who is private."""
    entry = desk.entries.get(person_id)
    return entry is None or entry.kind != "private"


def is_person(edition: Edition, author: Author) -> bool:
    """Whether this writer is, by people.yaml, somebody with a page among the persons."""
    return author.known and author.entry.id in edition.persons


def index_link(desk: Desk, entry: Entry, base: str) -> Link:
    """Back to somebody's place in the index of persons."""
    letter = names.initial(*desk.filed(entry))
    return Link(urls.relative(urls.letter_url(letter), base), desk.phrases.index_of.format(letter=letter))


# -- long lists -----------------------------------------------------------------------------------


def pages_of(items: Sequence[Item], size: int) -> Iterator[tuple[int, Sequence[Item]]]:
    """A long list, newest first, in pages: number 0 is the newest and holds whatever is
    not on a full page yet; full pages are numbered from the oldest, so they never change."""
    full = len(older_pages(items, size))
    yield 0, items[: len(items) - full * size]
    for number in range(full, 0, -1):
        end = len(items) - (number - 1) * size
        yield number, items[end - size : end]


def older_pages(items: Sequence[object], size: int) -> range:
    """The numbers of the pages of a long list besides its first, 0."""
    return range(1, max(0, (len(items) - size) // size) + 1)


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
