"""The pages that serve the others: search, about, not found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from edition import urls
from edition.model import Edition
from edition.plan.corrections import corrected_articles
from edition.plan.desk import Desk, Planned, PlannedPage, Unit, later_unit, unit
from edition.plan.index import name_files
from edition.plan.parts import head, language_in
from edition.values import replace
from edition.views import AboutPage, Body, NotFoundPage, SearchPage


def plan_search(desk: Desk, edition: Edition) -> Iterator[Unit]:
    def facts() -> tuple[int, str]:
        return name_files(desk, edition), language_in(article for issue in edition.issues for article in issue.articles)

    yield later_unit(desk, "search", _search, facts)


def _search(desk: Desk, named: int, language: str) -> Iterator[Planned]:
    url = urls.SEARCH
    bundle = urls.relative(urls.SEARCH_DATA, url) if desk.config.search else ""
    view = SearchPage(
        head(desk, "search", url, desk.phrases.search_title, index=False, language=language),
        bundle,
        urls.relative(urls.ARCHIVE, url),
        urls.relative(urls.PEOPLE, url),
        named,
    )
    yield PlannedPage(url, "search.html", view, "edition.yaml")


def plan_about(desk: Desk, edition: Edition) -> Iterator[Unit]:
    issues = edition.issues
    days = (issues[0].date, issues[-1].date) if issues else ()
    inferred, articles = sum(issue.inferred for issue in issues), sum(len(issue.articles) for issue in issues)
    counts = (inferred, len(issues), articles, len(edition.persons))
    yield unit(desk, "about", _about, edition.about, days, counts, bool(corrected_articles(edition)))


def _about(
    desk: Desk, text: str, days: tuple[date, ...], counts: tuple[int, int, int, int], is_corrected: bool
) -> Iterator[Planned]:
    url = urls.ABOUT
    inferred, issues, articles, persons = counts
    view = AboutPage(
        head=head(desk, "about", url, desk.phrases.about_title, desk.config.description),
        body=Body(text, "", ()) if text else None,
        inferred=inferred,
        first=desk.day(days[0]) if days else None,
        last=desk.day(days[-1]) if days else None,
        issues=issues,
        articles=articles,
        persons=persons,
        corrections=urls.relative(urls.CORRECTIONS, url) if is_corrected else "",
    )
    yield PlannedPage(url, "about.html", view, "about.md")


def plan_not_found(desk: Desk, edition: Edition) -> Iterator[Unit]:
    yield unit(desk, "not found", _not_found)


def _not_found(desk: Desk) -> Iterator[Planned]:
    """Served for any address at any depth, so its links begin with the site's base path."""
    base = desk.config.base_path
    top = replace(head(desk, "404", urls.NOT_FOUND, desk.phrases.not_found_title, index=False), root=base, crumbs=())
    view = NotFoundPage(
        top,
        urls.absolute(base, urls.ARCHIVE),
        urls.absolute(base, urls.PEOPLE),
        urls.absolute(base, urls.SEARCH),
    )
    yield PlannedPage(urls.NOT_FOUND, "404.html", view, "edition.yaml")
