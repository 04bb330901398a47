"""The pages that serve the others: search, about, not found."""

from __future__ import annotations

from collections.abc import Iterator

from edition import urls
from edition.plan.desk import Desk, Planned, PlannedPage, head
from edition.values import replace
from edition.views import AboutPage, Body, NotFoundPage, SearchPage


def plan_search(desk: Desk) -> Iterator[Planned]:
    url = urls.SEARCH
    bundle = urls.relative(urls.SEARCH_DATA, url) if desk.config.search else ""
    view = SearchPage(
        head(desk, "search", url, desk.phrases.search_title, index=False),
        bundle,
        urls.relative(urls.ARCHIVE, url),
        urls.relative(urls.PEOPLE, url),
    )
    yield PlannedPage(url, "search.html", view, "edition.yaml")


def plan_about(desk: Desk) -> Iterator[Planned]:
    url = urls.ABOUT
    issues = desk.issues
    view = AboutPage(
        head=head(desk, "about", url, desk.phrases.about_title),
        body=Body(desk.about, "", ()) if desk.about else None,
        inferred=sum(issue.inferred for issue in issues),
        first=desk.day(issues[0].date) if issues else None,
        last=desk.day(issues[-1].date) if issues else None,
        issues=len(issues),
        articles=sum(len(issue.articles) for issue in issues),
        persons=len(desk.edition.persons),
    )
    yield PlannedPage(url, "about.html", view, "about.md")


def plan_not_found(desk: Desk) -> Iterator[Planned]:
    """Served for any address at any depth, so its links begin with the site's base path."""
    base = desk.config.base_path
    top = replace(head(desk, "404", urls.NOT_FOUND, desk.phrases.not_found_title, index=False), root=base, crumbs=())
    view = NotFoundPage(
        top,
        base + urls.ARCHIVE.lstrip("/"),
        base + urls.PEOPLE.lstrip("/"),
        base + urls.SEARCH.lstrip("/"),
    )
    yield PlannedPage(urls.NOT_FOUND, "404.html", view, "edition.yaml")
