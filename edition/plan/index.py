"""The index of persons and writers, by the first letter of their pinyin or of their surname."""

from __future__ import annotations

import unicodedata
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
NAMES_AT_ONCE = 1000
"""That a browser loads to see whether a query is a name: some 20 KB as they are sent."""
WITHOUT_LETTERS = 50
"""Writers that are soon looked through."""


Line = tuple[Entry, str, int, bool]
"""Who, with what is noted of them, the number of articles, and whether they wrote them."""
Writer = tuple[Entry, int, date, date]
"""Who, the number of articles, and the days of the first and the last."""


def plan_people(desk: Desk, edition: Edition) -> Iterator[Unit]:
    yield later_unit(
        desk,
        "people",
        _people,
        lambda: (_lines(edition), len(edition.persons), len(edition.authors), name_files(desk, edition)),
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


def name_files(desk: Desk, edition: Edition) -> int:
    """In how many files the names lie besides the one of all, a power of two; 1: in that one alone. So many
    that a search for one name costs no more the more there are. In two scripts a name is typed in either, and
    what leads to its file is its characters."""
    if not desk.config.search or desk.config.fold_variants:
        return 1
    wanted = -(-(len(edition.persons) + len(edition.authors)) // NAMES_AT_ONCE)
    return 1 << (wanted - 1).bit_length() if wanted else 1


def _people(desk: Desk, lines: tuple[Line, ...], persons: int, writers: int, files: int) -> Iterator[Planned]:
    entries = [(entry, _shown(desk, entry, note, count, writes)) for entry, note, count, writes in lines]
    entries.sort(key=lambda one: (names.sort_key(*desk.filed(one[0])), one[1].writes, one[0].id))
    groups: dict[str, list[tuple[Entry, IndexedName]]] = defaultdict(list)
    for entry, shown in entries:
        groups[names.initial(*desk.filed(entry))].append((entry, shown))
    most = sorted(range(len(entries)), key=lambda number: (-entries[number][1].count, number))
    # Not some of those who have as many reports as the first who has no room, unless all have.
    left_out = entries[most[ON_FIRST_PAGE]][1].count if len(most) > ON_FIRST_PAGE else 0
    alike = [number for number in most if entries[number][1].count > left_out]
    chosen = {id(entries[number][1]) for number in (alike or most[:ON_FIRST_PAGE])}
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
    rows = [(entry, _row(shown)) for entry, shown in entries]
    yield planned_file(urls.PEOPLE_DATA, to_json([row for _, row in rows]), "people.yaml")
    if files > 1:
        yield from _names_apart(rows, files)


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
    plain, initials = names.index_forms(name, reading)
    if plain:
        return plain, initials
    letters = names.plain(name)
    return letters, "".join([word[:1] for word in letters.split()])


Row = list[object]


def _row(shown: IndexedName) -> Row:
    """What the browser knows of a name: it, href from /people/, reading, initials, note, number of
    articles, 1 for a writer; and of those who have any, the other names with reading and initials."""
    row: Row = [shown.name, shown.href, shown.reading, shown.initials, shown.note, shown.count, int(shown.writes)]
    return [*row, shown.aliases] if shown.aliases else row


def _names_apart(rows: Sequence[tuple[Entry, Row]], files: int) -> Iterator[PlannedFile]:
    """The same rows in parts, each of them wherever one of its names is looked for."""
    apart: list[list[Row]] = [[] for _ in range(files)]
    for entry, row in rows:
        for number in sorted({_file_of(name, files) for name in (entry.name, *entry.aliases)}):
            apart[number].append(row)
    for number, found in enumerate(apart):
        yield planned_file(urls.names_url(number), to_json(found), "people.yaml")


def _file_of(name: str, files: int) -> int:
    """In which file a name lies: by its letters in any order, however they are marked. assets/names.js
    works it out in the same way."""
    return sum([ord(char) for char in unicodedata.normalize("NFKD", name).lower() if char.isalpha()]) % files


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
