"""Feeds of the edition, of every section, column and genre, and of every person.

Only an edition that knows its own address has them. What holds the text of articles is
made anew when one of these texts changes; no other feed says more than pages of lists do.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape, unescape
from itertools import islice
from urllib.parse import urljoin

from edition import feeds, markdown, names, urls
from edition.feeds import Feed, Item
from edition.fingerprint import digest
from edition.model import Article, Edition, Entry, Image, Person, Slip
from edition.patterns import pattern
from edition.plan.desk import Desk, Planned, PlannedFile, Unit, later_unit, unit
from edition.plan.lists import KINDS, terms_of
from edition.plan.parts import url_of
from edition.values import freeze
from edition.views import Body

NEWEST = 50
"""Articles in the edition's feed: most of an issue."""
NEWEST_OF_LIST = 20
"""Articles in any other."""

_HREF = pattern(r'(?<= href=")[^"]*')


def plan_feed(desk: Desk, edition: Edition) -> Iterator[Unit]:
    """Atom and JSON Feed of the whole edition, with the text."""
    if desk.config.base_url:
        newest = (article for issue in reversed(edition.issues) for article in issue.articles)
        articles = tuple(islice(newest, NEWEST))
        yield unit(desk, "feed", _edition_feed, articles, _texts(articles))


def _texts(articles: tuple[Slip, ...]) -> tuple[bytes, ...]:
    """Digests of the articles with their texts, so that a change of one is seen."""
    return tuple([article.whole for article in articles])


def _edition_feed(desk: Desk, articles: tuple[Slip, ...], texts: tuple[bytes, ...]) -> Iterator[Planned]:
    items = tuple(_with_text(desk, article) for article in articles)
    config = desk.config
    feed = feed_of(desk, urls.FEED, urls.HOME, config.title, config.description, items, json_url=urls.JSON_FEED)
    fingerprint = digest(freeze(feed))
    yield PlannedFile(urls.FEED, fingerprint, partial(feeds.atom, feed), "edition.yaml")
    yield PlannedFile(urls.JSON_FEED, fingerprint, partial(feeds.json_feed, feed), "edition.yaml")


def plan_list_feeds(desk: Desk, edition: Edition) -> Iterator[Unit]:
    """Atom of every section, column and genre, with the text."""
    if desk.config.base_url:
        for number, kind in enumerate(KINDS):
            for name, those in terms_of(desk, edition, kind).items():
                articles = tuple(those[:NEWEST_OF_LIST])
                yield unit(desk, f"feed {kind.url}{name}", _list_feed, number, name, articles, _texts(articles))


def _list_feed(
    desk: Desk, number: int, name: str, articles: tuple[Slip, ...], texts: tuple[bytes, ...]
) -> Iterator[Planned]:
    kind = KINDS[number]
    slug = names.topic_slug(name)
    items = tuple(_with_text(desk, article) for article in articles)
    url = urls.list_feed_url(kind.url, slug)
    feed = feed_of(desk, url, urls.list_url(kind.url, slug), f"{desk.config.title} · {name}", "", items)
    yield PlannedFile(url, digest(freeze(feed)), partial(feeds.atom, feed), articles[0].file)


def plan_person_feeds(desk: Desk, edition: Edition) -> Iterator[Unit]:
    """Atom of every person, without the text: an old article stands in many of them."""
    if desk.config.base_url:
        for person_id, person in edition.persons.items():
            yield later_unit(desk, f"feed of {person_id}", _person_feed, partial(_newest_of, person))


def _newest_of(person: Person) -> tuple[Entry, tuple[Slip, ...]]:
    return person.entry, tuple([report.article for report in person.reports[:NEWEST_OF_LIST]])


def _person_feed(desk: Desk, entry: Entry, articles: tuple[Slip, ...]) -> Iterator[Planned]:
    items = tuple([item_of(desk, article, _what_of(article, entry.id)) for article in articles])
    url = urls.person_feed_url(entry.id)
    feed = feed_of(desk, url, urls.person_url(entry.id), f"{desk.config.title} · {entry.name}", entry.note, items)
    yield PlannedFile(url, digest(freeze(feed)), partial(feeds.atom, feed), articles[0].file)


def _what_of(article: Slip, person_id: str) -> str:
    """What an article prints of a person: office and role."""
    mention = next(mention for mention in article.persons if mention.id == person_id)
    return " · ".join(filter(None, (mention.office, mention.role)))


def feed_of(
    desk: Desk, url: str, home: str, title: str, subtitle: str, items: tuple[Item, ...], json_url: str = ""
) -> Feed:
    config = desk.config
    place = partial(urls.absolute, config.base_url)
    return Feed(
        id=_tag(desk, url.removesuffix(".xml")),
        url=place(url),
        json_url=place(json_url) if json_url else "",
        home=place(home),
        title=title,
        subtitle=subtitle,
        language=config.language,
        author=config.newspaper,
        rights=config.rights,
        icon=place(urls.ICON),
        items=items,
    )


def _tag(desk: Desk, name: str) -> str:
    """A tag URI (RFC 4151) for `name`, which begins with `/`."""
    prefix = desk.config.tag
    return f"tag:{prefix}{name.removeprefix('/') if prefix.endswith(':') else name}"


def article_tag(desk: Desk, article: Slip) -> str:
    """The lasting id of an article: by date and number, wherever it is hosted."""
    return _tag(desk, f"/{article.date.isoformat()}/{article.number}")


def item_of(desk: Desk, article: Slip, summary: str, html: str = "") -> Item:
    return Item(
        id=article_tag(desk, article),
        url=urls.absolute(desk.config.base_url, url_of(article)),
        title=article.headline,
        published=article.date,
        updated=article.updated,
        authors=tuple(dict.fromkeys(writer.name for writer in article.byline)),
        terms=tuple(filter(None, (article.section, article.column, article.genre))),
        summary=summary,
        html=html,
        rights=article.rights,
        language=article.language,
    )


def _with_text(desk: Desk, slip: Slip) -> Item:
    article = desk.whole(slip)
    summary = "\n".join(filter(None, (article.kicker, *article.deck)))
    return item_of(desk, article, summary, _html(desk, article))


def _html(desk: Desk, article: Article) -> str:
    """Pictures and text; every link in it with the site's address."""
    here = urls.absolute(desk.config.base_url, url_of(article))
    text = markdown.prose(Body(article.body, article.dateline, (), article.plain))
    if " href=" in text:
        text = _HREF.sub(lambda found: escape(urljoin(here, unescape(found[0]))), text)
    return "\n".join((*(_figure(image, here) for image in article.images), text))


def _figure(image: Image, here: str) -> str:
    src = escape(urljoin(here, image.name))
    cutline = escape(image.cutline)
    picture = f'<img src="{src}" width="{image.width}" height="{image.height}" alt="{escape(image.alt)}">'
    return f"<figure>{picture}{f'<figcaption>{cutline}</figcaption>' if cutline else ''}</figure>"
