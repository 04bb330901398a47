"""The pages of persons and of writers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from edition import names, urls
from edition.model import Entry, Person, Report
from edition.plan.desk import (
    Desk,
    Planned,
    PlannedPage,
    by_year,
    card,
    head,
    index_link,
    is_person,
    pager,
    pages_of,
    part_title,
)
from edition.views import (
    Bar,
    BylinePage,
    Chart,
    Companion,
    Link,
    Moment,
    MomentYear,
    Office,
    PersonPage,
)

TIMELINE = 200
"""Reports on one page of a person's timeline."""
COMPANIONS = 12
PIECES = 10


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
            index=index_link(desk, entry, here),
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
        if not is_person(desk, author):
            url = urls.byline_url(author.entry.id)
            found[author.entry.name].append((url, author.entry.note, desk.phrases.namesake_byline))
    return found


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
                if whole and is_person(desk, author)
                else None,
                namesakes=()
                if not whole or is_person(desk, author)
                else _namesakes(same_name[entry.name], urls.byline_url(entry.id), here),
                search=urls.relative(urls.search_url(entry.name), here),
                index=index_link(desk, entry, here),
            )
            yield PlannedPage(here, "byline.html", view, articles[0].file)
