"""Articles as search sees them: the same text that their pages show."""

from __future__ import annotations

from edition import markdown
from edition.model import Article, Edition
from edition.plan.desk import url_of
from edition.search import Record


def records_of(edition: Edition) -> tuple[Record, ...]:
    """A record for every published article, newest day first and in reading order within it."""
    return tuple(_record(article, edition) for issue in reversed(edition.issues) for article in issue.articles)


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
