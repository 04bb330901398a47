"""What the measurement of watch mode edits, and how it tells what it found."""

from __future__ import annotations

from pathlib import Path

from bench.corpus import write_folder
from bench.speed import read_articles
from bench.watch import Seen, edited_articles, table


def test_an_old_article_and_one_of_the_newest_issue_are_edited(tmp_path: Path) -> None:
    stories = read_articles(None, 200)
    write_folder(stories, tmp_path / "content")
    old, new = edited_articles(stories, tmp_path / "content")
    for article in (old, new):
        assert article.headline in article.file.read_text(encoding="utf-8")
    newest = max(story.date for story in stories)
    assert new.url.startswith(f"{newest:%Y/%m/%d}/")
    assert old.url < new.url


def test_the_table_has_medians_and_the_spread() -> None:
    seen = [Seen(page, page + 1, page / 2) for page in (0.4, 0.2, 0.9)]
    assert table([("body", "in the archive", seen)], 10800).endswith(
        "| a body in the archive | 0.40 (0.20–0.90) | 0.20 (0.10–0.45) | 1.40 (1.20–1.90) |"
    )
