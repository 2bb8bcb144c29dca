"""Input of the picture of an instructor's class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.figures import Range


@dataclass(frozen=True, slots=True)
class ClassLevel:
    """What a class knows of a domain on average, in percent; `weight` is the domain's percentage of the exam."""

    name: str
    weight: int
    level: Range


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """An instructor's class, as averages without names.

    Attributes:
        name: the class's.
        today: the date.
        members: how many there are.
        studied: how many studied in the last seven days, of those `counted`.
        counted: how many the figures are of.
        domains: in display order.
        teach: names of the topics with most to gain, the most first; five are shown.
        passes: how many are expected to pass, of those `measured`; None while that cannot be said.
        measured: how many have answered enough to say so.
    """

    name: str
    today: date
    members: int
    studied: int
    counted: int
    domains: tuple[ClassLevel, ...]
    teach: tuple[str, ...]
    passes: Range | None
    measured: int
