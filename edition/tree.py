"""YAML that people write by hand into a tree of texts, strictly.

YAML is read from its events, not loaded: every scalar stays the text that was typed
(`no`, `010`, `12:30`), every value knows its line, and what would surprise an editor or
harm a host (anchors, aliases, tags, duplicate keys, deep nesting, lone surrogates) is a
problem with a line, not a value.

Most front matter is `key: value` lines, with a list here and there. Those are read by
`plain_tree`, a tenth of the work, and everything it doesn't know for certain by the YAML
parser; a property test holds both to the same tree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from edition.patterns import pattern
from edition.problems import EditionError, Problem
from edition.values import Value
from edition.yamlfaults import no_keys, what_is_wrong

MAX_BYTES = 64 * 1024
MAX_DEPTH = 8
MAX_KEY = 100

_FORBIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffd-\uffff\ufeff\ud800-\udfff"
    "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"
)
_ACCENTS = "\u0300-\u036f"
_CONTROL = pattern(f"[{_FORBIDDEN}]")
_SPECIAL = pattern(f"[{_FORBIDDEN}{_ACCENTS}]")
_ACCENTED = pattern(f"[^{_ACCENTS}\uf900-\ufaff][{_ACCENTS}]+")
"""Compatibility characters would become others."""


class Text(Value, frozen=True):
    value: str
    line: int


class Items(Value, frozen=True):
    items: tuple[Node, ...]
    line: int


class Table(Value, frozen=True):
    entries: tuple[tuple[Text, Node], ...]
    line: int


Node = Text | Items | Table


def forbidden_characters(text: str, path: str, first_line: int = 1) -> tuple[Problem, ...]:
    """A problem for each line with a control, bidi or replacement character or half a surrogate."""
    if not _CONTROL.search(text):
        return ()
    return tuple(
        Problem(path, number, _forbidden(found[0]))
        for number, line in enumerate(text.split("\n"), first_line)
        if (found := _CONTROL.search(line))
    )


def printable(text: str, path: str, problems: list[Problem]) -> str:
    """The text `composed`, without forbidden characters; each line that has one is told."""
    if not _SPECIAL.search(text):
        return text
    found = forbidden_characters(text, path)
    problems.extend(found)
    return composed(_CONTROL.sub("", text))


def composed(text: str) -> str:
    """The text in which a letter and its accents are one character (é, however it was typed), so that whoever
    types the other form finds it."""
    return _ACCENTED.sub(lambda letter: unicodedata.normalize("NFC", letter[0]), text)


def _forbidden(character: str) -> str:
    if character == "\ufffd":
        return "U+FFFD stands where a character was lost in a conversion; write the right one"
    name = unicodedata.name(character, "")
    return f"the invisible character U+{ord(character):04X}{' ' if name else ''}{name} can't be printed; delete it"


def parse_yaml(text: str, path: str, first_line: int, problems: list[Problem], limit: int = MAX_BYTES) -> Node:
    """The one YAML document in `text`, which begins on `first_line` of the file.

    What isn't allowed goes into `problems` and is left out; raise EditionError, with these too, where nothing can be
    read at all.
    """
    if len(text) <= limit // 4 and (plain := plain_tree(text, first_line)) is not None:
        return plain
    if len(text.encode("utf-8", "surrogatepass")) > limit:
        message = f"this is longer than {limit // 1024} KB; is a line `---` missing, or text in the wrong place?"
        raise EditionError(*problems, Problem(path, first_line, message))
    root = parsed_tree(text, path, first_line, problems)
    if isinstance(root, Text) and (wrong := no_keys(text)):
        raise EditionError(*problems, *[Problem(path, first_line + line, message) for line, message in wrong])
    return root


def parsed_tree(text: str, path: str, first_line: int, problems: list[Problem]) -> Node:
    """The same by the YAML parser, whatever is in it; raise EditionError where it gives up."""
    import yaml

    try:
        return _Tree(path, first_line, _events(text), problems).document()
    except yaml.MarkedYAMLError as error:
        wrong = [Problem(path, first_line + line, message) for line, message in what_is_wrong(error, text)]
        raise EditionError(*problems, *wrong) from None
    except yaml.YAMLError as error:
        raise EditionError(*problems, Problem(path, first_line, f"not valid YAML: {error}")) from None


def _events(text: str) -> Iterator[Any]:
    import yaml  # here, because most builds meet simple shapes only

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    yield from yaml.parse(text, Loader=loader)


def cut_texts(text: str) -> Iterator[tuple[str, str, int, int, str]]:
    """The texts without quotes of a mapping that its parser has read and that end where a comment begins on
    their line: the key of the mapping that each stands under, the text, line and column (from 0) of the
    comment, and the comment."""
    if not re.search(r"[ \t]#", text):
        return
    from yaml import YAMLError

    try:
        events = [*_events(text)]
    except YAMLError:
        return  # what is no YAML, or none any more, is told by whoever reads it
    lines = text.split("\n")
    depth, key = 0, ""
    for event in events:
        kind = type(event).__name__
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            depth += 1
            continue
        if kind in ("MappingEndEvent", "SequenceEndEvent"):
            depth -= 1
        elif kind == "ScalarEvent" and depth == 1 and not key:
            key = str(event.value)
            continue
        elif kind == "ScalarEvent" and not event.style:
            line, column = event.end_mark.line, event.end_mark.column
            if found := re.match(r"[ \t]+(#.*)", lines[line][column:]):
                yield key, str(event.value), line, column + found.start(1), found[1].rstrip()
        if depth == 1:  # a value of the mapping ends
            key = ""


# -- the simple shapes, read without a parser ------------------------------------------------------

# Classes are named by what is not in them: one with all Chinese characters takes 10 ms to compile.
_LETTER = r"[^\x00-/:-@\[-`{-\xa0]"
"""What can begin and end a text without quotes, and never means anything to YAML."""
_FILLING = r"[^\x00-\x1f!-&*,:-@\[-^`{-\xa0]*"
_PLAIN = rf"{_LETTER}(?:{_FILLING}(?:://{_FILLING})?[^\x00-(*,.:-@\[-`{{-\xa0+-])?"
"""The same, filled with spaces and ()+-./_ ' too; an address may end in a slash."""
_KEY = r"[^\x00-/:-@\[-^`{-\xa0]{1,40}"
_TEXT = f'(?:{_PLAIN}|"[^"\\\\\n]*")'
"""Without quotes, or between double ones that hold no quotation mark and no escape."""
_PAIR = f"(?:{_KEY}): {_TEXT}"
_ITEM = f"(?:{_TEXT}|\\{{{_PAIR}(?:, {_PAIR})*\\}})"
_NOTE = "(?: +#.*)?"
_LINE = pattern(f"({_KEY}):(?: (?:({_TEXT})|\\[({_ITEM}(?:, {_ITEM})*)\\]))?{_NOTE}")
_DASH = pattern(f"((?:  )?)- ({_ITEM}){_NOTE}")
_INDENTED = pattern(f"  ({_KEY}): ({_TEXT}){_NOTE}")
_NOTHING = pattern(" *(?:#.*)?")
_ITEMS = pattern(_ITEM)
_PAIRS = pattern(f"({_KEY}): ({_TEXT})")


class _NotPlain(Exception):
    """There is more in it than the simple shapes."""


def plain_tree(text: str, first_line: int) -> Table | None:
    """The tree of `key: value`, `key: [a, b]`, `- a` and indented `key: value` lines, and comments; None
    where there is any other line, or a key twice."""
    try:
        return None if _CONTROL.search(text) else _plain_table(text, first_line)
    except _NotPlain:
        return None


def _plain_table(text: str, first_line: int) -> Table:
    entries: list[tuple[Text, Node]] = []
    seen: set[str] = set()
    lines = text.rstrip("\n").split("\n")
    places: Sequence[int] = range(first_line, first_line + len(lines))
    if "#" in text or "" in lines:
        kept = [pair for pair in zip(lines, places, strict=True) if not _NOTHING.fullmatch(pair[0])]
        lines, places = [line for line, _ in kept], [place for _, place in kept]
    number = 0
    while number < len(lines):
        found = _LINE.fullmatch(lines[number])
        if not found or found[1] in seen or found[1] == "null":
            raise _NotPlain
        place = places[number]
        seen.add(found[1])
        number += 1
        value: Node
        if found[2]:
            value = _plain_text(found[2], place)
        elif found[3]:
            value = Items(tuple([_plain_item(item, place) for item in _ITEMS.findall(found[3])]), place)
        elif number == len(lines) or lines[number][0] not in " -":
            value = Text("", place)
        else:
            value, number = _block(lines, number, places)
        entries.append((Text(found[1], place), value))
    return Table(tuple(entries), places[0] if places else first_line)


def _block(lines: list[str], number: int, places: Sequence[int]) -> tuple[Items | Table, int]:
    """The list or mapping that begins with line `number`, and the number of the line after it."""
    begun = number
    if first := _DASH.fullmatch(lines[number]):
        items = []
        while number < len(lines) and (found := _DASH.fullmatch(lines[number])) and found[1] == first[1]:
            items.append(_plain_item(found[2], places[number]))
            number += 1
        return Items(tuple(items), places[begun]), number
    entries: list[tuple[Text, Node]] = []
    while number < len(lines) and (found := _INDENTED.fullmatch(lines[number])):
        entries.append((Text(found[1], places[number]), _plain_text(found[2], places[number])))
        number += 1
    if not entries or not _are_keys([key.value for key, _ in entries]):
        raise _NotPlain
    return Table(tuple(entries), places[begun]), number


def _plain_item(item: str, line: int) -> Node:
    if item[0] != "{":
        return _plain_text(item, line)
    pairs = _PAIRS.findall(item)
    if not _are_keys([key for key, _ in pairs]):
        raise _NotPlain
    return Table(tuple([(Text(key, line), _plain_text(value, line)) for key, value in pairs]), line)


def _are_keys(words: list[str]) -> bool:
    return len(set(words)) == len(words) and "null" not in words


def _plain_text(value: str, line: int) -> Text:
    if value[0] == '"':
        return Text(value[1:-1], line)
    return Text("" if value == "null" else value, line)


# -- everything else -------------------------------------------------------------------------------


class _Tree:
    """The tree of one event stream; holds the stream and the place for problems."""

    def __init__(self, path: str, first_line: int, events: Iterator[Any], problems: list[Problem]) -> None:
        self.path, self.first_line, self.events, self.problems = path, first_line, events, problems

    def document(self) -> Node:
        kinds = {"StreamStartEvent", "DocumentStartEvent"}
        event = next(self.events)
        while type(event).__name__ in kinds:
            event = next(self.events)
        if type(event).__name__ == "StreamEndEvent":
            return Table((), self.first_line)
        root = self.node(event, 0)
        for event in self.events:
            if type(event).__name__ == "DocumentStartEvent":
                self.tell(event, "a second YAML document begins here; keep one")
                break
        return Table((), self.first_line) if isinstance(root, Text) and not root.value else root

    def tell(self, event: Any, message: str) -> None:
        self.problems.append(Problem(self.path, self.line(event), message))

    def line(self, event: Any) -> int:
        return self.first_line + int(event.start_mark.line)

    def node(self, event: Any, depth: int) -> Node:
        kind = type(event).__name__
        line = self.line(event)
        if kind == "AliasEvent":
            self.tell(event, f"*{event.anchor} is a YAML alias: write the value out, or the text in quotes")
            return Text(f"*{event.anchor}", line)
        if event.anchor is not None:
            self.tell(event, f"&{event.anchor} is a YAML anchor: leave it out, or write the text in quotes")
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            tag = tag if tag.isprintable() else ascii(tag)  # %0A in a tag is a line feed
            self.tell(event, f"{tag} is a YAML tag: leave it out, or write the text in quotes")
        if depth > MAX_DEPTH:
            raise EditionError(*self.problems, Problem(self.path, line, f"nested more than {MAX_DEPTH} levels deep"))
        if kind == "ScalarEvent":
            return Text(self.scalar(event), line)
        if kind == "SequenceStartEvent":
            return Items(tuple(self.node(child, depth + 1) for child in self.until("SequenceEndEvent")), line)
        entries: list[tuple[Text, Node]] = []
        first: dict[str, int] = {}
        for child in self.until("MappingEndEvent"):
            key = self.node(child, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Text) or not 0 < len(key.value) <= MAX_KEY or "\n" in key.value:
                self.tell(child, "a key must be one word, as in `headline: …`")
            elif key.value in first:
                self.tell(child, f'"{key.value}" stands here twice (first on line {first[key.value]}); keep one')
            else:
                first[key.value] = key.line
                entries.append((key, value))
        return Table(tuple(entries), line)

    def scalar(self, event: Any) -> str:
        """What was typed; `~` and `null` without quotes are nothing."""
        value = str(event.value)
        if found := _CONTROL.search(value):
            self.tell(event, _forbidden(found[0]))
            return _CONTROL.sub("", value)
        if event.style:  # the C parser gives "" for a plain scalar, the other one None
            return value
        if " - " in value and event.end_mark.line > event.start_mark.line:
            self.tell(event, "the next line became part of this text; put the dashes of one list under each other")
        return "" if value in ("~", "null") else value

    def until(self, end: str) -> Iterator[Any]:
        for event in self.events:
            if type(event).__name__ == end:
                return
            yield event
