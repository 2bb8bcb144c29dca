"""Parse what learners type: dates, times of day, zones, numbers. Refuse with a working example."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Final

from bot import zones
from bot.actions import button
from bot.errors import Refusal
from bot.words import labels, managing, refusals
from bot.words.moments import AUTOMATIC

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.actions import Action
    from bot.learning.aims import Focus

MAX_TYPED: Final = 100
"""Character limit for a date, time or zone; longer input is rejected unread."""
MAX_YEARS_AHEAD: Final = 3

MONTHS: Final = {
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
_ALIAS = re.compile(r"[^\W_](?:[^\W_]|[ '-]){1,23}")
_COUNTS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8}
_DAYS: Final = {"day": 1, "week": 7, "month": 30}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2})|(?<=\d\d)(\d{2}))?(?: o'clock)?(?: ?([a-z][a-z. ]*))?", re.ASCII)
_HALVES: Final = {
    **dict.fromkeys(("a", "am", "a.m.", "a.m", "a. m.", "in the morning"), "a"),
    **dict.fromkeys(("p", "pm", "p.m.", "p.m", "p. m.", "in the afternoon", "in the evening", "at night"), "p"),
}
_ZIP = re.compile(r"\d{5}(?:[ -]?\d{4})?", re.ASCII)
_WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAMES: Final = {
    **dict.fromkeys(("every day", "everyday", "daily", "all"), "0123456"),
    "weekdays": "01234",
    "weekends": "56",
}
_NAMED_TIMES: Final = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def read_date(typed: str, today: date) -> date:
    """The date meant, today or later; without a year, the next such date.

    Raises:
        Refusal: no such day, a past day, or more than three years ahead.
    """
    parts = date_parts(plain(typed), today)
    if parts is None:
        raise Refusal(refusals.not_a_date())
    day = existing_day(*parts, today=today)
    if day < today:
        raise Refusal(refusals.date_passed())
    if day > today + timedelta(days=366 * MAX_YEARS_AHEAD):
        raise Refusal(refusals.date_too_far())
    return day


def read_exam_date(typed: str, today: date) -> date | None:
    """The exam date, None for "not booked".

    Raises:
        Refusal: as in `read_date`.
    """
    return None if plain(typed) in _UNBOOKED else read_date(typed, today)


def read_time(typed: str) -> time:
    """Parse a time of day such as "12:30", "7 pm", "0730" or "noon".

    Raises:
        Refusal: it is not a time.
    """
    tidy = plain(typed).removeprefix("at ")
    if tidy in _NAMED_TIMES:
        return _NAMED_TIMES[tidy]
    match = _CLOCK.fullmatch(tidy)
    if not match or (match[4] and match[4] not in _HALVES):
        raise Refusal(refusals.not_a_time())
    hour, minute, half = int(match[1]), int(match[2] or match[3] or 0), _HALVES.get(match[4] or "", "")
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - a clock face
        raise Refusal(refusals.not_a_time())
    if half:
        hour = hour % 12 + 12 * (half == "p")
    try:
        return time(hour, minute)
    except ValueError:
        raise Refusal(refusals.not_a_time()) from None


def read_zone(typed: str, offer: Callable[[str], Action] | None = None) -> str:
    """The stored name of a zone, from the name of a zone, city or state, from a zip code, or from an offset.

    `offer` makes the action of a button that chooses a zone by its stored name; without it there are no buttons.

    Raises:
        Refusal: no zone or place has that name, or places in several zones do, which are then offered.
    """
    found = zones.find(plain(typed))
    if not found:
        raise Refusal(refusals.not_a_zip() if _ZIP.fullmatch(plain(typed)) else refusals.not_a_zone())
    if len(found) > 1:
        rows = tuple((button(labels.place(each.place, each.where), offer(each.name)),) for each in found if offer)
        raise Refusal(refusals.which_place(found[0].place, [each.where for each in found]), rows)
    return found[0].name


def read_span(typed: str) -> tuple[time, time]:
    """Parse two times such as "21:00-08:00" or "21:00 to 8:00".

    Raises:
        Refusal: they are not two times.
    """
    parts = re.split(r"\s*(?:-|\u2013|\bto\b)\s*", plain(typed))
    if len(parts) != 2:  # noqa: PLR2004 - from and to
        raise Refusal(refusals.not_a_span())
    return read_time(parts[0]), read_time(parts[1])


def read_number(typed: str, minimum: int, maximum: int) -> int:
    """Parse a whole number within the limits.

    Raises:
        Refusal: it is not a number, or out of range.
    """
    tidy = plain(typed)
    if not re.fullmatch(r"[+-]?\d{1,9}", tidy, re.ASCII) or not minimum <= int(tidy) <= maximum:
        raise Refusal(refusals.not_a_number(minimum, maximum))
    return int(tidy)


def scope_and_number(typed: str) -> tuple[str, str | None]:
    """Split "revenue 15" or "15 revenue" into the text and the number as typed (None if there is none)."""
    parts = typed[: MAX_TYPED + 1].split()
    for at in (-1, 0):
        if parts and re.fullmatch(r"[+-]?\d+", parts[at]):
            number = parts.pop(at)
            return " ".join(parts), number
    return " ".join(parts), None


def read_days(typed: str) -> str:
    """Parse "weekdays", "mon wed fri" or "Tuesday, Thursday" into weekday digits such as "024", 0 for Monday.

    Raises:
        Refusal: no day, or something else, is named.
    """
    tidy = plain(typed)
    if tidy in _DAY_NAMES:
        return _DAY_NAMES[tidy]
    named = [part[:3] for part in re.split(r"[\s,+/]+|\band\b", tidy) if part]
    if not named or any(len(part) < 3 or part not in _WEEK for part in named):  # noqa: PLR2004 - as in mon
        raise Refusal(managing.not_days())
    return "".join(sorted({str(_WEEK.index(part)) for part in named}))


def read_alias(typed: str) -> str:
    """A name to be called in groups, "" for "off" or "none".

    Raises:
        Refusal: it is too short or long, has characters other than letters, digits, spaces, hyphens and apostrophes, or
            addresses everyone.
    """
    tidy = " ".join(typed[: MAX_TYPED + 1].split())
    if tidy.casefold() in {"off", "none", "no", "no name"}:
        return ""
    if not _ALIAS.fullmatch(tidy) or tidy.casefold() in {"everyone", "here", "channel", "all"}:
        raise Refusal(refusals.not_an_alias())
    return tidy


def read_focus(typed: str) -> Focus:
    """Return what the daily sets are to lean toward.

    Raises:
        Refusal: it is none of the three.
    """
    tidy = plain(typed).removeprefix("my ").removeprefix("like the ")
    meanings: Mapping[str, Focus] = {
        "blueprint": "blueprint",
        "exam": "blueprint",
        "weak": "weak",
        "weaker domains": "weak",
        "heavy": "heavy",
        "heavy domains": "heavy",
    }
    if tidy not in meanings:
        raise Refusal(refusals.not_a_focus())
    return meanings[tidy]


def read_hours(typed: str) -> str:
    """Return "12", "24" or "auto": the clock that times are shown on.

    Raises:
        Refusal: it is none of them.
    """
    tidy = plain(typed).replace("-", " ").removesuffix(" clock").removesuffix("s").removesuffix(" hour")
    meanings = {"12": "12", "24": "24", "am/pm": "12", "auto": AUTOMATIC, "automatic": AUTOMATIC}
    if tidy not in meanings:
        raise Refusal(refusals.not_hours())
    return meanings[tidy]


def read_switch(typed: str) -> bool:
    """True for "on", False for "off".

    Raises:
        Refusal: it is neither.
    """
    meanings: Mapping[str, bool] = {"on": True, "yes": True, "off": False, "no": False}
    if (tidy := plain(typed)) not in meanings:
        raise Refusal(refusals.not_a_switch())
    return meanings[tidy]


def plain(typed: str) -> str:
    """Return the text in lower case, without doubled spaces."""
    return " ".join(typed[: MAX_TYPED + 1].casefold().split())


def date_parts(tidy: str, today: date) -> tuple[int | None, int, int] | None:
    """(year or None, month, day), not validated yet."""
    if (days := _days(tidy)) is not None:
        day = today + timedelta(days=days)
        return day.year, day.month, day.day
    if match := _ISO.fullmatch(tidy):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _US.fullmatch(tidy):
        return _year(match[3]), int(match[1]), int(match[2])
    if (match := _MONTH_FIRST.fullmatch(tidy)) and match[1] in MONTHS:
        return _year(match[3]), MONTHS[match[1]], int(match[2])
    if (match := _DAY_FIRST.fullmatch(tidy)) and match[2] in MONTHS:
        return _year(match[3]), MONTHS[match[2]], int(match[1])
    return None


def _days(tidy: str) -> int | None:
    if tidy in {"today", "tomorrow"}:
        return int(tidy == "tomorrow")
    if not (ahead := _AHEAD.fullmatch(tidy)):
        return None
    return days_in(ahead)


def days_in(match: re.Match[str]) -> int:
    """Return the days in "two weeks"."""
    return (_COUNTS.get(match[1]) or int(match[1])) * _DAYS[match[2]]


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) + (2000 if len(digits) == 2 else 0)  # noqa: PLR2004 - "27" means 2027


def existing_day(year: int | None, month: int, day: int, *, today: date) -> date:
    """Return the day; without a year the next one of that name.

    Raises:
        Refusal: the calendar has none.
    """
    for candidate in range(today.year, today.year + 9) if year is None else (year,):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year is not None or found >= today:
            return found
    raise Refusal(refusals.no_such_day())
