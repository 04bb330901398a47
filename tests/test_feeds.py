"""Feeds are valid, hold what was published last, and know each article for ever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition import names
from edition.plan import feeds
from tests import toy
from tests.conftest import ROOT, Built
from tests.pages import page_at, pages_of_site, resolved

ATOM = "{http://www.w3.org/2005/Atom}"
HOST = "https://paper.example/repo/"


def read_atom(path: Path) -> Any:
    """The feed at `path`, found valid."""
    schema = etree.RelaxNG(etree.parse(ROOT / "tests/fixtures/atom.rng"))
    feed = etree.parse(path)
    schema.assertValid(feed)
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    return feed.getroot()


def told(feed: Any, name: str) -> list[str]:
    """A text of every entry."""
    return [element.text for element in feed.findall(f"{ATOM}entry/{ATOM}{name}")]


def a_week(folder: Path, **options: Any) -> Path:
    content = toy.newspaper(
        folder / "content",
        {
            "2021/12-10/01-01": toy.article("前日", section="要闻", persons=["张继"]),
            "2021/12-12/01-01": toy.article(
                "A < B & C",
                "**正文**“引”&。见[旧闻](../10/01-01.html?a=1&b=2)，或[别处](https://other.example/)。",
                kicker="引题",
                deck=["副题"],
                section="要闻",
                genre="消息",
                column="办实事",
                byline=["记者 宋仪凯", "通讯员 鲍童"],
                persons=[{"name": "张继", "office": "主任", "role": "检查"}, "林红玉"],
                images=[{"file": "dam.png", "alt": "大堤", "caption": "合龙", "credit": "周岩 摄"}],
                corrections=[{"date": "2021-12-20", "note": "误"}, {"date": "2021-12-15", "note": "误"}],
            ),
            "2021/12-12/02-01": toy.article("副刊", section="副刊", rights="归作者 & 译者"),
        },
        edition="title: 试报数字版\nnewspaper: 试报\nrights: 仅供研究\ndescription: 一周\n",
        files={"issues/2021/12-12/dam.png": toy.picture()},
    )
    toy.build(content, folder / "site", **{"base_url": HOST, **options})
    return content


def test_every_feed_of_the_sample_edition_is_valid(seed: Built) -> None:
    found = [path for path in seed.site.rglob("*.xml") if b"/2005/Atom" in path.read_bytes()]
    assert len(found) > 10
    for path in found:
        feed = read_atom(path)
        here = feed.find(f"{ATOM}link[@rel='self']").get("href")
        assert here == "https://example.org/repo/x/" + path.relative_to(seed.site).as_posix()
        home = feed.find(f"{ATOM}link[@rel='alternate']").get("href").removeprefix("https://example.org/repo/x")
        assert f'href="{path.name}"' in (seed.page(home.lstrip("/") or "index.html") if home.endswith(".html") else
                                         seed.page(home.lstrip("/") + "index.html")).replace('"./', '"')


def test_the_feed_holds_the_whole_text_of_the_newest_articles(tmp_path: Path) -> None:
    a_week(tmp_path)
    feed = read_atom(tmp_path / "site/feed.xml")
    assert told(feed, "title") == ["A < B & C", "副刊", "前日"]
    assert (feed.findtext(f"{ATOM}rights"), told(feed, "rights")) == ("仅供研究", ["归作者 & 译者"])
    assert feed.findtext(f"{ATOM}subtitle") == "一周"
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}published") == "2021-12-12T00:00:00Z"
    assert entry.findtext(f"{ATOM}updated") == "2021-12-20T00:00:00Z" == feed.findtext(f"{ATOM}updated")
    assert entry.findtext(f"{ATOM}summary") == "引题\n副题"
    assert told(feed, "author/" + ATOM + "name") == ["宋仪凯", "鲍童"]
    assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == ["要闻", "办实事", "消息"]
    html = entry.findtext(f"{ATOM}content")
    assert "<strong>正文</strong>“引”&amp;。" in html
    assert f'href="{HOST}2021/12/10/01-01.html?a=1&amp;b=2"' in html and 'href="https://other.example/"' in html
    assert f'<img src="{HOST}2021/12/12/dam.png" width="4" height="3" alt="大堤">' in html and "合龙 周岩 摄" in html


def test_the_json_feed_says_the_same(tmp_path: Path) -> None:
    a_week(tmp_path)
    feed = json.loads((tmp_path / "site/feed.json").read_text(encoding="utf-8"))
    atom = read_atom(tmp_path / "site/feed.xml")
    # What JSON Feed 1.1 asks for: version, title, items; in each an id and a text.
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["title"], feed["language"]) == ("试报数字版", "zh-Hans")
    assert (feed["home_page_url"], feed["feed_url"]) == (HOST, HOST + "feed.json")
    for ours, name in (("id", "id"), ("title", "title"), ("date_published", "published"), ("date_modified", "updated")):
        assert [item[ours] for item in feed["items"]] == told(atom, name)
    assert [item["content_html"] for item in feed["items"]] == told(atom, "content")
    assert feed["items"][0]["authors"] == [{"name": "宋仪凯"}, {"name": "鲍童"}]
    assert feed["_rights"] == {"text": "仅供研究"}
    assert [item.get("_rights") for item in feed["items"]] == [None, {"text": "归作者 & 译者"}, None]
    assert feed["items"][0]["tags"] == ["要闻", "办实事", "消息"]


def test_before_the_first_issue_a_feed_is_there_and_empty(tmp_path: Path) -> None:
    toy.build(toy.newspaper(tmp_path / "content"), tmp_path / "site", base_url=HOST)
    assert json.loads((tmp_path / "site/feed.json").read_text(encoding="utf-8"))["items"] == []
    assert read_atom(tmp_path / "site/feed.xml").findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"


def test_an_id_is_made_of_date_and_number_and_outlives_the_host(tmp_path: Path) -> None:
    content = a_week(tmp_path)
    first = told(read_atom(tmp_path / "site/feed.xml"), "id")
    assert first[0] == "tag:paper.example,2026:repo/2021-12-12/01-01"
    toy.newspaper(content, edition="title: 试报\ntag: paper.example,2026:repo\n")
    toy.build(content, tmp_path / "site", base_url="https://new.example/")
    moved = read_atom(tmp_path / "site/feed.xml")
    assert told(moved, "id") == first
    assert moved.find(f"{ATOM}entry/{ATOM}link").get("href") == "https://new.example/2021/12/12/01-01.html"


def test_every_feed_says_whose_an_article_is(tmp_path: Path) -> None:
    corrected = [{"date": "2021-12-13", "note": "误"}]
    articles = {
        "01-01": toy.article("说茶", persons=["老舍"], genre="小品", rights="归作者", corrections=corrected),
        "01-02": toy.article("说酒", persons=["老舍"], genre="小品"),
    }
    content = toy.newspaper(tmp_path / "content", articles, edition="title: 试报\nrights: 仅供研究\n")
    toy.build(content, tmp_path / "site", base_url=HOST)
    for name in ("feed", f"genres/{names.topic_slug('小品')}/feed", f"people/{names.slug('老舍')}", "corrections"):
        feed = read_atom(tmp_path / f"site/{name}.xml")
        assert feed.findtext(f"{ATOM}rights") == "仅供研究"
        assert told(feed, "rights") == ([] if name == "corrections" else ["归作者"]), name


def test_sections_columns_genres_and_persons_have_feeds_of_their_own(tmp_path: Path) -> None:
    a_week(tmp_path)
    site = tmp_path / "site"
    for folder, name, titles in (
        ("sections", "要闻", ["A < B & C", "前日"]),
        ("columns", "办实事", ["A < B & C"]),
        ("genres", "消息", ["A < B & C"]),
    ):
        feed = read_atom(site / folder / names.topic_slug(name) / "feed.xml")
        assert told(feed, "title") == titles and name in feed.findtext(f"{ATOM}title")
        assert len(told(feed, "content")) == len(titles)
    person = read_atom(site / "people" / f"{names.slug('张继')}.xml")
    assert told(person, "title") == ["A < B & C", "前日"]
    assert told(person, "summary") == ["主任 · 检查"]
    assert told(person, "content") == []


def test_every_page_leads_to_the_feed_and_a_list_to_its_own(tmp_path: Path) -> None:
    a_week(tmp_path)
    own = 0
    for url, page in pages_of_site(tmp_path / "site").items():
        feeds_here = [link.attributes for link in page.one("head").all("link", type="application/atom+xml")]
        if not feeds_here:
            assert page.all("meta", http_equiv="refresh"), url
            continue
        assert feeds_here[-1]["href"].endswith("feed.xml") and feeds_here[-1]["title"] == "试报数字版"
        if len(feeds_here) > 1:
            own += 1
            target = resolved(feeds_here[0]["href"], url)
            assert (tmp_path / "site" / target.lstrip("/")).is_file()
            assert feeds_here[0]["href"] in [link.attributes["href"] for link in page.one("main").all("a")]
    assert own == 2 + 1 + 1 + 2 + 1  # sections, column, genre, persons, corrections


def test_a_feed_ends_where_it_gets_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "NEWEST", 2)
    monkeypatch.setattr(feeds, "NEWEST_OF_LIST", 1)
    a_week(tmp_path)
    assert told(read_atom(tmp_path / "site/feed.xml"), "title") == ["A < B & C", "副刊"]
    path = tmp_path / "site/sections" / names.topic_slug("要闻") / "feed.xml"
    assert told(read_atom(path), "title") == ["A < B & C"]


def test_an_edition_without_an_address_has_no_feeds_and_is_told_so(tmp_path: Path) -> None:
    content = a_week(tmp_path, base_url="")
    found = {path.name for path in (tmp_path / "site").rglob("*.*")}
    assert not found & {"feed.xml", "feed.json", "sitemap.xml", "opensearch.xml"} and "robots.txt" in found
    assert not page_at(tmp_path / "site", "/").all("link", rel="alternate")
    arguments = ("build", "--no-search", "--content", content, "--site", tmp_path / "site")
    assert "no feeds and no sitemap: they need the site's own address" in toy.command(*arguments)[1]
    assert "no feeds" not in toy.command(*arguments, "--base-url", HOST)[1]


def test_an_edition_without_an_issue_has_an_empty_feed(tmp_path: Path) -> None:
    toy.build(toy.newspaper(tmp_path / "content"), tmp_path / "site", base_url=HOST)
    assert told(read_atom(tmp_path / "site/feed.xml"), "id") == []


@pytest.mark.parametrize("tag", ["paper.example", "paper.example,26:x", "paper.example,报:x", "a b,2026:x"])
def test_a_tag_that_is_none_is_told(tmp_path: Path, tag: str) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()}, edition=f'title: 试报\ntag: "{tag}"\n')
    code, _, complaint = toy.command("build", "--content", content, "--site", tmp_path / "site", "--no-search")
    assert code == 1 and 'edition.yaml:2: "tag" is a domain of yours' in complaint


@pytest.mark.parametrize(
    ("base_url", "tag"),
    [
        ("https://name.github.io/报纸/", "name.github.io,2026:报纸"),
        ("https://name.github.io/%E6%8A%A5/", "name.github.io,2026:%E6%8A%A5"),
        ("https://报纸.cn/", "报纸.cn,2026:"),
        ("https://报纸.cn/a/b/", "xn--4ruw83d.cn,2026:a/b"),
    ],
)
def test_with_the_tag_of_the_old_address_ids_stay_when_the_site_moves(tmp_path: Path, base_url: str, tag: str) -> None:
    def ids(address: str, *more: str) -> list[str]:
        edition = "\n".join(("title: 试报", *more, ""))
        content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()}, edition=edition)
        toy.build(content, tmp_path / "site", base_url=address)
        return told(read_atom(tmp_path / "site/feed.xml"), "id")

    before = ids(base_url)
    assert before[0].isascii()
    assert ids("https://elsewhere.example/x/", f'tag: "{tag}"') == before
