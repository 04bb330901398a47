"""How an article is cited: GB/T 7714, newspaper article [N]."""

from __future__ import annotations

from edition.model import Article


def gb_t_7714(article: Article, newspaper: str) -> str:
    """`宋仪凯. 市委常委会召开扩大会议[N]. 济宁日报, 2021-12-12(1).`"""
    authors = ", ".join(writer.name for writer in article.byline)
    who = f"{authors}. " if authors else ""
    return f"{who}{article.headline}[N]. {newspaper}, {article.date.isoformat()}({article.folio})."
