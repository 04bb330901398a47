"""The pages of an issue: its front page, which the home page shows too, and its folios."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial

from edition import markdown, urls
from edition.fingerprint import digest
from edition.model import Edition, Folio, Issue, Mention, Slip
from edition.plan.books import book_link
from edition.plan.desk import Desk, Planned, PlannedLater, PlannedPage, Unit, unit
from edition.plan.known import bare
from edition.plan.parts import (
    card,
    folio_name,
    full_card,
    has_page,
    head,
    is_called,
    is_comment,
    language_in,
    picture_view,
    url_of,
)
from edition.values import freeze, replace
from edition.views import (
    Block,
    EmptyHome,
    FolioPage,
    Front,
    IssuePage,
    Link,
    PersonCard,
    Tab,
    Zone,
)
from edition.words import counted

LEAD_SUMMARY = 220
CARD_SUMMARY = 70
LONG_CARD_SUMMARY = 110
"""In a left column of one or two cards, so that it is as long as its neighbours."""
COMMENT_SUMMARY = 120
PICTURED = 200
"""Characters of a text below which its picture says more: on its folio that is shown. They are all in its `opening`."""
FEATURE_SUMMARY = markdown.LONGEST_SUMMARY
BRIEFS = 8
"""Headlines below the left column's articles; with these it is about as long as the middle one."""


Beside = tuple[date | None, date | None]
"""The days of the issues before and after."""


def plan_home(desk: Desk, edition: Edition) -> Iterator[Unit]:
    if edition.issues:
        yield unit(desk, "home", _home, edition.issues[-1], _beside(edition.issues, len(edition.issues) - 1))
    else:
        yield unit(desk, "home", _empty_home)


def _empty_home(desk: Desk) -> Iterator[Planned]:
    yield PlannedPage(urls.HOME, "empty.html", EmptyHome(head(desk, "home", urls.HOME, "")), "edition.yaml")


def _home(desk: Desk, issue: Issue, beside: Beside) -> Iterator[Planned]:
    """`/` shows the latest issue; its own address stays the issue's, so that is canonical."""
    top = head(
        desk,
        "home",
        urls.HOME,
        "",
        _description(desk, issue),
        day=issue.date,
        canonical=urls.issue_url(issue.date),
        language=language_in(issue.articles),
    )
    yield PlannedPage(urls.HOME, "home.html", IssuePage(top, _front(desk, issue, beside, urls.HOME)), "edition.yaml")


def plan_issues(desk: Desk, edition: Edition) -> Iterator[Unit]:
    for number, issue in enumerate(edition.issues):
        yield unit(desk, f"issue {issue.date}", _issue, issue, _beside(edition.issues, number))


def _beside(issues: tuple[Issue, ...], number: int) -> Beside:
    return (
        issues[number - 1].date if number else None,
        issues[number + 1].date if number + 1 < len(issues) else None,
    )


def _issue(desk: Desk, issue: Issue, beside: Beside) -> Iterator[Planned]:
    url = urls.issue_url(issue.date)
    day = desk.day(issue.date)
    top = head(
        desk,
        "issue",
        url,
        desk.phrases.day_and_weekday.format(day=day.text, weekday=day.weekday),
        _description(desk, issue),
        day=issue.date,
        crumbs=((urls.ARCHIVE, desk.phrases.archive),),
        language=language_in(issue.articles),
    )
    yield PlannedPage(url, "issue.html", IssuePage(top, _front(desk, issue, beside, url)), issue.articles[0].file)


def _description(desk: Desk, issue: Issue) -> str:
    return desk.phrases.issue_description.format(
        newspaper=desk.config.newspaper,
        day=desk.day(issue.date).text,
        folios=counted(desk.words.n_folios, len(issue.folios)),
        articles=desk.articles(len(issue.articles)),
        lead=issue.articles[0].headline,
    )


def _front(desk: Desk, issue: Issue, beside: Beside, base: str) -> Front:
    articles = issue.articles
    lead = articles[0]
    rest = [article for article in articles if article is not lead]
    comment = next((article for article in rest if is_comment(desk, article)), None)
    feature = next((article for article in rest if article is not comment and _is_feature(desk, article)), None)
    first_folio = [
        article for article in rest if article.folio == lead.folio and article is not comment and article is not feature
    ]
    # The middle column holds the lead; without a picture there is room for more below it.
    side = 3 if len(first_folio) > 4 else (len(first_folio) + 1) // 2
    below = side + (4 if len(first_folio) >= side + 4 and not lead.images else 2)
    # More of them would be a long narrow column beside nothing; the list of the folio, below, has every article.
    left, under, briefs = first_folio[:side], first_folio[side:below], first_folio[below : below + BRIEFS]
    return Front(
        day=desk.day(issue.date),
        number=issue.number,
        inferred=issue.inferred,
        evidence=issue.evidence,
        note=issue.note,
        folios=len(issue.folios),
        articles=len(articles),
        tabs=_tabs(desk, issue, base, None),
        lead=full_card(lead, base, desk, LEAD_SUMMARY, picture=True),
        left=tuple(
            full_card(article, base, desk, CARD_SUMMARY if len(left) > 2 else LONG_CARD_SUMMARY) for article in left
        ),
        under=tuple(full_card(article, base, desk, CARD_SUMMARY) for article in under),
        briefs=tuple(card(article, base, desk) for article in briefs),
        guide=tuple(
            card(folio.articles[0], base, desk)
            for folio in issue.folios
            if folio.articles and folio.number != lead.folio
        ),
        comment=full_card(comment, base, desk, COMMENT_SUMMARY) if comment else None,
        feature=full_card(feature, base, desk, FEATURE_SUMMARY, picture=True) if feature else None,
        persons=_persons_of_the_day(desk, issue, base),
        blocks=tuple(_block(desk, issue, folio, base) for folio in issue.folios if folio.articles),
        previous=_issue_link(desk, beside[0], base),
        next=_issue_link(desk, beside[1], base),
        same_day=urls.relative(urls.same_day_url(issue.date), base),
        epub=book_link(desk, issue, base),
        epub_name=f"{desk.config.newspaper} {issue.date}.epub",
    )


def _is_feature(desk: Desk, article: Slip) -> bool:
    words = desk.phrases.features
    return is_called(article.genre, words) or (not article.genre and is_called(article.section, words))


def _persons_of_the_day(desk: Desk, issue: Issue, base: str) -> tuple[PersonCard, ...]:
    """Who is in most articles of the issue, as first printed there; up to eight."""
    first: dict[str, Mention] = {}
    counts: Counter[str] = Counter()
    for article in issue.articles:
        for mention in article.persons:
            if has_page(desk, mention.id):
                if mention.id not in first or (mention.office and not first[mention.id].office):
                    first[mention.id] = mention
                counts[mention.id] += 1
    # An office as printed makes a line worth reading; who has none comes after.
    order = sorted(first, key=lambda person_id: (not first[person_id].office, -counts[person_id]))
    return tuple(
        PersonCard(first[one].name, urls.relative(urls.person_url(one), base), first[one].office, "", counts[one])
        for one in order[:8]
    )


def _block(desk: Desk, issue: Issue, folio: Folio, base: str) -> Block:
    href = urls.relative(urls.folio_url(issue.date, folio.number), base)
    cards = tuple(card(article, base, desk) for article in folio.articles)
    return Block(desk.number(folio.number), folio.section, href, cards)


def _tabs(desk: Desk, issue: Issue, base: str, current: int | None) -> tuple[Tab, ...]:
    return tuple(
        Tab(
            urls.relative(urls.folio_url(issue.date, folio.number), base),
            desk.number(folio.number),
            folio.section,
            folio.number == current,
        )
        for folio in issue.folios
    )


def _issue_link(desk: Desk, other: date | None, base: str) -> Link | None:
    if other is None:
        return None
    day = desk.day(other)
    return Link(urls.relative(urls.issue_url(other), base), day.text, day.weekday)


def plan_folios(desk: Desk, edition: Edition) -> Iterator[Unit]:
    for issue in edition.issues:
        yield unit(desk, f"folios {issue.date}", _folios, issue)


def _folios(desk: Desk, issue: Issue) -> Iterator[Planned]:
    """Each folio by itself: the texts of one are read where its page is new, and not those of the whole issue."""
    frame = freeze(bare(issue))
    for number, folio in enumerate(issue.folios):
        shown = [(article.face, article.opening, article.region) for article in folio.articles]
        fingerprint = digest(desk.recipe, frame, number, shown)
        source = folio.articles[0].file if folio.articles else f"issues/{issue.date:%Y/%m-%d}/issue.yaml"
        url = urls.folio_url(issue.date, folio.number)
        yield PlannedLater(url, "folio.html", fingerprint, partial(_folio, desk, issue, number), source)


def _folio(desk: Desk, issue: Issue, number: int) -> FolioPage:
    """`number` counts the folios from 0."""
    folio, day = issue.folios[number], desk.day(issue.date)
    url = urls.folio_url(issue.date, folio.number)
    name = folio_name(desk, folio.number, folio.section)
    return FolioPage(
        head=head(
            desk,
            "folio",
            url,
            f"{name} {day.text}",
            "",
            day=issue.date,
            crumbs=((urls.issue_url(issue.date), day.text),),
            language=language_in(folio.articles),
        ),
        day=day,
        folio=desk.number(folio.number),
        section=folio.section,
        picture=replace(picture_view(folio.image, issue.date, url), alt=name) if folio.image else None,
        zones=tuple([_zone(article, url) for article in folio.articles if article.region]) if folio.image else (),
        tabs=_tabs(desk, issue, url, folio.number),
        cards=tuple(
            full_card(article, url, desk, CARD_SUMMARY, picture=len(desk.whole(article).body) < PICTURED)
            for article in folio.articles
        ),
        previous=_folio_link(desk, issue, number - 1, url),
        next=_folio_link(desk, issue, number + 1, url),
    )


def _zone(article: Slip, base: str) -> Zone:
    path = "".join(f"M{left:g} {top:g}h{width:g}v{height:g}h{-width:g}z" for left, top, width, height in article.region)
    return Zone(urls.relative(url_of(article), base), article.headline, path)


def _folio_link(desk: Desk, issue: Issue, number: int, base: str) -> Link | None:
    if not 0 <= number < len(issue.folios):
        return None
    folio = issue.folios[number]
    url = urls.folio_url(issue.date, folio.number)
    return Link(urls.relative(url, base), folio_name(desk, folio.number, folio.section))
