"""What was found as lines: for a person, and for GitHub Actions as annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from edition.check.finding import Finding, Level
from edition.problems import annotation, count

LEVELS: tuple[Level, ...] = ("error", "warning", "note")
_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def told(findings: Iterable[Finding], annotate: bool = False) -> list[str]:
    """A line each, and its annotation too where those are wanted."""
    listed = list(findings)
    lines = [str(finding) for finding in listed]
    return lines + [_annotation(finding) for finding in listed] if annotate else lines


def _annotation(finding: Finding) -> str:
    place = {"file": finding.path, "line": finding.line, "col": finding.column, "title": finding.rule}
    return annotation(_COMMANDS[finding.level], finding.message, **place)


def fixes_told(made: Iterable[Finding]) -> list[str]:
    """A line for each change that was made."""
    return [
        f"{finding.path}:{edit.line}:{edit.column} fixed {finding.rule} “{edit.old}” → “{edit.new}”"
        for finding in made
        for edit in finding.edits
    ]


def counts(findings: Sequence[Finding]) -> str:
    """`1 error, 2 warnings, 0 notes`"""
    found = Counter(finding.level for finding in findings)
    return ", ".join(count(found[level], level) for level in LEVELS)
