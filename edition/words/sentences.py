"""Sentences of the program, said in another language.

Whoever finds a mistake says it in English, with the names and numbers of the place put in: it needs no
language for that, nor has it one while edition.yaml is what is wrong. Here, at the end of the way, a
sentence is known again by what stands around its values, and said with the same values. What no
table knows stays as it is, so a sentence without translation is still told; a test finds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, cached_property

Say = Callable[[str], str]
"""Says a sentence of the program to the person who runs it."""

_PLACE = re.compile("([%#][1-9])")
_NUMBER = re.compile("[0-9][0-9,.]*")
_LISTS = (("; ", "；"), (", ", "，"))
"""How the sentences of a list are parted, in English and in Chinese."""


def spoken(language: str) -> str:
    """`zh` or `en`: that of the two which is spoken to whoever asks for a language (BCP 47, or as a system
    names it)."""
    return "zh" if language.lower().startswith("zh") else "en"


def voice_in(language: str) -> Say:
    """Says what there is to say in the language of `spoken`."""
    return _chinese() if spoken(language) == "zh" else str


@cache
def _chinese() -> Sentences:
    from edition.words.told_zh import SENTENCES  # here, because the program speaks English without a table

    return Sentences(SENTENCES)


class Sentences:
    """Says sentences by a table of them: `%1` to `%9` stand for values, or `#1` to `#9` where they are
    numbers, `(s)` for a plural.

    A sentence of the table that begins with `; ` is what others may end with. A value is said by
    the table too, unless it stands in quotation marks or brackets: that is what somebody has typed.
    So is each sentence of a list.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        every = {english.replace("(s)", end): other for english, other in table.items() for end in ("s", "")}
        forms = [(_Form(english), other) for english, other in every.items()]
        forms.sort(key=lambda pair: -pair[0].length)  # the one that says most itself is meant
        self._whole = [pair for pair in forms if not pair[0].parts[0].startswith("; ")]
        self._ends = [pair for pair in forms if pair[0].parts[0].startswith("; ")]
        self._beginning: dict[str, list[tuple[_Form, str]]] = {}
        """Those of `_whole` that a text with this first character may have."""

    def __call__(self, text: str) -> str:
        return "\n".join([self._line(line) for line in text.split("\n")])

    def _line(self, line: str) -> str:
        inner = line.lstrip(" ")
        said = self._said(inner)
        return line if said is None else " " * (len(line) - len(inner)) + said

    def _said(self, text: str) -> str | None:
        for form, other in self._ends:
            end = text.rfind(form.parts[0])
            values = form.values(text[end:]) if end > 0 else None
            if values is not None and (said := self._said(text[:end])) is not None:
                return said + self._filled(other, values, form.typed)
        for comma, other in _LISTS:
            if comma in text and (said_parts := self._each_said(text.split(comma))):
                return other.join(said_parts)
        for form, other in self._forms_for(text[:1]):
            values = form.values(text)
            if values is not None:
                return self._filled(other, values, form.typed)
        return None

    def _each_said(self, parts: Iterable[str]) -> list[str]:
        """All of them, or none where one is not known."""
        every: list[str] = []
        for part in parts:
            if (said := self._said(part)) is None:
                return []
            every.append(said)
        return every

    def _forms_for(self, first: str) -> list[tuple[_Form, str]]:
        if first not in self._beginning:
            self._beginning[first] = [pair for pair in self._whole if pair[0].may_begin_with(first)]
        return self._beginning[first]

    def _filled(self, other: str, values: Mapping[str, str], typed: Collection[str]) -> str:
        def value(place: re.Match[str]) -> str:
            said = None if place[0] in typed else self._said(values[place[0]])
            return values[place[0]] if said is None else said

        return _PLACE.sub(value, other)


class _Form:
    """What a sentence of the table looks like: what stands around its values, and which they are."""

    def __init__(self, english: str) -> None:
        pieces = _PLACE.split(english)
        self.parts, self.names = pieces[::2], pieces[1::2]
        self.length = sum(map(len, self.parts))

    @cached_property
    def typed(self) -> Collection[str]:
        """The names of those values that stand in quotation marks or brackets."""
        return [name for number, name in enumerate(self.names) if _is_open("".join(self.parts[: number + 1]))]

    def may_begin_with(self, first: str) -> bool:
        """Whether a text of this form may have this first character."""
        begin = self.parts[0]
        return begin.startswith(first) if begin else self.names[0][0] == "%" or first in "0123456789"

    def values(self, text: str) -> dict[str, str] | None:
        """The values in a text of this form, each as short as can be; None: it is of another."""
        first, *others = self.parts
        if not text.startswith(first) or not text.endswith(self.parts[-1]):
            return None
        if not others:
            return {} if text == first else None
        values: dict[str, str] = {}
        reached = len(first)
        for name, part in zip(self.names[:-1], others[:-1], strict=True):
            end = text.find(part, reached)
            if end < 0:
                return None
            values[name] = text[reached:end]
            reached = end + len(part)
        end = len(text) - len(others[-1])
        values[self.names[-1]] = text[reached:end]
        is_so = reached <= end and all(_NUMBER.fullmatch(values[name]) for name in self.names if name[0] == "#")
        return values if is_so else None


def _is_open(text: str) -> bool:
    """Whether the text ends between quotation marks or brackets."""
    return any(text.count(mark) % 2 for mark in "\"`") or any(
        text.count(opening) > text.count(closing) for opening, closing in ("「」", "[]", "{}")
    )
