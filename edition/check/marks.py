"""Checks of marks and spaces: pairs, half-width marks, stray spaces, both ends of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.characters import HAN
from edition.check.finding import Check, Edit, Found
from edition.check.source import MASK, Passage, Source
from edition.markdown import reads_as_chinese
from edition.markdown.parsing import code_lines

_CLOSING = {"“": "”", "‘": "’", "（": "）", "《": "》", "〈": "〉", "「": "」", "『": "』", "【": "】", "〔": "〕"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_PAIRED = re.compile(f"[{''.join(_CLOSING)}{''.join(_OPENING)}()]")
_WIDE_BRACKETS = str.maketrans("()", "（）")
_Opened = tuple[Passage, int, str]
"""A mark that is open, with its place."""
_NESTS = "（〔【"
"""What may stand inside its own kind; a quotation inside a quotation takes the other marks."""
_NUMERALS = "〇一二三四五六七八九十"
_NUMBERING = re.compile(rf"(?:^|[^A-Za-z0-9０-９{_NUMERALS}])(?:[A-Za-z]|[0-9０-９]{{1,3}}|[{_NUMERALS}]{{1,3}})$")
"""Before a closing bracket that has no other: 1）"""

_CHINESE = HAN + "，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕…—％"
_HALF = re.compile(rf"(?<=[{_CHINESE}])([,;:?!]+)(?:[ \t]+(?=[{_CHINESE}])|(?=[{_CHINESE}])|(?=[ \t\u3000]*$))", re.M)
_FULL = str.maketrans(",;:?!", "，；：？！")
_STOP = re.compile(rf"(?<=[{HAN}])\.(?=[{HAN}”’）》]|[ \t\u3000]*$)(?!(?<=[{_NUMERALS}]\.)[{_NUMERALS}])", re.M)
"""But not in a date: 一九九六.四.五"""
_STRAIGHT = re.compile(rf"(?<=[{_CHINESE}])\"(?=[{_CHINESE}])")
_BRACKETS = re.compile(rf"\(([^()\n]*[{HAN}][^()\n]*)\)")

_CHINESE_ONE = re.compile(f"[{_CHINESE}]")

_SENTENCE = re.compile("[^。！？；\n]+")
_GAP = re.compile(rf"(?<=[{HAN}])[ \u3000]+(?=[{HAN}])")
_IN_BRACKETS = re.compile("[（(【〔][^（）()【】〔〕]*[）)】〕]")
_BEFORE_GAP = re.compile("(?:[讯电訊電]|记者|通讯员|作者|编辑|摄影|本报|实习生|[报報][道導]|署名)$")
_TRAILING = re.compile(r"[ \t\u3000]+$")

_START = re.compile("[ \t\u3000]*([，。、；：？！,;”）》」』】〕]|’(?![0-9０-９]))")
_NO_END = re.compile(f"[{HAN}A-Za-z0-9０-９％%，、,]$")
_SIGNED = re.compile(f"[—―─-]{{2,}}[{HAN}]{{1,12}}$")
_BULLET = re.compile("[●○◆◇■□▲△★☆※]")
_CLAUSE = re.compile("[，。；！？]")
_PROSE = 40
"""Characters from which a paragraph is no subheading, signature or line of verse."""


def unpaired_marks(source: Source) -> Iterator[Found]:
    """Quotation marks and brackets without their partner.

    A quotation may run over paragraphs, and then opens each of them anew.
    """
    body: list[_Opened] = []
    for passage in source.passages:
        opened = body if passage.in_body else []
        first = len(passage.text) - len(passage.text.lstrip(" \t\u3000\n"))
        for found in _PAIRED.finditer(passage.text):
            mark, offset = found[0].translate(_WIDE_BRACKETS), found.start()
            if _is_apostrophe(mark, passage.text, offset, opened):
                continue
            if mark in _CLOSING:
                if any(kind == mark for _, _, kind in opened) and mark not in _NESTS:
                    if offset == first:
                        continue
                    if not _closes_later(mark, passage.text, offset):
                        # “甲“: the second one was meant to close.
                        yield Found(source.path, *passage.place(offset), (mark,), _CLOSING[mark])
                        _close(opened, mark)
                        continue
                    yield from (_told(source, each) for each in _close(opened, mark))
                opened.append((passage, offset, mark))
                continue
            partner = _OPENING[mark]
            if not any(kind == partner for _, _, kind in opened):
                if not (mark == "）" and _NUMBERING.search(passage.text[:offset])):
                    yield Found(source.path, *passage.place(offset), (found[0],))
                continue
            yield from (_told(source, each) for each in _close(opened, partner)[1:])
        if not passage.in_body:
            yield from (_told(source, each) for each in opened)
    yield from (_told(source, each) for each in body)


def _close(opened: list[_Opened], mark: str) -> list[_Opened]:
    """Take away the last open mark of this kind; gives it and what was left open in it."""
    place = max(number for number, (_, _, kind) in enumerate(opened) if kind == mark)
    closed = opened[place:]
    del opened[place:]
    return closed


def _closes_later(mark: str, text: str, offset: int) -> bool:
    """Whether the next mark of this pair is the closing one."""
    following = re.search(f"[{mark}{_CLOSING[mark]}]", text[offset + 1 :])
    return following is not None and following[0] != mark


def _told(source: Source, opened: _Opened) -> Found:
    passage, offset, _ = opened
    return Found(source.path, *passage.place(offset), (passage.text[offset],))


def _is_apostrophe(mark: str, text: str, offset: int, opened: list[_Opened]) -> bool:
    if mark != "’" or any(kind == "‘" for _, _, kind in opened):
        return False
    around = text[max(0, offset - 1) : offset] + text[offset + 1 : offset + 2]
    return any(character.isascii() and character.isalnum() for character in around)


def half_width_marks(source: Source) -> Iterator[Found]:
    """Half-width marks between Chinese characters."""
    for passage in source.passages:
        if not reads_as_chinese(passage.text):
            continue
        for found in _HALF.finditer(passage.text):
            full = found[1].translate(_FULL)
            edit = _edit(passage, found.start(), found[0], full)
            yield Found(source.path, *passage.place(found.start()), (found[1],), full, edit)
        for found in _BRACKETS.finditer(passage.text):
            before, after = passage.text[: found.start()][-1:], passage.text[found.end() :][:1]
            if not _CHINESE_ONE.search(before + after):
                continue
            edits = (*_edit(passage, found.start(), "(", "（"), *_edit(passage, found.end() - 1, ")", "）"))
            yield Found(source.path, *passage.place(found.start()), ("()",), "（）", edits)
        for pattern in (_STOP, _STRAIGHT):
            for found in pattern.finditer(passage.text):
                yield Found(source.path, *passage.place(found.start()), (found[0],))


def spaces_in_sentences(source: Source) -> Iterator[Found]:
    """The one gap between two Chinese characters of a sentence; several are a list or verse."""
    for passage in source.passages:
        if passage.kind != "paragraph" or not _is_prose(passage.text):
            continue
        outside = _IN_BRACKETS.sub(lambda found: MASK * len(found[0]), passage.text)
        for sentence in _SENTENCE.finditer(outside):
            gaps = list(_GAP.finditer(outside, sentence.start(), sentence.end()))
            if len(gaps) != 1 or "，" not in sentence[0]:
                continue
            start, end = gaps[0].span()
            if _BEFORE_GAP.search(outside[:start]):
                continue
            near = passage.text[start - 1 : end + 1]
            edit = _edit(passage, start, passage.text[start:end], "")
            yield Found(source.path, *passage.place(start), (near,), near[0] + near[-1], edit)


def trailing_spaces(source: Source) -> Iterator[Found]:
    """Spaces at the end of a line, but not those that break it."""
    lines = source.article.body.split("\n")
    code = code_lines(source.article.body)
    for number, line in enumerate(lines):
        found = _TRAILING.search(line)
        follows = number + 1 < len(lines) and lines[number + 1].strip(" \t\u3000")
        if not found or number in code or (follows and found[0].endswith("  ")):
            continue
        place = source.article.body_line + number, found.start() + 1
        yield Found(source.path, *place, (str(len(found[0])),), "", (Edit(*place, found[0], ""),))


def paragraph_starts(source: Source) -> Iterator[Found]:
    """Paragraphs that begin with a mark that ends something."""
    for passage in source.passages:
        if passage.kind == "paragraph" and (found := _START.match(passage.text)):
            yield Found(source.path, *passage.place(found.start(1)), (found[1],))


def paragraph_ends(source: Source) -> Iterator[Found]:
    """Paragraphs of prose that stop in the middle of a sentence."""
    for passage in source.passages:
        text = passage.text.rstrip(" \t\u3000*_" + MASK)
        if passage.kind != "paragraph" or not _is_prose(text) or not _NO_END.search(text):
            continue
        if _SIGNED.search(text) or _BULLET.search(text):
            continue
        yield Found(source.path, *passage.place(len(text) - 1), (text.replace(MASK, "")[-8:],))


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE and _CLAUSE.search(text[:-1]) is not None


def _edit(passage: Passage, offset: int, old: str, new: str) -> tuple[Edit, ...]:
    """The change, where it is one of the text; what stands in front matter depends on YAML."""
    return (Edit(*passage.place(offset), old, new),) if passage.in_body else ()


CHECKS: tuple[Check[Source], ...] = (
    Check(
        "unpaired-mark",
        "warning",
        unpaired_marks,
        "{0} 没有配对",
        "{0} has no partner",
    ),
    Check(
        "half-width-mark",
        "warning",
        half_width_marks,
        "汉字之间用了半角的 {0}",
        "the half-width {0} stands between Chinese characters",
    ),
    Check(
        "space-in-sentence",
        "warning",
        spaces_in_sentences,
        "句中有多余的空格：“{0}”",
        "a stray space in a sentence: “{0}”",
    ),
    Check(
        "trailing-space",
        "note",
        trailing_spaces,
        "行末有{0}个空格",
        "spaces at the end of the line: {0}",
    ),
    Check(
        "paragraph-start",
        "warning",
        paragraph_starts,
        "段落以 {0} 开头；可能断错了段",
        "a paragraph begins with {0}; was it cut in the wrong place?",
    ),
    Check(
        "paragraph-end",
        "warning",
        paragraph_ends,
        "段落末尾没有标点：“{0}”；可能断错了段，或缺了字",
        "a paragraph ends without punctuation: “{0}”; was it cut in the wrong place?",
    ),
)
