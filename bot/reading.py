"""Reads what a learner types: dates, times of day, zones, numbers; refuses with an example that works."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Final

from bot import zones
from bot.errors import Refusal
from bot.words import managing, refusals

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_TYPED: Final = 100
"""Characters that can be a date, a time or a zone; nothing longer is looked at."""
MAX_YEARS_AHEAD: Final = 3
MAX_YEARS_BACK: Final = 10
MAX_YEARS_PROGRAM: Final = 30

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for name in names.split()
}
_UNBOOKED: Final = frozenset({"not booked", "not yet", "none", "no", "no date", "unbooked", "off", "later"})
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_US = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d{2}))?", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]+)\.?(?:,? (\d{4}))?", re.ASCII)
_AHEAD = re.compile(r"(?:in )?(\d{1,4}|an?|one|two|three|four|six|eight) (day|week|month)s?", re.ASCII)
_AGO = re.compile(r"(\d{1,4}|an?|one|two|three|four|six|eight) (day|week|month)s? ago", re.ASCII)
_MONTH_YEAR = re.compile(r"([a-z]+)\.?,? (\d{4})", re.ASCII)
_NUMBER_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
_ALIAS = re.compile(r"[^\W_](?:[^\W_]|[ '-]){1,23}")
_COUNTS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8}
_DAYS: Final = {"day": 1, "week": 7, "month": 30}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2})|(?<=\d\d)(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.ASCII)
_WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAMES: Final = {
    **dict.fromkeys(("every day", "everyday", "daily", "all"), "0123456"),
    "weekdays": "01234",
    "weekends": "56",
}
_NAMED_TIMES: Final = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def read_date(typed: str, today: date) -> date:
    """Return the day meant, today or later; without a year the next one of that name.

    Raises:
        Refusal: no such day, a day that has passed, or more than three years ahead.
    """
    parts = _date_parts(_tidy(typed), today)
    if parts is None:
        raise Refusal(refusals.not_a_date())
    day = _existing(*parts, today=today)
    if day < today:
        raise Refusal(refusals.date_passed())
    if day > today + timedelta(days=366 * MAX_YEARS_AHEAD):
        raise Refusal(refusals.date_too_far())
    return day


def read_exam_date(typed: str, today: date) -> date | None:
    """Return the exam's date, None for "not booked".

    Raises:
        Refusal: as `read_date`.
    """
    return None if _tidy(typed) in _UNBOOKED else read_date(typed, today)


def read_past_date(typed: str, today: date) -> date:
    """Return the day meant, today or earlier; without a year the last one of that name.

    Raises:
        Refusal: no such day, or one that lies ahead, or one more than ten years ago.
    """
    tidy = _tidy(typed)
    if tidy == "yesterday":
        return today - timedelta(days=1)
    if ago := _AGO.fullmatch(tidy):
        return today - timedelta(days=_count(ago))
    parts = _date_parts(tidy, today)
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
    tidy = _tidy(typed)
    named, numbered, year_first = _MONTH_YEAR.fullmatch(tidy), _NUMBER_YEAR.fullmatch(tidy), _YEAR_MONTH.fullmatch(tidy)
    if named and named[1] in _MONTHS:
        day = _month_end(int(named[2]), _MONTHS[named[1]])
    elif numbered or year_first:
        month, year = (numbered[1], numbered[2]) if numbered else (year_first[2], year_first[1])  # type: ignore[index]  # one of both matched
        day = _month_end(int(year), int(month))
    else:
        parts = _date_parts(tidy, today)
        if parts is None or parts[0] is None:
            raise Refusal(refusals.not_a_month(today))
        day = _existing(*parts, today=today)
    if not -366 * MAX_YEARS_PROGRAM <= (day - today).days <= 366 * MAX_YEARS_AHEAD:
        raise Refusal(refusals.not_a_month(today))
    return day


def read_time(typed: str) -> time:
    """Return the time of day of "12:30", "7 pm", "0730" or "noon".

    Raises:
        Refusal: it is none.
    """
    tidy = _tidy(typed)
    if tidy in _NAMED_TIMES:
        return _NAMED_TIMES[tidy]
    match = _CLOCK.fullmatch(tidy)
    if not match:
        raise Refusal(refusals.not_a_time())
    hour, minute, half = int(match[1]), int(match[2] or match[3] or 0), (match[4] or "")[:1]
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - a clock face
        raise Refusal(refusals.not_a_time())
    if half:
        hour = hour % 12 + 12 * (half == "p")
    try:
        return time(hour, minute)
    except ValueError:
        raise Refusal(refusals.not_a_time()) from None


def read_zone(typed: str) -> str:
    """Return the stored name of a zone.

    Raises:
        Refusal: no zone or city has that name.
    """
    found = zones.find_zone(_tidy(typed))
    if found is None:
        raise Refusal(refusals.not_a_zone())
    return found


def read_span(typed: str) -> tuple[time, time]:
    """Return the two times of "21:00-08:00" or "21:00 to 8:00".

    Raises:
        Refusal: they are not two times.
    """
    parts = re.split(r"\s*(?:-|\u2013|\bto\b)\s*", _tidy(typed))
    if len(parts) != 2:  # noqa: PLR2004 - from and to
        raise Refusal(refusals.not_a_span())
    return read_time(parts[0]), read_time(parts[1])


def read_number(typed: str, minimum: int, maximum: int) -> int:
    """Return a whole number within the limits.

    Raises:
        Refusal: it is none, or outside of them.
    """
    tidy = _tidy(typed)
    if not re.fullmatch(r"[+-]?\d{1,9}", tidy, re.ASCII) or not minimum <= int(tidy) <= maximum:
        raise Refusal(refusals.not_a_number(minimum, maximum))
    return int(tidy)


def scope_and_number(typed: str) -> tuple[str, str | None]:
    """Return what is left of "revenue 15" or "15 revenue" without its number, and the number as typed (None: none)."""
    parts = typed[: MAX_TYPED + 1].split()
    for at in (-1, 0):
        if parts and re.fullmatch(r"[+-]?\d+", parts[at]):
            number = parts.pop(at)
            return " ".join(parts), number
    return " ".join(parts), None


def read_days(typed: str) -> str:
    """Return the days of the week of "every day", "weekdays", "mon wed fri" or "Tuesday, Thursday": "024", 0 is Monday.

    Raises:
        Refusal: no day, or something else, is named.
    """
    tidy = _tidy(typed)
    if tidy in _DAY_NAMES:
        return _DAY_NAMES[tidy]
    named = [part[:3] for part in re.split(r"[\s,+/]+|\band\b", tidy) if part]
    if not named or any(len(part) < 3 or part not in _WEEK for part in named):  # noqa: PLR2004 - as in mon
        raise Refusal(managing.not_days())
    return "".join(sorted({str(_WEEK.index(part)) for part in named}))


def read_alias(typed: str) -> str:
    """Return the name that someone goes by in groups, "" for "off" or "none".

    Raises:
        Refusal: it is too short or long, has more than letters, digits, spaces, hyphens and apostrophes, or calls all.
    """
    tidy = " ".join(typed[: MAX_TYPED + 1].split())
    if tidy.casefold() in {"off", "none", "no", "no name"}:
        return ""
    if not _ALIAS.fullmatch(tidy) or tidy.casefold() in {"everyone", "here", "channel", "all"}:
        raise Refusal(refusals.not_an_alias())
    return tidy


def read_switch(typed: str) -> bool:
    """Return True for "on", False for "off".

    Raises:
        Refusal: it is neither.
    """
    meanings: Mapping[str, bool] = {"on": True, "yes": True, "off": False, "no": False}
    if (tidy := _tidy(typed)) not in meanings:
        raise Refusal(refusals.not_a_switch())
    return meanings[tidy]


def _tidy(typed: str) -> str:
    return " ".join(typed[: MAX_TYPED + 1].casefold().split())


def _date_parts(tidy: str, today: date) -> tuple[int | None, int, int] | None:
    """Return (year or None, month, day), not yet known to exist."""
    if (days := _days(tidy)) is not None:
        day = today + timedelta(days=days)
        return day.year, day.month, day.day
    if match := _ISO.fullmatch(tidy):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _US.fullmatch(tidy):
        return _year(match[3]), int(match[1]), int(match[2])
    if (match := _MONTH_FIRST.fullmatch(tidy)) and match[1] in _MONTHS:
        return _year(match[3]), _MONTHS[match[1]], int(match[2])
    if (match := _DAY_FIRST.fullmatch(tidy)) and match[2] in _MONTHS:
        return _year(match[3]), _MONTHS[match[2]], int(match[1])
    return None


def _days(tidy: str) -> int | None:
    if tidy in {"today", "tomorrow"}:
        return int(tidy == "tomorrow")
    if not (ahead := _AHEAD.fullmatch(tidy)):
        return None
    return _count(ahead)


def _count(match: re.Match[str]) -> int:
    """Return the days in "two weeks"."""
    return (_COUNTS.get(match[1]) or int(match[1])) * _DAYS[match[2]]


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) + (2000 if len(digits) == 2 else 0)  # noqa: PLR2004 - "27" means 2027


def _existing(year: int | None, month: int, day: int, *, today: date) -> date:
    for candidate in range(today.year, today.year + 9) if year is None else (year,):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year is not None or found >= today:
            return found
    raise Refusal(refusals.no_such_day())


def _last(year: int | None, month: int, day: int, *, today: date) -> date:
    """Return the day; without a year the last one of that name that is over, or today."""
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
