"""The extracted text of a page, read from whatever file an editor has.

UTF-8, UTF-16 with its mark, or GB18030, which old Windows programs write: each is told,
none is guessed in silence. Pages in one file are parted by form feeds, as pdftotext does.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from edition.config import SYMLINK, one_kind_of_line_end, read_text
from edition.problems import EditionError, Problem, shown
from edition.tree import forbidden_characters
from edition.values import Value

MAX_PAGE = 512 * 1024
"""Bytes. A printed page has some 30 KB of text."""
TOO_LARGE = f"larger than {MAX_PAGE // 1024} KB; is this the text of one page?"

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]"
)
_SIDE_BY_SIDE = re.compile(
    r"[，。；].*[\u4e00-\u9fff，。；”] {3,}\S.*[，。；]|[\u4e00-\u9fff，。；”] {4,}\S*[，。；]\S*$"
)
_RADICAL = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")


class PageText(Value, frozen=True):
    """One page."""

    name: str
    """The file, as problems name it."""
    texts: tuple[str, ...]
    """Its lines, as they stand there, without what can't be printed."""
    removed: str
    """Characters that can't be printed and were taken out."""
    replaced: tuple[tuple[str, str], ...]
    """Radicals and compatibility characters, each with the character it stands for."""
    encoding: str

    @property
    def text(self) -> str:
        return "\n".join(self.texts) + "\n"


def read_pages(path: Path) -> tuple[PageText, ...]:
    """The pages in a file; raise EditionError where it can't be read as text."""
    name = shown(path)
    if not path.exists():
        raise EditionError(Problem(name, 0, "there is no such file"))
    if path.is_symlink():
        raise EditionError(Problem(name, 0, SYMLINK))
    if not path.is_file():
        raise EditionError(Problem(name, 0, "this is no file; name the text of one page"))
    if path.stat().st_size > MAX_PAGE:
        raise EditionError(Problem(name, 0, TOO_LARGE))
    return pages_in(name, *_decoded(path, name, path.read_bytes()))


def pages_in(name: str, text: str, encoding: str = "UTF-8") -> tuple[PageText, ...]:
    """The pages in a text; raise EditionError where it is none that can be cut into articles."""
    if not text.strip():
        raise EditionError(Problem(name, 0, "the file is empty; is the page a picture without text?"))
    if lost := text.count("\ufffd"):
        line = text[: text.index("\ufffd")].count("\n") + 1
        message = (
            f"{lost} characters were lost in a conversion (U+FFFD); take the text out again, or write the right ones"
        )
        raise EditionError(Problem(name, line, message))
    if _has_columns_side_by_side(text):
        message = "columns stand side by side on its lines; take the text out in reading order: pdftotext -raw"
        raise EditionError(Problem(name, 0, message))
    parts = text.split("\f")
    while not parts[-1].strip():  # behind the last page; another that is blank counts
        parts.pop()
    return tuple(page_of(name, part, encoding) for part in parts)


def _has_columns_side_by_side(text: str) -> bool:
    """Whether sentences stand beside each other on most lines, as a layout-keeping extraction gives them."""
    lines = [line for line in text.split("\n") if line.strip()]
    beside = sum("   " in line[:400] and _SIDE_BY_SIDE.search(line[:400]) is not None for line in lines)
    return beside > 10 and beside > 0.4 * len(lines)


def _decoded(path: Path, name: str, data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return one_kind_of_line_end(data.decode("utf-16")), "UTF-16"
        except UnicodeDecodeError:
            raise EditionError(Problem(name, 0, "not UTF-16, though it begins like it; save it as UTF-8")) from None
    try:
        return read_text(path, name), "UTF-8"
    except EditionError:
        text = _as_gb18030(data)
        if text is None:
            raise
        return one_kind_of_line_end(text.removeprefix("\ufeff")), "GB18030"


def _as_gb18030(data: bytes) -> str | None:
    """The text, where it is Chinese when read so; a wrong reading has rare characters and few marks."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    han = [character for character in text if "\u3400" <= character <= "\u9fff"]
    usual = sum(
        character.encode("gb18030")[0] < 0xD8 and len(character.encode("gb2312", "ignore")) == 2 for character in han
    )
    return text if len(han) > len(text) / 3 and usual > 0.85 * len(han) else None


def page_of(name: str, text: str, encoding: str = "UTF-8") -> PageText:
    """One page out of its text, without what can't be printed."""
    removed = "".join(_CONTROL.findall(text))
    replaced = []
    kept = []
    for character in _CONTROL.sub("", text):
        plain = unicodedata.normalize("NFKC", character) if _RADICAL.match(character) else character
        if plain != character:
            replaced.append((character, plain))
        kept.append(plain)
    lines = "".join(kept).removesuffix("\n").split("\n")
    assert not forbidden_characters("\n".join(lines), name), "a character that content refuses was let through"
    return PageText(name, tuple(lines), removed, tuple(replaced), encoding)
