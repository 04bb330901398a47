"""Parts of the model as the small values that many pages share: heads, cards, links, long lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import TypeVar

from edition import markdown, names, urls
from edition.characters import simple
from edition.model import Author, Edition, Entry, Image, Slip
from edition.plan.desk import Desk
from edition.values import replace
from edition.views import Card, CardYear, Head, Headline, Link, Pager, Picture, Writer

Item = TypeVar("Item")

TALLEST = 480
"""Pixels of a picture that stands upright, beside other articles."""


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
    crumbs: Sequence[tuple[str, str]] | None = (),
    canonical: str = "",
    feed: str = "",
    language: str = "",
) -> Head:
    """`crumbs` are pairs of url and text, without the home page, or None where nobody shows them; `canonical`
    and `feed` are urls.

    A page that may be found and says nothing better of itself is described by its title.
    """
    base_url = desk.config.base_url
    links: tuple[Link, ...] = ()
    if crumbs is not None and url != urls.HOME:
        above = [Link(urls.relative(target, url), text) for target, text in crumbs]
        links = Link(urls.relative(urls.HOME, url), desk.phrases.home), *above
    return Head(
        kind=kind,
        url=url,
        root=urls.root_of(url),
        title=title,
        description=description or (f"{desk.config.title}{desk.words.colon}{title}" if index and title else ""),
        canonical=urls.absolute(base_url, canonical or url) if base_url else "",
        day=desk.day(day) if day else None,
        index=index,
        crumbs=links,
        feed=urls.relative(feed, url) if feed and base_url else "",
        language=language,
    )


# -- cards and links ------------------------------------------------------------------------------


def language_in(articles: Iterable[Slip]) -> str:
    """In which one of them is, where it is another than the edition's."""
    return next((article.language for article in articles if article.language), "")


def url_of(article: Slip) -> str:
    return urls.article_url(article.date, article.folio, article.position)


def headline(article: Slip) -> Headline:
    """With the names in its kicker, headline and deck that must not be broken."""
    return Headline(article.headline, article.headline_lines, article.kept, article.language)


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
            article.column or (article.genre if is_comment(desk, article) else ""),
            article.genre,
            article.section,
            desk.number(article.folio),
            desk.day(article.date),
            tuple([Writer(writer.name, writer.role, "", writer.is_behind) for writer in article.byline]),
        )
    return made


def is_comment(desk: Desk, article: Slip) -> bool:
    """Whether it is opinion, by its genre."""
    return is_called(article.genre, desk.phrases.comments)


@cache
def is_called(genre: str, words: tuple[str, ...]) -> bool:
    """Whether one of these words is in the name of a genre or a section, in whichever characters of the two."""
    return any(simple(word) in simple(genre.lower()) for word in words)


def full_card(slip: Slip, base: str, desk: Desk, summary: int, *, picture: bool = False) -> Card:
    """The same with the beginning of its text, `summary` characters at most, and its first picture."""
    article = desk.whole(slip)
    shown = [picture_view(image, article.date, base, article.language) for image in article.images[:1] if picture]
    return replace(
        card(slip, base, desk),
        summary=markdown.summary(article.body, article.dateline, summary),
        picture=_no_taller(shown[0]) if shown else None,
    )


def _no_taller(picture: Picture) -> Picture:
    """The same, but no taller than leaves room for the others on a page."""
    if picture.height <= max(picture.width, TALLEST):
        return picture
    return replace(picture, width=max(1, round(picture.width * TALLEST / picture.height)), height=TALLEST)


def lean_card(article: Slip, base: str, desk: Desk) -> Card:
    """A card of the headline alone, with the names in it, for pages that show no more and should not be
    rewritten for more."""
    href = urls.relative(url_of(article), base)
    named = Headline(article.headline, (), _in_headline(article), article.language)
    return Card(href, named, "", (), "", "", "", desk.number(article.folio), desk.day(article.date), ())


def picture_view(image: Image, day: date, base: str, language: str = "") -> Picture:
    src = urls.relative(urls.image_url(day, image.name), base)
    return Picture(src, image.width, image.height, image.alt, image.caption, image.credit, language)


def article_link(article: Slip, base: str) -> Link:
    return Link(urls.relative(url_of(article), base), article.headline, "", _in_headline(article), article.language)


def _in_headline(article: Slip) -> tuple[str, ...]:
    """The names that must not be broken, without those of kicker and deck."""
    return tuple([name for name in article.kept if name in article.headline])


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


def ids_in(desk: Desk, article: Slip) -> tuple[str, ...]:
    """Of those written about in an article."""
    ids = desk.ids.get(article.file)
    if ids is None:
        ids = desk.ids[article.file] = tuple([mention.id for mention in article.persons])
    return ids


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
