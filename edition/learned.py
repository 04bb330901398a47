"""Answers of slow pure functions, kept from one build to the next.

Pinyin and the cutting of headlines come from dictionaries that take a tenth of a second
to load, longer than all else that an edit needs; and they answer the same names and
headlines every day. An answer depends on the question and on the program alone, so it is
kept together with a digest of the program, and is worth nothing to another.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar, cast

from edition.values import Damaged, Value, pack, thaw

Question = ParamSpec("Question")
Answer = TypeVar("Answer")


class Learned:
    """A pure function that remembers what it answered; it never answers None."""

    def __init__(self, answer: Callable[..., Any], question: Any, kind: Any) -> None:
        self.answer = answer
        self.name = f"{answer.__module__}.{answer.__name__}"
        self.pairs = tuple[tuple[question, kind], ...]
        self.known: dict[tuple[Any, ...], Any] = {}
        self.new: dict[tuple[Any, ...], Any] = {}
        """What was not known when the build began."""
        self.packed: list[bytes] = []
        """More that is known, as it was told: to read it takes as long as an edit may, which asks nothing of most."""

    def __call__(self, *question: Any) -> Any:
        found = self.known.get(question)
        if found is None and self.packed:
            self.unpack()
            found = self.known.get(question)
        if found is None:
            found = self.known[question] = self.new[question] = self.answer(*question)
        return found

    def unpack(self) -> None:
        while self.packed:
            self.known.update(self._read(self.packed.pop()))

    def hear(self, told: bytes) -> None:
        """What another process has learned meanwhile."""
        answers = self._read(told)
        self.known.update(answers)
        self.new.update(answers)

    def _read(self, told: bytes) -> Any:
        """Pairs of questions and answers; none, where they are damaged."""
        try:
            return thaw(told, self.pairs)
        except Damaged:
            return ()


_FUNCTIONS: dict[str, Learned] = {}
_BELIEVED: list[Answers] = []
"""What this process was told last, so as not to be told again."""


def learned(question: Any, kind: Any) -> Callable[[Callable[Question, Answer]], Callable[Question, Answer]]:
    """Make a function remember: `question` is the type of its arguments as a tuple, all of which it is always
    given by their place; `kind` is that of its answer."""

    def wrap(answer: Callable[Question, Answer]) -> Callable[Question, Answer]:
        function = Learned(answer, question, kind)
        _FUNCTIONS[function.name] = function
        return cast(Callable[Question, Answer], function)

    return wrap


class Answers(Value, frozen=True):
    """All that was learned, and by which program."""

    program: str
    """A digest of the code."""
    told: dict[str, bytes]
    """Of each function, by its name."""


def know(answers: Answers | None, program: str) -> None:
    """Begin a build with what earlier builds learned."""
    for function in _FUNCTIONS.values():
        function.new.clear()
    if answers and answers.program == program and not any(answers is one for one in _BELIEVED):
        for name, function in _FUNCTIONS.items():
            function.packed += filter(None, [answers.told.get(name)])
        _BELIEVED[:] = [answers]


def known(program: str, before: Answers | None) -> Answers | None:
    """All answers, where there are others than `before`."""
    told = before.told if before and before.program == program else {}
    grown = {name: one for name, one in _FUNCTIONS.items() if one.new or name not in told}
    for function in grown.values():
        function.unpack()
    # Not every build has use for every function.
    packed = {name: pack(tuple(one.known.items())) for name, one in grown.items()}
    return Answers(program, {**told, **packed}) if grown else None


def news() -> bytes:
    """What this process has learned."""
    return pack({name: pack(tuple(one.new.items())) for name, one in _FUNCTIONS.items() if one.new})


def hear(told: bytes) -> None:
    """What another process has learned meanwhile."""
    with suppress(Damaged):
        for name, answers in thaw(told, dict[str, bytes]).items():
            if name in _FUNCTIONS:
                _FUNCTIONS[name].hear(answers)
