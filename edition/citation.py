"""How an article is cited: GB/T 7714 for readers, COinS for reference managers.

The other forms (RIS, BibTeX, CSL-JSON) are made in the browser by assets/cite.js.
"""

from __future__ import annotations

from edition import urls
from edition.model import Article
from edition.views import Card


def gb_t_7714(article: Article, newspaper: str) -> str:
    """`宋仪凯. 市委常委会召开扩大会议[N]. 济宁日报, 2021-12-12(1).`; after three authors 等."""
    writers = tuple(dict.fromkeys(writer.name for writer in article.byline))
    authors = ", ".join((*writers[:3], "等") if len(writers) > 3 else writers)
    who = f"{authors}. " if authors else ""
    return f"{who}{article.headline}[N]. {newspaper}, {article.date.isoformat()}({article.folio})."


_RESERVED = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "%&=+# \t\n"})


def coins(card: Card, newspaper: str, language: str, page: str) -> str:
    """One article of a list as a ContextObject in a span (COinS, Z39.88-2004, with Dublin Core).

    `page` is the address of the page that shows the card; empty when it isn't known.
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
        ("rft.language", language),
    ]
    if page:
        keys.append(("rft.identifier", urls.joined(page, card.href)))
    return "&".join([f"{key}={value.translate(_RESERVED)}" for key, value in keys])
