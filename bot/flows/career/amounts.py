"""Parse money as people type it: "$17.50", "17.5/h", "52k", "1.000,00"; in whole cents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.errors import Refusal
from bot.words.career import roi as words

MAX_TYPED: Final = 60
WEEKS_A_YEAR: Final = 52
MONTHS_A_YEAR: Final = 12
HOURLY: Final = (100, 50_000)
"""Plausible wages, in cents per hour."""
BY_HOUR: Final = 20_000
BY_YEAR: Final = 500_000
"""In cents: a bare number below the first is an hourly amount; from the second on, a yearly one."""
_NUMBER: Final = re.compile(r"\d[\d.,' ]*\d|\d", re.ASCII)
_UNITS: Final = {
    "hour": re.compile(r"/ ?h\b|\b(?:an?|per) h(?:ou)?r\b|\bhourly\b|/ ?h(?:ou)?r\b|\bhours?\b|\bhr\b"),
    "week": re.compile(r"/ ?w(?:ee)?k\b|\b(?:a|per) week\b|\bweekly\b"),
    "month": re.compile(r"/ ?mo(?:nth)?\b|\b(?:a|per) month\b|\bmonthly\b"),
    "year": re.compile(r"/ ?y(?:ea)?r?\b|\b(?:a|per) y(?:ea)?r\b|\byearly\b|\bannual(?:ly)?\b|\bp\.?a\b"),
}
_WORDS: Final = re.compile(r"[^\d\s.,'$/+-]+", re.ASCII)
_KNOWN: Final = frozenset(
    {"usd", "us", "dollars", "dollar", "bucks", "about", "around", "approx", "roughly", "k", "thousand", "a", "an"}
    | {"per", "h", "hr", "hour", "hours", "hourly", "w", "wk", "week", "weekly", "mo", "month", "monthly", "y", "yr"}
    | {"year", "yearly", "annual", "annually", "pa", "it", "is", "costs", "cost", "i", "pay", "make", "earn", "~"}
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A typed amount in cents, and its period ("hour", "week", "month", "year"; "" if not given)."""

    cents: int
    unit: str


def read_amount(typed: str, most: int) -> int:
    """Return an amount in cents, up to `most` dollars.

    Raises:
        Refusal: it is not an amount, negative, or too large.
    """
    found = _read(typed)
    if found is None or found.unit:
        raise Refusal(words.not_an_amount())
    if not 0 <= found.cents <= 100 * most:
        raise Refusal(words.out_of_range(most))
    return found.cents


def read_wage(typed: str, hours: int) -> int:
    """Return a wage in cents an hour; `hours` are those of a full-time year.

    Raises:
        Refusal: it is not an amount, no one earns that, or its period is unclear.
    """
    found = _read(typed)
    if found is None:
        raise Refusal(words.not_a_wage())
    unit = found.unit or ("hour" if found.cents < BY_HOUR else "year" if found.cents >= BY_YEAR else "")
    if not unit:
        raise Refusal(words.by_what())
    a_year = {"hour": hours, "week": WEEKS_A_YEAR, "month": MONTHS_A_YEAR, "year": 1}[unit]
    cents = round(found.cents * a_year / hours)
    if not HOURLY[0] <= cents <= HOURLY[1]:
        raise Refusal(words.no_such_wage(HOURLY[0] // 100, HOURLY[1] // 100))
    return cents


def _read(typed: str) -> Amount | None:
    said = typed[:MAX_TYPED].casefold().replace("\u2212", "-").replace("\u00a0", " ").strip()
    numbers = _NUMBER.findall(said)
    thousands = bool(re.search(r"\d ?(?:k\b|thousand)", said))
    plain = re.sub(r"(?<=\d)k\b", " k", said)
    if len(numbers) != 1 or not set(_WORDS.findall(plain)) <= _KNOWN or len(typed) > MAX_TYPED:
        return None
    cents = _cents(numbers[0])
    if cents is None:
        return None
    sign = -1 if re.search(r"-\s*\$?\s*\d", said) else 1
    unit = next((name for name, pattern in _UNITS.items() if pattern.search(said)), "")
    return Amount(sign * cents * (1000 if thousands else 1), unit)


def _cents(number: str) -> int | None:
    """Return the cents of "1,000.50", "1.000,50", "17.5" or "1 000"; three digits after a separator are thousands."""
    marks = [each for each in number if each in ".,"]
    decimal = marks[-1] if marks and (len(set(marks)) > 1 or len(number) - number.rindex(marks[-1]) != 4) else ""  # noqa: PLR2004 - a separator and three digits
    whole, _, part = number.rpartition(decimal) if decimal else (number, "", "")
    groups = re.split(r"[.,' ]", whole)
    if len(part) > 2 or not all(groups) or any(len(each) != 3 for each in groups[1:]):  # noqa: PLR2004 - cents, thousands
        return None
    return int("".join(groups)) * 100 + int(part.ljust(2, "0") or 0)
