"""The calendar: months, years, the archive of all years, and one day in every year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from edition import dates, urls
from edition.model import Issue
from edition.plan.desk import Desk, Planned, PlannedPage, head, lean_card
from edition.views import ArchivePage, Cell, DayPage, IssueCard, Link, Month, MonthPage, Tab, YearPage, YearRow

MonthKey = tuple[int, int]


def plan_months(desk: Desk) -> Iterator[Planned]:
    months = _months(desk)
    keys = sorted(months)
    for number, key in enumerate(keys):
        year, month = key
        url = urls.month_url(*key)
        title = dates.month_name(year, month, desk.config.language)
        view = MonthPage(
            head=head(
                desk,
                "month",
                url,
                title,
                crumbs=(
                    (urls.ARCHIVE, desk.phrases.archive),
                    (urls.year_url(year), desk.phrases.year.format(year=year)),
                ),
            ),
            title=title,
            month=_month(desk, key, months[key], url),
            issues=tuple(_issue_card(desk, issue, url) for issue in months[key]),
            year=Link(urls.relative(urls.year_url(year), url), desk.phrases.year.format(year=year)),
            previous=_month_link(desk, keys, number - 1, url),
            next=_month_link(desk, keys, number + 1, url),
        )
        yield PlannedPage(url, "month.html", view, months[key][0].articles[0].file)


def plan_years(desk: Desk) -> Iterator[Planned]:
    months = _months(desk)
    years = _years(desk)
    keys = sorted(years)
    for number, year in enumerate(keys):
        url = urls.year_url(year)
        title = desk.phrases.year.format(year=year)
        view = YearPage(
            head=head(desk, "year", url, title, crumbs=((urls.ARCHIVE, desk.phrases.archive),)),
            title=title,
            # The chips say nothing of the other years but their name, so a new issue
            # rewrites one year.
            years=tuple(
                Tab(urls.relative(urls.year_url(one), url), str(one), "", one == year) for one in reversed(keys)
            ),
            months=tuple(_month(desk, key, months[key], url) for key in sorted(months) if key[0] == year),
            issues=len(years[year]),
            articles=sum(len(issue.articles) for issue in years[year]),
            previous=_year_link(desk, keys, number - 1, url),
            next=_year_link(desk, keys, number + 1, url),
        )
        yield PlannedPage(url, "year.html", view, years[year][0].articles[0].file)


def plan_archive(desk: Desk) -> Iterator[Planned]:
    url = urls.ARCHIVE
    months, years = _months(desk), _years(desk)
    newest = max(years, default=0)
    issues = desk.issues
    view = ArchivePage(
        head=head(desk, "archive", url, desk.phrases.archive_title),
        first=desk.day(issues[0].date) if issues else None,
        last=desk.day(issues[-1].date) if issues else None,
        issues=len(issues),
        articles=sum(len(issue.articles) for issue in issues),
        rows=tuple(_year_row(desk, year, years[year], months, url) for year in sorted(years, reverse=True)),
        months=tuple(_month(desk, key, months[key], url) for key in sorted(months, reverse=True) if key[0] == newest),
        browse=_browse(desk, url),
    )
    yield PlannedPage(url, "archive.html", view, "edition.yaml")


def plan_same_days(desk: Desk) -> Iterator[Planned]:
    days: dict[tuple[int, int], list[Issue]] = defaultdict(list)
    for issue in desk.issues:
        days[(issue.date.month, issue.date.day)].append(issue)
    keys = sorted(days)
    for number, key in enumerate(keys):
        issues = days[key]
        url = urls.same_day_url(issues[0].date)
        title = desk.day(issues[0].date).short

        def link(position: int, here: str = url) -> Link:
            other = days[keys[position % len(keys)]][0].date
            return Link(urls.relative(urls.same_day_url(other), here), desk.day(other).short)

        view = DayPage(
            head=head(
                desk,
                "day",
                url,
                desk.phrases.same_day.format(day=title),
                crumbs=((urls.ARCHIVE, desk.phrases.archive),),
            ),
            title=title,
            issues=tuple(_issue_card(desk, issue, url) for issue in reversed(issues)),
            previous=link(number - 1) if number else None,
            next=link(number + 1) if number + 1 < len(keys) else None,
        )
        yield PlannedPage(url, "day.html", view, issues[0].articles[0].file)


def _months(desk: Desk) -> dict[MonthKey, list[Issue]]:
    months: dict[MonthKey, list[Issue]] = defaultdict(list)
    for issue in desk.issues:
        months[(issue.date.year, issue.date.month)].append(issue)
    return months


def _years(desk: Desk) -> dict[int, list[Issue]]:
    years: dict[int, list[Issue]] = defaultdict(list)
    for issue in desk.issues:
        years[issue.date.year].append(issue)
    return years


def _month(desk: Desk, key: MonthKey, issues: Sequence[Issue], base: str) -> Month:
    year, month = key
    language = desk.config.language
    by_day = {issue.date.day: issue for issue in issues}
    weeks = tuple(tuple(_cell(desk, day, by_day.get(day), base) for day in week) for week in dates.weeks(year, month))
    return Month(
        href=urls.relative(urls.month_url(year, month), base),
        caption=dates.month_short(month, language),
        name=dates.month_name(year, month, language),
        weeks=weeks,
        issues=len(issues),
        articles=sum(len(issue.articles) for issue in issues),
    )


def _cell(desk: Desk, day: int, issue: Issue | None, base: str) -> Cell:
    if issue is None:
        return Cell(day, "", "", 0)
    count = len(issue.articles)
    label = desk.phrases.cell.format(day=desk.day(issue.date).text, articles=count)
    return Cell(day, urls.relative(urls.issue_url(issue.date), base), label, _shade(count, (10, 30, 60)))


def _shade(count: int, steps: tuple[int, int, int]) -> int:
    """1 to 4 by fixed steps, so that a cell never changes for what happens elsewhere."""
    return 1 + sum(count >= step for step in steps) if count else 0


def _year_row(
    desk: Desk,
    year: int,
    issues: Sequence[Issue],
    months: dict[MonthKey, list[Issue]],
    base: str,
) -> YearRow:
    cells = []
    for month in range(1, 13):
        found = months.get((year, month), [])
        name = dates.month_name(year, month, desk.config.language)
        cells.append(
            Cell(
                month,
                urls.relative(urls.month_url(year, month), base) if found else "",
                desk.phrases.month_cell.format(month=name, issues=len(found)) if found else "",
                _shade(len(found), (8, 15, 25)),
            )
        )
    return YearRow(
        str(year),
        urls.relative(urls.year_url(year), base),
        len(issues),
        sum(len(issue.articles) for issue in issues),
        tuple(cells),
    )


def _browse(desk: Desk, base: str) -> tuple[Link, ...]:
    articles = [article for issue in desk.issues for article in issue.articles]
    phrases = desk.phrases
    ways = (
        (urls.SECTIONS, phrases.sections, len({article.section for article in articles if article.section})),
        (urls.COLUMNS, phrases.columns, len({article.column for article in articles if article.column})),
        (urls.GENRES, phrases.genres, len({article.genre for article in articles if article.genre})),
        (urls.PEOPLE, phrases.people, len(desk.edition.persons)),
        (urls.BYLINES, phrases.bylines, len(desk.edition.authors)),
    )
    return tuple(Link(urls.relative(url, base), text, str(count)) for url, text, count in ways if count)


def _issue_card(desk: Desk, issue: Issue, base: str) -> IssueCard:
    href = urls.relative(urls.issue_url(issue.date), base)
    return IssueCard(href, desk.day(issue.date), len(issue.articles), lean_card(issue.articles[0], base, desk))


def _month_link(desk: Desk, keys: Sequence[MonthKey], number: int, base: str) -> Link | None:
    if not 0 <= number < len(keys):
        return None
    year, month = keys[number]
    return Link(urls.relative(urls.month_url(year, month), base), dates.month_name(year, month, desk.config.language))


def _year_link(desk: Desk, keys: Sequence[int], number: int, base: str) -> Link | None:
    if not 0 <= number < len(keys):
        return None
    return Link(urls.relative(urls.year_url(keys[number]), base), desk.phrases.year.format(year=keys[number]))
