"""Parse past days and months: when an exam was taken, when a program ended."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from bot.errors import Refusal
from bot.reading import AGO, MAX_YEARS_AHEAD, MONTHS, date_parts, days_in, existing_day, plain, weekday
from bot.words import refusals

MAX_YEARS_BACK: Final = 10
MAX_YEARS_PROGRAM: Final = 30
_TODAY: Final = frozenset({"today", "this morning", "this afternoon"})
_YESTERDAY: Final = frozenset({"yesterday", "last night"})
_MONTH_YEAR = re.compile(r"([a-z]+)\.?,? (\d{4})", re.ASCII)
_NUMBER_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)


def read_past_date(typed: str, today: date) -> date:
    """Return the day meant, today or earlier; without a year, the most recent one with that month and day.

    Raises:
        Refusal: there is no such day, or it is in the future or more than ten years ago.
    """
    tidy = plain(typed)
    if (days := _days_ago(tidy, today)) is not None:
        return today - timedelta(days=days)
    parts = date_parts(tidy, today)
    if parts is None:
        raise Refusal(refusals.not_a_past_date(today))
    day = _last(*parts, today=today)
    if day > today:
        raise Refusal(refusals.date_ahead(today))
    if day < today - timedelta(days=366 * MAX_YEARS_BACK):
        raise Refusal(refusals.date_too_long_ago(today))
    return day


def read_month(typed: str, today: date) -> date:
    """Return the last day of a month such as "June 2023", "6/2023" or "2023-06", or the day of a whole date.

    Raises:
        Refusal: it is neither, more than thirty years ago, or more than three ahead.
    """
    tidy = plain(typed)
    named, numbered, year_first = _MONTH_YEAR.fullmatch(tidy), _NUMBER_YEAR.fullmatch(tidy), _YEAR_MONTH.fullmatch(tidy)
    if named and named[1] in MONTHS:
        day = _month_end(int(named[2]), MONTHS[named[1]])
    elif numbered or year_first:
        month, year = (numbered[1], numbered[2]) if numbered else (year_first[2], year_first[1])  # type: ignore[index]  # one of the two matched
        day = _month_end(int(year), int(month))
    else:
        parts = date_parts(tidy, today)
        if parts is None or parts[0] is None:
            raise Refusal(refusals.not_a_month(today))
        day = existing_day(*parts, today=today)
    if not -366 * MAX_YEARS_PROGRAM <= (day - today).days <= 366 * MAX_YEARS_AHEAD:
        raise Refusal(refusals.not_a_month(today))
    return day


def _days_ago(tidy: str, today: date) -> int | None:
    """Return how long ago a day in words was: "yesterday", "3 days ago", "last Friday"; None for anything else."""
    if tidy in _TODAY | _YESTERDAY:
        return int(tidy in _YESTERDAY)
    if (named := weekday(tidy.removeprefix("last "))) is not None:
        return (today.weekday() - named - 1) % 7 + 1
    return days_in(ago) if (ago := AGO.fullmatch(tidy)) else None


def _last(year: int | None, month: int, day: int, *, today: date) -> date:
    """Return the day; without a year, the most recent one that is today or past."""
    for candidate in range(today.year, today.year - 9, -1) if year is None else (year,):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year is not None or found <= today:
            return found
    raise Refusal(refusals.no_such_day())


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise Refusal(refusals.no_such_day())
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
