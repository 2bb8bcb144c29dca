"""Numbers owned by a fact: code and texts take them from the fact instead of writing them out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

TELLING: Final = 100
"""A number above this belongs to its fact wherever it appears."""
YEARS: Final = range(1990, 2100)
_NUMBER: Final = re.compile(
    r"(?P<figure>\$?\d+(?:,\d{3})*(?:\.\d+)?%?)"
    r"(?P<unit>[ -](?:day|month|credit|question|minute|hour|attempt|continuing)s?\b)?"
)


class Owned:
    """The numbers of all facts: distinctive ones alone, small ones with what they count, such as "30 days"."""

    def __init__(self, facts: Iterable[tuple[str, str]], shared: Iterable[str] = ()) -> None:
        """Take ids and sentences of facts; numbers that also occur in `shared` sentences may be written anywhere."""
        self._by_fact: dict[str, set[float]] = {}
        self._owners: dict[str, str] = {}
        free = {written for text in shared for written in map(_alone, _NUMBER.finditer(text)) if written}
        for name, text in facts:
            self._by_fact[name] = {_value(found) for found in _NUMBER.finditer(text)}
            for found in _NUMBER.finditer(text):
                written = _alone(found)
                if written and written not in free:
                    self._owners.setdefault(written, name)

    def borrowed(self, text: str, mine: Collection[str] = ()) -> Iterator[tuple[str, str]]:
        """Yield each number written out although a fact owns it, with the fact.

        Any number of the facts in `mine` counts, however small.
        """
        small = {number: name for name in mine for number in self._by_fact.get(name, ())}
        for found in _NUMBER.finditer(text):
            owner = self._owners.get(_alone(found)) or small.get(_value(found))
            if owner:
                yield found["figure"], owner

    def constant(self, value: float) -> str:
        """Return the fact whose distinctive, not round number a constant repeats, also as a share of 1; "" for none."""
        return next((self._owners[key] for key in _spellings(value) if key in self._owners), "")


def _alone(found: re.Match[str]) -> str:
    """Return how a number is recognized without its sentence; "" if it says too little."""
    figure, value = found["figure"], _value(found)
    if figure[0] == "$" or not figure.isdecimal() or (value > TELLING and value not in YEARS):
        return f"{value:g}{'%' if figure[-1] == '%' else ''}" if value < _MILLION else f"{value:.0f}"
    return f"{value:g} {found['unit'][1:].rstrip('s')}" if found["unit"] else ""


def _value(found: re.Match[str]) -> float:
    return float(found["figure"].strip("$%").replace(",", ""))


def _spellings(value: float) -> tuple[str, ...]:
    if 0 < value < 1 and round(value * 100) != round(value * 100, 4):
        return (f"{value * 100:.4g}%",)
    if value > TELLING and value % 10 and value not in YEARS:
        return (f"{value:g}" if value < _MILLION else f"{value:.0f}", f"{value:g}%")
    return ()


_MILLION: Final = 1e5
"""From here on, `g` would format a number with an exponent."""
