"""Answers of slow pure functions, kept from one build to the next.

Pinyin and the cutting of headlines come from dictionaries that take a tenth of a second
to load, longer than all else that an edit needs; and they answer the same names and
headlines every day. An answer depends on the question and on the program alone, so it is
kept together with a digest of the program, and is worth nothing to another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from edition.values import Damaged, Value, pack, thaw

Question = ParamSpec("Question")
Answer = TypeVar("Answer")


class Learned:
    """A pure function that remembers what it answered; it never answers None."""

    def __init__(self, answer: Callable[..., Any], question: Any, kind: Any) -> None:
        self.answer = answer
        self.pairs = tuple[tuple[question, kind], ...]
        self.known: dict[tuple[Any, ...], Any] = {}
        self.new: dict[tuple[Any, ...], Any] = {}
        """What was not known when the build began."""

    def __call__(self, *question: Any) -> Any:
        found = self.known.get(question)
        if found is None:
            found = self.known[question] = self.new[question] = self.answer(*question)
        return found


_FUNCTIONS: list[Learned] = []
_BELIEVED: list[Answers] = []
"""What this process was told last, so as not to be told again."""


def learned(question: Any, kind: Any) -> Callable[[Callable[Question, Answer]], Callable[Question, Answer]]:
    """Make a function remember: `question` is the type of its arguments as a tuple, all of which it is always
    given by their place; `kind` is that of its answer."""

    def wrap(answer: Callable[Question, Answer]) -> Callable[Question, Answer]:
        _FUNCTIONS.append(Learned(answer, question, kind))
        return cast(Callable[Question, Answer], _FUNCTIONS[-1])

    return wrap


class Answers(Value, frozen=True):
    """All that was learned, and by which program."""

    program: str
    """A digest of the code."""
    count: int
    told: bytes


def know(answers: Answers | None, program: str) -> None:
    """Begin a build with what earlier builds learned."""
    for function in _FUNCTIONS:
        function.new.clear()
    if answers and answers.program == program and not any(answers is one for one in _BELIEVED):
        _take(answers.told)
        _BELIEVED[:] = [answers]


def known(program: str, before: Answers | None) -> Answers | None:
    """All answers, where there are more than `before`."""
    count = sum(len(function.known) for function in _FUNCTIONS)
    if before and before.program == program and before.count >= count:
        return None
    return Answers(program, count, pack(tuple(tuple(function.known.items()) for function in _FUNCTIONS)))


def news() -> bytes:
    """What this process has learned."""
    return pack(tuple(tuple(function.new.items()) for function in _FUNCTIONS))


def hear(told: bytes) -> None:
    """What another process has learned meanwhile."""
    for function, pairs in _take(told):
        function.new.update(pairs)


def _take(told: bytes) -> list[tuple[Learned, Any]]:
    """Believe what was told; nothing, where it is damaged."""
    kinds: Any = tuple[tuple(function.pairs for function in _FUNCTIONS)]  # type: ignore[misc]
    try:
        pairs: Any = thaw(told, kinds)
    except Damaged:
        return []
    heard = list(zip(_FUNCTIONS, pairs, strict=True))
    for function, answers in heard:
        function.known.update(answers)
    return heard
