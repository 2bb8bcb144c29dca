"""What learners type for dates, times and zones."""

from __future__ import annotations

import contextlib
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import flat
from bot.errors import Refusal
from bot.learning.calendar import zone
from bot.reading import bare_hour, read_date, read_exam_date, read_number, read_span, read_switch, read_time, read_zone
from bot.zones import complete, find_zone, is_fixed

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
        ("soon", "could not read"),
        ("", "could not read"),
        ("Foo 15", "could not read"),
        ("\u0661\u0665 jan", "could not read"),
        ("1/15" * 3_000, "could not read"),
        ("<b>", "could not read"),
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


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("America/New_York", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("Eastern", "America/New_York"),
        ("eastern time", "America/New_York"),
        ("CST", "America/Chicago"),
        ("PT", "America/Los_Angeles"),
        ("Hawaii", "Pacific/Honolulu"),
        ("Chicago", "America/Chicago"),
        ("St. Louis", "America/Chicago"),
        ("winston-salem", "America/New_York"),
        ("Indianapolis", "America/Indiana/Indianapolis"),
        ("Mesa", "America/Phoenix"),
        ("Berlin", "Europe/Berlin"),
        ("Kathmandu", "Asia/Kathmandu"),
        ("UTC", "UTC"),
        ("Dallas, TX", "America/Chicago"),
        ("New York, NY", "America/New_York"),
        ("Washington D.C.", "America/New_York"),
        ("Saint Petersburg", "America/New_York"),
        ("US Eastern", "America/New_York"),
        ("UTC-5", "UTC-05:00"),
        ("+5:30", "UTC+05:30"),
        ("gmt+0100", "UTC+01:00"),
        ("\u22127", "UTC-07:00"),
    ],
)
def test_zones(typed: str, name: str) -> None:
    assert read_zone(typed) == name
    assert zone(name)
    assert is_fixed(name) is name.startswith("UTC")


@pytest.mark.parametrize("typed", ["Mars", "", "UTC+99", "America/Nowhere", "../etc/passwd", "\x00", "x" * 5_000, "🙂"])
def test_zones_that_are_none(typed: str) -> None:
    with pytest.raises(Refusal):
        read_zone(typed)


CITIES = """
New York, Los Angeles, Chicago, Houston, Phoenix, Philadelphia, San Antonio, San Diego, Dallas, Jacksonville,
Austin, Fort Worth, San Jose, Columbus, Charlotte, Indianapolis, San Francisco, Seattle, Denver, Oklahoma
City, Nashville, Washington, El Paso, Las Vegas, Boston, Detroit, Portland, Louisville, Memphis, Baltimore,
Milwaukee, Albuquerque, Tucson, Fresno, Sacramento, Mesa, Atlanta, Kansas City, Colorado Springs, Raleigh,
Omaha, Miami, Virginia Beach, Long Beach, Oakland, Minneapolis, Bakersfield, Tulsa, Tampa, Arlington, Wichita,
Aurora, New Orleans, Cleveland, Honolulu, Anaheim, Henderson, Orlando, Lexington, Stockton, Riverside, Irvine,
Corpus Christi, Newark, Santa Ana, Cincinnati, Pittsburgh, Saint Paul, Greensboro, Jersey City, Durham,
Lincoln, North Las Vegas, Plano, Anchorage, Gilbert, Madison, Reno, Chandler, St. Louis, Chula Vista, Buffalo,
Fort Wayne, Lubbock, Toledo, St. Petersburg, Laredo, Port St. Lucie, Glendale, Irving, Winston-Salem,
Chesapeake, Garland, Scottsdale, Boise, Hialeah, Frisco, Richmond, Cape Coral, Norfolk
"""


def test_the_hundred_largest_cities_have_a_us_zone() -> None:
    cities = [city.strip() for city in CITIES.replace("\n", " ").split(",")]
    assert len(cities) == 100
    zones = {city: find_zone(city) for city in cities}
    assert {z for z in zones.values() if z} <= {
        "America/New_York", "America/Detroit", "America/Indiana/Indianapolis", "America/Kentucky/Louisville",
        "America/Chicago", "America/Denver", "America/Boise", "America/Phoenix", "America/Los_Angeles",
        "America/Anchorage", "Pacific/Honolulu",
    }  # fmt: skip
    assert None not in zones.values()


def test_completion_of_zones() -> None:
    assert ("Eastern time", "America/New_York") in complete("east", 25)
    assert ("Berlin", "Europe/Berlin") not in complete("berl", 25)
    assert ("Europe/Berlin", "Europe/Berlin") in complete("berl", 25)
    assert any(name == "America/Chicago" for _, name in complete("chic", 25))
    assert len(complete("", 25)) == 25
    assert complete("zzzz", 25) == []


def test_spans_numbers_switches() -> None:
    assert read_span("21:00-08:00") == (time(21), time(8))
    assert read_span("9 pm to 7am") == (time(21), time(7))
    assert read_number(" 40 ", 1, 40) == 40
    assert read_switch("On") is True
    assert read_switch("off") is False
    for typed in ("0", "41", "-5", "1e3", "99999999999", "", "\uff14", "5.0"):
        with pytest.raises(Refusal):
            read_number(typed, 1, 40)
    for typed in ("21:00", "a-b", ""):
        with pytest.raises(Refusal):
            read_span(typed)
    with pytest.raises(Refusal):
        read_switch("maybe")


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


def test_a_stored_zone_is_a_zone() -> None:
    assert isinstance(zone(read_zone("Denver")), ZoneInfo)
