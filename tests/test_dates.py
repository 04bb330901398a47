"""Dates read as a newspaper prints them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import LunarYear, Solar

from edition.dates import day, month_name, month_short, parse_day, span, weeks
from edition.views import Day


def test_a_day_is_shown_in_chinese() -> None:
    assert day(date(2021, 12, 12)) == Day(
        iso="2021-12-12",
        text="2021年12月12日",
        short="12月12日",
        weekday="星期日",
        lunar="农历辛丑年十一月初九",
    )


def test_a_day_is_shown_in_traditional_characters() -> None:
    shown = day(date(2023, 4, 1), "zh-Hant")
    assert (shown.text, shown.weekday, shown.lunar) == ("2023年4月1日", "星期六", "農曆癸卯年閏二月十一")


def test_a_day_is_shown_in_english_without_a_lunar_date() -> None:
    assert day(date(2021, 12, 12), "en") == Day(
        iso="2021-12-12", text="December 12, 2021", short="December 12", weekday="Sunday", lunar=""
    )


@pytest.mark.parametrize(
    ("solar", "lunar"),
    [
        ("1872-04-30", "农历壬申年三月廿三"),  # 申报, first number
        ("1949-10-01", "农历己丑年八月初十"),
        ("1978-12-18", "农历戊午年十一月十九"),
        ("1984-02-02", "农历甲子年正月初一"),
        ("2000-02-04", "农历己卯年十二月廿九"),
        ("2000-02-05", "农历庚辰年正月初一"),
        ("2020-05-23", "农历庚子年闰四月初一"),
        ("2023-03-21", "农历癸卯年二月三十"),
        ("2024-02-09", "农历癸卯年十二月三十"),
        ("2024-09-17", "农历甲辰年八月十五"),
        ("2033-12-22", "农历癸丑年闰十一月初一"),
        ("2100-12-31", "农历庚申年十二月初一"),
    ],
)
def test_the_lunar_date_is_the_one_in_the_almanac(solar: str, lunar: str) -> None:
    assert day(date.fromisoformat(solar)).lunar == lunar


def test_every_lunar_month_from_1872_to_2100_begins_and_ends_as_in_a_calendar_library() -> None:
    names = [*"正二三四五六七八九十", "十一", "十二"]
    for year in range(1871, 2101):
        for month in LunarYear.fromYear(year).getMonthsInYear():
            solar = Solar.fromJulianDay(month.getFirstJulianDay())
            first = date(solar.getYear(), solar.getMonth(), solar.getDay())
            last = first + timedelta(month.getDayCount() - 1)
            name = ("闰" if month.getMonth() < 0 else "") + names[abs(month.getMonth()) - 1] + "月"
            assert day(first).lunar.endswith(f"年{name}初一"), first
            number = "三十" if month.getDayCount() == 30 else "廿九"
            assert day(last).lunar.endswith(f"年{name}{number}"), last


@given(st.dates(date(1872, 1, 1), date(2100, 12, 31)))
def test_the_lunar_date_agrees_with_a_calendar_library(value: date) -> None:
    lunar = Solar.fromYmd(value.year, value.month, value.day).getLunar()
    month = lunar.getMonthInChinese().replace("冬", "十一").replace("腊", "十二")
    assert day(value).lunar == f"农历{lunar.getYearInGanZhi()}年{month}月{lunar.getDayInChinese()}"


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english"),
    [
        ("2021-12-12", "2021-12-12", "2021年12月12日", "December 12, 2021"),
        ("1998-01-01", "1998-01-15", "1998年1月1日—15日", "January 1–15, 1998"),
        ("1998-01-01", "1998-02-03", "1998年1月1日—2月3日", "January 1 – February 3, 1998"),
        ("2009-06-01", "2026-11-02", "2009年6月1日—2026年11月2日", "June 1, 2009 – November 2, 2026"),
        ("2020-05-01", "2021-05-03", "2020年5月1日—2021年5月3日", "May 1, 2020 – May 3, 2021"),
    ],
)
def test_a_span_says_year_and_month_once(first: str, last: str, chinese: str, english: str) -> None:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    assert span(begin, end) == span(begin, end, "zh-Hant") == chinese
    assert span(begin, end, "en") == english


def test_a_month_is_named_in_the_language_of_the_edition() -> None:
    assert (month_name(2021, 12), month_short(12)) == ("2021年12月", "12月")
    assert (month_name(2021, 12, "en"), month_short(12, "en")) == ("December 2021", "Dec")


def test_a_calendar_begins_its_weeks_on_monday() -> None:
    assert weeks(2021, 12) == (
        (0, 0, 1, 2, 3, 4, 5),
        (6, 7, 8, 9, 10, 11, 12),
        (13, 14, 15, 16, 17, 18, 19),
        (20, 21, 22, 23, 24, 25, 26),
        (27, 28, 29, 30, 31, 0, 0),
    )


@given(st.dates())
def test_a_day_is_read_as_it_is_written(value: date) -> None:
    assert parse_day(value.isoformat()) == value


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2021-13-40", "there is no month 13"),
        ("2021-00-10", "there is no month 0"),
        ("0000-01-10", "there is no year 0"),
        ("2021-02-29", "February 2021 has no day 29"),
        ("2021-12-00", "December 2021 has no day 0"),
        ("2021/12/12", "write 2021-12-12"),
        ("2021-1-5", "write 2021-01-05"),
        ("2021年12月9日", "write 2021-12-09"),
        ("12月9日", "has no year"),
        ("20211212", "write year, month and day as"),
        ("", "write year, month and day as"),
        ("２０２１-12-12", "write year, month and day as"),
        ("2021-12-12\n", "write 2021-12-12"),
    ],
)
def test_a_wrong_date_is_told_with_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        parse_day(text)
