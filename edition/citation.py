"""How an article is cited: for readers in the style of their language, for reference managers as COinS.

The other forms (RIS, BibTeX, CSL-JSON) are made in the browser by assets/cite.js.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from edition import dates, urls
from edition.model import Article, Byline
from edition.views import Card
from edition.words import phrases_in


def cited(article: Article, inferred: bool, newspaper: str, language: str, filed: Callable[[Byline], str]) -> str:
    """An article in the style that is customary in a language; who comes first stands as `filed` in an index.

    A date that the paper doesn't say, and which was `inferred`, stands in square brackets in all of them.
    """
    writers = list(dict.fromkeys(writer.name for writer in article.byline))
    writers[:1] = map(filed, article.byline[:1])
    style = phrases_in(language).citation
    day = article.date.isoformat() if style == "GB/T 7714" else dates.day(article.date, language, False).text
    return STYLES[style](writers, article, newspaper, f"[{day}]" if inferred else day)


def gb_t_7714(writers: Sequence[str], article: Article, newspaper: str, day: str) -> str:
    """GB/T 7714: `宋仪凯. 市委常委会召开扩大会议[N]. 济宁日报, 2021-12-12(1).`; after three authors 等."""
    authors = ", ".join((*writers[:3], "等") if len(writers) > 3 else writers)
    who = f"{authors}. " if authors else ""
    return f"{who}{article.headline}[N]. {newspaper}, {day}({article.folio})."


def apa_in_chinese(writers: Sequence[str], article: Article, newspaper: str, day: str) -> str:
    """APA, 7th edition, as written in Taiwan: `宋儀凱（2021年12月12日）。市委常委會召開擴大會議。濟寧日報，第1版。`

    Without an author the headline comes first.
    """
    who = "、".join(writers)
    opening = f"{who}（{day}）。{article.headline}" if who else f"{article.headline}（{day}）"
    return f"{opening}。{newspaper}，第{article.folio}版。"


def chicago(writers: Sequence[str], article: Article, newspaper: str, day: str) -> str:
    """Chicago, 18th edition, as in a bibliography: `Doe, Jane, and John Roe. “Dam Opens.” The Daily
    News, December 12, 2021, p. 1.`; of more than six authors three, and et al."""
    if len(writers) > 6:
        writers = [*writers[:3], "et al."]
    elif len(writers) > 1:
        writers = [*writers[:-1], f"and {writers[-1]}"]
    who = ", ".join(writers)
    headline = _with_stop(article.headline).translate(_INNER)
    opening = f"{who.removesuffix('.')}. “{headline}”" if who else f"“{headline}”"
    return f"{opening} {newspaper}, {day}, p. {article.folio}."


def _with_stop(headline: str) -> str:
    """With a full stop, if nothing else ends it: within a quotation that does, but not before an apostrophe."""
    text = headline.rstrip("”’\"") if re.search("[“‘\"]", headline) else headline
    return headline if text.endswith(("?", "!", ".")) else f"{text}.{headline[len(text) :]}"


_INNER = str.maketrans("“”", "‘’")
"""A quotation within one; straight marks don't say which is which, and stay."""

STYLES: Mapping[str, Callable[[Sequence[str], Article, str, str], str]] = {
    "GB/T 7714": gb_t_7714,
    "APA": apa_in_chinese,
    "Chicago": chicago,
}
"""What a language may name as `citation`: from the writers, an article, the newspaper and the day."""

_RESERVED = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "%&=+# \t\n"})


def coins(card: Card, newspaper: str, language: str, page: str) -> str:
    """One article of a list as a ContextObject in a span (COinS, Z39.88-2004, with Dublin Core).

    `language` is that of the newspaper; `page` is the address of the page that shows the card,
    empty when it isn't known.
    Letters that need no escape stay as they are: escaped Chinese takes three times the room,
    and a page of an issue holds ninety of these.
    """
    keys = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "newspaperArticle"),
        ("rft.title", card.headline.text),
        *(("rft.au", writer.name) for writer in card.writers),
        ("rft.source", newspaper),
        ("rft.date", card.day.iso),
        ("rft.language", card.headline.language or language),
    ]
    if page:
        keys.append(("rft.identifier", urls.joined(page, card.href)))
    return "&".join([f"{key}={value.translate(_RESERVED)}" for key, value in keys])
