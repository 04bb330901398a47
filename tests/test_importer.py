"""A printed page's text becomes draft articles, and nothing of it is lost."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from edition import cli
from edition.content import as_read, read_content
from edition.importer.drafts import Draft, drafts_of
from edition.importer.edges import edge_lines
from edition.importer.ledger import Lost, balance
from edition.importer.marks import mark_page
from edition.importer.opening import is_dated
from edition.importer.pagetext import PageText, read_pages
from edition.model import Slip
from edition.values import replace
from tests import toy
from tests.conftest import ROOT

PAGE = ROOT / "tests/fixtures/front-page.txt"
ISSUE = date(2021, 12, 12)


def run(*arguments: str | Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = cli.main(["import", *map(str, arguments)], out, err)
    return code, out.getvalue(), err.getvalue()


def typed(content: Path, text: str, day: str) -> tuple[str, tuple[Slip, ...]]:
    """What is told of the import of a page that somebody typed, and the articles that come of it."""
    page = content.parent / "page.txt"
    page.write_text(text, encoding="utf-8")
    code, out, _ = run(page, "--date", day, "--content", content)
    assert code == 0
    return out, read_content(content).articles


@pytest.fixture
def content(tmp_path: Path) -> Path:
    home = tmp_path / "content"
    home.mkdir()
    (home / "edition.yaml").write_text("title: 样报\n", encoding="utf-8")
    return home


@pytest.fixture
def imported(content: Path) -> Path:
    """The folder of an issue into which the front page was imported."""
    code, _, err = run(PAGE, "--date", "2021-12-12", "--folio", "1", "--content", content)
    assert (code, err) == (0, "")
    return content / "issues/2021/12-12"


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


# -- the real page -------------------------------------------------------------------------------


def test_the_front_page_comes_out_as_its_correct_edition(imported: Path, gold: dict[str, Any], content: Path) -> None:
    articles = read_content(content).articles
    assert len(articles) == len(gold["articles"])
    for article, right in zip(articles, gold["articles"], strict=True):
        toy.assert_imported(article, right)


def test_a_draft_says_on_which_lines_it_was_printed_and_what_was_changed(content: Path, imported: Path) -> None:
    second = read_content(content).articles[1]
    assert second.source.file == "page-01.txt"
    assert second.source.note == (
        "栏题第1行，署名第71行，正文第73–174行，标题第176行；删去3处两端对齐空格，4处半角逗号改为全角"
    )


def test_the_page_is_kept_beside_its_drafts_character_for_character(imported: Path) -> None:
    assert (imported / "page-01.txt").read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")


def test_drafts_are_built_only_when_asked_for(content: Path, imported: Path, tmp_path: Path) -> None:
    for option, number in (("--quiet", 0), ("--drafts", 7)):
        site = tmp_path / f"site{number}"
        assert (
            cli.main(["build", "--content", str(content), "--site", str(site), "--no-search", "--quiet", option]) == 0
        )
        assert len(list(site.glob("2021/12/12/01-0*.html"))) == number
        assert (site / "2021/12/12/01-proof.html").exists() == bool(number)


def test_the_account_of_the_page_is_told(content: Path) -> None:
    _, out, _ = run(PAGE, "--date", "2021-12-12", "--content", content)
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(
        r"([\d,]+) characters read = ([\d,]+) in articles \+ ([\d,]+) removed \+ 0 unplaced - ([\d,]+) added", out
    )
    assert found
    read, placed, removed, added = (int(number.replace(",", "")) for number in found.groups())
    assert read == len(text.replace("\n", "")) == placed + removed - added
    assert "5 half-width commas made full-width" in out


# -- doubts and corrections ----------------------------------------------------------------------


def correct(folder: Path, change: tuple[str, str]) -> Path:
    labels = folder / "page-01.labels.txt"
    text = labels.read_text(encoding="utf-8")
    assert text.count(change[0]) == 1
    labels.write_text(text.replace(*change), encoding="utf-8")
    return labels


def test_importing_an_annotated_page_that_nobody_corrected_changes_nothing(imported: Path, content: Path) -> None:
    before = files(imported)
    code, _, _ = run(imported / "page-01.labels.txt", "--content", content)
    assert code == 0
    after = files(imported)
    assert {name: text for name, text in after.items() if name.endswith(".md")} == {
        name: text for name, text in before.items() if name.endswith(".md")
    }


def test_one_corrected_sign_mends_a_paragraph(imported: Path, content: Path) -> None:
    labels = correct(
        imported, ("\nP      | 会议指出，今年以来，我们持续在巩固", "\nC      | 会议指出，今年以来，我们持续在巩固")
    )
    assert run(labels, "--content", content)[0] == 0
    first = read_content(content).articles[0]
    assert len(first.body.strip().split("\n\n")) == 4
    assert "出席。会议指出，今年以来" in first.body


def test_one_new_number_makes_a_new_article(imported: Path, content: Path) -> None:
    labels = correct(
        imported, ("\nP      | 会议强调，要强化问题导向，聚焦重点", "\nP9     | 会议强调，要强化问题导向，聚焦重点")
    )
    code, out, _ = run(labels, "--content", content)
    assert code == 0
    articles = read_content(content).articles
    assert len(articles) == 8
    # The headline behind the text goes with the lines above it.
    assert articles[0].headline == "（无题）"
    assert "no headline was found" in out
    assert articles[1].headline == "济宁市深化全国文明城市创建工作推进会议召开"


def test_a_sign_may_be_chinese(imported: Path, content: Path) -> None:
    labels = correct(imported, ("\nD      | 张红旗出席相关会议并讲话", "\n题     | 张红旗出席相关会议并讲话"))
    assert run(labels, "--content", content)[0] == 0
    assert read_content(content).articles[4].headline_lines[-1] == "张红旗出席相关会议并讲话"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("\nC      | 创建工作推进会议召开", "\nX      | 创建工作推进会议召开"), '"X" is no sign'),
        (("\nH      | 创建工作推进会议召开", "\nH12    | 创建工作推进会议召开"), "article 12 has no text"),
        (("| 创建工作推进会议召开", "| 创建工作会议召开"), "no longer says what the page says"),
        (("\nH      | 创建工作推进会议召开\n", "\n"), "take out no line"),
        (("# import 2021-12-12 folio", "# import 2021-13-12 folio"), "there is no month 13"),
    ],
)
def test_what_is_wrong_in_an_annotated_page_is_told_with_its_line(
    imported: Path, content: Path, change: tuple[str, str], message: str
) -> None:
    text = (imported / "page-01.labels.txt").read_text(encoding="utf-8")
    old, new = change
    if old not in text:
        old = old.replace("\nC ", "\nH ")
    labels = correct(imported, (old, new))
    before = files(imported)
    code, _, err = run(labels, "--content", content)
    assert code == 1
    assert message in err and re.search(r"page-01\.labels\.txt:\d+: ", err)
    assert files(imported) == before


@pytest.mark.parametrize("imported_again", [False, True])
def test_a_corrected_page_is_not_read_afresh_by_mistake(imported: Path, content: Path, imported_again: bool) -> None:
    labels = correct(imported, ("\nD      | 张红旗出席相关会议并讲话", "\nH      | 张红旗出席相关会议并讲话"))
    if imported_again:
        assert run(labels, "--content", content)[0] == 0
    before = files(imported)
    code, _, err = run(PAGE, "--date", "2021-12-12", "--content", content)
    assert code == 1 and "corrected by hand: import this file instead" in err
    assert files(imported) == before


# -- a second import -----------------------------------------------------------------------------


def test_a_second_import_of_the_same_page_changes_nothing(imported: Path, content: Path) -> None:
    before = files(imported)
    assert run(PAGE, "--date", "2021-12-12", "--content", content)[0] == 0
    assert files(imported) == before


def test_what_an_editor_changed_is_kept_and_said(imported: Path, content: Path) -> None:
    path = imported / "01-03.md"
    changed = (
        path.read_text(encoding="utf-8")
        .replace("status: draft", "status: public")
        .replace("genre: 消息", "genre: 要闻")
    )
    path.write_text(changed, encoding="utf-8")
    (imported / "01-05.md").unlink()
    code, out, _ = run(PAGE, "--date", "2021-12-12", "--content", content)
    assert code == 0
    assert path.read_text(encoding="utf-8") == changed
    assert "01-03.md  以更高标准更高要求持续深化文明城市创建工作 (kept: changed by hand)" in out
    assert (imported / "01-05.md").is_file()
    assert len(read_content(content).articles) == 7


def test_articles_written_by_hand_are_never_touched(content: Path) -> None:
    home = content / "issues/2021/12-12"
    home.mkdir(parents=True)
    own = "---\nheadline: 手写的一篇\n---\n\n这一篇不是导入的，与版面上的任何一篇都不同。\n"
    (home / "01-02.md").write_text(own, encoding="utf-8")
    assert run(PAGE, "--date", "2021-12-12", "--content", content)[0] == 0
    assert (home / "01-02.md").read_text(encoding="utf-8") == own
    assert sorted(path.name for path in home.glob("*.md")) == [f"01-0{number}.md" for number in range(1, 9)]


def test_another_text_for_the_same_folio_is_refused(imported: Path, content: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("本报讯 另一个版面的文字，只有这一段，与先前导入的版面不同。\n", encoding="utf-8")
    before = files(imported)
    code, _, err = run(other, "--date", "2021-12-12", "--content", content)
    assert code == 1 and "another text was imported as folio 1" in err
    assert files(imported) == before


# -- what comes in -------------------------------------------------------------------------------

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read_and_told(content: Path, tmp_path: Path, encoding: str) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    code, out, _ = run(page, "--date", "2021-12-12", "--content", content)
    assert code == 0
    assert len(read_content(content).articles) == 7
    assert ("read as " in out) == (encoding != "utf-8-sig")
    assert (content / "issues/2021/12-12/page-01.txt").read_text(encoding="utf-8") == TEXT


REFUSED = [
    (b"", "the file is empty"),
    (b" \n\n\t\n", "the file is empty"),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)) * 9, "not UTF-8"),
    (b"%PDF-1.7\n", "it is damaged"),
    ("本报讯 文字丢失\ufffd的一页。\n".encode(), "lost in a conversion"),
    (b"x" * 600_000, "is this the text of one page"),
]


SIDE_BY_SIDE = "\n".join(
    one.ljust(24) + other for one, other in zip(TEXT.split("\n")[12:60], TEXT.split("\n")[180:228], strict=True)
)
REFUSED.append((SIDE_BY_SIDE.encode(), "columns stand side by side"))


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_what_is_no_page_is_refused_and_nothing_is_written(
    content: Path, tmp_path: Path, data: bytes, message: str
) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(data)
    code, out, err = run(page, "--date", "2021-12-12", "--content", content)
    assert (code, out) == (1, "")
    assert message in err and "page.txt" in err and "nothing was written" in err
    assert [path.name for path in content.iterdir()] == ["edition.yaml"]


NOTICES = "".join(
    f"遗失声明{number}\n\n{'张王李赵'[number % 4]}某某遗失第{number * 37}号证件一本，声明作废。特此公告，望周知。\n\n"
    for number in range(50)
)
ENGLISH = """The Council Meets Today

Jining, Dec. 11 - The city council met this morning to discuss the plans for next year,
and agreed on most of the points that had been raised by the committee in the last few
weeks. It will meet again in the spring.

The mayor said that he was content with the outcome, and that work would begin soon on
the new road.
"""
SIGNED = """Council delays vote on market hall

By JANE DOE and John O'Neil

The city council met this morning to discuss the plans for next year, and agreed on most of the points.

It will meet again by popular demand.

Flood water falls

By Mary Ann Roe
Staff Writer

In the meantime the hall will be closed to visitors, and the traders will move to the parking lot.
"""
TABLE = "城市  最高  最低\n济宁  12  3\n任城  11  2\n兖州  13  1\n曲阜  12  0\n邹城  12  1\n"


@pytest.mark.parametrize(
    "text",
    [NOTICES, ENGLISH, TABLE, "一\n", "。\n", "1\n2\n3\n", TEXT * 3, "段落。\n" * 400, "*" * 300 + "\n# 一\n- 二\n"],
    ids=["notices", "English", "table", "one", "mark", "numbers", "thrice", "long", "Markdown"],
)
def test_any_text_gives_drafts_the_build_accepts_or_a_message(content: Path, tmp_path: Path, text: str) -> None:
    page = tmp_path / "page.txt"
    page.write_text(text, encoding="utf-8")
    code, _, err = run(page, "--date", "2021-12-12", "--folio", "3", "--content", content)
    if code:
        assert "no article found" in err
        assert not (content / "issues").exists()
        return
    assert cli.main(
        ["build", "--content", str(content), "--site", str(tmp_path / "site"), "--no-search", "--quiet", "--drafts"]
    ) in (0, 1)
    found = read_content(content)
    assert found.articles and not found.problems


def test_a_byline_in_words_is_one_of_its_article(content: Path) -> None:
    out, articles = typed(content, SIGNED, "2021-12-12")
    assert ": balances" in out
    names = [[(each.name, each.role) for each in article.byline] for article in articles]
    assert names == [[("JANE DOE", ""), ("John O'Neil", "")], [("Mary Ann Roe", "Staff Writer")]]
    assert [article.headline for article in articles] == ["Council delays vote on market hall", "Flood water falls"]


def test_fifty_notices_are_drafts_of_their_own_but_for_a_few(content: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(NOTICES, encoding="utf-8")
    code, out, _ = run(page, "--date", "2021-12-12", "--content", content)
    assert code == 0
    found = {article.headline: article.body for article in read_content(content).articles}
    right = [number for number in range(50) if f"第{number * 37}号" in found.get(f"遗失声明{number}", "")]
    assert len(right) >= 45
    # Where a headline was taken for text, the line is told.
    for number in set(range(50)) - set(right) - {1}:
        assert f"doubtful: 遗失声明{number}:" in out


def test_the_rows_of_a_table_stay_rows_and_are_doubtful(content: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(TABLE, encoding="utf-8")
    code, out, _ = run(page, "--date", "2021-12-12", "--content", content)
    assert code == 0
    (article,) = read_content(content).articles
    assert article.body.strip().split("\n\n") == [" ".join(row.split()) for row in TABLE.strip().split("\n")]
    assert out.count("doubtful: ") == 6


def test_rows_whose_cells_one_space_parts_keep_it(content: Path, tmp_path: Path) -> None:
    rows = ["城关 1,200 412 494400", "齐村 980 398.5 390040", "枣庄 1,450 -0.4% 587975"]
    page = tmp_path / "page.txt"
    page.write_text("\n".join(["亩产小麦喜报", "我县今年小麦丰收。", *rows]) + "\n", encoding="utf-8")
    code, out, _ = run(page, "--date", "1958-09-13", "--content", content)
    assert code == 0 and "justification" not in out and "balances" in out
    (article,) = read_content(content).articles
    assert article.body.strip().split("\n\n")[1:] == rows and article.headline == "亩产小麦喜报"


HEADLINES = [
    "济宁市深化全国文明城市创建工作推进会议召开",
    "金乡：提升城市品位 增强群众幸福感",
    "以更高标准更高要求持续深化文明城市创建工作",
    "始终保持创建初心",
    "巩固拓展脱贫攻坚成果 加大农村人居环境整治力度",
    "泗水县第二届电商节12月17日开幕",
    "市委常委会召开扩大会议",
]
TRADITIONAL = str.maketrans("讯记员强调时讲话会议", "訊記員強調時講話會議")
MASTHEAD = "济宁日报\n2021年12月12日 星期日\n第26418期 今日4版\n第1版 要闻\n责编：王强 美编：李敏\n\n"


def headlines_first(gold: dict[str, Any]) -> str:
    """The page as another paper would set it: each headline before its text."""
    lines = TEXT.split("\n")
    page = ""
    for article in gold["articles"]:
        places = article["lines"]
        head = [lines[places[key][0] - 1 : places[key][-1]] for key in ("kicker", "headline", "deck") if key in places]
        page += "\n\n".join("\n".join(block) for block in head) + "\n\n"
        page += lines[places["byline"][0] - 1] + "\n\n" if "byline" in places else ""
        page += "\n".join(lines[places["body"][0] - 1 : places["body"][1]]) + "\n\n"
    return page


def test_the_page_is_cut_alike_with_headlines_first_with_a_masthead_and_in_traditional_characters(
    content: Path, tmp_path: Path, gold: dict[str, Any]
) -> None:
    pages = (headlines_first(gold), MASTHEAD + TEXT, TEXT.translate(TRADITIONAL))
    for folio, text in enumerate(pages, 1):
        page = tmp_path / f"{folio}.txt"
        page.write_text(text, encoding="utf-8")
        assert run(page, "--date", "2021-12-12", "--folio", str(folio), "--content", content)[0] == 0
    articles = read_content(content).articles
    for folio in (1, 2, 3):
        right = HEADLINES if folio < 3 else [headline.translate(TRADITIONAL) for headline in HEADLINES]
        assert [article.headline for article in articles if article.folio == folio] == right
        assert len([article for article in articles if article.folio == folio and article.dateline]) == 5


@pytest.mark.parametrize("indent", ["　　", ""], ids=["indented", "not indented"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "blank lines"])
def test_paragraphs_that_stand_whole_on_their_lines_are_cut_at_their_headlines(
    content: Path, tmp_path: Path, gold: dict[str, Any], indent: str, gap: str
) -> None:
    """As Word saves plain text, and as it comes out of a chat."""
    gold_articles = gold["articles"]
    text = "\n".join(
        article["headline"] + gap + "".join(indent + paragraph + gap for paragraph in article["paragraphs"])
        for article in gold_articles
    )
    page = tmp_path / "page.txt"
    page.write_bytes(text.replace("\n", "\r\n").encode("gb18030"))
    assert run(page, "--date", "2021-12-12", "--content", content)[0] == 0
    articles = read_content(content).articles
    assert [article.headline for article in articles] == [article["headline"] for article in gold_articles]
    assert [article.body.strip().split("\n\n") for article in articles] == [
        article["paragraphs"] for article in gold_articles
    ]


@pytest.mark.parametrize(
    "sent",
    [
        ("原创 泗水融媒 泗水发布", "2026-03-02 18:30 山东"),
        ("原创", "2026年3月2日 18:30 山东"),
        ("原创", "济宁日报 2026年3月2日 18:30 山东"),
    ],
    ids=["on a line", "on lines of their own", "with who sent it"],
)
def test_what_a_chat_puts_around_a_text_is_in_no_article_and_a_caption_parts_none(
    content: Path, tmp_path: Path, gold: dict[str, Any], sent: tuple[str, str]
) -> None:
    article = gold["articles"][1]
    first, *rest = article["paragraphs"]
    around = (*sent, "编辑：张三", "阅读 1234", "赞 56 在看 78")
    page = tmp_path / "page.txt"
    lines = (article["headline"], *around[:2], first, "▲现场观摩", *rest, *around[2:])
    page.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    code, out, _ = run(page, "--date", "2021-12-12", "--content", content)
    assert code == 0
    (draft,) = read_content(content).articles
    assert draft.headline == article["headline"] and not draft.deck
    assert draft.body.strip().split("\n\n") == [first, "▲现场观摩", *rest]
    assert all(f"in no article: {line}\n" in out for line in around) and "doubtful: ▲现场观摩" in out


HEADS_OF_A_PAGE = [
    "泗水县报　　2026年3月2日　星期一\n第01版",
    "01 要闻\n2026年3月2日 星期一\n责任编辑：张三 版式：李四 电话：0537-4220000",
    "泗水县报\n2026年3月2日 星期一 农历正月十四\n第1234期 今日4版\n国内统一刊号：CN37-0000",
    "2026年3月2日 星期一 编辑 张三 校对 李四 泗水县报 02 综合",
    "申江日報\n中華民國二十年五月十四日　星期四　第一千二百號\n今日出版兩大張　每份大洋四分",
    "一九三一年五月十四日 禮拜四 第一二〇〇號 零售四分",
    "嶧山日報\n中華民國二十四年五月四日 星期六 第三千一百零二號\n社址 嶧縣東門大街 電話第四十七號",
    "泗水县报 2026年3月2日 星期一\n01版 要闻",
]


@pytest.mark.parametrize("head", HEADS_OF_A_PAGE)
@pytest.mark.parametrize("width", [18, 400])
def test_the_head_and_the_foot_of_a_page_are_in_no_article(
    content: Path, tmp_path: Path, gold: dict[str, Any], head: str, width: int
) -> None:
    text = head + "\n\n"
    for article in gold["articles"][:3]:
        text += article["headline"] + "\n\n"
        for paragraph in article["paragraphs"]:
            whole = "　　" + paragraph
            text += "".join(whole[place : place + width] + "\n" for place in range(0, len(whole), width))
        text += "\n"
    page = tmp_path / "page.txt"
    page.write_text(text + "本版编辑 张三 美编 李四\n", encoding="utf-8")
    code, out, _ = run(page, "--date", "2021-12-12", "--content", content)
    assert code == 0
    first = read_content(content).articles[0]
    assert first.headline == gold["articles"][0]["headline"] and not first.deck
    assert out.count("in no article: ") == head.count("\n") + 2


OF_1931 = """\
申江日報
中華民國二十年五月十四日　星期四　第一千二百號
國民會議昨日開第五次大會
▲通過訓政時期約法
▲蔣主席致閉幕詞
（南京十三日電）國民會議十三日上午九時開第五次大會，行禮如儀後，討論訓政時期約法草案。
經各代表熱烈討論，至十二時始告通過，全場鼓掌。
滬市教育局舉行會議
本市教育局昨日下午二時舉行第三次局務會議，討論暑期學校開辦辦法。
蘇州大雨成災
▲城內積水數寸
【蘇州通訊】此間連日大雨，城內低窪之處積水數寸。
"""
"""As somebody types it from an old page: a paragraph a line, however short."""


@pytest.mark.parametrize(
    "headline", ["全市零售总额120亿元", "第3号公告", "第12号台风来袭", "景区门票每张5元", "今日发放第三张"]
)
def test_a_headline_with_a_sum_or_a_number_is_no_head_of_a_page(headline: str) -> None:
    head = ["01 要闻", "2026年3月2日 星期一"]
    assert edge_lines([*head, headline, *["正文的一段话，讲了很多事情。"] * 12]) == {1, 2}


def test_an_old_page_typed_a_paragraph_a_line_is_cut_at_its_headlines_with_their_decks(
    content: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(OF_1931, encoding="utf-8")
    code, out, _ = run(page, "--date", "1931-05-14", "--content", content)
    assert code == 0 and out.count("in no article: ") == 2
    articles = read_content(content).articles
    assert [(article.headline, article.deck, article.dateline) for article in articles] == [
        ("國民會議昨日開第五次大會", ("▲通過訓政時期約法", "▲蔣主席致閉幕詞"), "（南京十三日電）"),
        ("滬市教育局舉行會議", (), ""),
        ("蘇州大雨成災", ("▲城內積水數寸",), "【蘇州通訊】"),
    ]
    assert [len(article.body.strip().split("\n\n")) for article in articles] == [2, 1, 1]


OF_1962 = """\
供销社组织送货下乡
本报讯　县供销社组织二十个流动
小组，把农具、肥料、日用百货送到田
间地头，受到社员欢迎。
　　　　　　　　　　　　（赵光明）
劉主席昨離京赴贛
（南京十九日電）劉主席十八日晚離京
（九江十九日電）劉主席過潯轉南昌
"""
"""With no full stop behind a telegram, and nothing but its dateline to tell it from a headline."""


OF_1937 = """\
蘆溝橋日軍挑釁
宛平縣城昨被砲轟
【北平八日下午九時專電】豐台日軍昨夜在蘆溝橋附近演習，我軍拒絕其入城搜查。
社評
沉着應付
日軍又在蘆溝橋挑釁了，我們的態度很簡單。
◎遊記
泰山遊記（續）
王統照
次日黎明，同人皆起，由岱宗坊登山，時霧氣瀰漫。
·读者之声·
公共厕所望有关部
门修理
城关镇东街公共厕所年久失修，行人掩鼻而过。
林红玉在全市创城推进会上强调
凝心聚力 攻坚克难
坚决打赢创城攻坚战
全市创城推进会召开，林红玉出席会议并讲话。
專電
▲北京電　各國公使昨日會議
"""


def test_above_a_headline_stands_its_column_and_below_it_stand_its_deck_and_its_author(
    content: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(OF_1937, encoding="utf-8")
    code, out, _ = run(page, "--date", "1937-07-09", "--content", content)
    assert code == 0 and "doubtful: 宛平縣城昨被砲轟" in out and "doubtful: 王統照" in out
    articles = read_content(content).articles
    assert [(article.column, article.headline, article.deck) for article in articles] == [
        ("", "蘆溝橋日軍挑釁", ("宛平縣城昨被砲轟",)),
        ("社評", "沉着應付", ()),
        ("遊記", "泰山遊記（續）", ()),
        ("读者之声", "公共厕所望有关部门修理", ()),
        ("", "凝心聚力 攻坚克难坚决打赢创城攻坚战", ()),
        ("", "專電", ()),
    ]
    assert [credit.name for article in articles for credit in article.byline] == ["王統照"]


def test_a_caption_and_the_note_that_a_text_goes_on_are_no_headlines_and_a_line_set_wide_is_read_as_words(
    content: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    text = """\
國 民 大 會 昨 日 揭 幕
國民大會於昨日上午十時在國民大會堂舉行揭幕典禮，到代表一千三百餘人。
蔣主席於十時正蒞臨會場，全體肅立致敬，旋即致開會詞，至十一時完成，各代表至國父陵寢謁陵，並攝影紀念，下午休會。
全國各地於是日均懸旗慶祝，首都各機關學校放假一日。
（下接第二版）
图片说明：图为社员正在炉前操作。　　刘春光摄
县委书记参加义务植树活动（本报记者 王大力摄影）
縣立小學定期開學
縣立第一小學定於九月一日開學，新生已招足八十名。
"""
    page.write_text(text, encoding="utf-8")
    code, out, _ = run(page, "--date", "1946-11-16", "--content", content)
    assert code == 0 and "in no article: （下接第二版）" in out and out.count("F)") == 2
    assert [article.headline for article in read_content(content).articles] == ["國民大會昨日揭幕", "縣立小學定期開學"]


WITHOUT_MARKS = {
    "a paragraph a line": """\
市政府昨開市政會議
市政府昨日上午九時舉行第二百三十次市政會議出席者各局局長首由秘書長報告上次會議紀錄次討論各案至十二時散會
議決事項如下一修築中山路案通過二修正房捐章程案交審查三增設小學案原則通過
公安局破獲盜匪案
公安局偵緝隊昨日下午在閘北破獲盜匪機關一處當場捕獲三名
""",
    "in columns": """\
●市政府昨開市政會議
市政府昨日上午九時舉行第
二百三十次市政會議出席者
各局局長至十二時散會
議決事項如下一修築中山路
案通過二修正房捐章程案交
審查
●公安局破獲盜匪案
公安局偵緝隊昨日下午在閘
北破獲盜匪機關一處當場捕
獲三名
""",
    "commas alone": """\
市政府昨開市政會議
▲通過案件二起
市政府昨日上午九時舉行第二百三十次市政會議、出席者各局局長、首由秘書長報告上次會議紀錄、次討論各案、
議決事項如下、一修築中山路案通過、二修正房捐章程案交審查、
公安局破獲盜匪案
公安局偵緝隊昨日下午在閘北破獲盜匪機關一處、當場捕獲三名、
▲北京　北京學生聯合會昨日開會議決罷課三日並電慰上海學生、
""",
}


@pytest.mark.parametrize("page_text", WITHOUT_MARKS.values(), ids=WITHOUT_MARKS)
def test_a_page_without_full_stops_is_cut_by_the_widths_of_its_lines(
    content: Path, tmp_path: Path, page_text: str
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(page_text, encoding="utf-8")
    assert run(page, "--date", "1936-05-04", "--content", content)[0] == 0
    articles = read_content(content).articles
    assert [article.headline.strip("●") for article in articles] == ["市政府昨開市政會議", "公安局破獲盜匪案"]
    assert [len(article.body.strip().split("\n\n")) for article in articles] == [2, 2 if "▲北京" in page_text else 1]


def test_a_line_with_a_dateline_is_text_and_so_is_a_name_in_brackets_below_one(content: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(OF_1962, encoding="utf-8")
    assert run(page, "--date", "1962-07-07", "--content", content)[0] == 0
    articles = read_content(content).articles
    assert [(article.headline, article.dateline, article.byline) for article in articles] == [
        ("供销社组织送货下乡", "本报讯", ()),
        ("劉主席昨離京赴贛", "（南京十九日電）", ()),
    ]
    assert articles[0].body.strip().endswith("\n\n（赵光明）")
    assert not any(map(is_dated, ("本报通讯员座谈会召开", "（新华社电）", "华能发电 供热两不误")))


def test_a_banner_drawn_twice_is_no_headline_though_no_blank_line_sets_it_apart(content: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("\n".join(line for line in TEXT.split("\n") if line.strip()) + "\n", encoding="utf-8")
    assert run(page, "--date", "2021-12-12", "--content", content)[0] == 0
    articles = read_content(content).articles
    assert [article.column for article in articles if article.column] == ["我为群众办实事"]
    assert not any("我为群众办实事我" in article.headline for article in articles)


def test_words_of_an_english_page_keep_their_spaces(content: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(ENGLISH, encoding="utf-8")
    assert run(page, "--date", "2021-12-12", "--content", content)[0] == 0
    text = " ".join(article.body for article in read_content(content).articles)
    assert "plans for next year, and agreed on" in text and "last few weeks. It will" in text
    (article,) = map(as_read, read_content(content).articles)
    assert article.source.note == (
        "text on lines 3–8, headline on line 1; 3 spaces put between words at the ends of lines"
    )


def test_pages_parted_by_form_feeds_are_folios_in_a_row(content: Path, tmp_path: Path) -> None:
    page = tmp_path / "issue.txt"
    page.write_text(TEXT + "\f" + TEXT + "\f" + TEXT, encoding="utf-8")
    code, _, _ = run(page, "--date", "2021-12-12", "--folio", "2", "--content", content)
    assert code == 0
    assert Counter(article.folio for article in read_content(content).articles) == {2: 7, 3: 7, 4: 7}


def test_whoever_took_a_picture_is_named_beside_whoever_wrote(content: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "话剧《虎踞钟山》引起轰动\n\n"
        "　　本报北京1月8日讯（记者 周志方）话剧《虎踞钟山》今天在京上演，首场演出引起轰动，观众踊跃，掌声不断。\n"
        "　　图为演员谢幕。\n本报记者 王建民 李四 摄\n",
        encoding="utf-8",
    )
    code, out, _ = run(page, "--date", "1998-01-09", "--content", content)
    assert code == 0 and "balances" in out
    (article,) = map(as_read, read_content(content).articles)
    assert [(writer.role, writer.name) for writer in article.byline] == [
        ("记者", "周志方"), ("本报记者 摄", "王建民"), ("本报记者 摄", "李四"),
    ]  # fmt: skip


@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["a gap below", "none"])
def test_a_byline_below_a_text_is_of_that_text_and_not_of_the_next(content: Path, gap: str) -> None:
    signed = (
        "春灌用水有了明白账\n峄山镇的种粮大户们用上了“明白账”，一目了然。\n本报记者 张建国\n通讯员 王伟",
        "老旧小区加装电梯\n记者从市住建局获悉，今年计划加装电梯30部，目前已开工12部。\n本报记者 李春梅",
        "塔吊上的女司机\n她叫孙晓霞，今年45岁，是一名塔吊司机，去年被评为劳动模范。\n通讯员 赵明",
    )
    _, articles = typed(content, gap.join(signed) + "\n", "2025-03-01")
    assert [(article.headline, [one.name for one in article.byline]) for article in articles] == [
        ("春灌用水有了明白账", ["张建国", "王伟"]), ("老旧小区加装电梯", ["李春梅"]), ("塔吊上的女司机", ["赵明"]),
    ]  # fmt: skip


@pytest.mark.parametrize("gaps", [(1, 1), (1, 2), (2, 2)], ids=["none", "between articles", "everywhere"])
def test_a_name_below_a_text_is_who_wrote_it_and_no_headline_of_the_next(content: Path, gaps: tuple[int, int]) -> None:
    within, between = ("\n" * gap for gap in gaps)
    signed = (
        ("麦收时节", "今年的麦子熟得早，村里的人都下了地，镇上的收割机也来了三台。", "李晓明"),
        ("老街的灯", "老街的灯一盏一盏亮起来，卖豆腐的老人收了摊，把车推回院里去。", "王　伟"),
        ("评选揭晓", "入选者的名单由大家投票选出，现在依得票多少，在这里一并公布。", "张建国", "赵春梅"),
    )
    page = between.join(within.join((head, text * 2, *names)) for head, text, *names in signed) + "\n"
    out, articles = typed(content, page, "2025-06-01")
    assert "doubtful: 李晓明: taken for a byline" in out
    assert [(article.headline, [one.name for one in article.byline]) for article in articles] == [
        ("麦收时节", ["李晓明"]), ("老街的灯", ["王伟"]), ("评选揭晓", []),
    ]  # fmt: skip


def test_a_short_line_that_asks_or_calls_above_a_text_is_its_headline(content: Path) -> None:
    out, articles = typed(
        content,
        "读者来信\n公交车何时不“甩客”？\n编辑同志：7月15日下午，我在汽车站等了40分钟，3路车却甩站而过，"
        "希望公交公司管一管，不要再让乘客在烈日下白白地等下去了。\n\n"
        "谁说女子不如男！\n她叫孙晓霞，今年45岁，是峄山建工集团的一名职工，工作在百米高空，"
        "一干就是十五年，从未出过差错，去年被评为劳动模范。\n为什么能坚持？\n她说，因为喜欢。\n",
        "1998-07-20",
    )
    assert "doubtful: 公交车何时不" in out and "doubtful: 谁说女子不如男" in out
    assert [(article.column, article.headline) for article in articles] == [
        ("读者来信", "公交车何时不“甩客”？"), ("", "谁说女子不如男！"),
    ]  # fmt: skip


def test_no_headline_holds_a_sentence_and_the_name_of_a_column_is_nobodys(content: Path) -> None:
    _, articles = typed(
        content,
        "百字新闻\n●市烟草公司今年上半年实现税利3.2亿元。（万俟强）\n●台儿庄区10名女教官赴省城参加全省大比武。（乜文）\n\n"
        "评论员观察\n把“流量”变“留量”\n本报评论员 贲德\n“村BA”火了，怎么接得住这泼天的富贵，各地都在想，"
        "也都在试，有的地方把赛场变成了市场，有的地方把游客变成了常客。\n",
        "2024-02-29",
    )
    assert [(article.column, article.headline, article.deck) for article in articles] == [
        ("", "百字新闻", ()), ("评论员观察", "把“流量”变“留量”", ()),
    ]  # fmt: skip
    assert [credit.name for article in articles for credit in article.byline] == ["贲德"]


OF_1958 = """\
苏联专家到我县参观
　　本报讯　昨天，苏联专家伊万·
彼得罗维奇·索科洛夫一行四人，由
地委副书记乐天宇陪同，来我县参观
小高炉群。
　　专家们说：“你们的干劲，就象
火箭一样！”

读者来信
这样的浪费要不得
　　编辑同志：我在城关公社供销社
看到，有几十把铁锨放在露天地里，
日晒雨淋，都生了锈。这样的浪费要
不得。
　　读者　缪　文
　　编者按：这封来信提得好，请供
销社认真检查。

齐村公社吃饭不要钱
　　本报讯　齐村公社实现了食堂化。
全社五十六个食堂，二万三千人吃饭
不要钱。社员们编了一首快板：“公
社是棵常青藤，社员都是藤上的瓜。”
　　这个公社的党委书记仇恨水同志
说，要把食堂办得比家里还好。

启事
　　本人于八月二十七日遗失粮食供
应证一个，号码00123，声明作
废。
　　折从阮
"""


def test_where_paragraphs_are_indented_every_indented_line_begins_one_with_its_headline_above(
    content: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(OF_1958, encoding="utf-8")
    assert run(page, "--date", "1958-09-13", "--content", content)[0] == 0
    articles = read_content(content).articles
    assert [article.headline for article in articles] == [
        "苏联专家到我县参观", "这样的浪费要不得", "齐村公社吃饭不要钱", "启事",
    ]  # fmt: skip
    assert [article.body.strip().count("\n\n") for article in articles] == [1, 2, 1, 1]


def test_a_blank_page_between_form_feeds_keeps_its_folio_and_is_told(content: Path, tmp_path: Path) -> None:
    page = tmp_path / "issue.txt"
    page.write_text(TEXT + "\f\n\f" + TEXT + "\f\n", encoding="utf-8")
    code, out, _ = run(page, "--date", "2021-12-12", "--content", content)
    assert (code, out.count("page 2 has no text: folio 2 is left out")) == (0, 1)
    assert Counter(article.folio for article in read_content(content).articles) == {1: 7, 3: 7}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "--date 2021-12-12"),
        (("--date", "12 December"), "not a date"),
        (("--date", "2021-12-12", "--folio", "0"), "a folio is a number from 1 to 99"),
        (("--date", "2021-12-12", "--content", "/nowhere"), "there is no such folder"),
    ],
)
def test_what_the_command_needs_is_said(content: Path, arguments: tuple[str, ...], message: str) -> None:
    given = arguments if "--content" in arguments else (*arguments, "--content", str(content))
    code, _, err = run(PAGE, *given)
    assert code == 1 and message in err


def test_a_folder_that_cannot_be_written_is_left_as_it_was(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == ".01-04.md.new":
            raise OSError(28, "No space left on device")
        return written(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    code, _, err = run(PAGE, "--date", "2021-12-12", "--content", content)
    assert code == 1 and "No space left on device" in err
    assert [path.name for path in content.iterdir()] == ["edition.yaml"]


# -- the ledger ----------------------------------------------------------------------------------


def page_of(text: str) -> PageText:
    return PageText("page.txt", tuple(text.removesuffix("\n").split("\n")), "", (), "UTF-8")


def test_a_lost_character_is_found_and_stops_the_import() -> None:
    (page,) = read_pages(PAGE)
    marks = mark_page(page.texts)
    drafts = drafts_of(marks, ISSUE)
    balance(page, marks, drafts)

    def without_its_last(draft: Draft) -> Draft:
        return replace(draft, own_lines=(*draft.own_lines[:-1], draft.own_lines[-1][:-1]))

    with pytest.raises(Lost):
        balance(page, marks, (without_its_last(drafts[0]), *drafts[1:]))


def test_the_weights_carry_no_text() -> None:
    text = (ROOT / "edition/importer/weights.txt").read_text(encoding="utf-8")
    assert text.isascii() and len(text) < 65_000


def test_the_gold_edition_and_the_page_are_the_same_page(gold: dict[str, Any]) -> None:
    printed = "".join("".join(article["as_printed_paragraphs"]) for article in gold["articles"])
    assert set(json.dumps(printed, ensure_ascii=False)) - set(TEXT) <= {'"'}
