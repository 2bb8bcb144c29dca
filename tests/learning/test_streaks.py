"""Streaks, freezes and pauses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from hypothesis import example, given
from hypothesis import strategies as st

from bot.learning.calendar import zone
from bot.learning.streaks import MAX_FREEZES, Closed, Streak, answer, begin, join, replay, roll

if TYPE_CHECKING:
    from collections.abc import Callable

NEW_YORK = zone("America/New_York")
NAMES = [name for name in available_timezones() if "/" in name]
FAR = ("Pacific/Honolulu", "Asia/Tokyo", "Pacific/Kiritimati", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata")
NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
DAY = timedelta(days=1)


def never(_day: date) -> bool:
    return False


def study(days: str, paused: Callable[[date], bool] = never) -> tuple[Streak, list[Closed]]:
    """One letter a day from NOON on: x answers two of two, h one of two, a dot none. Ends on the day after the last."""
    streak = begin(NOON, NEW_YORK, 2)
    closed: list[Closed] = []
    for n, letter in enumerate(days):
        streak, over = roll(streak, NOON + n * DAY, NEW_YORK, 2, paused)
        closed += over
        for _ in range({"x": 2, "h": 1, ".": 0}[letter]):
            streak = answer(streak, NOON + n * DAY)
    streak, over = roll(streak, NOON + len(days) * DAY, NEW_YORK, 2, paused)
    return streak, closed + list(over)


def test_days_in_a_row() -> None:
    assert study("xxx")[0].length == 3


def test_half_a_set_does_not_count() -> None:
    assert study("xhx")[0].length == 2
    assert study("xh")[0].freezes == 1


def test_more_than_the_set_counts_once() -> None:
    streak = begin(NOON, NEW_YORK, 2)
    for _ in range(7):
        streak = answer(streak, NOON)
    assert (streak.length, streak.answered, streak.counted) == (1, 7, True)


def test_two_freezes_are_used_by_themselves_and_a_third_gap_ends_the_streak() -> None:
    assert study("xx.x")[0].length == 3
    assert study("xx..x")[0] == study("xx..x")[0]
    streak, closed = study("xx..x")
    assert (streak.length, streak.freezes) == (3, 0)
    assert [day.outcome for day in closed] == ["counted", "counted", "frozen", "frozen", "counted"]
    broken, closed = study("xx...")
    assert (broken.length, broken.best, closed[-1].outcome) == (0, 2, "missed")


def test_seven_counted_days_earn_a_freeze_back_and_never_a_third() -> None:
    assert study("xx.")[0].freezes == 1
    assert study("xx." + "x" * 6)[0].freezes == 1
    assert study("xx." + "x" * 7)[0].freezes == 2
    assert study("x" * 30)[0].freezes == MAX_FREEZES


def test_someone_without_a_streak_keeps_the_freezes() -> None:
    assert study(".....")[0].freezes == 2


def test_a_pause_keeps_the_streak_and_is_not_counted() -> None:
    streak, closed = study("xx......x", lambda day: date(2026, 11, 22) <= day <= date(2026, 11, 27))
    assert (streak.length, streak.freezes) == (3, 2)
    assert [day.outcome for day in closed].count("paused") == 6


def test_a_day_that_was_studied_in_a_pause_counts() -> None:
    assert study("xx.x.", lambda _day: True)[0].length == 3


def test_the_goal_is_that_of_the_days_start() -> None:
    streak = begin(NOON, NEW_YORK, 2)
    streak = answer(streak, NOON)
    streak, _ = roll(streak, NOON + timedelta(hours=1), NEW_YORK, 5, never)
    assert answer(streak, NOON).length == 1
    streak, _ = roll(streak, NOON + DAY, NEW_YORK, 5, never)
    assert streak.goal == 5


def test_closed_days_carry_what_was_answered_and_their_dates() -> None:
    _, closed = study("x.")
    assert [(day.date, day.answered, day.goal) for day in closed] == [
        (date(2026, 11, 20), 2, 2),
        (date(2026, 11, 21), 0, 2),
    ]


@given(st.text("xh.", max_size=40))
def test_a_streak_is_never_longer_than_the_days_that_counted(days: str) -> None:
    streak, closed = study(days)
    assert streak.length <= days.count("x") <= len(closed) == len(days)
    assert streak.length <= streak.best
    assert 0 <= streak.freezes <= MAX_FREEZES


@given(st.text("x.", max_size=25), st.integers(0, 24), st.integers(0, 23), st.sampled_from(FAR))
@example("x.xxxxxx..x.x", 0, 0, "Asia/Tokyo")
def test_changing_the_zone_never_costs_or_gives_a_day(days: str, when: int, hour: int, other: str) -> None:
    """Someone who answers at the same moment each day, with a change of zone in between."""
    streak, counted = moved(days, when, hour, other)
    assert counted == days.count("x")
    assert streak.length <= counted


@given(st.integers(0, 25), st.integers(0, 24), st.integers(0, 23), st.sampled_from(FAR))
def test_changing_the_zone_costs_who_answers_each_day_neither_streak_nor_freezes(
    days: int, when: int, hour: int, other: str
) -> None:
    streak, _ = moved(days * "x", when, hour, other)
    plain, _ = moved(days * "x", days, hour, "America/New_York")
    assert (streak.length, streak.freezes) == (plain.length, plain.freezes)


def moved(days: str, when: int, hour: int, other: str) -> tuple[Streak, int]:
    """Return the streak of someone who moves to another zone on a day, and how many of their days counted."""
    start = NOON + timedelta(hours=hour)
    streak, counted = begin(start, NEW_YORK, 1), 0
    for n, letter in enumerate(days):
        tz = NEW_YORK if n < when else zone(other)
        streak, over = roll(streak, start + n * DAY, tz, 1, never)
        assert all(day.answered <= 1 for day in over)
        counted += sum(day.outcome == "counted" for day in over)
        if letter == "x":
            streak = answer(streak, start + n * DAY)
    return streak, counted + streak.counted


def test_replay_builds_what_was_lived() -> None:
    times = [NOON + timedelta(days=day, minutes=n) for day in (0, 1, 3, 4) for n in range(2)]
    rebuilt = replay(times, NOON + 5 * DAY, NEW_YORK, 2, never)
    assert (rebuilt.length, rebuilt.freezes) == (4, 1)
    assert replay([], NOON, NEW_YORK, 2, never).length == 0


def test_moving_the_zone_every_hour_gives_no_day() -> None:
    streak = begin(NOON, NEW_YORK, 1)
    zones = sorted(NAMES)
    for hour in range(48):
        now = NOON + timedelta(hours=hour)
        streak, _ = roll(streak, now, zone(zones[hour * 37 % len(zones)]), 1, never)
        streak = answer(streak, now)
    assert streak.length <= 3


def test_joining_never_loses_what_either_had() -> None:
    one, _ = roll(study("xxxx")[0], NOON + 4 * DAY, NEW_YORK, 5, never)
    other, _ = roll(study("..xx")[0], NOON + 4 * DAY, NEW_YORK, 2, never)
    lived = begin(NOON, NEW_YORK, 5)
    joined = join(one, other, lived)
    assert (joined.length, joined.best) == (4, 4)
    for _ in range(3):
        one = answer(one, NOON + 4 * DAY)
    for _ in range(2):
        other = answer(other, NOON + 4 * DAY)
    joined = join(one, other, lived)
    assert (joined.length, joined.answered, joined.counted) == (5, 5, True)
