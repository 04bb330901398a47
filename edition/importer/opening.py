"""How an article begins: dateline, byline, the day it tells of, and what kind it is.

A date in print has no year: it is the one that puts it nearest to the issue, at most 300
days before and 65 after. 今天 is the day of the dateline, and no certain day without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from edition.characters import simple
from edition.values import Value

_AGENCY = r"本报|本刊|本台|据?新华社|据?中新社|据?中新网|据?人民网|据?[\u4e00-\u9fff]{2,5}(?:日报|晚报|社)"
_SOURCE = (
    r"【[^】]{2,24}(?:[讯电]|报[道导])】|[（(〔［][\u4e00-\u9fff][^）)〕］]{1,22}[讯电][）)〕］]"
    r"|[（(〔［](?:本报|本刊)?记者[^）)〕］]{2,16}报[道导][）)〕］]"
)
"""A dateline in brackets: 【中央社南京八日電】, 【記者王美玲花蓮報導】."""
_BY = re.compile(r".(?P<by>(?:本报|本刊)?记者(?:[\u4e00-\u9fff]{2,3}(?:[、\s][\u4e00-\u9fff]{2,3})*))报[道导].")
"""One that names nobody but reporters; where a place stands behind, nobody can say where their names end."""
_DATELINE = re.compile(
    rf"(?P<line>(?:{_AGENCY})[^，。；！？（(]{{0,22}}?(?:讯|专电|电)(?=[\s（(“《今昨日近]|[0-9]|记者|通讯员|[\u4e00-\u9fff])"
    rf"|{_SOURCE})"
)
BULLETS = "■●◆▲▼★☆□○◇△▽◎※►▶"
_DATED = re.compile(
    rf"(?:{_AGENCY})[^，。；！？（(\s]{{0,22}}?(?<!通)[讯电][\s（(]\s*\S"
    rf"|[{BULLETS}]?(?:{_SOURCE})\s*\S{{2}}"
    rf"|[{BULLETS}]\s*[\u4e00-\u9fff]{{1,8}}[讯电]\s"
)
"""A dateline that surely is one, with what it tells behind it; （新华社电） alone is where a text ends."""
_DAY = r"(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日"
_FIRST_DAY = re.compile(rf"[\s　]*(?:[0-9]{{4}}年)?{_DAY}")
_WITH_YEAR = re.compile(rf"[\s　]*(?P<year>[0-9]{{4}})年{_DAY}")
_ONLY_DAY = re.compile(r"[\s　]*(?P<day>[0-9]{1,2})日(?=[，,上下中晚早凌]|[\u4e00-\u9fff])")
_NEAR_DAYS = {"今": 0, "昨": -1, "前天": -2, "前日": -2}
_NEAR_DAY = re.compile(r"[\s　]*(?:(?P<near>今|昨)(?:天|日|晨|晚|早|夜|年)?|(?P<far>前天|前日))")
_BRACKET = re.compile(r"\s*[（(](?P<inside>[^）)]{2,60})[）)]")
_REPORTS = re.compile(
    r"\s*(?P<inside>(?:新华社|本报)?(?:记者|通讯员)[\u4e00-\u9fff·、\s]{2,30}?)(?:报道|摄影报道)[：:]"
)

_ROLE_WORDS = (
    "全媒体记者|首席记者|特约记者|见习记者|实习记者|摄影记者|记者|特约通讯员|通讯员|特约评论员|评论员|特派员|特派记者|"
    "实习生|撰稿人|撰稿|摄影|整理|作者|编辑|图文|文/图|图/文|文|图|摄"
)
_ROLE = re.compile(
    rf"(?P<role>(?:本报|本刊|新华社)?(?:驻[\u4e00-\u9fff]{{2,6}}?)?(?:{_ROLE_WORDS}))(?=$|[\s:：\u4e00-\u9fff])"
)
_PUT_WIDE = re.compile(r"(?<![\u4e00-\u9fff·])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![\u4e00-\u9fff·])")

_NAMED = r"(?:[^\W\d_a-z][\w.'’-]*\s+){1,3}[^\W\d_a-z][\w.'’-]+"
_IN_WORDS = re.compile(rf"(?:By|BY)\s+{_NAMED}(?:\s+(?:and|AND|&)\s+{_NAMED})?(?:,(?:\s*[^\W\d_a-z][\w.'’]*){{1,4}})?")
"""By Jane Doe; By JANE DOE and JOHN ROE; By Jane Doe, Staff Writer."""
_POST = re.compile(r"(?:[^\W\d_]+\s){0,3}(?:Writer|Reporter|Correspondent|Editor|Press|Staff)", re.IGNORECASE)
"""What they are, on a line below: Staff Writer, Associated Press."""

NO_ROLE = "署名"
"""The role of a byline that names none."""
_CREDIT = re.compile(r"\s*(摄影报道|摄影|文\s?[/／]\s?图|图\s?[/／]\s?文|文图|图文|摄)$")
"""What stands behind the names of those who took the pictures, or did that too."""


class Opening(Value, frozen=True):
    """What the first words of an article say."""

    dateline: str = ""
    """As printed: 本报济宁12月11日讯."""
    byline: tuple[tuple[str, str], ...] = ()
    """Role and name of each."""
    event_date: date | None = None
    doubt: str = ""
    """Why the event's date may be wrong; empty where nothing speaks against it."""


def read_opening(text: str, issue: date) -> Opening:
    """What the first paragraph of an article says of itself."""
    known = simple(text)
    found = _DATELINE.match(known)
    dateline = text[: found.end("line")] if found else ""
    rest, known = text[len(dateline) :], known[len(dateline) :]
    byline: tuple[tuple[str, str], ...] = ()
    if found:
        inside = _BRACKET.match(known) or _REPORTS.match(known)
        if by := _BY.fullmatch(found["line"]):
            byline = tuple(read_names(dateline[slice(*by.span("by"))]))
        elif inside and _ROLE.match(inside["inside"].strip()):
            byline = tuple(read_names(rest[slice(*inside.span("inside"))]))
            rest = rest[inside.end() :]
    base = _day_in(dateline, issue)
    when = _event_date(rest, base, issue)
    doubt = ""
    if when and not -1 <= (issue - when).days <= 7:
        gap = (issue - when).days
        doubt = f"{-gap} days after the issue" if gap < 0 else f"{gap} days before the issue"
    return Opening(dateline, byline, when, doubt)


def is_dated(text: str) -> bool:
    """Whether a line is the first of a text for its dateline: 本报讯 …, 【中央社北平八日電】…, ▲北京電 …."""
    return _DATED.match(simple(text)) is not None


def read_byline(text: str) -> tuple[tuple[str, str], ...]:
    """Roles and names of a line that is a byline: ■本报通讯员 王伟."""
    return tuple(read_names(text.strip().strip(BULLETS)))


def is_in_words(text: str) -> bool:
    """Whether a line is a byline in words, if it stands below a headline: By Jane Doe."""
    return _IN_WORDS.fullmatch(text) is not None


def is_post(text: str) -> bool:
    """Whether a line below such a byline says what they are."""
    return _POST.fullmatch(text) is not None


def read_names(text: str) -> Iterator[tuple[str, str]]:
    """`本报记者 张三 通讯员 李四 王五` as roles and names; two characters set wide are one name. What stands
    behind them belongs to the role: 本报记者 王建民 摄."""
    text = text.strip("（）() 　")
    credit = _CREDIT.search(text) if _ROLE.match(simple(text)) else None
    if credit and credit.start() and (inner := tuple(read_names(text[: credit.start()]))):
        yield from ((f"{role} {credit[1]}", name) for role, name in inner)
        return
    bare = _PUT_WIDE.sub(r"\1\2", " ".join(re.split(r"[\s　、，,;；:：/]+", text)))
    role = ""
    waiting: list[str] = []
    found: list[tuple[str, str]] = []
    for token in bare.split():
        part = token
        if match := _ROLE.match(simple(part)):
            printed = part[: match.end()]
            if match.end() == len(part) and waiting and not role:
                # The role stands behind: 张三 摄.
                found += [(printed, name) for name in waiting]
                waiting = []
                continue
            found += [(role, name) for name in waiting]
            waiting, role, part = [], printed, part[match.end() :]
        if part:
            waiting.append(part)
    found += [(role, name) for name in waiting] if waiting else [("", role)] if role and not found else []
    for each_role, name in found:
        yield each_role or NO_ROLE, name


def is_credit(byline: Sequence[tuple[str, str]]) -> bool:
    """Whether all in it are named for a picture alone."""
    return bool(byline) and all(role.endswith(("摄", "摄影")) for role, _ in byline)


def nearest_date(month: int, day: int, issue: date) -> date | None:
    """The day without a year that is nearest to the issue; None when there is no such day."""
    tried = []
    for year in (issue.year - 1, issue.year, issue.year + 1):
        try:
            when = date(year, month, day)
        except ValueError:
            continue
        if -65 <= (issue - when).days <= 300:
            tried.append(when)
    return min(tried, key=lambda when: abs((issue - when).days), default=None)


def _day_in(text: str, issue: date) -> date | None:
    found = re.search(_DAY, text)
    return nearest_date(int(found["month"]), int(found["day"]), issue) if found else None


def _event_date(text: str, base: date | None, issue: date) -> date | None:
    if found := _WITH_YEAR.match(text):
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            return None
    if found := _FIRST_DAY.match(text):
        return nearest_date(int(found["month"]), int(found["day"]), issue)
    if found := _NEAR_DAY.match(text):
        if "年" in found[0]:
            return None
        return base + timedelta(_NEAR_DAYS[found["near"] or found["far"]]) if base else None
    if base and (found := _ONLY_DAY.match(text)):
        near = nearest_date(base.month, int(found["day"]), issue)
        return near if near and near <= issue else None
    return None


def genre_of(dateline: str, byline: tuple[tuple[str, str], ...], text: str) -> str:
    """消息, 通讯 or 评论, where the opening or the byline speaks for it; else empty."""
    if dateline:
        return "消息"
    roles = {simple(role) for role, _ in byline}
    text = simple(text)
    if any("评论员" in role for role in roles):
        return "评论"
    if any(re.search("记者|通讯员", role) for role in roles):
        return "通讯"
    if NO_ROLE in roles and text.count("我们") >= 2 and re.search("必须|应当|决不|要把", text):
        return "评论"
    return ""
