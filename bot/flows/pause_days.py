"""Parse how long a pause lasts: "for a week", "until Friday", "Dec 20 to Jan 3"."""

from __future__ import annotations

import contextlib
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bot.errors import Refusal
from bot.reading import MAX_YEARS_AHEAD, NUMBERS, date_parts, plain, read_date
from bot.words import refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NUMBERS: Final = {
    **NUMBERS,
    **dict.fromkeys(("a", "an", "the", ""), 1),
    "a couple of": 2,
    "a few": 3,
}
_UNITS: Final = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
SATURDAY: Final = 5
_LENGTH: Final = re.compile(
    r"(?:for )?(?:(?:the )?next )?"
    rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(filter(None, _NUMBERS), key=len, reverse=True))}|)\s?"
    rf"(?P<unit>{'|'.join(_UNITS)})s?",
    re.ASCII,
)
_UNTIL: Final = re.compile(r"(?:until|till|til|'til|through|thru|up to)\s+(.+)")
_BETWEEN: Final = re.compile(r"\s+(?:to|until|till|til|through|thru|and|-|\u2013)\s+")
_FOR: Final = re.compile(r"(.+?)\s+(for\s+.+)")
_LEAD: Final = re.compile(r"^(?:please )?(?:me )?(?:starting |beginning |between |from )?(?:on )?")


def read_pause(typed: str, today: date) -> tuple[date, date]:
    """Return the first and the last day of the pause, inclusive; without a beginning, it starts today.

    Raises:
        Refusal: it is not a span of days, one of its days has passed, it ends before it begins, or it is longer than
            three years.
    """
    tidy = _LEAD.sub("", plain(typed).rstrip(".!"))
    first, last = next(_read(tidy, today))
    if last > today + timedelta(366 * MAX_YEARS_AHEAD):
        raise Refusal(refusals.pause_too_long())
    if last < first:
        raise Refusal(refusals.pause_backwards())
    return first, last


def read_day(tidy: str, today: date) -> date:
    """Return a date or the next day of that name, today excluded, from a text as `bot.reading.plain` returns it.

    Raises:
        Refusal: it is not a day, or has passed.
    """
    name = re.sub(r"^(?:this |next |coming |on |the end of )+", "", tidy)
    if date_parts(name, today) is None:
        raise Refusal(refusals.not_a_pause())
    return read_date(name, today)


def _read(tidy: str, today: date) -> Iterator[tuple[date, date]]:
    """Yield what the text can mean, most likely first."""
    if tidy in _NAMED:
        yield _NAMED[tidy](today)
    if days := _length(tidy):
        yield today, today + timedelta(days - 1)
    if match := _UNTIL.fullmatch(tidy):
        yield today, read_day(match[1], today)
    if (match := _FOR.fullmatch(tidy)) and (days := _length(match[2])):
        first = read_day(match[1], today)
        yield first, first + timedelta(days - 1)
    if len(ends := _BETWEEN.split(tidy, 1)) == 2:  # noqa: PLR2004 - a first and a last day
        first = read_day(ends[0], today)
        yield first, read_day(ends[1], max(first, today))
    yield from _side_by_side(tidy, today)
    yield today, read_day(tidy, today)


def _weekend(today: date) -> tuple[date, date]:
    """Return this Saturday and Sunday, or what is left of them."""
    first = today + timedelta(max(0, SATURDAY - today.weekday()))
    return first, first + timedelta(6 - first.weekday())


def _next_week(today: date) -> tuple[date, date]:
    first = today + timedelta(7 - today.weekday())
    return first, first + timedelta(6)


def _length(tidy: str) -> int:
    """Return the number of days in "for two weeks"; 0 if it is not a length of time."""
    match = _LENGTH.fullmatch(tidy)
    if match is None:
        return 0
    count = _NUMBERS.get(match["count"])
    return (int(match["count"]) if count is None else count) * _UNITS[match["unit"]]


def _side_by_side(tidy: str, today: date) -> Iterator[tuple[date, date]]:
    """Yield the days of "2026-12-20 2027-01-03"."""
    pieces = tidy.split()
    for at in range(1, len(pieces)):
        with contextlib.suppress(Refusal):
            first, last = (read_date(" ".join(half), today) for half in (pieces[:at], pieces[at:]))
            yield first, last


_NAMED: Final[dict[str, Callable[[date], tuple[date, date]]]] = {
    **dict.fromkeys(("weekend", "this weekend", "the weekend", "for the weekend", "over the weekend"), _weekend),
    "next week": _next_week,
    "for today": lambda today: (today, today),
}
