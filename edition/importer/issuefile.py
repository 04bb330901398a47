"""The picture of a page into issue.yaml, with all else in that file as it was."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path

from edition.config import text_if_there
from edition.notes import IssueNotes, read_notes
from edition.problems import EditionError, shown
from edition.saving import in_place_of, unwritten, write_files, write_new

_FOLIOS = re.compile(r"^(?:folios|版面)[ \t]*:[ \t]*(?:#.*)?$")
_ENTRY = re.compile(
    r"(?P<head>[ \t]+[\"']?0?(?P<number>[0-9]{1,2})[\"']?[ \t]*:)(?:[ \t]+(?P<value>.*?))?(?P<note>[ \t]+#.*)?$"
)
"""One folio on its line: `  1: 要闻`."""


def with_picture(text: str, folio: int, file: str) -> str:
    """The text of an issue.yaml with the picture of one folio; the same text where it takes a person."""
    entry = f"  {folio}: {{image: {file}}}"
    lines = text.removesuffix("\n").split("\n") if text.strip() else []
    head = next((place for place, line in enumerate(lines) if _FOLIOS.match(line)), None)
    if head is None:
        if re.search(r"^[\"']?(?:folios|版面)", text, re.MULTILINE):
            return text
        return "\n".join([*lines, "folios:", entry, ""])
    last = head
    for place in range(head + 1, len(lines)):
        line = lines[place]
        if line.strip() and not line.startswith((" ", "\t", "#")):
            break
        found = _ENTRY.match(line)
        if found and int(found["number"]) == folio:
            value = found["value"] or ""
            if value.startswith("{") and value.endswith("}"):
                inner = value[1:-1].strip()
                value = f"{{{inner}{', ' if inner else ''}image: {file}}}"
            elif value and not re.search(r"[{}\[\],&*|>]", value):
                value = f"{{section: {value}, image: {file}}}"
            else:
                return text
            lines[place] = f"{found['head']} {value}{found['note'] or ''}"
            return "\n".join([*lines, ""])
        if line.strip() and not line.lstrip().startswith("#"):
            last = place
    # As far in as the first entry is.
    indent = re.match(r"[ \t]*", lines[head + 1])[0] if last > head else "  "  # type: ignore[index]
    lines.insert(last + 1, indent + entry.strip())
    return "\n".join([*lines, ""])


def picture_declared(folder: Path, day: date, content: Path, folio: int) -> str:
    """The picture that issue.yaml names for a folio, or nothing; raise EditionError with all that is wrong in it."""
    return _picture(read_notes(folder / "issue.yaml", day, content), folio)


def _picture(notes: IssueNotes, folio: int) -> str:
    image = dict(notes.images).get(folio)
    return image.name if image else ""


def declare_picture(folder: Path, day: date, content: Path, folio: int, file: str) -> bool:
    """Write the picture of a folio, which is in the folder, into issue.yaml; False where that takes a person. Raise
    EditionError where the system refuses it.

    What the file said before it says afterwards; otherwise it is left as it was.
    """
    path = folder / "issue.yaml"
    before = read_notes(path, day, content)
    old = text_if_there(path, shown(path))
    new = with_picture(old, folio, file)
    if new == old:
        return False
    staged = folder / ".issue.yaml.import"
    try:
        write_new(staged, data := in_place_of(path, new))
        after = read_notes(staged, day, content)
    except EditionError:
        return False
    except OSError as error:
        raise EditionError(unwritten(path, error)) from None
    finally:
        with suppress(OSError):
            staged.unlink()
    if _rest(after, folio) != _rest(before, folio) or _picture(after, folio) != file:
        return False
    write_files({path: data})
    return True


def _rest(notes: IssueNotes, folio: int) -> tuple[object, ...]:
    """All that it says but the picture of one folio."""
    sections = {folio: "", **dict(notes.sections)}
    pictures = [one for one in notes.images if one[0] != folio]
    return (notes.number, notes.inferred, notes.evidence, notes.note, sorted(sections.items()), sorted(pictures))
