"""What was written by hand, with the place of every stretch of text in its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from edition.articles import KEYS
from edition.config import read_text
from edition.markdown.parsing import code_lines
from edition.model import Article, Entry, Person
from edition.problems import EditionError
from edition.tree import composed

Kind = Literal["paragraph", "block", "headline", "kicker", "deck", "caption"]
"""A `block` is a heading, a list, a quotation or a table."""

_BLANK = " \t\u3000"
_BLOCK = re.compile(r"[ \t]*(?:#{1,6}[ \t]|>|[-+*][ \t]|[0-9]{1,9}[.)][ \t]|\|)|[ \t]*(?:[-*_][ \t]*){3,}$")
_NO_TEXT = re.compile(
    r"`[^`\n]*`|(?<=\])\([^)\n]*\)|<[A-Za-z/][^>\n]*>|&#?\w+;|https?://[^\s<>“”‘’\u3000-\u303f\uff00-\uffef]+"
)
"""Code, the address of a link, an address in angle brackets, a character reference, an address."""
MASK = "\ufffc"
"""Stands for each character that is no text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's text, and where it begins in the file."""

    kind: Kind
    text: str
    """As it stands in the file, over several lines or on one; markup that is no text is masked."""
    line: int
    column: int = 1
    """0 when it is not spelt in the file as it is read (quotes and escapes of YAML)."""

    @property
    def in_body(self) -> bool:
        """Whether it stands below the front matter."""
        return self.kind in ("paragraph", "block")

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of the text."""
        before = self.text[:offset]
        newlines = before.count("\n")
        if newlines:
            return self.line + newlines, offset - before.rfind("\n")
        return self.line, self.column + offset if self.column else 0


@dataclass(frozen=True, slots=True)
class Source:
    """One article and its file."""

    article: Article
    text: str
    """The whole file, with `\\n` at the end of a line."""
    passages: tuple[Passage, ...]
    """Those of the front matter, then those of the text, in order."""

    @property
    def path(self) -> str:
        return self.article.file

    def place_of(self, key: str, value: str = "") -> tuple[int, int]:
        """Line and column of a value in the front matter; of its key when it is spelt in another way."""
        line, region = _region(self.text, self.article.body_line, key)
        return _within(region, value, line)


@dataclass(frozen=True, slots=True)
class Newspaper:
    """All articles that are published or are to be, and who is in them."""

    sources: tuple[Source, ...]
    """Oldest first, and in reading order within an issue."""
    persons: Mapping[str, Person]
    """By id; nobody private."""
    entries: tuple[Entry, ...]
    """people.yaml."""
    pictured: frozenset[tuple[date, int]] = frozenset()
    """Issue and number of each folio that has a picture."""
    published: tuple[tuple[str, str, str, int], ...] = ()
    """Every address that is recorded, with the file that made its page then, and the file and line of the
    record."""
    silent: tuple[str, ...] = ()
    """Every issue.yaml in a folder without articles."""
    unnamed: tuple[str, ...] = ()
    """Every file in the folder of an issue that is named as a picture nowhere."""
    language: str = "zh-Hans"
    """Of the edition."""


def written(content: Path) -> Iterator[str]:
    """All that editors have written, file by file; what can't be read stands in no page."""
    for path in sorted((*content.rglob("*.md"), *content.rglob("*.yaml"))):
        with suppress(EditionError, OSError):
            yield composed(read_text(path, path.name))


def read_source(article: Article) -> Source:
    text = composed(read_text(Path(article.file), article.file))
    return Source(article, text, (*_front(article, text), *_body(article)))


# -- the text ------------------------------------------------------------------------------------


def _body(article: Article) -> Iterator[Passage]:
    block: list[str] = []
    begun = article.body_line
    code = code_lines(article.body)
    for number, line in enumerate((*article.body.split("\n"), ""), article.body_line):
        if number - article.body_line in code or not line.strip(_BLANK):
            if block:
                yield _passage(block, begun)
            block = []
            continue
        if block and line.startswith("\u3000\u3000") and not block[-1].endswith(("  ", "\\")):
            yield _passage(block, begun)
            block = []
        if not block:
            begun = number
        block.append(line)


def _passage(lines: list[str], line: int) -> Passage:
    text = _NO_TEXT.sub(lambda found: MASK * len(found[0]), "\n".join(lines))
    return Passage("block" if _BLOCK.match(text) else "paragraph", text, line)


# -- the front matter ----------------------------------------------------------------------------


def _front(article: Article, text: str) -> Iterator[Passage]:
    single: tuple[tuple[Kind, str, tuple[str, ...]], ...] = (
        ("headline", "headline", (article.headline,)),
        ("kicker", "kicker", (article.kicker,)),
        ("deck", "deck", article.deck),
        ("caption", "images", tuple(image.caption for image in article.images)),
    )
    for kind, key, values in single:
        for value in filter(None, values):
            line, region = _region(text, article.body_line, key)
            place = _within(region, value, line)
            yield Passage(kind, value, place[0], place[1] if value in region else 0)


def _region(text: str, body_line: int, key: str) -> tuple[int, str]:
    """The lines of a key of the front matter, and the line on which they begin."""
    lines = text.split("\n")[: body_line - 1]
    begins = re.compile(rf"(?:{key}|{KEYS[key]})[ \t]*:")
    start = next((number for number, line in enumerate(lines) if begins.match(line)), None)
    if start is None:
        return 1, ""
    end = start + 1
    while end < len(lines) - 1 and (not lines[end].strip() or lines[end][0] in " \t-#"):
        end += 1
    return start + 1, "\n".join(lines[start:end])


def _within(region: str, value: str, line: int) -> tuple[int, int]:
    key = region.find(":") + 1
    offset = region.find(value, key) if value else -1
    if offset < 0:
        return line, 1
    return line + region.count("\n", 0, offset), offset - region.rfind("\n", 0, offset)
