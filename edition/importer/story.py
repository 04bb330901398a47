"""The text of a Word document in the order in which it is read, and what of it is left out.

    <w:p><w:r><w:t>市委</w:t></w:r><w:del>…</w:del><w:r><w:t>常委会</w:t></w:r></w:p>  ─▶  市委常委会

One paragraph, one line, as Word's own plain text has it; a line break ends the line too. Why
not a tree: a story is read once from its beginning to its end, a tree of it takes ten times
the memory, and to go down a tree takes a depth that a file could exhaust. The elements:
ECMA-376, part 1, 17 (w:), part 3, 9 (mc:).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from xml.parsers import expat

from edition.importer.cells import lines_of_row
from edition.importer.numbering import Numbers, is_on
from edition.values import Value

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "urn:schemas-microsoft-com:vml": "v:",
}
"""Name spaces, and how names of them are written here; all others are `?:`."""
_GONE = {"del": "deleted", "delText": "deleted", "moveFrom": "deleted", "rt": "reading"}
"""Elements whose text is left out, and why."""
_TEXTS = {"t", "delText", "instrText", "m:t"}
_DRAWN = {"cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
"""Elements of a run that are characters. A soft hyphen is none: it says where a word may be broken."""
_SIGNS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x75: "◆", 0x76: "❖", 0xA1: "○", 0xA7: "■", 0xA8: "□", 0xAB: "★",
    0xD8: "➢", 0xE0: "→", 0xFC: "✓", 0xFE: "☑",
}  # fmt: skip
"""What stands where in Wingdings, of that which is put before or between lines."""
UNKNOWN = "〓"
"""Stands for a sign that has no character."""
BREAK = "\f"


class Story(Value, frozen=True):
    """All that a document says."""

    lines: tuple[str, ...]
    """A page break is a form feed in them."""
    left_out: Mapping[str, int]
    """Characters by why they are no part of it: `deleted`, `hidden`, `code`, `reading`; and how many there are
    of `note` (footnotes, endnotes), `picture`, `formula` (fields that draw what they say), `sign` (stand as 〓), `cell`
    (empty ones of a table, stand as —), `box` (text boxes, which stand before their paragraph), `embedded` (parts of
    another form)."""


class Unreadable(Exception):
    """The XML is damaged."""


class NoDocument(Exception):
    """It is XML, but of something else."""


class _Paragraph:
    """One that is open."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.style = self.list_number = self.level = ""
        self.runs_on = False
        """Whether its end was deleted or is hidden, so that the next one goes on in its line."""
        self.holds_box = False
        """Whether a text box is fixed to it; if nothing else is in it, it is no blank line."""
        self.before = self.behind = ""
        """Page breaks."""


class _Place:
    """Where lines go: the body, a cell or a text box."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.begun = ""
        """What a paragraph without an end has left for the next."""

    def end(self) -> list[str]:
        """Its lines, without blank ones before and behind."""
        self.flush()
        return "\n".join(self.lines).strip("\n").split("\n") if any(map(str.strip, self.lines)) else []

    def flush(self) -> None:
        if self.begun:
            self.lines += self.begun.split("\n")
            self.begun = ""


class _Element:
    """One that is open."""

    __slots__ = ("gone", "name")

    def __init__(self, name: str, gone: str) -> None:
        self.name = name
        self.gone = gone
        """Why the text in it is left out; empty where it is not. Its properties, which come first, may say so."""


def read_story(xml: str, numbers: Numbers, hidden: frozenset[str]) -> Story:
    """The story of a document.xml; `hidden` are the styles whose text is.
    Raise Unreadable or NoDocument."""
    reader = _Reader(numbers, hidden)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise Unreadable(str(error)) from None
    if not reader.has_body:
        raise NoDocument
    reader.body.flush()
    return Story(tuple(reader.body.lines), dict(reader.left_out))


class _Reader:
    """Hears of every element in turn, and keeps those that are open."""

    def __init__(self, numbers: Numbers, hidden: frozenset[str]) -> None:
        self.body = _Place()
        self.has_body = False
        self.left_out: Counter[str] = Counter()
        self._numbers = numbers
        self._hidden = hidden
        self._open = [_Element("", "")] * 4  # so that the first has ancestors too
        self._places = [self.body]
        self._paragraphs: list[_Paragraph] = []
        self._rows: list[list[list[str]]] = []
        self._fields: list[list[str] | None] = []
        """The code of each field that is open, from its beginning until what it shows begins."""
        self._coding = 0
        """How many of them are code still."""
        self._branches: list[int] = []
        self._seen = 0
        """Characters and pictures so far, those that are left out too."""
        self._section = ""
        self._text: list[str] | None = None
        self._keeps_spaces = False

    # Of whatever stands in a change of formatting (w:rPrChange) the grandparent is that, and no
    # run or paragraph; so what was hidden once, or once had another style, is passed over.

    def start(self, full: str, attributes: Mapping[str, str]) -> None:
        space, _, local = full.rpartition(" ")
        name = _SPACES.get(space, "?:") + local
        said = {key.rpartition(" ")[2]: value for key, value in attributes.items()} if attributes else {}
        parent = self._open[-1]
        self._open.append(_Element(name, parent.gone or _GONE.get(name, "")))
        self._set_property(name, said.get("val", ""))
        if name in _TEXTS:
            self._text, self._keeps_spaces = [], said.get("space") == "preserve"
        elif name in _DRAWN and parent.name == "r":
            self._put(_DRAWN[name])
        elif name == "br":
            self._put(BREAK if said.get("type") == "page" and len(self._places) == 1 else "\n")
        elif name == "sym":
            self._put(self._sign(said.get("char", ""), said.get("font", "")))
        elif name == "fldChar":
            self._turn_field(said.get("fldCharType", ""))
        elif name == "p":
            self._paragraphs.append(_Paragraph())
        elif name in ("tc", "txbxContent"):
            self._places.append(_Place())
        elif name == "tr":
            self._rows.append([])
        elif name == "tbl":
            self._places[-1].flush()
        elif name == "v:textpath":
            self._add_art(said.get("string", ""))
        elif name == "mc:AlternateContent":
            self._branches.append(self._seen)
        elif name in ("mc:Choice", "mc:Fallback") and self._branches and self._seen > self._branches[-1]:
            # The same once more, for programs that don't know the first form.
            self._open[-1].gone = "again"
        elif name in ("footnoteReference", "endnoteReference") and not self._is_gone():
            self.left_out["note"] += 1
        elif name in ("?:blip", "v:imagedata") and not self._is_gone():
            self.left_out["picture"] += 1
            self._seen += 1
        elif name == "altChunk":
            self.left_out["embedded"] += 1
        elif name == "body":
            self.has_body = True

    def _set_property(self, name: str, value: str) -> None:
        owner, kind = self._open[-3], (self._open[-3].name, self._open[-2].name)
        if kind == ("p", "pPr"):
            paragraph = self._paragraphs[-1]
            if name == "pStyle":
                paragraph.style = value
                self._hide(owner, value in self._hidden)
            elif name == "pageBreakBefore" and is_on(value) and len(self._places) == 1:
                paragraph.before = BREAK
            elif name == "sectPr":
                self._section = "nextPage"
        elif kind == ("r", "rPr") and name in ("rStyle", "vanish"):
            self._hide(owner, value in self._hidden if name == "rStyle" else is_on(value))
        elif kind == ("pPr", "rPr") and self._open[-4].name == "p":
            if name in ("del", "moveFrom"):
                self._paragraphs[-1].runs_on = True
            elif name == "vanish":
                self._paragraphs[-1].runs_on |= is_on(value)
        elif kind == ("pPr", "numPr") and self._open[-4].name == "p":
            if name == "numId":
                self._paragraphs[-1].list_number = value
            elif name == "ilvl":
                self._paragraphs[-1].level = value
        elif kind in (("tr", "trPr"), ("tc", "tcPr")) and name in ("del", "cellDel"):
            owner.gone = owner.gone or "deleted"
        elif kind == ("pPr", "sectPr") and name == "type":
            self._section = value

    @staticmethod
    def _hide(owner: _Element, hidden: bool) -> None:
        if owner.gone in ("", "hidden"):
            owner.gone = "hidden" if hidden else ""

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, _: str) -> None:
        name, gone = self._open[-1].name, self._open[-1].gone
        if name in _TEXTS and self._text is not None:
            text = "".join(self._text).replace("\n", " ").replace("\r", " ")
            self._text = None
            if name != "instrText":
                self._put(text if self._keeps_spaces else text.strip(" \t"))
            elif self._fields and (code := self._fields[-1]) is not None:
                code.append(text)
        elif name == "p":
            self._end_paragraph(self._paragraphs.pop(), bool(gone))
        elif name == "tc":
            cell = self._places.pop().end()
            if self._rows and not gone:
                self._rows[-1].append(cell)
        elif name == "tr":
            lines, empty = lines_of_row(self._rows.pop())
            self._places[-1].lines += lines
            self.left_out["cell"] += empty
        elif name == "txbxContent":
            self._add_box(self._places.pop().end())
        elif name == "sectPr" and self._open[-2].name == "pPr" and self._paragraphs:
            if self._section not in ("continuous", "nextColumn") and len(self._places) == 1:
                self._paragraphs[-1].behind = BREAK
        elif name == "mc:AlternateContent":
            self._branches.pop()
        self._open.pop()

    def _end_paragraph(self, paragraph: _Paragraph, gone: bool) -> None:
        place = self._places[-1]
        own = "".join(paragraph.pieces)
        if not own and not place.begun and (gone or paragraph.holds_box):
            return
        text = place.begun + own
        place.begun = ""
        if paragraph.runs_on:
            place.begun = paragraph.before + text
            return
        number = self._numbers.next(paragraph.style, paragraph.list_number, paragraph.level)
        text = number + text if text.strip() else text
        place.lines += (paragraph.before + text + paragraph.behind).split("\n")

    def _put(self, text: str) -> None:
        self._seen += len(text)
        why = self._open[-1].gone
        if not why and self._coding:
            why = "code"
        if why:
            self.left_out[why] += len(text)
        elif self._paragraphs:
            self._paragraphs[-1].pieces.append(text)
        elif text.strip():
            raise Unreadable("text stands outside of paragraphs")

    def _is_gone(self) -> bool:
        return bool(self._open[-1].gone)

    def _turn_field(self, kind: str) -> None:
        """A field is its code, then what it shows; what shows nothing else may draw what its code says."""
        if kind == "begin":
            self._fields.append([])
            self._coding += 1
        elif self._fields and (code := self._fields[-1]) is not None:
            self._fields[-1] = None
            self._coding -= 1
            if "".join(code).upper().split()[:1] == ["EQ"] and not self._is_gone():
                self.left_out["formula"] += 1
        if kind == "end" and self._fields:
            self._fields.pop()

    def _sign(self, code: str, font: str) -> str:
        number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else 0xF000
        if font == "Wingdings":
            sign = _SIGNS.get(number & 0xFF, UNKNOWN)
        else:
            sign = chr(number) if 0xA0 <= number < 0xD800 or number >= 0xF900 else UNKNOWN
        self.left_out["sign"] += sign == UNKNOWN and not self._is_gone()
        return sign

    def _add_box(self, lines: list[str]) -> None:
        """Before its paragraph, which is still open. A box that is drawn first pushes its paragraph down."""
        if lines:
            self._places[-1].lines += lines
            self.left_out["box"] += 1
            if self._paragraphs:
                self._paragraphs[-1].holds_box = True

    def _add_art(self, text: str) -> None:
        """A headline that is drawn (WordArt), in the form that Word had for it until 2007."""
        if text.strip():
            self._seen += len(text)
            if not self._is_gone():
                self._add_box(text.splitlines())
