"""Local times, and the study day, which turns at 04:00 and is never lost to a zone change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DEFAULT_ZONE: Final = "America/New_York"
DAY_TURNS: Final = time(4)
"""Someone who studies at one in the morning is still in the previous day."""
WHOLE_DAY: Final = timedelta(hours=23)
"""A day on which the clocks go forward counts as whole."""

_FIXED = re.compile(r"UTC([+-])(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class StudyDay:
    """A study day: a running number, its local date, and its end (aware, UTC).

    `short` is a day that a zone change cut short: missing it costs nothing.
    """

    number: int
    date: date
    ends: datetime
    short: bool = False


@lru_cache(maxsize=1024)
def zone(name: str) -> tzinfo:
    """Return the zone of an IANA name or of a fixed offset such as "UTC-05:00".

    A name that no longer exists is read as `DEFAULT_ZONE`, so that anyone who once chose it can still do everything.
    """
    if match := _FIXED.fullmatch(name):
        sign, hours, minutes = match.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-offset if sign == "-" else offset, name)
    return _place(name) or ZoneInfo(DEFAULT_ZONE)


def is_zone(name: str) -> bool:
    """True if `zone` knows the name."""
    return bool(_FIXED.fullmatch(name) or _place(name))


def moment(day: date, at: time, tz: tzinfo) -> datetime:
    """Return the time (UTC) of a local time: after a gap if it falls into one, the first of two in an overlap."""
    return datetime.combine(day, at, tz).astimezone(UTC)


def next_at(now: datetime, at: time, tz: tzinfo) -> datetime:
    """Return the first time (UTC) after `now` at which the local clock reads `at`."""
    today = now.astimezone(tz).date()
    moments = (moment(today + timedelta(days=n), at, tz) for n in (-1, 0, 1, 2))
    return next(m for m in moments if m > now)


def study_date(now: datetime, tz: tzinfo) -> date:
    """Return the local date of the study day that `now` is in."""
    local = now.astimezone(tz)
    return local.date() - timedelta(days=local.time() < DAY_TURNS)


def monday(day: date) -> date:
    """Return the Monday of a date's week."""
    return day - timedelta(days=day.weekday())


def first_day(now: datetime, tz: tzinfo) -> StudyDay:
    """Return the first study day of someone who joins now."""
    return StudyDay(0, study_date(now, tz), next_at(now, DAY_TURNS, tz))


def day_at(day: StudyDay, now: datetime, tz: tzinfo) -> StudyDay:
    """Return the study day of `now`, given an earlier one.

    A day keeps its original end, so a zone change neither cuts it short nor starts another; the day after it lasts
    until the next 04:00 in the new zone, and is `short` if that is within 23 hours.
    """
    if now < day.ends:
        return day
    end = next_at(day.ends, DAY_TURNS, tz)
    called = end.astimezone(tz).date() - timedelta(days=1)
    if now < end:
        return StudyDay(day.number + 1, called, end, end - day.ends < WHOLE_DAY)
    today = study_date(now, tz)
    after = moment(today + timedelta(days=1), DAY_TURNS, tz)
    return StudyDay(day.number + 1 + (today - called).days, today, after)


def is_quiet(now: datetime, start: time, end: time, tz: tzinfo) -> bool:
    """True if the local time of `now` is in the quiet hours, which may cross midnight; equal ends mean never."""
    return is_quiet_at(now.astimezone(tz).time(), start, end)


def is_quiet_at(at: time, start: time, end: time) -> bool:
    """True if a local time of day is in the quiet hours, as in `is_quiet`."""
    if start <= end:
        return start <= at < end
    return at >= start or at < end


def _place(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError for a folder of zones, such as "America"
        return None
