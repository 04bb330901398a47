"""Compares a built site with its content folder, read a second time in the plainest way.

    python bench/verify.py CONTENT SITE

Shares no code with the builder, so that both would have to be wrong alike. Prints what
it counted; ends with 1 and the differences when there are any.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import yaml

SYNONYMS = {
    "版名": "section", "栏题": "column", "体裁": "genre", "署名": "byline", "人物": "persons",
    "状态": "status", "公开": "public", "草稿": "draft", "撤回": "withdrawn", "姓名": "name", "编号": "id",
    "类别": "kind", "本报": "staff", "不公开": "private", "别名": "aliases", "版面": "folios",
}
LISTS = {"/sections/": "section", "/columns/": "column", "/genres/": "genre"}
SHOWN = 5
"""Differences that are printed of each kind."""

Who = tuple[str, str]
"""("id", "wang-wei-2") for an entry of people.yaml, ("name", "王伟") for anybody else."""
Sets = Mapping[Who, set[str]]
"""For each person, the urls of articles."""


# -- what the content folder says ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """One article as its file declares it."""

    url: str
    status: str
    terms: Mapping[str, str]
    persons: frozenset[Who]
    writers: frozenset[Who]


@dataclass
class Content:
    articles: list[Said] = field(default_factory=list)
    issues: set[str] = field(default_factory=set)
    folios: set[str] = field(default_factory=set)
    names: dict[Who, str] = field(default_factory=dict)
    """How each person's own page is headed."""

    @cached_property
    def public(self) -> dict[str, Said]:
        return {article.url: article for article in self.articles if article.status == "public"}


def in_english(value: object) -> object:
    """Keys and the few fixed values, from Chinese."""
    if isinstance(value, dict):
        return {SYNONYMS.get(str(key), str(key)): in_english(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_english(inner) for inner in value]
    return value


def read_mapping(text: str) -> dict[str, object]:
    found = in_english(yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader)) or {})
    assert isinstance(found, dict), found
    return found


def each(value: object) -> list[object]:
    """A list, a single thing as a list of one, or nothing."""
    return value if isinstance(value, list) else [value] if value else []


class People:
    """Who a name is, by people.yaml."""

    def __init__(self, path: Path) -> None:
        self.by_name: dict[str, list[dict[str, object]]] = defaultdict(list)
        self.by_id: dict[str, dict[str, object]] = {}
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        for entry in each(in_english(yaml.load(text, yaml.BaseLoader))):
            assert isinstance(entry, dict)
            entry["kind"] = SYNONYMS.get(str(entry.get("kind")), entry.get("kind") or "person")
            if entry.get("id"):
                self.by_id[str(entry["id"])] = entry
            for name in dict.fromkeys([entry["name"], *each(entry.get("aliases"))]):
                self.by_name[str(name)].append(entry)

    def who(self, item: object, writes: bool, names: dict[Who, str]) -> Who | None:
        """The person that an item of `persons` or `byline` means; None for a private one."""
        given = item if isinstance(item, dict) else {"name": str(item)}
        if writes and not isinstance(item, dict) and str(item)[0] >= "一":
            given = {"name": str(item).split(" ", 1)[-1].strip()}
        name, named = str(given["name"]), given.get("id")
        # An id that no entry writes out is the one that an entry of this name has by default.
        entries = [self.by_id[str(named)]] if str(named) in self.by_id else [
            one for one in self.by_name.get(name, ())
            if (named and not one.get("id")) or (not named and (one["kind"] == "staff") == writes)
        ]
        entry = entries[0] if entries else {"name": name, "kind": "person"}
        who = ("id" if entries else "name", str(entry.get("id") or entry["name"]))
        names[who] = str(entry["name"])
        return None if entry["kind"] == "private" else who


def read_content(folder: Path) -> Content:
    content = Content()
    people = People(folder / "people.yaml")
    for home in sorted((folder / "issues").glob("[0-9]*/[0-9]*-[0-9]*")):
        url = f"/{home.parent.name}/{home.name.replace('-', '/')}/"
        notes = home / "issue.yaml"
        named = read_mapping(notes.read_text(encoding="utf-8")).get("folios") if notes.is_file() else None
        sections: dict[int, str] = {}
        for key, value in (named if isinstance(named, dict) else {}).items():
            sections[int(key)] = str(value.get("section", "") if isinstance(value, dict) else value)
        folios = set(sections)
        public = False
        for path in sorted(home.glob("*.md")):
            folio, position = map(int, path.name.removesuffix(".md").split("-")[:2])
            header = read_mapping(path.read_text(encoding="utf-8").split("\n---", 1)[0].removeprefix("---"))
            status = str(header.get("status") or "public")
            status = SYNONYMS.get(status, status)
            terms = {key: str(header.get(key) or "") for key in LISTS.values()}
            terms["section"] = terms["section"] or sections.get(folio, "")
            persons = {people.who(item, False, content.names) for item in each(header.get("persons"))}
            writers = {people.who(item, True, content.names) for item in each(header.get("byline"))}
            content.articles.append(Said(
                f"{url}{folio:02}-{position:02}.html", status, terms,
                frozenset(persons - {None}), frozenset(writers - {None}),  # type: ignore[arg-type]
            ))
            if status == "public":
                folios.add(folio)
                public = True
        if public:
            content.issues.add(url)
            content.folios.update(f"{url}{number:02}.html" for number in folios)
    return content


# -- what the site shows ---------------------------------------------------------------------


@dataclass(slots=True)
class Shown:
    """One page as it was built."""

    kind: str = ""
    title: str = ""
    links: list[str] = field(default_factory=list)
    """Every address on the page, as written."""
    main: list[str] = field(default_factory=list)
    """Those within <main>, without <nav>."""
    ids: set[str] = field(default_factory=set)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Shown()
        self.inside: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag in ("main", "h1", "nav"):
            self.inside[tag] += 1
        if tag == "body":
            self.page.kind = found.get("class", "").split(" ")[0]
        if "id" in found:
            self.page.ids.add(found["id"])
        for name in ("href", "src"):
            if name in found:
                self.page.links.append(found[name])
                if tag == "a" and self.inside["main"] and not self.inside["nav"]:
                    self.page.main.append(found[name])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("main", "h1", "nav"):
            self.inside[tag] -= 1

    def handle_data(self, data: str) -> None:
        if self.inside["h1"]:
            self.page.title += data


def target(link: str, url: str, base: str) -> str | None:
    """The url that a link leads to, with its fragment; None when it leaves the site."""
    if link.startswith("/"):
        link = "/" + link.removeprefix(base)
    parts = urlsplit(urljoin("http://site" + url, link))
    if (parts.scheme, parts.netloc) != ("http", "site"):
        return None
    return unquote(parts.path) + (f"#{unquote(parts.fragment)}" if parts.fragment else "")


def read_site(folder: Path, base: str) -> dict[str, Shown]:
    """Every page by its url, its links resolved."""
    pages: dict[str, Shown] = {}
    for path in sorted(folder.rglob("*.html")):
        url = re.sub(r"(^|/)index\.html$", r"\1", "/" + path.relative_to(folder).as_posix())
        reader = Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        page = pages[url] = reader.page
        page.links = [whole for link in page.links if (whole := target(link, url, base))]
        page.main = [whole.split("#")[0] for link in page.main if (whole := target(link, url, base))]
    return pages


def dead_links(folder: Path, pages: Mapping[str, Shown]) -> Iterator[str]:
    """Each address that leads nowhere, once, with the first page that has it."""
    first: dict[str, str] = {}
    for url, page in pages.items():
        for link in page.links:
            first.setdefault(link, url)
    for link, url in first.items():
        path, _, fragment = link.partition("#")
        file = folder / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
        if not file.is_file() or (fragment and path in pages and fragment not in pages[path].ids):
            yield f"{link} on {url}"


# -- both together ---------------------------------------------------------------------------


@dataclass(slots=True)
class Comparison:
    """Both readings, and the number of differences; prints as it goes."""

    content: Content
    pages: Mapping[str, Shown]
    folder: Path
    different: int = 0

    def same(self, what: str, content: Iterable[object], site: Iterable[object]) -> None:
        said, shown = Counter(iter(content)), Counter(iter(site))
        missing, surplus = said - shown, shown - said
        print(f"{'DIFFER' if missing or surplus else 'same  '} {said.total():9,}  {what}")
        for word, found in (("not on the site", missing), ("not in the content", surplus)):
            self.different += found.total()
            for thing in sorted(map(str, found))[:SHOWN]:
                print(f"                  {word}: {thing[:200]}")

    def built(self, kind: str) -> Iterator[str]:
        return (url for url, page in self.pages.items() if page.kind == kind)

    def lists(self, kind: str) -> dict[str, list[str]]:
        """Every list of a kind by the url of its first page, with the urls of all its pages."""
        found: dict[str, list[str]] = defaultdict(list)
        for url in self.built(kind):
            found[re.sub(r"/\d+\.html$", "/" if kind == "list" else ".html", url)].append(url)
        return found

    def title(self, url: str) -> str:
        return self.pages[url].title.strip() if url in self.pages else f"no page at {url}"

    def listed(self, urls: Iterable[str]) -> list[str]:
        """The articles that these pages list, each once a page."""
        articles = self.content.public
        return [link for url in urls for link in dict.fromkeys(self.pages[url].main) if link in articles]


def named_sets(sets: Iterable[tuple[str, Iterable[str]]]) -> list[tuple[str, ...]]:
    """Each name with what belongs to it: comparable without knowing any address."""
    return [(name, *sorted(found)) for name, found in sets]


def compare_places(both: Comparison) -> None:
    withdrawn = {article.url for article in both.content.articles if article.status == "withdrawn"}
    both.same("article pages", both.content.public, both.built("article"))
    both.same("withdrawn articles", withdrawn, both.built("withdrawn"))
    both.same("issue pages", both.content.issues, both.built("issue"))
    both.same("folio pages", both.content.folios, both.built("folio"))


def compare_people(both: Comparison, kind: str, declared: Sets, elsewhere: Sets) -> None:
    """Pages of one kind, against the articles that declare each name. A page may also
    list the articles that tie the same name to the other kind (`elsewhere`)."""
    names = both.content.names
    also: dict[str, set[str]] = defaultdict(set)
    for who, found in elsewhere.items():
        also[names[who]] |= found
    lists = both.lists(kind)
    linking: dict[str, set[str]] = {first: set() for first in lists}
    for url in both.content.public.keys() & both.pages.keys():
        for link in linking.keys() & set(both.pages[url].main):
            linking[link].add(url)
    listing = {
        first: [
            url for url in both.listed(urls)
            if url in linking[first] or url not in also[both.title(first)]
        ]
        for first, urls in lists.items()
    }
    expected = named_sets((names[who], found) for who, found in declared.items())
    links = sum(map(len, declared.values()))
    both.same(f"{kind} pages", (names[who] for who in declared), map(both.title, lists))
    for what, shown in ((f"{links:,} links from articles", linking), ("articles that they list", listing)):
        built = named_sets((both.title(first), found) for first, found in shown.items())
        both.same(f"{kind} pages by the {what}", expected, built)


def compare_index(both: Comparison, persons: Sets, writers: Sets) -> None:
    """The index of names; who is both by people.yaml stands in it once."""
    kinds = ("person", "byline")
    only_writers = (who for who in writers if who not in persons or who[0] == "name")
    expected = [
        f"{kind} {both.content.names[who]}"
        for kind, those in zip(kinds, (persons, only_writers), strict=True) for who in those
    ]
    headed = {first: f"{kind} {both.title(first)}" for kind in kinds for first in both.lists(kind)}
    letters = (both.pages[url].main for url in both.built("people") if url != "/people/")
    rows = json.loads((both.folder / "people" / "names.json").read_text(encoding="utf-8"))
    in_data = (headed.get(target(row[1], "/people/", "/") or "", row[0]) for row in rows)
    in_letters = (headed[link] for page in letters for link in page if link in headed)
    both.same("names under their letters", expected, in_letters)
    both.same("names in the filter box", expected, in_data)


def compare_lists(both: Comparison, top: str, key: str) -> None:
    terms: dict[str, list[str]] = defaultdict(list)
    for article in both.content.public.values():
        if article.terms[key]:
            terms[article.terms[key]].append(article.url)
    both.same(
        f"{key}s by the {sum(map(len, terms.values())):,} articles that they list",
        named_sets(terms.items()),
        named_sets(
            (both.title(first), both.listed(urls))
            for first, urls in both.lists("list").items() if first.startswith(top)
        ),
    )


def compare(content: Content, pages: Mapping[str, Shown], folder: Path) -> int:
    both = Comparison(content, pages, folder)
    persons: dict[Who, set[str]] = defaultdict(set)
    writers: dict[Who, set[str]] = defaultdict(set)
    for article in content.public.values():
        for who in article.persons:
            persons[who].add(article.url)
        for who in article.writers:
            writers[who].add(article.url)
    compare_places(both)
    compare_people(both, "person", persons, writers)
    compare_people(both, "byline", writers, {})
    compare_index(both, persons, writers)
    for top, key in LISTS.items():
        compare_lists(both, top, key)
    links = sum(len(page.links) for page in pages.values())
    both.same(f"dead links among {links:,} on {len(pages):,} pages", (), dead_links(folder, pages))
    return both.different


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("content", type=Path, help="the content folder")
    parser.add_argument("site", type=Path, help="what was built from it")
    parser.add_argument("--base-path", default="/", metavar="PATH", help="where the site will stand: /repo/")
    options = parser.parse_args(arguments)
    if not (options.site / "index.html").is_file():
        parser.error(f"{options.site} holds no site")
    pages = read_site(options.site, options.base_path)
    different = compare(read_content(options.content), pages, options.site)
    print(f"{different} differences" if different else "The site shows what the content says.")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
