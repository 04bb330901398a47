"""A page's text beside its drafts, in a browser, for the editor who checks them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from edition import cli
from tests.conftest import ROOT
from tests.pages import page_at

PAGE = ROOT / "tests/fixtures/front-page.txt"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    home = tmp_path / "content"
    home.mkdir()
    (home / "edition.yaml").write_text("title: 样报\n", encoding="utf-8")
    arguments = ["import", str(PAGE), "--date", "2021-12-12", "--content", str(home), "--quiet"]
    assert cli.main(arguments) == 0
    return home


def build(content: Path, *options: str) -> tuple[int, Path, str]:
    site, err = content.parent / "site", io.StringIO()
    arguments = ["build", "--content", str(content), "--site", str(site), "--no-search", "--quiet", *options]
    return cli.main(arguments, io.StringIO(), err), site, err.getvalue()


@pytest.mark.parametrize("width", [1280, 390])
def test_every_line_of_the_page_stands_beside_the_draft_made_of_it(content: Path, browser: Browser, width: int) -> None:
    code, site, _ = build(content, "--drafts")
    assert code == 0
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((site / "2021/12/12/01-03.html").as_uri())
    page.get_by_role("link", name="版面校对").click()
    texts = [line.strip() for line in PAGE.read_text(encoding="utf-8").split("\n") if line.strip()]
    lines = page.locator(".page-text li").all_inner_texts()
    assert [line.rsplit(" ", 2 if "?" in line else 1)[0].strip() for line in lines] == texts
    assert page.locator(".proof article h2").count() == 7
    section = page.locator("section", has=page.locator("#line-178"))
    assert "以更高标准更高要求" in section.locator("h2").inner_text()
    assert page.locator(".page-text mark").count() >= 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_corrected_label_and_a_corrected_draft_show_at_the_next_build(content: Path) -> None:
    _, site, _ = build(content, "--drafts")
    home = content / "issues/2021/12-12"
    draft = home / "01-04.md"
    draft.write_text(draft.read_text(encoding="utf-8").replace("headline: 始终", "headline: 一直"), encoding="utf-8")
    labels = home / "page-01.labels.txt"
    labels.write_text(labels.read_text(encoding="utf-8").replace("\nB4     |", "\nF      |"), encoding="utf-8")
    code, _, _ = build(content, "--drafts")
    text = (site / "2021/12/12/01-proof.html").read_text(encoding="utf-8")
    assert code == 0 and "一直保持创建初心" in text
    assert 'id="line-211" value="211" data-kind="F"' in text


def test_a_change_far_down_in_a_long_draft_shows_at_the_next_build(content: Path) -> None:
    draft = content / "issues/2021/12-12/01-01.md"
    draft.write_text(draft.read_text(encoding="utf-8") + "\n一段很长的话。\n" * 300, encoding="utf-8")
    _, site, _ = build(content, "--drafts")
    draft.write_text(draft.read_text(encoding="utf-8") + "\n最后一句。\n", encoding="utf-8")
    build(content, "--drafts")
    assert "最后一句。" in (site / "2021/12/12/01-proof.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "lines"),
    [("en", ("DAM OPENS", "", "The dam was opened on Saturday,", "after nine years of work.")),
     ("zh-Hant", ("水庫啟用", "", "　　本報訊　歷時九年的水庫工程昨日竣工，縣長、鄉長和數百名村民到場觀禮。"))],
)  # fmt: skip
def test_a_draft_stands_beside_its_text_in_any_language(tmp_path: Path, language: str, lines: tuple[str, ...]) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "edition.yaml").write_text(f"title: A\nlanguage: {language}\n", encoding="utf-8")
    (tmp_path / "page.txt").write_text("\n".join(lines), encoding="utf-8")
    page = str(tmp_path / "page.txt")
    assert cli.main(["import", page, "--date", "2021-12-12", "--content", str(content), "--quiet"]) == 0
    code, site, _ = build(content, "--drafts")
    assert code == 0
    assert page_at(site, "/2021/12/12/01-proof.html").one("article").one("h2").text == lines[0]


def test_readers_never_get_the_page_of_proofs(content: Path) -> None:
    build(content, "--drafts")
    code, site, _ = build(content)
    assert code == 0
    assert not list(site.rglob("*proof.html"))


def test_labels_that_cannot_be_read_are_told_with_their_line(content: Path) -> None:
    labels = content / "issues/2021/12-12/page-01.labels.txt"
    labels.write_text(labels.read_text(encoding="utf-8").replace("\nB4     |", "\nX      |"), encoding="utf-8")
    code, _, err = build(content, "--drafts")
    assert code == 1 and '"X" is no sign' in err and "page-01.labels.txt:" in err
