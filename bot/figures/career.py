"""Input of the career desk's pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

PERCENTILES: Final = 5
"""Percentiles of pay that are shown."""


@dataclass(frozen=True, slots=True)
class PayFigures:
    """What an occupation pays.

    Attributes:
        occupation: its name.
        vintage: source and date of the figures.
        percentiles: the 10th, 25th, 50th, 75th and 90th, in dollars a year.
        state: the name of a state, "" for none.
        median: that state's median; None if unknown.
    """

    occupation: str
    vintage: str
    percentiles: tuple[int, ...]
    state: str = ""
    median: int | None = None

    def __post_init__(self) -> None:
        if len(self.percentiles) != PERCENTILES:
            raise ValueError("pay has five percentiles")


@dataclass(frozen=True, slots=True)
class Cost:
    """An amount: low, middle and high."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class RoiFigures:
    """What the exam costs over 24 months, in dollars; `pays` is the raise that would cover it, in cents an hour."""

    exam: Cost
    course: Cost
    renewal: Cost
    total: Cost
    pays: Cost


@dataclass(frozen=True, slots=True)
class PassFigures:
    """A pass to share; it shows a name only if one was typed."""

    name: str
    passed: date
    best: int
    answers: int
