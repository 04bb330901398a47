"""A citation can be pasted into a paper as it stands."""

from __future__ import annotations

from datetime import date

import pytest

from edition.citation import gb_t_7714
from edition.model import Article, Byline

DAY = date(2021, 12, 5)


@pytest.mark.parametrize(
    ("writers", "expected"),
    [
        ((), "标题[N]. 试报, 2021-12-05(1)."),
        (("宋仪凯",), "宋仪凯. 标题[N]. 试报, 2021-12-05(1)."),
        (("宋仪凯", "鲍童", "王伟"), "宋仪凯, 鲍童, 王伟. 标题[N]. 试报, 2021-12-05(1)."),
        (("宋仪凯", "鲍童", "王伟", "闻道"), "宋仪凯, 鲍童, 王伟, 等. 标题[N]. 试报, 2021-12-05(1)."),
        (("宋仪凯", "宋仪凯"), "宋仪凯. 标题[N]. 试报, 2021-12-05(1)."),
    ],
)
def test_an_article_is_cited_with_up_to_three_writers(writers: tuple[str, ...], expected: str) -> None:
    article = Article("", DAY, 1, 3, "标题", body="正文。", byline=tuple(map(Byline, writers)))
    assert gb_t_7714(article, "试报") == expected
