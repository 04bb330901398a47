"""Marked lines into articles, each ready for an editor to finish."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, pairwise

from edition.importer.assembly import banner_name, column_name
from edition.importer.joining import Change, clean_line, join, join_headline, run_on
from edition.importer.marks import Mark
from edition.importer.opening import NO_ROLE, genre_of, is_credit, is_in_words, is_post, read_byline, read_opening
from edition.importer.plain import is_foreign, is_traditional
from edition.model import Box
from edition.values import Value


class Draft(Value, frozen=True):
    """One article as the importer reads it."""

    number: int
    """As the page's marks number it."""
    headline: str
    headline_lines: tuple[str, ...]
    paragraphs: tuple[str, ...]
    kicker: str = ""
    deck: tuple[str, ...] = ()
    column: str = ""
    genre: str = ""
    byline: tuple[tuple[str, str], ...] = ()
    """Role and name of each."""
    dateline: str = ""
    event_date: date | None = None
    date_doubt: str = ""
    lines: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Chinese name of each part and the lines it was printed on."""
    changes: tuple[Change, ...] = ()
    own_lines: tuple[str, ...] = ()
    """Every text that was printed in this article, after its changes: what the ledger counts."""
    region: tuple[Box, ...] = ()
    """Where it stands on the page, where that is known."""


NO_HEADLINE = "（无题）"
"""Stands for a headline where the page gives an article none."""

_PARTS = {"L": "栏题", "B": "署名", "P": "正文", "C": "正文", "K": "引题", "H": "标题", "D": "副题"}
_IN_ENGLISH = {
    "栏题": "column", "署名": "byline", "正文": "text", "引题": "kicker", "标题": "headline", "副题": "deck",
}  # fmt: skip
_TOLD = {"justified": "删去{}处两端对齐空格", "comma": "{}处半角逗号改为全角", "word": "行末单词间补{}个空格"}
_TRADITIONAL = str.maketrans("栏题标处删两对齐号为单词间补个讯评论", "欄題標處刪兩對齊號為單詞間補個訊評論")
"""The characters of these words, and of the genres, beside a text in traditional ones."""


def drafts_of(marks: Sequence[Mark], issue: date) -> tuple[Draft, ...]:
    """The articles of a marked page, in the order of their texts."""
    numbers = dict.fromkeys(mark.article for mark in marks if mark.article and mark.kind in "PC")
    return tuple(_draft([mark for mark in marks if mark.article == number], number, issue) for number in numbers)


def _draft(marks: Sequence[Mark], number: int, issue: date) -> Draft:
    changes: list[Change] = []
    paragraphs = [join([(mark.number, mark.text) for mark in group], changes) for group in _paragraphs(marks)]
    heads = _cleaned(marks, "H", changes)
    kickers = _cleaned(marks, "K", changes)
    decks = _cleaned(marks, "D", changes)
    column = _column(marks, changes)
    printed, byline = _byline(marks, changes)
    opening = read_opening(paragraphs[0], issue)
    whole = "".join(paragraphs)
    headline = join_headline(heads) or NO_HEADLINE
    return Draft(
        number=number,
        headline=headline,
        headline_lines=heads if len(heads) > 1 else (),
        paragraphs=tuple(paragraphs),
        kicker=run_on(kickers),
        deck=decks,
        column=column,
        genre=_as_printed(genre_of(opening.dateline, byline or opening.byline, whole), paragraphs),
        byline=(*opening.byline, *byline) if is_credit(byline) else byline or opening.byline,
        dateline=opening.dateline,
        event_date=opening.event_date,
        date_doubt=opening.doubt,
        lines=tuple(_places(marks)),
        changes=tuple(changes),
        own_lines=tuple(filter(None, (*heads, *kickers, *decks, column, printed, *paragraphs))),
    )


def _paragraphs(marks: Iterable[Mark]) -> list[list[Mark]]:
    found: list[list[Mark]] = []
    for mark in marks:
        if mark.kind == "P" or (mark.kind == "C" and not found):
            found.append([mark])
        elif mark.kind == "C":
            found[-1].append(mark)
    return found


def _cleaned(marks: Iterable[Mark], kind: str, changes: list[Change]) -> tuple[str, ...]:
    return tuple(clean_line(mark.number, mark.text, changes, heads=True) for mark in marks if mark.kind == kind)


def _column(marks: Iterable[Mark], changes: list[Change]) -> str:
    names: list[str] = []
    for mark in marks:
        if mark.kind == "L":
            text = clean_line(mark.number, mark.text, changes)
            name = banner_name(text) or column_name(text) or text
            # What is left of the line when the name is taken out once: the other copy, the dots.
            if rest := text.replace(name, "", 1):
                changes.append(Change(mark.number, rest, "", "banner"))
            names.append(name)
    return "".join(names)


def _byline(marks: Iterable[Mark], changes: list[Change]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What is printed of the bylines, and their roles and names."""
    found: list[tuple[str, str]] = []
    printed = ""
    for mark in marks:
        if mark.kind != "B":
            continue
        text = clean_line(mark.number, mark.text, changes)
        if is_in_words(text) or (found and not found[-1][0] and is_post(text)):
            # As it stands content reads it, one name each: By Jane Doe, Staff Writer.
            found = [*found[:-1], ("", f"{found[-1][1]}, {text}")] if is_post(text) else [("", text)]
            if both := re.search(r"\s(?:and|AND|&)\s", text):
                changes.append(Change(mark.number, both[0], "", "byline"))
                found = [("", text[: both.start()]), ("", f"{text[:2]} {text[both.end() :]}")]
                text = text[: both.start()] + text[both.end() :]
            printed += text
            continue
        names = read_byline(text)
        roles = [role for role, _ in groupby(role for role, _ in names) if role != NO_ROLE or NO_ROLE in text]
        rest = _without(text, "".join((*roles, *(name for _, name in names))).replace(" ", ""))
        if rest is None or re.search(r"\w", rest) or not names:
            names, rest = ((NO_ROLE, text),), ""
        if rest:
            changes.append(Change(mark.number, rest, "", "byline"))
        kept = _without(text, rest) or ""
        printed += kept
        found += names
    return printed, tuple(found)


def _without(text: str, characters: str) -> str | None:
    """`text` without each of `characters` once; None where one isn't in it."""
    left = list(text)
    for character in characters:
        if character not in left:
            return None
        left.remove(character)
    return "".join(left)


def _places(marks: Sequence[Mark]) -> Iterable[tuple[str, tuple[int, ...]]]:
    lines: dict[str, list[int]] = {name: [] for name in _PARTS.values()}
    for mark in marks:
        lines[_PARTS[mark.kind]].append(mark.number)
    for name, numbers in lines.items():
        if numbers:
            yield name, tuple(numbers)


def source_note(draft: Draft) -> str:
    """Where an article stood and what was changed, for a reader: 正文第3–65行，标题第67–68行; of one in
    another language than Chinese: text on lines 3–65, headline on lines 67–68."""
    counts = {why: sum(change.why == why for change in draft.changes) for why in _TOLD}
    if is_foreign(draft.paragraphs):
        lines = ", ".join(f"{_IN_ENGLISH[name]} on {_lines(numbers)}" for name, numbers in draft.lines)
        spaces = f"{counts['word']} {'space' if counts['word'] == 1 else 'spaces'}"
        return f"{lines}; {spaces} put between words at the ends of lines" if counts["word"] else lines
    where = "，".join(f"{name}第{_ranges(numbers)}行" for name, numbers in draft.lines)
    told = "，".join(words.format(counts[why]) for why, words in _TOLD.items() if counts[why])
    note = f"{where}；{told}" if told else where
    return _as_printed(note, draft.paragraphs)


def _as_printed(words: str, paragraphs: Sequence[str]) -> str:
    """Words of the importer in the characters of a text."""
    return words.translate(_TRADITIONAL) if is_traditional(paragraphs) else words


_TEXT_FROM = re.compile(rf"(?:正文第|{_IN_ENGLISH['正文']} on lines? )([0-9]+)")


def first_line_of_text(note: str) -> int:
    """The line of its page on which an article's text begins, as a `source_note` says; 0 where it doesn't."""
    found = _TEXT_FROM.search(note)
    return int(found[1]) if found else 0


def _lines(numbers: Sequence[int]) -> str:
    return f"{'line' if len(numbers) == 1 else 'lines'} {_ranges(numbers).replace('、', ', ')}"


def _ranges(numbers: Sequence[int]) -> str:
    """3–65、70: lines between which only blank ones or another article's stand count as one range."""
    gaps = [place for place in range(1, len(numbers)) if numbers[place] - numbers[place - 1] > 2]
    edges = [0, *gaps, len(numbers)]
    spans = [(numbers[start], numbers[end - 1]) for start, end in pairwise(edges)]
    return "、".join(str(start) if start == end else f"{start}–{end}" for start, end in spans)
