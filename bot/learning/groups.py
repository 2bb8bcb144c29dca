"""A group's question of the day: when it comes, closes and is counted, which days count, and the week's results."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.learning.calendar import moment

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import tzinfo

MORNING: Final = time(8)
"""When answers close by default, the morning after."""
OVERNIGHT: Final = timedelta(hours=4)
"""A morning closer than this is still the current one."""
BEFORE_NEXT: Final = timedelta(minutes=5)
"""A question closes this long before the next one comes."""
MEMBERS: Final = 2
"""Minimum number of answering members for a day to count."""
SUNDAY: Final = 6
SUMMARY_TIME: Final = time(18)
FEWEST: Final = 3
"""Minimum number of answers for a statement about a topic."""
GAP: Final = timedelta(seconds=5)
LONGEST_GAP: Final = timedelta(minutes=5)
PATIENCE: Final = 20
"""The count is updated after 1/20 of the question's age: a message that is edited all day is noise."""


def next_question(now: datetime, at: time, days: Collection[int], tz: tzinfo, after: date | None = None) -> datetime:
    """Return the first time (UTC) after `now` that is at a local time on one of the days (0 is Monday).

    `after` is the local date of the last question: a group that changes its zone gets no second one on that date. A
    date after tomorrow is ignored: it comes from a clock that ran fast.

    Raises:
        ValueError: no day is given.
    """
    if not days:
        raise ValueError("a group has its question on some day")
    today = now.astimezone(tz).date()
    if after and after > today + timedelta(days=1):
        after = None
    dates = (today + timedelta(days=n) for n in range(16))
    moments = (moment(day, at, tz) for day in dates if day.weekday() in days and (after is None or day > after))
    return next(each for each in moments if each > now)


def next_summary(now: datetime, tz: tzinfo) -> datetime:
    """Return the next Sunday evening (UTC) after `now`."""
    return next_question(now, SUMMARY_TIME, (SUNDAY,), tz)


def week(now: datetime, tz: tzinfo) -> tuple[datetime, datetime]:
    """Return the week of `now` (UTC): from one Sunday evening's summary to the next."""
    until = next_summary(now, tz)
    sunday = until.astimezone(tz).date()
    return moment(sunday - timedelta(days=7), SUMMARY_TIME, tz), until


def closing(asked: datetime, hours: int, following: datetime, tz: tzinfo) -> datetime:
    """Return when answers close: after a number of hours (0 for the next morning), but always before the next question.

    If that one is minutes away, answers are accepted for half the time until then.
    """
    end = asked + timedelta(hours=hours) if hours else _next_morning(asked, tz)
    return min(end, max(following - BEFORE_NEXT, asked + (following - asked) / 2))


def next_count(asked: datetime, counted: datetime, now: datetime) -> datetime:
    """Return when the number of answers may be updated again: five seconds after the last time, later if it is old."""
    gap = min(max(GAP, (now - asked) / PATIENCE), LONGEST_GAP)
    return max(now, counted + gap)


def needed(share: int, regulars: int) -> int:
    """Return how many members must answer for a day to count; `share` is a percentage of the regulars."""
    return max(MEMBERS, math.ceil(share * regulars / 100))


def hardest(tallies: Mapping[str, tuple[int, int]]) -> str:
    """Return the topic with the smallest share of right answers; "" if none was missed or the data is too thin."""
    known = {topic: right / answered for topic, (right, answered) in tallies.items() if answered >= FEWEST}
    worst = min(known, key=lambda topic: (known[topic], topic), default="")
    return worst if worst and known[worst] < 1 else ""


def most_improved(before: Mapping[str, tuple[int, int]], now: Mapping[str, tuple[int, int]]) -> str:
    """Return the topic whose share of right answers rose most; "" if none did or the data is too thin."""
    both = [topic for topic in now if now[topic][1] >= FEWEST and before.get(topic, (0, 0))[1] >= FEWEST]
    rise = {topic: _share(now[topic]) - _share(before[topic]) for topic in both}
    best = max(rise, key=lambda topic: (rise[topic], topic), default="")
    return best if best and rise[best] > 0 else ""


def _next_morning(asked: datetime, tz: tzinfo) -> datetime:
    today = asked.astimezone(tz).date()
    mornings = (moment(today + timedelta(days=n), MORNING, tz) for n in range(3))
    return next(each for each in mornings if each - asked >= OVERNIGHT)


def _share(tally: tuple[int, int]) -> float:
    return tally[0] / tally[1]
