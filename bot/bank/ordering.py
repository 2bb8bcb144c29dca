"""Options with a natural order: numbers, durations, dates and times of day."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NUMBER: Final = re.compile(r"(\$?)(-?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?)(?=\D|$) ?(%|[A-Za-z][A-Za-z -]{0,30})?")
_SPAN: Final = re.compile(
    r"(?:about |within )?(\w+)[ -](second|minute|hour|(?:calendar |business )?day|week|month|year)s?", re.IGNORECASE
)
_DATE: Final = re.compile(r"([A-Z][a-z]+)\.? (\d{1,2})(?:, (\d{4}))?")
_TIME: Final = re.compile(r"(\d{1,2})(?::(\d\d))? ?(?:([ap])\.?m\.?)?", re.IGNORECASE)
_HOURS: Final = {
    "second": 1 / 3600,
    "minute": 1 / 60,
    "hour": 1.0,
    "day": 24.0,
    "week": 168.0,
    "month": 730.0,
    "year": 8760.0,
}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS: Final = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}


def numbers(texts: Sequence[str]) -> tuple[float, ...] | None:
    """The texts' values if all are numbers with the same unit ("30 days", "$25", "12.5 %"), else None."""
    found = [_number(each) for each in texts]
    units = {each[1] for each in found if each}
    if None in found or len(units) != 1:
        return None
    return tuple(each[0] for each in found if each)


def quantities(texts: Sequence[str]) -> tuple[float, ...] | None:
    """Sort keys for the texts if all are numbers, durations, dates or times of day, else None."""
    readers: tuple[Callable[[str], float | None], ...] = (_word, _span, _date, _time)
    for reader in readers:
        values = [reader(each) for each in texts]
        if None not in values:
            return tuple(value for value in values if value is not None)
    return numbers(texts)


def ascends(values: Sequence[float]) -> bool:
    """True if the values never decrease."""
    return all(one <= other for one, other in pairwise(values))


def _number(text: str) -> tuple[float, str] | None:
    match = _NUMBER.fullmatch(text.strip())
    if not match or not match[2].strip("-"):
        return None
    return float(match[2].replace(",", "")), match[1] + (match[3] or "").lower().removesuffix("s")


def _word(text: str) -> float | None:
    word = text.strip().lower()
    if word in _TENS:
        return float(_TENS[word])
    return float(_WORDS.index(word)) if word in _WORDS else None


def _span(text: str) -> float | None:
    match = _SPAN.fullmatch(text.strip())
    if not match:
        return None
    count = float(match[1]) if match[1].isdigit() else _word(match[1])
    return None if count is None else count * _HOURS[match[2].lower().split()[-1]]


def _date(text: str) -> float | None:
    match = _DATE.fullmatch(text.strip())
    if not match or match[1][:3].lower() not in _MONTHS:
        return None
    return int(match[3] or 0) * 372 + _MONTHS.index(match[1][:3].lower()) * 31 + int(match[2])


def _time(text: str) -> float | None:
    match = _TIME.fullmatch(text.strip())
    if not match or not (match[2] or match[3]):
        return None
    hour = int(match[1]) % 12 + 12 * (match[3].lower() == "p") if match[3] else int(match[1])
    return hour + int(match[2] or 0) / 60
