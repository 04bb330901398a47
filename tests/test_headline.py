"""Headlines break between words, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edition.headline import breaks

SPEAKERS = ("林红玉", "于永生", "张继民", "张红旗")
OPENING = "“‘（《〈【"
CLOSING = "”’）》〉】，。、；：！？…—·％%"

texts = st.text(
    st.one_of(
        st.sampled_from("市委常委会召开扩大会议的了在全国文明城市创建工作一二百人大" + OPENING + CLOSING),
        st.sampled_from("0123456789.ABcd - \u3000\n'"),
        st.characters(codec="utf-8"),
    ),
    max_size=24,
)


@pytest.mark.parametrize(
    "cut",
    [
        "济宁市|深化|全国|文明城市|创建|工作|推进|会议|召开",
        "金乡：|提升|城市|品位 |增强|群众|幸福感",
        "市委|常委会|召开|扩大|会议",
        "——记|全国劳模|张三",
        "我市|“十四五”|规划|（草案）|发布",
        "约翰·史密斯|访华",
        "《疲惫的人》|作者|梁晓声|《十月》",
        "中医|不是|“慢郎中”",
        "金乡：|给特困户|解决困难",
        "治污|第一|战役|告捷",
        "上海|股市|今日|再跌",
        "颱風|過境後|糧價|平穩",
        "行政院長|嚴家淦|接見|記者|說明|經濟|政策",
    ],
)
def test_a_headline_is_cut_where_a_subeditor_would(cut: str) -> None:
    assert breaks(cut.replace("|", "")) == tuple(cut.split("|"))


@pytest.mark.parametrize(
    ("headline", "together"),
    [
        ("泗水县第二届电商节12月17日开幕", "电商节12月17日"),
        ("整改各类问题1398处", "1398处"),
        ("上半年生产总值同比增长7.9%", "7.9%"),
        ("全市粮食总产达到１２００万吨", "１２００万"),
        ("二○○○年长城将竖立倒计时钟", "二○○○年"),
        ("集团去年保费收入七百八十八亿元", "七百八十八亿元"),
        ("以更高标准更高要求持续深化文明城市创建工作", "以更高标准"),
        ("大昭寺喇嘛向藏北灾区捐款捐物", "向藏北"),
        ("市总工会致全市职工慰问信", "致全市"),
        ("博大精深的军事思想", "博大精深的"),
        ("论New York Times社论", "New York Times"),
        ("消费者谈iPhone与5G手机", "iPhone"),
    ],
)
def test_what_belongs_together_stays_in_one_piece(headline: str, together: str) -> None:
    assert any(together in piece for piece in breaks(headline))


def test_names_are_cut_between_but_never_inside() -> None:
    assert breaks("林红玉于永生讲话 张继民张红旗出席", SPEAKERS) == (
        "林红玉", "于永生", "讲话 ", "张继民", "张红旗", "出席",
    )  # fmt: skip


def test_a_name_that_the_segmenter_would_cut_stays_whole_only_where_it_is_declared() -> None:
    def is_whole(headline: str, *keep: str) -> bool:
        return any("高山流水先生一行" in piece for piece in breaks(headline, keep))

    assert not is_whole("市领导会见高山流水先生一行")
    assert is_whole("市领导会见高山流水先生一行", "高山流水先生一行")
    assert not is_whole("市领导会见高山流水先生一行！"), "a name is not remembered"


def test_of_two_names_that_overlap_the_longer_one_is_kept() -> None:
    assert "张继民" in breaks("张继民看望老党员", ("张继", "张继民"))


def test_no_single_character_begins_or_ends_a_headline() -> None:
    for headline in ("论艰苦奋斗", "我国经济形势好", "又一重大成果问世了", "广州街头“走鬼”多", "股市再跌"):
        pieces = breaks(headline)
        assert len(pieces[0]) > 1 and len(pieces[-1]) > 1, pieces


@pytest.mark.parametrize("short", ["", "好", "要闻", "！"])
def test_what_is_too_short_to_break_is_left_alone(short: str) -> None:
    assert "".join(breaks(short)) == short and len(breaks(short)) <= 1


@given(texts, st.lists(texts, max_size=2).map(tuple))
@example("‘’“”", ())
@example("\n\t \u3000", ())
def test_the_pieces_spell_the_headline(text: str, keep: tuple[str, ...]) -> None:
    pieces = breaks(text, keep)
    assert "".join(pieces) == text
    assert all(pieces)


@given(texts)
def test_no_piece_begins_or_ends_at_a_forbidden_place(text: str) -> None:
    pieces = breaks(text)
    for before, after in pairwise(pieces):
        assert not (after[0].isascii() and after[0].isalnum()), pieces
        assert after[0] not in CLOSING, pieces
        assert before[-1] not in OPENING, pieces
        assert not before[-1].isascii() or not before[-1].isdigit(), pieces


@given(st.text(st.sampled_from("市委常委会召开扩大会议的了在全国文明城市创建工作，：“”《》"), min_size=4))
def test_no_line_can_hold_one_character_at_either_end(text: str) -> None:
    pieces = breaks(text)
    assert len(pieces[0]) > 1 and len(pieces[-1]) > 1, pieces


@given(st.lists(st.sampled_from((*SPEAKERS, "讲话", "在济宁", "12月", "：")), max_size=8).map("".join))
def test_no_piece_ends_inside_a_name(text: str) -> None:
    pieces = breaks(text, SPEAKERS)
    assert sum(text.count(name) for name in SPEAKERS) == sum(p.count(n) for p in pieces for n in SPEAKERS)
