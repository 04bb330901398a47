"""A built page as values: its tags with their places, its title, its data; and all pages together."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from edition.problems import shown
from edition.urls import url_at

LINKS = {
    ("a", "href"), ("area", "href"), ("link", "href"), ("use", "href"), ("image", "href"),
    ("script", "src"), ("img", "src"), ("source", "src"), ("iframe", "src"), ("embed", "src"),
    ("audio", "src"), ("video", "src"), ("track", "src"), ("input", "src"), ("video", "poster"),
    ("object", "data"), ("form", "action"),
}  # fmt: skip
_SOURCE_SETS = {("img", "srcset"), ("source", "srcset"), ("link", "imagesrcset")}
_VERBATIM = {"script", "style", "pre", "code", "textarea"}
"""Where anything may stand as text."""
_LEAK = re.compile(r"\{[{%]")
_LEAKED = re.compile(r"\{[{%][-+]?\s?(?:[A-Za-z_.]+|.)?", re.DOTALL)
"""A mark and what begins behind it. Where that is printed from the content, a template's text may soon follow."""
_NO_LETTER = re.compile(r"[^\w{}%]+")
_REFRESH = re.compile(r"\s*[0-9.]+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]*)", re.I)
_LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>", re.S)


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    line: int
    column: int
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A text and where it stands; of an attribute, where its tag begins."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Page:
    """One built page, with all that a rule may ask of it."""

    path: str
    """As an editor would type it."""
    url: str
    """As in `edition.urls`: begins with `/`."""
    text: str
    tags: tuple[Tag, ...]
    titles: tuple[Placed, ...]
    data: tuple[Placed, ...]
    """JSON-LD."""
    leaks: tuple[Placed, ...]
    """Marks of the template language in what readers see, and in attributes."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What is kept of a page for the rules that compare pages."""

    path: str
    url: str
    title: Placed | None
    ids: frozenset[str]
    links: tuple[Placed, ...]
    canonical: Placed | None
    moved: bool
    """Only there to lead to another page."""
    hidden: bool
    """Not to be found by search engines."""


@dataclass(frozen=True, slots=True)
class Site:
    """A built site."""

    pages: Mapping[str, Outline]
    """By url."""
    files: frozenset[str]
    """Paths below site/, with `/`."""
    base: str
    """The site's own address as its canonical addresses have it; empty when there is none."""
    folder: str
    """The folder of the site, as an editor would type it."""
    base_path: str
    """The path of `base`, else that of the configuration: `/` or `/repo/`."""
    sitemap: tuple[tuple[str, Placed], ...] = ()
    """File and address of each line of the sitemaps."""
    symlinks: tuple[str, ...] = ()
    """Paths below site/ of files and folders that are symbolic links."""


def site_paths(site: Path) -> tuple[str, ...]:
    """All published files, without those whose name begins with a dot."""
    found: list[str] = []
    for folder, folders, files in os.walk(site):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = Path(folder).relative_to(site).as_posix()
        prefix = "" if below == "." else below + "/"
        found += (prefix + name for name in sorted(files) if not name.startswith("."))
    return tuple(found)


def read_page(path: str, name: str, data: bytes) -> Page:
    """The page at `path` below site/, told as `name`; a byte that is no UTF-8 reads as U+FFFD."""
    text = data.decode("utf-8", "replace")
    reader = _Reader(text)
    found = tuple(reader.titles), tuple(reader.data), tuple(reader.leaks)
    return Page(name, url_at(path), text, tuple(reader.tags), *found)


class _Reader(HTMLParser):
    """Collects the tags of one text; holds what is open, because scripts and titles have text of their own."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self.titles: list[Placed] = []
        self.data: list[Placed] = []
        self.leaks: list[Placed] = []
        self.may_leak = _LEAK.search(text) is not None
        self.verbatim = ""
        self.in_title = self.in_data = False
        self.pictures = 0
        """Depth of <svg>, whose <title> is not the page's."""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, offset = self.getpos()
        attributes = {name: value or "" for name, value in reversed(attrs)}
        self.tags.append(Tag(tag, line, offset + 1, attributes))
        if tag == "title" and not self.pictures:
            self.in_title = True
            self.titles.append(Placed("", line, offset + 1))
        elif tag == "script":
            self.in_data = attributes.get("type", "").strip().lower() == "application/ld+json"
        elif tag == "svg":
            self.pictures += 1
        if tag in _VERBATIM and not self.verbatim:
            self.verbatim = tag
        if self.may_leak:
            self.leaks += (
                Placed(value[found.start() :], line, offset + 1)
                for value in attributes.values() for found in _LEAK.finditer(value)
            )  # fmt: skip

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A browser heeds the / of <br/> in SVG only.
        self.handle_starttag(tag, attrs)
        if self.pictures:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.in_title &= tag != "title"
        self.in_data &= tag != "script"
        self.pictures -= tag == "svg" and self.pictures > 0
        if tag == self.verbatim:
            self.verbatim = ""

    def handle_data(self, data: str) -> None:
        line, offset = self.getpos()
        if self.in_title:
            self.titles[-1] = Placed(self.titles[-1].text + data, self.titles[-1].line, self.titles[-1].column)
        elif self.in_data:
            self.data.append(Placed(data, line, offset + 1))
        for found in _LEAK.finditer(data) if self.may_leak and not self.verbatim else ():
            before = data[: found.start()]
            newlines = before.count("\n")
            column = found.start() - before.rfind("\n") if newlines else offset + 1 + found.start()
            self.leaks.append(Placed(data[found.start() :], line + newlines, column))


def marks_in(text: str) -> str:
    """The text, where marks of the template language are in it, for `is_in`; else nothing."""
    bare = _NO_LETTER.sub("", unescape(text))
    return bare if _LEAK.search(bare) else ""


def is_in(leak: Placed, marked: str) -> bool:
    """Whether a mark stands in a text of `marks_in` too, or is none, as %7B in an address. Signs don't count,
    for markup is made of them."""
    found = _LEAKED.match(unquote(leak.text))
    return found is None or _NO_LETTER.sub("", found[0]) in marked


# -- all pages -----------------------------------------------------------------------------------


def outline(page: Page) -> Outline:
    ids = {tag.attributes["id"] for tag in page.tags if "id" in tag.attributes}
    anchors = {tag.attributes["name"] for tag in page.tags if tag.name == "a" and "name" in tag.attributes}
    title = page.titles[0] if page.titles else None
    canonical = next((tag for tag in page.tags if _is_canonical(tag)), None)
    return Outline(
        page.path,
        page.url,
        Placed(" ".join(title.text.split()), title.line, title.column) if title else None,
        frozenset(ids | anchors),
        tuple(_links(page)),
        Placed(canonical.attributes.get("href", ""), canonical.line, canonical.column) if canonical else None,
        any(map(_refreshes, page.tags)),
        any(map(_hides, page.tags)),
    )


def _is_canonical(tag: Tag) -> bool:
    return tag.name == "link" and "canonical" in tag.attributes.get("rel", "").lower().split()


def _refreshes(tag: Tag) -> bool:
    return tag.name == "meta" and tag.attributes.get("http-equiv", "").lower() == "refresh"


def _hides(tag: Tag) -> bool:
    is_robots = tag.name == "meta" and tag.attributes.get("name", "").lower() == "robots"
    return is_robots and "noindex" in tag.attributes.get("content", "").lower()


def _links(page: Page) -> Iterator[Placed]:
    for tag in page.tags:
        if _is_canonical(tag):
            continue
        for name, value in tag.attributes.items():
            if (tag.name, name) in LINKS:
                yield Placed(value.strip(), tag.line, tag.column)
            elif (tag.name, name) in _SOURCE_SETS:
                for candidate in value.split(","):
                    if candidate.strip():
                        yield Placed(candidate.split()[0], tag.line, tag.column)
        if _refreshes(tag) and (found := _REFRESH.match(tag.attributes.get("content", ""))):
            yield Placed(found[1].strip(), tag.line, tag.column)


def whole_site(outlines: tuple[Outline, ...], files: tuple[str, ...], folder: Path, base_path: str) -> Site:
    base = _base(outlines)
    sitemap = tuple(
        (shown(folder / name), place)
        for name in files
        if re.fullmatch(r"sitemap[\w-]*\.xml", name)
        for place in _locations((folder / name).read_text(encoding="utf-8", errors="replace"))
    )
    pages = {page.url: page for page in outlines}
    base_path = urlsplit(base).path if base else base_path
    return Site(pages, frozenset(files), base, shown(folder), base_path, sitemap, tuple(_symlinks(folder)))


def _symlinks(site: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(site):
        for name in sorted((*folders, *files)):
            path = Path(folder, name)
            if path.is_symlink():
                yield path.relative_to(site).as_posix()


def _base(outlines: tuple[Outline, ...]) -> str:
    """The address that most canonical addresses begin with, before the url of their page."""
    found = Counter(
        page.canonical.text.removesuffix(page.url) + "/"
        for page in outlines
        if page.canonical and page.url != "/" and page.canonical.text.endswith(page.url)
    )
    return found.most_common(1)[0][0] if found else ""


def _locations(text: str) -> Iterator[Placed]:
    line, reached = 1, 0
    for found in _LOCATION.finditer(text):
        line += text.count("\n", reached, found.start(1))
        reached = found.start(1)
        yield Placed(unescape(found[1]), line, reached - text.rfind("\n", 0, reached))


# -- where a link leads --------------------------------------------------------------------------


def target(link: str, page: Outline, site: Site) -> str | None:
    """The url, without fragment and query, to which a link leads; None when that is another site,
    and `..` when it leaves the path below which this site lies."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ".."
    if parts.scheme or parts.netloc:
        if not site.base or not link.startswith(site.base):
            return None
        path = parts.path
    elif not parts.path:
        return page.url
    elif parts.path.startswith("/"):
        path = parts.path
    else:
        path = site.base_path.rstrip("/") + page.url.rsplit("/", 1)[0] + "/" + parts.path
    plain = _plain(unquote(path))
    if not plain.startswith(site.base_path):
        return ".."
    return "/" + plain.removeprefix(site.base_path)


def _plain(path: str) -> str:
    """A path from the top without `.` and `..`; `/..` where it climbs above the top."""
    depth = 0
    for part in path.split("/"):
        depth += -1 if part == ".." else part not in ("", ".")
        if depth < 0:
            return "/.."
    plain = normpath(path)
    return plain + "/" if path.endswith(("/", "/.", "/..")) and plain != "/" else plain
