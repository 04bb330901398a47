"""The pages of articles: as printed, taken back, or moved; and their pictures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from edition import citation, markdown, urls
from edition.model import Article, Byline, Image, Issue, Mention
from edition.plan.desk import (
    Desk,
    Planned,
    PlannedFile,
    PlannedPage,
    article_link,
    folio_name,
    head,
    headline,
    lean_card,
    picture_view,
    term_url,
    url_of,
)
from edition.views import (
    ArticlePage,
    Body,
    Link,
    Name,
    Note,
    PersonCard,
    RedirectPage,
    TombPage,
    Writer,
)

DESCRIPTION = 100
"""Characters of the text in a page's description."""


def plan_articles(desk: Desk) -> Iterator[Planned]:
    for issue in desk.issues:
        articles = issue.articles
        before = {article.continued: article for article in articles if article.continued}
        folio_articles = {folio.number: folio.articles for folio in issue.folios}
        by_place = {(article.folio, article.position): article for article in articles}
        for number, article in enumerate(articles):
            url = url_of(article)
            view = _article_page(
                desk,
                issue,
                article,
                url,
                previous=articles[number - 1] if number else None,
                following=articles[number + 1] if number + 1 < len(articles) else None,
                same_folio=tuple(other for other in folio_articles[article.folio] if other is not article),
                continued=by_place[article.continued] if article.continued else None,
                continues=before.get((article.folio, article.position)),
            )
            yield PlannedPage(url, "article.html", view, article.file)


def _article_page(
    desk: Desk,
    issue: Issue,
    article: Article,
    url: str,
    *,
    previous: Article | None,
    following: Article | None,
    same_folio: tuple[Article, ...],
    continued: Article | None,
    continues: Article | None,
) -> ArticlePage:
    day = desk.day(article.date)
    folio_url = urls.folio_url(article.date, article.folio)
    section = next((folio.section for folio in issue.folios if folio.number == article.folio), "")

    def term(index: str, name: str) -> Link | None:
        return Link(urls.relative(term_url(index, name), url), name) if name else None

    return ArticlePage(
        head=head(
            desk,
            "article",
            url,
            article.headline,
            markdown.summary(article.body, article.dateline, DESCRIPTION).replace("\n", ""),
            day=article.date,
            index=article.status == "public",
            crumbs=(
                (urls.issue_url(article.date), day.text),
                (folio_url, folio_name(desk, article.folio, section)),
            ),
        ),
        day=day,
        inferred=issue.inferred,
        folio=f"{article.folio:02}",
        folio_href=urls.relative(folio_url, url),
        headline=headline(article),
        kicker=article.kicker,
        deck=article.deck,
        column=term(urls.COLUMNS, article.column),
        section=term(urls.SECTIONS, article.section),
        genre=term(urls.GENRES, article.genre),
        writers=tuple(_writer(desk, writer, url) for writer in article.byline),
        event_day=desk.day(article.event_date) if article.event_date else None,
        length=sum(len("".join(text.split())) for text in markdown.paragraphs(article.body)),
        body=Body(article.body, article.dateline, names_in(desk, article, url)),
        pictures=tuple(picture_view(image, article.date, url) for image in article.images),
        places=article.places,
        keywords=article.keywords,
        persons=tuple(
            _person_card(desk, mention, article, url)
            for mention in article.persons
            if mention.id in desk.edition.persons
        ),
        same_folio=tuple(lean_card(other, url, desk) for other in same_folio),
        previous=article_link(previous, url) if previous else None,
        next=article_link(following, url) if following else None,
        continued=article_link(continued, url) if continued else None,
        continues=article_link(continues, url) if continues else None,
        citation=citation.gb_t_7714(article, desk.config.newspaper),
        corrections=tuple(Note(desk.day(one.date), one.note) for one in article.corrections),
        source_file=article.source.file,
        source_note=article.source.note,
        rights=article.rights,
        draft=article.status == "draft",
        evidence=issue.evidence if issue.inferred else "",
    )


def _writer(desk: Desk, writer: Byline, base: str) -> Writer:
    known = writer.id in desk.edition.authors
    return Writer(writer.name, writer.role, urls.relative(urls.byline_url(writer.id), base) if known else "")


def _person_card(desk: Desk, mention: Mention, article: Article, base: str) -> PersonCard:
    reports = bisect_right(desk.report_days[mention.id], article.date)
    href = urls.relative(urls.person_url(mention.id), base)
    return PersonCard(mention.name, href, mention.office, mention.role, reports)


def names_in(desk: Desk, article: Article, base: str) -> tuple[Name, ...]:
    """The declared names that stand in the text, and the longer known names around them.

    A name that two declared persons share is not linked: nobody knows which is meant.
    """
    hrefs: dict[str, str] = {}
    for mention in article.persons:
        if mention.name in article.body:
            known = mention.id in desk.edition.persons and mention.name not in hrefs
            hrefs[mention.name] = urls.relative(urls.person_url(mention.id), base) if known else ""
    for name in tuple(hrefs):
        for longer in desk.longer_names.get(name, ()):
            if longer not in hrefs and longer in article.body:
                hrefs[longer] = ""
    return tuple(Name(text, href) for text, href in hrefs.items()) if any(hrefs.values()) else ()


def plan_withdrawn(desk: Desk) -> Iterator[Planned]:
    for article in desk.edition.withdrawn:
        url = url_of(article)
        view = TombPage(
            head=head(desk, "withdrawn", url, desk.phrases.withdrawn_title, day=article.date, index=False),
            day=desk.day(article.date),
            folio=f"{article.folio:02}",
            headline=headline(article),
            citation=citation.gb_t_7714(article, desk.config.newspaper),
            corrections=tuple(Note(desk.day(one.date), one.note) for one in article.corrections),
        )
        yield PlannedPage(url, "withdrawn.html", view, article.file)


def plan_redirects(desk: Desk) -> Iterator[Planned]:
    """Old addresses. Planned last, so that an alias which is taken is told at its article."""
    for article in (*(article for issue in desk.issues for article in issue.articles), *desk.edition.withdrawn):
        target = url_of(article)
        for alias in article.aliases:
            top = head(desk, "redirect", alias, desk.phrases.moved_title, index=False, canonical=target)
            view = RedirectPage(top, urls.relative(target, alias), article.headline)
            yield PlannedPage(alias, "redirect.html", view, article.file)


def plan_images(desk: Desk) -> Iterator[Planned]:
    """Copies of the pictures that articles and folios show."""
    seen: set[str] = set()
    for issue in desk.issues:
        images: list[Image] = [image for article in issue.articles for image in article.images]
        images += [folio.image for folio in issue.folios if folio.image]
        for image in images:
            if image.file not in seen:
                seen.add(image.file)
                path = desk.config.content / image.file
                url = urls.image_url(issue.date, image.file.rsplit("/", 1)[-1])
                yield PlannedFile(url, image.digest, path.read_bytes, image.file)
