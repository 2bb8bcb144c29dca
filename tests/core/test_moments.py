"""Times and dates as learners read them: each form once, on both clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.reading import read_date
from bot.times import read_span, read_time
from bot.words import moments

TODAY = date(2026, 11, 20)
"""A Friday."""


@pytest.mark.parametrize(
    ("at", "twelve", "twenty_four"),
    [
        (time(0), "12:00 AM", "00:00"),
        (time(0, 5), "12:05 AM", "00:05"),
        (time(7, 30), "7:30 AM", "07:30"),
        (time(11, 59), "11:59 AM", "11:59"),
        (time(12), "12:00 PM", "12:00"),
        (time(13, 5), "1:05 PM", "13:05"),
        (time(17), "5:00 PM", "17:00"),
        (time(23, 59), "11:59 PM", "23:59"),
    ],
)
def test_clocks(at: time, twelve: str, twenty_four: str) -> None:
    assert moments.clock(at, 12) == twelve
    assert moments.clock(at, 24) == twenty_four
    assert moments.both(at) == f"{twenty_four} ({twelve})"
    assert read_time(twelve) == read_time(twenty_four) == at


def test_spans_of_time() -> None:
    assert moments.both_spans(time(21), time(8)) == "21:00-08:00 (9:00 PM to 8:00 AM)"
    assert read_span(moments.span(time(21), time(8), 12)) == (time(21), time(8))
    assert read_span(moments.span(time(21), time(8), 24)) == (time(21), time(8))


@pytest.mark.parametrize(
    ("chosen", "zone", "shown"),
    [
        ("auto", "America/New_York", 12),
        ("auto", "America/Indiana/Knox", 12),
        ("auto", "Pacific/Guam", 12),
        ("auto", "Europe/Berlin", 24),
        ("auto", "UTC", 24),
        ("auto", "UTC-05:00", 24),
        ("12", "Europe/Berlin", 12),
        ("24", "America/New_York", 24),
    ],
)
def test_which_clock(chosen: str, zone: str, shown: int) -> None:
    assert moments.hours(chosen, zone) == shown


@pytest.mark.parametrize(
    ("when", "near", "on", "weekday"),
    [
        (date(2026, 11, 20), "today", "today", "today"),
        (date(2026, 11, 21), "tomorrow", "tomorrow", "tomorrow"),
        (date(2026, 11, 19), "yesterday", "yesterday", "yesterday"),
        (date(2026, 11, 22), "Sunday, November 22", "on Sunday, November 22", "on Sunday"),
        (date(2026, 11, 26), "Thursday, November 26", "on Thursday, November 26", "on Thursday"),
        (date(2026, 11, 27), "Friday, November 27", "on Friday, November 27", "on Friday, November 27"),
        (date(2026, 12, 4), "Friday, December 4", "on Friday, December 4", "on Friday, December 4"),
        (date(2026, 12, 5), "December 5, 2026", "on December 5, 2026", "on December 5, 2026"),
        (date(2026, 11, 6), "Friday, November 6", "on Friday, November 6", "on Friday, November 6"),
        (date(2026, 11, 5), "November 5, 2026", "on November 5, 2026", "on November 5, 2026"),
        (date(2027, 1, 15), "January 15, 2027", "on January 15, 2027", "on January 15, 2027"),
    ],
)
def test_dates(when: date, near: str, on: str, weekday: str) -> None:
    assert moments.near(when, TODAY) == near
    assert moments.on(when, TODAY) == on
    assert moments.on_weekday(when, TODAY) == weekday


def test_what_is_shown_of_a_date_ahead_is_understood_when_typed() -> None:
    for days in range(1, 60):
        when = date.fromordinal(TODAY.toordinal() + days)
        assert read_date(moments.near(when, TODAY), TODAY) == when


def test_a_moment_is_said_with_its_day_because_it_is_read_later_too() -> None:
    at = datetime(2026, 11, 27, 17, tzinfo=UTC)
    assert moments.moment(at, ZoneInfo("America/New_York"), 12) == "Friday, November 27 at 12:00 PM"
    assert moments.moment(at, ZoneInfo("Asia/Tokyo"), 24) == "Saturday, November 28 at 02:00"


def test_short_forms() -> None:
    assert moments.full(date(2027, 1, 5)) == "January 5, 2027"
    assert moments.dates(date(2027, 1, 30), date(2027, 2, 5)) == "Jan 30 to Feb 5"
    assert [moments.days(count) for count in (0, 1, 1200)] == ["0 days", "1 day", "1,200 days"]
    assert moments.zone_line("America/Detroit") == "Eastern time (America/Detroit)"
    assert moments.zone_line("UTC-05:00") == "UTC-05:00"
    assert [moments.countdown(days) for days in (0, 1, 2)] == [
        "Your exam is today. Good luck.", "Your exam is tomorrow.", "2 days to your exam.",
    ]  # fmt: skip
