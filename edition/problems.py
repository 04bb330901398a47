"""What an editor must fix: a place, a sentence, and a way to tell them all at once.

A `Problem` is something a person can mend in the content, the configuration or a
template. Everything else that goes wrong is a bug and keeps its traceback.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from edition.values import Value

_ALSO_CALLED = {
    "title": "headline",
    "subtitle": "deck",
    "author": "byline",
    "authors": "byline",
    "people": "persons",
    "tags": "keywords",
    "url": "base_url",
    "主题": "标题",
    "肩题": "引题",
    "眉题": "引题",
    "作者": "署名",
    "记者": "署名",
    "标签": "关键词",
    "私人": "不公开",
    "隐私": "不公开",
    "保密": "不公开",
    "撤稿": "撤回",
    "撤销": "撤回",
    "下架": "撤回",
    "发布": "公开",
    "retracted": "withdrawn",
    "published": "public",
    **dict.fromkeys(
        ("zh", "zh-cn", "zh_cn", "zh-sg", "cn", "chinese", "中文", "汉语", "简体", "简体中文", "簡体", "簡体中文"),
        "zh-Hans",
    ),
    **dict.fromkeys(("zh-tw", "zh_tw", "zh-hk", "zh_hk", "zh-mo", "繁体", "繁体中文", "繁體", "繁體中文"), "zh-Hant"),
    **dict.fromkeys(("en-us", "en_us", "en-gb", "en_gb", "english", "英文", "英语"), "en"),
}
"""What other programs and other newsrooms call the same thing."""


class Problem(Value, frozen=True, order=True):
    """One thing to fix, at one place."""

    path: str
    """As an editor would type it, from the folder the build runs in."""
    line: int
    """From 1; 0 when the whole file or folder is meant."""
    message: str
    """What was found, and what to write instead."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return as_a_line(f"{place}: {self.message}")


def as_a_line(text: str) -> str:
    """One line, whatever the content put into it, that tells no machine what to do: a log is read, and obeyed,
    line by line, and GitHub Actions obeys a `##[error]` wherever in a line it stands."""
    return " ".join(text.splitlines()).replace("##[", "## [")


def annotation(kind: str, message: str, **places: object) -> str:
    """A workflow command of GitHub Actions that shows a message beside the file; nothing in
    the content can end it and begin another. `places` that are 0 or empty are left out."""
    told = ",".join(f"{name}={_escaped(str(value), ',:')}" for name, value in places.items() if value)
    return f"::{kind} {told}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


class EditionError(Exception):
    """The edition can't be built; holds every problem found, in the order of the files."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def line_with(path: str, *texts: str) -> int:
    """The first line of a file that holds one of the texts, for a problem that is found when the file
    was read long ago; 0 where none does."""
    try:
        lines = Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0
    return next((number for number, line in enumerate(lines, 1) if any(text in line for text in texts)), 0)


def shown(path: Path) -> str:
    """A path as a person would type it: from the working folder where it lies below it."""
    try:
        # Not resolved: a symbolic link is told by its own name.
        return Path(os.path.abspath(path)).relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def count(number: int, thing: str) -> str:
    """`1 problem`, `1,350 articles`; `words.sentences` knows the plural again."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean "byline"?`, or nothing when no known word is near."""
    near = nearest(word, known)
    return f'; did you mean "{near}"?' if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` probably means; empty when none is near."""
    import difflib  # here, because most builds find no mistake

    from edition.characters import simple

    words = tuple(known)
    folded = simple(word.casefold())  # 標題 is known to mean 标题
    if _ALSO_CALLED.get(folded) in words:
        return _ALSO_CALLED[folded]
    # Of two Chinese characters one may be wrong.
    cutoff = 0.5 if len(folded) == 2 and not folded.isascii() else 0.6
    near = difflib.get_close_matches(folded, words, n=1, cutoff=cutoff)
    return near[0] if near else ""
