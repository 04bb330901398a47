"""A page's PDF becomes the drafts that its text would, and the page itself with every article's place on it."""

from __future__ import annotations

import re
import sys
from base64 import b64encode
from collections import Counter
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser

from bench.importing.printed import Printed, article_html, print_page
from edition.content import read_content
from edition.importer.assembly import banner_name
from edition.importer.edges import edge_lines
from edition.importer.issuefile import declare_picture, with_picture
from edition.importer.layout import text_of
from edition.importer.marks import Mark
from edition.importer.places import read_places, regions_of, write_places
from edition.importer.rows import Glyph
from edition.importer.sheets import read_sheets
from edition.model import Article, Box
from tests import toy
from tests.pages import page_at
from tests.toy import build, command, newspaper

PNG = b64encode(toy.picture()).decode()
DAY = ("--date", "2021-12-12")
PLACES = {1: (7, 3, ""), 3: (5, 2, ""), 2: (8, 3, ""), 4: (4, 1, "boxed"), 7: (12, 5, ""), 5: (6, 2, ""), 6: (6, 2, "")}
"""Which articles of the front page stand where: width in columns of the grid, columns of text, kind."""


def laid_out(gold: dict[str, Any], places: dict[int, tuple[int, int, str]]) -> list[str]:
    signed = {2: "■本报通讯员 王伟", 4: "■闻道"}
    by_number = {article["order"]: article for article in gold["articles"]}
    return [article_html({**by_number[one], "signed": signed.get(one)}, *how) for one, how in places.items()]


@pytest.fixture(scope="module")
def printed(browser: Browser, gold: dict[str, Any]) -> Printed:
    """The front page, set anew: headlines above their texts, all on one page."""
    return print_page(browser, laid_out(gold, PLACES))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return newspaper(tmp_path / "content")


def saved(folder: Path, pdf: bytes, name: str = "page.pdf") -> Path:
    path = folder / name
    path.write_bytes(pdf)
    return path


def imported(path: Path, content: Path, *more: str) -> tuple[list[Article], str]:
    code, out, err = command("import", path, *DAY, "--content", content, *more)
    assert code == 0, err
    return [article for article in read_content(content).articles if isinstance(article, Article)], out


def assert_right(articles: list[Article], gold: dict[str, Any], numbers: list[int]) -> None:
    by_number = {article["order"]: article for article in gold["articles"]}
    assert len(articles) == len(numbers)
    for article, right in zip(articles, map(by_number.__getitem__, numbers), strict=True):
        toy.assert_imported(article, right)


def centre_in(line: tuple[float, float, float, float], region: tuple[Box, ...]) -> bool:
    across, down = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
    return any(left <= across <= left + width and top <= down <= top + height for left, top, width, height in region)


# -- a page and its drafts -----------------------------------------------------------------------


def test_a_printed_page_comes_out_as_its_correct_edition(
    printed: Printed, gold: dict[str, Any], content: Path, tmp_path: Path
) -> None:
    articles, out = imported(saved(tmp_path, printed.pdf), content)
    assert_right(articles, gold, list(PLACES))
    assert ": balances" in out
    assert "9 characters drawn more than once stand here once" in out  # the banner's fill and outline


def test_a_region_holds_every_line_of_its_article_and_no_other(printed: Printed, content: Path, tmp_path: Path) -> None:
    articles, _ = imported(saved(tmp_path, printed.pdf), content)
    for number, article in enumerate(articles):
        for other, lines in enumerate(printed.lines):
            inside = sum(centre_in(line, article.region) for line in lines)
            assert inside == (len(lines) if other == number else 0), (article.headline, other)


def test_the_page_of_the_folio_shows_the_printed_page_with_its_articles(
    printed: Printed, content: Path, tmp_path: Path
) -> None:
    articles, out = imported(saved(tmp_path, printed.pdf), content)
    folder = content / "issues/2021/12-12"
    with Image.open(folder / "page-01.webp") as picture:
        assert picture.format == "WEBP" and picture.width == 1400 and abs(picture.height - 1400 * 550 / 390) < 3
    assert (folder / "issue.yaml").read_text(encoding="utf-8") == "folios:\n  1: {image: page-01.webp}\n"
    assert (folder / "page-01.webp").stat().st_size < 500_000 and "page-01.webp, " in out
    build(content, tmp_path / "site", drafts=True)
    plate = page_at(tmp_path / "site", "/2021/12/12/01.html").one("div", class_="plate")
    assert [title.text for title in plate.all("title")] == [article.headline for article in articles]
    assert (tmp_path / "site/2021/12/12/page-01.webp").read_bytes() == (folder / "page-01.webp").read_bytes()


def test_a_page_that_is_drawn_row_by_row_is_read_column_by_column(
    browser: Browser, gold: dict[str, Any], content: Path, tmp_path: Path
) -> None:
    page = print_page(browser, laid_out(gold, PLACES), row_by_row=True)
    articles, _ = imported(saved(tmp_path, page.pdf), content)
    assert_right(articles, gold, list(PLACES))


def test_headlines_may_stand_upright_or_on_their_side(
    browser: Browser, gold: dict[str, Any], content: Path, tmp_path: Path
) -> None:
    places = {1: (7, 3, ""), 3: (5, 2, "vertical"), 6: (7, 2, "turned"), 4: (5, 1, "boxed")}
    page = print_page(browser, laid_out(gold, places))
    articles, _ = imported(saved(tmp_path, page.pdf), content)
    assert_right(articles, gold, list(places))
    for article, lines in zip(articles, page.lines, strict=True):
        assert all(centre_in(line, article.region) for line in lines)


def test_texts_without_indents_and_headlines_below_are_read_as_well(
    browser: Browser, gold: dict[str, Any], content: Path, tmp_path: Path
) -> None:
    style = ".body p { text-indent: 0 } .body p + p { margin-top: 8px } article { flex-direction: column-reverse }"
    places = {1: (7, 2, ""), 3: (5, 1, ""), 5: (6, 2, ""), 6: (6, 2, "")}
    page = print_page(browser, laid_out(gold, places), style=style, furniture=False)
    articles, _ = imported(saved(tmp_path, page.pdf), content)
    assert_right(articles, gold, list(places))


def test_a_page_that_is_stored_on_its_side_is_read_as_it_is_seen(
    printed: Printed, gold: dict[str, Any], content: Path, tmp_path: Path
) -> None:
    document = pypdfium2.PdfDocument(printed.pdf)
    document[0].set_rotation(90)
    document.save(tmp_path / "page.pdf")
    articles, _ = imported(tmp_path / "page.pdf", content)
    assert_right(articles, gold, list(PLACES))
    for article, lines in zip(articles, printed.lines, strict=True):
        seen = [(100 - bottom, left, 100 - top, right) for left, top, right, bottom in lines]
        assert all(centre_in(line, article.region) for line in seen)


def test_every_page_of_a_file_is_a_folio(printed: Printed, content: Path, tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.import_pages(pypdfium2.PdfDocument(printed.pdf))
    document.new_page(1105, 1559)  # a page without text
    document.import_pages(pypdfium2.PdfDocument(printed.pdf))
    document.save(tmp_path / "issue.pdf")
    articles, _ = imported(tmp_path / "issue.pdf", content, "--folio", "2")
    assert [(article.folio, article.position) for article in articles] == [
        (folio, position) for folio in (2, 4) for position in range(1, 8)
    ]
    assert (content / "issues/2021/12-12/issue.yaml").read_text(encoding="utf-8") == (
        "folios:\n  2: {image: page-02.webp}\n  4: {image: page-04.webp}\n"
    )


# -- an editor's work ----------------------------------------------------------------------------


def test_importing_again_overwrites_nothing_and_tells_the_region(
    printed: Printed, content: Path, tmp_path: Path
) -> None:
    page = saved(tmp_path, printed.pdf)
    imported(page, content)
    folder = content / "issues/2021/12-12"
    draft = folder / "01-02.md"
    text = draft.read_text(encoding="utf-8")
    region = re.search(r"^region: (.*)$", text, re.MULTILINE)
    assert region
    changed = text.replace("status: draft", "status: public").replace(region[0] + "\n", "")
    draft.write_text(changed, encoding="utf-8")
    (folder / "page-01.webp").write_bytes(b"another picture")
    (folder / "issue.yaml").write_text("folios:\n  1: 要闻 # 头版\n", encoding="utf-8")
    _, out = imported(page, content)
    assert draft.read_text(encoding="utf-8") == changed
    assert (
        f"01-02.md  以更高标准更高要求持续深化文明城市创建工作 (kept: changed by hand; its region: {region[1]})" in out
    )
    assert (folder / "page-01.webp").read_bytes() == b"another picture"
    assert "page-01.webp kept: it is another picture" in out


def test_a_corrected_sign_keeps_the_regions(printed: Printed, content: Path, tmp_path: Path) -> None:
    before, _ = imported(saved(tmp_path, printed.pdf), content)
    labels = content / "issues/2021/12-12/page-01.labels.txt"
    text = labels.read_text(encoding="utf-8")
    changed = re.sub(r"^P( +\| 　　每到一处)", r"C\1", text, flags=re.MULTILINE)
    assert changed != text
    labels.write_text(changed, encoding="utf-8")
    code, _, err = command("import", labels, "--content", content)
    assert code == 0, err
    after = [article for article in read_content(content).articles if isinstance(article, Article)]
    assert [article.region for article in after] == [article.region for article in before]
    assert after[1].body.count("\n\n") == before[1].body.count("\n\n") - 1


ISSUE_FILES = [
    ("", "folios:\n  1: {image: page-01.webp}\n"),
    ("number: 第9期\n", "number: 第9期\nfolios:\n  1: {image: page-01.webp}\n"),
    (
        "folios:\n  1: 要闻 # 头版\n  2: 县域\nnote: 缺第3版。\n",
        "folios:\n  1: {section: 要闻, image: page-01.webp} # 头版\n  2: 县域\nnote: 缺第3版。\n",
    ),
    ("版面:\n    2: 县域\n\n# 完\n", "版面:\n    2: 县域\n    1: {image: page-01.webp}\n\n# 完\n"),
    ("folios:\n  1: {section: 要闻}\n", "folios:\n  1: {section: 要闻, image: page-01.webp}\n"),
    ("folios: {1: 要闻}\n", "folios: {1: 要闻}\n"),
    ("folios:\n  1:\n    section: 要闻\n", "folios:\n  1:\n    section: 要闻\n"),
]


@pytest.mark.parametrize(("before", "after"), ISSUE_FILES)
def test_the_picture_goes_into_issue_yaml_and_all_else_stays(before: str, after: str) -> None:
    assert with_picture(before, 1, "page-01.webp") == after


def test_so_do_the_line_ends_that_windows_wrote(content: Path) -> None:
    newspaper(content, {"2021/12-12/01-01": toy.article()})
    folder = content / "issues/2021/12-12"
    (folder / "page.png").write_bytes(toy.picture())
    (folder / "issue.yaml").write_bytes(b"number: 9\r\nfolios:\r\n  1: A\r\n")
    assert declare_picture(folder, date(2021, 12, 12), content, 1, "page.png")
    assert (folder / "issue.yaml").read_bytes() == (
        b"number: 9\r\nfolios:\r\n  1: {section: A, image: page.png}\r\n"
    )


@pytest.mark.parametrize("before", [before for before, after in ISSUE_FILES if before == after])
def test_where_issue_yaml_takes_a_person_the_editor_is_told_what_to_write(
    printed: Printed, content: Path, tmp_path: Path, before: str
) -> None:
    newspaper(content, issues={"2021/12-12": before})
    _, out = imported(saved(tmp_path, printed.pdf), content)
    assert "write it into issue.yaml, under folios: `1: {section: …, image: page-01.webp}`" in out
    assert (content / "issues/2021/12-12/issue.yaml").read_text(encoding="utf-8") == before


# -- what is no page -----------------------------------------------------------------------------


def locked() -> bytes:
    """A PDF whose text needs a password."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]>>",
        f"<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>",
    ]
    return with_objects(objects, "/Encrypt 4 0 R/ID[<00><00>]")


def with_objects(objects: list[str], more: str = "") -> bytes:
    text, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj{one}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{text}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R{more}>>\nstartxref\n{len(text)}\n%%EOF\n"
    ).encode()


def sized(side: int) -> bytes:
    return with_objects(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {side} {side}]>>",
        ]
    )


def scanned(tmp_path: Path) -> bytes:
    path = tmp_path / "scan.pdf"
    Image.new("L", (800, 1100), 200).save(path)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder, pdf: scanned(folder), "there is no text in it, only pictures"),
        (lambda folder, pdf: locked(), "locked with a password"),
        (lambda folder, pdf: pdf[: len(pdf) // 2].replace(b"endobj", b"endob"), "damaged"),
        (lambda folder, pdf: b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
        (lambda folder, pdf: sized(200_000), "that is no page of a newspaper"),
        (lambda folder, pdf: sized(14_400), "there is no text in it"),
        (lambda folder, pdf: sized(10), "that is no page of a newspaper"),
    ],
    ids=["scanned", "locked", "cut off", "noise", "too large", "as large as may be", "too small"],
)
def test_a_pdf_that_is_no_page_is_told_and_nothing_is_written(
    printed: Printed, content: Path, tmp_path: Path, make: Any, message: str
) -> None:
    path = saved(tmp_path, make(tmp_path, printed.pdf))
    code, out, err = command("import", path, *DAY, "--content", content)
    assert (code, out) == (1, "") and message in err and err.startswith(f"{path}: "), err
    assert [one.name for one in content.iterdir()] == ["edition.yaml"]


def test_a_mistake_in_issue_yaml_is_told_before_anything_is_written(
    printed: Printed, content: Path, tmp_path: Path
) -> None:
    newspaper(content, issues={"2021/12-12": "number: 1\nfolio: {1: 要闻}\n"})
    code, _, err = command("import", saved(tmp_path, printed.pdf), *DAY, "--content", content)
    assert code == 1 and 'issue.yaml:2: unknown key "folio"' in err
    assert [one.name for one in (content / "issues/2021/12-12").iterdir()] == ["issue.yaml"]


@pytest.mark.parametrize("missing", ["pypdfium2", "PIL"])
def test_without_its_libraries_an_import_says_how_to_get_them(
    printed: Printed, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    code, _, err = command("import", saved(tmp_path, printed.pdf), *DAY, "--content", content)
    assert code == 1 and f"reading a PDF needs {missing}: make pdf" in err
    assert "pip install --require-hashes -r requirements-pdf.txt" in err


def test_a_build_with_regions_needs_neither_library(
    printed: Printed, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(saved(tmp_path, printed.pdf), content)
    for name in ("pypdfium2", "PIL"):
        monkeypatch.setitem(sys.modules, name, None)
    build(content, tmp_path / "site", drafts=True)
    assert page_at(tmp_path / "site", "/2021/12/12/01.html").all("div", class_="plate")


# -- laws ----------------------------------------------------------------------------------------

numbers = st.floats(-50, 2000, allow_nan=False)
glyphs = st.builds(
    lambda text, x, y, size, way, width: Glyph(text, x, y, size, *way, (x, y - size, x + width * size, y)),
    st.sampled_from("中文，“—·1aⅡ〓"),
    numbers,
    numbers,
    st.sampled_from([0.5, 9.0, 9.1, 12.0, 40.0]),
    st.sampled_from([(1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (0.6, 0.8)]),
    st.floats(0, 1.2),
)
rows = st.builds(
    lambda text, x, y, size: [
        Glyph(one, x + place * size, y, size, 1.0, 0.0, (x + place * size, y - size, x + place * size + size, y))
        for place, one in enumerate(text)
    ],
    st.text("中文，“—·1a", min_size=1, max_size=12),
    st.integers(0, 40).map(lambda step: step * 10.0),
    st.integers(0, 20).map(lambda step: step * 9.0),
    st.sampled_from([9.0, 12.0]),
)


@given(st.lists(st.one_of(glyphs.map(lambda glyph: [glyph]), rows), max_size=25).map(chain.from_iterable).map(list))
@settings(max_examples=150)
def test_however_characters_lie_none_is_lost(page: list[Glyph]) -> None:
    found = text_of(page)
    drawn = "".join(glyph.text for glyph in page) + "—" * found.empty
    assert Counter("".join("".join(found.texts).split()) + found.twice) == Counter(drawn)
    assert len(found.texts) == len(found.boxes)
    assert all(bool(text) == (box is not None) for text, box in zip(found.texts, found.boxes, strict=True))


cells = st.lists(st.integers(0, 3), min_size=1, max_size=40)


@given(cells)
@settings(max_examples=100)
def test_a_region_holds_its_own_lines_and_no_others(owners: list[int]) -> None:
    places = tuple((1 + 12.0 * (at % 8), 1 + 15.0 * (at // 8), 10.0, 12.0) for at in range(len(owners)))
    marks = [Mark(number, "文", "C", owner) for number, owner in enumerate(owners, 1)]
    regions = regions_of(marks, places)
    assert set(regions) == set(owners) - {0}
    for mark, (left, top, width, height) in zip(marks, places, strict=True):
        line = (left, top, left + width, top + height)
        for owner, region in regions.items():
            if mark.article:
                assert centre_in(line, region) == (owner == mark.article)
    text = "\n".join("文" for _ in owners)
    assert read_places(write_places(places, text), text) == places
    assert read_places(write_places(places, text), text + "字") == ()


def test_the_text_of_a_page_is_that_of_its_pdf(printed: Printed, tmp_path: Path) -> None:
    (sheet,) = read_sheets(saved(tmp_path, printed.pdf))
    assert "（记者 宋仪凯）" in sheet.page.text and "“事争一流，唯旗是夺”" in "".join(sheet.page.texts)
    assert "第1版 要闻" in sheet.page.texts


def test_where_issue_yaml_cannot_be_written_the_editor_is_told_what_to_write(
    printed: Printed, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name.startswith(".issue.yaml"):
            raise OSError(28, "No space left on device", str(path))
        return usual(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    pdf = saved(tmp_path, printed.pdf)
    code, out, err = toy.command("import", pdf, "--date", "2021-12-12", "--content", content)
    folder = content / "issues/2021/12-12"
    assert (code, err) == (1, f"{folder}/issue.yaml: can't be written: No space left on device\n")
    assert "write it into issue.yaml, under folios: `1: {section: …, image: page-01.webp}`" in out
    assert (folder / "01-01.md").is_file() and (folder / "page-01.webp").is_file()
    assert not [path for path in folder.iterdir() if "issue.yaml" in path.name]


# -- how pages are set ---------------------------------------------------------------------------


def text_as_set(browser: Browser, tmp_path: Path, html: str) -> list[str]:
    """The lines that are read of a page with this on it."""
    pdf = print_page(browser, [f'<article style="grid-column:span 12">{html}</article>'], furniture=False).pdf
    return [line.strip() for line in read_sheets(saved(tmp_path, pdf))[0].page.texts if line.strip()]


def test_a_text_stands_below_its_headline_however_near(browser: Browser, tmp_path: Path) -> None:
    html = '<h2 style="font-size:60px;line-height:60px;margin-left:300px">大标题</h2><p>正文从这里开始。</p>'
    assert text_as_set(browser, tmp_path, html) == ["大标题", "正文从这里开始。"]


def test_a_rare_character_of_a_name_is_read(browser: Browser, tmp_path: Path) -> None:
    assert text_as_set(browser, tmp_path, "<p>村民𠮷田、𬭎强发言。</p>") == ["村民𠮷田、𬭎强发言。"]


def test_a_large_initial_is_the_first_character_of_its_text(browser: Browser, tmp_path: Path) -> None:
    initial = '<span style="float:left;font-size:44px;line-height:36px">春</span>'
    html = f'<div style="width:20em"><p>{initial}{"天来了，万物生长。" * 8}</p></div>'
    lines = text_as_set(browser, tmp_path, html)
    assert "".join(lines) == "春" + "天来了，万物生长。" * 8
    assert lines[0].startswith("春天来了")


def test_figures_on_their_side_are_part_of_vertical_text(browser: Browser, tmp_path: Path) -> None:
    html = '<h2 style="writing-mode:vertical-rl;height:900px">我市12月31日起实行1998：新规</h2>'
    assert text_as_set(browser, tmp_path, html) == ["我市12月31日起实行1998：新规"]


def test_marks_between_words_keep_their_spaces(browser: Browser, tmp_path: Path) -> None:
    line = "“We are sure,” said Dr. Ann O’Connor; it cost $3.5 million."
    style = "font-family:'Liberation Serif','DejaVu Serif'"
    html = f'<p style="{style}">{line}</p><p>登录www.example.org，增长3.5%。</p>'
    assert text_as_set(browser, tmp_path, html) == [line, "登录www.example.org，增长3.5%。"]
    line = "By MARY JONES, FAY ADAMS and ROY WARD"
    assert text_as_set(browser, tmp_path, f'<p style="{style};font-style:italic">{line}</p>') == [line]


def test_words_that_are_spread_over_a_narrow_column_stay_on_their_line(browser: Browser, tmp_path: Path) -> None:
    lines = ["whether the old house", "to decide on Monday", "whether it is a house", "to leave it to them", "or not"]
    style = "width:170px;font-family:'Liberation Serif';text-align:justify;text-align-last:justify"
    assert text_as_set(browser, tmp_path, f'<div style="{style}">{"<br>".join(lines[:4])}</div>') == lines[:4]


def test_paragraphs_in_words_begin_at_an_indent_of_one_em(browser: Browser, tmp_path: Path) -> None:
    words = "The council met on Monday and agreed to it. " * 6
    style = "width:400px;font-family:'Liberation Serif','DejaVu Serif'"
    html = f'<div style="{style}">{f"""<p style="text-indent:1em">{words}</p>""" * 2}</div>'
    pdf = print_page(browser, [f'<article style="grid-column:span 12">{html}</article>'], furniture=False).pdf
    texts = read_sheets(saved(tmp_path, pdf))[0].page.texts
    assert sum(text.startswith("\u3000") for text in texts) == 2


def test_a_caption_within_a_sentence_is_none_of_it(browser: Browser, content: Path, tmp_path: Path) -> None:
    sentence = "会议指出，全市上下要认真学习贯彻会议精神，进一步统一思想、凝聚力量，扎实做好各项工作。"
    first, rest = sentence * 3 + "各县区要因地制宜，", "不断完善工作机制，确保各项任务落到实处。" + sentence
    caption = '<span style="display:block;text-indent:0;font-size:9px;margin:9px 0">大棚里的草莓熟了</span>'
    html = f"<p>本报讯 {sentence}</p><p>{first}{caption}{rest}</p><p>{sentence}</p>"
    html = f'<h2>我市召开工作会议</h2><div class="body" style="columns:4">{html}</div>'
    pdf = print_page(browser, [f'<article style="grid-column:span 12">{html}</article>']).pdf
    articles, out = imported(saved(tmp_path, pdf), content)
    assert len(articles) == 1
    assert first + rest in articles[0].body
    assert "in no article: 大棚里的草莓熟了" in out


def test_a_caption_between_paragraphs_is_none_and_below_a_headline_alone_it_is_the_text(
    browser: Browser, content: Path, tmp_path: Path
) -> None:
    image = f'<img style="width:100%;height:80px;display:block" src="data:image/png;base64,{PNG}">'
    style = "text-indent:0;font-size:9px"
    pictured = f'<div style="break-inside:avoid;margin:8px 0">{image}<p style="{style}">{{}}</p></div>'
    sentence = "会议指出，全市上下要认真学习贯彻会议精神，进一步统一思想、凝聚力量，扎实做好各项工作。"
    text = f"<p>{sentence * 4}</p><p>{sentence * 3}</p>"
    caption, other = "▲昨日，村民在大棚里采摘草莓。", "昨日，农机手在田间抢收小麦，全县今年的麦收已经过半。"
    three = map("{}在田间<br>查看小麦<br>长势。".format, "甲乙丙")
    row = "".join(f'<div style="width:90px">{pictured.format(each)}</div>' for each in three)
    html = f'<div class="body" style="columns:4">{text}{pictured.format(caption)}{text}</div>'
    html = f'<h2>我市召开工作会议</h2><div style="display:flex;gap:20px">{row}</div>{html}'
    pages = [f'<article style="grid-column:span {span}">{html}</article>' for span, html in (
        (12, html), (4, f'<h2>麦收过半</h2><div class="body">{pictured.format(other)}</div>'),
    )]  # fmt: skip
    articles, out = imported(saved(tmp_path, print_page(browser, pages).pdf), content)
    assert [each.headline for each in articles] == ["我市召开工作会议", "麦收过半"]
    assert caption not in articles[0].body and len(articles[0].body.split("\n\n")) == 4
    assert f"in no article: {caption}" in out
    assert articles[1].body.strip() == other


WORDS = "The council met on Monday to decide whether the old market hall should be torn down or restored. "
HEAD = '<p style="position:absolute;top:{}px;left:60px;right:60px;display:flex;justify-content:space-between">{}</p>'
PARTS = "".join(map("<span>{}</span>".format, ("THE DAILY BUGLE", "Tuesday, March 3, 1998", "Page 4")))
IMPRINT = "".join(map("<span>{}</span>".format, ("www.bugle.example.com", "Printed by the Bugle Press", "— 4 —")))


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        (HEAD.format(30, PARTS), HEAD.format(2040, IMPRINT)),
        # Drawn first though it stands last, and near to the text.
        (HEAD.format(30, "4 | Tuesday, March 3, 1998") + HEAD.format(280, "The Daily Bugle – Page 4"), ""),
        ('<p style="font-size:60px">The Daily Bugle</p>Vol. 12, Tuesday, March 3, 1998', HEAD.format(2040, "4")),
    ],
)
def test_the_head_and_the_foot_of_a_page_in_words_are_in_no_article(
    browser: Browser, content: Path, tmp_path: Path, top: str, bottom: str
) -> None:
    text = f'<div class="body" style="columns:3;font-family:Liberation Serif"><p>{WORDS * 16}</p></div>'
    html = f'<article style="grid-column:span 12">{{}}<h2>{{}}</h2>{text}{{}}</article>'
    headline = "Council delays vote"
    pdf = print_page(browser, [html.format(top, headline, bottom)], furniture=False).pdf
    articles, _ = imported(saved(tmp_path, pdf), content)
    assert [(each.headline, each.deck) for each in articles] == [(headline, ())]
    assert articles[0].body.strip() == (WORDS * 16).strip()


def test_a_headline_and_the_end_of_a_text_are_no_head_and_foot_whatever_they_say(
    browser: Browser, content: Path, tmp_path: Path
) -> None:
    day = "Tuesday, March 3, 1998"
    html = f'<h2>{day}</h2><div style="font-family:Liberation Serif"><p>{WORDS * 9}</p><p>See Page 4, {day}.</p></div>'
    pdf = print_page(browser, [f'<article style="grid-column:span 12">{html}</article>'], furniture=False).pdf
    articles, out = imported(saved(tmp_path, pdf), content)
    assert [each.headline for each in articles] == [day]
    assert "in no article" not in out


def test_a_table_is_read_line_by_line(browser: Browser, content: Path, tmp_path: Path) -> None:
    lines = ["城市 最高 最低 天气", "济宁 12 3 晴", "兖州 10 — 晴转多云", "泗水 9 -1 小雨"]
    table = "".join(f"<tr><td>{line.replace(' ', '<td>').replace('—', '')}</tr>" for line in lines)
    sentence = "会议指出，全市上下要认真学习贯彻会议精神，进一步统一思想、凝聚力量，扎实做好各项工作。"
    text = f"<p>{sentence * 4}</p><p>{sentence * 3}</p>"
    html = f'{text}<div style="break-inside:avoid"><table style="width:100%">{table}</table></div>{text}'
    html = f'<h2>我市召开工作会议</h2><div class="body" style="columns:4">{html}</div>'
    pdf = print_page(browser, [f'<article style="grid-column:span 12">{html}</article>']).pdf
    articles, out = imported(saved(tmp_path, pdf), content)
    paragraphs = articles[0].body.strip().split("\n\n")
    assert [sentence * 4, sentence * 3, *lines, sentence * 4, sentence * 3] == paragraphs
    assert "1 empty cell of tables stand as —" in out


def test_a_subhead_in_another_face_is_a_paragraph_of_its_article(
    browser: Browser, content: Path, tmp_path: Path
) -> None:
    sentence = "会议指出，全市上下要认真学习贯彻会议精神，进一步统一思想、凝聚力量，扎实做好各项工作。"
    strong = '<p style="font-weight:900;text-indent:0;text-align:center;margin:5px 0">{}</p>'.format
    text = f"<p>{sentence * 4}</p><p>{sentence * 3}</p>"
    html = text + strong("荒地变良田") + text + strong("分红到农家") + text
    article = f'<h2>大棚里走出致富路</h2><div class="body" style="columns:4">{html}</div>'
    briefs = strong("农机补贴开始申领") + text + strong("体育馆周末免费开放") + text
    pages = [f'<article style="grid-column:span {span}">{html}</article>' for span, html in (
        (12, article), (4, f'<h2>简讯</h2><div class="body">{briefs}</div>'),
    )]  # fmt: skip
    articles, out = imported(saved(tmp_path, print_page(browser, pages).pdf), content)
    assert [each.headline for each in articles] == ["大棚里走出致富路", "农机补贴开始申领", "体育馆周末免费开放"]
    paragraphs = articles[0].body.split("\n\n")
    assert len(paragraphs) == 8 and paragraphs[2::3] == ["荒地变良田", "分红到农家"]
    assert "doubtful: 荒地变良田: taken for a new paragraph, or part of a headline (P or H)" in out


@pytest.mark.parametrize(
    ("head", "many"),
    [
        (["2021年12月12日 星期日", "", "要闻", "", "责任编辑：李明 校对：王芳", "", "02"], 4),
        (
            [
                "济宁日报", "", "JINING DAILY", "", "2021年12月", "", "12", "", "星期日", "农历辛丑年十一月初九", "",
                "中共济宁市委主管主办", "济宁日报社出版", "国内统一连续出版物号：CN 37-0011", "邮发代号：23-53",
                "总第12034期 今日8版",
            ],
            11,
        ),
    ],
)  # fmt: skip
def test_the_parts_of_a_page_head_each_on_a_line_are_no_headline(head: list[str], many: int) -> None:
    edges = edge_lines([*head, "", "市委召开常委会会议", "", *["　　会议指出，要认真学习。"] * 9])
    assert len(edges) == many
    assert max(edges) == len(head)


def test_a_deck_of_a_few_characters_is_no_banner() -> None:
    assert banner_name("——记优秀教师王芳") == ""
    assert banner_name("·我为群众办实事·") == "我为群众办实事"
