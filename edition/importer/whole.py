"""A page whose paragraphs stand whole on their lines: out of Word, a chat or a web page.

The learned labels know printed columns, where every line is cut at the same width. Where no
line is cut, each says for itself what it is: a sentence is a paragraph, and what ends without
a mark and stands apart is a headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from edition.characters import simple
from edition.importer.assembly import is_standing
from edition.importer.chain import SURE, Guess
from edition.importer.features import is_byline
from edition.importer.labels import Labelled
from edition.importer.opening import is_dated
from edition.importer.shape import WIDEST, Line, shape_lines
from edition.importer.unmarked import is_unmarked
from edition.readings import SURNAMES

_MOST_HEAD = 5
"""Lines of a kicker, a headline and a deck."""
_SHORT = 12
"""Characters of a line that may be a verse, a headline or the end of a paragraph."""
_MOSTLY, _RARELY = 0.7, 0.2
_LONG = 20
"""Characters of a line of text on a page without marks."""
_ENDS = re.compile("[。！？…；：，、.!?;:,][”’）」』)]*$")
_NUMBER = "[一二三四五六七八九十]{1,3}"
_SENTENCE = re.compile("[。！？…][”’）」』)]*$")
_MOST_DECK = 24
"""Characters of a line of a deck that begins with a sign: ▲通過訓政時期約法."""
_SUBHEAD = re.compile(f"第?{_NUMBER}[、.．是]|[（(]{_NUMBER}[）)]|[0-9]{{1,2}}[、.．)）]")
_CALLS = re.compile("[^。；：]{3,28}[！？!?][”’）」』)]*")
_COLUMNIST = re.compile("(?:本报|本刊|特约)+评论员")
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南"
    "|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|中国香港|中国澳门|中国台湾"
)
"""As a chat says where somebody is."""
_CHAT = re.compile(
    r"原创(?:\s.*)?|.*\s原创|[12][0-9]{3}(?:-[0-9]{2}-[0-9]{2}(?:\s+[0-9]{2}:[0-9]{2}.*)?|年[0-9]{1,2}月[0-9]{1,2}日\s+[0-9]{1,2}:[0-9]{2}.*)"
    rf"|.{{2,12}}\s+[12][0-9]{{3}}年[0-9]{{1,2}}月[0-9]{{1,2}}日\s+[0-9]{{1,2}}:[0-9]{{2}}\s+(?:{_PROVINCES})"
    r"|(?:(?:阅读|点?赞|在看|分享|收藏|留言)\s*[0-9.]+万?\+?\s*)+"
    r"|(?:来源|编辑|责编|责任编辑|审核|校对|监制|终审|值班编委)\s*[:：丨|/].{1,30}|点击.{0,12}(?:关注|阅读原文).*|阅读原文"
)
"""What a chat puts around a text: who sent it when, and how many saw it."""
_CAPTION = re.compile("[▲△▼▽↑↓]")
_PICTURED = re.compile(
    r"图片说明|[上下左右本]?图(?:[一二三四1-4]?[:：]|[为是])|.{6,}[\s（(。].{0,16}?[\u4e00-\u9fff]\s?(?:摄(?:影(?:报道)?)?|供图)[）)]?$"
)
"""图为社员在炉前操作 刘春光摄."""
_TURNS = re.compile("[（(]?\\s*(?:[下紧]?[转接]|上[接转])第?[0-9０-９一二三四五六七八九十]{1,2}版\\s*[）)]?")
"""Where the rest of a text stands, or stood its beginning: （下接第二版）."""
_AUTHOR = re.compile(rf"[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}}|·[\u4e00-\u9fff]{{2,4}}·")
"""What an author is called on a line below the headline, or below the text."""
_SIGNED = re.compile("[（(][^（()）]{2,24}[）)]")


def is_whole(texts: Sequence[str]) -> bool:
    """Whether most of a page's characters stand on lines that no printed column is wide enough for; or that end
    with a sentence each, as in a printed column one line of five does; or of which hardly two are as long."""
    lines = list(map(str.strip, texts))

    def share(some: Iterable[str], of: Iterable[str]) -> float:
        return sum(map(len, some)) / max(sum(map(len, of)), 1)

    text = [line for line in lines if len(line) > _SHORT]
    ended = [line for line in text if _SENTENCE.search(line)]
    is_ended = len(ended) > 2 and share(ended, text) > _MOSTLY
    return share([line for line in lines if len(line) > WIDEST], lines) > 0.5 or is_ended or _is_uneven(texts)


def _is_uneven(texts: Sequence[str]) -> bool:
    """Whether lines of text are as long as it happens: in a printed column every second is as wide as it, at least."""
    lines = shape_lines(texts)
    text = [line for line in lines if len(line.text) > _SHORT]
    full = sum(abs(line.short) < 1.5 for line in text)
    return (
        len(text) > 2
        and sum(line.width for line in text) > _MOSTLY * sum(line.width for line in lines)
        and full < _RARELY * len(text)
    )


def label_whole(texts: Sequence[str]) -> tuple[Labelled, ...]:
    """The lines of a page that aren't blank; where a short line may be a subheading, that is its doubt."""
    lines = shape_lines(texts)
    long = [line for line in lines if len(line.text) > WIDEST]
    indents = sum(line.indent > 1 for line in long) > len(long) / 2
    gaps = sum(line.blank_before for line in long) > len(long) / 2
    widest = _LONG if is_unmarked(texts) else WIDEST
    return tuple(
        Labelled(line, guess) for line, guess in zip(lines, _guesses(lines, indents, gaps, widest), strict=True)
    )


def _guesses(lines: Sequence[Line], indents: bool, gaps: bool, widest: int) -> Iterator[Guess]:
    """What each line is. Where blank lines stand between articles alone, no headline stands without one;
    and more short lines in a row than a headline has are a title with verse or a list below it."""
    apart = not gaps and any(line.blank_before for line in lines[1:])

    def run_of(one: tuple[Line, Guess]) -> tuple[bool, int]:
        return one[1].label in "HB", one[0].block * apart

    guesses = [(line, _guess(line, indents, widest)) for line in lines]
    for place, ((line, guess), (_, before)) in enumerate(zip(guesses[1:], guesses, strict=False), 1):
        if before.label == "H" and guess.margin == 0 and _is_deck(line.text):
            guesses[place] = line, Guess("H", "P", 0.0)
        is_last = guess.label == "H" and place + 1 < len(lines) and guesses[place + 1][1].label == "P"
        if is_last and before.label == "H" and _is_author(line.text, lines[place - 1].text):
            guesses[place] = line, Guess("B", "H", 0.0)
    guesses = [*_with_signed(guesses, apart)]
    if apart:
        guesses = [*_with_called_out(guesses)]
    for _, run in groupby(guesses, run_of):
        pairs = list(run)
        inside = apart and not pairs[0][0].blank_before
        for place, (_, guess) in enumerate(pairs):
            is_text = guess.label == "H" and (inside or (place and len(pairs) > _MOST_HEAD))
            yield Guess("P", "H", 0.0) if is_text else guess


def _with_signed(guesses: Sequence[tuple[Line, Guess]], apart: bool) -> Iterator[tuple[Line, Guess]]:
    """A name on a line of its own below a sentence is who wrote it, where the article ends there: blank lines
    that part articles say so, or a headline below it, or the end of the page."""
    labels = "".join(guess.label for _, guess in guesses)
    for place, (line, guess) in enumerate(guesses):
        below = guesses[place + 1][0] if place + 1 < len(guesses) else None
        if below is None or not labels[place + 1 :].strip("F"):
            is_last = True
        elif apart:
            is_last = below.blank_before and not line.blank_before
        else:
            is_last = labels[place + 1] == "H" and not _is_name(below.text)  # else a list of names
        is_signed = place > 0 and labels[place - 1] == "P" and _SENTENCE.search(guesses[place - 1][0].text)
        yield line, Guess("B", guess.label, 0.0) if is_last and is_signed and _is_name(line.text) else guess


def _is_name(text: str) -> bool:
    return _AUTHOR.fullmatch("".join(text.split())) is not None


def _with_called_out(guesses: Sequence[tuple[Line, Guess]]) -> Iterator[tuple[Line, Guess]]:
    """Where blank lines stand between articles alone, a short line that asks or calls is a headline if an article
    begins with it, or with the name of its column above it."""
    for place, (line, guess) in enumerate(guesses):
        begins = line.blank_before or (guesses[place - 1][0].blank_before and is_standing(guesses[place - 1][0].text))
        goes_on = [after.label for below, after in guesses[place + 1 : place + 2] if not below.blank_before] == ["P"]
        is_head = begins and goes_on and guess.label == "P" and _CALLS.fullmatch(line.text)
        yield line, Guess("H", "P", 0.0) if is_head else guess


def _is_author(text: str, before: str) -> bool:
    """Whether a line below a headline is a name, and not the rest of it: 公共厕所望有关部 / 门修理."""
    if is_standing(before) or not _AUTHOR.fullmatch(text):
        return False
    from edition.headline import is_between_words  # 0.1 s, for its dictionary

    return is_between_words(before + text, len(before))


def _is_deck(text: str) -> bool:
    """Whether a line that begins with a sign goes on with the headline above it, and is no caption."""
    is_short = len(text) <= _MOST_DECK and not _ENDS.search(text) and not is_dated(text)
    return _CAPTION.match(text) is not None and is_short and not re.search("[图圖摄攝]", text)


def _guess(line: Line, indents: bool, widest: int) -> Guess:
    text = line.text
    plain = simple(text)
    if _CHAT.fullmatch(text) or _TURNS.fullmatch(plain):
        return Guess("F", "P", SURE)
    if is_dated(text):
        return Guess("P", "H", SURE)
    if is_standing(text):
        return Guess("H", "P", SURE)
    if _CAPTION.match(text):
        return Guess("P", "F", 0.0)
    if is_byline(text) or _COLUMNIST.fullmatch(text):
        return Guess("B", "P", SURE)
    if _PICTURED.match(plain):
        return Guess("P", "F", 0.0)
    if len(text) > widest or _ENDS.search(text) or _SIGNED.fullmatch(text):
        return Guess("P", "H", SURE)
    if (indents and line.indent > 1) or _SUBHEAD.match(text):
        return Guess("P", "H", 0.0)
    return Guess("H", "P", SURE)
