"""The calendar: months, years, the archive of all years, and one day in every year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from edition import dates, urls
from edition.model import Edition, Issue, Slip
from edition.plan.desk import Desk, Planned, PlannedPage, Unit, unit
from edition.plan.parts import head, lean_card
from edition.values import replace
from edition.views import ArchivePage, Cell, DayPage, IssueCard, Link, Month, MonthPage, Tab, YearPage, YearRow
from edition.words import counted

Key = TypeVar("Key")
MonthKey = tuple[int, int]
Count = tuple[date, int]
"""The day of an issue, and how many articles it has."""


def plan_months(desk: Desk, edition: Edition) -> Iterator[Unit]:
    months = _by(edition, _month_of)
    keys = sorted(months)
    for number, key in enumerate(keys):
        issues = months[key]
        beside = keys[number - 1] if number else None, keys[number + 1] if number + 1 < len(keys) else None
        yield unit(desk, f"month {key[0]}-{key[1]}", _month_page, key, _counts(issues), _leads(issues), beside)


def _month_page(
    desk: Desk,
    key: MonthKey,
    counts: tuple[Count, ...],
    leads: tuple[Slip, ...],
    beside: tuple[MonthKey | None, MonthKey | None],
) -> Iterator[Planned]:
    year, _ = key
    url = urls.month_url(*key)
    title = dates.month_name(*key, desk.config.language)
    this_year = desk.phrases.year.format(year=year)
    view = MonthPage(
        head=head(
            desk,
            "month",
            url,
            title,
            crumbs=((urls.ARCHIVE, desk.phrases.archive), (urls.year_url(year), this_year)),
        ),
        title=title,
        month=_month(desk, key, counts, url),
        issues=tuple(_issue_card(desk, count, lead, url) for count, lead in zip(counts, leads, strict=True)),
        year=Link(urls.relative(urls.year_url(year), url), this_year, _minguo(desk, year)),
        previous=_month_link(desk, beside[0], url),
        next=_month_link(desk, beside[1], url),
    )
    yield PlannedPage(url, "month.html", view, leads[0].file)


def _minguo(desk: Desk, year: int) -> str:
    return dates.minguo(year, desk.config.language) if desk.config.minguo else ""


def plan_years(desk: Desk, edition: Edition) -> Iterator[Unit]:
    years = _by(edition, _year_of)
    for year, issues in years.items():
        yield unit(desk, f"year {year}", _year_page, year, _counts(issues), tuple(sorted(years)), _source(issues))


def _year_page(
    desk: Desk, year: int, counts: tuple[Count, ...], years: tuple[int, ...], source: str
) -> Iterator[Planned]:
    number = years.index(year)
    url = urls.year_url(year)
    title = desk.phrases.year.format(year=year)
    view = YearPage(
        head=head(desk, "year", url, title, crumbs=((urls.ARCHIVE, desk.phrases.archive),)),
        title=title,
        # The chips say nothing of the other years but their name, so a new issue
        # rewrites one year.
        years=tuple(Tab(urls.relative(urls.year_url(one), url), str(one), "", one == year) for one in reversed(years)),
        months=tuple(_month(desk, key, found, url) for key, found in _months(counts).items()),
        minguo=_minguo(desk, year),
        issues=len(counts),
        articles=_articles(counts),
        previous=_year_link(desk, years[number - 1], url) if number else None,
        next=_year_link(desk, years[number + 1], url) if number + 1 < len(years) else None,
    )
    yield PlannedPage(url, "year.html", view, source)


def plan_archive(desk: Desk, edition: Edition) -> Iterator[Unit]:
    articles = [article for issue in edition.issues for article in issue.articles]
    browse = (
        len({article.section for article in articles if article.section}),
        len({article.column for article in articles if article.column}),
        len({article.genre for article in articles if article.genre}),
        len(edition.persons),
        len(edition.authors),
    )
    yield unit(desk, "archive", _archive, _counts(edition.issues), browse)


def _archive(desk: Desk, counts: tuple[Count, ...], browse: tuple[int, ...]) -> Iterator[Planned]:
    url = urls.ARCHIVE
    months = _months(counts)
    years = sorted({day.year for day, _ in counts}, reverse=True)
    newest = [_month(desk, key, months[key], url) for key in sorted(months, reverse=True) if key[0] == years[0]]
    view = ArchivePage(
        head=head(desk, "archive", url, desk.phrases.archive_title, desk.config.description),
        first=desk.day(counts[0][0]) if counts else None,
        last=desk.day(counts[-1][0]) if counts else None,
        issues=len(counts),
        articles=_articles(counts),
        rows=tuple(_year_row(desk, year, months, url) for year in years),
        # Below the months of all years nothing else says whose these are.
        months=tuple(replace(month, caption=month.name) for month in newest),
        browse=_browse(desk, browse, url),
    )
    yield PlannedPage(url, "archive.html", view, "edition.yaml")


def plan_same_days(desk: Desk, edition: Edition) -> Iterator[Unit]:
    days = _by(edition, _day_of)
    keys = sorted(days)
    for number, key in enumerate(keys):
        issues = days[key]
        beside = (
            days[keys[number - 1]][0].date if number else None,
            days[keys[number + 1]][0].date if number + 1 < len(keys) else None,
        )
        yield unit(desk, f"day {key[0]}-{key[1]}", _same_day, _counts(issues), _leads(issues), beside)


def _same_day(
    desk: Desk, counts: tuple[Count, ...], leads: tuple[Slip, ...], beside: tuple[date | None, date | None]
) -> Iterator[Planned]:
    first = counts[0][0]
    url = urls.same_day_url(first)
    title = desk.day(first).short

    def link(other: date | None) -> Link | None:
        return Link(urls.relative(urls.same_day_url(other), url), desk.day(other).short) if other else None

    crumbs = ((urls.ARCHIVE, desk.phrases.archive),)
    newest_first = zip(reversed(counts), reversed(leads), strict=True)
    view = DayPage(
        head=head(desk, "day", url, desk.phrases.same_day.format(day=title), crumbs=crumbs),
        title=title,
        issues=tuple(_issue_card(desk, count, lead, url) for count, lead in newest_first),
        previous=link(beside[0]),
        next=link(beside[1]),
    )
    yield PlannedPage(url, "day.html", view, leads[0].file)


def _by(edition: Edition, key: Callable[[Issue], Key]) -> dict[Key, list[Issue]]:
    found: dict[Key, list[Issue]] = defaultdict(list)
    for issue in edition.issues:
        found[key(issue)].append(issue)
    return found


def _year_of(issue: Issue) -> int:
    return issue.date.year


def _month_of(issue: Issue) -> MonthKey:
    return issue.date.year, issue.date.month


def _day_of(issue: Issue) -> tuple[int, int]:
    return issue.date.month, issue.date.day


def _counts(issues: Sequence[Issue]) -> tuple[Count, ...]:
    return tuple([(issue.date, len(issue.articles)) for issue in issues])


def _leads(issues: Sequence[Issue]) -> tuple[Slip, ...]:
    return tuple([issue.articles[0] for issue in issues])


def _source(issues: Sequence[Issue]) -> str:
    return issues[0].articles[0].file


def _articles(counts: Iterable[Count]) -> int:
    return sum(articles for _, articles in counts)


def _months(counts: Iterable[Count]) -> dict[MonthKey, list[Count]]:
    months: dict[MonthKey, list[Count]] = defaultdict(list)
    for count in counts:
        months[count[0].year, count[0].month].append(count)
    return months


def _month(desk: Desk, key: MonthKey, counts: Sequence[Count], base: str) -> Month:
    year, month = key
    language = desk.config.language
    by_day = {count[0].day: count for count in counts}
    weeks = tuple(tuple(_cell(desk, day, by_day.get(day), base) for day in week) for week in dates.weeks(year, month))
    return Month(
        href=urls.relative(urls.month_url(year, month), base),
        caption=dates.month_short(month, language),
        name=dates.month_name(year, month, language),
        weeks=weeks,
        issues=len(counts),
        articles=_articles(counts),
    )


def _cell(desk: Desk, number: int, count: Count | None, base: str) -> Cell:
    if count is None:
        return Cell(number, "", "", 0)
    day, articles = count
    label = desk.phrases.cell.format(day=desk.day(day).text, articles=desk.articles(articles))
    return Cell(number, urls.relative(urls.issue_url(day), base), label, _shade(articles, (10, 30, 60)))


def _shade(count: int, steps: tuple[int, int, int]) -> int:
    """1 to 4 by fixed steps, so that a cell never changes for what happens elsewhere."""
    return 1 + sum(count >= step for step in steps) if count else 0


def _year_row(desk: Desk, year: int, months: Mapping[MonthKey, Sequence[Count]], base: str) -> YearRow:
    cells = []
    for month in range(1, 13):
        found = months.get((year, month), ())
        name = dates.month_name(year, month, desk.config.language)
        issues = counted(desk.words.n_issues, len(found))
        # Who speaks to the page says the number that stands there: "May 1931" hasn't it, 2021年5月 has.
        shown = "" if str(month) in name.replace(str(year), "") else f"{month}: "
        cells.append(
            Cell(
                month,
                urls.relative(urls.month_url(year, month), base) if found else "",
                desk.phrases.month_cell.format(month=shown + name, issues=issues) if found else "",
                _shade(len(found), (8, 15, 25)),
            )
        )
    return YearRow(
        str(year),
        urls.relative(urls.year_url(year), base),
        sum(len(found) for key, found in months.items() if key[0] == year),
        sum(_articles(found) for key, found in months.items() if key[0] == year),
        tuple(cells),
    )


def _browse(desk: Desk, counts: tuple[int, ...], base: str) -> tuple[Link, ...]:
    phrases = desk.phrases
    ways = (
        (urls.SECTIONS, phrases.sections),
        (urls.COLUMNS, phrases.columns),
        (urls.GENRES, phrases.genres),
        (urls.PEOPLE, phrases.people),
        (urls.BYLINES, phrases.bylines),
    )
    told = zip(ways, counts, strict=True)
    return tuple(Link(urls.relative(url, base), text, str(count)) for (url, text), count in told if count)


def _issue_card(desk: Desk, count: Count, lead: Slip, base: str) -> IssueCard:
    day, articles = count
    href = urls.relative(urls.issue_url(day), base)
    return IssueCard(href, desk.day(day), articles, lean_card(lead, base, desk))


def _month_link(desk: Desk, key: MonthKey | None, base: str) -> Link | None:
    if key is None:
        return None
    return Link(urls.relative(urls.month_url(*key), base), dates.month_name(*key, desk.config.language))


def _year_link(desk: Desk, year: int, base: str) -> Link:
    return Link(urls.relative(urls.year_url(year), base), desk.phrases.year.format(year=year))
