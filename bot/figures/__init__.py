"""Input of pictures: whole numbers, names and dates, frozen, so that equal figures give an equal picture.

Percentages are 0 to 100. Numbers are rounded, so that invisible differences don't produce a new picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.figures.career import PassFigures, PayFigures, RoiFigures
from bot.figures.classroom import ClassFigures
from bot.figures.ranges import Range
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
"""What happened on a calendar day: "open" is today before it counts; "none" is before the first day."""


PASSING: Final = Range(*CUTS)
"""Range of right answers per 100 in which the passing score is assumed to lie; no raw cut score is published."""


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A typical day with the tutor, by its number of questions."""

    questions: int


@dataclass(frozen=True, slots=True)
class DomainLevel:
    """How much of a domain is known. `weight` is its percentage of the exam, `level` the percentage known.

    `level` is None until something in it has been answered.
    """

    name: str
    weight: int
    level: int | None
    answered: int


@dataclass(frozen=True, slots=True)
class ProgressFigures:
    """A learner's progress.

    Attributes:
        domains: in display order.
        weakest: names of topics, weakest first; three are shown.
        days: answers on each of the last days, ending today.
        today: the date of the last of them.
        ready: the likely raw score in percent if the exam were today; None until there is enough data.
        missing: how many more answers an estimate takes.
        passing: the assumed range of the passing score.
        passed: True once the exam is passed, so that nothing is estimated.
    """

    domains: tuple[DomainLevel, ...]
    weakest: tuple[str, ...]
    days: tuple[int, ...]
    today: date
    ready: Range | None = None
    missing: int = 0
    passing: Range = PASSING
    passed: bool = False


@dataclass(frozen=True, slots=True)
class StreakFigures:
    """The last weeks as a calendar.

    Attributes:
        first: the date of the first mark, a Sunday.
        marks: one per day, ending today.
        length: current streak, in days.
        best: longest streak so far, in days.
        freezes: streak freezes left.
        answered: answers today.
        goal: answers needed for today to count.
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
    """Right answers out of the scored questions in a domain."""

    name: str
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier simulation: its date, and right answers out of the scored questions."""

    day: date
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class ExamFigures:
    """The result of a simulation.

    Attributes:
        title: its name, such as "Full simulation".
        right: right answers among the scored questions.
        total: number of scored questions.
        domains: the same by domain, in display order.
        chance: chance of passing, in percent; None if it can't be estimated.
        minutes: time taken.
        allowed: time allowed, in minutes.
        pace: average seconds per answered question in each part of the exam (such as fifths), in order; None where
            none was answered.
        limit: seconds per question that the exam allows.
        earlier: previous simulations, oldest first; the last five are shown.
        passing: the assumed range of the passing score, in percent of the scored questions.
    """

    title: str
    right: int
    total: int
    domains: tuple[DomainScore, ...]
    chance: Range | None
    minutes: int
    allowed: int
    pace: tuple[int | None, ...]
    limit: int = 60
    earlier: tuple[Earlier, ...] = ()
    passing: Range = PASSING


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """A past week and the one ahead.

    Attributes:
        first: the date of its first day.
        answers: answers on each day.
        right: how many of them were right.
        goal: answers needed for a day to count.
        fresh: names of topics known now but not a week ago; three are shown.
        counted: which topics are counted: those known or, while there are none, those practiced.
        count: number of those topics now.
        count_before: number of those topics a week ago.
        topics: total number of topics.
        focus: names of the topics or domains to focus on next week; three are shown.
        planned: answers planned for next week, 0 without a plan.
    """

    first: date
    answers: tuple[int, ...]
    right: int
    goal: int
    fresh: tuple[str, ...]
    counted: Literal["known", "practiced"]
    count: int
    count_before: int
    topics: int
    focus: tuple[str, ...]
    planned: int = 0


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """An option of a group question: its letter, how many members chose it, and whether it is right."""

    letter: str
    count: int
    right: bool


@dataclass(frozen=True, slots=True)
class GroupAnswerFigures:
    """How a group answered a question, as counts without names.

    Attributes:
        label: name of the question's topic.
        letters: the options, in the one order shown to everyone.
        answered: number of members who answered.
        days: the group's streak, in days.
    """

    label: str
    letters: tuple[GroupChoice, ...]
    answered: int
    days: int


@dataclass(frozen=True, slots=True)
class GroupDay:
    """One day of a group: its date, the number of answers, and how many were right."""

    day: date
    answered: int
    right: int

    def __post_init__(self) -> None:
        if not 0 <= self.right <= self.answered:
            raise ValueError("right answers are answers")


@dataclass(frozen=True, slots=True)
class GroupWeekFigures:
    """A group's past week and next week's focus.

    Attributes:
        first: the date of its first day.
        days: seven entries from the first day on; None for a day without a question.
        answered: answers in the week.
        members: number of members who gave them.
        hardest: name of the hardest topic, "" for none.
        improved: name of the most improved topic, "" for none.
        focus: name of next week's focus, "" for none.
        streak: the group's streak, in days.
        known: number of different questions that the board's members, together, answered correctly on first sight.
        goal: target for `known`; 0 for no goal.
    """

    first: date
    days: tuple[GroupDay | None, ...]
    answered: int
    members: int
    hardest: str
    improved: str
    focus: str
    streak: int
    known: int = 0
    goal: int = 0

    def __post_init__(self) -> None:
        if len(self.days) != WEEK:
            raise ValueError("a week has seven days")
        if any(day and day.day != self.first + timedelta(days=at) for at, day in enumerate(self.days)):
            raise ValueError("each day of a week stands at its place")


Figures: TypeAlias = (
    DayFigures
    | ProgressFigures
    | StreakFigures
    | ExamFigures
    | WeekFigures
    | GroupAnswerFigures
    | GroupWeekFigures
    | ClassFigures
    | PayFigures
    | RoiFigures
    | PassFigures
)
