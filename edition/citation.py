"""How an article is cited: GB/T 7714, newspaper article [N], after three authors 等."""

from __future__ import annotations

from edition.model import Article


def gb_t_7714(article: Article, newspaper: str) -> str:
    """`宋仪凯. 市委常委会召开扩大会议[N]. 济宁日报, 2021-12-12(1).`"""
    writers = tuple(dict.fromkeys(writer.name for writer in article.byline))
    authors = ", ".join((*writers[:3], "等") if len(writers) > 3 else writers)
    who = f"{authors}. " if authors else ""
    return f"{who}{article.headline}[N]. {newspaper}, {article.date.isoformat()}({article.folio})."
