"""The index of persons and writers, by the first letter of their pinyin or of their surname."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from edition import names, urls
from edition.model import Edition, Entry
from edition.plan.desk import Desk, Planned, PlannedFile, PlannedPage, Unit, later_unit, planned_file, unit
from edition.plan.parts import head, is_person
from edition.values import to_json
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
WITHOUT_LETTERS = 50
"""Writers that are soon looked through."""


Line = tuple[Entry, str, int, bool]
"""Who, with what is noted of them, the number of articles, and whether they wrote them."""
Writer = tuple[Entry, int, date, date]
"""Who, the number of articles, and the days of the first and the last."""


def plan_people(desk: Desk, edition: Edition) -> Iterator[Unit]:
    yield later_unit(
        desk, "people", _people, lambda: (_lines(edition), len(edition.persons), len(edition.authors))
    )
    writers = [
        (author.entry, len(author.pieces), author.pieces[-1][0].date, author.pieces[0][0].date)
        for author in edition.authors.values()
    ]
    if writers:
        yield unit(desk, "writers", _writers_index, tuple(sorted(writers, key=lambda one: one[0].id)))


def _lines(edition: Edition) -> tuple[Line, ...]:
    """Everyone in the index, by id."""
    lines: list[Line] = []
    for person in edition.persons.values():
        office = next((report.mention.office for report in person.reports if report.mention.office), "")
        lines.append((person.entry, office or person.entry.note, len(person.reports), False))
    for author in edition.authors.values():
        if not is_person(edition, author):
            role = next((writer.role for _, writer in author.pieces if writer.role), "")
            note = role.removesuffix(" by") or author.entry.note  # Photograph by Jane Doe
            lines.append((author.entry, note, len(author.pieces), True))
    return tuple(sorted(lines, key=lambda line: (line[0].id, line[3])))


def _people(desk: Desk, lines: tuple[Line, ...], persons: int, writers: int) -> Iterator[Planned]:
    entries = [(entry, _shown(desk, entry, note, count, writes)) for entry, note, count, writes in lines]
    entries.sort(key=lambda one: (names.sort_key(*desk.filed(one[0])), one[1].writes, one[0].id))
    groups: dict[str, list[tuple[Entry, IndexedName]]] = defaultdict(list)
    for entry, shown in entries:
        groups[names.initial(*desk.filed(entry))].append((entry, shown))
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
                tuple(shown for _, shown in groups[letter] if id(shown) in chosen),
            )
            for letter in letters
        ),
        persons=persons,
        writers=writers,
        previous=None,
        next=None,
        data=urls.relative(urls.PEOPLE_DATA, urls.PEOPLE),
        variants=_variants(desk, urls.PEOPLE),
    )
    yield PlannedPage(urls.PEOPLE, "people.html", first, "people.yaml")
    for letter in letters:
        yield from _letter(desk, letter, [shown for _, shown in groups[letter]], letters)
    yield _names_file([shown for _, shown in entries])


def _variants(desk: Desk, base: str) -> str:
    return urls.relative(urls.VARIANTS, base) if desk.config.fold_variants and desk.config.search else ""


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
            persons=sum(not name.writes for name in shown),
            writers=sum(name.writes for name in shown),
            previous=link(number - 1, str(number - 1)),
            next=link(number + 1, str(number + 1)),
            data=urls.relative(urls.PEOPLE_DATA, url),
            variants=_variants(desk, url),
        )
        yield PlannedPage(url, "people.html", view, "people.yaml")


def _shown(desk: Desk, entry: Entry, note: str, count: int, writes: bool) -> IndexedName:
    """A line of the index; its href is from the index's folder."""
    name, reading = desk.filed(entry)
    href = urls.relative((urls.byline_url if writes else urls.person_url)(entry.id), urls.PEOPLE)
    aliases = tuple([(alias, *_typed(alias)) for alias in entry.aliases])
    return IndexedName(name, href, *_typed(entry.name, reading), note, count, writes, aliases)


def _typed(name: str, reading: str = "") -> tuple[str, str]:
    """The letters that a reader types for a name, and its initials."""
    _, plain, initials = names.index_forms(name, reading)
    if plain:
        return plain, initials
    letters = names.plain(name)
    return letters, "".join([word[:1] for word in letters.split()])


def _names_file(entries: Sequence[IndexedName]) -> PlannedFile:
    """All names for the filter box: name, href from /people/, reading, initials, note, number of
    articles, 1 for a writer; and of those who have any, the other names with reading and initials."""
    rows = [
        [
            *(shown.name, shown.href, shown.reading, shown.initials, shown.note, shown.count, int(shown.writes)),
            *([shown.aliases] if shown.aliases else []),
        ]
        for shown in entries
    ]
    data = to_json(rows)
    return planned_file(urls.PEOPLE_DATA, data, "people.yaml")


def _writers_index(desk: Desk, writers: tuple[Writer, ...]) -> Iterator[Planned]:
    """All writers on one page, in the order of the index; where they are many, with the letters on top."""
    writers = tuple(sorted(writers, key=lambda writer: _order(desk, writer[0])))
    letters: dict[str, Entry] = {}
    for entry, *_ in writers if len(writers) > WITHOUT_LETTERS else ():
        letters.setdefault(names.initial(*desk.filed(entry)), entry)
    anchors = {entry.id: "other" if letter == "#" else letter.lower() for letter, entry in letters.items()}
    terms = tuple(
        Term(
            urls.relative(urls.byline_url(entry.id), urls.BYLINES),
            desk.filed(entry)[0],
            count,
            desk.day(first),
            desk.day(last),
            anchors.get(entry.id, ""),
        )
        for entry, count, first, last in writers
    )
    view = IndexPage(
        head=head(
            desk, "index", urls.BYLINES, desk.phrases.bylines_title, crumbs=((urls.PEOPLE, desk.phrases.people),)
        ),
        label=desk.phrases.bylines_title,
        each=desk.words.byline,
        terms=terms,
        siblings=(Link(urls.relative(urls.PEOPLE, urls.BYLINES), desk.phrases.people_title),),
        letters=tuple(Link(f"#{anchors[entry.id]}", letter) for letter, entry in letters.items()),
    )
    yield PlannedPage(urls.BYLINES, "index.html", view, "people.yaml")


def _order(desk: Desk, entry: Entry) -> tuple[object, ...]:
    return (*names.sort_key(*desk.filed(entry)), entry.id)
