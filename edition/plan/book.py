"""An issue as a book: its articles as chapters, with links that work without the site around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from urllib.parse import urljoin

from edition import markdown, urls
from edition.cover import Cover, Line, cover_svg
from edition.epub import Book, Chapter, Plate
from edition.images import picture_of
from edition.model import Article, Image, Issue, Slip
from edition.patterns import pattern
from edition.plan.books import printed
from edition.plan.desk import Desk
from edition.plan.parts import folio_name, has_page, url_of
from edition.views import Body
from edition.words import counted

NOWHERE = "https://edition.invalid/"
"""Where the site is when it doesn't know its own address."""
DESCRIPTION = 5
"""Headlines in the description of a book."""

_LINK = pattern(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def book_of(desk: Desk, issue: Issue) -> Book:
    config, words, day = desk.config, desk.words, desk.day(issue.date)
    slips = printed(issue)
    inside = {_address(desk, url_of(slip)): f"{slip.number}.xhtml" for slip in slips}
    names = {folio.number: folio_name(desk, folio.number, folio.section) for folio in issue.folios}
    turned = {slip.continued: slip for slip in slips if slip.continued}
    by_place = {(slip.folio, slip.position): slip for slip in slips}
    chapters: list[Chapter] = []
    for slip in slips:
        before, after = turned.get((slip.folio, slip.position)), by_place.get(slip.continued or (0, 0))
        turns = (
            *([_turn(words.continued_from + words.colon, before)] if before else []),
            *([_turn(words.continued_on + words.colon, after)] if after else []),
        )
        chapters.append(_chapter(desk, desk.whole(slip), names[slip.folio], turns, inside))
    return Book(
        title=f"{config.newspaper} {day.text}",
        newspaper=config.newspaper,
        publisher=config.publisher,
        language=config.language,
        rights=config.rights,
        description="\n".join([slip.headline for slip in slips[:DESCRIPTION]]),
        date=day.iso,
        updated=max(slip.updated for slip in slips).isoformat(),
        source=words.comma.join(filter(None, (config.newspaper, day.text, issue.number))),
        contents=words.contents,
        cover=words.cover,
        pages=words.printed_pages,
        svg=cover_svg(_cover(desk, issue, slips)),
        chapters=tuple(chapters),
    )


def _cover(desk: Desk, issue: Issue, slips: tuple[Slip, ...]) -> Cover:
    """The first article leads; then come the first of each other folio, then the rest of the first."""
    config, words, day = desk.config, desk.words, desk.day(issue.date)
    lead, *rest = slips
    inside = {slip.folio: slip for slip in reversed(rest) if slip.folio != lead.folio}
    guide = [inside[folio] for folio in sorted(inside)]
    others = [*rest[:3], *guide, *rest[3:]] if rest and rest[0].folio == lead.folio else [*guide, *rest]
    extent = f"{counted(words.n_folios, len(issue.folios))} · {desk.articles(len(slips))}"
    also = " ".join(filter(None, (day.minguo, day.lunar)))
    several = len({slip.folio for slip in slips}) > 1
    return Cover(
        language=config.language,
        newspaper=config.newspaper,
        left=(desk.phrases.day_and_weekday.format(day=day.text, weekday=day.weekday), *filter(None, [also])),
        right=(*filter(None, [issue.number]), extent),
        kicker=lead.kicker,
        lead=Line(lead.headline, lead.kept),
        deck=lead.deck[0] if lead.deck else "",
        others=tuple(
            Line(slip.headline, slip.kept, desk.number(slip.folio) if several else "") for slip in dict.fromkeys(others)
        ),
        foot=config.publisher or config.title,
    )


def _chapter(
    desk: Desk, article: Article, folio: str, turns: tuple[str, ...], inside: Mapping[str, str]
) -> Chapter:
    return Chapter(
        name=article.number,
        folio=article.folio,
        folio_name=folio,
        column=article.column,
        kicker=article.kicker,
        headline=article.headline,
        lines=article.headline_lines,
        deck=article.deck,
        byline=desk.words.list_comma.join([writer.with_role for writer in article.byline]),
        html=_linked(desk, article, markdown.prose(Body(article.body, article.dateline, (), article.plain)), inside),
        plates=tuple([_plate(desk, image) for image in article.images]),
        turns=turns,
        notes=tuple(_notes(desk, article)),
        language=article.language,
    )


def _plate(desk: Desk, image: Image) -> Plate:
    return Plate(picture_of(image, desk.config.content), image.alt, image.cutline)


def _notes(desk: Desk, article: Article) -> Iterator[tuple[str, str]]:
    """Persons as printed, corrections, and where the article stands in the web."""
    words, base_url = desk.words, desk.config.base_url
    label = words.persons_in_article + words.colon
    for one in article.persons:
        if has_page(desk, one.id):
            address = urls.absolute(base_url, urls.person_url(one.id)) if base_url else ""
            yield label, _anchor(address, one.name) + escape(f" {one.office}" if one.office else "")
            label = ""
    for correction in article.corrections:
        yield f"{words.corrections} {desk.day(correction.date).text}{words.colon}", escape(correction.note)
    if article.rights:
        yield words.rights + words.colon, escape(article.rights)
    if base_url:
        address = _address(desk, url_of(article))
        yield "", _anchor(address, address)


def _turn(words: str, other: Slip) -> str:
    return escape(words) + _anchor(f"{other.number}.xhtml", other.headline)


def _linked(desk: Desk, article: Article, html: str, inside: Mapping[str, str]) -> str:
    """The text with links that work in a book: into it, into the web, or no links at all."""
    if "<a " not in html:
        return html
    here = _address(desk, url_of(article))

    def link(found: re.Match[str]) -> str:
        target = urljoin(here, unescape(found[1]))
        page = inside.get(target.partition("#")[0].partition("?")[0])
        if page or not target.startswith(NOWHERE):
            return f'<a href="{escape(page or target)}">{found[2]}</a>'
        return found[2]

    return _LINK.sub(link, html)


def _address(desk: Desk, url: str) -> str:
    return urls.absolute(desk.config.base_url or NOWHERE, url)


def _anchor(address: str, text: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)
