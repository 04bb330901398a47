"""What a command says to a person: in their language, with the same places and values."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from edition.budget import KINDS
from edition.telling import language_for
from edition.words.sentences import Sentences, voice_in
from edition.words.told_zh import SENTENCES
from tests import toy
from tests.conftest import ROOT

PLACE = re.compile("[%#][1-9]")
SAY = voice_in("zh")


@pytest.mark.parametrize("english", SENTENCES)
def test_every_sentence_of_the_table_is_the_one_that_is_said(english: str) -> None:
    """No other takes its place, and it keeps its values."""
    values = {place: f"〔{place[1]}〕" if place[0] == "%" else f"{place[1]},000" for place in PLACE.findall(english)}
    chinese = SENTENCES[english]
    assert set(PLACE.findall(chinese)) <= set(values), "a value that the English has not"
    begun = "nothing was written" if english.startswith("; ") else ""
    for plural in {"s", ""} if "(s)" in english else {""}:
        sentence = begun + PLACE.sub(lambda place: values[place[0]], english).replace("(s)", plural)
        expected = (SENTENCES[begun] if begun else "") + PLACE.sub(lambda place: values[place[0]], chinese)
        assert SAY(sentence) == expected


def test_every_kind_of_file_has_its_chinese_name() -> None:
    kinds = {"articles", "lists", "pictures", "books", "other", *(kind for kind, _ in KINDS)}
    line = "site/ holds 2 files, 0.4 MB: " + ", ".join(f"{kind} 1 KB" for kind in sorted(kinds)) + "."
    assert not [kind for kind in kinds if kind in SAY(line)]


def test_a_value_is_what_it_was_and_a_list_is_said_part_by_part() -> None:
    table = {"#1 dog(s)": "#1只狗", '"%1" is %2': "“%1”是%2", "a list": "列表", '; did you mean "%1"?': "；是“%1”？"}
    say = Sentences(table)
    assert say("1 dog") == "1只狗"
    assert say("  2,000 dogs, 1 dog; 3 dogs") == "  2,000只狗，1只狗；3只狗"
    assert say("no dogs") == "no dogs"
    assert say('"a; b, 1 dog" is a list; did you mean "a"?') == "“a; b, 1 dog”是列表；是“a”？"
    assert say("1 dog\n1 cat") == "1只狗\n1 cat"


def test_what_somebody_has_typed_is_told_as_it_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it could be a sentence of the program."""
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    content = toy.newspaper(tmp_path / "content", {
        "01-01": toy.article(status="1 article", event_date="May 2021", headline_lines=["Search 5 pages", "folio 3"]),
        "01-02": "---\nheadline: 甲\nfolio 3: x\nnothing was written: y\n---\n\n正文。\n",
    })  # fmt: skip
    err = toy.command("build", "--content", content, "--site", tmp_path / "site")[2]
    assert [line.partition(": ")[2] for line in err.splitlines()[:-1]] == [
        "“status”里的“1 article”不认识，只能写：公开（public）、草稿（draft）、撤回（withdrawn）",
        "“event_date”：“May 2021”不是日期，年月日请照 2021-12-09 的样子写",
        "“headline_lines”连起来是「Search 5 pagesfolio 3」，标题是「标题」，请改成一致",
        "头部里有不认识的项名“folio 3”；是不是“folio”？",
        "头部里有不认识的项名“nothing was written”",
    ]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("can't be written: No space left on device", "无法写入：磁盘已满"),
        ("packing offline.zip", "正在打包 offline.zip"),
        ('unknown key "x" in folio 3', "第 3 版里有不认识的项名“x”"),
        ("site/ holds 2 files, 0.4 MB: search 136 KB.", "site/ 里有 2 个文件，共 0.4 MB：检索 136 KB。"),
        ("content/a.md and 2 more", "content/a.md 和另外 2 个"),
        ("1 error, 2 warnings, 0 notes in content/ and site/", "1 个错误，2 个警告，0 条提示（content/ 和 site/）"),
    ],
)
def test_what_a_command_says_besides_is_chinese_from_end_to_end(english: str, chinese: str) -> None:
    assert SAY(english) == chinese


@pytest.mark.parametrize(
    ("edition", "environment", "expected"),
    [
        ("title: 试报\n", {}, "zh"),
        ("title: 试报\nlanguage: zh-Hant\n", {}, "zh"),
        ("title: Paper\nlanguage: en\n", {}, "en"),
        ("标题: Paper\n'语言': 'en'\n", {}, "en"),
        ("title: [\nlanguage: en\n", {}, "en"),
        ("\ufefflanguage: en\ntitle: Paper\n", {}, "en"),
        ("title: Paper\nlanguage: en\n", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("title: 试报\n", {"LANG": "en_US.UTF-8"}, "en"),
        ("title: 试报\n", {"LANG": "C.UTF-8"}, "zh"),
        ("title: 试报\n", {"LANG": "zh_CN.UTF-8", "LC_ALL": "fr_FR"}, "en"),
        ("title: 试报\n", {"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:zh"}, "zh"),
        ("", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("", {}, "en"),
    ],
)
def test_it_is_told_in_the_language_of_the_newspaper_or_of_whoever_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edition: str, environment: dict[str, str], expected: str
) -> None:
    for name in ("LANGUAGE", "LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_for(toy.newspaper(tmp_path / "content", edition=edition)) == expected


def test_an_editor_is_told_in_chinese_what_is_wrong_and_what_was_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    content, site = tmp_path / "content", tmp_path / "site"
    toy.newspaper(content, {"01-01": toy.article(), "01-02": toy.article(sektion="x", date="2021-12-13")})
    place = f"{content.as_posix()}/issues/2021/12-12/01-02.md"
    code, out, err = toy.command("build", "--content", content, "--site", site, "--no-search")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        f"{place}:3: 头部里有不认识的项名“sektion”；是不是“section”？",
        f"{place}:4: “date”写的是 2021-12-13，文件夹是 2021-12-12，请改成一致",
        f"2 个问题；{site.as_posix()}/ 保持原样",
    ]
    toy.newspaper(content, {"01-02": toy.article()})
    code, out, err = toy.command("build", "--content", content, "--site", site, "--no-search")
    assert (code, err) == (0, "")
    assert out.startswith("1 期，2 篇文章，人物 0 位，网页 ") and "\n写入 " in out
    again = toy.command("build", "--content", content, "--site", site, "--no-search")[1]
    assert again.startswith("1 期，2 篇文章，人物 0 位，网页 ") and "\n写入 0，未变 " in again
    monkeypatch.setenv("LANGUAGE", "en")
    english = toy.command("build", "--content", content, "--site", site, "--no-search")[1]
    assert english.startswith("1 issue, 2 articles, 0 persons, ")


def test_where_no_chinese_can_be_printed_it_is_told_in_english(tmp_path: Path) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()})
    command = sys.executable, ROOT / "build.py", "--content", content, "--site", tmp_path / "site", "--no-search"

    def said(encoding: str) -> str:
        environment = {**os.environ, "LANGUAGE": "zh_CN", "PYTHONIOENCODING": encoding}
        done = subprocess.run(command, capture_output=True, check=True, env=environment)
        return done.stdout.decode(encoding)

    assert said("utf-8").startswith("1 期，1 篇文章，")
    assert said("cp1252").startswith("1 issue, 1 article, ")
    assert said("gbk").startswith("1 期，1 篇文章，")


def test_in_github_actions_the_annotation_speaks_chinese_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANGUAGE")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article(headline=None)})
    _, _, err = toy.command("build", "--content", content, "--site", tmp_path / "site")
    place = f"{content.as_posix()}/issues/2021/12-12/01-01.md"
    assert f"::error file={place},line=2::头部里没有“headline”，请加上 `headline: …`" in err.splitlines()


def test_what_is_to_be_written_is_told_in_the_language_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    articles = {"01-01": "---\n体裁: 消息\n---\n\n正文。\n", "01-02": "---\n标题: 甲\n状态: 撤回\n---\n\n正文。\n"}
    content = toy.newspaper(tmp_path / "content", articles)
    _, _, err = toy.command("build", "--content", content, "--site", tmp_path / "site")
    assert "头部里没有“标题”，请加上 `标题: …`" in err
    assert "请加上 `更正: [{日期: …, 说明: …}]`" in err


def test_import_and_people_speak_chinese_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()})
    code, _, err = toy.command("import", "--content", content, tmp_path / "nothing.txt", "--date", "2021-12-12")
    assert (code, err.splitlines()[-1]) == (1, "1 个问题；什么也没有写入")
    code, _, err = toy.command("import", "--content", content, tmp_path / "nothing.txt", "--folio", "0")
    assert (code, err) == (1, "--folio: 版次是 1 到 99 的数，不是 0\n")
    code, _, err = toy.command("people", "--content", content, "--accept", tmp_path / "nothing.txt")
    assert (code, err.splitlines()[-1]) == (1, "1 个问题；什么也没有写入")


def test_drafts_that_are_left_out_are_told_and_no_others(tmp_path: Path) -> None:
    content = toy.newspaper(tmp_path / "content", {
        "01-01": toy.article(), "01-02": toy.article(status="draft"), "01-03": toy.article(status="withdrawn"),
    })  # fmt: skip
    given = "--content", content, "--site", tmp_path / "site", "--no-search"
    told = "1 draft not published: `status: public` in an article publishes it"
    assert told in toy.command("build", *given)[1].splitlines()
    assert told in toy.command("build", *given)[1].splitlines()
    assert "not published" not in toy.command("build", *given, "--drafts")[1]
