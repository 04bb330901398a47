"""Articles as search sees them: the same text that their pages show."""

from __future__ import annotations

from collections.abc import Callable

from edition import markdown
from edition.content import as_read
from edition.model import Article, Edition, Slip
from edition.plan.desk import url_of
from edition.search import Record


def records_of(edition: Edition, whole: Callable[[Slip], Article] = as_read) -> tuple[Record, ...]:
    """A record for every published article, newest day first and in reading order within it."""
    return tuple(_record(whole(article), edition) for issue in reversed(edition.issues) for article in issue.articles)


def _record(article: Article, edition: Edition) -> Record:
    writers = (" ".join(filter(None, (writer.role, writer.name))) for writer in article.byline)
    return Record(
        url=url_of(article),
        day=article.date.isoformat(),
        folio=article.folio,
        position=article.position,
        headline=article.headline,
        aside=tuple(filter(None, (article.kicker, *article.deck, article.column, *writers))),
        paragraphs=markdown.paragraphs(article.body),
        section=article.section,
        column=article.column,
        genre=article.genre,
        persons=tuple(mention.id for mention in article.persons if mention.id in edition.persons),
        authors=tuple(writer.id for writer in article.byline if writer.id in edition.authors),
    )
