"""The printed page on a folio's page, with a link over each article."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from edition.problems import EditionError
from tests import toy
from tests.pages import page_at
from tests.toy import article, build, files_of, newspaper, picture

ISSUE = {"2021/12-12": "folios:\n  1: {section: 要闻, image: page-01.png}\n"}
PAGE = "/2021/12/12/01.html"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return newspaper(
        tmp_path / "content",
        {
            "01-01": article("甲标题", region=["0 0 60 50"]),
            "01-02": article("乙标题", region=["60 0 40 100", "0 50 60 50"]),
            "01-03": article("丙标题"),
        },
        issues=ISSUE,
        files={"issues/2021/12-12/page-01.png": picture(300, 400)},
    )


def test_every_article_with_a_region_is_a_link_on_the_picture(content: Path, tmp_path: Path) -> None:
    build(content, tmp_path / "site")
    page = page_at(tmp_path / "site", PAGE)
    zones = page.one("div", class_="plate").all("a")
    assert [(zone.attributes["href"], zone.one("title").text) for zone in zones] == [
        ("01-01.html", "甲标题"),
        ("01-02.html", "乙标题"),
    ]
    assert zones[1].one("path").attributes["d"] == "M60 0h40v100h-40zM0 50h60v50h-60z"
    assert [tile.one("a").text for tile in page.all("h2")] == ["甲标题", "乙标题", "丙标题"]


def test_without_a_picture_regions_show_nothing(content: Path, tmp_path: Path) -> None:
    (content / "issues/2021/12-12/issue.yaml").unlink()
    build(content, tmp_path / "site")
    page = page_at(tmp_path / "site", PAGE)
    assert not page.all("svg", role="group") and not page.all("div", class_="plate")
    assert len(page.all("h2")) == 3


@pytest.mark.parametrize(
    ("region", "told"),
    [
        ("70 0 40 100", '"70 0 40 100" reaches out of the page'),
        ("0 50.5 10 50", "reaches out of the page"),
        ("0 0 0 10", 'not "0 0 0 10"'),
        ("0 0 10", "left, top, width and height in percent of the page"),
        ("-1 0 10 10", 'not "-1 0 10 10"'),
        ("0,0,10,10", 'not "0,0,10,10"'),
        ("nan 0 1 1", 'not "nan 0 1 1"'),
    ],
)
def test_a_region_that_is_none_is_told_with_its_line(content: Path, tmp_path: Path, region: str, told: str) -> None:
    newspaper(content, {"01-03": article("丙标题", genre="消息", region=region)})
    with pytest.raises(EditionError) as caught:
        build(content, tmp_path / "site")
    (problem,) = caught.value.problems
    assert (problem.line, told in problem.message) == (4, True), problem


def test_a_picture_that_is_not_there_is_told_with_its_line(content: Path, tmp_path: Path) -> None:
    (content / "issues/2021/12-12/page-01.png").unlink()
    with pytest.raises(EditionError) as caught:
        build(content, tmp_path / "site")
    (problem,) = caught.value.problems
    assert problem.line == 2 and "page-01.png" in problem.message


@pytest.mark.parametrize("change", ["region", "picture"])
def test_a_changed_region_or_picture_rewrites_the_page_of_its_folio_alone(
    content: Path, tmp_path: Path, change: str
) -> None:
    site = tmp_path / "site"
    build(content, site)
    before = files_of(site)
    if change == "region":
        newspaper(content, {"01-01": article("甲标题", region=["0 0 50 50"])})
        expected = {PAGE}
    else:
        newspaper(content, files={"issues/2021/12-12/page-01.png": picture(600, 800)})
        expected = {PAGE, "/2021/12/12/page-01.png"}
    report = build(content, site)
    after = files_of(site)
    assert {f"/{path}" for path in after if after[path] != before.get(path)} == expected
    assert {f"/{path.lstrip('/')}" for path in report.published.written} == expected


def test_a_region_that_moves_to_the_article_in_the_same_place_of_another_folio_rewrites_both(
    content: Path, tmp_path: Path
) -> None:
    newspaper(
        content,
        {"02-01": article("丁标题"), "01-01": article("甲标题", region=["0 0 60 50"]), "01-02": article("乙标题")},
        issues={"2021/12-12": "folios:\n  1: {image: page-01.png}\n  2: {image: page-01.png}\n"},
    )
    site = tmp_path / "site"
    build(content, site)
    newspaper(content, {"01-01": article("甲标题"), "02-01": article("丁标题", region=["0 0 60 50"])})
    build(content, site)
    build(content, tmp_path / "fresh")
    assert files_of(site) == files_of(tmp_path / "fresh")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_reader_gets_to_an_article_by_pointer_and_by_keyboard(
    content: Path, tmp_path: Path, browser: Browser, width: int
) -> None:
    site = tmp_path / "site"
    build(content, site)
    with toy.served(site) as address:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
        context.set_default_timeout(5000)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address + PAGE.lstrip('/'))
        plate = page.locator(".plate img").bounding_box()
        assert plate and plate["width"] <= width
        zone = page.get_by_role("group", name="版面图").get_by_role("link", name="乙标题")
        box = zone.bounding_box()
        assert box and abs(box["width"] - plate["width"]) < 20 and abs(box["height"] - plate["height"]) < 20  # stroke
        zone.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/01-02.html")
        page.go_back()
        # Not page.mouse, which doesn't wait until the page that came back is drawn.
        place = {"x": plate["width"] * 0.3, "y": plate["height"] * 0.25}
        page.locator(".plate svg").click(position=place)  # type: ignore[arg-type]
        page.wait_for_url("**/01-01.html")
        assert not complaints
        context.close()
