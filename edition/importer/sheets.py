"""One page as the importer takes it, out of text, a Word document or a PDF, which knows more than its text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from edition.importer.cells import EMPTY
from edition.importer.docx import is_of_word, read_docx
from edition.importer.layout import text_of
from edition.importer.ledger import Lost
from edition.importer.pagetext import PageText, page_of, pages_in, read_pages
from edition.importer.pdf import PrintedPage, is_pdf, read_printed
from edition.importer.places import Places, in_percent
from edition.importer.setting import Setting
from edition.problems import EditionError, Problem, count, shown
from edition.values import Value


class Sheet(Value, frozen=True):
    """One page."""

    page: PageText
    """Empty where the page has no text, as an advertisement that is all picture."""
    places: Places = ()
    """Where its lines stand; none where it came as text."""
    setting: Setting | None = None
    """How they are set; None where it came as text."""
    picture: bytes = b""
    notes: tuple[str, ...] = ()
    """What an editor should know of it."""


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The pages in a file; raise EditionError where it has none that can be read."""
    if is_pdf(path):
        return _printed(path)
    if is_of_word(path):
        document = read_docx(path)
        return tuple(Sheet(page, notes=document.notes) for page in pages_in(shown(path), document.text))
    return tuple(map(Sheet, read_pages(path)))


def _printed(path: Path) -> tuple[Sheet, ...]:
    name = shown(path)
    pages = read_printed(path)
    if not any(page.glyphs for page in pages):
        message = (
            "there is no text in it, only pictures, as a scanner makes them; have its characters recognised (OCR),"
            " then import that text"
        )
        raise EditionError(Problem(name, 0, message))
    return tuple(_sheet(page, name if len(pages) == 1 else f"{name} page {page.number}") for page in pages)


def _sheet(page: PrintedPage, name: str) -> Sheet:
    if len(page.glyphs) < 2 * page.unknown:
        message = (
            f"{page.unknown:,} of {len(page.glyphs):,} characters are drawn without saying which they are;"
            " have them recognised (OCR), then import that text"
        )
        raise EditionError(Problem(name, 0, message))
    printed = text_of(page.glyphs, page.pictures)
    drawn = Counter("".join(glyph.text for glyph in page.glyphs))
    drawn[EMPTY] += printed.empty
    drawn.subtract("".join("".join(printed.texts).split()))
    drawn.subtract(printed.twice)
    if any(drawn.values()):
        raise Lost(f"{name}: characters of the page are missing in its text: {+drawn} {-drawn}")
    notes = []
    if printed.twice:
        notes.append(f"{len(printed.twice):,} characters drawn more than once stand here once")
    if printed.empty:
        notes.append(f"{count(printed.empty, 'empty cell')} of tables stand as {EMPTY}")
    if page.unknown:
        notes.append(f"{page.unknown:,} characters are drawn without saying which they are; each stands as 〓")
    return Sheet(
        page_of(name, "\n".join(printed.texts) + "\n"),
        in_percent(printed.boxes, page.width, page.height),
        printed.setting,
        page.picture,
        tuple(notes),
    )
