"""The index of persons and writers, by the first letter of their pinyin."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from edition import names, urls
from edition.model import Entry
from edition.plan.desk import (
    Desk,
    Planned,
    PlannedFile,
    PlannedPage,
    head,
    is_person,
)
from edition.views import (
    IndexedName,
    IndexPage,
    Letter,
    Link,
    PeoplePage,
    Term,
)

ON_FIRST_PAGE = 300
"""Names on the first page of the index; more than these stand under their letters only."""
ON_LETTER_PAGE = 1000


def plan_people(desk: Desk) -> Iterator[Planned]:
    entries = list(_indexed(desk))
    groups: dict[str, list[tuple[Entry, IndexedName, str]]] = defaultdict(list)
    for entry, shown, url in entries:
        groups[names.initial(entry.name, entry.reading)].append((entry, shown, url))
    most = sorted(range(len(entries)), key=lambda number: (-entries[number][1].count, number))[:ON_FIRST_PAGE]
    chosen = {id(entries[number][1]) for number in most}
    letters = sorted(groups, key=lambda letter: (letter == "#", letter))
    first = PeoplePage(
        head=head(desk, "people", urls.PEOPLE, desk.phrases.people_title),
        letter="",
        letters=tuple(
            Letter(
                letter,
                urls.relative(urls.letter_url(letter), urls.PEOPLE),
                len(groups[letter]),
                tuple(shown for _, shown, _ in groups[letter] if id(shown) in chosen),
            )
            for letter in letters
        ),
        whole=len(entries) <= ON_FIRST_PAGE,
        persons=len(desk.edition.persons),
        writers=len(desk.edition.authors),
        previous=None,
        next=None,
        data=urls.relative(urls.PEOPLE_DATA, urls.PEOPLE),
    )
    yield PlannedPage(urls.PEOPLE, "people.html", first, "people.yaml")
    for letter in letters:
        yield from _letter(desk, letter, [shown for _, shown, _ in groups[letter]], letters)
    yield _names_file(entries)
    yield from _writers_index(desk)


def _letter(desk: Desk, letter: str, shown: list[IndexedName], letters: Sequence[str]) -> Iterator[Planned]:
    pages = [shown[start : start + ON_LETTER_PAGE] for start in range(0, len(shown), ON_LETTER_PAGE)]
    for number, found in enumerate(pages, 1):
        url = urls.letter_url(letter, number)

        def link(page: int, text: str, here: str = url) -> Link | None:
            return Link(urls.relative(urls.letter_url(letter, page), here), text) if 1 <= page <= len(pages) else None

        title = desk.phrases.letter_title.format(letter=letter)
        view = PeoplePage(
            head=head(desk, "people", url, title, crumbs=((urls.PEOPLE, desk.phrases.people),)),
            letter=letter,
            letters=tuple(
                Letter(
                    one,
                    urls.relative(urls.letter_url(one), url),
                    len(shown) if one == letter else 0,
                    tuple(found) if one == letter else (),
                )
                for one in letters
            ),
            whole=True,
            persons=sum(not name.writes for name in shown),
            writers=sum(name.writes for name in shown),
            previous=link(number - 1, str(number - 1)),
            next=link(number + 1, str(number + 1)),
            data=urls.relative(urls.PEOPLE_DATA, url),
        )
        yield PlannedPage(url, "people.html", view, "people.yaml")


def _indexed(desk: Desk) -> Iterator[tuple[Entry, IndexedName, str]]:
    """Everyone in the index, in its order; hrefs are from the index's folder."""
    lines: list[tuple[Entry, IndexedName, str]] = []
    for person in desk.edition.persons.values():
        office = next((report.mention.office for report in person.reports if report.mention.office), "")
        url = urls.person_url(person.entry.id)
        lines.append(_line(person.entry, url, office or person.entry.note, len(person.reports), writes=False))
    for author in desk.edition.authors.values():
        if not is_person(desk, author):
            url = urls.byline_url(author.entry.id)
            role = next((writer.role for _, writer in author.pieces if writer.role), "")
            lines.append(_line(author.entry, url, role or author.entry.note, len(author.pieces), writes=True))
    lines.sort(key=lambda line: (names.sort_key(line[0].name, line[0].reading), line[1].writes, line[0].id))
    yield from lines


def _line(entry: Entry, url: str, note: str, count: int, *, writes: bool) -> tuple[Entry, IndexedName, str]:
    reading = names.reading(entry.name, entry.reading)
    href = urls.relative(url, urls.PEOPLE)
    shown = IndexedName(entry.name, href, names.plain(reading), names.initials(reading), note, count, writes)
    return entry, shown, url


def _names_file(entries: Sequence[tuple[Entry, IndexedName, str]]) -> PlannedFile:
    """All names for the filter box: name, href from /people/, reading, initials, note,
    number of articles, 1 for a writer."""
    rows = [
        [shown.name, shown.href, shown.reading, shown.initials, shown.note, shown.count, int(shown.writes)]
        for _, shown, _ in entries
    ]
    data = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    return PlannedFile(urls.PEOPLE_DATA, blake2b(data, digest_size=16).hexdigest(), lambda: data, "people.yaml")


def _writers_index(desk: Desk) -> Iterator[Planned]:
    """All writers on one page, most articles first within their letter."""
    if not desk.edition.authors:
        return
    terms = tuple(
        Term(
            urls.relative(urls.byline_url(author.entry.id), urls.BYLINES),
            author.entry.name,
            len(author.pieces),
            desk.day(author.pieces[-1][0].date),
            desk.day(author.pieces[0][0].date),
        )
        for author in desk.edition.authors.values()
    )
    view = IndexPage(
        head=head(
            desk, "index", urls.BYLINES, desk.phrases.bylines_title, crumbs=((urls.PEOPLE, desk.phrases.people),)
        ),
        label=desk.phrases.bylines_title,
        terms=terms,
        siblings=(Link(urls.relative(urls.PEOPLE, urls.BYLINES), desk.phrases.people_title),),
    )
    yield PlannedPage(urls.BYLINES, "index.html", view, "people.yaml")
