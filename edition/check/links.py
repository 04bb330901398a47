"""Checks between built pages: links, fragments, titles, canonical addresses, sitemap."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from edition.check.finding import Check, Found
from edition.check.reader import Outline, Placed, Site, target
from edition.urls import path_of


def dead_links(site: Site) -> Iterator[Found]:
    for page, link, url in _own_links(site):
        if url != ".." and path_of(url) not in site.files:
            # A folder without the last / : some hosts redirect, some don't.
            suggestion = link.text + "/" if path_of(url + "/") in site.files else ""
            yield Found(page.path, link.line, link.column, (link.text,), suggestion)


def dead_fragments(site: Site) -> Iterator[Found]:
    for page, link, url in _own_links(site):
        fragment = unquote(link.text.partition("#")[2])
        if not fragment or fragment == "top" or fragment.startswith(":~:"):
            continue
        other = site.pages.get(url.removesuffix("index.html"))
        if other and fragment not in other.ids:
            yield Found(page.path, link.line, link.column, (link.text, fragment))


def links_outside(site: Site) -> Iterator[Found]:
    """Links that name no other site and still leave the path below which this one lies."""
    for page, link, url in _own_links(site):
        if url == "..":
            yield Found(page.path, link.line, link.column, (link.text, site.base_path))


def _own_links(site: Site) -> Iterator[tuple[Outline, Placed, str]]:
    """Each link that doesn't lead to another site, with the url to which it leads."""
    for page in site.pages.values():
        for link in page.links:
            if (url := target(link.text, page, site)) is not None:
                yield page, link, url


def duplicate_titles(site: Site) -> Iterator[Found]:
    """Titles of several pages, told once each."""
    pages: dict[str, list[tuple[Outline, Placed]]] = defaultdict(list)
    for page in site.pages.values():
        # A page with the canonical address of another is that other one.
        if page.title and page.title.text and not page.moved and _is_canonical(page, site):
            pages[page.title.text].append((page, page.title))
    for text, ((first, _), *others) in pages.items():
        if others:
            page, title = others[0]
            yield Found(page.path, title.line, title.column, (text, first.path, str(len(others) + 1)))


def _is_canonical(page: Outline, site: Site) -> bool:
    return not site.base or page.canonical is None or page.canonical.text == site.base + page.url[1:]


def canonicals(site: Site) -> Iterator[Found]:
    """Canonical addresses that are neither the page's own nor that of another canonical page."""
    for page in site.pages.values():
        if page.canonical is None or _is_canonical(page, site):
            continue
        own = (site.base or "/") + page.url[1:]
        stands_for = page.moved or page.url == "/"
        other = site.pages.get(target(page.canonical.text, page, site) or "")
        is_absolute = bool(urlsplit(page.canonical.text).netloc)
        if not (stands_for and is_absolute and other and _is_canonical(other, site)):
            yield Found(page.path, page.canonical.line, page.canonical.column, (page.canonical.text,), own)


def sitemap_entries(site: Site) -> Iterator[Found]:
    """Addresses in a sitemap that are no page, or not the canonical address of one."""
    for file, location in site.sitemap:
        base = site.base or f"{urlsplit(location.text).scheme}://{urlsplit(location.text).netloc}{site.base_path}"
        url = "/" + location.text.removeprefix(base) if location.text.startswith(base) else ""
        page = site.pages.get(url)
        if not url or path_of(url) not in site.files or (page and not _is_canonical(page, site)):
            yield Found(file, location.line, location.column, (location.text,))


def not_in_sitemap(site: Site) -> Iterator[Found]:
    """Canonical pages that a site with a sitemap leaves out of it."""
    listed = {location.text for _, location in site.sitemap}
    for page in site.pages.values() if listed else ():
        address = page.canonical
        if address and not page.hidden and not page.moved and _is_canonical(page, site) and address.text not in listed:
            yield Found(page.path, address.line, address.column, (address.text,))


def colliding_names(site: Site) -> Iterator[Found]:
    """Paths that differ in a way that not every disk tells apart: case, or how a letter is composed."""
    first: dict[str, str] = {}
    for path in sorted(site.files):
        # Every folder of it too: two may hold files of different names.
        for end in (*(place for place, character in enumerate(path) if character == "/"), len(path)):
            name = path[:end]
            other = first.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
            if other != name:
                yield Found(f"{site.folder}/{path}", 0, 0, (name, other))
                break


def symbolic_links(site: Site) -> Iterator[Found]:
    for path in site.symlinks:
        yield Found(f"{site.folder}/{path}", 0, 0, (path,))


CHECKS: tuple[Check[Site], ...] = (
    Check(
        "dead-link",
        "error",
        dead_links,
        "链接{0}没有对应的文件",
        "the link {0} leads to no file",
    ),
    Check(
        "dead-fragment",
        "error",
        dead_fragments,
        "链接{0}所指的页面上没有id“{1}”",
        "the link {0} leads to a page without the id “{1}”",
    ),
    Check(
        "link-outside",
        "error",
        links_outside,
        "链接{0}指到了本站路径{1}之外",
        "the link {0} leaves the path of this site, {1}",
    ),
    Check(
        "duplicate-title",
        "note",
        duplicate_titles,
        "页面标题“{0}”与{1}相同，共{2}页如此",
        "the title “{0}” is also that of {1}; {2} pages have it",
    ),
    Check(
        "canonical",
        "error",
        canonicals,
        "规范网址{0}与页面自己的网址不符",
        "the canonical address {0} is not the page's own",
    ),
    Check(
        "sitemap",
        "error",
        sitemap_entries,
        "站点地图中的{0}不是本站页面的规范网址",
        "{0} in the sitemap is not the canonical address of a page of this site",
    ),
    Check(
        "not-in-sitemap",
        "warning",
        not_in_sitemap,
        "站点地图中没有本页的规范网址{0}",
        "the sitemap has not the canonical address of this page, {0}",
    ),
    Check(
        "colliding-names",
        "error",
        colliding_names,
        "文件名{0}与{1}只差大小写或字符的组合方式，有的磁盘分不开",
        "{0} and {1} differ only in case or in how a letter is composed, which not every disk tells apart",
    ),
    Check(
        "symbolic-link",
        "error",
        symbolic_links,
        "{0}是符号链接；上传网站时会把它所指的文件公开出去",
        "{0} is a symbolic link; whoever uploads the site publishes the file to which it leads",
    ),
)
