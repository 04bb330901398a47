"""YAML by hand: what is typed stays what it is, and every surprise has a line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edition import tree
from edition.problems import EditionError, Problem
from edition.tree import MAX_BYTES, Items, Node, Table, cut_texts, forbidden_characters, parse_yaml
from tests.conftest import SEED


def plain(node: Node) -> object:
    """The tree as dicts, lists and texts, without lines."""
    if isinstance(node, Table):
        return {key.value: plain(value) for key, value in node.entries}
    return [plain(item) for item in node.items] if isinstance(node, Items) else node.value


def parsed(text: str, first_line: int = 1) -> Node:
    problems: list[Problem] = []
    root = parse_yaml(text, "a.yaml", first_line, problems)
    if problems:
        raise EditionError(*problems)
    return root


def told(text: str, first_line: int = 1) -> list[str]:
    with pytest.raises(EditionError) as caught:
        parsed(text, first_line)
    return [f"{problem.line}: {problem.message}" for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("true", "true"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("12:30", "12:30"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        (".5", ".5"),
        ("2021-12-12", "2021-12-12"),
        ("第010期", "第010期"),
        ("他说：“好”。", "他说：“好”。"),
        ("a:b", "a:b"),
        ("“甲”乙", "“甲”乙"),
        ("【快讯】甲", "【快讯】甲"),
        ("甲#乙", "甲#乙"),
        ("甲 # 说明", "甲"),
        ("~", ""),
        ("null", ""),
        ("", ""),
        ("Null", "Null"),
        ("'~'", "~"),
        ('"null"', "null"),
        ("'no'", "no"),
        ('"甲: 乙"', "甲: 乙"),
        (r'"甲\n乙"', "甲\n乙"),
        ("'他说''好'''", "他说'好'"),
        ("|\n  甲\n  乙: 丙\n", "甲\n乙: 丙\n"),
        (">-\n  a\n  b\n", "a b"),
    ],
)
def test_a_scalar_stays_what_was_typed(typed: str, value: str) -> None:
    assert plain(parsed(f"key: {typed}\n")) == {"key": value}


def test_every_value_knows_its_line() -> None:
    root = parsed("# 说明\nheadline: 甲\npersons:\n  - 乙\n  - {name: 丙}\n", first_line=2)
    headline, persons = root.entries if isinstance(root, Table) else ()
    assert (headline[0].line, headline[1].line) == (3, 3)
    assert isinstance(persons[1], Items) and [item.line for item in persons[1].items] == [5, 6]


def test_nothing_but_comments_is_an_empty_mapping() -> None:
    assert parsed("# nothing\n", 7) == Table((), 7)


def test_both_of_the_parsers_of_pyyaml_give_the_same_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: ~\nb: '~'\nc: [no, 010]\nd: |\n  甲\n  乙\n"
    fast = parsed(text)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert parsed(text) == fast


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\n", "1: &x is a YAML anchor: leave it out, or write the text in quotes"),
        ("a: 1\nb: *x\n", "2: *x is a YAML alias: write the value out, or the text in quotes"),
        ("a: !!int 1\n", "1: !!int is a YAML tag: leave it out, or write the text in quotes"),
        ("a: !x 1\n", "1: !x is a YAML tag: leave it out, or write the text in quotes"),
        ("a: 1\nb: 2\na: 3\n", '3: "a" stands here twice (first on line 1); keep one'),
        ("a: 1\n---\nb: 2\n", "2: a second YAML document begins here; keep one"),
        ("[a, b]: c\n", "1: a key must be one word, as in `headline: …`"),
        ('"": c\n', "1: a key must be one word, as in `headline: …`"),
        ('"a\\nb": c\n', "1: a key must be one word, as in `headline: …`"),
        ("甲" * 101 + ": c\n", "1: a key must be one word, as in `headline: …`"),
        ('a: "\\uD800"\n', r"1: this \u… is no character; type the character itself"),
        ('a: "\\u202E"\n', "1: the invisible character U+202E RIGHT-TO-LEFT OVERRIDE can't be printed; delete it"),
        ('a: "\\e[2J"\n', "1: the invisible character U+001B can't be printed; delete it"),
        ('a: "b\\rc"\n', "1: the invisible character U+000D can't be printed; delete it"),
        ("a: !x%0A::error::b c\n", r"1: '!x\n::error::b' is a YAML tag: leave it out, or write the text in quotes"),
        ("a: " + "[" * 40 + "]" * 40, "1: nested more than 8 levels deep"),
        ("a: " + "[" * 20_000, "1: nested more than 8 levels deep"),
        ("- 甲\n  - 乙\n", "1: the next line became part of this text; put the dashes of one list under each other"),
    ],
)
def test_what_yaml_allows_and_we_do_not_is_told_with_its_line(text: str, expected: str) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 甲: 乙\n", "1: a text with `: ` in it needs quotes"),
        (
            "a: 1\n  b: 2\n",
            "2: this line is taken for more of the text above; begin it in the same column as the other keys",
        ),
        ("a:\n  b: 1\n c: 2\n", "3: keys of one level must begin in the same column"),
        ("a: 1\nb:\n\t- 甲\n", "3: indented with a tab; use spaces"),
        ("a: 1\n\tb: 2\n", "2: indented with a tab; use spaces"),
        ("a: 1\nb: [甲, 乙\nc: 2\n", "2: a list is not closed with ], or a text in it needs quotes"),
        ("b: [甲, 乙", "1: a list is not closed with ], or a text in it needs quotes"),
        ("b: {甲: 1\nc: 2\n", "1: a mapping is not closed with }, or a text in it needs quotes"),
        ('a: "甲\nb: 1\n', "1: the quotation mark is not closed"),
        ("a: 1\nb: '甲\nc: 1\n", "2: the quotation mark is not closed"),
        ('a: "十四五"规划\n', '1: the text goes on after "; put all of it in quotes of the other kind'),
        ("a: 1\nb: [图文] 甲\n", "2: the text goes on after ]; put all of it in quotes"),
        (" a: 1\nb: 2\n", "2: keys of one level must begin in the same column"),
        ("a: *重磅*\n", "1: a text that begins with * needs quotes"),
        ("a: &\n", "1: a text that begins with & needs quotes"),
        ("a: !重要\n", "1: a text that begins with ! needs quotes"),
        ("a: | 甲\n", "1: a text that begins with | needs quotes"),
        ("a: > 甲\n", "1: a text that begins with > needs quotes"),
        ("a: %5\n", "1: a text that begins with % needs quotes"),
        ("a: @甲\n", "1: a text that begins with @ needs quotes"),
        ("a: `甲`\n", "1: a text that begins with ` needs quotes"),
        ("a: ? 甲\n", "1: a text that begins with ? needs quotes"),
        ("a: - 甲\n", "1: a text that begins with - needs quotes; a list begins on its own line"),
        ("a: [甲, , 乙]\n", "1: a value is missing here"),
        ("- 甲\nb: 1\n", "2: a list and `key: value` lines are mixed here"),
        ("a: 1\nb\nc: 2\n", "2: this line has no `key: value`"),
        ('a: "C:\\q"\n', r"1: write \\ for a backslash, or use single quotes"),
        ("人物:\n  - {姓名: 甲，职务: 县长}\n", "2: between two stands a half-width comma, not ，"),
        ("人物: [“甲”, \"乙\"、\"丙\"]\n", "1: between two stands a half-width comma, not 、"),
        ("人物: [{姓名: 甲, 职务: 县长、主任]\n", "1: a mapping is not closed with }, or a text in it needs quotes"),
        ("标题：甲\n体裁: 消息\n", "1: after 标题 stands a full-width ：, write a half-width colon and a space"),
        ("标题: 甲\n体裁：消息\n", "2: after 体裁 stands a full-width ：, write a half-width colon and a space"),
        ("版面:\n  1：要闻\n  2: 副刊\n", "2: after 1 stands a full-width ：, write a half-width colon and a space"),
        ("- 姓名：甲\n  编号: b\n", "1: after 姓名 stands a full-width ：, write a half-width colon and a space"),
        ("a:甲\nb: 1\n", "1: write a space after the colon: `a: …`"),
        ("a:甲\n", "1: write a space after the colon: `a: …`"),
    ],
)
def test_what_yaml_cannot_read_is_told_in_an_editors_words(text: str, expected: str) -> None:
    assert told(text) == [expected]
    below = told("# 说明\n" + text, first_line=10)
    line, message = expected.split(": ", 1)
    assert below == [f"{int(line) + 10}: {message}"]


def test_a_list_of_many_brackets_is_looked_through_once() -> None:
    # From each of them to the end of the line, it takes minutes.
    line = '人物: ["' + "[，" * 15_000 + '甲" "乙"]\n'
    assert told(line) == ["1: a list is not closed with ], or a text in it needs quotes"]


def test_every_full_width_colon_is_told_at_once() -> None:
    lines = told("标题：甲\n体裁：消息\n人物:\n  - 姓名：乙\n署名: 丙\n")
    assert [line.split(" stands")[0] for line in lines] == ["1: after 标题", "2: after 体裁", "4: after 姓名"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("人物:\n- 姓名：甲\n  角色: 乙\n", "2: after 姓名"),
        ("人物:\n  - 姓名：甲\n    职务: 乙\n", "2: after 姓名"),
        ("人物:\n  - 姓名: 甲\n    职务：乙\n", "3: after 职务"),
        ("图片:\n  - 文件：ok.png\n    替代文字: 乙\n", "2: after 文件"),
    ],
)
def test_a_full_width_colon_within_is_told_where_it_stands(text: str, line: str) -> None:
    assert told(text) == [f"{line} stands a full-width ：, write a half-width colon and a space"]


def test_faults_that_leave_the_rest_readable_are_told_together() -> None:
    found: list[Problem] = []
    root = parse_yaml("a: &x 1\na: 2\nb: *x\nc: !t 3\nd: 4\n", "a.yaml", 1, found)
    assert len(found) == 4
    assert plain(root) == {"a": "1", "b": "*x", "c": "3", "d": "4"}


def test_a_bomb_of_aliases_explodes_nowhere() -> None:
    lines = ["a0: &a0 [甲, 甲]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))]
    assert len(told("\n".join(lines))) == 9 + 8


def test_a_text_too_long_for_metadata_is_told() -> None:
    assert told("a: " + "甲" * MAX_BYTES) == [
        "1: this is longer than 64 KB; is a line `---` missing, or text in the wrong place?"
    ]


@pytest.mark.parametrize("character", "\0\x07\x1b\x7f\x85\u200e\u200f\u202a\u202e\u2028\u2066\u061c\ufeff\ufffe\ud800")
def test_a_character_that_cannot_be_printed_is_told_with_its_line(character: str) -> None:
    [problem] = forbidden_characters(f"一\n二{character}三{character}\n四", "a.md", 5)
    assert (problem.line, f"U+{ord(character):04X}" in problem.message) == (6, True)


def test_a_replacement_character_asks_for_the_right_one() -> None:
    [problem] = forbidden_characters("一\ufffd", "a.md")
    assert problem.message == "U+FFFD stands where a character was lost in a conversion; write the right one"


@pytest.mark.parametrize("text", ["平　常", "a\tb", "😀", "👨‍👩‍👧", "é", "𠀀", "ཨོཾ་", "สวัสดี"])
def test_other_writing_is_fine(text: str) -> None:
    assert forbidden_characters(text, "a.md") == ()


printable = st.text(max_size=30).filter(lambda text: not forbidden_characters(text, ""))
keys = st.text("abc题", min_size=1, max_size=5)


@given(st.dictionaries(keys, printable | st.lists(printable)))
@example({"a": "b - c"})
def test_what_a_yaml_library_writes_is_read_back(values: dict[str, object]) -> None:
    text = yaml.dump(values, allow_unicode=True, width=1000)
    assert plain(parsed(text)) == values


@given(st.text("ab: -[]{}'\"&*!|>%@`,?#~\n\t题：", max_size=40))
def test_no_text_at_all_crashes_the_reader(text: str) -> None:
    try:
        parsed(text)
    except EditionError as error:
        assert all(problem.line >= 1 and problem.message for problem in error.problems)


# -- the simple shapes -----------------------------------------------------------------------------

words = st.one_of(
    st.text("甲乙a0 -.文。，“”—()%/_:#,[]{}&*!\"~\\\u3000\u00a0\u2003\U0001f600|>@`'", min_size=1, max_size=5),
    st.sampled_from(["https://甲.example/a", "a://"]),
    st.sampled_from(["甲", "null", "no", "0x1", "1998-01-01", "a b", '"甲，: x"', '""', "~", "'甲'"]),
)
pairs = st.tuples(st.sampled_from(["headline", "标题", "a", "1", "null", "新闻①", "é"]), words).map(": ".join)
listed = words | st.lists(pairs, min_size=1, max_size=3).map(lambda found: "{" + ", ".join(found) + "}")
simple_lines = st.one_of(
    pairs,
    st.tuples(st.sampled_from(["byline", "人物"]), st.lists(listed, min_size=1, max_size=3)).map(
        lambda found: f"{found[0]}: [{', '.join(found[1])}]"
    ),
    st.sampled_from(["persons:", "source:", "", "# 注", " "]),
    st.sampled_from(["  # 注 # 注", "a: # 注", 'b: "甲 # 乙"  # 注', "c: [甲] # 注", "d: 甲# 乙"]),
    st.tuples(st.sampled_from(["", "  "]), listed).map("- ".join),
    pairs.map(lambda pair: f"  {pair}"),
)


@settings(max_examples=600)
@given(st.lists(simple_lines, min_size=1, max_size=6).map("\n".join))
@example("headline: 标题\nbyline: [{name: 甲, role: 记者}, 乙]\npersons:\n  - {name: 丙}\nsource:\n  file: a.txt\n")
@example("a: {b: c, b: d}")
@example("a:\n- b\n  - c")
@example("")
@example("# 注\n\na:   # 注\n\n  - 甲 # 注\n# 注\n  - 乙\n\nb:\nc: 丙")
def test_simple_lines_are_read_as_the_yaml_parser_reads_them(text: str) -> None:
    found = tree.plain_tree(text, 2)
    if found is not None:
        assert found == tree.parsed_tree(text, "a.yaml", 2, [])


@pytest.mark.parametrize("path", sorted((SEED / "issues").rglob("*.md")), ids=lambda path: path.name)
def test_the_front_matter_of_the_sample_needs_no_parser(path: Path) -> None:
    assert tree.plain_tree(path.read_text(encoding="utf-8").split("---\n")[1], 2)


def test_edition_yaml_needs_no_parser_with_all_its_comments() -> None:
    """It is read in every build."""
    found = tree.plain_tree((SEED / "edition.yaml").read_text(encoding="utf-8"), 1)
    assert isinstance(found, Table) and len(found.entries) > 5


def test_what_is_no_yaml_is_cut_nowhere() -> None:
    for text in ("\n: \u1000\u0800 #\n", "\n!\u1000\u0800\t#\n"):
        assert list(cut_texts(text)) == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("cafe\u0301, re\u0301sume\u0301", "caf\u00e9, r\u00e9sum\u00e9"),
        ("o\u0302\u0323", "\u1ed9"),
        ("\u8c48", "\u8c48"),
        ("\uf900", "\uf900"),
        ("\uf900\u0301", "\uf900\u0301"),
        ("\u0301", "\u0301"),
    ],
)
def test_a_letter_and_its_accents_are_one_character(typed: str, read: str) -> None:
    problems: list[Problem] = []
    assert (tree.printable(typed, "a.md", problems), problems) == (read, [])
