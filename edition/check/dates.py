"""Checks of dates: a dateline of tomorrow, a weekday that is another, an event or an issue to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from edition.check.finding import Check, Found
from edition.check.source import Newspaper, Passage, Source

_DIGITS = "〇一二三四五六七八九"
_NUMBER = "[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}"
_YEAR = "[0-9０-９]{4}|[一二三四五六七八九〇○零]{4}"
_DATE = rf"(?:(?P<year>{_YEAR})年)?(?P<month>{_NUMBER})月(?P<day>{_NUMBER})日"
_DATELINE = re.compile(rf"[^，。！？；：（()）\n]{{0,24}}?(?P<date>{_DATE})(?:专)?[讯电訊電]")
_IN_DATELINE = re.compile(_DATE)
_WEEKDAY = "(?:星期|礼拜|禮拜)[一二三四五六日天]|[周週][一二三四五六日天](?=[）)，。、；\\s上下早晚凌中])"
_DATE_AND_WEEKDAY = re.compile(
    rf"(?:{_DATE})[ \u3000]*[（(，,]?[ \u3000]*(?P<after>{_WEEKDAY})"
)
_WEEKDAY_AND_DATE = re.compile(rf"(?P<before>(?:星期|礼拜|禮拜|[周週])[一二三四五六日天])[（(，,](?:{_DATE})")
_LUNAR = re.compile("[农農夏阴陰旧舊][历曆].{0,6}$")
_ANY_YEAR = re.compile(rf"({_YEAR})年")
_TURN_OF_THE_YEAR = 60
"""Days. A dateline without a year that lies further back is not last year's."""
_AHEAD = timedelta(days=7)
"""How long before its day an issue may be written."""


def dateline_after_issue(source: Source) -> Iterator[Found]:
    """Datelines later than the issue: the date of the folder or of the dateline is wrong."""
    article = source.article
    if article.dateline and (found := _IN_DATELINE.search(article.dateline)):
        if _is_later(found, article.date):
            place = source.place_of("dateline", article.dateline)
            yield Found(source.path, *place, (found[0], article.date.isoformat()))
        return
    # Of the first paragraph only: further down a dispatch of another day may be quoted.
    first = next((passage for passage in source.passages if passage.kind == "paragraph"), None)
    opening = _DATELINE.match(first.text) if first else None
    if first and opening and _is_later(opening, article.date):
        place = first.place(opening.start("date"))
        yield Found(source.path, *place, (opening["date"], article.date.isoformat()))


def event_after_issue(source: Source) -> Iterator[Found]:
    """Event dates after the day on which the paper told of them."""
    article = source.article
    if article.event_date and article.event_date > article.date:
        event = article.event_date.isoformat()
        yield Found(source.path, *source.place_of("event_date", event), (event, article.date.isoformat()))


def weekday_differs(source: Source) -> Iterator[Found]:
    """Weekdays beside a date that is another weekday."""
    for passage in source.passages:
        for pattern, group in ((_DATE_AND_WEEKDAY, "after"), (_WEEKDAY_AND_DATE, "before")):
            for found in pattern.finditer(passage.text):
                if (right := _right_weekday(found, found[group], source, passage)) is not None:
                    text = passage.text[found.start("year" if found["year"] else "month") : found.end("day")] + "日"
                    place = passage.place(found.start(group))
                    yield Found(source.path, *place, (text, found[group]), found[group][:-1] + right)


def issue_to_come(newspaper: Newspaper) -> Iterator[Found]:
    """Issues of a day that is more than a week away; each at its first article."""
    last = date.today() + _AHEAD
    first: dict[date, Source] = {}
    for source in newspaper.sources:
        first.setdefault(source.article.date, source)
    for day, source in first.items():
        if day > last:
            yield Found(source.path, 0, 0, (day.isoformat(),))


def issue_without_articles(newspaper: Newspaper) -> Iterator[Found]:
    """What is said of an issue that has no article, and so no page."""
    for path in newspaper.silent:
        yield Found(path, 0, 0)


def _right_weekday(found: re.Match[str], said: str, source: Source, passage: Passage) -> str | None:
    """The last character of the weekday that should stand there; None when the one that does may be right."""
    if _LUNAR.search(passage.text[: found.start("month")]):
        return None
    issue = source.article.date
    if found["year"]:
        days = [_day(number_of(found["year"]), found)]
    else:
        nearby = [day for year in (issue.year - 1, issue.year, issue.year + 1) if (day := _day(year, found))]
        # Any year that the article names may be meant; the nearest is the likeliest.
        named = {number_of(year[1]) for other in source.passages for year in _ANY_YEAR.finditer(other.text)}
        days = [*sorted(nearby, key=lambda day: abs((day - issue).days))[:1], *(_day(year, found) for year in named)]
    known = [day for day in days if day]
    weekday = "一二三四五六日".find(said[-1].replace("天", "日"))
    if not known or any(day.weekday() == weekday for day in known):
        return None
    return "一二三四五六日"[known[0].weekday()]


def _is_later(found: re.Match[str], issue: date) -> bool:
    if found["year"]:
        day = _day(number_of(found["year"]), found)
        return day is not None and day > issue
    this, last = _day(issue.year, found), _day(issue.year - 1, found)
    if this is None or this <= issue:
        return False
    return last is None or (issue - last).days > _TURN_OF_THE_YEAR


def _day(year: int, found: re.Match[str]) -> date | None:
    """The day that was found, in that year; None when there is no such day."""
    try:
        return date(year, number_of(found["month"]), number_of(found["day"]))
    except ValueError:
        return None


def number_of(text: str) -> int:
    """12, １２, 十二, 二十 or 一九九八."""
    if text.isdecimal():
        return int(text)
    text = text.replace("○", "〇").replace("零", "〇")
    if "十" not in text:
        return int("".join(str(_DIGITS.index(character)) for character in text))
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


ARTICLE_CHECKS: tuple[Check[Source], ...] = (
    Check(
        "dateline-after-issue",
        # No error: the folder's date may be a conclusion, and a paper misprints; the text stays as printed.
        "warning",
        dateline_after_issue,
        "电头的日期{0}晚于刊期{1}；请改正其中之一",
        "the dateline says {0}, which is after the issue's date {1}; mend one of them",
    ),
    Check(
        "event-after-issue",
        "warning",
        event_after_issue,
        "事件日期{0}晚于刊期{1}；报道的是预告时写报道所述事情发生的那天",
        "the event date {0} is after the issue's date {1}; of an announcement, write the day it was made",
    ),
    Check(
        "weekday-differs",
        "warning",
        weekday_differs,
        "{0}不是{1}",
        "{0} is not {1}",
    ),
)

NEWSPAPER_CHECKS: tuple[Check[Newspaper], ...] = (
    Check(
        "issue-without-articles",
        "warning",
        issue_without_articles,
        "这个文件夹里没有文章，这里写的不会发表",
        "there is no article in this folder, and nothing of this is published",
    ),
    Check(
        "issue-to-come",
        "warning",
        issue_to_come,
        "刊期{0}还没有到；文件夹的年月日是不是写错了",
        "the issue of {0} is yet to come; is its folder named after the right day?",
    ),
)
