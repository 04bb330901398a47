"""A page's text beside the drafts made of it, for the editor who checks them; only with --drafts.

Reads what the importer left in an issue's folder: page-01.txt and page-01.labels.txt.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from edition import urls
from edition.config import read_text
from edition.importer.annotated import read_annotated
from edition.importer.drafts import first_line_of_text
from edition.importer.filing import issue_folder, labels_name, page_name
from edition.importer.marks import Mark
from edition.model import Article, Edition, Folio, Issue, Slip
from edition.plan.desk import Desk, Planned, PlannedPage, Unit, unit
from edition.plan.parts import folio_name, head, headline, url_of
from edition.problems import shown
from edition.views import Body, Proof, ProofLine, ProofPage, ProofPart


def proof_units(desk: Desk, edition: Edition) -> Iterator[Unit]:
    """A page for each folio that was imported; raise EditionError where its labels can't be read."""
    for issue in edition.issues:
        folder = issue_folder(desk.config.content, issue.date)
        for folio in issue.folios:
            page, labels = folder / page_name(folio.number), folder / labels_name(folio.number)
            if page.is_file() and labels.is_file():
                lines = _lines(page, labels)
                wholes = tuple([article.whole for article in folio.articles])
                values = issue, folio.number, lines, folio.articles, wholes
                yield unit(desk, f"proof {issue.date} {folio.number}", _proof, *values)


def _lines(page: Path, labels: Path) -> tuple[ProofLine, ...]:
    texts = read_text(page, shown(page)).removesuffix("\n").split("\n")
    rows = read_text(labels, shown(labels)).removesuffix("\n").split("\n")
    marks = read_annotated(shown(labels), rows, texts)
    return tuple(_line(mark, texts) for mark in marks)


def _line(mark: Mark, texts: list[str]) -> ProofLine:
    gap = mark.number > 1 and not texts[mark.number - 2].strip()
    return ProofLine(mark.number, mark.text.strip(), mark.kind, mark.article, mark.doubt, gap)


def _proof(
    desk: Desk,
    issue: Issue,
    number: int,
    lines: tuple[ProofLine, ...],
    slips: tuple[Slip, ...],
    wholes: tuple[bytes, ...],
) -> Iterator[Planned]:
    """`wholes` are digests of the articles with their texts, so that a change of one is seen."""
    url = urls.proof_url(issue.date, number)
    folio = next((folio for folio in issue.folios if folio.number == number), Folio(number))
    name = folio_name(desk, number, folio.section)
    crumbs = ((urls.issue_url(issue.date), desk.day(issue.date).text), (urls.folio_url(issue.date, number), name))
    top = head(desk, "proof", url, name, day=issue.date, index=False, crumbs=crumbs)
    by_line = {first_line_of_text(article.source.note): article for article in map(desk.whole, slips)}
    parts = []
    for _, group in groupby(lines, key=lambda line: line.article):
        own = tuple(group)
        # A draft stands beside the beginning of its text.
        article = next((by_line[line.number] for line in own if line.number in by_line), None)
        parts.append(ProofPart(own, _draft(article, url) if article else None))
    doubts = tuple(line for line in lines if line.doubt)
    yield PlannedPage(url, "proof.html", ProofPage(top, tuple(parts), doubts), f"folio {number}")


def _draft(article: Article, base: str) -> Proof:
    return Proof(
        href=urls.relative(url_of(article), base),
        file=article.file,
        headline=headline(article),
        kicker=article.kicker,
        deck=article.deck,
        column=article.column,
        writers=tuple(writer.with_role for writer in article.byline),
        draft=article.status == "draft",
        body=Body(article.body, article.dateline, ()),
    )
