"""Local times and the study day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.calendar import (
    DAY_TURNS,
    WHOLE_DAY,
    day_at,
    first_day,
    is_quiet,
    moment,
    next_at,
    study_date,
    zone,
)

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis takes naive limits
NAMES = sorted(name for name in available_timezones() if "/" in name)
ZONES = st.sampled_from([*NAMES, "UTC-05:00", "UTC+05:45"]).map(zone)
NEW_YORK = zone("America/New_York")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_time_in_a_gap_comes_after_it() -> None:
    assert moment(date(2027, 3, 14), time(2, 30), NEW_YORK) == utc("2027-03-14 07:30")
    assert utc("2027-03-14 07:30").astimezone(NEW_YORK).time() == time(3, 30)


def test_a_time_in_an_overlap_is_the_first_of_two() -> None:
    assert moment(date(2026, 11, 1), time(1, 30), NEW_YORK) == utc("2026-11-01 05:30")


def test_next_at_is_the_same_hour_on_the_wall_over_daylight_saving() -> None:
    before = utc("2026-10-31 21:00")
    assert next_at(before, time(17), NEW_YORK) == utc("2026-11-01 22:00")
    assert next_at(utc("2026-10-31 20:59"), time(17), NEW_YORK) == utc("2026-10-31 21:00")


def test_a_fixed_offset_follows_no_daylight_saving() -> None:
    assert next_at(utc("2026-07-01 00:00"), time(17), zone("UTC-05:00")) == utc("2026-07-01 22:00")
    assert next_at(utc("2026-12-01 00:00"), time(17), zone("UTC-05:00")) == utc("2026-12-01 22:00")


@given(MOMENTS, st.times(), ZONES)
def test_next_at_is_later_by_at_most_two_days(now: datetime, at: time, tz: tzinfo) -> None:
    following = next_at(now, at.replace(microsecond=0), tz)
    assert now < following <= now + timedelta(hours=49)


@given(MOMENTS, ZONES, st.integers(0, 60 * 24 * 40))
def test_the_study_day_is_the_same_whether_stepped_or_jumped_to(now: datetime, tz: tzinfo, minutes: int) -> None:
    start = first_day(now, tz)
    end = now + timedelta(minutes=minutes)
    stepped, at = start, now
    while at < end:
        at = min(at + timedelta(hours=7), end)
        stepped = day_at(stepped, at, tz)
    assert day_at(start, end, tz) == stepped
    assert stepped.ends > end
    assert stepped.number == start.number + (stepped.date - start.date).days


@given(MOMENTS, ZONES, ZONES, st.integers(0, 60 * 24 * 3))
def test_a_new_zone_neither_ends_the_day_nor_begins_two(now: datetime, old: tzinfo, new: tzinfo, minutes: int) -> None:
    day = first_day(now, old)
    assert day_at(day, day.ends - timedelta(seconds=1), new) == day
    following = day_at(day, day.ends, new)
    assert following.number == day.number + 1
    assert day.ends < following.ends <= day.ends + timedelta(hours=26)
    assert following.short is (following.ends - day.ends < WHOLE_DAY)
    assert day_at(day, day.ends + timedelta(minutes=minutes), new).number >= following.number


def test_a_day_turns_at_four() -> None:
    assert time(4) == DAY_TURNS
    assert study_date(utc("2026-11-20 08:59"), NEW_YORK) == date(2026, 11, 19)
    assert study_date(utc("2026-11-20 09:00"), NEW_YORK) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("at", "quiet"), [("02:00", True), ("12:59", True), ("13:00", False), ("01:59", False), ("20:00", False)]
)
def test_quiet_hours_run_over_midnight(at: str, quiet: bool) -> None:  # noqa: FBT001 - data
    assert is_quiet(utc(f"2026-11-21 {at}"), time(21), time(8), NEW_YORK) is quiet


def test_quiet_hours_within_a_day_and_none() -> None:
    assert is_quiet(utc("2026-11-21 18:00"), time(12), time(14), NEW_YORK)
    assert not is_quiet(utc("2026-11-21 20:00"), time(12), time(14), NEW_YORK)
    assert not is_quiet(utc("2026-11-21 18:00"), time(8), time(8), NEW_YORK)
