"""All corrections of the edition on one page, newest first, and their feed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from edition import feeds, urls
from edition.fingerprint import digest
from edition.model import Correction, Edition, Slip
from edition.plan.desk import Desk, Planned, PlannedFile, PlannedPage, Unit, unit
from edition.plan.feeds import NEWEST, feed_of, item_of
from edition.plan.parts import article_link, head
from edition.values import freeze, replace
from edition.views import Corrected, CorrectionsPage


def plan_corrections(desk: Desk, edition: Edition) -> Iterator[Unit]:
    if corrected := corrected_articles(edition):
        yield unit(desk, "corrections", _corrections, corrected, tuple([article.whole for article in corrected]))


def corrected_articles(edition: Edition) -> tuple[Slip, ...]:
    """Every article with a correction, withdrawn ones too."""
    all_articles = (*(article for issue in edition.issues for article in issue.articles), *edition.withdrawn)
    return tuple([article for article in all_articles if article.corrected])


def _corrections(desk: Desk, slips: tuple[Slip, ...], wholes: tuple[bytes, ...]) -> Iterator[Planned]:
    found = [(correction, slip) for slip in slips for correction in desk.whole(slip).corrections]
    found.sort(key=lambda one: (one[0].date, one[1].place), reverse=True)
    url = urls.CORRECTIONS
    view = CorrectionsPage(
        head=head(desk, "corrections", url, desk.phrases.corrections_title, feed=urls.CORRECTIONS_FEED),
        corrections=tuple([_corrected(desk, correction, slip) for correction, slip in found]),
    )
    yield PlannedPage(url, "corrections.html", view, slips[0].file)
    if desk.config.base_url:
        items = tuple([_item(desk, correction, slip) for correction, slip in found[:NEWEST]])
        title = f"{desk.config.title} · {desk.phrases.corrections_title}"
        feed = feed_of(desk, urls.CORRECTIONS_FEED, url, title, "", items)
        yield PlannedFile(urls.CORRECTIONS_FEED, digest(freeze(feed)), partial(feeds.atom, feed), slips[0].file)


def _corrected(desk: Desk, correction: Correction, slip: Slip) -> Corrected:
    link = replace(article_link(slip, urls.CORRECTIONS), note=desk.day(slip.date).text)
    return Corrected(desk.day(correction.date), correction.note, link)


def _item(desk: Desk, correction: Correction, slip: Slip) -> feeds.Item:
    """A correction is known by article, day and text: two of one day are two."""
    item = item_of(desk, slip, correction.note)
    number = digest(correction.note)[:8]
    return replace(
        item,
        id=f"{item.id}/{correction.date.isoformat()}-{number}",
        published=correction.date,
        updated=correction.date,
        rights="",  # the note is the paper's, whosever the article is
        language="",
    )
