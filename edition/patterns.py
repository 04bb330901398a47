"""Patterns that are compiled when they are first used: an edit needs few of those that its rooms have."""

from __future__ import annotations

import re
from typing import AnyStr, cast


class _Compiled:
    """Has in itself all that a pattern can do: that is found as soon as in a pattern."""


class _Later(_Compiled):
    def __init__(self, text: str | bytes, flags: int) -> None:
        self._told = text, flags

    def __getattr__(self, name: str) -> object:
        text, flags = self._told
        compiled = re.compile(text, flags)
        self.__dict__.update((own, getattr(compiled, own)) for own in dir(compiled) if not own.startswith("_"))
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(compiled, name)


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives."""
    return cast("re.Pattern[AnyStr]", _Later(text, flags))
