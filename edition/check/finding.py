"""What a check is, and what it finds: a place, a sentence, and where it is safe a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from edition.problems import as_a_line
from edition.words.sentences import spoken

Level = Literal["error", "warning", "note"]
"""`error` must be mended, `warning` looks wrong, `note` is worth a look."""

Read = TypeVar("Read", contravariant=True)
"""What a check reads: one article, the whole newspaper, one page, the whole site."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One change of one line, which is still as it was when it was found."""

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a check saw at one place."""

    path: str
    line: int
    """From 1; 0 when the whole file is meant."""
    column: int
    """In characters, from 1; 0 when the whole line is meant."""
    values: tuple[str, ...] = ()
    """What fills the sentence of the check."""
    suggestion: str = ""
    """What to write instead, where that is known."""
    edits: tuple[Edit, ...] = ()
    """The change, where it can be made without asking."""


@dataclass(frozen=True, slots=True)
class Check(Generic[Read]):
    """One rule: what it is called, how much it matters, how it is found and how it is told."""

    name: str
    level: Level
    find: Callable[[Read], Iterable[Found]]
    chinese: str
    """The sentence, with `{0}`, `{1}` for the values of what was found."""
    english: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to look at, told in the language of whoever reads it."""

    path: str
    line: int
    column: int
    rule: str
    level: Level
    message: str
    edits: tuple[Edit, ...] = ()

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        return as_a_line(f"{place} {self.level} {self.rule} {self.message}")


def findings(checks: Iterable[Check[Read]], read: Read, language: str) -> Iterator[Finding]:
    """What these checks find in what was read."""
    chinese = spoken(language) == "zh"
    for check in checks:
        for found in check.find(read):
            message = (check.chinese if chinese else check.english).format(*found.values)
            if found.suggestion:
                message += f"；建议：{found.suggestion}" if chinese else f"; suggestion: {found.suggestion}"
            place = found.path, found.line, found.column
            yield Finding(*place, check.name, check.level, message, found.edits)
