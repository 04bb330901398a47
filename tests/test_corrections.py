"""What was corrected can be seen: on the article, for the whole edition, and in a feed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import toy
from tests.pages import page_at
from tests.test_feeds import ATOM, HOST, read_atom, told

ARTICLES = {
    "2021/12-11/01-01": toy.article("前日", corrections=[{"date": "2021-12-20", "note": "人名有误"}]),
    "2021/12-12/01-01": toy.article(
        "今日", corrections=[{"date": "2021-12-13", "note": "先"}, {"date": "2022-01-05", "note": "后"}]
    ),
    "2021/12-12/01-02": toy.article("撤回", status="withdrawn", corrections=[{"date": "2021-12-15", "note": "失实"}]),
    "2021/12-12/01-03": toy.article("无误"),
}
REPOSITORY = "https://github.com/name/paper"


def build(folder: Path, edition: str = "title: 试报\n", articles: dict[str, str] = ARTICLES) -> Path:
    toy.build(toy.newspaper(folder / "content", articles, edition=edition), folder / "site", base_url=HOST)
    return folder / "site"


def test_all_corrections_stand_on_one_page_newest_first(tmp_path: Path) -> None:
    page = page_at(build(tmp_path), "/corrections.html").one("main")
    rows = [(row.one("time").text, row.one("a").text, row.one("a").attributes["href"]) for row in page.all("li")]
    assert rows == [
        ("2022年1月5日", "今日", "2021/12/12/01-01.html"),
        ("2021年12月20日", "前日", "2021/12/11/01-01.html"),
        ("2021年12月15日", "撤回", "2021/12/12/01-02.html"),
        ("2021年12月13日", "今日", "2021/12/12/01-01.html"),
    ]
    assert "失实" in page.text and "4条" in page.text


def test_corrections_have_a_feed(tmp_path: Path) -> None:
    feed = read_atom(build(tmp_path) / "corrections.xml")
    assert told(feed, "summary") == ["后", "人名有误", "失实", "先"]
    assert feed.findtext(f"{ATOM}updated") == "2022-01-05T00:00:00Z"


def test_an_article_says_when_its_text_was_last_corrected(tmp_path: Path) -> None:
    site = build(tmp_path)
    facts = page_at(site, "/2021/12/12/01-01.html").one(class_="facts").text
    assert "更正于 2022年1月5日" in facts
    assert "更正" not in page_at(site, "/2021/12/12/01-03.html").one("main").text


def test_the_page_is_found_from_articles_and_from_about(tmp_path: Path) -> None:
    site = build(tmp_path)
    for url, href in (("/2021/12/12/01-01.html", "../../../corrections.html"), ("/about.html", "corrections.html")):
        assert href in [link.attributes["href"] for link in page_at(site, url).one("main").all("a")]


def test_an_edition_without_a_correction_has_no_such_page(tmp_path: Path) -> None:
    site = build(tmp_path, articles={"01-01": toy.article()})
    assert not list(site.glob("corrections.*"))
    assert "corrections.html" not in (site / "about.html").read_text(encoding="utf-8")


def test_a_reader_can_report_a_mistake_where_the_edition_is_kept(tmp_path: Path) -> None:
    site = build(tmp_path, f"title: 试报\nrepository: {REPOSITORY}\n")
    main = page_at(site, "/2021/12/12/01-03.html").one("main")
    (address,) = (link.attributes["href"] for link in main.all("a") if link.text == "报告错误")
    assert address.startswith(REPOSITORY + "/issues/new?")
    asked = parse_qs(urlsplit(address).query)
    assert asked["title"] == ["报告错误：无误（2021年12月12日第01版）"]
    assert asked["body"][0].strip() == HOST + "2021/12/12/01-03.html"


@pytest.mark.parametrize(
    ("repository", "begins"),
    [
        ("https://github.com/name/paper.git", "https://github.com/name/paper/issues/new?title="),
        ("https://gitlab.com/name/paper/", "https://gitlab.com/name/paper/-/issues/new?issue[title]="),
        ("https://codeberg.org/name/paper", "https://codeberg.org/name/paper/issues/new?title="),
    ],
)
def test_a_report_goes_where_each_host_takes_it(tmp_path: Path, repository: str, begins: str) -> None:
    page = page_at(build(tmp_path, f"title: 试报\nrepository: {repository}\n"), "/2021/12/12/01-03.html")
    assert [link.attributes["href"] for link in page.all("a") if link.attributes["href"].startswith(begins)]


def test_without_a_repository_nothing_is_asked(tmp_path: Path) -> None:
    assert "报告错误" not in page_at(build(tmp_path), "/2021/12/12/01-03.html").text
