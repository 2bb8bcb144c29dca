"""A group's question of the day: its times, when a day counts, what a week has brought."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning import Item
from bot.learning.calendar import moment, zone
from bot.learning.groups import (
    FEWEST,
    GAP,
    LONGEST_GAP,
    MORNING,
    OVERNIGHT,
    SUMMARY_TIME,
    SUNDAY,
    closing,
    hardest,
    most_improved,
    needed,
    next_count,
    next_question,
    next_summary,
)
from tests.learning.bank import BLUEPRINT, TOPICS, WEIGHTS

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis takes naive limits
NAMES = sorted(name for name in available_timezones() if "/" in name)
ZONES = st.sampled_from([*NAMES, "UTC-05:00", "UTC+05:45"]).map(zone)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
DAYS = st.frozensets(st.integers(0, 6), min_size=1)
EVERY_DAY = frozenset(range(7))
NEW_YORK = zone("America/New_York")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

DOMAIN_OF = {topic.id: domain.id for domain in BLUEPRINT.domains for topic in domain.topics}
SHARES = {domain: float(weight) for domain, weight in WEIGHTS.items()}
PER_TOPIC = {"desk": 9, "clinic": 11, "money": 5, "rules": 5, "numbers": 3}
"""So that the bank has about the exam's proportions, as the real one has."""
ITEMS = tuple(Item(f"{topic}-{n}", topic) for topic in TOPICS for n in range(PER_TOPIC[DOMAIN_OF[topic]]))
TOPIC_OF = {item.id: item.topic for item in ITEMS}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def in_a_gap(day: date, at: time, tz: tzinfo) -> bool:
    """True if the clocks go forward over that time."""
    return moment(day, at, tz).astimezone(tz).replace(tzinfo=None) != datetime.combine(day, at)


@given(MOMENTS, TIMES, DAYS, ZONES)
def test_the_next_question_is_the_first_at_that_time_on_one_of_the_days(
    now: datetime, at: time, days: frozenset[int], tz: tzinfo
) -> None:
    found = next_question(now, at, days, tz)
    dates = [now.astimezone(tz).date() + n * DAY for n in range(-1, 10)]
    assert found == min(m for day in dates if day.weekday() in days and (m := moment(day, at, tz)) > now)
    assert now < found <= now + 7 * DAY + timedelta(hours=2)


@given(MOMENTS, TIMES, DAYS, ZONES)
def test_on_the_wall_it_is_that_time_and_day_unless_the_clocks_skip_it(
    now: datetime, at: time, days: frozenset[int], tz: tzinfo
) -> None:
    local = next_question(now, at, days, tz).astimezone(tz)
    skipped = any(in_a_gap(local.date() - n * DAY, at, tz) for n in (0, 1))
    assert skipped or (local.time() == at and local.weekday() in days)
    assert local.fold == 0, "of an hour that comes twice it is the first"


@given(MOMENTS, TIMES, DAYS, ZONES, st.integers(0, 30))
def test_two_months_of_questions_have_one_on_each_date_and_none_twice(
    now: datetime, at: time, days: frozenset[int], tz: tzinfo, late: int
) -> None:
    seen: list[date] = []
    for _ in range(60):
        now = next_question(now, at, days, tz, seen[-1] if seen else None)
        seen.append(now.astimezone(tz).date())
        now += late * MINUTE
    assert all(before < after for before, after in pairwise(seen))
    if not any(in_a_gap(seen[0] + n * DAY, at, tz) for n in range((seen[-1] - seen[0]).days + 1)):
        dates = [seen[0] + n * DAY for n in range((seen[-1] - seen[0]).days + 1)]
        assert seen == [day for day in dates if day.weekday() in days], "and none is left out"


@given(MOMENTS, TIMES, st.lists(st.tuples(TIMES, DAYS, ZONES, st.integers(0, 48 * 60)), min_size=1, max_size=12))
def test_changes_of_zone_time_and_days_give_no_second_question_on_a_local_date(
    now: datetime, at: time, changes: list[tuple[time, frozenset[int], tzinfo, int]]
) -> None:
    asked = next_question(now, at, EVERY_DAY, NEW_YORK)
    for changed, days, tz, minutes in changes:
        before = asked.astimezone(tz).date()
        following = next_question(asked + minutes * MINUTE, changed, days, tz, before)
        assert following.astimezone(tz).date() > before
        assert following > asked + minutes * MINUTE
        asked = following


def test_a_zone_in_which_the_hour_is_still_to_come_today_waits_for_tomorrow() -> None:
    asked = utc("2026-11-20 17:00")
    assert next_question(asked, time(12), EVERY_DAY, zone("Pacific/Honolulu")) == utc("2026-11-20 22:00")
    after = asked.astimezone(zone("Pacific/Honolulu")).date()
    assert next_question(asked, time(12), EVERY_DAY, zone("Pacific/Honolulu"), after) == utc("2026-11-21 22:00")


def test_the_clocks_go_forward_over_the_hour_and_back_over_it() -> None:
    half_past_two, half_past_one = time(2, 30), time(1, 30)
    assert next_question(utc("2027-03-14 06:00"), half_past_two, EVERY_DAY, NEW_YORK) == utc("2027-03-14 07:30")
    assert next_question(utc("2027-03-14 07:30"), half_past_two, EVERY_DAY, NEW_YORK) == utc("2027-03-15 06:30")
    assert next_question(utc("2026-11-01 04:00"), half_past_one, EVERY_DAY, NEW_YORK) == utc("2026-11-01 05:30")
    assert next_question(utc("2026-11-01 05:30"), half_past_one, EVERY_DAY, NEW_YORK) == utc("2026-11-02 06:30")


def test_a_group_has_its_question_on_some_day() -> None:
    with pytest.raises(ValueError, match="on some day"):
        next_question(utc("2026-11-20 17:00"), time(12), (), NEW_YORK)


@given(MOMENTS, ZONES)
def test_the_summary_comes_on_sunday_evening(now: datetime, tz: tzinfo) -> None:
    local = next_summary(now, tz).astimezone(tz)
    assert (local.weekday(), local.time()) == (SUNDAY, SUMMARY_TIME)
    assert now < local <= now + 7 * DAY + timedelta(hours=2)


@given(MOMENTS, st.integers(0, 72), st.integers(1, 14 * 24 * 60), ZONES)
def test_answers_close_after_the_asking_and_before_the_following_question(
    asked: datetime, hours: int, until: int, tz: tzinfo
) -> None:
    following = asked + until * MINUTE
    closes = closing(asked, hours, following, tz)
    assert asked < closes < following
    if until >= 10:
        assert asked + 5 * MINUTE <= closes <= following - 5 * MINUTE


@given(MOMENTS, st.integers(1, 72), ZONES)
def test_answers_are_open_for_the_hours_that_were_set(asked: datetime, hours: int, tz: tzinfo) -> None:
    assert closing(asked, hours, asked + 7 * DAY, tz) == asked + timedelta(hours=hours)


@given(MOMENTS, ZONES)
def test_the_next_morning_is_the_first_that_is_not_the_same_one(asked: datetime, tz: tzinfo) -> None:
    closes = closing(asked, 0, asked + 7 * DAY, tz)
    local = closes.astimezone(tz)
    assert local.time() == MORNING or in_a_gap(local.date(), MORNING, tz)
    assert OVERNIGHT <= closes - asked <= DAY + OVERNIGHT + timedelta(hours=2)


@pytest.mark.parametrize(
    ("asked", "closes"),
    [
        ("2026-11-20 12:00", "2026-11-21 08:00"),
        ("2026-11-20 23:30", "2026-11-21 08:00"),
        ("2026-11-20 03:59", "2026-11-20 08:00"),
        ("2026-11-20 04:01", "2026-11-21 03:56"),
        ("2026-11-20 07:00", "2026-11-21 06:55"),
    ],
)
def test_the_next_morning_on_the_wall(asked: str, closes: str) -> None:
    at = datetime.fromisoformat(asked).replace(tzinfo=NEW_YORK).astimezone(UTC)
    following = next_question(at, at.astimezone(NEW_YORK).time(), EVERY_DAY, NEW_YORK)
    assert closing(at, 0, following, NEW_YORK) == datetime.fromisoformat(closes).replace(tzinfo=NEW_YORK)


@given(MOMENTS, st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_count_is_shown_anew_five_seconds_later_at_the_soonest(asked: datetime, first: int, more: int) -> None:
    counted = asked + timedelta(seconds=first)
    now = counted + timedelta(seconds=more)
    found = next_count(asked, counted, now)
    assert found >= now
    assert found >= counted + GAP
    assert found <= max(now, counted + LONGEST_GAP)


@given(MOMENTS, st.lists(st.floats(0, 3600), min_size=2, max_size=100))
def test_counts_of_a_question_that_is_answered_all_the_time_never_crowd(asked: datetime, waits: list[float]) -> None:
    counted = now = asked
    for wait in waits:
        now += timedelta(seconds=wait)
        at = next_count(asked, counted, now)
        assert at - counted >= GAP
        counted = now = at


def test_a_question_of_hours_ago_is_edited_every_few_minutes_only() -> None:
    asked = utc("2026-11-20 17:00")
    gaps = [
        next_count(asked, asked + timedelta(minutes=n), asked + timedelta(minutes=n)) - timedelta(minutes=n) - asked
        for n in (0, 1, 10, 60, 600)
    ]
    assert [gap.total_seconds() for gap in gaps] == [5, 5, 30, 180, 300]


@given(st.integers(0, 100), st.integers(0, 100_000))
def test_a_day_counts_by_the_share_of_the_regulars_and_two_at_the_least(share: int, regulars: int) -> None:
    found = needed(share, regulars)
    assert found >= 2
    assert 100 * found >= share * regulars
    assert found == 2 or 100 * (found - 1) < share * regulars, "and not one more than that"
    assert needed(0, regulars) == 2


@pytest.mark.parametrize(
    ("tallies", "topic"),
    [
        ({}, ""),
        ({"a": (0, FEWEST - 1)}, ""),
        ({"a": (3, 3)}, ""),
        ({"a": (3, 3), "b": (0, 2)}, ""),
        ({"a": (2, 3), "b": (5, 9), "c": (0, 2)}, "b"),
        ({"b": (1, 3), "a": (2, 6)}, "a"),
    ],
)
def test_the_hardest_topic(tallies: dict[str, tuple[int, int]], topic: str) -> None:
    assert hardest(tallies) == topic


@pytest.mark.parametrize(
    ("before", "now", "topic"),
    [
        ({}, {"a": (3, 3)}, ""),
        ({"a": (0, 2)}, {"a": (3, 3)}, ""),
        ({"a": (0, 3)}, {"a": (2, 2)}, ""),
        ({"a": (2, 4)}, {"a": (3, 6)}, ""),
        ({"a": (4, 4)}, {"a": (3, 6)}, ""),
        ({"a": (1, 4), "b": (2, 4), "c": (0, 9)}, {"a": (3, 4), "b": (4, 5), "d": (5, 5)}, "a"),
        ({"b": (1, 4), "c": (0, 5)}, {"b": (5, 5), "c": (4, 4)}, "c"),
    ],
)
def test_the_most_improved_topic(
    before: dict[str, tuple[int, int]], now: dict[str, tuple[int, int]], topic: str
) -> None:
    assert most_improved(before, now) == topic


TALLIES = st.dictionaries(
    st.sampled_from(TOPICS), st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda both: (both[0], sum(both)))
)


@given(TALLIES, TALLIES)
def test_what_a_week_names_is_known_well_enough(
    before: dict[str, tuple[int, int]], now: dict[str, tuple[int, int]]
) -> None:
    if worst := hardest(now):
        right, answered = now[worst]
        assert answered >= FEWEST
        assert right < answered
        assert all(right * other <= known * answered for known, other in now.values() if other >= FEWEST)
    if best := most_improved(before, now):
        assert min(before[best][1], now[best][1]) >= FEWEST
        assert before[best][0] * now[best][1] < now[best][0] * before[best][1]
