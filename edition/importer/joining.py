"""Printed lines joined into running text, with every change declared.

Line ends go, and white space at the ends of a line. Within a line only this is changed:
a space that justification left between a character and a digit, or between all characters
of a line, more than one space on end, and a half-width comma after a character. Words of
letters keep a space between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from edition.values import Value

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_JUSTIFIED = re.compile(f"(?<=[{_HAN}])(?<![讯电])\\s+(?=[0-9])|(?<=[0-9%])\\s+(?=[{_HAN}])")
_JUSTIFIED_HEADLINE = re.compile(
    f"(?<=[{_HAN}])(?<![讯电])\\s+(?=[0-9][0-9.,]*[%％]?\\s)|(?<=[年月第])\\s+(?=[0-9])|(?<=[0-9%])\\s+(?=[{_HAN}])"
)
"""As between all figures and characters; one before a figure alone parts two clauses: 推进乡村振兴 40个村受益."""
_BETWEEN = re.compile(r"\s")
_SET_WIDE = re.compile(f"[{_HAN}](?:\\s[{_HAN}]){{3,}}")
_SPACES = re.compile(r"[\t\u3000\u00a0]\s*|\s{2,}")
_COMMA = re.compile(f"(?<=[{_HAN}”’）》」』]),(?!\\d)")
_GAP = re.compile(r"(?<=\S)(?:\s{2,}|\t)(?=\S)")
_FIGURES = re.compile(f"[^\\s，。；{_HAN}]*[{_HAN}][^\\s，。；]*+(?:\\s+[-+−]?[0-9][0-9,.]*[%％]?){{2,}}")
"""城关 1,200 412 494400"""
_LATIN = "A-Za-z\u00c0-\u024f"
_LETTER_ENDS = re.compile(f"[{_LATIN}][,.;:!?)\\]'\"”’]*$|[0-9][%,.;:!?)”’]*$")
_FIGURE_ENDS = re.compile(f"^[^{_HAN}]*[{_LATIN}][.,]?\\s[0-9]+$")
"""March 3, behind which 1998 is another number: among words none goes over two lines."""
_LETTER_BEGINS = re.compile(f"[“‘\"'(\\[$£€]*[{_LATIN}0-9]")


class Change(Value, frozen=True):
    """One change of the printed text."""

    line: int
    """From 1, in the page's text."""
    before: str
    """The characters that were taken out; empty where only something was added."""
    after: str
    """The characters in their place."""
    why: str
    """A key of WHYS."""


WHYS = {
    "edge": "spaces at the ends of lines",
    "justified": "spaces of justification",
    "spaces": "further spaces",
    "comma": "half-width commas made full-width",
    "word": "spaces between words at line ends",
    "banner": "banners drawn twice with their dots",
    "byline": "bullets and brackets of bylines",
}


def is_row(text: str) -> bool:
    """Whether a line is a row of a table: cells with wide gaps between them, and no sentence; or a word and figures."""
    if _FIGURES.fullmatch(text.strip()):
        return True
    return len(_GAP.findall(text.strip())) > 1 and not re.search("[，。；]", text)


def join(lines: Sequence[tuple[int, str]], changes: list[Change]) -> str:
    """One paragraph out of its lines, each with its number; what was changed goes into `changes`."""
    text = ""
    for number, line in lines:
        clean = clean_line(number, line, changes)
        if text and are_words(text, clean):
            changes.append(Change(number, "", " ", "word"))
            text += " "
        text += clean
    # A pair that only the joining brought together: 停车位 at a line's end, a comma at the next.
    return _replaced(_COMMA, text, "，", "comma", lines[-1][0], changes) if lines else text


def are_words(before: str, after: str) -> bool:
    """Whether two lines that run on are in words with a space between them; a number may go over both."""
    is_number = before[-1:].isdigit() and after[:1].isdigit() and not _FIGURE_ENDS.search(before)
    return not is_number and bool(_LETTER_ENDS.search(before)) and bool(_LETTER_BEGINS.match(after))


def run_on(lines: Sequence[str]) -> str:
    """Lines as one, where words have spaces with one between them."""
    return "".join([" " * (before != "" and are_words(before, line)) + line for before, line in pairwise(("", *lines))])


def clean_line(number: int, line: str, changes: list[Change], *, heads: bool = False) -> str:
    """One line by itself; `heads` where it is of a headline, which no column justifies."""
    bare = line.strip()
    if edge := len(line) - len(bare):
        start = line.index(bare[0]) if bare else 0
        changes.append(Change(number, line[:start] + line[len(line) - (edge - start) :], "", "edge"))
    # Between the cells of a table a space is none of justification.
    if _SET_WIDE.fullmatch(bare):
        return _replaced(_BETWEEN, bare, "", "justified", number, changes)
    justified = _JUSTIFIED_HEADLINE if heads else _JUSTIFIED
    text = bare if is_row(bare) else _replaced(justified, bare, "", "justified", number, changes)
    text = _replaced(_SPACES, text, " ", "spaces", number, changes)
    return _replaced(_COMMA, text, "，", "comma", number, changes)


def _replaced(pattern: re.Pattern[str], text: str, after: str, why: str, line: int, changes: list[Change]) -> str:
    for found in pattern.finditer(text):
        changes.append(Change(line, found[0], after, why))
    return pattern.sub(after, text)


def join_headline(lines: Sequence[str]) -> str:
    """The printed lines of a headline as one: with a space between two clauses that stand side by side."""
    return "".join(_with_spaces(lines))


def _with_spaces(lines: Sequence[str]) -> Iterator[str]:
    for before, line in pairwise(("", *lines)):
        yield " " + line if before and _two_clauses(before, line) else line


def _two_clauses(before: str, after: str) -> bool:
    """Whether both lines could stand alone: verb and object each, and about as long as each other."""
    if are_words(before, after):
        return True
    if not re.match(f"[{_HAN}]", after[0]) or not re.search(f"[{_HAN}]$", before):
        return False
    from edition.headline import begins_with_verb, is_between_words  # 0.1 s, for their dictionary

    return (
        abs(len(before) - len(after)) <= 3
        and min(len(before), len(after)) >= 6
        and begins_with_verb(before)
        and begins_with_verb(after)
        and is_between_words(before + after, len(before))
    )
