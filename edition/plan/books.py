"""Which issues are books to take along: all of them, where `epub: true` asks for it.

A book is made of one issue alone, so an edit makes one of them again.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition import urls
from edition.model import Edition, Issue, Slip
from edition.plan.desk import Desk, Planned, Unit, planned_file, unit


def plan_books(desk: Desk, edition: Edition) -> Iterator[Unit]:
    if desk.config.epub:
        for issue in edition.issues:
            if printed(issue):
                wholes = tuple([article.whole for article in issue.articles])
                yield unit(desk, f"epub {issue.date}", _issue, issue, wholes)


def printed(issue: Issue) -> tuple[Slip, ...]:
    """The articles of a book: no drafts."""
    return tuple([slip for slip in issue.articles if slip.status == "public"])


def book_link(desk: Desk, issue: Issue, base: str) -> str:
    """Where the page at `base` offers the issue as a book; empty when it doesn't."""
    return urls.relative(urls.epub_url(issue.date), base) if desk.config.epub and printed(issue) else ""


def _issue(desk: Desk, issue: Issue, wholes: tuple[bytes, ...]) -> Iterator[Planned]:
    from edition.epub import epub  # here, because most editions and builds make no book
    from edition.plan.book import book_of

    data = epub(book_of(desk, issue))
    yield planned_file(urls.epub_url(issue.date), data, issue.articles[0].file)
