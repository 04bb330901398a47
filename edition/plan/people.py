"""Persons and writers: their pages and their index."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from edition import names, urls
from edition.model import Author, Entry, Person, Report
from edition.plan.desk import Desk, Planned, PlannedFile, PlannedPage, by_year, card, head, pager, pages_of, part_title
from edition.views import (
    Bar,
    BylinePage,
    Chart,
    Companion,
    IndexedName,
    IndexPage,
    Letter,
    Link,
    Moment,
    MomentYear,
    Office,
    PeoplePage,
    PersonPage,
    Term,
)

TIMELINE = 200
"""Reports on one page of a person's timeline."""
COMPANIONS = 12
PIECES = 10
ON_FIRST_PAGE = 300
"""Names on the first page of the index; more than these stand under their letters only."""
ON_LETTER_PAGE = 1000


def plan_persons(desk: Desk) -> Iterator[Planned]:
    together = _together(desk)
    same_name = _same_name(desk)
    for person in desk.edition.persons.values():
        yield from _person(desk, person, together[person.entry.id], same_name[person.entry.name])


def _person(
    desk: Desk,
    person: Person,
    together: Counter[str],
    same_name: Sequence[tuple[str, str, str]],
) -> Iterator[Planned]:
    entry, reports = person.entry, person.reports
    first, last = reports[-1].article.date, reports[0].article.date

    def url(page: int) -> str:
        return urls.person_url(entry.id, page)

    description = desk.phrases.person_description.format(
        newspaper=desk.config.newspaper,
        name=entry.name,
        reports=len(reports),
        span=desk.span(first, last),
    )
    author = desk.edition.authors.get(entry.id)
    if author is not None and not author.known:
        author = None
    pages = list(pages_of(reports, TIMELINE))
    for number, found in pages:
        here = url(number)
        # Older pages hold the timeline and nothing else: they never change.
        whole = number == 0
        view = PersonPage(
            head=head(
                desk,
                "person",
                here,
                part_title(desk, entry.name, number),
                description if whole else "",
                crumbs=((urls.PEOPLE, desk.phrases.people),),
            ),
            name=entry.name,
            reading=names.reading(entry.name, entry.reading),
            note=entry.note,
            aliases=entry.aliases,
            same_as=entry.same_as,
            reports=len(reports) if whole else 0,
            first=desk.day(first) if whole else None,
            last=desk.day(last) if whole else None,
            offices=_offices(desk, reports) if whole else (),
            years=_timeline(desk, found, here),
            pager=pager(desk, number, len(pages), url, found[-1].article.date, found[0].article.date),
            chart=_chart(desk, Counter(report.article.date.year for report in reports)) if whole else None,
            companions=_companions(desk, together, here) if whole else (),
            pieces=tuple(card(article, here, desk) for article, _ in author.pieces[:PIECES])
            if author and whole
            else (),
            pieces_count=len(author.pieces) if author and whole else 0,
            byline=Link(
                urls.relative(urls.byline_url(entry.id), here), desk.phrases.byline_title.format(name=entry.name)
            )
            if author and whole
            else None,
            namesakes=_namesakes(same_name, urls.person_url(entry.id), here) if whole else (),
            search=urls.relative(urls.search_url(entry.name), here),
            index=_index_link(desk, entry, here),
        )
        yield PlannedPage(here, "person.html", view, reports[0].article.file)


def _offices(desk: Desk, reports: Sequence[Report]) -> tuple[Office, ...]:
    """Offices as printed, the one printed last first."""
    found: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if report.mention.office:
            found[report.mention.office].append(report)
    return tuple(
        Office(text, desk.day(those[-1].article.date), desk.day(those[0].article.date), len(those))
        for text, those in found.items()
    )


def _timeline(desk: Desk, reports: Iterable[Report], base: str) -> tuple[MomentYear, ...]:
    years: dict[int, list[Moment]] = defaultdict(list)
    for report in reports:
        moment = Moment(card(report.article, base, desk), report.mention.office, report.mention.role)
        years[report.article.date.year].append(moment)
    return tuple(MomentYear(str(year), tuple(moments)) for year, moments in years.items())


def _chart(desk: Desk, counts: Counter[int]) -> Chart | None:
    """A bar for every year from the first to the last, years without any included."""
    years = range(min(counts), max(counts) + 1)
    most = max(counts.values())
    bars = tuple(
        Bar(str(year), counts[year], number * 10, max(2, round(counts[year] * 100 / most)) if counts[year] else 0)
        for number, year in enumerate(years)
    )
    told = (desk.phrases.chart_bar.format(year=bar.year, count=bar.count) for bar in bars if bar.count)
    sentence = desk.phrases.chart.format(bars=desk.phrases.comma.join(told))
    return Chart(bars, len(bars) * 10, sentence)


def _together(desk: Desk) -> dict[str, Counter[str]]:
    """For every person, in how many articles each other person is named too."""
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for issue in desk.issues:
        for article in issue.articles:
            ids = {mention.id for mention in article.persons if mention.id in desk.edition.persons}
            for one in ids:
                together[one].update(ids - {one})
    return together


def _companions(desk: Desk, together: Counter[str], base: str) -> tuple[Companion, ...]:
    persons = desk.edition.persons
    order = sorted(together.items(), key=lambda item: (-item[1], item[0]))[:COMPANIONS]
    most = order[0][1] if order else 1
    return tuple(
        Companion(
            persons[one].entry.name, urls.relative(urls.person_url(one), base), count, max(1, count * 100 // most)
        )
        for one, count in order
    )


def _same_name(desk: Desk) -> dict[str, list[tuple[str, str, str]]]:
    """For every name, who has it: url, what tells them apart, and the phrase for it."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for person in desk.edition.persons.values():
        found[person.entry.name].append(
            (urls.person_url(person.entry.id), person.entry.note, desk.phrases.namesake_person)
        )
    for author in desk.edition.authors.values():
        if not _is_person(desk, author):
            url = urls.byline_url(author.entry.id)
            found[author.entry.name].append((url, author.entry.note, desk.phrases.namesake_byline))
    return found


def _is_person(desk: Desk, author: Author) -> bool:
    """Whether this writer is, by people.yaml, somebody with a page among the persons."""
    return author.known and author.entry.id in desk.edition.persons


def _namesakes(same_name: Sequence[tuple[str, str, str]], own: str, base: str) -> tuple[Link, ...]:
    return tuple(Link(urls.relative(url, base), text, note) for url, note, text in same_name if url != own)


# -- writers ---------------------------------------------------------------------------------------


def plan_bylines(desk: Desk) -> Iterator[Planned]:
    same_name = _same_name(desk)
    for author in desk.edition.authors.values():
        entry = author.entry
        articles = [article for article, _ in author.pieces]
        roles = Counter(writer.role for _, writer in author.pieces if writer.role)

        def url(page: int, entry: Entry = entry) -> str:
            return urls.byline_url(entry.id, page)

        description = desk.phrases.byline_description.format(
            newspaper=desk.config.newspaper,
            name=entry.name,
            count=len(articles),
            span=desk.span(articles[-1].date, articles[0].date),
        )
        pages = list(pages_of(articles, TIMELINE))
        for number, found in pages:
            here = url(number)
            whole = number == 0
            view = BylinePage(
                head=head(
                    desk,
                    "byline",
                    here,
                    part_title(desk, desk.phrases.byline_title.format(name=entry.name), number),
                    description if whole else "",
                    crumbs=((urls.PEOPLE, desk.phrases.people), (urls.BYLINES, desk.phrases.bylines)),
                ),
                name=entry.name,
                roles=tuple(role for role, _ in roles.most_common()) if whole else (),
                count=len(articles) if whole else 0,
                first=desk.day(found[-1].date),
                last=desk.day(found[0].date),
                years=by_year(card(article, here, desk) for article in found),
                pager=pager(desk, number, len(pages), url, found[-1].date, found[0].date),
                chart=_chart(desk, Counter(article.date.year for article in articles)) if whole else None,
                person=Link(urls.relative(urls.person_url(entry.id), here), entry.name)
                if whole and _is_person(desk, author)
                else None,
                namesakes=()
                if not whole or _is_person(desk, author)
                else _namesakes(same_name[entry.name], urls.byline_url(entry.id), here),
                search=urls.relative(urls.search_url(entry.name), here),
                index=_index_link(desk, entry, here),
            )
            yield PlannedPage(here, "byline.html", view, articles[0].file)


# -- the index -------------------------------------------------------------------------------------


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
        if not _is_person(desk, author):
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


def _index_link(desk: Desk, entry: Entry, base: str) -> Link:
    letter = names.initial(entry.name, entry.reading)
    return Link(urls.relative(urls.letter_url(letter), base), desk.phrases.index_of.format(letter=letter))
