"""The pages of articles, as printed or taken back, and their pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice

from edition import citation, markdown, urls
from edition.characters import HAN
from edition.fingerprint import digest
from edition.images import picture_of
from edition.model import Article, Byline, Edition, Issue, Slip
from edition.patterns import pattern
from edition.plan.desk import Desk, Planned, PlannedFile, PlannedLater, PlannedPage, Unit, unit
from edition.plan.known import Cast, called
from edition.plan.naming import known_names
from edition.plan.parts import article_link, folio_name, head, headline, lean_card, picture_view, term_url, url_of
from edition.values import Value, replace
from edition.views import (
    ArticlePage,
    Body,
    Card,
    Link,
    Name,
    Note,
    PersonCard,
    TombPage,
    Writer,
)

DESCRIPTION = 100
"""Characters of the text in a page's description."""
_WORD = pattern(f"[{HAN}]|[^\\s{HAN}、-】！-～“”]+")


def plan_articles(desk: Desk, edition: Edition) -> Iterator[Unit]:
    beside = _beside_in_columns(edition) if desk.shows("article.html", "column_next") else {}
    for issue, cast in zip(edition.issues, desk.known.casts, strict=True):
        wholes = tuple([article.whole for article in issue.articles])
        columns = tuple([other for article in issue.articles for other in beside.get(article.file, ())])
        yield unit(desk, f"articles {issue.date}", _articles, issue, cast, wholes, columns)


def _beside_in_columns(edition: Edition) -> dict[str, tuple[Slip, Slip]]:
    """For every article of a column, by its file, the one before it and the one after; itself where there is none."""
    columns: dict[str, list[Slip]] = defaultdict(list)
    for issue in edition.issues:
        for article in issue.articles:
            if article.column:
                columns[article.column].append(article)
    return {
        article.file: (before, after)
        for those in columns.values()
        for before, article, after in zip((those[0], *those), those, (*those[1:], those[-1]), strict=False)
    }


OwnCast = tuple[tuple[tuple[str, int], ...], tuple[str, ...], dict[str, tuple[str, ...]]]
"""Of an article: each person's id and reports (0 for one without a page), each writer's id (empty for
one without a page), and the longer names around its names."""


class Around(Value, frozen=True):
    """All that an article's page shows of others."""

    inferred: bool
    """That the date of the issue is concluded."""
    evidence: str
    section: str
    """Of the folio."""
    same_folio: tuple[Card, ...]
    beside: tuple[Slip | None, ...]
    """Previous, next, where it goes on, where it began."""
    in_column: tuple[Slip | None, ...]
    """Previous, next; empty where the article has no column."""
    cast: OwnCast


_NOBODY = bytes(16)
"""Instead of a digest."""


def _articles(
    desk: Desk, issue: Issue, cast: Cast, wholes: tuple[bytes, ...], columns: tuple[Slip, ...]
) -> Iterator[Planned]:
    """`columns` are, of each article with a column, the one before it there and the one after."""
    articles = issue.articles
    shows_folio = desk.shows("article.html", "same_folio")
    before = {article.continued: article for article in articles if article.continued}
    by_place = {(article.folio, article.position): article for article in articles}
    folios = {folio.number: folio for folio in issue.folios}
    # A folio is known by its articles' faces: more than a page shows of them, and much sooner told.
    faces = {
        folio.number: digest(issue.inferred, issue.evidence, folio.section, *[one.face for one in folio.articles])
        for folio in issue.folios
    }
    # From each article of an issue the way to another is the same.
    here = urls.issue_url(issue.date)
    by_column = iter(columns)
    cards = {article.file: lean_card(article, here, desk) for article in articles} if shows_folio else {}
    for number, article in enumerate(articles):
        folio = folios[article.folio]
        beside = (
            articles[number - 1] if number else None,
            articles[number + 1] if number + 1 < len(articles) else None,
            by_place[article.continued] if article.continued else None,
            before.get((article.folio, article.position)),
        )
        before_and_after = islice(by_column, 2 if article.column else 0)
        in_column = tuple([other if other is not article else None for other in before_and_after])
        own_cast = (
            tuple([(mention.id, cast.reports.get(mention.id, 0)) for mention in article.persons]),
            tuple([writer.id if writer.id in cast.authors else "" for writer in article.byline]),
            _longer(desk, article, cast) if cast.longer else {},
        )
        others = b"".join([other.face if other else _NOBODY for other in (*beside, *in_column)])
        fingerprint = digest(desk.recipe, wholes[number], faces[article.folio], others, own_cast)
        same_folio = tuple([cards[other.file] for other in folio.articles if other is not article]) if cards else ()
        around = Around(issue.inferred, issue.evidence, folio.section, same_folio, beside, in_column, own_cast)
        view = partial(_article_page, desk, article, around)
        yield PlannedLater(url_of(article), "article.html", fingerprint, view, article.file)
    yield from _images(desk, issue)


def _longer(desk: Desk, article: Slip, cast: Cast) -> dict[str, tuple[str, ...]]:
    every = [name for one in article.persons for name in called(one, desk.entries)]
    return {name: cast.longer[name] for name in every if name in cast.longer}


def _article_page(desk: Desk, slip: Slip, around: Around) -> ArticlePage:
    article = desk.whole(slip)
    shows = partial(desk.shows, "article.html")
    url = url_of(article)
    day = desk.day(article.date)
    folio_url = urls.folio_url(article.date, article.folio)
    persons_and_reports, writers, longer = around.cast
    persons = {one: urls.relative(urls.person_url(one), url) for one, reports in persons_and_reports if reports}
    previous, following, continued, continues = [
        article_link(other, url) if other else None for other in around.beside
    ]
    earlier, later = [
        replace(article_link(other, url), note=desk.day(other.date).text) if other else None
        for other in around.in_column or (None, None)
    ]

    in_words = _has_words(article.language) if article.language else desk.words.counts_words

    def term(index: str, name: str) -> Link | None:
        return Link(urls.relative(term_url(index, name), url), name) if name else None

    return ArticlePage(
        head=head(
            desk,
            "article",
            url,
            article.headline,
            _description(desk, article) if shows("description") else "",
            day=article.date,
            index=article.status == "public",
            crumbs=(
                (urls.issue_url(article.date), day.text),
                (folio_url, folio_name(desk, article.folio, around.section)),
            )
            if shows("crumbs")
            else None,
            language=article.language,
        ),
        day=day,
        inferred=around.inferred,
        folio=desk.number(article.folio),
        folio_href=urls.relative(folio_url, url),
        headline=headline(article),
        kicker=article.kicker,
        deck=article.deck,
        column=term(urls.COLUMNS, article.column),
        section=term(urls.SECTIONS, article.section),
        genre=term(urls.GENRES, article.genre),
        writers=tuple(
            _writer(desk, writer, known, url) for writer, known in zip(article.byline, writers, strict=True)
        ),
        event_day=desk.day(article.event_date) if article.event_date else None,
        length=_length(article, in_words) if shows("length") else 0,
        in_words=in_words,
        body=Body(article.body, article.dateline, _names_in(desk, article, persons, longer), article.plain),
        pictures=tuple(picture_view(image, article.date, url, article.language) for image in article.images),
        places=article.places,
        keywords=article.keywords,
        persons=tuple(
            [
                PersonCard(mention.name, persons[one], mention.office, mention.role, reports)
                for mention, (one, reports) in zip(article.persons, persons_and_reports, strict=True)
                if reports
            ]
        ),
        same_folio=around.same_folio,
        previous=previous,
        next=following,
        continued=continued,
        continues=continues,
        column_previous=earlier,
        column_next=later,
        citation=_citation(desk, article, around.inferred) if shows("citation") else "",
        corrections=tuple(Note(desk.day(one.date), one.note) for one in article.corrections),
        source_file=article.source.file,
        source_note=article.source.note,
        rights=article.rights,
        draft=article.status == "draft",
        evidence=around.evidence if around.inferred else "",
        corrected=desk.day(article.corrected) if article.corrected else None,
        all_corrections=urls.relative(urls.CORRECTIONS, url) if article.corrected else "",
        report=_report(desk, article),
        proof=urls.relative(urls.proof_url(article.date, article.folio), url) if _is_imported(article) else "",
    )


def _description(desk: Desk, article: Article) -> str:
    return markdown.on_one_line(markdown.summary(article.body, article.dateline, DESCRIPTION), desk.words.space)


def _citation(desk: Desk, article: Article, inferred: bool) -> str:
    return citation.cited(article, inferred, desk.config.newspaper, desk.config.language, desk.filed_writer)


def _has_words(language: str) -> bool:
    """Whether the length of a text in it is told in words."""
    return language[:2] not in ("zh", "ja")


def _length(article: Article, in_words: bool) -> int:
    """Of the text, in words (each Chinese character is one) or in characters."""
    text = "\n".join(markdown.paragraphs(article.body))
    return len(_WORD.findall(text)) if in_words else sum(map(len, text.split()))


def _report(desk: Desk, article: Article) -> str:
    """Where a reader reports a mistake in this article."""
    config = desk.config
    if not config.repository:
        return ""
    title = desk.phrases.report_title.format(
        headline=article.headline, day=desk.day(article.date).text, folio=desk.number(article.folio)
    )
    return urls.report_url(config.repository, title, urls.absolute(config.base_url, url_of(article)) + "\n\n")


def _is_imported(article: Article) -> bool:
    return article.status == "draft" and article.source.file == f"page-{article.folio:02}.txt"


def _writer(desk: Desk, writer: Byline, known: str, base: str) -> Writer:
    """`known` is the id of a writer with a page."""
    filed = desk.filed_writer(writer) if desk.phrases.surname_last else ""
    href = urls.relative(urls.byline_url(known), base) if known else ""
    return Writer(writer.name, writer.role, href, writer.is_behind, filed)


def _names_in(
    desk: Desk, article: Article, hrefs: Mapping[str, str], longer: Mapping[str, tuple[str, ...]]
) -> tuple[Name, ...]:
    """`hrefs` of the persons with a page, by id."""
    known = known_names(desk, article, hrefs, longer)
    if not any(known.values()):
        return ()
    return tuple([Name(text, hrefs[one] if one else "") for text, one in known.items()])


def plan_withdrawn(desk: Desk, edition: Edition) -> Iterator[Unit]:
    inferred = {issue.date for issue in edition.issues if issue.inferred}
    for article in edition.withdrawn:
        name = f"withdrawn {article.file}"
        yield unit(desk, name, _withdrawn, (article,), article.whole, article.date in inferred)


def _withdrawn(desk: Desk, slips: tuple[Slip, ...], digest: bytes, inferred: bool) -> Iterator[Planned]:
    article = desk.whole(slips[0])
    url = url_of(article)
    view = TombPage(
        head=head(desk, "withdrawn", url, desk.phrases.withdrawn_title, day=article.date, index=False),
        day=desk.day(article.date),
        folio=desk.number(article.folio),
        headline=headline(article),
        citation=_citation(desk, article, inferred),
        corrections=tuple(Note(desk.day(one.date), one.note) for one in article.corrections),
    )
    yield PlannedPage(url, "withdrawn.html", view, article.file)


def _images(desk: Desk, issue: Issue) -> Iterator[Planned]:
    """Copies of the pictures that articles and folios show."""
    images = [image for article in issue.articles for image in article.images]
    images += [folio.image for folio in issue.folios if folio.image]
    for file, image in {image.file: image for image in images}.items():
        url = urls.image_url(issue.date, image.name)
        yield PlannedFile(url, image.digest, partial(picture_of, image, desk.config.content), file)
