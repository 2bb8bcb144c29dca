"""Times of day and dates as a learner reads them, each form defined once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from bot.learning.calendar import DEFAULT_ZONE, is_zone
from bot.places import is_american
from bot.zones import is_fixed, spoken

if TYPE_CHECKING:
    from datetime import date, datetime, time, tzinfo

Hours: TypeAlias = Literal[12, 24]
"""How many hours a clock shows."""
AUTOMATIC: Final = "auto"
CLOCKS: Final = {f"{each}-hour": str(each) for each in get_args(Hours)}
"""The alternatives a learner may choose, by label."""
NEAR: Final = 14
"""Days from today, in either direction, within which a date includes its weekday."""
WEEK: Final = 7
_WORDS: Final = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def hours(chosen: str, zone: str) -> Hours:
    """Return the clock someone reads: "12" or "24" as chosen, otherwise the usual one in their time zone."""
    if chosen == AUTOMATIC:
        return 12 if is_american(zone if is_zone(zone) else DEFAULT_ZONE) else 24
    return 12 if chosen == "12" else 24


def clock(at: time, shown: Hours) -> str:
    """Return a time of day, such as "5:00 PM" or "17:00"."""
    if shown == 24:  # noqa: PLR2004 - one of the two clocks
        return f"{at:%H:%M}"
    return f"{at.hour % 12 or 12}:{at:%M} {'PM' if at.hour >= 12 else 'AM'}"  # noqa: PLR2004 - noon


def both(at: time) -> str:
    """Return a time of day on both clocks, such as "17:00 (5:00 PM)"."""
    return f"{clock(at, 24)} ({clock(at, 12)})"


def both_spans(begin: time, end: time) -> str:
    """Return two times on both clocks, such as "21:00-08:00 (9:00 PM to 8:00 AM)"."""
    return f"{clock(begin, 24)}-{clock(end, 24)} ({span(begin, end, 12)})"


def span(begin: time, end: time, shown: Hours) -> str:
    """Return two times of day, such as "9:00 PM to 8:00 AM"."""
    return f"{clock(begin, shown)} to {clock(end, shown)}"


def moment(at: datetime, tz: tzinfo, shown: Hours) -> str:
    """Return a time as a wall clock in that zone shows it, in a form that is still right when read another day."""
    local = at.astimezone(tz)
    return f"{_weekday(local)} at {clock(local.time(), shown)}"


def zone_time(name: str) -> str:
    """Return the name of a zone's time: "Eastern time", "Berlin time", "UTC-05:00"."""
    if not is_zone(name):
        return _gone(name)
    return name if is_fixed(name) else f"{spoken(name)} time"


def zone_line(name: str) -> str:
    """Return a zone as a setting's value, such as "Eastern time (America/New_York)"."""
    return zone_time(name) if is_fixed(name) or not is_zone(name) else f"{zone_time(name)} ({name})"


def full(when: date) -> str:
    """Return a date with its year, such as "January 15, 2027"."""
    return f"{when:%B} {when.day}, {when.year}"


def dated(when: date) -> str:
    """Return a date with its weekday and year, such as "Friday, January 15, 2027", to confirm it."""
    return f"{when:%A}, {full(when)}"


def short(when: date) -> str:
    """Return a date where there is little room, such as "Jan 15"."""
    return f"{when:%b} {when.day}"


def month(when: date) -> str:
    """Return a month and its year, such as "November 2026"."""
    return f"{when:%B %Y}"


def weekday(when: date) -> str:
    """Return the day of the week over a column, such as "Fri"."""
    return f"{when:%a}"


def day_of_week(when: date) -> str:
    """Return the day of the week in a sentence, such as "Friday"."""
    return f"{when:%A}"


def near(when: date, today: date) -> str:
    """Return a date in a sentence: "tomorrow", "Friday, January 15" within two weeks, otherwise with its year."""
    days = (when - today).days
    if days in _WORDS:
        return _WORDS[days]
    return _weekday(when) if abs(days) <= NEAR else full(when)


def on(when: date, today: date) -> str:
    """Return `near` with "on" where English needs it: "on Friday, January 15", but "tomorrow"."""
    return near(when, today) if (when - today).days in _WORDS else f"on {near(when, today)}"


def on_weekday(when: date, today: date) -> str:
    """Return "on Friday" for a day less than a week away, otherwise `on`."""
    days = abs((when - today).days)
    return f"on {when:%A}" if 1 < days < WEEK else on(when, today)


def dates(first: date, last: date) -> str:
    """Return two dates where there is little room, such as "Jan 10 to Jan 16"."""
    return f"{short(first)} to {short(last)}"


def days(count: int) -> str:
    """Return a number of days, such as "1 day" or "1,200 days"."""
    return "1 day" if count == 1 else f"{count:,} days"


def countdown(left: int) -> str:
    """Return how far off the exam is, as a sentence."""
    if left == 0:
        return "Your exam is today. Good luck."
    return f"{days(left)} to your exam." if left > 1 else "Your exam is tomorrow."


def _gone(zone: str) -> str:
    return f"{zone} (no longer a time zone; {spoken(DEFAULT_ZONE)} time is used)"


def _weekday(when: date) -> str:
    return f"{when:%A}, {when:%B} {when.day}"
