"""What pictures are made of: whole numbers, names and dates, frozen, so that equal figures are an equal picture.

Percentages are 0 to 100. Numbers come rounded: what cannot be seen must not make a picture a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.figures.career import PassFigures, PayFigures, RoiFigures
from bot.learning.readiness import CUTS

if TYPE_CHECKING:
    from datetime import date

WEEKS: Final = 12
"""Weeks in a streak's calendar, the current one included."""
DAYS: Final = 14
"""Days in a progress picture, today included."""
WEEK: Final = 7
"""Days in a week."""

Mark: TypeAlias = Literal["counted", "frozen", "paused", "short", "missed", "open", "none"]
"""What a day of the calendar was: "open" is a today that does not count yet, "none" lies before the first day."""


@dataclass(frozen=True, slots=True)
class Range:
    """Whole numbers from `low` to `high`, both included."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("a range goes up")


PASSING: Final = Range(*CUTS)
"""Right answers of 100 between which the passing score is assumed: our assumption, no raw cut is published."""


@dataclass(frozen=True, slots=True)
class DomainLevel:
    """How much of a domain is known. `weight` is its percentage of the exam, `level` the percentage that is known.

    `level` is None as long as nothing of it was answered.
    """

    name: str
    weight: int
    level: int | None
    answered: int


@dataclass(frozen=True, slots=True)
class ProgressFigures:
    """Where a learner stands.

    Attributes:
        domains: in the order in which they are shown.
        weakest: names of topics, the weakest first; three are named.
        days: answers on each of the last days, today's last.
        today: the date of the last of them.
        ready: the likely raw score in percent if the exam were today, None as long as nothing can be said.
        missing: how many more answers it takes until something can be said.
        passing: where the passing score is assumed.
    """

    domains: tuple[DomainLevel, ...]
    weakest: tuple[str, ...]
    days: tuple[int, ...]
    today: date
    ready: Range | None = None
    missing: int = 0
    passing: Range = PASSING


@dataclass(frozen=True, slots=True)
class StreakFigures:
    """The last weeks as a calendar.

    Attributes:
        first: the date of the first mark, a Sunday.
        marks: one for each day, today's last.
        length: days in a row.
        best: the most days in a row so far.
        freezes: how many are left.
        answered: answers today.
        goal: the answers that make today count.
    """

    first: date
    marks: tuple[Mark, ...]
    length: int
    best: int
    freezes: int
    answered: int
    goal: int

    def __post_init__(self) -> None:
        if not 0 < len(self.marks) <= 7 * WEEKS:
            raise ValueError(f"a calendar has 1 to {7 * WEEKS} days")


@dataclass(frozen=True, slots=True)
class DomainScore:
    """Right answers in a domain, of so many scored questions."""

    name: str
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier simulation: its date, and right answers of the scored questions."""

    day: date
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class ExamFigures:
    """How a simulation went.

    Attributes:
        title: its name, such as "Full simulation".
        right: right answers of the scored questions.
        total: the scored questions.
        domains: the same by domain, in the order in which they are shown.
        chance: the chance to pass in percent, None where none can be said.
        minutes: how long it took.
        allowed: how long it may take.
        pace: seconds a question on average in each part of the exam (fifths, say), the first part first.
        limit: seconds a question that the exam allows.
        earlier: simulations before this one, oldest first; the last five are shown.
        passing: where the passing score is assumed, in percent of the scored questions.
    """

    title: str
    right: int
    total: int
    domains: tuple[DomainScore, ...]
    chance: Range | None
    minutes: int
    allowed: int
    pace: tuple[int, ...]
    limit: int = 60
    earlier: tuple[Earlier, ...] = ()
    passing: Range = PASSING


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """A week that is over and the one to come.

    Attributes:
        first: the date of its first day.
        answers: answers on each day of it.
        goal: the answers that make a day count.
        fresh: names of the topics that are known now and were not a week ago; three are named.
        known: how many topics are known now.
        known_before: how many were known a week ago.
        topics: how many topics there are.
        focus: names of topics or domains that next week is for; three are named.
        planned: answers that next week is to bring, 0 for no plan.
    """

    first: date
    answers: tuple[int, ...]
    goal: int
    fresh: tuple[str, ...]
    known: int
    known_before: int
    topics: int
    focus: tuple[str, ...]
    planned: int = 0


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """An option of a group's question: its letter, how many members chose it, and whether it is the right one."""

    letter: str
    count: int
    right: bool


@dataclass(frozen=True, slots=True)
class GroupAnswerFigures:
    """How a group answered a question; counts, never who.

    Attributes:
        label: the name of the question's topic.
        letters: the options in the order in which all of them saw them.
        answered: how many members answered.
        days: the group's days in a row.
    """

    label: str
    letters: tuple[GroupChoice, ...]
    answered: int
    days: int


@dataclass(frozen=True, slots=True)
class GroupDay:
    """A day of a group: its date, how many answers its question got, and how many of them were right."""

    day: date
    answered: int
    right: int

    def __post_init__(self) -> None:
        if not 0 <= self.right <= self.answered:
            raise ValueError("right answers are answers")


@dataclass(frozen=True, slots=True)
class GroupWeekFigures:
    """A group's week that is over, and what the next one is for.

    Attributes:
        first: the date of its first day.
        days: seven, from the first on; None for a day that had no question.
        answered: answers in the week.
        members: how many members gave them.
        hardest: the name of the topic that was hardest, "" for none.
        improved: the name of the topic that improved most, "" for none.
        focus: the name of what next week is for, "" for nothing.
        streak: the group's days in a row.
    """

    first: date
    days: tuple[GroupDay | None, ...]
    answered: int
    members: int
    hardest: str
    improved: str
    focus: str
    streak: int

    def __post_init__(self) -> None:
        if len(self.days) != WEEK:
            raise ValueError("a week has seven days")
        if any(day and day.day != self.first + timedelta(days=at) for at, day in enumerate(self.days)):
            raise ValueError("each day of a week stands at its place")


Figures: TypeAlias = (
    ProgressFigures
    | StreakFigures
    | ExamFigures
    | WeekFigures
    | GroupAnswerFigures
    | GroupWeekFigures
    | PayFigures
    | RoiFigures
    | PassFigures
)
