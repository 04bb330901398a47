"""Addresses that had a page once: they lead to where it is now, or say why it is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from edition import names, urls
from edition.model import Edition, Entry, Moved, Slip
from edition.patterns import pattern
from edition.plan.desk import Desk, Planned, PlannedPage, Unit, unit
from edition.plan.lists import KINDS
from edition.plan.parts import head, term_url, url_of
from edition.problems import shown
from edition.views import GonePage, RedirectPage

_Lead = tuple[str, str, str, str]
"""An old address, the one it leads to, what stands there, and the file that makes it lead there."""

_OF_A_NAME = pattern(rf"(/(?:{'|'.join(urls.OF_NAMES)})/)([^/]+?)(?:\.html|/)")


def plan_moved(desk: Desk, edition: Edition) -> Iterator[Unit]:
    """Planned last, so that an old address which is taken is told where it stands."""
    for article in (*(article for issue in edition.issues for article in issue.articles), *edition.withdrawn):
        if article.aliases:
            leads = [(alias, url_of(article), article.headline, article.file) for alias in article.aliases]
            yield unit(desk, f"redirects {article.file}", _redirects, *leads)
    for entry in _entries(edition):
        if entry.formerly:
            persons = entry.formerly if entry.id in edition.entries and entry.id in edition.persons else ()
            author = edition.authors.get(entry.id)
            # Of a writer who isn't of the paper, as far as people.yaml says, nobody else may have the page.
            writers = [one for one in entry.formerly if author and (author.known or one not in edition.authors)]
            leads = [
                (url(former), url(entry.id), entry.name, _file(desk, "people.yaml"))
                for url, formerly in ((urls.person_url, persons), (urls.byline_url, writers)) for former in formerly
            ]  # fmt: skip
            yield unit(desk, f"redirects {entry.id}", _redirects, *leads)
    for lead in _read_otherwise(desk, edition):
        yield unit(desk, f"read otherwise {lead[0]}", _redirects, lead)
    for url, article in _left(edition).items():
        lead = url, url_of(article), desk.phrases.withdrawn_title, article.file
        yield unit(desk, f"left {url}", _redirects, lead)
    if edition.moved:
        yield unit(desk, "moved", _moved, edition.moved)


def _entries(edition: Edition) -> Iterable[Entry]:
    """All of people.yaml."""
    return {**edition.entries, **edition.writers}.values()


def _redirects(desk: Desk, *leads: _Lead) -> Iterator[Planned]:
    return (_redirect(desk, *lead) for lead in leads)


def _read_otherwise(desk: Desk, edition: Edition) -> Iterator[_Lead]:
    """Recorded addresses of names that have another by now, as by a corrected table of readings: each leads to the
    one that the same name has in the article that made it be."""
    if not edition.lost:
        return
    articles = {article.file: article for issue in edition.issues for article in issue.articles}
    shared = _shared(edition)
    told = {one.old for one in edition.moved} | {alias for article in articles.values() for alias in article.aliases}
    for entry in _entries(edition):
        told.update(url(one) for one in entry.formerly for url in (urls.person_url, urls.byline_url))
    for url, source in edition.lost:
        named, article = _OF_A_NAME.fullmatch(url), articles.get(_file(desk, source))
        if named and article and url not in told:
            found = {
                new: name for new, name in _addresses(edition, article)
                if new.startswith(named[1]) and names.may_be(named[2], name)
            }  # fmt: skip
            # Where one entry became two, nobody but an editor knows whom a reader looks for.
            if len(found) == 1 and shared.isdisjoint(found):
                new, name = found.popitem()
                yield url, new, name, article.file


def _shared(edition: Edition) -> frozenset[str]:
    """The addresses of all whose name somebody else in people.yaml has, too."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entries, url in ((edition.entries, urls.person_url), (edition.writers, urls.byline_url)):
        for entry in entries.values():
            found[url(""), names.spellings(entry.name)[0]].add(url(entry.id))
    return frozenset(chain.from_iterable([one for one in found.values() if len(one) > 1]))


def _addresses(edition: Edition, article: Slip) -> Iterator[tuple[str, str]]:
    """Of all who and what an article names and that has a page, each with its name."""
    yield from ((urls.person_url(one.id), one.name) for one in article.persons if one.id in edition.persons)
    yield from ((urls.byline_url(one.id), one.name) for one in article.byline if one.id in edition.authors)
    yield from ((term_url(kind.url, name), name) for kind in KINDS if (name := kind.name(article)))


def _left(edition: Edition) -> dict[str, Slip]:
    """The addresses that withdrawn articles leave without a page, each with an article that
    says why: those of persons, writers, sections, columns and issues of nothing else."""
    if not edition.withdrawn:
        return {}
    issues = {issue.date: issue for issue in edition.issues}
    articles = [article for issue in edition.issues for article in issue.articles]
    sections, columns = {article.section for article in articles}, {article.column for article in articles}
    left: dict[str, Slip] = {}
    for article in edition.withdrawn:
        issue = issues.get(article.date)
        folios = {folio.number: folio.section for folio in issue.folios} if issue else {}
        section = article.section or folios.get(article.folio, "")
        persons = [one.id for one in article.persons if one.id not in edition.persons]
        authors = [one.id for one in article.byline if one.id not in edition.authors]
        found = [urls.person_url(one) for one in _with_former(edition.entries, persons)]
        found += [urls.byline_url(one) for one in _with_former(edition.writers, authors)]
        found += [term_url(urls.SECTIONS, section)] if section not in {"", *sections} else []
        found += [term_url(urls.COLUMNS, article.column)] if article.column not in {"", *columns} else []
        found += [urls.issue_url(article.date), urls.folio_url(article.date, article.folio)] if not issue else []
        for url in found:
            left.setdefault(url, article)
    entries = {entry.id: entry for entry in _entries(edition)}
    private = [entry.id for entry in entries.values() if entry.kind == "private"]
    persons = [url(one) for one in _with_former(entries, private) for url in (urls.person_url, urls.byline_url)]
    persons += [urls.person_url(one) for one in _with_former(edition.entries, edition.persons)]
    persons += [urls.byline_url(one) for one in _with_former(edition.writers, edition.authors)]
    taken = {*persons, *(one.old for one in edition.moved)}
    return {url: article for url, article in left.items() if url not in taken}


def _with_former(entries: Mapping[str, Entry], ids: Iterable[str]) -> Iterator[str]:
    """These ids, and those that their owners had before."""
    for one in ids:
        yield one
        if one in entries:
            yield from entries[one].formerly


def _moved(desk: Desk, moved: tuple[Moved, ...]) -> Iterator[Planned]:
    source = _file(desk, "moved.yaml")
    leads = {one.old: one.new for one in moved if one.new}
    for one in moved:
        if one.new:
            new = _last(one.new, leads)
            yield _redirect(desk, one.old, new, new, source)
        else:
            top = head(desk, "gone", one.old, desk.phrases.gone_title, index=False)
            yield PlannedPage(one.old, "gone.html", GonePage(top, one.reason), source)


def _last(url: str, leads: Mapping[str, str]) -> str:
    """Where an address that moved several times is in the end; a circle, which is told later, ends somewhere."""
    passed: set[str] = set()
    while url in leads and url not in passed:
        passed.add(url)
        url = leads[url]
    return url


def _redirect(desk: Desk, old: str, new: str, text: str, source: str) -> Planned:
    top = head(desk, "redirect", old, desk.phrases.moved_title, index=False, canonical=new)
    return PlannedPage(old, "redirect.html", RedirectPage(top, urls.relative(new, old), text), source)


def _file(desk: Desk, name: str) -> str:
    """A file of the content, as problems name it."""
    return shown(desk.config.content / name)
