"""What a page says to programs is true to schema.org, and the same that it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from inspect import get_annotations
from pathlib import Path
from typing import Any

import msgspec_schemaorg.models as models
import pytest

from edition import names
from tests import toy
from tests.conftest import Built
from tests.pages import page_at, pages_of_site

HOST = "https://paper.example/repo/"


def graph(site: Path, url: str) -> dict[str, Any]:
    """The nodes of a page by their type."""
    (script,) = page_at(site, url).all("script", type="application/ld+json")
    data = json.loads(script.text)
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


# -- the vocabulary --------------------------------------------------------------------------------


def ranges(kind: type, name: str) -> set[str]:
    """The types that a property of a class may have; none when it has no such property."""
    for each in kind.__mro__:
        if name in (told := get_annotations(each)):
            return set(re.findall(r"\w+", told[name])) - {"Union", "List", "None", "Optional"}
    return set()


def fits(value: object, allowed: set[str]) -> bool:
    if isinstance(value, dict):
        return bool({each.__name__ for each in getattr(models, value["@type"]).__mro__} & allowed)
    if isinstance(value, bool):
        return "bool" in allowed
    if isinstance(value, int):
        return bool(allowed & {"int", "float"})
    assert isinstance(value, str)
    if "date" in allowed:
        return date.fromisoformat(value).isoformat() == value
    # An address stands for the thing that it names.
    return "str" in allowed or (("URL" in allowed or not allowed & {"int", "bool"}) and value.startswith("https://"))


def mistakes(node: dict[str, Any], path: str = "") -> Iterator[str]:
    """What in a node schema.org doesn't know, as `author.name`."""
    kind = getattr(models, node["@type"], None)
    if kind is None:
        yield f"{path}@type {node['@type']}"
        return
    for name, value in node.items():
        here = f"{path}{name}"
        # `…-input` says of an action what its user types (schema.org/docs/actions.html).
        if name.startswith("@") or name.endswith("-input"):
            continue
        parts = path.rstrip(".").split(".")
        as_role = node["@type"] == "Role" and name == parts[-1]
        allowed = {"Person"} if as_role else ranges(kind, name)
        for one in value if isinstance(value, list) else [value]:
            is_role = isinstance(one, dict) and one["@type"] == "Role"
            if not (fits(one, allowed) or (is_role and allowed and name in one)):
                yield f"{here}: {one}"
            if isinstance(one, dict):
                yield from mistakes(one, f"{here}.")


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"@type": "Person", "name": "张继"}, []),
        ({"@type": "Persona"}, ["@type Persona"]),
        ({"@type": "Person", "headline": "一"}, ["headline: 一"]),
        ({"@type": "NewsArticle", "author": "张继"}, ["author: 张继"]),
        ({"@type": "NewsArticle", "author": {"@type": "Place"}}, ["author: {'@type': 'Place'}"]),
        ({"@type": "Article", "correction": [{"@type": "CorrectionComment", "title": "x"}]}, ["correction.title: x"]),
        ({"@type": "NewsArticle", "mentions": {"@type": "Role", "roleName": "主任"}}, []),
        ({"@type": "NewsArticle", "author": {"@type": "Role", "author": {"@type": "Place"}}},
         ["author.author: {'@type': 'Place'}"]),
    ],
)  # fmt: skip
def test_the_checker_itself_finds_mistakes(node: dict[str, Any], expected: list[str]) -> None:
    assert list(mistakes(node)) == expected


def test_every_page_of_the_sample_edition_is_true_to_the_vocabulary(seed: Built) -> None:
    kinds: set[str] = set()
    for url, page in pages_of_site(seed.site).items():
        for script in page.all("script", type="application/ld+json"):
            for node in json.loads(script.text)["@graph"]:
                kinds.add(node["@type"])
                assert list(mistakes(node)) == [], url
    assert kinds == {"NewsArticle", "OpinionNewsArticle", "Person", "PublicationIssue", "WebSite", "BreadcrumbList"}


# -- what is said ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked")
    content = toy.newspaper(
        folder / "content",
        {
            "01-01": toy.article(
                "</script><b>&",
                "本报济宁讯 正文。",
                kicker="引题",
                deck=["副题一", "副题二"],
                section="要闻",
                column="办实事",
                genre="消息",
                dateline="本报济宁讯",
                byline=["记者 宋仪凯", "通讯员 鲍童"],
                persons=[{"name": "张继", "office": "主任", "role": "检查"}, "王先生", {"name": "老舍"}],
                places=["济宁"],
                keywords=["文明", "城市"],
                images=[{"file": "dam.png", "alt": "大堤", "caption": "合龙", "credit": "周岩 摄"}],
                corrections=[{"date": "2021-12-20", "note": "误"}, {"date": "2021-12-14", "note": "又误"}],
            ),
            "01-02": toy.article("短评", genre="评论"),
            "01-03": toy.article("撤回", status="withdrawn"),
        },
        edition="title: 试报数字版\nnewspaper: 试报\npublisher: 试报社\n",
        people="- {name: 王先生, kind: private}\n"
        "- {name: 老舍, aliases: [舒庆春], same_as: ['https://www.wikidata.org/wiki/Q212773'], note: 作家}\n",
        issues={"2021/12-12": "number: 第1号\n"},
        files={"issues/2021/12-12/dam.png": toy.picture()},
    )
    toy.build(content, folder / "site", base_url=HOST)
    return folder / "site"


def test_an_article_says_what_stands_in_print(site: Path) -> None:
    article = graph(site, "/2021/12/12/01-01.html")["NewsArticle"]
    assert list(mistakes(article)) == []
    here = HOST + "2021/12/12/01-01.html"
    assert article["@id"] == article["url"] == here
    assert article["headline"] == "</script><b>&"
    assert article["alternativeHeadline"] == ["引题", "副题一", "副题二"]
    assert (article["dateline"], article["printPage"]) == ("本报济宁讯", "1")
    assert (article["printSection"], article["articleSection"]) == ("要闻", ["要闻", "办实事"])
    assert "printColumn" not in article  # the number of a printed column, which nobody tells
    assert (article["datePublished"], article["dateModified"]) == ("2021-12-12", "2021-12-20")
    assert article["correction"][0] == {"@type": "CorrectionComment", "text": "误", "datePublished": "2021-12-20"}
    assert [author["name"] for author in article["author"]] == ["宋仪凯", "鲍童"]
    assert article["image"]["contentUrl"] == HOST + "2021/12/12/dam.png"
    assert article["isPartOf"]["@id"] == HOST + "2021/12/12/"
    assert article["isPartOf"]["isPartOf"] == {
        "@type": "Newspaper", "@id": HOST + "#newspaper", "name": "试报", "inLanguage": "zh-Hans",
    }  # fmt: skip
    for address in (article["author"][0]["url"], article["mentions"][1]["@id"]):
        assert (site / address.removeprefix(HOST)).is_file()


def test_persons_are_mentioned_in_their_role_and_private_ones_not_at_all(site: Path) -> None:
    first, second = graph(site, "/2021/12/12/01-01.html")["NewsArticle"]["mentions"]
    assert (first["@type"], first["roleName"]) == ("Role", ["主任", "检查"])
    assert first["mentions"]["name"] == "张继"
    assert (second["@type"], second["name"]) == ("Person", "老舍")


def test_a_comment_is_told_from_news(site: Path) -> None:
    assert "OpinionNewsArticle" in graph(site, "/2021/12/12/01-02.html")


def test_a_person_is_tied_to_the_same_one_elsewhere(site: Path) -> None:
    person = graph(site, f"/people/{names.slug('老舍')}.html")["Person"]
    assert (person["name"], person["alternateName"], person["description"]) == ("老舍", "舒庆春", "作家")
    assert person["sameAs"] == "https://www.wikidata.org/wiki/Q212773"


def test_the_issue_is_part_of_the_newspaper_and_the_home_page_is_the_site(site: Path) -> None:
    issue = graph(site, "/2021/12/12/")["PublicationIssue"]
    assert (issue["issueNumber"], issue["datePublished"]) == ("第1号", "2021-12-12")
    assert graph(site, "/")["WebSite"]["name"] == "试报数字版"


def test_breadcrumbs_lead_from_the_home_page_to_the_page(site: Path) -> None:
    steps = graph(site, "/2021/12/12/01-02.html")["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["item"]) for step in steps] == [
        (1, HOST), (2, HOST + "2021/12/12/"), (3, HOST + "2021/12/12/01.html"), (4, HOST + "2021/12/12/01-02.html"),
    ]  # fmt: skip


def test_no_text_can_leave_the_script(site: Path) -> None:
    html = (site / "2021/12/12/01-01.html").read_text(encoding="utf-8")
    data = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert not set("<>&") & set(data) and "\\u003c/script\\u003e" in data


def test_previews_elsewhere_show_the_picture_and_the_day(site: Path) -> None:
    head = page_at(site, "/2021/12/12/01-01.html").one("head")
    told = {meta.attributes["property"]: meta.attributes["content"] for meta in head.all("meta")
            if "property" in meta.attributes}  # fmt: skip
    assert told["og:image"] == HOST + "2021/12/12/dam.png" and told["og:image:alt"] == "大堤"
    assert told["article:published_time"] == "2021-12-12" and told["article:modified_time"] == "2021-12-20"


@pytest.mark.parametrize("url", ["/2021/12/12/01-03.html", "/search.html", "/404.html"])
def test_a_page_that_is_not_to_be_found_says_nothing(site: Path, url: str) -> None:
    assert not page_at(site, url).all("script", type="application/ld+json")


def test_the_home_page_says_how_to_search_where_that_can_be_done(seed: Built, tmp_path: Path) -> None:
    action = graph(seed.site, "/")["WebSite"]["potentialAction"]
    assert action["target"]["urlTemplate"] == "https://example.org/repo/x/search.html?q={search_term}"
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": toy.article()}), tmp_path / "site", base_url=HOST)
    assert "potentialAction" not in graph(tmp_path / "site", "/")["WebSite"]
