"""The pages of persons and of writers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain, islice

from edition import names, urls
from edition.model import Author, Byline, Edition, Entry, Mention, Person, Report, Slip, offices_in
from edition.plan.desk import Desk, Planned, PlannedPage, Unit, later_unit
from edition.plan.parts import by_year, card, has_page, head, ids_in, index_link, is_person, pager, pages_of, part_title
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


Namesake = tuple[str, str, bool]
"""Url, what tells the two apart, and whether it is a byline."""


def plan_persons(desk: Desk, edition: Edition) -> Iterator[Unit]:
    same_name = cache(partial(_same_name, edition))

    def values(person: Person) -> tuple[Entry, tuple[Slip, ...], tuple[Slip, ...], int, tuple[Namesake, ...]]:
        entry = person.entry
        author = edition.authors.get(entry.id)
        written = [article for article, _ in author.pieces] if author and author.known else []
        others = same_name()[entry.name]
        return (
            entry,
            tuple([report.article for report in person.reports]),
            tuple(written[:PIECES]),
            len(written),
            tuple(others) if len(others) > 1 else (),
        )

    for person_id, person in edition.persons.items():
        yield later_unit(desk, f"person {person_id}", _person, partial(values, person))


def units_of_all_in(article: Slip) -> Iterator[str]:
    """The names of the units that have an article because of who is in it: their pages and their feeds."""
    named: tuple[Mention | Byline, ...] = (*article.persons, *article.byline)
    for one in named:
        yield from (f"person {one.id}", f"byline {one.id}", f"feed of {one.id}")


def _person(
    desk: Desk,
    entry: Entry,
    articles: tuple[Slip, ...],
    written: tuple[Slip, ...],
    pieces: int,
    same_name: tuple[Namesake, ...],
) -> Iterator[Planned]:
    reports = [Report(article, _mention(article, entry.id)) for article in articles]
    first, last = articles[-1].date, articles[0].date
    shows = partial(desk.shows, "person.html")

    url = partial(urls.person_url, entry.id)

    def description() -> str:
        return desk.phrases.person_description.format(
            newspaper=desk.config.newspaper,
            name=entry.name,
            articles=desk.articles(len(reports)),
            span=desk.span(first, last),
        )

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
                description() if whole and shows("description") else "",
                crumbs=((urls.PEOPLE, desk.phrases.people),) if shows("crumbs") else None,
                feed=urls.person_feed_url(entry.id),
            ),
            name=entry.name,
            reading=_reading(desk, entry) if shows("reading") else "",
            note=entry.note,
            aliases=entry.aliases,
            same_as=entry.same_as,
            reports=len(reports) if whole else 0,
            first=desk.day(first) if whole else None,
            last=desk.day(last) if whole else None,
            offices=tuple(
                Office(text, desk.day(those[-1].article.date), desk.day(those[0].article.date), len(those))
                for text, those in offices_in(reports if whole else ()).items()
            ),
            years=_timeline(desk, found, here),
            pager=pager(desk, number, len(pages), url, found[-1].article.date, found[0].article.date),
            chart=_chart(desk, Counter(one.date.year for one in articles)) if whole and shows("chart") else None,
            companions=_companions(desk, entry.id, articles, here) if whole and shows("companions") else (),
            pieces=tuple(card(article, here, desk) for article in written) if whole else (),
            pieces_count=pieces if whole else 0,
            byline=Link(
                urls.relative(urls.byline_url(entry.id), here), desk.phrases.byline_title.format(name=entry.name)
            )
            if pieces and whole
            else None,
            namesakes=_namesakes(desk, same_name, urls.person_url(entry.id), here) if whole else (),
            search=urls.relative(urls.search_url(entry.name), here) if shows("search") else "",
            index=index_link(desk, entry, here) if shows("index") else None,
        )
        yield PlannedPage(here, "person.html", view, reports[0].article.file)


def _reading(desk: Desk, entry: Entry) -> str:
    return names.reading(entry.name, entry.reading) if desk.filed(entry)[0] == entry.name else ""


def _mention(article: Slip, person_id: str) -> Mention:
    for mention in article.persons:
        if mention.id == person_id:
            return mention
    raise LookupError(person_id)


def _timeline(desk: Desk, reports: Iterable[Report], base: str) -> tuple[MomentYear, ...]:
    years: dict[int, list[Moment]] = defaultdict(list)
    for report in reports:
        moment = Moment(card(report.article, base, desk), report.mention.office, report.mention.role)
        years[report.article.date.year].append(moment)
    return tuple(MomentYear(str(year), tuple(moments)) for year, moments in years.items())


def _chart(desk: Desk, counts: Counter[int]) -> Chart | None:
    """A bar for every year from the first to the last, years without any included; one bar would say nothing."""
    years = range(min(counts), max(counts) + 1)
    if len(years) < 2:
        return None
    most = max(counts.values())
    bars = tuple(
        Bar(str(year), counts[year], number * 10, max(2, round(counts[year] * 100 / most)) if counts[year] else 0)
        for number, year in enumerate(years)
    )
    bar_told = desk.phrases.chart_bar.format
    told = (bar_told(year=bar.year, articles=desk.articles(bar.count)) for bar in bars if bar.count)
    sentence = desk.phrases.chart.format(bars=desk.phrases.comma.join(told))
    return Chart(bars, len(bars) * 10, sentence)


def _companions(desk: Desk, own: str, articles: Sequence[Slip], base: str) -> tuple[Companion, ...]:
    """Who else is named in the same articles, most often first."""
    found = Counter(list(chain.from_iterable([ids_in(desk, article) for article in articles])))
    ranked = sorted(sorted(found), key=found.__getitem__, reverse=True)
    order = list(islice((one for one in ranked if one != own and has_page(desk, one)), COMPANIONS))
    printed = _names(articles, {one for one in order if one not in desk.entries})
    most = found[order[0]] if order else 1
    return tuple(
        [
            Companion(
                desk.entries[one].name if one in desk.entries else printed[one],
                urls.relative(urls.person_url(one), base),
                found[one],
                max(1, found[one] * 100 // most),
            )
            for one in order
        ]
    )


def _names(articles: Sequence[Slip], wanted: set[str]) -> dict[str, str]:
    """The names of those `wanted`, by id, as they were printed first."""
    names: dict[str, str] = {}
    for article in reversed(articles):
        if len(names) == len(wanted):
            break
        for mention in article.persons:
            if mention.id in wanted:
                names.setdefault(mention.id, mention.name)
    return names


def _same_name(edition: Edition) -> dict[str, list[Namesake]]:
    """For every name, who has it."""
    found: dict[str, list[Namesake]] = defaultdict(list)
    for person in edition.persons.values():
        found[person.entry.name].append((urls.person_url(person.entry.id), person.entry.note, False))
    for author in edition.authors.values():
        if not is_person(edition, author):
            found[author.entry.name].append((urls.byline_url(author.entry.id), author.entry.note, True))
    return found


def _namesakes(desk: Desk, same_name: Iterable[Namesake], own: str, base: str) -> tuple[Link, ...]:
    words = (desk.phrases.namesake_person, desk.phrases.namesake_byline)
    return tuple(
        Link(urls.relative(url, base), words[writes], note) for url, note, writes in same_name if url != own
    )


# -- writers ---------------------------------------------------------------------------------------


def plan_bylines(desk: Desk, edition: Edition) -> Iterator[Unit]:
    same_name = cache(partial(_same_name, edition))

    def values(author: Author) -> tuple[Entry, tuple[Slip, ...], bool, tuple[Namesake, ...]]:
        known = is_person(edition, author)
        others = () if known else same_name()[author.entry.name]
        articles = tuple([article for article, _ in author.pieces])
        return author.entry, articles, known, tuple(others) if len(others) > 1 else ()

    for author_id, author in edition.authors.items():
        yield later_unit(desk, f"byline {author_id}", _byline, partial(values, author))


def _byline(
    desk: Desk, entry: Entry, articles: tuple[Slip, ...], is_known: bool, same_name: tuple[Namesake, ...]
) -> Iterator[Planned]:
    roles = Counter(role for article in articles if (role := _role(article, entry.id)))
    url = partial(urls.byline_url, entry.id)
    description = desk.phrases.byline_description.format(
        newspaper=desk.config.newspaper,
        name=entry.name,
        articles=desk.articles(len(articles)),
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
            person=Link(urls.relative(urls.person_url(entry.id), here), entry.name) if whole and is_known else None,
            namesakes=_namesakes(desk, same_name, urls.byline_url(entry.id), here) if whole else (),
            search=urls.relative(urls.search_url(entry.name), here),
            index=index_link(desk, entry, here),
        )
        yield PlannedPage(here, "byline.html", view, articles[0].file)


def _role(article: Slip, author_id: str) -> str:
    """As what somebody wrote an article: the role printed first."""
    return next(writer.role for writer in article.byline if writer.id == author_id)
