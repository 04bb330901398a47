"""The changes that can be made without asking, in the bytes of a file that is kept else as it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from edition.check.finding import Edit, Finding
from edition.saving import write_files
from edition.tree import composed

_LINE_END = re.compile("(\r\n|\r|\n)")


def fixed(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The file with these changes; a change whose place doesn't read as it did is left out,
    and so is one that touches another."""
    # Lines and the ends between them, in turn; a mark of byte order stays on the first line.
    pieces = _LINE_END.split(data.decode("utf-8"))
    by_line: dict[int, set[Edit]] = defaultdict(set)
    for edit in edits:
        by_line[edit.line].add(edit)
    for line, changes in by_line.items():
        number = 2 * (line - 1)
        text = composed(pieces[number])  # as it was found
        untouched = len(text)
        for edit in sorted(changes, key=lambda edit: edit.column, reverse=True):
            start, end = edit.column - 1, edit.column - 1 + len(edit.old)
            if text[start:end] == edit.old and end <= untouched:
                text = text[:start] + edit.new + text[end:]
                untouched = start
        pieces[number] = text
    return "".join(pieces).encode("utf-8")


def fix_files(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Make the changes of these findings, all or none; gives those that were made."""
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.edits:
            by_path[finding.path].append(finding)
    made: list[Finding] = []
    written: dict[Path, bytes | None] = {}
    for name, found in by_path.items():
        path = Path(name)
        data = path.read_bytes()
        new = fixed(data, (edit for finding in found for edit in finding.edits))
        if new != data:
            written[path] = new
            made += found
    write_files(written)
    return tuple(made)
