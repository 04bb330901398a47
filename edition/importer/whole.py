"""A page whose paragraphs stand whole on their lines: out of Word, a chat or a web page.

The learned labels know printed columns, where every line is cut at the same width. Where no
line is cut, each says for itself what it is: a sentence is a paragraph, and what ends without
a mark and stands apart is a headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from edition.importer.chain import SURE, Guess
from edition.importer.features import is_byline
from edition.importer.labels import Labelled
from edition.importer.shape import WIDEST, Line, shape_lines

_MOST_HEAD = 5
"""Lines of a kicker, a headline and a deck."""
_ENDS = re.compile("[。！？…；：，、.!?;:,][”’）」』)]*$")
_NUMBER = "[一二三四五六七八九十]{1,3}"
_SUBHEAD = re.compile(f"第?{_NUMBER}[、.．是]|[（(]{_NUMBER}[）)]|[0-9]{{1,2}}[、.．)）]")
_COLUMNIST = re.compile("(?:本报|本刊|特约)+评论员")
_CHAT = re.compile(
    r"原创\s.*|.*\s原创|[12][0-9]{3}-[0-9]{2}-[0-9]{2}(?:\s+[0-9]{2}:[0-9]{2}.*)?|(?:(?:阅读|点?赞|在看|分享|收藏|留言)\s*[0-9.]+万?\+?\s*)+"
    r"|(?:来源|编辑|责编|责任编辑|审核|校对|监制|终审|值班编委)\s*[:：丨|/].{1,30}|点击.{0,12}(?:关注|阅读原文).*|阅读原文"
)
"""What a chat puts around a text: who sent it when, and how many saw it."""
_CAPTION = re.compile("[▲△▼▽↑↓]")
_SIGNED = re.compile("[（(][^（()）]{2,24}[）)]")


def is_whole(texts: Sequence[str]) -> bool:
    """Whether most of a page's characters stand on lines that no printed column is wide enough for."""
    lengths = [len(text.strip()) for text in texts]
    return sum(length for length in lengths if length > WIDEST) > sum(lengths) / 2


def label_whole(texts: Sequence[str]) -> tuple[Labelled, ...]:
    """The lines of a page that aren't blank; where a short line may be a subheading, that is its doubt."""
    lines = shape_lines(texts)
    long = [line for line in lines if len(line.text) > WIDEST]
    indents = sum(line.indent > 1 for line in long) > len(long) / 2
    gaps = sum(line.blank_before for line in long) > len(long) / 2
    return tuple(Labelled(line, guess) for line, guess in zip(lines, _guesses(lines, indents, gaps), strict=True))


def _guesses(lines: Sequence[Line], indents: bool, gaps: bool) -> Iterator[Guess]:
    """What each line is. Where blank lines stand between articles alone, no headline stands without one;
    and more short lines in a row than a headline has are a title with verse or a list below it."""
    apart = not gaps and any(line.blank_before for line in lines[1:])

    def run_of(one: tuple[Line, Guess]) -> tuple[bool, int]:
        return one[1].label in "HB", one[0].block * apart

    for _, run in groupby([(line, _guess(line, indents)) for line in lines], run_of):
        pairs = list(run)
        inside = apart and not pairs[0][0].blank_before
        for place, (_, guess) in enumerate(pairs):
            is_text = guess.label == "H" and (inside or (place and len(pairs) > _MOST_HEAD))
            yield Guess("P", "H", 0.0) if is_text else guess


def _guess(line: Line, indents: bool) -> Guess:
    text = line.text
    if _CHAT.fullmatch(text):
        return Guess("F", "P", SURE)
    if _CAPTION.match(text):
        return Guess("P", "F", 0.0)
    if is_byline(text) or _COLUMNIST.fullmatch(text):
        return Guess("B", "P", SURE)
    if len(text) > WIDEST or _ENDS.search(text) or _SIGNED.fullmatch(text):
        return Guess("P", "H", SURE)
    if (indents and line.indent > 1) or _SUBHEAD.match(text):
        return Guess("P", "H", 0.0)
    return Guess("H", "P", SURE)
