"""The annotated page: every line with its label, to be corrected by hand and read again.

    # …                                  says what the signs mean
    P1     | 　　本报济宁讯（记者 宋仪凯）12月10日
    C      | 下午，全市深化全国文明城市创建工作推进
    H1 ?D  | 林红玉讲话 于永生主持

A sign says what the line is, the number which article it belongs to; without one it is
the article of the line above. `?` marks a doubt and what else it may be; it changes
nothing. Everything behind the bar is the page's text and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from edition.dates import parse_day
from edition.fingerprint import seal_of
from edition.importer.marks import KINDS, Mark
from edition.problems import EditionError, Problem

_HEAD = re.compile(
    r"# import (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}) folio (?P<folio>[0-9]{1,2}) \[(?P<digest>[0-9a-f]{16})\]"
)
_LINE = re.compile(
    r"(?P<sign>[^\s0-9?|]?)\s*+(?P<number>[0-9]{0,3})\s*+(?P<doubt>\?\S?)?\s*+(?:\|(?: (?P<text>.*)|(?P<bare>.*)))?"
)
_LEGEND = """\
# Correct a sign, save, and run the import again with this file: build.py import {name}
# 改正行首的记号后保存，再对本文件运行一次导入即可。只改记号，不改竖线右边的文字。
#   P 段  first line of a paragraph      C 续  its other lines
#   K 引  kicker                         H 题  headline                D 副  deck
#   L 栏  standing banner                B 署  byline                  F 杂  in no article
# The number is the article; left out, it is that of the line above. A new number is a new
# article. ? marks a doubt. 数字是第几篇；不写则与上一行同篇；新的数字即新的一篇；? 表示存疑。
"""


def annotate(texts: Sequence[str], marks: Sequence[Mark], issue: date, folio: int, name: str) -> str:
    """The annotated page as a file."""
    by_number = {mark.number: mark for mark in marks}
    lines = _LEGEND.format(name=name).splitlines()
    last = 0
    for number, text in enumerate(texts, 1):
        mark = by_number.get(number)
        sign = ""
        if mark:
            shown = str(mark.article) if mark.article and mark.article != last else ""
            doubt = f" ?{mark.doubt.strip('?')}" if mark.doubt else ""
            sign = f"{mark.kind}{shown}{doubt}"
            last = mark.article or last
        lines.append(f"{sign:<6} | {text}".rstrip() if not text.strip() else f"{sign:<6} | {text}")
    rest = "\n".join(lines) + "\n"
    return f"# import {issue} folio {folio} [{seal_of(rest)}]\n{rest}"


def is_corrected(text: str) -> bool:
    """Whether an annotated page is no longer what the importer wrote."""
    head, _, rest = text.partition("\n")
    found = _HEAD.match(head)
    return found is None or found["digest"] != seal_of(rest)


def is_annotated(text: str) -> bool:
    """Whether a file is an annotated page."""
    return _HEAD.match(text) is not None


def issue_and_folio(text: str) -> tuple[date, int]:
    """The day and folio that an annotated page names in its first line; raise ValueError: no such day."""
    found = _HEAD.match(text)
    assert found
    return parse_day(found["date"]), int(found["folio"])


def read_annotated(name: str, lines: Sequence[str], texts: Sequence[str]) -> tuple[Mark, ...]:
    """The marks of an annotated page; raise EditionError with everything wrong in it.

    `texts` are the lines of the page it was made from.
    """
    problems: list[Problem] = []
    marks = tuple(_read(name, lines, texts, problems))
    numbers = {mark.article for mark in marks if mark.kind in "PC"}
    for article in dict.fromkeys(mark.article for mark in marks if mark.kind != "F"):
        if not problems and article not in numbers:
            number = next(mark.number for mark in marks if mark.article == article)
            message = f"article {article} has no text: mark the first line of its text P{article}"
            problems.append(Problem(name, number + sum(line.startswith("#") for line in lines), message))
    if problems:
        raise EditionError(*problems)
    return marks


def _read(name: str, lines: Sequence[str], texts: Sequence[str], problems: list[Problem]) -> Iterator[Mark]:
    signs = {**{kind: kind for kind in KINDS}, **{other: kind for kind, other in KINDS.items()}}
    own = [(number, line) for number, line in enumerate(lines, 1) if not line.startswith("#")]
    if len(own) != len(texts):
        message = f"{len(own)} lines of text, but the page has {len(texts)}; change signs only, take out no line"
        problems.append(Problem(name, own[-1][0] if own else 1, message))
        return
    last = 0
    for (place, line), (number, text) in zip(own, enumerate(texts, 1), strict=True):
        found = _LINE.fullmatch(line)
        printed = (found["text"] if found["text"] is not None else found["bare"]) if found else None
        if found is None or (printed or "").strip() != text.strip():
            problems.append(Problem(name, place, "this line no longer says what the page says; change signs only"))
        elif text.strip():
            kind = signs.get(found["sign"].upper(), "")
            if not kind:
                given = f'"{found["sign"]}" is no sign' if found["sign"] else "a sign is missing"
                problems.append(Problem(name, place, f"{given}; write one of {' '.join(KINDS)}"))
                continue
            article = 0 if kind == "F" else int(found["number"] or last)
            if kind != "F" and not article:
                problems.append(Problem(name, place, f"say which article this is: {kind}1"))
                continue
            last = article or last
            doubt = found["doubt"] or ""
            yield Mark(number, text, kind, article, doubt.removeprefix("?") or doubt)
