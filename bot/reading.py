"""Parse what learners type: dates, numbers, choices. Refuse with a working example."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bot.errors import Refusal
from bot.words import managing, refusals

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS: Final = {name: count for count, name in enumerate(_ONES, 1)} | {
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
}
"""Numbers that people write as words."""
_COUNTS: Final = {"a": 1, "an": 1, **NUMBERS}
_UNBOOKED: Final = re.compile(
    r"none|no(?: date| idea)?|off|later|tbd|unbooked|unknown|undecided"
    r"|(?:i'm )?not (?:booked|scheduled|sure|yet)(?: yet)?"
    r"|(?:i )?(?:don't know|do not know|haven't (?:booked|scheduled))(?: it)?(?: yet)?"
)
"""Ways people say that they have no exam date."""
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_US = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d{2}))?", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", re.ASCII)
_DAY_FIRST = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?([a-z]+)\.?(?:,? (\d{4}))?", re.ASCII)
_WEEKDAY = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\.?,? (?=.)", re.ASCII
)
_COUNT: Final = rf"(\d{{1,4}}|an?|{'|'.join(NUMBERS)})"
_AHEAD = re.compile(rf"(?:in )?{_COUNT} (day|week|month)s?(?: from (?:now|today))?", re.ASCII)
AGO: Final = re.compile(rf"{_COUNT} (day|week|month)s? ago", re.ASCII)
_ALIAS = re.compile(r"[^\W_](?:[^\W_]|[ '-]){1,23}")
_DAYS: Final = {"day": 1, "week": 7, "month": 30}
_WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST: Final = 3
"""Letters in a weekday's shortest name."""
_PAST: Final = re.compile(r"(?:on )?(?:yesterday|last (?:night|week|month|year|[a-z]{3,6}day)|.{1,20} ago)")
"""Past days, in words."""
_DAY_NAMES: Final = {
    **dict.fromkeys(("every day", "everyday", "daily", "all"), "0123456"),
    "weekdays": "01234",
    "weekends": "56",
}


def read_date(typed: str, today: date) -> date:
    """The date meant, today or later; without a year, the next such date.

    Raises:
        Refusal: no such day, a past day, or more than three years ahead.
    """
    parts = date_parts(plain(typed), today)
    if _PAST.fullmatch(plain(typed)):
        raise Refusal(refusals.date_passed())
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
    if _UNBOOKED.fullmatch(plain(typed)):
        return None
    if date_parts(plain(typed), today) is None and not _PAST.fullmatch(plain(typed)):
        raise Refusal(refusals.not_an_exam_date())
    return read_date(typed, today)


def read_number(typed: str, minimum: int, maximum: int) -> int:
    """Parse a whole number within the limits.

    Raises:
        Refusal: it is not a number, or out of range.
    """
    tidy = str(NUMBERS.get(plain(typed), plain(typed)))
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
        Refusal: the text names no day, or something that is not a day.
    """
    tidy = plain(typed)
    if tidy in _DAY_NAMES:
        return _DAY_NAMES[tidy]
    named = [part[:3] for part in re.split(r"[\s,+/]+|\band\b", tidy) if part]
    if not named or any(len(part) < 3 or part not in _WEEK for part in named):  # noqa: PLR2004 - three letters, as in "mon"
        raise Refusal(managing.not_days())
    return "".join(sorted({str(_WEEK.index(part)) for part in named}))


def read_alias(typed: str) -> str:
    """Parse a name to be called in groups; "" for "off" or "none".

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
    """Parse what the daily sets should focus on.

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
        "larger domains": "heavy",
    }
    if tidy not in meanings:
        raise Refusal(refusals.not_a_focus())
    return meanings[tidy]


def read_named(typed: str, called: Mapping[str, str]) -> tuple[str, str]:
    """Split a text into what it begins by naming, in any case, and the rest; ("", "") if it names nothing.

    The longest name takes precedence: "time zone Chicago" does not set the "time" to "zone Chicago".
    """
    said = typed.strip()
    for each in sorted(called, key=len, reverse=True):
        head, rest = said[: len(each)], said[len(each) :]
        if head.casefold() == each.casefold() and (not rest or rest[0] == ":" or rest[0].isspace()):
            return called[each], rest.removeprefix(":").strip()
    return "", ""


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
    """Return the text in lower case, with repeated spaces collapsed."""
    return " ".join(typed[: MAX_TYPED + 1].casefold().replace("\u2019", "'").split())


def date_parts(tidy: str, today: date) -> tuple[int | None, int, int] | None:
    """Return (year or None, month, day), not validated yet; a weekday is the next day of that name, today excluded."""
    tidy = _WEEKDAY.sub("", tidy)
    if (days := _days(tidy, today)) is not None:
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


def weekday(tidy: str) -> int | None:
    """Return the day of the week that a text names, 0 for Monday; None for any other text."""
    found = (at for at, name in enumerate(_WEEKDAYS) if len(tidy) >= _SHORTEST and name.startswith(tidy))
    return next(found, None)


def _days(tidy: str, today: date) -> int | None:
    if tidy in {"today", "tomorrow"}:
        return int(tidy == "tomorrow")
    if (named := weekday(re.sub(r"^(?:this |next |coming )", "", tidy))) is not None:
        return (named - today.weekday() - 1) % 7 + 1
    if not (ahead := _AHEAD.fullmatch(tidy)):
        return None
    return days_in(ahead)


def days_in(match: re.Match[str]) -> int:
    """Return the number of days in a phrase such as "two weeks"."""
    return (_COUNTS.get(match[1]) or int(match[1])) * _DAYS[match[2]]


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) + (2000 if len(digits) == 2 else 0)  # noqa: PLR2004 - "27" means 2027


def existing_day(year: int | None, month: int, day: int, *, today: date) -> date:
    """Return the date; without a year, the next one with that month and day.

    Raises:
        Refusal: the calendar has no such date.
    """
    for candidate in range(today.year, today.year + 9) if year is None else (year,):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year is not None or found >= today:
            return found
    raise Refusal(refusals.no_such_day())
