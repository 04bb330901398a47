"""Articles, issue notes and the authority file into one Edition: who is who, what follows what.

Who somebody is follows from what is declared, never from a guess:

- a name in `persons` is the entry whose id the article gives; else the only entry of
  that name that doesn't write for the paper (`kind: staff`); else a person known by
  that name alone;
- a name in `byline` is the entry whose id the article gives; else the only `staff`
  entry of that name; else a writer known by that name alone.

So a reporter and a mayor of one name stay two, unless an editor says that they are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from edition import names
from edition.content import Content
from edition.model import Article, Author, Byline, Edition, Entry, Folio, Issue, Mention, Person, Report
from edition.notes import IssueNotes
from edition.problems import EditionError, Problem, did_you_mean


@dataclass(frozen=True, slots=True)
class _Register:
    """people.yaml, by id and by name."""

    by_id: Mapping[str, Entry]
    by_name: Mapping[str, tuple[Entry, ...]]
    read: bool
    """False when people.yaml has problems, and an id may well be in it."""


def assemble(content: Content, drafts: bool = False) -> Edition:
    """The edition that `content` makes; raise EditionError with every problem in it, those
    of its files and those between them."""
    problems: list[Problem] = list(content.problems)
    register = _register(content, problems)
    shown = {"public", "draft"} if drafts else {"public"}
    articles = sorted(content.articles, key=attrgetter("place"))
    problems.extend(_claimed_twice(articles))
    published = [_identified(article, register, problems) for article in articles]
    issues = tuple(
        _issues(
            [article for article in published if article.status in shown],
            {notes.date: notes for notes in content.notes},
            problems,
        )
    )
    withdrawn = tuple(article for article in published if article.status == "withdrawn")
    problems.extend(_lost_ends(issues))
    if problems:
        raise EditionError(*problems)
    return Edition(issues, _persons(issues, register), _authors(issues, register), withdrawn)


def _register(content: Content, problems: list[Problem]) -> _Register:
    by_id: dict[str, Entry] = {}
    by_name: dict[str, list[Entry]] = defaultdict(list)
    first: dict[str, int] = {}
    for entry, line in content.entries or ():
        known = entry if entry.id else replace(entry, id=names.slug(entry.name, entry.reading))
        if known.id in by_id:
            message = f'the id "{known.id}" is taken by line {first[known.id]}; give one of the two another `id:`'
            problems.append(Problem(content.people_file, line, message))
            continue
        by_id[known.id] = known
        first[known.id] = line
        for name in dict.fromkeys((known.name, *known.aliases)):
            by_name[name].append(known)
    return _Register(by_id, {name: tuple(entries) for name, entries in by_name.items()}, content.entries is not None)


def _claimed_twice(articles: Iterable[Article]) -> Iterator[Problem]:
    first: dict[tuple[date, int, int], Article] = {}
    for article in articles:
        other = first.setdefault(article.place, article)
        if other is not article:
            message = f"has the same folio and position, and so the same address, as {other.file}; rename one"
            yield Problem(article.file, 0, message)


def _identified(article: Article, register: _Register, problems: list[Problem]) -> Article:
    """The article with the id of everyone in it."""
    persons = tuple(
        replace(mention, id=_person_id(mention, article, register, problems)) for mention in article.persons
    )
    byline = tuple(replace(writer, id=_author_id(writer, article, register, problems)) for writer in article.byline)
    return replace(article, persons=persons, byline=byline)


def _person_id(mention: Mention, article: Article, register: _Register, problems: list[Problem]) -> str:
    if mention.id:
        return _known_id(mention, article, register, problems)
    entries = [entry for entry in register.by_name.get(mention.name, ()) if entry.kind != "staff"]
    if len(entries) > 1:
        choice = " or ".join(f"id: {entry.id}" for entry in entries)
        message = f'people.yaml has {len(entries)} persons called "{mention.name}"; say which: {choice}'
        problems.append(Problem(article.file, mention.line, message))
    return entries[0].id if entries else names.slug(mention.name)


def _author_id(writer: Byline, article: Article, register: _Register, problems: list[Problem]) -> str:
    if writer.id:
        return _known_id(writer, article, register, problems)
    entries = [entry for entry in register.by_name.get(writer.name, ()) if entry.kind == "staff"]
    if len(entries) > 1:
        choice = " or ".join(f"id: {entry.id}" for entry in entries)
        message = f'people.yaml has {len(entries)} writers called "{writer.name}"; say which: {choice}'
        problems.append(Problem(article.file, writer.line, message))
    return entries[0].id if entries else names.slug(writer.name)


def _known_id(named: Mention | Byline, article: Article, register: _Register, problems: list[Problem]) -> str:
    if named.id not in register.by_id and register.read:
        hint = did_you_mean(named.id, register.by_id)
        message = f'people.yaml has no id "{named.id}", which "{named.name}" names{hint}'
        problems.append(Problem(article.file, named.line, message))
    return named.id


def _issues(
    articles: Iterable[Article],
    notes: Mapping[date, IssueNotes],
    problems: list[Problem],
) -> Iterator[Issue]:
    by_day: dict[date, list[Article]] = defaultdict(list)
    for article in articles:
        by_day[article.date].append(article)
    for day in sorted(by_day):
        said = notes.get(day, IssueNotes("", day))
        sections, images = dict(said.sections), dict(said.images)
        by_folio: dict[int, list[Article]] = defaultdict(list)
        for article in by_day[day]:
            by_folio[article.folio].append(article)
        present = set(by_folio) | set(sections)
        missing_folios = set(range(1, max(present) + 1)) - present if said.read else set()
        for missing in sorted(missing_folios):
            named = f"`folios: {{{missing}: …}}`"
            message = f"folio {missing:02} is missing between others; name it in issue.yaml, {named}, or renumber"
            problems.append(Problem(said.file, 0, message))
        folios = tuple(
            Folio(
                number,
                sections.get(number, ""),
                images.get(number),
                tuple(
                    article if article.section else replace(article, section=sections.get(number, ""))
                    for article in by_folio.get(number, ())
                ),
            )
            for number in sorted(present)
        )
        yield Issue(day, folios, said.number, said.inferred, said.evidence, said.note)


def _lost_ends(issues: Iterable[Issue]) -> Iterator[Problem]:
    """Articles that go on where there is none."""
    for issue in issues:
        places = {(article.folio, article.position) for article in issue.articles}
        for article in issue.articles:
            if article.continued and article.continued not in places:
                folio, position = article.continued
                yield Problem(
                    article.file, 0, f'"continued" names {folio:02}-{position:02}, but no such article is in this issue'
                )


def _persons(issues: Iterable[Issue], register: _Register) -> dict[str, Person]:
    reports: dict[str, list[Report]] = defaultdict(list)
    printed: dict[str, str] = {}
    for article in _newest_first(issues):
        for mention in article.persons:
            if not _private(mention.id, register):
                reports[mention.id].append(Report(article, mention))
                printed[mention.id] = mention.name
    persons = (
        Person(register.by_id.get(person_id) or Entry(person_id, printed[person_id]), tuple(found))
        for person_id, found in reports.items()
    )
    return {person.entry.id: person for person in sorted(persons, key=lambda person: _order(person.entry))}


def _authors(issues: Iterable[Issue], register: _Register) -> dict[str, Author]:
    pieces: dict[str, list[tuple[Article, Byline]]] = defaultdict(list)
    printed: dict[str, str] = {}
    for article in _newest_first(issues):
        for writer in article.byline:
            if not _private(writer.id, register):
                pieces[writer.id].append((article, writer))
                printed[writer.id] = writer.name
    authors = (
        Author(
            register.by_id.get(author_id) or Entry(author_id, printed[author_id]),
            author_id in register.by_id,
            tuple(found),
        )
        for author_id, found in pieces.items()
    )
    return {author.entry.id: author for author in sorted(authors, key=lambda author: _order(author.entry))}


def _newest_first(issues: Iterable[Issue]) -> Iterator[Article]:
    """Newest day first, and within a day in reading order."""
    for issue in sorted(issues, key=attrgetter("date"), reverse=True):
        yield from issue.articles


def _private(person_id: str, register: _Register) -> bool:
    entry = register.by_id.get(person_id)
    return entry is not None and entry.kind == "private"


def _order(entry: Entry) -> tuple[object, ...]:
    return (*names.sort_key(entry.name, entry.reading), entry.id)
