"""Where everything lives: the only module that makes a URL.

A url starts with `/` and is what a reader types after the site's own address; a path
is where the same thing lies below site/. Numbers, not headlines: a corrected headline
never moves an article. Links are relative, so the same bytes work under any prefix.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from edition.patterns import pattern

OF_NAMES = ("people", "bylines", "sections", "columns")
"""What addresses begin with that are made of names; the record of addresses has a file for each."""
HOME = "/"
ARCHIVE = "/archive/"
PEOPLE = "/people/"
PEOPLE_DATA = "/people/names.json"
NAMES = "/people/names/"
BYLINES = "/bylines/"
SECTIONS = "/sections/"
COLUMNS = "/columns/"
GENRES = "/genres/"
SEARCH = "/search.html"
SEARCH_DATA = "/search/"
VARIANTS = "/search/variants.json"
ABOUT = "/about.html"
NOT_FOUND = "/404.html"
ASSETS = "/assets/"
ICON = "/assets/icon.svg"
FEED = "/feed.xml"
JSON_FEED = "/feed.json"
SITEMAP = "/sitemap.xml"
NEWS_SITEMAP = "/sitemap-news.xml"
ROBOTS = "/robots.txt"
OPENSEARCH = "/opensearch.xml"
DATA = "/data/"
OFFLINE = "/offline.zip"
CORRECTIONS = "/corrections.html"
CORRECTIONS_FEED = "/corrections.xml"


MOST_LETTERS = 255
"""Of the name of a file or folder, on nearly every disk."""
_DEVICE = pattern(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_NOT_ON_WINDOWS = pattern(r'[<>:"|?*\\]|[. ]$')


def is_refused_by_windows(name: str) -> bool:
    """Whether no file or folder can have this name there: `con.html`, `a.`, `a?.md`."""
    return _DEVICE.fullmatch(name) is not None or _NOT_ON_WINDOWS.search(name) is not None


def issue_url(day: date) -> str:
    return _day(day)


def folio_url(day: date, folio: int) -> str:
    return f"{_day(day)}{folio:02}.html"


def proof_url(day: date, folio: int) -> str:
    """The printed page's text beside its drafts; only with --drafts."""
    return f"{_day(day)}{folio:02}-proof.html"


def article_url(day: date, folio: int, position: int) -> str:
    return f"{_day(day)}{folio:02}-{position:02}.html"


def image_url(day: date, name: str) -> str:
    return f"{_day(day)}{name}"


def year_url(year: int) -> str:
    return f"/{year:04}/"


def month_url(year: int, month: int) -> str:
    return f"/{year:04}/{month:02}/"


def same_day_url(day: date) -> str:
    return f"/days/{day:%m-%d}.html"


def person_url(person_id: str, page: int = 0) -> str:
    """Page 0 is the newest; older pages are numbered from the oldest."""
    return f"/people/{person_id}/{page}.html" if page else f"/people/{person_id}.html"


def byline_url(author_id: str, page: int = 0) -> str:
    return f"/bylines/{author_id}/{page}.html" if page else f"/bylines/{author_id}.html"


def letter_url(letter: str, page: int = 1) -> str:
    """One initial of the person index; `#` is every name without one."""
    name = "other" if letter == "#" else letter.lower()
    return f"/people/{name}.html" if page == 1 else f"/people/{name}-{page}.html"


def names_url(number: int) -> str:
    """One of the files that hold the names of PEOPLE_DATA in parts."""
    return f"{NAMES}{number}.json"


def list_url(index: str, slug: str, page: int = 0) -> str:
    """`index` is SECTIONS, COLUMNS or GENRES."""
    return f"{index}{slug}/{page}.html" if page else f"{index}{slug}/"


def list_feed_url(index: str, slug: str) -> str:
    """The feed of one section, column or genre."""
    return f"{index}{slug}/feed.xml"


def person_feed_url(person_id: str) -> str:
    return f"/people/{person_id}.xml"


def data_url(name: str) -> str:
    return f"{DATA}{name}"


def tei_url(day: date) -> str:
    """An issue as TEI."""
    return f"{DATA}tei/{day.isoformat()}.xml"


def epub_url(day: date) -> str:
    """An issue as a book."""
    return f"{_day(day)}{day.isoformat()}.epub"


def sitemap_url(name: str, part: int) -> str:
    """`name` is a year, or `lists`; part 1 holds the first 50,000 addresses."""
    return f"/sitemap-{name}.xml" if part == 1 else f"/sitemap-{name}-{part}.xml"


def absolute(base_url: str, url: str) -> str:
    """`base_url` with its last `/`."""
    return base_url + url.removeprefix("/")


def joined(page: str, href: str) -> str:
    """Where a link as `relative` gives it leads from the page at an absolute address.

    Why not urljoin: it knows all kinds of links, and takes ten times as long for this one.
    """
    folder = page.rpartition("/")[0]
    while href.startswith("../"):
        folder, href = folder.rpartition("/")[0], href[3:]
    return f"{folder}/{href.removeprefix('./')}"


def search_url(query: str) -> str:
    """A search for one phrase, quoted for a URL."""
    from urllib.parse import quote

    return f"{SEARCH}?q={quote(query, safe='')}"


def report_url(repository: str, title: str, text: str) -> str:
    """Where a reader opens an issue in the repository, at GitHub, Gitea and the like, or at a GitLab."""
    from urllib.parse import quote, urlsplit

    place = repository.rstrip("/").removesuffix(".git")
    if "gitlab" in (urlsplit(place).hostname or ""):
        return f"{place}/-/issues/new?issue[title]={quote(title, safe='')}&issue[description]={quote(text, safe='')}"
    return f"{place}/issues/new?title={quote(title, safe='')}&body={quote(text, safe='')}"


def path_of(url: str) -> str:
    """Path below site/ of the file that answers `url`, which has neither query nor fragment."""
    path = url.lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path


_FILE = pattern(
    r"(?:(\.\./(?:\.\./[0-9]{4}/)?|issues/[0-9]{4}/)([0-9]{2})-([0-9]{2})/)?([0-9]{2}-[0-9]{2,3})(?:-[^/?#]*)?\.md(#.*)?"
)
"""Of an article, as one of the same issue, of the same year, of another year or about.md leads to it."""


def page_of(address: str) -> str:
    """Where a link to the file of an article leads in the site, as at GitHub to the file; any other as it is."""
    found = _FILE.fullmatch(address)
    if not found:
        return address
    way, month, day, number, fragment = found.groups("")
    # An issue's folder is one deeper in the site: 12/13 for 12-13.
    way = way.removeprefix("issues/") if not way or way.startswith("issues/") else f"../{way}"
    return f"{way}{f'{month}/{day}/' if month else ''}{number}.html{fragment}"


_PASSING = pattern(
    r"(?:index|about|search|404|corrections)\.html|(?:archive|days|genres|data|search|assets)/.*"
    r"|[0-9]{4}/(?:[0-9]{2}/)?index\.html|[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9]+-proof\.html"
    r"|people/(?:[a-z]|index|other)(?:-[0-9]+)?\.html|(?:bylines|sections|columns)/index\.html"
    r"|(?:people|bylines|sections|columns)/[^/]+/[0-9]+\.html"
)


def is_lasting(path: str) -> bool:
    """Whether the page at a path below site/ is one that a citation or a bookmark may name for ever.

    Articles, issues, folios, persons, writers, sections, columns, and every old address.
    Not what a build makes out of them and may cut another way tomorrow: calendars, the
    letters of an index, older pages of a list, genres (nobody prints them), feeds, data.
    """
    return path.endswith((".html", ".htm")) and not _PASSING.fullmatch(path)


def url_at(path: str) -> str:
    """The url that the page at a path below site/ answers; undoes `path_of`."""
    return "/" + (path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path)


def root_of(url: str) -> str:
    """From the page at `url` to the top of the site: `../../`, or `./`."""
    return "../" * (url.count("/") - 1) or "./"


def relative(url: str, base: str) -> str:
    """`url` as a link on the page at `base`."""
    there, _, name = url.rpartition("/")
    if url == base:
        return name or "./"
    return _way(base.rpartition("/")[0], there) + name or "./"


@cache
def _way(here: str, there: str) -> str:
    """From one folder to another: `../../12/`, or nothing."""
    own, other = here.split("/"), there.split("/")
    shared = 0
    while shared < min(len(own), len(other)) and own[shared] == other[shared]:
        shared += 1
    return "../" * (len(own) - shared) + "".join(f"{folder}/" for folder in other[shared:])


@cache
def _day(day: date) -> str:
    return f"/{day:%Y/%m/%d}/"
