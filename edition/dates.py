"""Dates as pages show them: in words, with weekday and lunar date, and read from text.

Why not a calendar library for the lunar date: computing one from the sky takes over a
millisecond, 13 s for ten thousand issues. A year is five hexadecimal digits; the tests
compare every day of the table with a library.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import Calendar
from datetime import date
from functools import cache
from itertools import accumulate

from edition.views import Day

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LUNAR_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
"""As newspapers print them; almanacs say 冬月 and 腊月 for the last two."""

_LUNAR_FIRST_YEAR = 1871
_LUNAR_FIRST_DAY = date(1871, 2, 19)
_LUNAR_TABLE = """
    0095b 00b5a 0d6d4 00754 00749 0b693 00a93 0052b 06a5b 0096d 0eb6a 00daa 00ba4 0bb49 00d49
    00a95 0952b 0052d 00aad 0556a 00daa 0dda4 00ea4 00d4a 0aa95 00a97 00556 06ab5 00ad5 116d2
    00752 00ea5 0b64a 0064b 00a9b 09556 0056a 00b59 05752 00752 0db25 00b25 00a4b 0b4ab 002ad
    0056b 04b69 00da9 0fd92 00e92 00d25 0ba4d 00a56 002b6 095b5 006d4 00ea9 05e92 00e92 0cd26
    0052b 00a57 0b2b6 00b5a 006d4 06ec9 00749 0f693 00a93 0052b 0ca5b 00aad 0056a 09b55 00ba4
    00b49 05a93 00a95 0f52d 00536 00aad 0b5aa 005b2 00da5 07d4a 00d4a 10a95 00a97 00556 0cab5
    00ad5 006d2 08ea5 00ea5 0064a 06c97 00a9b 0f55a 0056a 00b69 0b752 00b52 00b25 0964b 00a4b
    114ab 002ad 0056d 0cb69 00da9 00d92 09d25 00d25 15a4d 00a56 002b6 0c5b5 006d5 00ea9 0be92
    00e92 00d26 06a56 00a57 114d6 0035a 006d5 0b6c9 00749 00693 0952b 0052b 00a5b 0555a 0056a
    0fb55 00ba4 00b49 0ba93 00a95 0052d 08aad 00ab5 135aa 005d2 00da5 0dd4a 00d4a 00c95 0952e
    00556 00ab5 055b2 006d2 0cea5 00725 0064b 0ac97 00cab 0055a 06ad6 00b69 17752 00b52 00b25
    0da4b 00a4b 004ab 0a55b 005ad 00b6a 05b52 00d92 0fd25 00d25 00a55 0b4ad 004b6 005b5 06daa
    00ec9 11e92 00e92 00d26 0ca56 00a57 004d6 086d5 00755 00749 06e93 00693 0f52b 0052b 00a5b
    0b55a 0056a 00b65 0974a 00b4a 11a95 00a95 0052d 0caad 00ab5 005aa 08ba5 00da5 00d4a 07c95
    00c96 0f94e 00556 00ab5 0b5b2 006d2 00ea5 08e4a 0068b 10c97 004ab 0055b 0cad6 00b6a 00752
    09725 00b45 00a8b 0549b 004ab
"""
_LUNAR_YEARS = tuple(int(year, 16) for year in _LUNAR_TABLE.split())
"""Lunar years to 2100: bit i says that month i has 30 days, not 29, counting from 0 and
with the leap month in its place; bits 13 and up are the number of the leap month, or 0."""


@cache
def day(value: date, language: str = "zh-Hans") -> Day:
    """A date in all the ways a page shows it; any language but Chinese is shown in English."""
    if not _chinese(language):
        return Day(
            iso=value.isoformat(),
            text=f"{value.day} {_MONTHS[value.month - 1]} {value.year}",
            short=f"{value.day} {_MONTHS[value.month - 1]}",
            weekday=_WEEKDAYS[value.weekday()],
            lunar="",
        )
    return Day(
        iso=value.isoformat(),
        text=f"{value.year}年{value.month}月{value.day}日",
        short=f"{value.month}月{value.day}日",
        weekday="星期" + "一二三四五六日"[value.weekday()],
        lunar=_lunar(value, traditional=language.startswith(("zh-Hant", "zh-TW", "zh-HK", "zh-MO"))),
    )


def span(first: date, last: date, language: str = "zh-Hans") -> str:
    """From a day to a day, saying year and month once: 1998年1月1日—15日."""
    begin, end = day(first, language), day(last, language)
    if first == last:
        return begin.text
    same_year = first.year == last.year
    same_month = same_year and first.month == last.month
    if _chinese(language):
        return f"{begin.text}—{f'{last.day}日' if same_month else end.short if same_year else end.text}"
    if same_month:
        return f"{first.day}–{end.text}"
    return f"{begin.short if same_year else begin.text} – {end.text}"


def month_name(year: int, month: int, language: str = "zh-Hans") -> str:
    """2021年12月, December 2021"""
    return f"{year}年{month}月" if _chinese(language) else f"{_MONTHS[month - 1]} {year}"


def month_short(month: int, language: str = "zh-Hans") -> str:
    """12月, Dec"""
    return f"{month}月" if _chinese(language) else _MONTHS[month - 1][:3]


@cache
def weeks(year: int, month: int) -> tuple[tuple[int, ...], ...]:
    """The days of a month in rows of seven, Monday first; 0 is a day of another month."""
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
        return f"{text!r} is not a date: write {year}-{month:0>2}-{number:0>2}"
    if re.fullmatch(r"\s*[0-9]{1,2}\s*[-./月]\s*[0-9]{1,2}\s*日?\s*", text):
        return f"{text!r} has no year: write it as 2021-12-09"
    return f"{text!r} is not a date: write year, month and day as 2021-12-09"


def _chinese(language: str) -> bool:
    return language.split("-")[0] == "zh"


def _lunar(value: date, *, traditional: bool) -> str:
    """农历辛丑年十一月初九; empty for a day before or after the table."""
    found = _lunar_day(value)
    if found is None:
        return ""
    year, month, number, leap = found
    stem, branch = "甲乙丙丁戊己庚辛壬癸"[(year - 4) % 10], "子丑寅卯辰巳午未申酉戌亥"[(year - 4) % 12]
    name, extra = ("農曆", "閏") if traditional else ("农历", "闰")
    ten = "初十廿"[number // 10] if number % 10 else "初二三"[number // 10 - 1]
    return (
        f"{name}{stem}{branch}年{extra if leap else ''}{_LUNAR_MONTHS[month - 1]}月"
        f"{ten}{'十一二三四五六七八九'[number % 10]}"
    )


def _lunar_day(value: date) -> tuple[int, int, int, bool] | None:
    """Lunar year, month and day, and whether it is the leap month."""
    index = bisect_right(_new_years(), value.toordinal()) - 1
    if not 0 <= index < len(_LUNAR_YEARS):
        return None
    left = value.toordinal() - _new_years()[index]
    leap_month = _LUNAR_YEARS[index] >> 13
    for place, length in enumerate(_month_lengths(_LUNAR_YEARS[index])):
        if left < length:
            leap = 0 < leap_month == place
            month = place if 0 < leap_month <= place else place + 1
            return _LUNAR_FIRST_YEAR + index, month, left + 1, leap
        left -= length
    raise AssertionError("a lunar year is as long as its months")


@cache
def _new_years() -> tuple[int, ...]:
    """The ordinal of every lunar new year of the table, and of the one after."""
    lengths = (sum(_month_lengths(year)) for year in _LUNAR_YEARS)
    return tuple(accumulate(lengths, initial=_LUNAR_FIRST_DAY.toordinal()))


def _month_lengths(year: int) -> tuple[int, ...]:
    return tuple(30 if year >> place & 1 else 29 for place in range(13 if year >> 13 else 12))
