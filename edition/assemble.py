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
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from itertools import chain
from operator import attrgetter

from edition import names
from edition.articles import KEYS, kept_in
from edition.content import Content
from edition.model import Author, Byline, Edition, Entry, Everyone, Folio, Issue, Mention, Person, Report, Slip
from edition.notes import IssueNotes
from edition.problems import EditionError, Problem, did_you_mean, line_with
from edition.values import Value, replace

_PLACE = attrgetter("date", "folio", "position")
"""As `Slip.place`, told in a tenth of the time."""
_Known = tuple[type[Mention] | type[Byline], str]
"""Somebody written about or writing, by id."""


class _Register(Value, frozen=True):
    """people.yaml, by id and by name."""

    by_id: Mapping[str, Entry]
    by_name: Mapping[str, tuple[Entry, ...]]
    read: bool
    """False when people.yaml has problems, and an id may well be in it."""
    strangers: frozenset[_Known] = frozenset()
    """Whom an id means that belongs to somebody else in people.yaml."""

    def namesakes(self, named: Mention | Byline) -> list[Entry]:
        """The entries that a name can mean: writers in a byline, everyone else in persons."""
        writes = isinstance(named, Byline)
        return [entry for entry in self.by_name.get(named.name, ()) if (entry.kind == "staff") == writes]

    def entry(self, known: _Known) -> Entry | None:
        return None if known in self.strangers else self.by_id.get(known[1])


def assemble(content: Content, drafts: bool = False) -> Edition:
    """The edition that `content` makes; raise EditionError with every problem in it, those
    of its files and those between them."""
    problems: list[Problem] = list(content.problems)
    register = _register(content, problems)
    shown = {"public", "draft"} if drafts else {"public"}
    articles = sorted(content.articles, key=_PLACE)
    problems.extend(_claimed_twice(articles))
    register = replace(register, strangers=frozenset(_strangers(articles, register, problems)))
    identified = [_identified(article, register, problems) for article in articles]
    issues = tuple(_issues(identified, shown, {notes.date: notes for notes in content.notes}, problems))
    withdrawn = tuple(article for article in identified if article.status == "withdrawn")
    problems.extend(_lost_ends(issues))
    if problems:
        raise EditionError(*problems)
    entries, writers = (
        {known: entry for known, entry in register.by_id.items() if (kind, known) not in register.strangers}
        for kind in (Mention, Byline)
    )
    everyone = cache(partial(_everyone, issues, register))
    lost = tuple(_lost(content.recorded, issues)) if content.recorded else ()
    return Edition(issues, everyone, entries, writers, withdrawn, content.about, content.moved, lost)


def _lost(recorded: Iterable[tuple[str, str]], issues: Iterable[Issue]) -> Iterator[tuple[str, str]]:
    """Of the recorded addresses those that no name in an article has now."""
    articles = [article for issue in issues for article in issue.articles]
    there = {
        "people": {one.id for article in articles for one in article.persons},
        "bylines": {one.id for article in articles for one in article.byline},
        "sections": set(map(names.topic_slug, {article.section for article in articles})),
        "columns": set(map(names.topic_slug, {article.column for article in articles})),
    }
    for url, source in recorded:
        _, top, slug, *_ = *url.split("/"), "", ""
        if slug.removesuffix(".html") not in there.get(top, ()):
            yield url, source


def _everyone(issues: tuple[Issue, ...], register: _Register) -> Everyone:
    """Raise EditionError: two names have one id."""
    problems: list[Problem] = []
    everyone = _persons(issues, register, problems), _authors(issues, register, problems)
    if problems:
        raise EditionError(*problems)
    return everyone


def _others(entry: Entry, named: Iterable[tuple[Slip, Mention | Byline]]) -> Iterator[Problem]:
    """Names that have somebody else's id: its four digits tell most names of one reading apart, not all."""
    known = (entry.name, *entry.aliases)
    for article, one in named:
        if one.name == entry.name or one.declared or any(names.are_one(one.name, name) for name in known):
            continue
        message = f'"{one.name}" has the address of "{entry.name}", {entry.id}; give it another in people.yaml'
        kind = ", kind: staff" if isinstance(one, Byline) else ""
        yield Problem(article.file, one.line, f"{message}: `- {{name: {one.name}, id: {entry.id}-2{kind}}}`")


def _register(content: Content, problems: list[Problem]) -> _Register:
    by_id: dict[str, Entry] = {}
    by_name: dict[str, list[Entry]] = defaultdict(list)
    first: dict[str, int] = {}
    formerly: dict[str, int] = {}
    for entry, line in content.entries or ():
        if entry.id in by_id:
            message = f'the id "{entry.id}" is taken by line {first[entry.id]}; give one of the two another `id: …`'
            problems.append(Problem(content.people_file, line, message))
            continue
        by_id[entry.id] = entry
        first[entry.id] = line
        for former in entry.formerly:
            if former in formerly and formerly[former] != line:
                message = f'"{former}" is a former id on line {formerly[former]} too; keep one'
                problems.append(Problem(content.people_file, line, message))
            formerly.setdefault(former, line)
        called = chain.from_iterable(map(names.spellings, (entry.name, *entry.aliases)))
        for name in dict.fromkeys(called):
            by_name[name].append(entry)
    for former in formerly.keys() & by_id.keys():
        message = f'"{former}" is a former id here, and the id on line {first[former]}; it can lead to one only'
        problems.append(Problem(content.people_file, formerly[former], message))
    return _Register(by_id, {name: tuple(entries) for name, entries in by_name.items()}, content.entries is not None)


def _claimed_twice(articles: Iterable[Slip]) -> Iterator[Problem]:
    first: dict[tuple[date, int, int], Slip] = {}
    for article in articles:
        other = first.setdefault(_PLACE(article), article)
        if other is not article:
            message = f"has the same folio and position, and so the same address, as {other.file}; rename one"
            yield Problem(article.file, 0, message)


def _identified(article: Slip, register: _Register, problems: list[Problem]) -> Slip:
    """The article with the id of everyone in it."""
    if article.by_name and not register.by_name:
        return article
    named: tuple[Mention | Byline, ...] = (*article.persons, *article.byline)
    if article.by_name and register.by_name.keys().isdisjoint([one.name for one in named]):
        return article
    ids = [_who(one, article, register, problems) for one in named]
    persons = len(article.persons)
    if len(set(ids[:persons])) < persons:
        first: dict[str, Mention] = {}
        for mention, own in zip(article.persons, ids, strict=False):
            other = first.setdefault(own, mention)
            if other is not mention:
                message = f'"{other.name}" and "{mention.name}" are one person, {own}; declare one'
                problems.append(Problem(article.file, mention.line, message))
    kept = _kept(article, ids[:persons], register)
    if kept == article.kept and all(one.id == own for one, own in zip(named, ids, strict=True)):
        return article
    return replace(
        article,
        kept=kept,
        persons=tuple(replace(one, id=own) for one, own in zip(article.persons, ids, strict=False)),
        byline=tuple(replace(one, id=own) for one, own in zip(article.byline, ids[persons:], strict=True)),
    )


def _kept(article: Slip, ids: Iterable[str], register: _Register) -> tuple[str, ...]:
    """The names that are never broken, with those by which people.yaml knows the persons of the article."""
    entries = [register.by_id[known] for known in ids if known in register.by_id]
    others = chain.from_iterable([(entry.name, *entry.aliases) for entry in entries])
    return tuple(dict.fromkeys((*article.kept, *kept_in((article.kicker, article.headline, *article.deck), others))))


def _who(named: Mention | Byline, article: Slip, register: _Register, problems: list[Problem]) -> str:
    """The id of somebody named in an article."""
    if named.declared:
        if named.id not in register.by_id and register.read:
            hint = did_you_mean(named.id, register.by_id)
            message = f'"{named.name}" has the id "{named.id}", which people.yaml has not{hint}'
            problems.append(Problem(article.file, named.line, message))
        return named.id
    if named.name not in register.by_name:
        return named.id
    entries = register.namesakes(named)
    if len(entries) > 1:
        choice = " or ".join(f"{{name: {named.name}, id: {entry.id}}}" for entry in entries)
        message = f'people.yaml has {len(entries)} of the name "{named.name}"; say which: {choice}'
        problems.append(Problem(article.file, named.line, message))
    return entries[0].id if entries else named.id


def _named(article: Slip) -> Iterator[Mention | Byline]:
    yield from article.persons
    yield from article.byline


def _strangers(articles: Iterable[Slip], register: _Register, problems: list[Problem]) -> Iterator[_Known]:
    """Those known by name alone whose id people.yaml gives to somebody else of that name."""
    if not register.by_id:
        return
    everyone = [(article, named) for article in articles for named in _named(article)]
    declared: dict[_Known, str] = {
        (type(named), named.id): article.file for article, named in everyone if named.declared
    }
    for article, named in everyone:
        if named.declared or named.name not in register.by_name or register.namesakes(named):
            continue
        known: _Known = type(named), named.id
        if known[1] in register.by_id:
            yield known
            if known in declared:
                message = f'"{named.name}" has the id {known[1]} in {declared[known]} and none here; say who this is'
                problems.append(Problem(article.file, named.line, message))


def _issues(
    articles: Iterable[Slip],
    shown: Container[str],
    notes: Mapping[date, IssueNotes],
    problems: list[Problem],
) -> Iterator[Issue]:
    """The issues with something in them to show, oldest first."""
    by_day: dict[date, list[Slip]] = defaultdict(list)
    hidden: dict[date, set[int]] = defaultdict(set)
    emptied: dict[date, set[int]] = defaultdict(set)
    for article in articles:
        if article.status in shown:
            by_day[article.date].append(article)
        else:
            (emptied if article.status == "withdrawn" else hidden)[article.date].add(article.folio)
    for day in sorted(by_day):
        said = notes.get(day, IssueNotes("", day))
        sections, images = dict(said.sections), dict(said.images)
        by_folio: dict[int, list[Slip]] = defaultdict(list)
        for article in by_day[day]:
            by_folio[article.folio].append(article)
        present = set(by_folio) | set(sections)
        # A folio whose articles are all withdrawn is there, and empty; so is one of drafts between others.
        present |= emptied[day]
        present |= {folio for folio in hidden[day] if folio < max(present)}
        for missing in sorted(set(range(1, max(present))) - present) if said.read else ():
            named = f"`folios: {{{missing}: …}}`"
            message = f"no article stands on folio {missing}; name it here, {named}, or renumber the others"
            problems.append(Problem(said.file, 0, message))
        folios = tuple(
            Folio(
                number,
                sections.get(number, ""),
                images.get(number),
                tuple(by_folio.get(number, ())),
            )
            for number in sorted(present)
        )
        whole = tuple([article for folio in folios for article in folio.articles])
        yield Issue(day, folios, said.number, said.inferred, said.evidence, said.note, whole)


def _lost_ends(issues: Iterable[Issue]) -> Iterator[Problem]:
    """Articles that go on where there is none."""
    for issue in issues:
        for article in issue.articles:
            if not article.continued:
                continue
            own = (article.folio, article.position)
            places = {(other.folio, other.position) for other in issue.articles}
            if article.continued == own or article.continued not in places:
                folio, position = article.continued
                what = "this article itself" if article.continued == own else "no published article of this issue"
                line = line_with(article.file, "continued", KEYS["continued"])
                yield Problem(article.file, line, f'"continued" says {folio:02}-{position:02}, which is {what}')


def _persons(issues: Iterable[Issue], register: _Register, problems: list[Problem]) -> dict[str, Person]:
    reports: dict[str, list[Report]] = defaultdict(list)
    several: set[str] = set()
    """Ids of whom print calls by more than one name."""
    for article in _newest_first(issues):
        for mention in article.persons:
            found = reports[mention.id]
            if found and found[-1].mention.name != mention.name:
                several.add(mention.id)
            found.append(Report(article, mention))
    persons: dict[str, Person] = {}
    for person_id, found in reports.items():
        entry = register.entry((Mention, person_id)) or Entry(person_id, found[-1].mention.name)
        if person_id in several or found[-1].mention.name != entry.name:
            problems.extend(_others(entry, [(one.article, one.mention) for one in found]))
        if entry.kind != "private":
            persons[entry.id] = Person(entry, tuple(found))
    return persons


def _authors(issues: Iterable[Issue], register: _Register, problems: list[Problem]) -> dict[str, Author]:
    pieces: dict[str, list[tuple[Slip, Byline]]] = defaultdict(list)
    for article in _newest_first(issues):
        for writer in article.byline:
            # One who wrote and photographed has one piece.
            if not pieces[writer.id] or pieces[writer.id][-1][0] is not article:
                pieces[writer.id].append((article, writer))
    authors: dict[str, Author] = {}
    for author_id, found in pieces.items():
        entry = register.entry((Byline, author_id)) or Entry(author_id, found[-1][1].name)
        problems.extend(_others(entry, found))
        if entry.kind != "private":
            authors[entry.id] = Author(entry, _is_known(author_id, register), tuple(found))
    return authors


def _is_known(author_id: str, register: _Register) -> bool:
    """Whether a person with this id is the same."""
    return register.entry((Byline, author_id)) is not None and (Mention, author_id) not in register.strangers


def _newest_first(issues: Iterable[Issue]) -> Iterator[Slip]:
    """Newest day first, and within a day in reading order."""
    for issue in sorted(issues, key=attrgetter("date"), reverse=True):
        yield from issue.articles
