"""What a person at a terminal sees of a long step, and what a log keeps."""

from __future__ import annotations

import io
import shutil
from os import terminal_size

import pytest

from edition.progress import bar_line, columns, progress, quiet


class Terminal(io.StringIO):
    """Remembers what was written, and can show what a person would see now."""

    def isatty(self) -> bool:
        return True

    @property
    def drawings(self) -> list[str]:
        return [line for line in self.getvalue().split("\r") if line.strip()]

    @property
    def line(self) -> str:
        seen: list[str] = []
        for written in self.getvalue().split("\r"):
            # Every character by its columns: a Chinese one leaves an empty cell behind it.
            cells = [cell for character in written for cell in [character, *[""] * (columns(character) - 1)]]
            seen[: len(cells)] = cells
        return "".join(seen).rstrip()


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def terminal_of_60_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_, **__: terminal_size((60, 24)))


def test_a_person_sees_the_bar_grow_and_go() -> None:
    out, clock = Terminal(), Clock()
    with progress("rendering", 1350, out, clock) as advance:
        assert out.line == "rendering [..............................] 0/1350"
        for _ in range(450):
            clock.now += 0.01
            advance(1)
        clock.now += 1
        advance(225)
        assert out.line == "rendering [###############...............] 675/1350"
    assert out.line == ""


def test_the_bar_is_drawn_ten_times_a_second_at_most() -> None:
    out, clock = Terminal(), Clock()
    with progress("rendering", 10_000, out, clock) as advance:
        for _ in range(10_000):
            clock.now += 0.0001
            advance(1)
    assert 8 <= len(out.drawings) <= 11


def test_the_bar_goes_when_the_step_fails() -> None:
    out = Terminal()
    with pytest.raises(ValueError), progress("rendering", 8, out):
        raise ValueError
    assert out.line == ""


def test_a_chinese_label_is_erased_whole() -> None:
    out = Terminal()
    with progress("编制检索", 8, out):
        assert out.line.startswith("编制检索 [")
    assert out.line == ""


def test_a_log_gets_one_line_for_a_long_step() -> None:
    out = io.StringIO()
    with progress("search: indexing 1350 articles", 1350, out) as advance:
        assert out.getvalue() == "search: indexing 1350 articles\n"
        advance(1350)
    assert out.getvalue() == "search: indexing 1350 articles\n"


def test_a_log_gets_nothing_for_a_short_step() -> None:
    out = io.StringIO()
    with progress("search: indexing 3 articles", 3, out) as advance:
        advance(3)
    assert out.getvalue() == ""


def test_quiet_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet("rendering", 1350) as advance:
        advance(1350)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "label", ["rendering", "编制全文检索索引", "编制全文检索索引，共一千三百五十篇文章，请稍候"]
)
@pytest.mark.parametrize("width", [12, 20, 33, 79])
def test_the_line_fits_the_terminal_and_keeps_the_count(label: str, width: int) -> None:
    line = bar_line(label, 7, 1350, width)
    assert columns(line) <= width
    assert line.endswith("7/1350")


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("济宁日报", 8), ("，", 2), ("Ａ", 2), ("e\u0301", 1), ("", 0)]
)
def test_a_chinese_character_takes_two_columns(text: str, width: int) -> None:
    assert columns(text) == width


def test_more_than_the_total_fills_the_bar_and_no_more() -> None:
    assert bar_line("x", 9, 8, 60) == f"x [{'#' * 30}] 9/8"


def test_a_step_of_nothing_can_be_shown() -> None:
    assert bar_line("x", 0, 0, 60) == f"x [{'.' * 30}] 0/0"


def test_where_a_bar_has_no_room_as_much_of_the_label_stands_as_has() -> None:
    assert bar_line("rendering", 7, 1350, 20) == "rendering 7/1350"
    assert bar_line("rendering", 7, 1350, 12) == "rende 7/1350"
    assert len(bar_line("rendering", 7, 1350, 5)) == 5
