"""What stands at the edges of a page and belongs to no article: its head, and who made it.

    泗水县报　2026年3月2日　星期一        责任编辑：张三 版式：李四 电话：0537-4220000
    第01版 要闻                           本版编辑 张三 美编 李四
    中華民國二十年五月十四日　星期四　第一千二百號　今日兩大張　每份大洋四分
    社址：嶧縣東門大街　電話第四十七號
    Page 4    The Daily Bugle    Tuesday, March 3, 1998
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from edition.characters import simple

MOST = 12
"""Lines that a page's head has at most, each of its parts on one, as a PDF has them; or its foot."""
_NUMERAL = "[0-9０-９〇○零元一二三四五六七八九十廿卅百千万]"
_DAY = rf"(?:(?:中华)?民国)?{_NUMERAL}{{1,4}}年{_NUMERAL}{{1,3}}月{_NUMERAL}{{1,3}}日"
_WEEKDAY = "(?:星期|礼拜)[一二三四五六日天]"
_NUMBER = f"{_NUMERAL}{{1,8}}"
_SUM = r"[:：]?(?:大洋|国币|铜元)?[0-9０-９.〇零一二两三四五六七八九十半]{1,6}[元角分文枚]"
"""A price of the paper; not 零售总额达120亿元."""
_MADE_BY = r"责任?编辑?|(?:美术|本版)?编辑|美编|版式|校对|[组排]版|审[读核]|监审|总?值班(?:主任|编委|总编)?|设计"
_SURE = re.compile(
    rf"{_DAY}\s*[（(]?\s*{_WEEKDAY}\s*[）)]?|第\s*[A-D]?\s*{_NUMBER}\s*版|(?<!\S)[A-D]?[0-9]{{1,2}}\s*版(?!\S)|今日\s*\S{{1,3}}\s*版"
    rf"|总?第\s*(?:{_NUMBER}\s*期|{_NUMERAL}{{3,8}}\s*号)"
    rf"|[今本]日(?:出版|发行|本报|共|出)*[0-9一二两三四五六七八九十半]大?张|(?:每份|零售价?|定价|售价)\s*{_SUM}"
    r"|国内统一(?:连续出版物|刊)号\s*[:：]?\s*CN\s*[0-9—\-/ ]+|邮发代号\s*[:：]?\s*[0-9—\-]+"
    r"|(?:投稿)?邮箱\s*[:：]?\s*\S+@\S+|(?:热线|电话)\s*[:：]?\s*[0-9—\- ]{7,}"
    rf"|(?:[社馆]|(?:本报|报社|编辑部)地)址\s*[:：]?\s*\S{{2,20}}|电话\s*[:：]?\s*第?{_NUMERAL}{{1,8}}号"
    rf"|(?:{_MADE_BY})\s*[:：\s]\s*[\u4e00-\u9fff·]{{2,4}}(?![\u4e00-\u9fff])"
)
_LIKELY = re.compile(
    rf"农历\S{{2,8}}|{_WEEKDAY}|{_DAY}|^{_NUMERAL}{{4}}年{_NUMERAL}{{1,3}}月$|^[A-Z][A-Z ]{{3,}}$"
    rf"|[\u4e00-\u9fff]{{1,8}}报(?:社(?:主办|出版)?)?|[A-D]?[0-9]{{1,2}}(?=[\s版]|$)"
    r"|^[\u4e00-\u9fff]{2,16}(?:主办|主管|出版)$"
    r"|(?:主[办管]|出版|印刷)\s*[:：]?\s*[\u4e00-\u9fff]{2,14}"
)
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_NAMED_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_IN_WORDS = re.compile(
    rf"\b(?:{_NAMED_DAY},?\s*)?(?:{_MONTH}\s*[0-9]{{1,2}},?\s*[0-9]{{4}}|[0-9]{{1,2}}\s*{_MONTH},?\s*[0-9]{{4}})\b"
    rf"|\b{_NAMED_DAY},?\s*{_MONTH}\s*[0-9]{{1,2}}\b|\bPage\s*[A-Z]?-?[0-9]{{1,3}}\b"
    r"|\bVol(?:ume|\.)?\s*[0-9IVXLC]+\b|\bNo\.\s*[0-9]+|\bPrice:?\s*\S+(?:\s*(?:cents|pence))?",
    re.IGNORECASE,
)
"""What the head of a page says in words."""
_MADE = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|^[\w-]+(?:\.[\w-]+)*\.(?:com|cn|org|net|tv)\b|[\u4e00-\u9fff]{2,14}(?:承印|印[刷制])$"
    r"|\b(?:Printed|Published)\s+(?:by|in|at)\b.*|©.*|\bCopyright\b.*|\S+\.(?:indd|qx[dp])\b.*",
    re.IGNORECASE,
)
_FOLIO = re.compile(r"[^\w\s]*\s*[A-D]?[0-9]{1,3}\s*[^\w\s]*")
"""Alone on its line: — 4 —."""
_UNITS = re.compile("[\u4e00-\u9fff]|[^\\W\\d_\u4e00-\u9fff]+(?:['’.-][^\\W\\d_]+)*")
"""Characters, and words of letters."""
_MOST_UNITS = 8
"""Of what else stands beside a date or a number of the page."""
_SECTION = re.compile(r"[\u4e00-\u9fff\s·]{2,5}")
"""Alone on its line, as a PDF has it: 要闻."""
_ENDS_HEAD = re.compile(rf"{_SURE.pattern}|^[A-D]?[0-9]{{1,2}}版?$")
"""The number of the folio may stand last."""
_CLAUSE = re.compile("[，。；！？]")


def edge_lines(texts: Sequence[str]) -> frozenset[int]:
    """Which lines are the head or the foot of their page, from 1."""
    kept = [(number, simple(text.strip())) for number, text in enumerate(texts, 1) if text.strip()]
    return frozenset((*_edge(kept[:MOST], _ENDS_HEAD), *_edge(kept[: -MOST - 1 : -1], _SURE)))


def _edge(lines: Iterable[tuple[int, str]], ends: re.Pattern[str]) -> Iterator[int]:
    """Those up to the last that is surely one, where none between may be anything else."""
    alike = list(takewhile(lambda line: _rest(line[1]) is not None or _SECTION.fullmatch(line[1]), lines))
    if not any(_SURE.search(text) for _, text in alike):
        return iter(())
    while not ends.search(alike[-1][1]):
        alike.pop()
    return (number for number, _ in alike)


def _rest(text: str) -> str | None:
    """What else such a line says, as the name of a section; None where it says a sentence or a headline."""
    if _CLAUSE.search(text):
        return None
    rest = re.sub(r"\W", "", _LIKELY.sub(" ", _SURE.sub(" ", text)))
    return rest if len(rest) <= 4 and rest != re.sub(r"\W", "", text) else None


# -- on a printed page ---------------------------------------------------------------------------


def is_margin(text: str) -> bool:
    """Whether a line says what a head or a foot says, and hardly anything else."""
    plain = simple(text)
    rest = _IN_WORDS.sub(" ", _SURE.sub(" ", _MADE.sub(" ", plain)))
    return rest != plain and is_short(rest)


def is_folio(text: str) -> bool:
    """Whether it is the number of the page, and nothing else."""
    return _FOLIO.fullmatch(text) is not None


def counted(text: str) -> int:
    """How many things a line says of the day, the number or the price of the paper, or of its page."""
    return len(_IN_WORDS.findall(text)) + len(_SURE.findall(simple(text)))


def is_short(text: str) -> bool:
    """Whether a line may be the name of a paper or a section."""
    return len(_UNITS.findall(text)) <= _MOST_UNITS and not re.search("[，。；！？.!?]$", text)
