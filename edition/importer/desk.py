"""One import: a page's text in, drafts in the issue's folder and a report out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from edition.config import text_if_there
from edition.importer.annotated import annotate, is_annotated, is_corrected, issue_and_folio, read_annotated
from edition.importer.drafts import NO_HEADLINE, Draft, drafts_of
from edition.importer.filing import (
    Filing,
    check_drafts,
    files_of,
    issue_folder,
    labels_name,
    page_name,
    picture_name,
    places_name,
    plan_filing,
)
from edition.importer.issuefile import declare_picture, picture_declared
from edition.importer.ledger import Ledger, balance, told
from edition.importer.marks import Mark, mark_page
from edition.importer.pagetext import PageText, read_pages
from edition.importer.places import read_places, regions_of, write_places
from edition.importer.plain import is_foreign
from edition.importer.sheets import Sheet, read_sheets
from edition.importer.writing import told_region
from edition.problems import EditionError, Problem, count, shown
from edition.saving import write_files
from edition.values import Value, replace

_WORDS = {
    "P": "a new paragraph",
    "C": "more of the paragraph above",
    "H": "part of a headline",
    "B": "a byline",
    "F": "no part of an article",
    "K": "a kicker",
    "D": "a deck",
    "L": "a banner",
}


class Imported(Value, frozen=True):
    """What became of one page."""

    sheet: Sheet
    issue: date
    folio: int
    marks: tuple[Mark, ...]
    drafts: tuple[Draft, ...]
    ledger: Ledger
    filing: Filing
    corrected: bool
    """Whether the labels came from an annotated page."""
    picture: str = ""
    """What became of the page's picture, in words."""
    undeclared: bool = False
    """Whether issue.yaml names no picture of the page, and there is one."""
    refused: tuple[Problem, ...] = ()
    """What could not be written into issue.yaml of it, when all else was."""

    @property
    def page(self) -> PageText:
        return self.sheet.page


def import_page(path: Path, content: Path, issue: date | None, folio: int | None) -> tuple[Imported, ...]:
    """Import the page or pages in a file, or an annotated page; where this raises EditionError nothing is written.

    `issue` and `folio` may be left out for an annotated page, which names them. Where a
    file holds several pages they are folios in a row, from `folio` on.
    """
    if not content.is_dir():
        raise EditionError(Problem(shown(content), 0, "there is no such folder; name it with --content"))
    sheets = read_sheets(path)
    if is_annotated(sheets[0].page.text):
        imported: tuple[Imported, ...] = (_from_annotated(sheets[0].page, content, issue, folio),)
    else:
        if issue is None:
            raise EditionError(Problem(shown(path), 0, "say of which issue this is a page: --date 2021-12-12"))
        first = folio or 1
        if first + len(sheets) > 100:
            raise EditionError(Problem(shown(path), 0, f"{len(sheets)} pages from folio {first}; folios end with 99"))
        printed = [(number, sheet) for number, sheet in enumerate(sheets, first) if sheet.page.text.strip()]
        blank = sorted({*range(first, first + len(sheets))}.difference(number for number, _ in printed))
        left_out = tuple(f"page {number - first + 1} has no text: folio {number} is left out" for number in blank)
        number, sheet = printed[0]
        printed[0] = number, replace(sheet, notes=(*sheet.notes, *left_out))
        imported = tuple(_from_text(sheet, content, issue, number) for number, sheet in printed)
    pictured = [_with_picture(each, content) for each in imported]
    write_files({path: data for _, files in pictured for path, data in files.items()})
    return tuple(_declared(each, content) for each, _ in pictured)


def _with_picture(imported: Imported, content: Path) -> tuple[Imported, dict[Path, bytes | None]]:
    """The page with what becomes of its picture, and all files that are to be written."""
    folder, folio, sheet = imported.filing.folder, imported.folio, imported.sheet
    name = f"{shown(folder)}/{labels_name(folio)}"
    others: dict[str, str | bytes] = {page_name(folio): sheet.page.text}
    if not imported.corrected:
        # An annotated page stays as the editor left it, and so is known as corrected.
        others[labels_name(folio)] = annotate(sheet.page.texts, imported.marks, imported.issue, folio, name)
        if sheet.places:
            others[places_name(folio)] = write_places(sheet.places, sheet.page.text)
    told = ""
    file = picture_name(folio)
    declared = picture_declared(folder, imported.issue, content, folio) if sheet.picture else file
    if declared not in ("", file):
        told = f"{declared} stays the picture of folio {folio}, as issue.yaml says"
    elif sheet.picture and _is_other(folder / file, sheet.picture):
        told = f"{file} kept: it is another picture; delete it to have one made of this page"
    elif sheet.picture:
        others[file] = sheet.picture
        told = f"{file}, {len(sheet.picture) / 1000:.0f} KB: the picture of folio {folio}"
    return replace(imported, picture=told, undeclared=not declared), files_of(imported.filing, others)


def _declared(imported: Imported, content: Path) -> Imported:
    """The page when its picture stands in issue.yaml, or what to write there."""
    if not imported.undeclared:
        return imported
    folio, file = imported.folio, picture_name(imported.folio)
    refused: tuple[Problem, ...] = ()
    try:
        if declare_picture(imported.filing.folder, imported.issue, content, folio, file):
            return imported
    except EditionError as error:
        refused = error.problems
    told = f"; write it into issue.yaml, under folios: `{folio}: {{section: …, image: {file}}}`"
    return replace(imported, picture=imported.picture + told, refused=refused)


def _is_other(path: Path, picture: bytes) -> bool:
    return path.is_file() and path.read_bytes() != picture


def _from_text(sheet: Sheet, content: Path, issue: date, folio: int) -> Imported:
    page = sheet.page
    home = issue_folder(content, issue)
    before = home / page_name(folio)
    kept = "".join(text_if_there(before, shown(before)).split())
    if kept and kept != "".join(page.text.split()):
        message = (
            f"another text was imported as folio {folio} of {issue}; delete this file to import {page.name} instead"
        )
        raise EditionError(Problem(shown(before), 0, message))
    labels = home / labels_name(folio)
    if (text := text_if_there(labels, shown(labels))) and is_corrected(text):
        message = f"corrected by hand: import this file instead, or delete it to read {page.name} afresh"
        raise EditionError(Problem(shown(labels), 0, message))
    if sheet.picture:
        picture_declared(home, issue, content, folio)  # tells what is wrong in issue.yaml before anything is written
    return _imported(sheet, mark_page(page.texts, sheet.setting), content, issue, folio, False)


def _from_annotated(given: PageText, content: Path, issue: date | None, folio: int | None) -> Imported:
    try:
        named, number = issue_and_folio(given.text)
    except ValueError as error:
        raise EditionError(Problem(given.name, 1, str(error))) from None
    if (issue not in (None, named)) or (folio not in (None, number)):
        raise EditionError(Problem(given.name, 1, f"this is folio {number} of {named}; leave --date and --folio out"))
    source = issue_folder(content, named) / page_name(number)
    if not source.is_file():
        raise EditionError(Problem(given.name, 1, f"the page it was made from is missing: {shown(source)}"))
    (page,) = read_pages(source)
    marks = read_annotated(given.name, given.texts, page.texts)
    places = source.with_name(places_name(number))
    known = read_places(text_if_there(places, shown(places)), page.text)
    return _imported(Sheet(page, known), marks, content, named, number, True)


def _imported(
    sheet: Sheet, marks: tuple[Mark, ...], content: Path, issue: date, folio: int, corrected: bool
) -> Imported:
    page = sheet.page
    regions = regions_of(marks, sheet.places)
    drafts = tuple(replace(draft, region=regions.get(draft.number, ())) for draft in drafts_of(marks, issue))
    if not drafts:
        message = "no article found: no line looks like running text"
        raise EditionError(Problem(page.name, 0, message))
    ledger = balance(page, marks, drafts)
    filing = plan_filing(drafts, content, issue, folio)
    check_drafts(filing, issue, content)
    return Imported(sheet, issue, folio, marks, drafts, ledger, filing, corrected)


# -- report --------------------------------------------------------------------------------------


def report_lines(imported: Imported) -> Iterator[str]:
    """What an editor should know, line by line."""
    home = shown(imported.filing.folder)
    page = f"{home}/{page_name(imported.folio)}"
    drafts = imported.drafts
    paragraphs = sum(len(draft.paragraphs) for draft in drafts)
    yield f"{imported.page.name}: {count(len(drafts), 'article')}, {count(paragraphs, 'paragraph')}, in {home}/"
    if imported.page.encoding != "UTF-8":
        yield f"  read as {imported.page.encoding}; kept as UTF-8 in {page}"
    if is_foreign(imported.page.texts):
        yield "  few Chinese characters: cut at blank lines only, so look at every article"
    yield from told(imported.ledger)
    if imported.filing.kept:
        yield "  not in this account: what you made of the drafts that are kept; compare them where lines moved"
    for note in filter(None, (*imported.sheet.notes, imported.picture)):
        yield f"  {note}"
    for draft in drafts:
        name = imported.filing.names[draft.number]
        kept = ""
        if name in imported.filing.kept:
            place = f"; its region: {told_region(draft.region)}" if draft.region else ""
            kept = f" (kept: changed by hand{place})"
        yield f"  {name}  {draft.headline}{kept}"
    for name in imported.filing.removed:
        yield f"  {name}  removed: a draft of an earlier import that is no article now"
    yield from _doubts(imported, page)
    labels = f"{home}/{labels_name(imported.folio)}"
    yield f"To correct: change signs in {labels}, then build.py import {labels}"
    yield 'To finish: make serve ARGS=--drafts, then "status: public" in each draft'


def _doubts(imported: Imported, page: str) -> Iterator[str]:
    used = {draft.number for draft in imported.drafts}
    told: set[int] = set()
    for mark in imported.marks:
        text = mark.text.strip()
        short = text if len(text) <= 24 else text[:23] + "…"
        if mark.article not in used:
            yield f"{page}:{mark.number}: in no article: {short}"
        elif mark.doubt == "?" and not imported.corrected and mark.article not in told:
            told.add(mark.article)
            name = imported.filing.names[mark.article]
            yield f"{page}:{mark.number}: doubtful: {short}: the headline of {name}, or of another text"
        elif mark.doubt in _WORDS and not imported.corrected:
            taken = f"taken for {_WORDS[mark.kind]}, or {_WORDS[mark.doubt]}"
            yield f"{page}:{mark.number}: doubtful: {short}: {taken} ({mark.kind} or {mark.doubt})"
    for draft in imported.drafts:
        name = f"{page.rsplit('/', 1)[0]}/{imported.filing.names[draft.number]}"
        if draft.headline == NO_HEADLINE:
            yield f"{name}: no headline was found for this text"
        if draft.date_doubt:
            yield f"{name}: event_date is {draft.date_doubt}: is that the day?"
