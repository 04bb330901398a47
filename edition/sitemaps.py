"""What search engines read: sitemaps (sitemaps.org 0.9), news, robots.txt, and OpenSearch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

PART = 50_000
"""Addresses in one sitemap, by sitemaps.org."""
NEWS_PART = 1000
"""Articles in a news sitemap, by Google."""

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'

Row = tuple[str, date | None]
"""An absolute address, and the day on which what it shows last changed."""


def parts_of(number: int) -> int:
    """How many sitemaps hold this many addresses."""
    return -(-number // PART)


def sitemap(rows: Iterable[Row]) -> bytes:
    """Up to `PART` addresses."""
    return _document(f'urlset xmlns="{_SITEMAP}"', (f"<url>{_place(*row)}</url>" for row in rows))


def sitemap_index(rows: Iterable[Row]) -> bytes:
    """The sitemaps of a site."""
    return _document(f'sitemapindex xmlns="{_SITEMAP}"', (f"<sitemap>{_place(*row)}</sitemap>" for row in rows))


def news_sitemap(newspaper: str, language: str, articles: Sequence[tuple[str, date, str]]) -> bytes:
    """Address, day and headline of the newest articles; the first `NEWS_PART` of them."""
    publication = (
        f"<news:publication><news:name>{escape(newspaper, quote=False)}</news:name>"
        f"<news:language>{escape(language)}</news:language></news:publication>"
    )
    return _document(
        f'urlset xmlns="{_SITEMAP}" xmlns:news="{_NEWS}"',
        (
            f"<url><loc>{escape(url)}</loc><news:news>{publication}"
            f"<news:publication_date>{day.isoformat()}</news:publication_date>"
            f"<news:title>{escape(headline, quote=False)}</news:title></news:news></url>"
            for url, day, headline in articles[:NEWS_PART]
        ),
    )


def news_language(language: str) -> str:
    """As Google News names it: the two letters of ISO 639, but zh-cn and zh-tw."""
    if language.startswith("zh"):
        return "zh-tw" if language.startswith("zh-Hant") else "zh-cn"
    return language.split("-")[0]


def _place(url: str, day: date | None) -> str:
    return f"<loc>{escape(url)}</loc>" + (f"<lastmod>{day.isoformat()}</lastmod>" if day else "")


def _document(top: str, lines: Iterable[str]) -> bytes:
    return "\n".join((_DECLARATION, f"<{top}>", *lines, f"</{top.split(' ', 1)[0]}>\n")).encode()


def robots(index: str, sitemaps: Iterable[str]) -> bytes:
    """Everything may be read but the parts of the search index, which lie below `index`; `sitemaps` are addresses."""
    lines = ("User-agent: *", f"Disallow: {index}", *(f"Sitemap: {url}" for url in sitemaps))
    return "\n".join((*lines, "")).encode()


def short_name(name: str) -> str:
    """As much of a name as a `ShortName` may have, 16 characters; if it has words, in whole ones."""
    words = name[:17].rpartition(" ")[0]
    return name if len(name) <= 16 else words if len(words) > 4 else name[:16]


def opensearch(name: str, title: str, language: str, search: str, icon: str) -> bytes:
    """The description with which a browser searches the edition (OpenSearch 1.1).

    `search` is the address of the search page, to which `?q=…` is added.
    """
    lines = (
        _DECLARATION,
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(short_name(name), quote=False)}</ShortName>",
        f"<LongName>{escape(name[:48], quote=False)}</LongName>",
        f"<Description>{escape(title[:1024], quote=False)}</Description>",
        f'<Url type="text/html" template="{escape(search)}?q={{searchTerms}}"/>',
        f'<Image type="image/svg+xml">{escape(icon)}</Image>',
        f"<Language>{escape(language)}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        "</OpenSearchDescription>\n",
    )
    return "\n".join(lines).encode()
