"""A newspaper in two languages: each text is announced, broken into lines and described in its own."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from edition import check
from edition.assemble import assemble
from edition.content import read_content
from edition.problems import EditionError
from tests import toy
from tests.pages import Element, page_at

ENGLISH = "Stallholders met on Saturday. They don’t want to lose the hall, which has stood there since 1904.\n\nA vote."
TITLE = "Market hall plan draws a crowd"
CHINESE = "本报讯　华埠商会昨日开会，讨论来年的春节游行。\n\n会长说，今年的路线延长到海边。"
HALL = "2021/12/12/01-01.html"
PARADE = "2021/12/12/01-02.html"


def newspaper(tmp_path: Path, edition: str = "title: 双语报\nnewspaper: 双语报\n", **more: str) -> Path:
    articles = {
        "01-01": toy.article(
            TITLE, ENGLISH, kicker="Old quarter", deck=["Vote in March"], persons=["Amy Wong"], byline=["By Jane Doe"],
            images=[{"file": "hall.png", "alt": "The hall", "caption": "The market hall"}], language="en",
        ),
        "01-02": toy.article("华埠商会讨论春节游行", CHINESE, persons=["陈美"], **more),
    }  # fmt: skip
    return toy.newspaper(
        tmp_path / "content", articles, edition=edition, files={"issues/2021/12-12/hall.png": toy.picture(40, 30)}
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    content = newspaper(tmp_path, "title: 双语报\nnewspaper: 双语报\nepub: true\ndata: true\n")
    toy.build(content, tmp_path / "site", base_url="https://example.org/paper/")
    return tmp_path / "site"


def language_of(page: Element, text: str) -> str:
    """What the first element with a text, or one around it, says of its language."""
    found = ""

    def look(element: Element, language: str) -> None:
        nonlocal found
        language = element.attributes.get("lang", language)
        inside = [child for child in element.children if isinstance(child, Element) and text in child.text]
        if text in element.text and not inside and not found:
            found = language
        for child in inside:
            look(child, language)

    look(page, "")
    assert found, text
    return found


@pytest.mark.parametrize(
    ("url", "text", "language"),
    [
        (HALL, TITLE, "en"),
        (HALL, "Vote in March", "en"),
        (HALL, "Old quarter", "en"),
        (HALL, "Stallholders met", "en"),
        (HALL, "The market hall", "en"),
        (HALL, "华埠商会讨论春节游行", "zh-Hans"),
        (HALL, "第01版", "zh-Hans"),
        (HALL, "文中人物", "zh-Hans"),
        (PARADE, "昨日开会", "zh-Hans"),
        (PARADE, TITLE, "en"),
        ("index.html", TITLE, "en"),
        ("index.html", "Stallholders met", "en"),
        ("index.html", "华埠商会讨论春节游行", "zh-Hans"),
        ("index.html", "全文", "zh-Hans"),
        ("2021/12/12/01.html", TITLE, "en"),
        ("people/amy-wong-5049.html", TITLE, "en"),
        ("2021/12/", TITLE, "en"),
    ],
)
def test_every_text_is_announced_in_its_language(site: Path, url: str, text: str, language: str) -> None:
    body = page_at(site, url).one("body")
    assert language_of(Element("html", {"lang": "zh-Hans"}, [body]), text) == language


def test_everything_that_describes_an_article_names_its_language(site: Path) -> None:
    def described(url: str) -> tuple[str, str]:
        page = page_at(site, url)
        [data] = [json.loads(one.text) for one in page.all("script", type="application/ld+json")]
        article = next(node for node in data["@graph"] if node["@type"] == "NewsArticle")
        return page.one("meta", name="citation_language").attributes["content"], article["inLanguage"]

    assert [described(HALL), described(PARADE)] == [("en", "en"), ("zh-Hans", "zh-Hans")]
    issue = page_at(site, "2021/12/12/")
    coins = [one.attributes["title"] for one in issue.all("span", class_="Z3988")]
    assert {f"rft.language={tag}" in "".join(coins) for tag in ("en&", "zh-Hans&")} == {True}
    rows = [json.loads(line) for line in (site / "data/articles-2021.jsonl").read_text().splitlines()]
    assert [row["language"] for row in rows] == ["en", "zh-Hans"]


def test_feeds_tei_and_books_name_it_too(site: Path) -> None:
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.parse(site / "feed.xml").iter(f"{atom}entry")
    assert [entry.get(language) for entry in entries] == ["en", None]
    items = json.loads((site / "feed.json").read_text())["items"]
    assert [item.get("language") for item in items] == ["en", None]
    tei = "{http://www.tei-c.org/ns/1.0}"
    articles = ElementTree.parse(site / "data/tei/2021-12-12.xml").iter(f"{tei}div")
    assert [one.get(language) for one in articles if one.get("type") == "article"] == ["en", None]
    with zipfile.ZipFile(site / "2021/12/12/2021-12-12.epub") as book:
        chapter = ElementTree.fromstring(book.read("EPUB/01-01.xhtml"))
        package = ElementTree.fromstring(book.read("EPUB/package.opf"))
    html = "{http://www.w3.org/1999/xhtml}"
    spoken = {"".join(one.itertext()): one.get("lang") for one in chapter.iter() if one.get(language)}
    assert chapter.get("lang") == "zh-Hans" and spoken[TITLE] == spoken["Vote in March"] == "en"
    assert next(text for text in spoken if text.startswith("Stallholders met"))
    assert [one.get("lang") for one in chapter.iter(f"{html}p") if one.get("class") == "folio"] == [None]
    dublin = "{http://purl.org/dc/elements/1.1/}"
    assert [one.text for one in package.iter(f"{dublin}language")] == ["zh-Hans", "en"]


def test_each_text_is_set_by_the_rules_of_its_language(site: Path, browser: Browser) -> None:
    style = "name => getComputedStyle(document.querySelector('.prose p'))[name]"
    told = ("hyphens", "textAlign", "textIndent")
    with toy.served(site) as address:
        page = browser.new_page(base_url=address)
        page.goto(HALL)
        english = [page.evaluate(style, name) for name in told]
        typefaces = page.evaluate(style, "fontFamily")
        page.goto(PARADE)
        chinese = [page.evaluate(style, name) for name in told]
        indent = float(page.evaluate(style, "textIndent").removesuffix("px"))
        assert english == ["auto", "start", "0px"] and chinese[:2] == ["manual", "justify"] and indent > 30
        assert typefaces.startswith("Georgia") and "Georgia" not in page.evaluate(style, "fontFamily")
        # What the system has for a Chinese name in English may be without serifs.
        assert re.search(r'"Songti SC", .*, serif$', typefaces), typefaces
        page.close()


def test_a_front_page_sets_what_it_shows_of_each_by_its_rules(tmp_path: Path, browser: Browser) -> None:
    content = newspaper(tmp_path)
    toy.newspaper(content, {"01-03": toy.article("A walk along the river", ENGLISH, genre="通讯", language="en")})
    toy.build(content, tmp_path / "site")
    style = "([place, name]) => getComputedStyle(document.querySelector(place))[name]"
    with toy.served(tmp_path / "site") as address:
        page = browser.new_page(base_url=address)
        page.goto("")
        assert page.evaluate(style, [".lead .summary", "textAlign"]) == "start"
        assert page.evaluate(style, [".lead h2", "fontFamily"]).startswith("Georgia")
        assert page.evaluate(style, [".feature header", "writingMode"]) == "horizontal-tb"
        assert page.evaluate(style, [".card .summary", "textAlign"]) == "justify"
        page.close()


def test_chinese_in_an_english_edition_is_set_as_chinese(tmp_path: Path, browser: Browser) -> None:
    content = newspaper(tmp_path, "title: The Weekly\nlanguage: en\n", language="zh-Hant")
    toy.build(content, tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page = browser.new_page(base_url=address)
        page.goto(PARADE)
        style = "name => getComputedStyle(document.querySelector('.prose p'))[name]"
        assert page.evaluate(style, "textAlign") == "justify" and "TC" in page.evaluate(style, "fontFamily")
        assert float(page.evaluate(style, "textIndent").removesuffix("px")) > 30
        page.close()


def test_a_hit_is_announced_and_set_in_its_language(tmp_path: Path, browser: Browser) -> None:
    content, text = newspaper(tmp_path), ENGLISH.replace("\n", " ") * 3
    toy.newspaper(content, {"01-03": toy.article("Back to the 商会 hall", text, language="en")}, edition="")
    toy.build(content, tmp_path / "site", search=True)
    told = "all => all.map(one => [one.lang, one.closest('li').querySelector('.excerpt').lang])"
    with toy.served(tmp_path / "site") as address:
        page = browser.new_page(base_url=address)
        page.goto("search.html?q=商会")
        page.wait_for_selector("li.result >> nth=1")
        assert sorted(page.eval_on_selector_all("li.result h2", told)) == [["", ""], ["en", "en"]]
        assert page.get_attribute("li.result [lang]", "lang") == "en" and page.locator("li.result [lang]").count() == 2
        excerpt = page.locator(".excerpt[lang]")
        assert excerpt.inner_text().endswith("\u2026") and not excerpt.inner_text().endswith("\u2026\u2026")
        assert excerpt.evaluate("one => getComputedStyle(one).hyphens") == "auto"
        family = "one => getComputedStyle(one).fontFamily"
        assert page.eval_on_selector("li.result h2[lang] a", family).startswith("Georgia")
        page.goto("search.html?q=Saturday")
        page.wait_for_selector("li.result >> nth=1")
        assert page.eval_on_selector_all("li.result h2", told) == [["en", "en"], ["en", "en"]]
        page.close()


def test_a_language_alone_that_is_told_or_taken_back_makes_the_index_of_a_clean_build(tmp_path: Path) -> None:
    def said() -> list[bytes]:
        return [path.read_bytes().partition(b"\n")[0] for path in (tmp_path / "site/search").glob("*/start")]

    content = newspaper(tmp_path)
    for language in ("en", "fr", ""):
        toy.newspaper(content, {"01-01": toy.article(TITLE, ENGLISH, language=language or None)}, edition="")
        toy.build(content, tmp_path / "site", search=True)
        [start] = said()
        assert json.loads(start).get("languages") == ({language: "0"} if language else None)
        toy.build(content, tmp_path / language / "clean", search=True)
        assert toy.files_of(tmp_path / "site") == toy.files_of(tmp_path / language / "clean")


def test_a_text_is_as_long_as_its_language_counts(tmp_path: Path) -> None:
    """Characters of Chinese; words of English, where each Chinese character is a word."""
    content = newspaper(tmp_path)
    toy.build(content, tmp_path / "site")

    def length(url: str) -> str:
        facts = page_at(tmp_path / "site", url).one("div", class_="facts")
        return next(item.text for item in facts.all("li") if item.text.endswith(("字", "词", "words", "characters")))

    assert [length(HALL), length(PARADE)] == ["19词", "37字"]
    newspaper(tmp_path, "title: The Weekly\nlanguage: en\n")
    toy.newspaper(content, {"01-02": toy.article("Parade", "The 商会 met 昨日，then left.")}, edition="")
    toy.build(content, tmp_path / "site")
    assert [length(HALL), length(PARADE)] == ["19 words", "8 words"]
    toy.newspaper(content, {"01-02": toy.article("Parade", CHINESE, language="zh-Hans")}, edition="")
    toy.build(content, tmp_path / "site")
    assert length(PARADE) == "37 characters"


@pytest.mark.parametrize("tag", ["English", "英文", "EN", "en_US", 'en" onload="x', "chinese-traditional"])
def test_what_is_no_tag_of_a_language_is_told(tmp_path: Path, tag: str) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article(language=tag)})
    with pytest.raises(EditionError) as told:
        assemble(read_content(content))
    [problem] = told.value.problems
    assert problem.line == 3 and problem.message.startswith('"language" is the tag of a language, as en, ja')


@pytest.mark.parametrize(
    ("edition", "text", "tag"),
    [
        ("zh-Hans", "The parade will begin at noon and end at the harbour.", "en"),
        ("zh-Hant", "བོད་ལྗོངས་ཀྱི་གནས་ཚུལ་གསར་པ་རྣམས་འདིར་བཀོད་ཡོད།" * 2, "bo"),
        ("en", CHINESE, "zh-Hans"),
        ("en", "商會討論春節遊行的路線。", "zh-Hant"),
    ],
)
def test_a_text_in_another_language_that_does_not_say_so_is_found(
    tmp_path: Path, edition: str, text: str, tag: str
) -> None:
    front = f"title: T\nlanguage: {edition}\n"
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article("T", text)}, edition=front)
    config = toy.config(content, tmp_path / "site")
    [found] = check.check_content(config, "en")
    assert (found.rule, found.line) == ("other-language", 5) and found.message.endswith(f"language: {tag}")
    toy.newspaper(content, {"01-01": toy.article("T", text, language=tag)}, edition=front)
    assert check.check_content(config, "en") == ()


def test_a_text_of_figures_is_in_no_language(tmp_path: Path) -> None:
    english = "title: T\nlanguage: en\n"
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article("T", "38 32 1931")}, edition=english)
    assert check.check_content(toy.config(content, tmp_path / "site"), "en") == ()


@pytest.mark.parametrize("text", ["Windows 11 Pro", "他说：“The parade will begin at noon and end at the harbour.”"])
def test_foreign_words_in_a_chinese_text_are_left_in_peace(tmp_path: Path, text: str) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article("题", text)})
    assert check.check_content(toy.config(content, tmp_path / "site"), "zh-Hans") == ()
