"""Feeds: what was published last, as Atom (RFC 4287) and as JSON Feed 1.1.

A feed is made of values alone: no clock, no host but the one in its addresses. What was
published on a day was published at its beginning in UTC, which is the morning in China.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape

from edition.values import Value, to_json

JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"


class Item(Value, frozen=True):
    """One article in a feed. Every address is absolute."""

    id: str
    """A tag URI (RFC 4151); the same wherever the site is hosted."""
    url: str
    title: str
    published: date
    updated: date
    authors: tuple[str, ...]
    terms: tuple[str, ...]
    """Section, column, genre."""
    summary: str
    """Plain text: what stands around the headline, or what a person has to do with it."""
    html: str
    """The whole text; empty where the feed doesn't hold it."""
    rights: str = ""
    """Of the text, where they are others than the feed's."""
    language: str = ""
    """Of title and text, where it is another than the feed's."""


class Feed(Value, frozen=True):
    id: str
    url: str
    """Of the Atom feed."""
    json_url: str
    """Of the JSON Feed; empty where there is none."""
    home: str
    """Of the page that shows the same."""
    title: str
    subtitle: str
    language: str
    author: str
    """The newspaper, for articles without a byline."""
    rights: str
    icon: str
    items: tuple[Item, ...]
    """Newest first."""


def atom(feed: Feed) -> bytes:
    """The feed as Atom; with no items it was updated at the beginning of 1970."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(feed.language)}">',
        _element("id", feed.id),
        _element("title", feed.title),
    ]
    if feed.subtitle:
        lines.append(_element("subtitle", feed.subtitle))
    updated = max((item.updated for item in feed.items), default=date(1970, 1, 1))
    lines += [
        _element("updated", _moment(updated)),
        f"<author>{_element('name', feed.author)}</author>",
        f'<link rel="self" type="application/atom+xml" href="{escape(feed.url)}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(feed.home)}"/>',
        _element("icon", feed.icon),
    ]
    if feed.rights:
        lines.append(_element("rights", feed.rights))
    for item in feed.items:
        lines += _entry(item)
    lines.append("</feed>\n")
    return "\n".join(lines).encode()


def _entry(item: Item) -> list[str]:
    lines = [
        f'<entry xml:lang="{escape(item.language)}">' if item.language else "<entry>",
        _element("id", item.id),
        _element("title", item.title),
        f'<link rel="alternate" type="text/html" href="{escape(item.url)}"/>',
        _element("published", _moment(item.published)),
        _element("updated", _moment(item.updated)),
        *(f"<author>{_element('name', author)}</author>" for author in item.authors),
        *(f'<category term="{escape(term)}"/>' for term in item.terms),
    ]
    if item.summary:
        lines.append(_element("summary", item.summary))
    if item.rights:
        lines.append(_element("rights", item.rights))
    if item.html:
        lines.append(f'<content type="html">{escape(item.html, quote=False)}</content>')
    lines.append("</entry>")
    return lines


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed."""
    whole = {
        "version": JSON_FEED_VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.json_url,
        "description": feed.subtitle,
        "icon": feed.icon,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "_rights": _rights(feed.rights),
        "items": [_json_item(item) for item in feed.items],
    }
    return to_json(_filled(whole))


def _json_item(item: Item) -> dict[str, object]:
    return _filled(
        {
            "id": item.id,
            "url": item.url,
            "title": item.title,
            "summary": item.summary,
            "content_html": item.html,
            "date_published": _moment(item.published),
            "date_modified": _moment(item.updated),
            "authors": [{"name": author} for author in item.authors],
            "tags": list(item.terms),
            "language": item.language,
            "_rights": _rights(item.rights),
        }
    )


def _rights(text: str) -> dict[str, object]:
    """JSON Feed has no word for them; what it doesn't know is an object whose name begins with `_`."""
    return _filled({"text": text})


def _filled(mapping: Mapping[str, object]) -> dict[str, object]:
    """Without what is empty, but the list of items, which must be there."""
    return {key: value for key, value in mapping.items() if value or key == "items"}
