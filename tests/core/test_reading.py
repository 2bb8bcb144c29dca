"""What learners type for dates, times, and numbers."""

from __future__ import annotations

import contextlib
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import flat
from bot.errors import Refusal
from bot.reading import read_date, read_exam_date, read_number, read_switch
from bot.times import bare_hour, read_hours, read_span, read_time, read_zone

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2027-01-15", date(2027, 1, 15)),
        ("1/15", date(2027, 1, 15)),
        ("12/1", date(2026, 12, 1)),
        ("01/15/2027", date(2027, 1, 15)),
        ("1/15/27", date(2027, 1, 15)),
        ("Jan 15", date(2027, 1, 15)),
        ("january 15, 2027", date(2027, 1, 15)),
        ("15 Jan 2027", date(2027, 1, 15)),
        ("Nov 20", TODAY),
        ("Nov 19", date(2027, 11, 19)),
        ("Feb 29", date(2028, 2, 29)),
        ("in 6 weeks", TODAY + timedelta(weeks=6)),
        ("6 weeks", TODAY + timedelta(weeks=6)),
        ("in a month", TODAY + timedelta(days=30)),
        ("in 10 days", TODAY + timedelta(days=10)),
        ("  IN   4   WEEKS ", TODAY + timedelta(weeks=4)),
        ("tomorrow", TODAY + timedelta(days=1)),
        ("today", TODAY),
    ],
)
def test_dates(typed: str, meant: date) -> None:
    assert read_date(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["not booked", "Not booked", "none", "not yet"])
def test_no_date(typed: str) -> None:
    assert read_exam_date(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2027-02-30", "no such day"),
        ("2/30", "no such day"),
        ("13/13/2027", "no such day"),
        ("2026-11-19", "passed"),
        ("1999-01-01", "passed"),
        ("0000-01-01", "no such day"),
        ("2099-01-01", "three years"),
        ("in 9999 weeks", "three years"),
        ("in 9999 months", "three years"),
        ("soon", "couldn't read"),
        ("", "couldn't read"),
        ("Foo 15", "couldn't read"),
        ("\u0661\u0665 jan", "couldn't read"),
        ("1/15" * 3_000, "couldn't read"),
        ("<b>", "couldn't read"),
    ],
)
def test_dates_that_are_none(typed: str, said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_date(typed, TODAY)
    assert said in flat(refusal.value.text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12:30", time(12, 30)),
        ("17", time(17)),
        ("7am", time(7)),
        ("7:30 PM", time(19, 30)),
        ("12 am", time(0)),
        ("12 pm", time(12)),
        ("0730", time(7, 30)),
        ("19.30", time(19, 30)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("00:00", time(0)),
        ("5 p.m.", time(17)),
        ("5pm", time(17)),
        ("5:30 p.m.", time(17, 30)),
        ("17:00", time(17)),
        ("at noon", time(12)),
        ("5 o'clock pm", time(17)),
        ("7 in the morning", time(7)),
        ("8 at night", time(20)),
    ],
)
def test_times(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize(("typed", "hour"), [("4", 4), ("07", 7), ("at 12", 12), ("9 o'clock", 9)])
def test_a_bare_hour_is_asked_back(typed: str, hour: int) -> None:
    with pytest.raises(Refusal) as refusal:
        read_time(typed)
    assert flat(refusal.value.text) == f"{hour}:00 AM or {hour}:00 PM?"
    assert bare_hour(typed) == hour


@pytest.mark.parametrize("typed", ["0", "13", "17", "4:00", "4 pm", "0730", "-4", "4x", ""])
def test_what_is_no_bare_hour(typed: str) -> None:
    assert bare_hour(typed) is None


@pytest.mark.parametrize(
    "typed", ["not booked", "No", "I don\u2019t know yet", "I haven't booked it yet", "not sure", "TBD", "not yet"]
)
def test_no_exam_date_in_other_words(typed: str) -> None:
    assert read_exam_date(typed, TODAY) is None


@pytest.mark.parametrize("typed", ["25:00", "12:60", "13pm", "0am", "now", "", "12:3", "7:30:00", "-1", "\u0667"])
def test_times_that_are_none(typed: str) -> None:
    with pytest.raises(Refusal):
        read_time(typed)


def test_spans_numbers_switches() -> None:
    assert read_span("21:00-08:00") == (time(21), time(8))
    assert read_span("9 pm to 7am") == (time(21), time(7))
    assert read_number(" 40 ", 1, 40) == 40
    assert read_switch("On") is True
    assert read_switch("off") is False
    assert [read_hours(typed) for typed in ("12", "12-hour", "24 hours", "24 hour clock", "Automatic")] == [
        "12", "12", "24", "24", "auto",
    ]  # fmt: skip
    for typed in ("0", "41", "-5", "1e3", "99999999999", "", "\uff14", "5.0"):
        with pytest.raises(Refusal):
            read_number(typed, 1, 40)
    for typed in ("21:00", "a-b", ""):
        with pytest.raises(Refusal):
            read_span(typed)
    with pytest.raises(Refusal):
        read_switch("maybe")
    with pytest.raises(Refusal):
        read_hours("36")


@given(st.text(max_size=40))
def test_nothing_typed_makes_reading_fail(typed: str) -> None:
    for read in (lambda t: read_date(t, TODAY), read_time, read_zone, read_span, lambda t: read_number(t, 1, 9)):
        with contextlib.suppress(Refusal):
            read(typed)


@given(st.dates(TODAY, TODAY + timedelta(days=900)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    assert read_date(day.isoformat(), TODAY) == day
    assert read_date(f"{day:%m/%d/%Y}", TODAY) == day
    assert read_date(f"{day:%b} {day.day} {day.year}", TODAY) == day
