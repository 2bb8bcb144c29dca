"""What the exam costs over two years, as low, middle and high, and the raise that would cover it. Plain arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

MONTHS: Final = 24
TRIES: Final = 3
"""Attempts counted; a long wait may follow the third."""
STIR: Final = 0.25
"""Relative change of a known amount, to see how much it moves the result."""


@dataclass(frozen=True, slots=True)
class Span:
    """An amount: low, middle, high."""

    low: float
    middle: float
    high: float

    @classmethod
    def of(cls, *values: float) -> Span:
        """Return the span of some values, with their middle."""
        return cls(min(values), (min(values) + max(values)) / 2, max(values))

    @property
    def wide(self) -> bool:
        """Return True if it is a range rather than one amount."""
        return self.low < self.high


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs: dollars, hours, and the chance of passing (0 to 1); wages in dollars an hour, None if not typed."""

    fee: Span
    course: Span
    renewal: Span
    chance: Span
    hours: float
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """The results, in dollars.

    Attributes:
        exam: fees, with retakes weighted by their probability.
        total: exam, course and renewal over 24 months.
        delay: expected days lost to failed attempts.
        long_wait: the chance (0 to 1) of a third failure.
        raise_hour: hourly raise that covers the total in 24 months of full-time work.
        raise_year: the same raise, per year.
        months: months until a higher wage covers the total; None without wages, infinite if the wage does not rise.
        levers: the two inputs that move the total most, and by how much.
    """

    exam: Span
    total: Span
    delay: Span
    long_wait: Span
    raise_hour: Span
    raise_year: Span
    months: Span | None
    levers: tuple[tuple[str, float], ...]


def sums(given: Inputs, hours_a_year: float, wait_days: float) -> Sums:
    """Return the results for the inputs."""
    exam, total = _exam(given), _total(given)
    miss = Span(1 - given.chance.high, 1 - given.chance.middle, 1 - given.chance.low)
    worked = hours_a_year * MONTHS / 12
    return Sums(
        exam,
        total,
        _each(miss, lambda q: wait_days * (q + q**2)),
        _each(miss, lambda q: q**TRIES),
        _each(total, lambda cost: cost / worked),
        _each(total, lambda cost: cost * 12 / MONTHS),
        _months(given, total, hours_a_year),
        _levers(given),
    )


def _exam(given: Inputs) -> Span:
    fee, chance = given.fee, given.chance
    return Span(_spent(fee.low, chance.high), _spent(fee.middle, chance.middle), _spent(fee.high, chance.low))


def _spent(fee: float, chance: float) -> float:
    return fee * sum((1 - chance) ** tries for tries in range(TRIES))


def _total(given: Inputs) -> Span:
    parts = (_exam(given), given.course, given.renewal)
    return Span(*(sum(getattr(part, end) for part in parts) for end in ("low", "middle", "high")))


def _months(given: Inputs, total: Span, hours_a_year: float) -> Span | None:
    if given.before is None or given.after is None:
        return None
    gain = (given.after - given.before) * hours_a_year / 12
    return _each(total, lambda cost: cost / gain) if gain > 0 else Span(float("inf"), float("inf"), float("inf"))


def _levers(given: Inputs) -> tuple[tuple[str, float], ...]:
    """Return the two inputs that move the middle total most: a range over its width, an amount over a quarter of it."""
    moved = {}
    for name in ("fee", "course", "renewal", "chance"):
        span: Span = getattr(given, name)
        low, high = (span.low, span.high) if span.wide else _stirred(span.middle, name)
        ends = [_total(replace(given, **{name: Span.of(each)})).middle for each in (low, high)]  # type: ignore[arg-type]  # all four are spans
        moved[name] = abs(ends[0] - ends[1])
    return tuple(sorted(moved.items(), key=lambda each: -each[1])[:2])


def _stirred(value: float, name: str) -> tuple[float, float]:
    top = value * (1 + STIR)
    return value * (1 - STIR), min(1.0, top) if name == "chance" else top


def _each(span: Span, function: Callable[[float], float]) -> Span:
    return Span(function(span.low), function(span.middle), function(span.high))
