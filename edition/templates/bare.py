"""What a compiled template needs to run, where it can do without Jinja2, whose import is a fifth of an edit.

`straight` tells which are bare: what they do with their loops, names and filters is done here. Whatever
else a template does, Jinja2 does as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import CodeType
from typing import Any

from markupsafe import Markup, escape, soft_str

from edition.patterns import pattern
from edition.templates.filters import FILTERS

RUNTIME = "jinja2.runtime"
"""What code imports that isn't bare."""
MISSING = object()
"""Instead of what a name stands for that nobody knows."""


def is_bare(code: CodeType) -> bool:
    return RUNTIME not in code.co_names


def root_of(code: CodeType) -> Callable[[Context], Iterable[str]]:
    """What makes a page, of a template that is bare."""
    names: dict[str, Any] = {"environment": _Environment}
    exec(code, names)
    root: Callable[[Context], Iterable[str]] = names["root"]
    return root


class Context:
    """The names that a template sees."""

    def __init__(self, parent: dict[str, Any]) -> None:
        self.parent = parent
        self.vars: dict[str, object] = {}
        self.exported_vars: set[str] = set()

    def resolve_or_missing(self, name: str) -> object:
        return self.vars[name] if name in self.vars else self.parent.get(name, MISSING)


class Loop:
    """The `loop` of a `for`."""

    FIELDS = frozenset(("index0", "index", "first", "last", "length"))

    def __init__(self, items: Iterable[object], undefined: object) -> None:
        self._items = tuple(items)
        self.length = len(self._items)
        self.index0 = 0

    def __iter__(self) -> Iterator[tuple[object, Loop]]:
        for number, item in enumerate(self._items):
            self.index0 = number
            yield item, self

    @property
    def index(self) -> int:
        return self.index0 + 1

    @property
    def first(self) -> bool:
        return self.index0 == 0

    @property
    def last(self) -> bool:
        return self.index0 + 1 == self.length


def _undefined(*told: Any, **named: Any) -> object:
    from jinja2 import StrictUndefined  # here, because a page that shows what isn't there is told by Jinja2

    return StrictUndefined(*told, **named)


def _nothing(*told: Any, **named: Any) -> object:
    from jinja2 import Undefined  # here, because who leaves out the `else` of an `if` is rare

    return Undefined(*told, **named)


_TO_ESCAPE = pattern("[&<>'\"]")


class _Fields(dict[object, str]):
    """Escaped texts: `fields[page.title]` is what `{{ page.title }}` gives. Most of it is short
    text that comes again and again, and to look it up takes a third of the time of a call.

    A field of a view is a text or a number and never Markup, which would pass here for the
    text that it equals.
    """

    MOST = 1 << 15

    def __missing__(self, value: object) -> str:
        if type(value) is not str:  # 1 and True are one key
            return str(escape(value))
        text = str(escape(value)) if _TO_ESCAPE.search(value) else value
        if len(self) >= self.MOST:
            self.clear()
        self[value] = text
        return text


FIELDS = _Fields()


def escaped(value: object) -> str:
    """What any other `{{ … }}` gives."""
    kind = type(value)
    if kind is str:
        return FIELDS[value]
    return str(value) if kind is Markup or kind is int else str(escape(value))


def _joined(texts: Iterable[object]) -> str:
    """What `~` gives."""
    parts = [soft_str(text) for text in texts]
    return (Markup("") if any([hasattr(part, "__html__") for part in parts]) else "").join(parts)


def _format(text: object, *args: object, **named: object) -> str:
    """What `|format` gives."""
    return soft_str(text) % (named or args)


def _item(value: Any, key: Any) -> object:
    """What `value[key]` gives."""
    try:
        return value[key]
    except (AttributeError, TypeError, LookupError):
        return getattr(value, key) if isinstance(key, str) and hasattr(value, key) else _undefined(obj=value, name=key)


AT_HAND = {
    "LoopContext": Loop,
    "Markup": Markup,
    "Undefined": _nothing,
    "escape": escape,
    "markup_join": _joined,
    "missing": MISSING,
}
"""What bare code takes from here instead of from Jinja2, by the names that it has there."""
BARE_FILTERS: Mapping[str, Callable[..., object]] = {**FILTERS, "format": _format, "length": len}


class _Environment:
    """What it asks its environment for."""

    at_hand = AT_HAND.values()
    concat = "".join
    undefined = _undefined
    getitem = staticmethod(_item)
    filters = BARE_FILTERS
    escaped = escaped
    fields = FIELDS
