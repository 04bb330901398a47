"""What a command says of itself: in the language of whoever asks, as all that it says besides."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition import cli
from edition.helping import wrapped
from edition.options import Parser, parser
from edition.progress import columns
from edition.seal import SPOKEN
from edition.words.sentences import voice_in
from tests import toy
from tests.conftest import ROOT

COMMANDS = ("build", "serve", "check", "import", "people")
CHINESE = re.compile("[一-鿿]")


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Chinese newspaper in zh/ and an English one in en/; the system says no language, nor how wide it is."""
    for name in SPOKEN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    for language in ("zh", "en"):
        toy.newspaper(tmp_path / language, edition=f"title: Paper\nlanguage: {language.replace('zh', 'zh-Hans')}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *given: str) -> str:
    """What argparse says before it ends, on whatever stream."""
    with pytest.raises(SystemExit):
        cli.main(given)
    return "".join(capsys.readouterr())


def parsers() -> list[Parser]:
    every = [parser()]
    for action in every[0]._actions:
        every += [one for one in (action.choices or {}).values() if isinstance(one, Parser)]  # type: ignore[attr-defined]
    assert len(every) == 1 + len(COMMANDS)
    return every


def texts() -> Iterator[str]:
    """All that the parser tells about commands and options."""
    for one in parsers():
        yield from (one.description or "", one.epilog or "")
        for action in one._actions:
            yield from (each.help or "" for each in (action, *getattr(action, "_choices_actions", ())))


@pytest.mark.parametrize("text", sorted({" ".join(text.split()) for text in texts()} - {""}))
def test_every_help_has_its_chinese(text: str) -> None:
    assert CHINESE.search(voice_in("zh")(text))


def test_every_command_and_option_has_a_help() -> None:
    assert [one.prog for one in parsers() if not one.description] == []
    nameless = [action.dest for one in parsers() for action in one._actions if not action.help]
    assert nameless == ["command"], "whose commands are told one by one"


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("width", [80, 50])
def test_the_help_of_a_chinese_newspaper_is_chinese_and_in_columns(
    papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("LANGUAGE", "zh")
    told = said(capsys, *filter(None, [command]), "--help")
    usage, _, rest = told.partition("\n\n")
    assert usage.startswith("用法：build.py ")
    first, *more = usage.split("\n")
    assert {re.match(" *", line)[0] for line in more} <= {" " * columns(first.partition("[")[0])}  # type: ignore[index]
    assert [line for line in told.split("\n") if columns(line) > width - 2 and "https://" not in line] == []
    assert [line for line in rest.split("\n") if re.match(r" *[，。；：、）”]", line)] == []
    assert re.findall(r"[a-z]+:? [a-z]+", re.sub("`[^`]*`", "", rest)) == []
    begin = {len(found[1]) for found in re.finditer(r"(?m)^(  -.*?  )(?=\S)", rest)}
    assert len(begin) == 1, "every option is told in the same column"


@pytest.mark.parametrize(
    ("given", "language"),
    [
        (("serve", "--help", "--content", "zh"), "zh"),
        (("serve", "--content=en", "--content=zh", "--port", "8001", "--help"), "zh"),
        (("--content", "zh", "-h"), "zh"),
        (("--help", "--content", "zh"), "zh"),
        (("--help", "--content", "en"), "en"),
        (("people", "--content", "en", "--help"), "en"),
        (("check", "--help"), "en"),
    ],
)
def test_help_speaks_the_language_of_the_newspaper_that_is_named(
    papers: Path, capsys: pytest.CaptureFixture[str], given: tuple[str, ...], language: str
) -> None:
    told = said(capsys, *given)
    assert told.startswith({"zh": "用法：", "en": "usage: "}[language])
    assert bool(CHINESE.search(told)) == (language == "zh")


@pytest.mark.parametrize(
    ("given", "chinese", "english"),
    [
        ("import", "build.py import: 错误：缺少参数：PAGE", "the following arguments are required: PAGE"),
        ("check --site", "build.py check: 错误：--site 后面缺少一个值", "argument --site: expected one argument"),
        (
            "serve --port x",
            "build.py serve: 错误：--port 要写整数，不是 'x'",
            "argument --port: invalid int value: 'x'",
        ),
        ("--nope x", "build.py: 错误：不认识的参数：--nope x", "unrecognized arguments: --nope x"),
        (
            "check --fix=1",
            "build.py check: 错误：--fix 后面不带值，这里却写了 '1'",
            "argument --fix: ignored explicit argument '1'",
        ),
    ],
)
def test_a_command_that_is_typed_wrong_is_told_in_the_same_language(
    papers: Path, capsys: pytest.CaptureFixture[str], given: str, chinese: str, english: str
) -> None:
    in_chinese = said(capsys, *(words := given.split())[:1], "--content=zh", *words[1:]).splitlines()
    assert (in_chinese[0][:3], in_chinese[-1]) == ("用法：", chinese)
    in_english = said(capsys, *words[:1], "--content=en", *words[1:]).splitlines()
    assert in_english[0].startswith("usage: ")
    assert in_english[-1] == f"{chinese.partition(': ')[0]}: error: {english}"


def test_a_command_that_is_none_is_told_with_those_there_are(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "buidl", "--content", "zh").splitlines()[-1]
    assert told.startswith("build.py: 错误：没有 'buidl' 这个命令，可用的命令是 ")
    assert [command for command in COMMANDS if command not in told] == []


def test_who_builds_imports_no_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()})
    script = (
        "import sys; from edition import cli; code = cli.main(sys.argv[1:]); print('edition.helping' in sys.modules)"
    )
    command = sys.executable, "-c", script, "--content", content, "--site", tmp_path / "site", "--no-search", "--quiet"
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "False\n"


def test_chinese_is_wrapped_anywhere_but_beside_its_marks() -> None:
    text = "把（甲乙）写进 edition.yaml，再写“丙”。"
    assert list(wrapped(text, 4)) == ["把", "（甲", "乙）", "写进", "edition.yaml，", "再写", "“丙”。"]
    assert list(wrapped(text, 40)) == [text]
    assert list(wrapped("文件:行:列、级别", 4)) == ["文", "件:", "行:", "列、", "级别"]
    assert list(wrapped("", 4)) == [""]
