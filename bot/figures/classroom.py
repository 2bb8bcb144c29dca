"""Input of the picture of an instructor's class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.figures.ranges import Range


@dataclass(frozen=True, slots=True)
class ClassLevel:
    """How much of a domain a class knows on average, in percent; `weight` is the domain's percentage of the exam."""

    name: str
    weight: int
    level: Range


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """An instructor's class, as averages without names.

    Attributes:
        name: the class's name.
        today: the date.
        members: number of members.
        studied: how many of the `counted` members studied in the last seven days.
        counted: number of members that the figures cover.
        domains: in display order.
        teach: names of the topics with the most to gain, in descending order; five are shown.
        passes: how many of the `measured` members are expected to pass; None until that can be estimated.
        measured: how many have answered enough for an estimate.
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
