"""Articles as search sees them: the same text that their pages show."""

from __future__ import annotations

from collections.abc import Callable

from edition import markdown
from edition.content import as_read
from edition.model import Article, Edition, Slip
from edition.plan.desk import url_of
from edition.search import Record


def records_of(
    edition: Edition,
    whole: Callable[[Slip], Article] = as_read,
    paragraphs_of: Callable[[Slip], tuple[str, ...]] | None = None,
) -> tuple[Record, ...]:
    """A record for every published article, newest day first and in reading order within it.

    `paragraphs_of` gives the text of an article to whoever has it at hand; else `whole` does.
    """

    def read(slip: Slip) -> tuple[str, ...]:
        return markdown.paragraphs(whole(slip).body)

    text = paragraphs_of or read
    return tuple(
        _record(article, edition, text(article)) for issue in reversed(edition.issues) for article in issue.articles
    )


def _record(article: Slip, edition: Edition, paragraphs: tuple[str, ...]) -> Record:
    writers = (" ".join(filter(None, (writer.role, writer.name))) for writer in article.byline)
    return Record(
        url=url_of(article),
        day=article.date.isoformat(),
        folio=article.folio,
        position=article.position,
        headline=article.headline,
        aside=tuple(filter(None, (article.kicker, *article.deck, article.column, *writers))),
        paragraphs=paragraphs,
        section=article.section,
        column=article.column,
        genre=article.genre,
        persons=tuple(mention.id for mention in article.persons if mention.id in edition.persons),
        authors=tuple(writer.id for writer in article.byline if writer.id in edition.authors),
    )
