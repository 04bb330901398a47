"""Typed, line-aware, strict reading of mappings that people write by hand.

`Fields` hands out one mapping key by key and remembers what it was never asked for:
that is an unknown key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from edition.characters import HAN
from edition.dates import parse_day
from edition.problems import EditionError, Problem, did_you_mean, nearest
from edition.tree import Items, Node, Table, Text
from edition.yamlfaults import no_keys

_COMMA = f"[{HAN}]\\s*,\\s*[{HAN}]"


class Fields:
    """One mapping, read key by key; collects problems instead of raising them.

    `synonyms` maps each accepted key to its other spelling (headline → 标题); problems call the
    mapping `what`. Absent and empty mean the same. Every reader takes a default and gives it back
    after a problem, so that one run finds everything that is wrong.
    """

    def __init__(self, node: Node, path: str, synonyms: Mapping[str, str], what: str, problems: list[Problem]) -> None:
        self.path, self.synonyms, self.what, self.problems = path, synonyms, what, problems
        self.asked: set[str] = set()
        self.needed: set[str] = set()
        self.values: dict[str, tuple[Text, Node]] = {}
        self.line = node.line
        self.is_mapping = isinstance(node, Table)
        if not isinstance(node, Table):
            self.problem(node.line, f"{what} must be `key: value` lines")
            return
        for key, value in node.entries:
            name = key.value if key.value in self.synonyms else self._canonical(key.value)
            if name in self.values:
                first = self.values[name][0]
                message = f'"{key.value}" says again what "{first.value}" says on line {first.line}; keep one'
                self.problems.append(Problem(path, key.line, message))  # both keys are told as they were typed already
            else:
                self.values[name] = (key, value)

    def _canonical(self, key: str) -> str:
        return next((name for name, other in self.synonyms.items() if other == key), key)

    def problem(self, line: int, message: str) -> None:
        """Note a problem; a key in it is told as it was typed."""
        for name, (typed, _) in self.values.items():
            message = message.replace(f'"{name}"', f'"{typed.value}"')
        self.problems.append(Problem(self.path, line, message))

    def no_mapping(self, item: Text, message: str) -> None:
        """A problem where keys and values should be; where a text begins like `文件：`, that is what to mend."""
        wrong = no_keys(item.value)
        self.problem(item.line, wrong[0][1] if wrong else message)

    def line_of(self, key: str) -> int:
        return self.values[key][0].line if key in self.values else self.line

    def node(self, key: str) -> Node | None:
        """What stands under `key`; None when nothing does."""
        self.asked.add(key)
        if key not in self.values:
            return None
        value = self.values[key][1]
        return None if isinstance(value, Text) and not value.value.strip() else value

    def has(self, key: str) -> bool:
        """Whether the key is there at all; it is then known, and so no mistake."""
        self.asked.add(key)
        return key in self.values

    def text(self, key: str, default: str = "", *, lines: bool = False, limit: int = 500) -> str:
        """One text, without white space at its ends; on one line unless `lines`."""
        if key not in self.values:  # as most are of those that are asked for
            self.asked.add(key)
            return default
        value = self.node(key)
        return default if value is None else self.as_text(value, key, default, lines=lines, limit=limit)

    def as_text(self, value: Node, key: str, default: str = "", *, lines: bool = False, limit: int = 500) -> str:
        if not isinstance(value, Text):
            self.problem(value.line, f'"{key}" must be a text, not {_kind(value)}')
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
        return tuple([text for item in self.items(key) if (text := self.as_text(item, key))])

    def separate(self, key: str, between: str = "，；") -> tuple[str, ...]:
        """A list of short texts; one of `between` in one is a list that was mistyped, and so is a half-width
        comma among Chinese characters."""
        texts = self.texts(key)
        for text in texts:
            if not set(between).isdisjoint(text) or ("," in text and re.search(_COMMA, text)):
                self.tell_comma(self.line_of(key), text)
        return texts

    def tell_comma(self, line: int, text: str) -> None:
        parts = ", ".join(filter(None, map(str.strip, re.split("[，、；;,]", text))))
        self.problem(line, f'"{text}" is read as one; between two stands a half-width comma: [{parts}]')

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
        hint = did_you_mean(value, (*choices, *filter(None, choices.values())))
        named = ", ".join(f"{choice} ({other})" if other else choice for choice, other in choices.items())
        self.problem(self.line_of(key), f'"{key}" must be one of {named}, not "{value}"{hint}')
        return default

    def language(self, key: str) -> str:
        """The tag of a language (BCP 47), with script and region where they are told: `en`, `zh-Hant-TW`."""
        tag = self.text(key)
        if tag and not re.fullmatch("[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?", tag):
            message = f'"{key}" is the tag of a language, as en, ja, bo, ug or zh-Hant, not "{tag}"'
            self.problem(self.line_of(key), message)
            return ""
        return tag

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
                if text := self.as_text(item, key):
                    yield item if text is item.value else Text(text, item.line)
            elif isinstance(item, Table):
                inner = Fields(item, self.path, synonyms, f'an item of "{key}"', self.problems)
                yield inner
                inner.no_more()
            else:
                self.problem(item.line, f'"{key}" must be a list of texts or of `key: value` mappings')

    def mapping(self, key: str, synonyms: Mapping[str, str] | None = None, what: str = "") -> Fields:
        """The mapping under `key`, empty when there is none; the caller ends it with `no_more`. Problems
        call it `what`."""
        node = self.node(key) or Table((), self.line_of(key))
        return Fields(node, self.path, synonyms or {}, what or f'"{key}"', self.problems)

    def needs(self, key: str) -> bool:
        """Whether something stands under `key`; if nothing does, `no_more` tells."""
        self.needed.add(key)
        return self.node(key) is not None

    def no_more(self) -> None:
        """Every key that was never asked for is a problem, and every needed one that isn't there.

        A key that is needed and probably only misspelt is told once, as misspelt.
        """
        meant: set[str] = set()
        for name, (key, _) in self.values.items():
            if name not in self.asked:
                known = sorted(self.asked | {self.synonyms[key] for key in self.asked if key in self.synonyms})
                said = re.split("[:：]", key.value)[0].strip()
                hint = did_you_mean(said, known)
                if key.value.strip() != key.value and said in known:
                    hint = f"; a full-width space stands beside it: write {said}"
                elif re.match("[0-9]{3}(?![0-9])", said):
                    hint = "; a text with a comma in it needs quotes"
                elif said != key.value and said in known:
                    hint = f"; between a key and its value stand a half-width colon and a space: `{said}: …`"
                self.problem(key.line, f'unknown key "{key.value}" in {self.what}{hint}')
                meant.add(said if said in known else nearest(said, known))
        for name in sorted(self.needed) if self.is_mapping and self.needed else ():
            if name in self.values and self.node(name) is None:
                self.problem(self.line_of(name), f'"{self.values[name][0].value}" is empty')
            elif name not in self.values and not meant & {name, self.synonyms.get(name)}:
                told = self._as_others(name)
                self.problem(self.line, f'{self.what} has no "{told}"; add `{told}: …`')

    def _as_others(self, name: str) -> str:
        """A key that isn't there, in the language of those that are."""
        is_english = not self.values or any(name == typed.value for name, (typed, _) in self.values.items())
        return name if is_english else self.synonyms.get(name, name)

    def finish(self) -> None:
        """End the reading; raise EditionError with all that was wrong."""
        self.no_more()
        if self.problems:
            raise EditionError(*self.problems)


def is_web_address(text: str) -> bool:
    """`http://` or `https://` with a host, and no white space or quotation marks."""
    try:
        urlsplit(text)
    except ValueError:  # a host in half of its brackets, or with a letter that stands for a slash
        return False
    return re.fullmatch(r"https?://[^\s\"'<>\[\]\\/?#]+(?:[/?#][^\s\"'<>\\]*)?", text) is not None


def _kind(node: Node) -> str:
    if isinstance(node, Items):
        return "a list; where a text is meant, one that begins with [ needs quotes"
    return "a mapping; where a text is meant, one with `: ` in it needs quotes"
