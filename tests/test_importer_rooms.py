"""The importer's rooms, one by one: assignment, joining, openings, roles, labels, the annotated page."""

from __future__ import annotations

import random
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.importing.corpus import draw_pages, read_pool
from bench.importing.measure import Score, score_page
from bench.importing.simulate import MIXED, SEED_LIKE
from bench.importing.train import examples, fit, write_weights
from edition.characters import simple
from edition.importer.annotated import annotate, read_annotated
from edition.importer.assembly import banner_name
from edition.importer.assignment import assign
from edition.importer.chain import label_chain
from edition.importer.drafts import Draft, drafts_of, source_note
from edition.importer.joining import Change, clean_line, is_row, join, join_headline
from edition.importer.labels import label_page, read_weights
from edition.importer.ledger import balance
from edition.importer.marks import Mark, mark_page
from edition.importer.opening import genre_of, nearest_date, read_byline, read_opening
from edition.importer.pagetext import PageText
from edition.importer.roles import roles_of
from edition.importer.shape import quote_width, shape_lines
from edition.importer.writing import is_untouched, sealed
from edition.problems import EditionError
from tests.conftest import SEED

ISSUE = date(2021, 12, 12)


# -- assignment ----------------------------------------------------------------------------------


@given(st.integers(1, 5), st.integers(0, 2), st.randoms(use_true_random=False))
def test_the_assignment_is_the_best_of_all(rows: int, more: int, chance: random.Random) -> None:
    scores = [[chance.randint(-9, 9) + chance.random() for _ in range(rows + more)] for _ in range(rows)]
    chosen = assign(scores)
    assert len(set(chosen)) == rows

    def total(columns: tuple[int, ...]) -> float:
        return sum(row[column] for row, column in zip(scores, columns, strict=True))

    assert total(chosen) == pytest.approx(max(map(total, permutations(range(rows + more), rows))))


# -- shape ---------------------------------------------------------------------------------------


def test_a_line_knows_the_width_of_its_column_though_it_stops_short() -> None:
    narrow, wide = ["一" * 18, *["二" * 20] * 6, "三" * 5], ["四" * 25, *["五" * 27] * 6, "六" * 9]
    lines = shape_lines([*narrow, "", *wide])
    assert [line.column for line in lines] == [20] * 8 + [27] * 8
    assert [line.short for line in lines if line.short] == [2, 15, 2, 18]


def test_quotation_marks_are_as_wide_as_makes_lines_equal() -> None:
    assert quote_width(["一" * 20, "“" + "一" * 18 + "”", "一" * 20]) == 1.0
    assert quote_width(["一" * 20, "“" + "一" * 19 + "”", "一" * 20]) == 0.5


# -- joining -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["12月 9日，来自广州的", "客商"], "12月9日，来自广州的客商"),
        (["零售额 10.51 亿元"], "零售额10.51亿元"),
        (["The mayor said the", "“largest dam” would"], "The mayor said the “largest dam” would"),
        (["more than", "$5 million", "(if", "the café", "owners agree)", "“by 1960.”", "He added 40", "percent"],
         "more than $5 million (if the café owners agree) “by 1960.” He added 40 percent"),
        (["本报讯 WTO", "（世界贸易组织）今天", "“说”", "好12", "34"], "本报讯 WTO（世界贸易组织）今天“说”好1234"),
        (["well-", "known and ready—", "so they said"], "well-known and ready—so they said"),
        (["停车难问题,充分", "发挥"], "停车难问题，充分发挥"),
        (["共1,234人"], "共1,234人"),
        (["（记者 宋仪凯）"], "（记者 宋仪凯）"),
        (["本报讯 12月9日"], "本报讯 12月9日"),
        (["The city", "council met.", "It will"], "The city council met. It will"),
        (["2021", "年"], "2021年"),
        (["It opened on March 3", "1998, and is 5%", "smaller"], "It opened on March 3 1998, and is 5% smaller"),
        (["\u3000\u3000开头", "结尾  "], "开头结尾"),
    ],
)
def test_lines_are_joined_as_they_would_be_read(lines: list[str], joined: str) -> None:
    changes: list[Change] = []
    assert join(list(enumerate(lines, 1)), changes) == joined


def test_a_long_line_without_a_mark_is_no_row_of_a_table() -> None:
    # Looked through from each of its characters again, it takes minutes.
    assert not is_row("张建国、" * 30_000)
    assert is_row("城关、南关 1,200 412 494400")


@given(st.lists(st.text("中文“”,，。 12ab\t\u3000", min_size=1).filter(str.strip), min_size=1, max_size=6))
def test_what_joining_changes_is_declared_to_the_character(lines: list[str]) -> None:
    changes: list[Change] = []
    text = join(list(enumerate(lines, 1)), changes)
    before = sorted("".join(lines) + "".join(change.after for change in changes))
    assert before == sorted(text + "".join(change.before for change in changes))


def test_two_clauses_of_a_headline_keep_a_space_and_one_clause_does_not() -> None:
    assert (
        join_headline(["巩固拓展脱贫攻坚成果", "加大农村人居环境整治力度"])
        == "巩固拓展脱贫攻坚成果 加大农村人居环境整治力度"
    )
    assert (
        join_headline(["以更高标准更高要求", "持续深化文明城市创建工作"])
        == "以更高标准更高要求持续深化文明城市创建工作"
    )
    assert join_headline(["泗水县第二届电商节", "12月17日开幕"]) == "泗水县第二届电商节12月17日开幕"
    assert join_headline(["围棋天元战首日淘", "汰四位九段棋手"]) == "围棋天元战首日淘汰四位九段棋手"


@pytest.mark.parametrize(
    ("line", "cleaned"),
    [
        ("推进乡村振兴 40个村受益", "推进乡村振兴 40个村受益"),
        ("我市新增 12 所学校", "我市新增12所学校"),
        ("电商节 12月 9日开幕", "电商节 12月9日开幕"),
    ],
)
def test_a_space_before_a_figure_of_a_headline_parts_its_clauses(line: str, cleaned: str) -> None:
    assert clean_line(1, line, [], heads=True) == cleaned


# -- openings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "dateline", "byline", "day"),
    [
        ("本报济宁讯（记者 宋仪凯）12月10日下午，会议", "本报济宁讯", [("记者", "宋仪凯")], "2021-12-10"),
        ("本报济宁12月11日讯（记者 鲍童）今天下午，会议", "本报济宁12月11日讯", [("记者", "鲍童")], "2021-12-11"),
        ("本报济宁12月11日讯（记者 鲍童）昨天，会议", "本报济宁12月11日讯", [("记者", "鲍童")], "2021-12-10"),
        ("本报讯（记者 王 伟 通讯员 李四）今天，会议", "本报讯", [("记者", "王伟"), ("通讯员", "李四")], None),
        (
            "新华社北京1月1日电（记者周树春、刘振英）国务院",
            "新华社北京1月1日电",
            [("记者", "周树春"), ("记者", "刘振英")],
            None,
        ),
        ("【南京十三日中央社電】國民會議開會、", "【南京十三日中央社電】", [], None),
        (
            "【新华社北京12月10日电】（记者 张三）今天，会议",
            "【新华社北京12月10日电】",
            [("记者", "张三")],
            "2021-12-10",
        ),
        ("【声明】本报近日接到来电】", "", [], None),
        ("【記者王美玲花蓮報導】花蓮馬拉松", "【記者王美玲花蓮報導】", [], None),
        ("【本報記者祝捷報道】昨日，会议", "【本報記者祝捷報道】", [("本報記者", "祝捷")], None),
        ("（记者张三、李四五报道）会议", "（记者张三、李四五报道）", [("记者", "张三"), ("记者", "李四五")], None),
        ("（据媒体报道）会议", "", [], None),
        ("12月9日，来自广州的客商", "", [], "2021-12-09"),
        ("全国文明城市是最具说服力的名片", "", [], None),
        ("今年以来，全县", "", [], None),
        ("本报讯 13月40日，没有这一天", "本报讯", [], None),
    ],
)
def test_an_opening_says_where_from_by_whom_and_of_which_day(
    text: str, dateline: str, byline: list[tuple[str, str]], day: str | None
) -> None:
    opening = read_opening(text, ISSUE)
    assert (opening.dateline, list(opening.byline)) == (dateline, byline)
    assert (opening.event_date and opening.event_date.isoformat()) == day


@given(st.dates(date(1950, 1, 1), date(2060, 1, 1)), st.integers(-60, 300))
def test_a_date_without_a_year_is_the_one_near_the_issue(issue: date, before: int) -> None:
    day = date.fromordinal(issue.toordinal() - before)
    found = nearest_date(day.month, day.day, issue)
    assert found is not None and (found.month, found.day) == (day.month, day.day)
    assert abs((issue - found).days) <= abs(before)


def test_a_day_far_from_the_issue_is_doubtful() -> None:
    assert read_opening("本报讯 12月20日，会议", ISSUE).doubt == "8 days after the issue"
    assert read_opening("本报讯 11月1日，会议", ISSUE).doubt == "41 days before the issue"
    assert not read_opening("本报讯 12月9日，会议", ISSUE).doubt


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("■本报通讯员 王伟", [("本报通讯员", "王伟")]),
        ("■闻道", [("署名", "闻道")]),
        ("本报记者 张三 李四 通讯员 王 五", [("本报记者", "张三"), ("本报记者", "李四"), ("通讯员", "王五")]),
        ("张三 摄", [("摄", "张三")]),
        ("本报记者 王建民 摄", [("本报记者 摄", "王建民")]),
        ("本报记者 王建民摄", [("本报记者 摄", "王建民")]),
        ("（本报记者 张三 李四 文/图）", [("本报记者 文/图", "张三"), ("本报记者 文/图", "李四")]),
        ("记者 李四 摄影报道", [("记者 摄影报道", "李四")]),
    ],
)
def test_a_byline_is_roles_and_names(text: str, names: list[tuple[str, str]]) -> None:
    assert list(read_byline(text)) == names


def test_the_genre_follows_from_dateline_and_byline() -> None:
    assert genre_of("本报讯", (), "") == "消息"
    assert genre_of("", (("本报通讯员", "王伟"),), "") == "通讯"
    assert genre_of("", (("本报评论员", "王伟"),), "") == "评论"
    assert genre_of("", (), "") == ""


# -- headlines -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("blocks", "roles"),
    [
        ([["济宁市深化全国文明城市", "创建工作推进会议召开", "林红玉讲话 于永生主持"]], [["H", "H", "D"]]),
        ([["林红玉在检查文明城市", "创建工作时强调"], ["以更高标准更高要求", "持续深化"]], [["K", "K"], ["H", "H"]]),
        ([["泗水县第二届电商节", "12月17日开幕"]], [["H", "H"]]),
        ([["春风化雨"], ["——记一位乡村教师"]], [["H"], ["D"]]),
        ([], []),
    ],
)
def test_lines_around_a_headline_have_their_roles(blocks: list[list[str]], roles: list[list[str]]) -> None:
    assert roles_of(blocks) == roles


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("··我为群众办实事我为群众办实事··", "我为群众办实事"),
        ("◆民生关注◆", "民生关注"),
        ("要闻", ""),
        ("会议召开", ""),
    ],
)
def test_a_banner_is_known_by_its_dots_or_by_being_drawn_twice(text: str, name: str) -> None:
    assert banner_name(text) == name


# -- the annotated page --------------------------------------------------------------------------

PAGES = list(draw_pages(read_pool(SEED)[0] + read_pool(SEED)[1], 6, 3, MIXED))


@pytest.mark.parametrize("number", range(len(PAGES)))
def test_an_annotated_page_is_read_as_it_was_written(number: int) -> None:
    texts = PAGES[number].text.removesuffix("\n").split("\n")
    marks = mark_page(texts)
    lines = annotate(texts, marks, ISSUE, 1, "page-01.labels.txt").removesuffix("\n").split("\n")
    read = read_annotated("page-01.labels.txt", lines, texts)
    assert [(mark.number, mark.kind, mark.article) for mark in read] == [
        (mark.number, mark.kind, mark.article) for mark in marks
    ]


def test_a_line_of_spaces_in_an_annotated_page_is_looked_through_once() -> None:
    # In every way in which four runs of spaces can share them, it takes hours.
    with pytest.raises(EditionError, match="no longer says what the page says"):
        read_annotated("page-01.labels.txt", [" " * 100_000 + "字"], ["字"])


@settings(max_examples=60)
@given(st.lists(st.text("中文标题，。“” 12\u3000■·—…a", max_size=24), min_size=1, max_size=30))
def test_no_page_loses_a_character(texts: list[str]) -> None:
    marks = mark_page(texts)
    drafts = drafts_of(marks, ISSUE)
    ledger = balance(PageText("page.txt", tuple(texts), "", (), "UTF-8"), marks, drafts)
    assert ledger.read == len("".join(texts))


@pytest.mark.parametrize(
    ("paragraph", "note"),
    [
        ("市长在会上说，要抓好落实。", "标题第4行；删去1处两端对齐空格，1处半角逗号改为全角，行末单词间补1个空格"),
        ("城关 1,200 412 494,400", "标题第4行；删去1处两端对齐空格，1处半角逗号改为全角，行末单词间补1个空格"),
        ("市長於會上說明經濟政策。", "標題第4行；刪去1處兩端對齊空格，1處半角逗號改為全角，行末單詞間補1個空格"),
    ],
)
def test_what_a_draft_says_of_its_page_is_in_the_script_of_the_page(paragraph: str, note: str) -> None:
    changes = tuple(Change(4, " ", "", why) for why in ("justified", "comma", "word"))
    draft = Draft(1, "一", (), (paragraph,), lines=(("标题", (4,)),), changes=changes)
    assert source_note(draft) == note


def test_the_genre_of_a_draft_is_in_the_script_of_the_page() -> None:
    """An edition in traditional characters knows 通訊 as one genre, and not 通讯 as another."""
    texts = ["濟南市民熱議新建鐵路", "記者　王偉", "　　記者從濟南鐵路局獲悉，新建鐵路將於明年開工，屆時將帶來便利。"]
    for lines, genre in ((texts, "通訊"), ([simple(text) for text in texts], "通讯")):
        marks = [Mark(number, text, kind, 1) for number, (text, kind) in enumerate(zip(lines, "HBP", strict=True), 1)]
        [draft] = drafts_of(marks, ISSUE)
        assert draft.genre == genre


# -- the seal ------------------------------------------------------------------------------------


def test_a_seal_tells_whether_a_draft_was_changed() -> None:
    text = sealed("---\nheadline: 一\nstatus: draft\n---\n\n正文。\n")
    assert is_untouched(text)
    assert not is_untouched(text.replace("正文", "正文"[::-1]))
    assert not is_untouched(text.replace("status: draft", "status: public"))
    assert not is_untouched("---\nheadline: 一\n---\n\n正文。\n")


# -- learning ------------------------------------------------------------------------------------


def test_the_same_pages_teach_the_same_weights_and_weights_survive_their_file(tmp_path: Path) -> None:
    seen = examples(PAGES[:3])
    first, second = fit(seen, 3, 1), fit(seen, 3, 1)
    assert first == second
    features, blanks, right = seen[0]
    guesses = label_chain(first, features, blanks)
    assert sum("PCHBF"[label] == guess.label for label, guess in zip(right, guesses, strict=True)) > 0.8 * len(right)
    shipped = read_weights()
    write_weights(shipped, tmp_path / "weights.txt")
    assert read_weights(tmp_path / "weights.txt") == shipped


@pytest.mark.parametrize(("manner", "least"), [(MIXED, 0.83), (SEED_LIKE, 0.88)])
def test_pages_laid_out_from_articles_never_learned_from_are_cut_right(manner: str, least: float) -> None:
    """Of the seed's own articles, which are no part of what the weights were learned from."""
    learned, held = read_pool(SEED)
    score = Score()
    for page in draw_pages([*learned, *held], 25, 11, manner):
        score_page(page, label_page, score)
    assert score.lost == 0
    assert score.both >= least * score.stories
    assert score.starts_right >= 0.985 * max(score.starts, score.found)
