"""What makes the edition found: sitemaps by year, news, robots.txt, OpenSearch.

    sitemap.xml ─▶ sitemap-2021.xml, sitemap-2020.xml …   a new issue rewrites one of them
                └▶ sitemap-lists.xml                      persons, sections, indexes

Addresses in them are absolute, so only an edition that knows its own has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache, partial
from itertools import groupby

from edition import names, sitemaps, urls
from edition.model import Edition, Issue
from edition.plan.corrections import corrected_articles
from edition.plan.desk import Desk, Planned, Unit, later_unit, planned_file, unit
from edition.plan.index import ON_LETTER_PAGE
from edition.plan.lists import KINDS, terms_of
from edition.plan.parts import is_person, older_pages
from edition.plan.people import TIMELINE
from edition.sitemaps import Row

NEWS_DAYS = 2
"""Of the newest content, not of the day on which the site is built."""

_Numbers = tuple[tuple[int, int, date], ...]
"""Folio, position and last change of the articles of an issue."""
_Outline = tuple[date, int, _Numbers]
"""Day, number of folios and articles of an issue: all that a sitemap says of it."""


def plan_sitemaps(desk: Desk, edition: Edition) -> Iterator[Unit]:
    if not desk.config.base_url:
        return

    @cache
    def by_year() -> Mapping[int, tuple[_Outline, ...]]:
        return {
            year: tuple(map(_outline, issues))
            for year, issues in groupby(edition.issues, key=lambda issue: issue.date.year)
        }

    @cache
    def lists() -> tuple[Row, ...]:
        return tuple(_lists(desk, edition))

    def of_year(year: int) -> tuple[int, tuple[_Outline, ...]]:
        return year, by_year()[year]

    def index() -> Iterator[tuple[str, int, date | None]]:
        for year, issues in by_year().items():
            yield str(year), sitemaps.parts_of(len(_rows_of_year(year, issues))), max(map(_changed, issues))
        yield "lists", sitemaps.parts_of(len(lists())), max((day for _, day in lists() if day), default=None)

    for year in dict.fromkeys(issue.date.year for issue in edition.issues):
        yield later_unit(desk, f"sitemap {year}", _year, partial(of_year, year))
    yield later_unit(desk, "sitemap lists", _sitemap, lambda: ("lists", lists()))
    yield later_unit(desk, "sitemap", _index, lambda: (tuple(index()),))


def _outline(issue: Issue) -> _Outline:
    numbers = [(one.folio, one.position, one.updated) for one in issue.articles if one.status == "public"]
    return (issue.date, len(issue.folios), tuple(numbers))


def _changed(outline: _Outline) -> date:
    day, _, numbers = outline
    return max((updated for _, _, updated in numbers), default=day)


def _year(desk: Desk, year: int, issues: tuple[_Outline, ...]) -> Iterator[Planned]:
    return _sitemap(desk, str(year), _rows_of_year(year, issues))


def _rows_of_year(year: int, issues: tuple[_Outline, ...]) -> tuple[Row, ...]:
    months: dict[int, date] = {}
    rows: list[Row] = []
    for day, folios, numbers in issues:
        changed = _changed((day, folios, numbers))
        months[day.month] = max(day, months.get(day.month, day))
        rows.append((urls.issue_url(day), changed))
        for folio in range(1, folios + 1):
            on_folio = [updated for number, _, updated in numbers if number == folio]
            rows.append((urls.folio_url(day, folio), max(on_folio, default=day)))
        rows += ((urls.article_url(day, folio, position), updated) for folio, position, updated in numbers)
    tops: list[Row] = [(urls.year_url(year), max(months.values()))]
    tops += ((urls.month_url(year, month), day) for month, day in months.items())
    return (*tops, *rows)


def _lists(desk: Desk, edition: Edition) -> Iterator[Row]:
    """Every page that belongs to no year. The older pages of a long list never change: no day."""
    newest = edition.issues[-1].date if edition.issues else None
    page_size = desk.config.page_size
    yield urls.ARCHIVE, newest
    yield urls.ABOUT, None
    yield urls.PEOPLE, newest
    if corrected := corrected_articles(edition):
        yield urls.CORRECTIONS, max(filter(None, (article.corrected for article in corrected)))
    if not newest:
        yield urls.HOME, None  # else it shows the newest issue, and says so
    if desk.config.data or desk.config.epub or desk.config.offline:
        yield urls.DATA, newest
    if edition.authors:
        yield urls.BYLINES, newest
    for kind in KINDS:
        found = terms_of(desk, edition, kind)
        if found:
            yield kind.url, newest
        for name, articles in found.items():
            slug = names.topic_slug(name)
            yield urls.list_url(kind.url, slug), articles[0].date
            yield from ((urls.list_url(kind.url, slug, page), None) for page in older_pages(articles, page_size))
    for person in edition.persons.values():
        one = person.entry.id
        yield urls.person_url(one), person.reports[0].article.date
        yield from ((urls.person_url(one, page), None) for page in older_pages(person.reports, TIMELINE))
    for author in edition.authors.values():
        one = author.entry.id
        yield urls.byline_url(one), author.pieces[0][0].date
        yield from ((urls.byline_url(one, page), None) for page in older_pages(author.pieces, TIMELINE))
    for letter, count in sorted(_letters(desk, edition).items()):
        yield from ((urls.letter_url(letter, page), None) for page in range(1, -(-count // ON_LETTER_PAGE) + 1))
    days = {(issue.date.month, issue.date.day): issue.date for issue in edition.issues}
    for day in days.values():
        yield urls.same_day_url(day), day


def _letters(desk: Desk, edition: Edition) -> Counter[str]:
    """How many names the index has under each letter."""
    entries = [person.entry for person in edition.persons.values()]
    entries += (author.entry for author in edition.authors.values() if not is_person(edition, author))
    return Counter(names.initial(*desk.filed(entry)) for entry in entries)


def _sitemap(desk: Desk, name: str, rows: tuple[Row, ...]) -> Iterator[Planned]:
    for part in range(sitemaps.parts_of(len(rows))):
        those = rows[part * sitemaps.PART : (part + 1) * sitemaps.PART]
        yield planned_file(urls.sitemap_url(name, part + 1), sitemaps.sitemap(_placed(desk, those)))


def _placed(desk: Desk, rows: Iterable[Row]) -> Iterator[Row]:
    return ((urls.absolute(desk.config.base_url, url), day) for url, day in rows)


def _index(desk: Desk, parts: tuple[tuple[str, int, date | None], ...]) -> Iterator[Planned]:
    rows = ((urls.sitemap_url(name, part), day) for name, count, day in parts for part in range(1, count + 1))
    yield planned_file(urls.SITEMAP, sitemaps.sitemap_index(_placed(desk, rows)))


def plan_news_sitemap(desk: Desk, edition: Edition) -> Iterator[Unit]:
    if desk.config.base_url:
        newest = edition.issues[-1].date if edition.issues else date.min
        news = [
            (article.date, article.folio, article.position, article.headline)
            for issue in reversed(edition.issues[-NEWS_DAYS:])
            if newest - issue.date < timedelta(days=NEWS_DAYS)
            for article in issue.articles
            if article.status == "public"
        ]
        yield unit(desk, "news sitemap", _news, tuple(news))


def _news(desk: Desk, news: tuple[tuple[date, int, int, str], ...]) -> Iterator[Planned]:
    place = partial(urls.absolute, desk.config.base_url)
    articles = [(place(urls.article_url(day, *number)), day, headline) for day, *number, headline in news]
    language = sitemaps.news_language(desk.config.language)
    yield planned_file(urls.NEWS_SITEMAP, sitemaps.news_sitemap(desk.config.newspaper, language, articles))


def plan_robots(desk: Desk, edition: Edition) -> Iterator[Unit]:
    yield unit(desk, "robots", _robots)


def _robots(desk: Desk) -> Iterator[Planned]:
    base_url = desk.config.base_url
    places = [urls.absolute(base_url, url) for url in (urls.SITEMAP, urls.NEWS_SITEMAP)] if base_url else []
    index = urls.absolute(desk.config.base_path, urls.SEARCH_DATA)
    yield planned_file(urls.ROBOTS, sitemaps.robots(index, places))


def plan_opensearch(desk: Desk, edition: Edition) -> Iterator[Unit]:
    if desk.config.base_url and desk.config.search:
        yield unit(desk, "opensearch", _opensearch)


def _opensearch(desk: Desk) -> Iterator[Planned]:
    config = desk.config
    place = partial(urls.absolute, config.base_url)
    data = sitemaps.opensearch(
        config.newspaper, config.title, config.language, place(urls.SEARCH), place(urls.ICON)
    )
    yield planned_file(urls.OPENSEARCH, data)
