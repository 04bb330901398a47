"""What an editor must fix: a place, a sentence, and a way to tell them all at once.

A `Problem` is something a person can mend in the content, the configuration or a
template. Everything else that goes wrong is a bug and keeps its traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to fix, at one place."""

    path: str
    """As an editor would type it, from the folder the build runs in."""
    line: int
    """From 1; 0 when the whole file or folder is meant."""
    message: str
    """What was found, and what to write instead."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


class EditionError(Exception):
    """The edition can't be built; holds every problem found, in the order of the files."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean "byline"?`, or nothing when no known word is near."""
    near = difflib.get_close_matches(word, tuple(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""
