"""A PDF of printed pages: its characters with their places, and a picture of each page.

The only module that knows PDFium and Pillow, which importing a PDF alone needs.
"""

from __future__ import annotations

import io
import math
from ctypes import c_double, c_void_p, cast, create_string_buffer
from pathlib import Path
from typing import Any

from edition.config import SYMLINK
from edition.importer.rows import Glyph, Rectangle
from edition.problems import EditionError, Problem, shown
from edition.values import Value

INSTALL = "make pdf installs it, or pip install --require-hashes -r requirements-pdf.txt"
"""How to get the libraries."""
MAX_FILE = 300 * 1024 * 1024
MAX_PAGES = 99
MAX_GLYPHS = 100_000
"""On one page; a full broadsheet has some 10,000."""
WIDTH, MOST_HEIGHT = 1400, 2800
"""Pixels of a page's picture: body text of a broadsheet can just be read."""
QUALITY = 45
_PASSWORD = 4
"""FPDF_ERR_PASSWORD."""


class PrintedPage(Value, frozen=True):
    """One page of a PDF."""

    number: int
    """From 1."""
    width: float
    """Points, as a reader sees the page."""
    height: float
    glyphs: tuple[Glyph, ...]
    """In the order in which the page draws them, without white space."""
    unknown: int
    """How many of them have no character in the PDF and stand as 〓."""
    pictures: tuple[Rectangle, ...]
    """Where it has some."""
    picture: bytes
    """Of the whole page; WebP."""


def is_pdf(path: Path) -> bool:
    """Whether a file begins as a PDF does; within its first kilobyte, as readers take it."""
    if not path.is_file() or path.is_symlink():
        return False
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


def read_printed(path: Path) -> tuple[PrintedPage, ...]:
    """The pages of a PDF; raise EditionError where it can't be read."""
    name = shown(path)
    if path.is_symlink():
        raise EditionError(Problem(name, 0, SYMLINK))
    try:
        import PIL  # noqa: F401
        import pypdfium2
    except ModuleNotFoundError as missing:
        raise EditionError(Problem(name, 0, f"reading a PDF needs {missing.name}: {INSTALL}")) from None
    if path.stat().st_size > MAX_FILE:
        raise EditionError(
            Problem(name, 0, f"larger than {MAX_FILE // 1024**2} MB; print its pages into smaller files")
        )
    try:
        document = pypdfium2.PdfDocument(path.read_bytes())
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", 0) == _PASSWORD or "password" in str(error).lower()
        message = (
            "it is locked with a password; save a copy without one" if locked
            else "it is damaged and can't be opened; print or export the page once more"
        )  # fmt: skip
        raise EditionError(Problem(name, 0, message)) from None
    try:
        if not 0 < len(document) <= MAX_PAGES:
            raise EditionError(Problem(name, 0, f"it has {len(document)} pages; from 1 to {MAX_PAGES} make an issue"))
        pages = []
        for number in range(len(document)):
            try:
                pages.append(_read_page(document[number], number + 1, name))
            except pypdfium2.PdfiumError:
                raise EditionError(Problem(name, 0, f"page {number + 1} is damaged and can't be read")) from None
        return tuple(pages)
    finally:
        document.close()


def _read_page(page: Any, number: int, name: str) -> PrintedPage:
    width, height = page.get_size()
    if not (36 <= width <= 14400 and 36 <= height <= 14400):
        message = f"page {number} is {width / 72:.1f} by {height / 72:.1f} inches; that is no page of a newspaper"
        raise EditionError(Problem(name, 0, message))
    glyphs, unknown = _glyphs(page, number, name)
    return PrintedPage(number, width, height, glyphs, unknown, _pictures(page), _picture(page, width, height))


def _glyphs(page: Any, number: int, name: str) -> tuple[tuple[Glyph, ...], int]:
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    count = text.count_chars()
    if count > MAX_GLYPHS:
        raise EditionError(Problem(name, 0, f"page {number} has {count:,} characters; at most {MAX_GLYPHS:,} are read"))
    place, face = _as_seen(page), _faces(text)
    matrix, x, y = pdfium.FS_MATRIX(), c_double(), c_double()
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    glyphs = []
    unknown = 0
    spaced = False
    for index in _as_drawn(page, text, count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or chr(code).isspace():
            spaced = spaced or pdfium.FPDFText_IsGenerated(text, index) != 1
            continue
        if 0xDC00 <= code < 0xE000 and index and 0xD800 <= pdfium.FPDFText_GetUnicode(text, index - 1) < 0xDC00:
            continue
        if 0xD800 <= code < 0xDC00 and index + 1 < count:
            # A rare character, as 𠮷 in a name, comes in two halves.
            low = pdfium.FPDFText_GetUnicode(text, index + 1)
            code = 0x10000 + ((code - 0xD800) << 10) + low - 0xDC00 if 0xDC00 <= low < 0xE000 else code
        character = chr(code)
        if (
            code in (0, 0xFFFD, 0xFFFE, 0xFFFF)
            or 0xD800 <= code < 0xE000
            or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1
        ):
            character = "〓"
            unknown += 1
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        size = pdfium.FPDFText_GetFontSize(text, index) * math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        here = place(x.value, y.value)
        ahead = place(x.value + matrix.a, y.value + matrix.b)
        step = math.hypot(ahead[0] - here[0], ahead[1] - here[1])
        if not size or not step or not all(map(math.isfinite, (*here, size, step))):
            continue
        box = _box(place(left.value, bottom.value), place(right.value, top.value))
        glyphs.append(
            Glyph(
                character,
                here[0],
                here[1],
                size,
                (ahead[0] - here[0]) / step,
                (ahead[1] - here[1]) / step,
                box,
                face(index),
                spaced,
            )
        )
        spaced = False
    return tuple(glyphs), unknown


def _faces(text: Any) -> Any:
    """For the number of a character what its face is called: its font, and whether that is drawn with an outline
    too, which makes it bold. Fonts that have no name are told apart by where they lie in memory."""
    import pypdfium2.raw as pdfium

    name = create_string_buffer(256)
    known: dict[int | None, str] = {}

    def face(index: int) -> str:
        drawn = pdfium.FPDFText_GetTextObject(text, index)
        own = cast(drawn, c_void_p).value
        if own not in known:
            pdfium.FPDFText_GetFontInfo(text, index, name, len(name), None)
            font = name.value.decode("utf-8", "replace")
            # ABCDEF+ is before the name of each part of a font.
            font = font.rpartition("+")[2] or f"{cast(pdfium.FPDFTextObj_GetFont(drawn), c_void_p).value}"
            known[own] = f"{font} {pdfium.FPDFTextObj_GetTextRenderMode(drawn)}"
        return known[own]

    return face


def _as_drawn(page: Any, text: Any, count: int) -> list[int]:
    """The characters of a page in the order in which it draws them.

    PDFium takes what is drawn in turn and lies less than half a character apart for one line, and sorts it
    from left to right: the first line below a large headline would stand before it.
    """
    import pypdfium2.raw as pdfium

    drawn = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
    order = {cast(one.raw, c_void_p).value: place for place, one in enumerate(drawn)}
    places: list[int] = []
    for index in range(count):
        own = order.get(cast(pdfium.FPDFText_GetTextObject(text, index), c_void_p).value)
        # What PDFium adds, and what lies in forms that are nested too deep, stays with what is before it.
        places.append(own if own is not None else places[-1] if places else 0)
    return sorted(range(count), key=places.__getitem__)


def _as_seen(page: Any) -> Any:
    """From a point of the PDF to the page as a reader sees it: cut, turned, from its top left, in points."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()

    def place(x: float, y: float) -> tuple[float, float]:
        x, y = x - left, top - y
        if turn == 90:
            return top - bottom - y, x
        if turn == 180:
            return right - left - x, top - bottom - y
        return (y, right - left - x) if turn == 270 else (x, y)

    return place


def _box(one: tuple[float, float], other: tuple[float, float]) -> Rectangle:
    """Between two corners."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _pictures(page: Any) -> tuple[Rectangle, ...]:
    """Where pictures lie that are drawn on the page itself; of those in what is placed on it that is not known."""
    import pypdfium2.raw as pdfium

    place = _as_seen(page)
    drawn = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=1)
    bounds = [one.get_bounds() for one in drawn]
    return tuple(_box(place(left, bottom), place(right, top)) for left, bottom, right, top in bounds)


def _picture(page: Any, width: float, height: float) -> bytes:
    scale = min(WIDTH / width, MOST_HEIGHT / height)
    image = page.render(scale=scale).to_pil().convert("RGB")
    kept = io.BytesIO()
    image.save(kept, "WEBP", quality=QUALITY, method=4)
    return kept.getvalue()
