"""Dates as pages show them: in words, with weekday and lunar date, and read from text.

The lunar date comes from lunar_python, asked for the months of a year and not for each
day: a year takes it some milliseconds, and so does a day.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from functools import cache
from operator import itemgetter

from edition.learned import learned
from edition.views import Day
from edition.words import phrases_in, words_in
from edition.words.catalogue import BEFORE_MINGUO

_JULIAN_DAY_OF_ORDINAL_0 = 1721425

_LUNAR_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
"""As newspapers print them; almanacs say 冬月 and 腊月 for the last two."""


@cache
def day(value: date, language: str = "zh-Hans", lunar: bool = True, counts_minguo: bool = False) -> Day:
    """A date in all the ways a page shows it; not the `lunar` one, which takes longest, where nobody asks for it;
    `counts_minguo`: with the year of the Republic."""
    words, phrases = words_in(language), phrases_in(language)
    month = words.months[value.month - 1]
    return Day(
        iso=value.isoformat(),
        text=phrases.day.format(year=value.year, month=month, day=value.day),
        short=phrases.day_short.format(month=month, day=value.day),
        weekday=words.weekdays[value.weekday()],
        lunar=_lunar(value, *phrases.lunar) if lunar and phrases.lunar else "",
        minguo=minguo(value.year, language) if counts_minguo else "",
    )


def minguo(year: int, language: str) -> str:
    """民国110年; empty before the Republic of China was founded."""
    phrases, number = phrases_in(language), year - BEFORE_MINGUO
    if number < 1:
        return ""
    return phrases.minguo_first if number == 1 else phrases.minguo.format(year=number)


def span(first: date, last: date, language: str = "zh-Hans") -> str:
    """From a day to a day, saying year and month once: 1998年1月1日—15日."""
    begin, end = day(first, language, False), day(last, language, False)
    if first == last:
        return begin.text
    months, phrases = words_in(language).months, phrases_in(language)
    if first.year != last.year:
        return phrases.span_over_years.format(first=begin.text, last=end.text)
    told = {"year": first.year, "month": months[first.month - 1], "day": first.day, "last_day": last.day}
    if first.month == last.month:
        return phrases.span_in_month.format(**told)
    return phrases.span_in_year.format(**told, last_month=months[last.month - 1])


def month_name(year: int, month: int, language: str = "zh-Hans") -> str:
    """2021年12月, December 2021"""
    return phrases_in(language).month_of_year.format(year=year, month=words_in(language).months[month - 1])


def month_short(month: int, language: str = "zh-Hans") -> str:
    """12月, Dec"""
    return words_in(language).months_short[month - 1]


@cache
def weeks(year: int, month: int) -> tuple[tuple[int, ...], ...]:
    """The days of a month in rows of seven, Monday first; 0 is a day of another month."""
    from calendar import Calendar  # here, because an edit of a text needs none

    return tuple(map(tuple, Calendar().monthdayscalendar(year, month)))


def parse_day(text: str) -> date:
    """A day written 2021-12-12 and in no other way.

    Raise ValueError: not written so, or no such day; the message is a sentence for the
    editor who wrote it.
    """
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if match is None:
        raise ValueError(_what_to_write(text))
    year, month, number = map(int, match.groups())
    if year == 0:
        raise ValueError("there is no year 0")
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    try:
        return date(year, month, number)
    except ValueError:
        raise ValueError(f"{month_name(year, month, 'en')} has no day {number}") from None


def _what_to_write(text: str) -> str:
    """Show the text in the right form where its three numbers are plain."""
    numbers = re.fullmatch(r"\s*([0-9]{4})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*日?\s*", text)
    if numbers is not None:
        year, month, number = numbers.groups()
        right = f"{year}-{month:0>2}-{number:0>2}"
        try:
            parse_day(right)
        except ValueError as error:
            return f'"{text}" is not a date: {error}'
        return f'"{text}" is not a date: write {right}'
    if re.fullmatch(r"\s*[0-9]{1,2}\s*[-./月]\s*[0-9]{1,2}\s*日?\s*", text):
        return f'"{text}" has no year: write it as 2021-12-09'
    return f'"{text}" is not a date: write year, month and day as 2021-12-09'


def _lunar(value: date, name: str, extra: str) -> str:
    """农历辛丑年十一月初九; `name` is 农历, `extra` marks a leap month: 闰."""
    year, month, number, leap = _lunar_day(value)
    stem, branch = "甲乙丙丁戊己庚辛壬癸"[(year - 4) % 10], "子丑寅卯辰巳午未申酉戌亥"[(year - 4) % 12]
    ten = "初十廿"[number // 10] if number % 10 else "初二三"[number // 10 - 1]
    return (
        f"{name}{stem}{branch}年{extra if leap else ''}{_LUNAR_MONTHS[month - 1]}月"
        f"{ten}{'十一二三四五六七八九'[number % 10]}"
    )


def _lunar_day(value: date) -> tuple[int, int, int, bool]:
    """Lunar year, month and day, and whether it is the leap month."""
    ordinal = value.toordinal()
    months = _lunar_months(value.year)
    first, year, month = months[bisect_right(months, ordinal, key=itemgetter(0)) - 1]
    return year, abs(month), ordinal - first + 1, month < 0


@learned(tuple[int], tuple[tuple[int, int, int], ...])
def _lunar_months(year: int) -> tuple[tuple[int, int, int], ...]:
    """The lunar months around a year: first day as an ordinal, lunar year, and month,
    negative for a leap month."""
    from lunar_python import LunarYear  # here, because an edition may have no lunar date

    return tuple(
        (int(month.getFirstJulianDay() + 0.5) - _JULIAN_DAY_OF_ORDINAL_0, month.getYear(), month.getMonth())
        for month in LunarYear.fromYear(year).getMonths()
    )
