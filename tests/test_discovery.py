"""What search engines and browsers ask for: sitemaps, news, robots.txt, OpenSearch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition import sitemaps
from edition.plan import discovery, index, people
from tests import toy
from tests.conftest import ROOT, Built
from tests.pages import file_at, pages_of_site

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
HOST = "https://paper.example/repo/"


def read_map(path: Path) -> Any:
    """The sitemap at `path`, found valid."""
    document = etree.parse(path)
    etree.RelaxNG(etree.parse(ROOT / "tests/fixtures/sitemap.rng")).assertValid(document)
    return document.getroot()


def rows(path: Path, host: str = HOST) -> dict[str, str]:
    """Every url with its day; empty where none is given."""
    return {
        one.findtext(f"{MAP}loc").removeprefix(host[:-1]): one.findtext(f"{MAP}lastmod") or "" for one in read_map(path)
    }


def build(folder: Path, articles: dict[str, str], **options: Any) -> tuple[Path, Any]:
    content = toy.newspaper(folder / "content", articles)
    return content, toy.build(content, folder / "site", base_url=HOST, **options)


ISSUES = {
    "2019/12-31/01-01": toy.article("旧年", section="要闻", persons=["张继"]),
    "2021/12-10/01-01": toy.article("前日", section="要闻", persons=["林红玉"]),
    "2021/12-11/01-01": toy.article("昨日", byline=["闻道"]),
    "2021/12-12/01-01": toy.article("今日 <&>"),
    "2021/12-12/01-02": toy.article("撤回", status="withdrawn", aliases=["/old.html"]),
    "2021/12-12/01-03": toy.article("草稿", status="draft"),
}


def test_the_sitemaps_hold_every_page_that_may_be_listed_and_no_other(seed: Built) -> None:
    assert list(rows(seed.site / "sitemap.xml", "https://example.org/repo/x/")) == [
        "/sitemap-2021.xml", "/sitemap-lists.xml",
    ]  # fmt: skip
    assert listed(seed.site, "https://example.org/repo/x/") == may_be_listed(seed.site, "https://example.org/repo/x/")


def listed(site: Path, host: str = HOST) -> set[str]:
    """All that is in the sitemaps, each once."""
    found = [url for name in rows(site / "sitemap.xml", host) for url in rows(file_at(site, name), host)]
    assert len(found) == len(set(found))
    return set(found)


def may_be_listed(site: Path, host: str = HOST) -> set[str]:
    """Pages that are their own canonical ones, and that search engines may list."""
    return {
        url
        for url, page in pages_of_site(site).items()
        if any(link.attributes["href"] == host + url[1:] for link in page.all("link", rel="canonical"))
        and not page.all("meta", name="robots")
    }


def test_the_sitemaps_hold_every_page_of_long_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (people, discovery):
        monkeypatch.setattr(module, "TIMELINE", 4)
    for module in (index, discovery):
        monkeypatch.setattr(module, "ON_LETTER_PAGE", 2)
    names = ["张一", "张二", "张三", "张四", "John Smith", "李一"]
    articles = {
        f"2021/05-{day:02}/01-01": toy.article(f"第{day}日", section="要闻", byline=["闻道"], persons=names)
        for day in range(1, 17)
    }
    content = toy.newspaper(tmp_path / "content", articles, edition="title: 试报\npage_size: 5\n")
    toy.build(content, tmp_path / "site", base_url=HOST)
    assert listed(tmp_path / "site") == may_be_listed(tmp_path / "site")
    assert "/people/z-2.html" in listed(tmp_path / "site")
    assert sum(url.endswith("/3.html") for url in listed(tmp_path / "site")) == len(names) + 1


def test_a_new_issue_rewrites_one_year(tmp_path: Path) -> None:
    content, _ = build(tmp_path, ISSUES)
    toy.newspaper(content, {"2021/12-13/01-01": toy.article("新")}, edition="")
    written = toy.build(content, tmp_path / "site", base_url=HOST).published.written
    maps = {path for path in written if path.startswith("sitemap")}
    assert maps == {"sitemap-2021.xml", "sitemap-lists.xml", "sitemap-news.xml", "sitemap.xml"}


def test_the_day_of_the_last_change_is_that_of_the_content(tmp_path: Path) -> None:
    content, _ = build(tmp_path, ISSUES)
    site = tmp_path / "site"
    assert rows(site / "sitemap.xml")["/sitemap-2019.xml"] == "2019-12-31"
    toy.newspaper(
        content,
        {"2019/12-31/01-01": toy.article("旧年", corrections=[{"date": "2022-01-05", "note": "误"}])},
        edition="",
    )
    toy.build(content, site, base_url=HOST)
    year = rows(site / "sitemap-2019.xml")
    assert year["/2019/12/31/01-01.html"] == year["/2019/12/31/01.html"] == year["/2019/12/31/"] == "2022-01-05"
    assert rows(site / "sitemap.xml")["/sitemap-2019.xml"] == "2022-01-05"
    assert rows(site / "sitemap-lists.xml")["/about.html"] == ""


def test_a_long_sitemap_is_split(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, ISSUES)
    whole = rows(tmp_path / "site/sitemap-2021.xml")
    assert len(whole) == 11
    monkeypatch.setattr(sitemaps, "PART", 5)
    build(tmp_path / "split", ISSUES)
    site = tmp_path / "split/site"
    index = rows(site / "sitemap.xml")
    assert [name for name in index if "2021" in name] == [
        "/sitemap-2021.xml", "/sitemap-2021-2.xml", "/sitemap-2021-3.xml",
    ]  # fmt: skip
    parts = [rows(file_at(site, name)) for name in index if "2021" in name]
    assert [len(part) for part in parts] == [5, 5, 1]
    assert {url: day for part in parts for url, day in part.items()} == whole
    assert all(file_at(site, name).is_file() for name in index)


def test_the_news_are_those_of_the_last_two_days_of_the_content(tmp_path: Path) -> None:
    build(tmp_path, ISSUES, drafts=True)
    news = read_map(tmp_path / "site/sitemap-news.xml")
    assert [one.findtext(f".//{NEWS}title") for one in news] == ["今日 <&>", "昨日"]
    assert [one.findtext(f".//{NEWS}publication_date") for one in news] == ["2021-12-12", "2021-12-11"]
    assert {one.findtext(f".//{NEWS}name") for one in news} == {"试报"}
    assert {one.findtext(f".//{NEWS}language") for one in news} == {"zh-cn"}


def test_robots_are_told_where_the_sitemaps_are(tmp_path: Path) -> None:
    build(tmp_path, ISSUES)
    assert (tmp_path / "site/robots.txt").read_text(encoding="utf-8").splitlines() == [
        "User-agent: *",
        "Disallow: /repo/search/",
        f"Sitemap: {HOST}sitemap.xml",
        f"Sitemap: {HOST}sitemap-news.xml",
    ]


def test_a_browser_can_search_the_edition(seed: Built) -> None:
    home = next(page for url, page in pages_of_site(seed.site).items() if url == "/")
    link = home.one("link", rel="search").attributes
    assert link["type"] == "application/opensearchdescription+xml"
    description = etree.parse(seed.site / link["href"]).getroot()
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert description.findtext(f"{space}ShortName") == "济宁日报"
    assert description.find(f"{space}Url").attrib == {
        "type": "text/html",
        "template": "https://example.org/repo/x/search.html?q={searchTerms}",
    }


def test_a_long_name_is_cut_between_words_and_said_in_full_beside_it(tmp_path: Path) -> None:
    edition = "title: The Daily Courier of Lamar\n"
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()}, edition=edition)
    toy.build(content, tmp_path / "site", base_url=HOST, search=True)
    description = etree.parse(tmp_path / "site/opensearch.xml").getroot()
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert description.findtext(f"{space}ShortName") == "The Daily"
    assert description.findtext(f"{space}LongName") == "The Daily Courier of Lamar"
    home = pages_of_site(tmp_path / "site")["/"]
    assert home.one("link", rel="search").attributes["title"] == "The Daily", "else a browser adds it twice"


def test_without_search_no_browser_is_told_of_it(tmp_path: Path) -> None:
    build(tmp_path, ISSUES)
    assert not (tmp_path / "site/opensearch.xml").exists()
    assert not pages_of_site(tmp_path / "site")["/"].all("link", rel="search")


def test_check_finds_nothing_in_an_edition_that_is_still_empty(tmp_path: Path) -> None:
    content = toy.newspaper(tmp_path / "content", edition="title: 试报\ndata: true\nbase_url: https://paper.example/x/\n")
    site = tmp_path / "site"
    toy.build(content, site)
    code, out, _ = toy.command("check", "--content", content, "--site", site)
    assert (code, [line for line in out.splitlines() if "/site/" in line.split(" ")[0]]) == (0, [])
