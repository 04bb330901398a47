"""The first edition is the printed front page, character for character."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from edition.assemble import assemble
from edition.content import read_content
from tests.conftest import ROOT, SEED, Built
from tests.pages import page_at, pages_of_site


@pytest.mark.parametrize("number", range(1, 8))
def test_an_article_page_without_its_markup_is_the_printed_article(
    seed: Built, gold: dict[str, Any], number: int
) -> None:
    article = gold["articles"][number - 1]
    story = page_at(seed.site, f"/2021/12/12/01-{number:02}.html").one("article", class_="story")
    prose = story.one("div", class_="prose")
    assert [child.text for child in prose.all("p")] == article["paragraphs"]
    assert prose.text.replace("\n", "") == "".join(article["paragraphs"])
    assert story.one("h1").text == article["headline"]
    around = [line for line in (article["column"], article["kicker"], *article["deck"]) if line]
    assert [line.text for line in story.one("header").all("p")] == around
    for writer in article["byline"]:
        assert writer["name"] in story.one("header").text
    assert article["genre"] in story.one("header").text
    if article["dateline"]:
        assert prose.one("span", class_="dateline").text == article["dateline"]


def test_printed_headline_lines_are_the_lines_of_the_headline(seed: Built, gold: dict[str, Any]) -> None:
    for article in gold["articles"]:
        story = page_at(seed.site, f"/2021/12/12/01-{article['order']:02}.html").one("article", class_="story")
        lines = [line.text for line in story.one("h1").all("span", class_="line")]
        # A headline printed on one line may break where it has a space.
        clauses = article["headline"].split(" ")
        printed = article["headline_lines"]
        assert lines == (printed if len(printed) > 1 else clauses if len(clauses) > 1 else [])


def test_persons_stand_with_office_and_role_as_printed(seed: Built, gold: dict[str, Any]) -> None:
    for article in gold["articles"]:
        page = page_at(seed.site, f"/2021/12/12/01-{article['order']:02}.html")
        text = page.one("main").text
        for person in article["persons"]:
            assert person["office"] in text
            assert person["role"] in text


def test_every_declared_person_is_linked_once_where_the_name_first_stands(seed: Built, gold: dict[str, Any]) -> None:
    for article in gold["articles"]:
        prose = page_at(seed.site, f"/2021/12/12/01-{article['order']:02}.html").one("div", class_="prose")
        linked = [link.text for link in prose.all("a", class_="name")]
        whole = "".join(article["paragraphs"])
        declared = [person["name"] for person in article["persons"]]
        assert linked == sorted((name for name in declared if name in whole), key=whole.index)


def test_private_residents_are_in_no_index(seed: Built, gold: dict[str, Any]) -> None:
    assert gold["not_indexed"] == ["王先生", "李先生"]
    names = json.loads((seed.site / "people/names.json").read_text(encoding="utf-8"))
    everything = json.dumps(names, ensure_ascii=False) + "".join(
        page.text for url, page in pages_of_site(seed.site).items() if url.startswith(("/people/", "/bylines/"))
    )
    assert "先生" not in everything
    assert sorted(name[0] for name in names if not name[6]) == sorted(
        {person["name"] for article in gold["articles"] for person in article["persons"]}
    )


def test_the_reader_is_told_that_the_date_is_inferred_and_why(seed: Built) -> None:
    for url in ("/", "/2021/12/12/"):
        text = page_at(seed.site, url).text
        assert "刊期系推定" in text
        assert "本报济宁12月11日讯" in text
    assert "刊期系推定" in page_at(seed.site, "/2021/12/12/01-01.html").text


def test_the_content_of_this_repository_has_no_problem() -> None:
    content = read_content(ROOT / "content")
    assert assemble(content).issues or not content.articles


@pytest.mark.parametrize("path", sorted((SEED / "issues").rglob("*.md")), ids=lambda path: path.name)
def test_the_sample_in_content_is_the_one_that_is_tested(path: Path) -> None:
    sample = ROOT / "content" / path.relative_to(SEED)
    # A paper that has put its own issues there has taken the sample away.
    assert not sample.exists() or sample.read_bytes() == path.read_bytes()
