"""Fields hands out a mapping key by key and tells what an editor got wrong."""

from __future__ import annotations

from datetime import date

import pytest

from edition.fields import Fields, is_web_address
from edition.notes import KINDS
from edition.problems import EditionError, Problem, did_you_mean
from edition.tree import Text, parse_yaml

SYNONYMS = {"headline": "标题", "byline": "署名", "status": "状态"}


def fields(text: str) -> Fields:
    problems: list[Problem] = []
    return Fields(parse_yaml(text, "a.md", 2, problems), "a.md", SYNONYMS, "the front matter", problems)


def told(read: Fields) -> list[str]:
    """What is wrong, once everything was asked for."""
    try:
        read.finish()
    except EditionError as error:
        return [f"{problem.line}: {problem.message}" for problem in error.problems]
    return []


def test_a_text_comes_without_the_white_space_around_it() -> None:
    read = fields("headline: '　标题 '\n")
    assert read.text("headline") == "标题"
    assert told(read) == []


@pytest.mark.parametrize("empty", ["", "''", "'　'", "~", "null", "|"])
def test_empty_and_absent_mean_the_same(empty: str) -> None:
    read = fields(f"headline: {empty}\nstatus:\n")
    assert read.text("headline", "无") == "无"
    assert read.text("status", "无") == "无"
    assert read.texts("byline") == ()
    assert told(read) == []


def test_a_chinese_key_is_the_same_key() -> None:
    read = fields("标题: 甲\n署名: [乙]\n")
    assert (read.text("headline"), read.texts("byline")) == ("甲", ("乙",))
    assert told(read) == []


def test_one_thing_in_two_languages_is_told_once() -> None:
    read = fields("headline: 甲\n标题: 乙\n")
    assert read.text("headline") == "甲"
    assert told(read) == ['3: "标题" says again what "headline" says on line 2; keep one']
    read = fields("标题: 甲\nheadline: 乙\n")
    assert read.text("headline") == "甲"
    assert told(read) == ['3: "headline" says again what "标题" says on line 2; keep one']


def test_one_text_stands_for_a_list_of_one() -> None:
    assert fields("byline: 甲\n").texts("byline") == ("甲",)
    assert fields("byline: [甲, '', ~, 乙]\n").texts("byline") == ("甲", "乙")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("[图文]", '"headline" must be a text, not a list; where a text is meant, one that begins with [ needs quotes'),
        ("{a: b}", '"headline" must be a text, not a mapping; where a text is meant, one with `: ` in it needs quotes'),
        ("|\n  甲\n  乙", '"headline" must be on one line'),
        ("甲" * 501, '"headline" has 501 characters; at most 500 are sensible here'),
    ],
)
def test_what_is_no_text_of_one_line_is_told(value: str, message: str) -> None:
    read = fields(f"headline: {value}\n")
    assert read.text("headline", "无") == "无"
    assert [line.partition(": ")[2] for line in told(read)] == [message]


def test_a_note_may_have_lines() -> None:
    assert fields("note: |\n  甲\n  乙\n").text("note", lines=True) == "甲\n乙"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("7", 7), ("0", None), ("101", None), ("-7", None), ("7.0", None), ("七", None), ("７", None), ("1e1", None)],
)
def test_a_number_is_whole_and_in_its_range(value: str, expected: int | None) -> None:
    read = fields(f"size: {value}\n")
    assert read.number("size", 50, least=1, most=100) == (50 if expected is None else expected)
    message = f'2: "size" must be a whole number from 1 to 100, not "{value}"'
    assert told(read) == ([] if expected is not None else [message])


def test_a_choice_is_made_in_either_language() -> None:
    choices = {"public": "公开", "draft": "草稿"}
    assert fields("status: 草稿\n").choice("status", choices, "public") == "draft"
    assert fields("status: draft\n").choice("status", choices, "public") == "draft"
    assert fields("").choice("status", choices, "public") == "public"


@pytest.mark.parametrize(
    ("value", "hint"),
    [("darft", '; did you mean "draft"?'), ("草搞", '; did you mean "草稿"?'), ("x", "")],
)
def test_a_choice_that_is_none_shows_all_of_them(value: str, hint: str) -> None:
    read = fields(f"status: {value}\n")
    assert read.choice("status", {"public": "公开", "draft": "草稿"}, "public") == "public"
    assert told(read) == [f'2: "status" must be one of public (公开), draft (草稿), not "{value}"{hint}']


def test_private_in_other_words_is_no_proposal_to_show_somebody() -> None:
    read = fields("kind: 私人\n")
    assert read.choice("kind", KINDS, "person") == "person"
    assert told(read)[0].endswith('did you mean "不公开"?')


def test_a_day_is_a_day() -> None:
    read = fields("day: 2021-12-12\nother: 2021-02-30\n")
    assert read.day("day") == date(2021, 12, 12)
    assert read.day("other") is None
    assert told(read) == ['3: "other": February 2021 has no day 30']


def test_an_address_has_a_scheme_and_a_host() -> None:
    read = fields("a: https://example.org/报/\nb: example.org\n")
    assert (read.address("a"), read.address("b")) == ("https://example.org/报/", "")
    assert told(read) == ['3: "b" must be an address that begins with https:// or http://, not "example.org"']


@pytest.mark.parametrize(
    "address",
    ["https://", "https:///a", "http://?a", "https:/a", "ftp://a", "javascript:a", "https://a b", 'https://a"', "",
     "http://[::1", "http://[", "https://a]b", "https://a\u2100b/"],
)  # fmt: skip
def test_what_is_no_web_address(address: str) -> None:
    assert not is_web_address(address)


@pytest.mark.parametrize("address", ["https://a", "http://localhost:8000/", "https://a/b?c=d#e", "https://报.中国/"])
def test_what_is_a_web_address(address: str) -> None:
    assert is_web_address(address)


def test_unknown_keys_are_told_with_the_word_that_was_meant() -> None:
    read = fields("标题: 甲\nbylne: 乙\n狀態: 公开\n作者: 丙\nxyz: 丁\n")
    read.text("headline"), read.texts("byline"), read.text("status")
    assert told(read) == [
        '3: unknown key "bylne" in the front matter; did you mean "byline"?',
        '4: unknown key "狀態" in the front matter; did you mean "状态"?',
        '5: unknown key "作者" in the front matter; did you mean "署名"?',
        '6: unknown key "xyz" in the front matter',
    ]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("headlne", "headline"),
        ("Headline", "headline"),
        ("HEADLINE", "headline"),
        ("head_line", "headline"),
        ("title", "headline"),
        ("標題", "标题"),
        ("主标题", "标题"),
        ("關鍵詞", "关键词"),
        ("关键字", "关键词"),
        ("xyz", ""),
        ("署民", "署名"),
        ("甲", ""),
        ("一二", ""),
    ],
)
def test_a_misspelt_word_is_guessed(word: str, meant: str) -> None:
    known = ("headline", "标题", "byline", "署名", "关键词", "keywords")
    assert did_you_mean(word, known) == (f'; did you mean "{meant}"?' if meant else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("genre: 消息\n", ['2: the front matter has no "headline"; add `headline: …`']),
        ("", ['2: the front matter has no "headline"; add `headline: …`']),
        ("genre: 消息\nheadline:\n", ['3: "headline" is empty']),
        ("标题: ''\ngenre: 消息\n", ['2: "标题" is empty']),
        ("genre: 消息\nheadlne: 甲\n", ['3: unknown key "headlne" in the front matter; did you mean "headline"?']),
        ("genre: 消息\n標題: 甲\n", ['3: unknown key "標題" in the front matter; did you mean "标题"?']),
        ("genre: 消息\nheadline: [甲]\n", []),
    ],
)
def test_what_is_needed_and_missing_is_told_once(text: str, expected: list[str]) -> None:
    read = fields(text)
    read.needs("headline"), read.text("genre")
    assert told(read) == expected


def test_the_items_of_a_list_are_texts_or_mappings() -> None:
    read = fields("persons:\n- 甲\n- {name: 乙, offce: 丙}\n- [丁]\n- ''\n- |\n  戊\n  己\n")
    found = []
    for item in read.mappings("persons", {}):
        found.append((item.value if isinstance(item, Text) else item.text("name"), item.line))
        if isinstance(item, Fields):
            item.text("office")
    assert found == [("甲", 3), ("乙", 4)]
    assert told(read) == [
        '4: unknown key "offce" in an item of "persons"; did you mean "office"?',
        '5: "persons" must be a list of texts or of `key: value` mappings',
        '7: "persons" must be on one line',
    ]


def test_a_list_where_a_mapping_must_be_is_told() -> None:
    read = fields("source: [甲]\n")
    read.mapping("source").no_more()
    assert told(read) == ['2: "source" must be `key: value` lines']


def test_a_text_where_the_front_matter_must_be_is_told() -> None:
    assert told(fields("只有一句话\n")) == ["2: the front matter must be `key: value` lines"]
