"""Typed, line-aware, strict reading of YAML that people write by hand.

YAML is read from its events, not loaded: every scalar stays the text that was typed
(`no`, `010`, `12:30`), every value knows its line, and what would surprise an editor or
harm a host (anchors, aliases, tags, duplicate keys, deep nesting, lone surrogates) is a
problem with a line, not a value. `Fields` then hands out one mapping key by key and
remembers what it was never asked for: that is an unknown key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from edition.dates import parse_day
from edition.problems import EditionError, Problem, did_you_mean

MAX_BYTES = 64 * 1024
MAX_DEPTH = 8

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffd\ufeff\ud800-\udfff"
    "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]"
)


@dataclass(frozen=True, slots=True)
class Text:
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    entries: tuple[tuple[Text, Node], ...]
    line: int


Node = Text | Items | Table

NOTHING = Table((), 1)


def forbidden_characters(text: str, path: str, first_line: int = 1) -> tuple[Problem, ...]:
    """A problem for each line with a control, bidi or replacement character or half a surrogate."""
    if not _CONTROL.search(text):
        return ()
    return tuple(
        Problem(path, number, f"the character {_name(found[0])} can't be printed; delete it")
        for number, line in enumerate(text.split("\n"), first_line)
        if (found := _CONTROL.search(line))
    )


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def parse_yaml(text: str, path: str, first_line: int = 1) -> Node:
    """The one YAML document in `text`; raise EditionError with the place of what isn't allowed.

    `first_line` is the line of the file on which `text` begins.
    """
    import yaml  # here, because a build that reads no YAML needs no parser

    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise EditionError(Problem(path, first_line, f"longer than {MAX_BYTES // 1024} KB; is this still metadata?"))
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Tree(path, first_line, yaml.parse(text, Loader=loader)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise EditionError(Problem(path, line, f"not valid YAML: {_plainly(error.problem or '')}")) from None
    except yaml.YAMLError as error:
        raise EditionError(Problem(path, first_line, f"not valid YAML: {error}")) from None


def _plainly(problem: str) -> str:
    """libyaml's sentence, with what an editor usually did."""
    hints = {
        "mapping values are not allowed": "a text that contains `: ` needs quotes",
        "found character '\\t'": "indent with spaces, not with tabs",
        "found character that cannot start": "a text that begins with this character needs quotes",
        "did not find expected ',' or ']'": "a list in brackets is not closed, or a text in it needs quotes",
        "did not find expected ',' or '}'": "a mapping in braces is not closed, or a text in it needs quotes",
        "could not find expected ':'": "a line has no `key: value`",
        "found unexpected end of stream": "a quotation mark is not closed",
    }
    hint = next((hint for start, hint in hints.items() if problem.startswith(start)), "")
    return f"{problem} ({hint})" if hint else problem


class _Tree:
    """The tree of one event stream; holds the stream and the place for problems."""

    def __init__(self, path: str, first_line: int, events: Iterator[Any]) -> None:
        self.path, self.first_line, self.events = path, first_line, events

    def document(self) -> Node:
        kinds = {"StreamStartEvent", "DocumentStartEvent"}
        event = next(self.events)
        while type(event).__name__ in kinds:
            event = next(self.events)
        if type(event).__name__ == "StreamEndEvent":
            return NOTHING
        root = self.node(event, 0)
        for event in self.events:
            if type(event).__name__ == "DocumentStartEvent":
                raise self.problem(event, "a second YAML document begins here; keep one")
        return root

    def problem(self, event: Any, message: str) -> EditionError:
        return EditionError(Problem(self.path, self.line(event), message))

    def line(self, event: Any) -> int:
        return self.first_line + int(event.start_mark.line)

    def node(self, event: Any, depth: int) -> Node:
        kind = type(event).__name__
        if kind == "AliasEvent":
            raise self.problem(event, f"the alias *{event.anchor} is not allowed; write the value out")
        if event.anchor is not None:
            raise self.problem(event, f"the anchor &{event.anchor} is not allowed; write the value out each time")
        if event.tag is not None and event.tag != "!":
            raise self.problem(event, f"the tag {event.tag} is not allowed; every value is plain text")
        if depth > MAX_DEPTH:
            raise self.problem(event, f"nested more than {MAX_DEPTH} levels deep")
        line = self.line(event)
        if kind == "ScalarEvent":
            if found := _CONTROL.search(event.value):
                raise self.problem(event, f"the character {_name(found[0])} can't be printed; delete it")
            plain_null = event.style is None and event.value in ("~", "null")
            return Text("" if plain_null else event.value, line)
        if kind == "SequenceStartEvent":
            return Items(tuple(self.node(child, depth + 1) for child in self.until("SequenceEndEvent")), line)
        entries: list[tuple[Text, Node]] = []
        seen: dict[str, int] = {}
        for child in self.until("MappingEndEvent"):
            key = self.node(child, depth + 1)
            if not isinstance(key, Text):
                raise self.problem(child, "a key must be a word")
            if key.value in seen:
                message = f'"{key.value}" stands here twice (first on line {seen[key.value]}); keep one'
                raise self.problem(child, message)
            seen[key.value] = key.line
            entries.append((key, self.node(next(self.events), depth + 1)))
        return Table(tuple(entries), line)

    def until(self, end: str) -> Iterator[Any]:
        for event in self.events:
            if type(event).__name__ == end:
                return
            yield event


class Fields:
    """One mapping, read key by key; collects problems instead of raising them.

    `synonyms` maps each accepted key to its other spelling (headline → 标题). Absent and
    empty mean the same. Every reader takes a default and gives it back after a problem,
    so that one run finds everything that is wrong.
    """

    def __init__(
        self,
        node: Node,
        path: str,
        synonyms: Mapping[str, str] | None = None,
        what: str = "here",
        problems: list[Problem] | None = None,
    ) -> None:
        self.path, self.what = path, what
        self.problems: list[Problem] = [] if problems is None else problems
        self.synonyms = dict(synonyms or {})
        self.asked: set[str] = set()
        self.values: dict[str, tuple[Text, Node]] = {}
        self.line = node.line
        if not isinstance(node, Table):
            self.problem(node.line, f"{what} must be `key: value` lines")
            return
        canonical = {other: key for key, other in self.synonyms.items()}
        for key, value in node.entries:
            name = canonical.get(key.value, key.value)
            if name in self.values:
                first = self.values[name][0]
                self.problem(
                    key.line, f'"{key.value}" says again what "{first.value}" says on line {first.line}; keep one'
                )
            else:
                self.values[name] = (key, value)

    def problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, message))

    def line_of(self, key: str) -> int:
        return self.values[key][0].line if key in self.values else self.line

    def node(self, key: str) -> Node | None:
        """What stands under `key`; None when nothing does."""
        self.asked.add(key)
        if key not in self.values:
            return None
        value = self.values[key][1]
        return None if isinstance(value, Text) and not value.value.strip() else value

    def text(self, key: str, default: str = "", *, lines: bool = False, limit: int = 500) -> str:
        """One text, without white space at its ends; on one line unless `lines`."""
        value = self.node(key)
        if value is None:
            return default
        return self.as_text(value, key, default, lines=lines, limit=limit)

    def as_text(self, value: Node, key: str, default: str = "", *, lines: bool = False, limit: int = 500) -> str:
        if not isinstance(value, Text):
            self.problem(value.line, f'"{key}" must be a text, not a {_kind(value)}')
            return default
        text = value.value.strip()
        if not lines and "\n" in text:
            self.problem(value.line, f'"{key}" must be on one line')
            return default
        if len(text) > limit:
            self.problem(value.line, f'"{key}" has {len(text)} characters; at most {limit} are sensible here')
            return default
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text stands for a list of one."""
        return tuple(text for item in self.items(key) if (text := self.as_text(item, key)))

    def items(self, key: str) -> tuple[Node, ...]:
        """The items of a list; one thing stands for a list of one."""
        value = self.node(key)
        if value is None:
            return ()
        return value.items if isinstance(value, Items) else (value,)

    def day(self, key: str) -> date | None:
        value = self.text(key)
        if not value:
            return None
        try:
            return parse_day(value)
        except ValueError as error:
            self.problem(self.line_of(key), f'"{key}": {error}')
            return None

    def number(self, key: str, default: int = 0, *, least: int = 0, most: int = 10**9) -> int:
        value = self.text(key)
        if not value:
            return default
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            self.problem(self.line_of(key), f'"{key}" must be a whole number from {least} to {most}, not "{value}"')
            return default
        return int(value)

    def choice(self, key: str, choices: Mapping[str, str], default: str) -> str:
        """One of the keys or values of `choices`; gives the key."""
        value = self.text(key)
        if not value:
            return default
        for choice, other in choices.items():
            if value in (choice, other):
                return choice
        known = ", ".join(choices)
        self.problem(self.line_of(key), f'"{key}" must be one of {known}, not "{value}"{did_you_mean(value, choices)}')
        return default

    def address(self, key: str) -> str:
        """An http or https address."""
        value = self.text(key)
        if value and not is_web_address(value):
            self.problem(
                self.line_of(key), f'"{key}" must be an address that begins with https:// or http://, not "{value}"'
            )
            return ""
        return value

    def mappings(self, key: str, synonyms: Mapping[str, str]) -> Iterator[Text | Fields]:
        """The items of a list whose items are a text or a mapping."""
        for item in self.items(key):
            if isinstance(item, Text):
                if item.value.strip():
                    yield Text(item.value.strip(), item.line)
            elif isinstance(item, Table):
                inner = Fields(item, self.path, synonyms, f'"{key}"', self.problems)
                yield inner
                inner.no_more()
            else:
                self.problem(item.line, f'"{key}" must be a list of texts or of `key: value` mappings')

    def mapping(self, key: str, synonyms: Mapping[str, str] | None = None) -> Fields:
        """The mapping under `key`, empty when there is none; the caller ends it with `no_more`."""
        return Fields(self.node(key) or Table((), self.line_of(key)), self.path, synonyms, f'"{key}"', self.problems)

    def no_more(self) -> None:
        """Every key that was never asked for is a problem."""
        known = sorted(self.asked | {self.synonyms[key] for key in self.asked if key in self.synonyms})
        for name, (key, _) in self.values.items():
            if name not in self.asked:
                self.problem(key.line, f'unknown key "{key.value}" in {self.what}{did_you_mean(key.value, known)}')

    def finish(self) -> None:
        """End the reading; raise EditionError with all that was wrong."""
        self.no_more()
        if self.problems:
            raise EditionError(*self.problems)


def is_web_address(text: str) -> bool:
    """`http://` or `https://` with a host, and no white space or quotation marks."""
    return re.fullmatch(r"https?://[^\s\"'<>\\]+", text) is not None


def _kind(node: Node) -> str:
    return "list" if isinstance(node, Items) else "mapping"
