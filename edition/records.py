"""Articles as search sees them: the same text that their pages show."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from edition import markdown
from edition.articles import lines_around, lines_below
from edition.content import as_read
from edition.model import Article, Edition, Everyone, Slip
from edition.plan.parts import url_of
from edition.search import Record, Stub


def records_of(edition: Edition, whole: Callable[[Slip], Article] = as_read) -> tuple[Stub, ...]:
    """A record for every published article, newest day first and in reading order within it.

    Its text is read by `whole`, when it has to be indexed.
    """
    everyone = edition.everyone()
    return tuple([_stub(article, everyone, whole) for issue in reversed(edition.issues) for article in issue.articles])


def _stub(article: Slip, everyone: Everyone, whole: Callable[[Slip], Article]) -> Stub:
    persons, authors = everyone
    return Stub(
        url=url_of(article),
        day=article.date.isoformat(),
        folio=article.folio,
        position=article.position,
        section=article.section,
        column=article.column,
        genre=article.genre,
        persons=tuple([mention.id for mention in article.persons if mention.id in persons]),
        authors=tuple([writer.id for writer in article.byline if writer.id in authors]),
        size=article.letters,
        mark=article.searched,
        language=article.language,
        read=partial(_record, article, everyone, whole),
    )


def _record(slip: Slip, everyone: Everyone, whole: Callable[[Slip], Article]) -> Record:
    article = whole(slip)
    stub = _stub(slip, everyone, whole)
    return Record(
        url=stub.url,
        day=stub.day,
        folio=stub.folio,
        position=stub.position,
        headline=article.headline,
        aside=lines_around(article),
        paragraphs=(*markdown.paragraphs(article.body, numbered=True), *lines_below(article)),
        section=stub.section,
        column=stub.column,
        genre=stub.genre,
        persons=stub.persons,
        authors=stub.authors,
        language=stub.language,
    )
