"""The benchmark's own newspaper, and its judgement of who did the work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bench import corpus
from bench.peers import counts, sample, sites
from bench.peers.install import Tool
from bench.speed import with_tables
from tests.conftest import SEED

ROOT = Path(__file__).resolve().parent.parent

STORIES = (
    corpus.Story(date(1998, 1, 1), 1, "要闻", "甲", "副题", ("第一段。", "第二段。"), ("赵一", "钱二"), ("孙三",)),
    corpus.Story(date(1998, 1, 1), 1, "要闻", "乙", "", ("{{ 正文 }}。",), ("赵一",), ()),
    corpus.Story(date(1998, 1, 2), 3, "副刊", "丙", "", ("正文。",), (), ()),
)


def test_the_generated_articles_are_always_the_same() -> None:
    once = sample.sample_stories(SEED, 200)
    assert sample.sample_stories(SEED, 200) == once
    assert sample.sample_stories(SEED, 40) == once[:40]


def test_the_generated_articles_name_their_persons_and_nobody_real() -> None:
    stories = sample.sample_stories(SEED, 200)
    real = sample.read_source(SEED).names
    assert real and all(story.paragraphs and story.headline for story in stories)
    for story in stories:
        text = "\n".join(story.paragraphs)
        assert [name for name in story.persons if name not in text] == []
        assert [name for name in real if name in text] == []


def test_invented_names_differ() -> None:
    assert len({sample.invented_name(number) for number in range(64_000)}) == 64_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of 100 generated articles, made with the benchmark's small templates."""
    folder = tmp_path_factory.mktemp("bench")
    corpus.write_folder(sample.sample_stories(SEED, 100), folder / "content")
    subprocess.run(
        [sys.executable, ROOT / "bench" / "peers" / "edition" / "build.py", folder / "content", folder / "site"],
        check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return folder / "site"


def test_the_small_templates_show_all_that_is_asked_for(built: Path) -> None:
    asked, held = counts.asked(sample.sample_stories(SEED, 100)), counts.held(built)
    assert counts.differences(asked, held, ours=True, equal=True) == []


def test_a_site_of_other_articles_is_no_equal_work(built: Path) -> None:
    fewer = counts.asked(sample.sample_stories(SEED, 99))
    found = counts.differences(fewer, counts.held(built), ours=True, equal=True)
    assert "article pages: 100 instead of 99" in found


def test_every_count_of_a_peer_must_be_equal() -> None:
    asked = counts.asked(STORIES)
    for what in asked:
        short = {**asked, what: asked[what] - 1}
        assert [line.split(":")[0] for line in counts.differences(asked, short, ours=False, equal=True)] == [what]


def test_what_is_asked_for_is_counted_by_hand() -> None:
    asked = counts.asked(STORIES)
    assert {what: number for what, number in asked.items() if number != 1} == {
        "issue pages": 2,
        "article pages": 3,
        "list pages": 2,
        "person pages": 2,
        "feed entries": 3,
        "addresses in the sitemap": 1 + 2 + 3 + 2 + 2,
        "paragraphs of articles": 4,
        "links from articles to persons": 3,
        "articles on issue pages": 3,
        "articles on list pages": 3,
        "articles on person pages": 3,
        "names on people pages": 2,
    }


def ours(home: Path) -> sites.Site:
    return sites.our_site("edition", home)


def peer(name: str) -> Callable[[Path], sites.Site]:
    return lambda home: sites.peer_site(name, Tool("", ("true",)), home)


@pytest.mark.parametrize("site_of", [ours, peer("zola"), peer("hugo"), peer("pelican")])
def test_an_added_issue_leaves_the_others_as_they_were(
    site_of: Callable[[Path], sites.Site], tmp_path: Path
) -> None:
    site = site_of(tmp_path / "home")
    site.write(STORIES)
    before = {path: path.read_bytes() for path in site.content.rglob("*") if path.is_file()}
    site.write([replace(STORIES[2], date=date(1998, 1, 3))])
    after = {path: path.read_bytes() for path in site.content.rglob("*") if path.is_file()}
    new = site.content / site.issue("1998-01-03")
    assert before.items() <= after.items()
    assert {path.parent for path in after.keys() - before.keys()} == {new}
    assert site.article("1998-01-03", "03-01") in after
    assert "乙" in site.article("1998-01-01", "01-02").read_text(encoding="utf-8")
    assert site.base.read_text(encoding="utf-8").count("</body>") == 1


@pytest.mark.parametrize("name", ["zola", "hugo", "pelican"])
def test_braces_in_an_article_open_no_shortcode(name: str, tmp_path: Path) -> None:
    site = peer(name)(tmp_path / "home")
    site.write(STORIES)
    assert "{{" not in site.article("1998-01-01", "01-02").read_text(encoding="utf-8")


def test_every_number_of_articles_has_its_own_tables() -> None:
    page = "Before.\n<!-- figures of 10 articles -->\nold\n<!-- end of figures -->\nAfter.\n"
    page = with_tables(page, "new\n", 10)
    page = with_tables(page, "more\n", 200)
    page = with_tables(page, "most\n", 200)
    assert page == (
        "Before.\n<!-- figures of 10 articles -->\nnew\n<!-- end of figures -->\n"
        "\n<!-- figures of 200 articles -->\nmost\n<!-- end of figures -->\nAfter.\n"
    )
