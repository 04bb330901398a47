"""Typing into the search page of the sample edition finds exactly what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import toy
from tests.conftest import Built


class Host(toy.Quiet):
    """The site at the root and below /repo/x/."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/repo/x"))


@pytest.fixture(scope="module", params=["", "repo/x/"])
def host(seed: Built, request: pytest.FixtureRequest) -> Iterator[str]:
    with toy.served(seed.site, Host) as address:
        yield address + request.param


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def articles_with(gold: dict[str, Any], *texts: str) -> tuple[set[str], set[str]]:
    """Headlines of the articles that hold all texts, and of those that hold them in the headline."""
    found, in_headline = set(), set()
    for article in gold["articles"]:
        writers = (f"{writer['role']} {writer['name']}" for writer in article["byline"])
        around = [article["kicker"] or "", *article["deck"], article["column"] or "", *writers]
        whole = "\n".join([article["headline"], *around, *article["paragraphs"]])
        if all(text in whole for text in texts):
            found.add(article["headline"])
            if all(text in article["headline"] for text in texts):
                in_headline.add(article["headline"])
    return found, in_headline


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("全国文明城市", ["全国文明城市"]),
        ("红玉于永", ["红玉于永"]),
        ("1398处", ["1398处"]),
        ("１３９８处", ["1398处"]),
        ("鲍童", ["鲍童"]),
        ("张继", ["张继"]),
        ("电商 泗水", ["电商", "泗水"]),
        ("“规划好，又整洁”", ["规划好，又整洁"]),
        ("我为群众办实事", ["我为群众办实事"]),
        ("济宁市深化全国文明城市创建工作推进会议召开", ["济宁市深化全国文明城市创建工作推进会议召开"]),
    ],
)
def test_exactly_the_articles_that_hold_it_are_found_headlines_first(
    host: str, page: Page, gold: dict[str, Any], typed: str, texts: list[str]
) -> None:
    found, in_headline = articles_with(gold, *texts)
    assert found
    page.goto(host + "search.html")
    page.locator("form#search input[name=q]").fill(typed)
    page.locator("form#search button").first.click()
    expect(page.locator("[role=status]").first).to_contain_text(f"{len(found)}")
    expect(page.locator("li.result h2")).to_have_count(len(found))
    headlines = page.locator("li.result h2").all_text_contents()
    assert set(headlines) == found
    assert set(headlines[: len(in_headline)]) == in_headline
    for result in page.locator("li.result").all():
        assert result.locator("mark").count() > 0
        marked = "".join(result.locator("mark").all_text_contents())
        assert all(character in marked for text in texts for character in text if character.isalnum())


@pytest.mark.parametrize("typed", ["张三李四王五", "明文国全", "1399处", "张继民张红旗讲话"])
def test_what_is_not_printed_is_not_found_and_said_so(host: str, page: Page, gold: dict[str, Any], typed: str) -> None:
    assert articles_with(gold, typed) == (set(), set())
    page.goto(host + f"search.html?q={typed}")
    expect(page.locator("[role=status]").first).to_contain_text("没有")
    expect(page.locator("li.result")).to_have_count(0)


def test_a_single_character_gets_a_sentence(host: str, page: Page) -> None:
    page.goto(host + "search.html?q=城")
    expect(page.locator("[role=status]").first).not_to_be_empty()
    expect(page.locator("li.result")).to_have_count(0)


def test_a_result_leads_to_the_article_with_its_hits_marked(host: str, page: Page) -> None:
    page.goto(host + "search.html?q=泗水县")
    page.locator("li.result h2 a").first.click()
    expect(page.locator("h1")).to_have_text("泗水县第二届电商节12月17日开幕")
    expect(page.locator("article.story mark").first).to_be_visible()
    marked = page.locator("article.story mark").all_text_contents()
    printed = page.locator("h1").inner_text() + page.locator(".prose").inner_text()
    assert "".join(marked) == "泗水县" * printed.count("泗水县")


def test_the_same_search_is_there_after_going_back(host: str, page: Page) -> None:
    page.goto(host + "search.html?q=全国文明城市")
    expect(page.locator("li.result")).to_have_count(4)
    box = page.locator("form#search input[name=q]")
    box.fill("鲍童")
    box.press("Enter")
    expect(page.locator("li.result")).to_have_count(2)
    page.go_back()
    expect(page.locator("li.result")).to_have_count(4)
    expect(box).to_have_value("全国文明城市")


def test_without_javascript_the_search_page_leads_on(host: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host + "search.html")
    expect(page.get_by_role("link", name="往期目录").first).to_be_visible()
    expect(page.get_by_role("link", name="人物索引").first).to_be_visible()
    context.close()


def test_every_page_has_a_box_that_goes_to_the_search_page(seed: Built) -> None:
    pages = [path for path in seed.site.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text("utf-8")]
    assert len(pages) > 40
    for path in pages:
        text = path.read_text(encoding="utf-8")
        actions = [
            form[1] for form in re.finditer(r'<form[^>]* action="([^"]*)"[^>]*>(.*?)</form>', text, re.DOTALL)
            if re.search(r'<input type="search" name="q"', form[2])
        ]
        assert len(actions) == 1, path
        # The page for unknown addresses is made for the path of its host.
        action = actions[0]
        target = seed.site / action.removeprefix("/repo/x/") if path.name == "404.html" else path.parent / action
        assert target.resolve() == (seed.site / "search.html").resolve(), path


@pytest.mark.parametrize("start", ["", "2021/12/12/01-01.html", "people/", "archive/", "about.html"])
def test_what_is_typed_into_the_box_of_a_page_is_searched(host: str, page: Page, start: str) -> None:
    page.goto(host + start)
    box = page.locator("form[role=search] input[name=q]")
    box.fill("鲍童")
    box.press("Enter")
    expect(page.locator("li.result")).to_have_count(2)
    expect(page).to_have_url(re.compile("search.html[?]q="))


def test_the_page_of_a_person_offers_the_full_text_for_the_name(host: str, page: Page, gold: dict[str, Any]) -> None:
    page.goto(host + "people/")
    page.get_by_role("link", name="林红玉").first.click()
    page.get_by_role("link", name="全文检索此名").click()
    found, _ = articles_with(gold, "林红玉")
    expect(page.locator("li.result h2")).to_have_count(len(found))
    assert set(page.locator("li.result h2").all_text_contents()) == found


def test_on_a_phone_a_headline_that_was_found_ends_its_line_between_words(browser: Browser, host: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{host}search.html?q=文明城市")
    found = page.locator("ol.results h2").first
    expect(found).to_have_text("济宁市深化全国文明城市创建工作推进会议召开")
    heights = found.evaluate("""(headline) => {
        const letters = [];
        const texts = document.createTreeWalker(headline, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            for (let at = 0; at < texts.currentNode.length; at++) {
                const range = document.createRange();
                range.setStart(texts.currentNode, at);
                range.setEnd(texts.currentNode, at + 1);
                letters.push([range.toString(), range.getBoundingClientRect().top]);
            }
        }
        return letters;
    }""")
    lines: dict[float, str] = {}
    for letter, top in heights:
        lines[top] = lines.get(top, "") + letter
    assert len(lines) > 1
    for word in ("济宁市", "深化", "全国", "文明城市", "创建", "工作", "推进", "会议", "召开"):
        assert any(word in line for line in lines.values()), (word, lines)
    page.close()


def test_a_filter_of_an_old_address_is_shown_and_can_be_cleared(host: str, page: Page) -> None:
    """The edition has one section, and so offers none to choose."""
    page.goto(host + "search.html?q=创建")
    expect(page.locator("ol.results > li").first).to_be_visible()
    expect(page.locator("select[name=section]")).to_have_count(0)
    page.goto(host + "search.html?q=创建&section=旧名")
    expect(page.locator("select[name=section]")).to_have_value("旧名")
    page.locator("button.clear").click()
    expect(page.locator("ol.results > li").first).to_be_visible()


@pytest.mark.parametrize("script", ["search.js", "search/filters.js", "words.js"])
def test_a_script_that_does_not_come_is_told(seed: Built, page: Page, script: str) -> None:
    with toy.served(seed.site) as address:
        page.goto(address + "search.html?q=济宁")
        expect(page.locator(".result").first).to_be_visible()
        expect(page.locator(".no-answer")).to_be_hidden()
        page.route(f"**/assets/{script}", lambda route: route.abort())
        page.reload()
        expect(page.locator(".no-answer")).to_be_visible(timeout=15_000)
