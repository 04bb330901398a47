"""A Word document (.docx, as Word and WPS Office write it): its text, and what was left out of it.

It is a ZIP of XML files, read with the standard library. What unpacks to more than a document
can have, and what declares entities that could grow without end, is refused.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from edition.importer.cells import EMPTY
from edition.importer.numbering import Numbers, hidden_styles, read_lists, read_styles
from edition.importer.pagetext import MAX_PAGE, TOO_LARGE
from edition.importer.story import BREAK, UNKNOWN, NoDocument, Story, Unreadable, read_story
from edition.problems import EditionError, Problem, count, shown
from edition.values import Value

MAX_FILE = 300 * 1024 * 1024
"""With all its pictures."""
MAX_PART = 32 * 1024 * 1024
"""Bytes of one XML file. A printed page, every word of it formatted by itself, has 1 or 2 MB."""
_BEGINS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
"""How .docx, .doc and .wps, and .rtf begin; .odt and a .docx with a password begin like others of them."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCKED = "it is locked with a password; save a copy without one"
_OTHER_FORM = (
    "a document of Word, WPS or the like in a form that is not read; save it there as *.docx or as plain text (*.txt),"
    " and import that file"
)
_DAMAGED = "it is damaged and can't be read; open it in Word, save it again, and import that file"
_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, ElementTree.ParseError,
    Unreadable,
)  # fmt: skip
"""What reading a damaged ZIP, or damaged XML in it, ends with."""
_WHYS = {
    "deleted": "deleted in tracked changes",
    "hidden": "hidden text",
    "reading": "readings above the text (ruby)",
    "code": "codes of fields",
}
_BLANK = re.compile(r"\n[^\S\n]*\n")
_BREAKS = re.compile(f"\n*{BREAK}[\n{BREAK}]*")


class Document(Value, frozen=True):
    """What a document says."""

    text: str
    """A paragraph is a line."""
    notes: tuple[str, ...]
    """What an editor should know of it."""


def is_of_word(path: Path) -> bool:
    """Whether a file begins as a document of Word does, in whatever form; or any ZIP."""
    if not path.is_file() or path.is_symlink():
        return False
    with path.open("rb") as file:
        return file.read(8).startswith(_BEGINS)


def read_docx(path: Path) -> Document:
    """The text of a .docx; raise EditionError where it can't be read."""
    name = shown(path)
    if path.stat().st_size > MAX_FILE:
        message = f"larger than {MAX_FILE // 1024**2} MB; save it there as plain text (*.txt), and import that file"
        raise EditionError(Problem(name, 0, message))
    if not zipfile.is_zipfile(path):
        raise EditionError(Problem(name, 0, _refusal(path)))
    try:
        with zipfile.ZipFile(path) as packed:
            story = _story_in(packed, name)
    except NoDocument:
        raise EditionError(Problem(name, 0, "a ZIP, but no document of Word (*.docx); import what is in it")) from None
    except _FAULTS:
        raise EditionError(Problem(name, 0, _DAMAGED)) from None
    if story.left_out.get("embedded"):
        message = "parts of it are embedded from another file; open it in Word, save it again, and import that file"
        raise EditionError(Problem(name, 0, message))
    text, breaks = _without_breaks("\n".join(story.lines) + "\n")
    if len(text.encode()) > MAX_PAGE:
        raise EditionError(Problem(name, 0, TOO_LARGE))
    return Document(text, tuple(_notes(breaks, story.left_out)))


def _refusal(path: Path) -> str:
    """What to say of a document in another form."""
    data = path.read_bytes()
    if data.startswith(_BEGINS[0]):
        return _DAMAGED
    return _LOCKED if _ENCRYPTED in data else _OTHER_FORM


def _story_in(packed: zipfile.ZipFile, name: str) -> Story:
    if "mimetype" in packed.namelist():  # .odt
        raise EditionError(Problem(name, 0, _OTHER_FORM))
    main = _related(packed, "", "officeDocument", name) or "word/document.xml"
    xml = _part(packed, main, name)
    if xml is None:
        raise NoDocument
    lists = _part(packed, _related(packed, main, "numbering", name), name)
    sheet = _part(packed, _related(packed, main, "styles", name), name)
    styles = read_styles(sheet) if sheet else {}
    return read_story(xml, Numbers(read_lists(lists) if lists else {}, styles), hidden_styles(styles))


def _related(packed: zipfile.ZipFile, part: str, kind: str, name: str) -> str:
    """The path of what a part is related to in this way; empty where there is none."""
    folder, file = posixpath.split(part)
    xml = _part(packed, posixpath.join(folder, "_rels", f"{file}.rels"), name)
    for each in ElementTree.fromstring(xml) if xml else ():
        if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode") != "External":
            return posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
    return ""


def _part(packed: zipfile.ZipFile, path: str, name: str) -> str | None:
    """An XML file in the ZIP; None where it isn't there."""
    try:
        entry = packed.getinfo(path)
    except KeyError:
        return None
    if entry.flag_bits & 1:
        raise EditionError(Problem(name, 0, _LOCKED))
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("packed as no document is")
    with packed.open(entry) as file:
        data = file.read(MAX_PART + 1)  # whatever size it says it has
    if len(data) > MAX_PART:
        message = (
            f"more than {MAX_PART // 1024**2} MB of text and its formatting are packed in it; "
            "save it there as plain text (*.txt), and import that file"
        )
        raise EditionError(Problem(name, 0, message))
    text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    if "<!DOCTYPE" in text:
        raise Unreadable("it declares what it is made of, as no document does, and entities perhaps")
    return text


def _without_breaks(text: str) -> tuple[str, int]:
    """Without its page breaks, and how many there were.

    A page of Word is a sheet of office paper, not a page of the newspaper: its break is no new folio,
    though plain text would hold a form feed there. Between articles it stands for the blank line
    that others have; where no blank lines are, one alone would say too much.
    """
    inner = text.strip()
    gap = "\n\n" if _BLANK.search(_BREAKS.sub("", inner)) else "\n"
    return _BREAKS.sub(gap, text), inner.count(BREAK)


def _notes(breaks: int, left_out: Mapping[str, int]) -> Iterator[str]:
    if breaks:
        yield f"{count(breaks, 'page break')} of Word taken for no new folio; import each folio from a file of its own"
    if boxes := left_out.get("box"):
        yield f"{count(boxes, 'text')} in a box, each read before the paragraph that it is fixed to"
    if cells := left_out.get("cell"):
        yield f"{count(cells, 'empty cell')} of tables stand as {EMPTY}"
    for why, told in _WHYS.items():
        if number := left_out.get(why):
            yield f"{count(number, 'character')} left out: {told}"
    if footnotes := left_out.get("note"):
        yield f"{count(footnotes, 'footnote')} left out; write into the article what its readers need"
    if pictures := left_out.get("picture"):
        yield f"{count(pictures, 'picture')} left out; put them beside the article, and name them in `images`"
    if formulas := left_out.get("formula"):
        yield f"{count(formulas, 'field')} left out that draw characters (EQ, as a ringed number); write them in"
    if signs := left_out.get("sign"):
        yield f"{count(signs, 'sign')} of a font without characters stand as {UNKNOWN}"
