"""Figures as they come in life, at their emptiest and at their fullest, and every way to change one of them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.figures import (
    DayFigures,
    DomainLevel,
    DomainScore,
    Earlier,
    ExamFigures,
    Figures,
    GroupAnswerFigures,
    GroupChoice,
    GroupDay,
    GroupWeekFigures,
    ProgressFigures,
    StreakFigures,
    WeekFigures,
)
from bot.figures.career import Cost, PassFigures, PayFigures, RoiFigures
from bot.figures.classroom import ClassFigures, ClassLevel
from bot.figures.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.figures import Mark

TODAY: Final = date(2026, 11, 19)
LETTERS: Final[dict[str, Mark]] = {
    "C": "counted",
    "F": "frozen",
    "P": "paused",
    "S": "short",
    "M": "missed",
    "O": "open",
    "-": "none",
}
TOPICS: Final = ("known", "practiced")
"""What a week's picture counts."""


def marks(letters: str) -> tuple[Mark, ...]:
    return tuple(LETTERS[letter] for letter in letters if letter != " ")


PROGRESS: Final = ProgressFigures(
    domains=(
        DomainLevel("Clinical Operations", 32, 61, 84),
        DomainLevel("Non-Clinical Operations", 28, 72, 71),
        DomainLevel("Revenue Cycle/Finance", 15, 38, 40),
        DomainLevel("Regulatory Compliance", 15, 55, 37),
        DomainLevel("Reporting", 10, None, 0),
    ),
    weakest=("Eligibility, COB", "Records management", "Imaging, referral, closing the loop"),
    days=(5, 5, 0, 7, 12, 5, 5, 0, 0, 5, 10, 5, 8, 3),
    today=TODAY,
    ready=Range(61, 74),
)
DAY: Final = DayFigures(9)  # one more has another digit
BEGUN: Final = replace(PROGRESS, ready=None, missing=26, weakest=())
STREAK: Final = StreakFigures(
    first=date(2026, 8, 30),
    marks=marks("------- --CCMCC CCCCCFC CCCCMMC CCCCCCC CCCCCCC CCPPPPP PPCCCCC CFCCCCC CCCMCCC CCCCCSC CCCFO"),
    length=12,
    best=33,
    freezes=1,
    answered=3,
    goal=5,
)
EXAM: Final = ExamFigures(
    title="Full simulation",
    right=74,
    total=100,
    domains=(
        DomainScore("Clinical Operations", 25, 32),
        DomainScore("Non-Clinical Operations", 22, 28),
        DomainScore("Revenue Cycle/Finance", 9, 15),
        DomainScore("Regulatory Compliance", 11, 15),
        DomainScore("Reporting", 7, 10),
    ),
    chance=Range(48, 81),
    minutes=104,
    allowed=125,
    pace=(41, 52, 63, 49, 44),
    earlier=(Earlier(date(2026, 10, 3), 61, 100), Earlier(date(2026, 10, 24), 68, 100)),
)
HALF: Final = ExamFigures(
    "Half simulation", 21, 40, EXAM.domains, None, 38, 50, (70, 41, 38, 44, 40), limit=60, earlier=()
)
WEEK: Final = WeekFigures(
    first=date(2026, 11, 16),
    answers=(5, 5, 0, 12, 6, 3, 5),
    right=25,
    goal=5,
    fresh=("Scheduling", "Visit note", "ICD-10-CM"),
    counted="known",
    count=31,
    count_before=26,
    topics=68,
    focus=("Eligibility, COB", "Claims", "Revenue Cycle/Finance"),
    planned=45,
)
GROUP_ANSWER: Final = GroupAnswerFigures(
    label="Eligibility, COB",
    letters=(
        GroupChoice("A", 4, right=False),
        GroupChoice("B", 0, right=False),
        GroupChoice("C", 19, right=True),
        GroupChoice("D", 11, right=False),
    ),
    answered=34,
    days=12,
)


def group_days(first: date, counts: Sequence[tuple[int, int] | None]) -> tuple[GroupDay | None, ...]:
    return tuple(GroupDay(first + timedelta(days=at), *count) if count else None for at, count in enumerate(counts))


GROUP_WEEK: Final = GroupWeekFigures(
    first=date(2026, 11, 15),
    days=group_days(date(2026, 11, 15), [None, (9, 6), (12, 4), (7, 6), (0, 0), (14, 9), (3, 0)]),
    answered=45,
    members=16,
    hardest="Eligibility, COB",
    improved="Scheduling",
    focus="Documentation for payment; fraud and abuse; RVU/PPS",
    streak=4,
)
CLASS: Final = ClassFigures(
    name="Fall cohort",
    today=TODAY,
    members=14,
    studied=9,
    counted=12,
    domains=(
        ClassLevel("Clinical Operations", 32, Range(55, 63)),
        ClassLevel("Non-Clinical Operations", 28, Range(61, 70)),
        ClassLevel("Revenue Cycle/Finance", 15, Range(38, 49)),
        ClassLevel("Regulatory Compliance", 15, Range(52, 62)),
        ClassLevel("Reporting", 10, Range(44, 57)),
    ),
    teach=("Eligibility, COB", "Claims", "Visit note", "Scheduling", "Records management"),
    passes=Range(4, 7),
    measured=9,
)
GROUP_GOAL: Final = replace(GROUP_WEEK, known=46, goal=60)
PAY: Final = PayFigures(
    "Medical records specialists", "BLS, May 2025", (37_000, 43_490, 51_140, 64_820, 81_150), "Texas", 48_860
)
ROI: Final = RoiFigures(
    Cost(165, 206, 250), Cost(75, 112, 150), Cost(180, 185, 190), Cost(420, 503, 590), Cost(10, 12, 14)
)
PASSED: Final = PassFigures("Ann Lee", TODAY, 33, 1_204)
LONG: Final = "Nursing, care coordination, telehealth notes and a name that never wants to come to its end"
FULLEST: Final[tuple[Figures, ...]] = (
    DayFigures(1_000),
    ProgressFigures(
        tuple(DomainLevel(f"Regulatory Compliance {n}", 20, 100, 10_000) for n in range(5)),
        (LONG,) * 3,
        (1000,) * 14,
        TODAY,
        Range(100, 100),
    ),
    StreakFigures(STREAK.first, marks("CFPSM" * 16 + "CFPC"), 1000, 1000, 2, 1000, 40),
    ExamFigures(
        LONG,
        100,
        100,
        tuple(DomainScore(LONG, 100, 100) for n in range(5)),
        None,
        125,
        125,
        (600,) * 5,
        60,
        (Earlier(TODAY, 100, 100),) * 9,
    ),
    WeekFigures(TODAY, (1000,) * 7, 7000, 40, (LONG,) * 5, "practiced", 68, 68, 68, (LONG,) * 5, 1000),
    GroupAnswerFigures(LONG, tuple(GroupChoice(x, 100_000, right=x == "D") for x in "ABCD"), 400_000, 10_000),
    ClassFigures(
        "W" * 40,
        TODAY,
        100_000,
        100_000,
        100_000,
        tuple(ClassLevel(LONG, 100, Range(100, 100)) for n in range(5)),
        (LONG[:60],) * 5,
        Range(100_000, 100_000),
        100_000,
    ),
    GroupWeekFigures(
        TODAY, group_days(TODAY, [(100_000, 99_999)] * 7), 700_000, 100_000, LONG, LONG, LONG, 10_000, 90_000, 80_000
    ),
    PayFigures(LONG, "BLS, 2025-35, as reported", (500_000,) * 5, LONG, 500_000),
    RoiFigures(*(Cost(62_000, 63_000, 64_000),) * 4, Cost(2_000, 2_500, 3_000)),
    PassFigures("W" * 40, TODAY, 10_000, 1_000_000),
)
EMPTIEST: Final[tuple[Figures, ...]] = (
    DayFigures(1),
    ProgressFigures((), (), (0,) * 14, TODAY),
    StreakFigures(STREAK.first, ("open",), 0, 0, 0, 0, 1),
    ExamFigures("Full simulation", 0, 0, (), None, 0, 125, ()),
    WeekFigures(TODAY, (0,) * 7, 0, 5, (), "practiced", 0, 0, 68, ()),
    GroupAnswerFigures("Scheduling", tuple(GroupChoice(x, 0, right=x == "A") for x in "ABCD"), 0, 0),
    GroupWeekFigures(TODAY, (None,) * 7, 0, 0, "", "", "", 0),
    ClassFigures("A", TODAY, 1, 0, 0, (), (), None, 0),
    PayFigures("File clerks", "BLS, May 2025", (0,) * 5),
    RoiFigures(*(Cost(0, 0, 0),) * 5),
    PassFigures("", TODAY, 0, 0),
)
SAMPLES: Final[dict[str, Figures]] = {
    "day": DAY,
    "progress": PROGRESS,
    "begun": BEGUN,
    "streak": STREAK,
    "exam": EXAM,
    "half": HALF,
    "week": WEEK,
    "group_answer": GROUP_ANSWER,
    "group_week": GROUP_WEEK,
    "class": CLASS,
    "group_goal": GROUP_GOAL,
    "pay": PAY,
    "roi": ROI,
    "passed": PASSED,
}


def variants(figures: Figures) -> Iterator[tuple[str, Figures]]:
    """Yield what was changed and the figures with that one change."""
    for name, changed in _changes(figures):
        if name != ".missing" or (isinstance(figures, ProgressFigures) and figures.ready is None):
            yield name, changed
    if isinstance(figures, GroupWeekFigures):  # its dates go together
        yield "all dates", _a_week_later(figures)


def _a_week_later(figures: GroupWeekFigures) -> GroupWeekFigures:
    later = timedelta(days=7)
    days = tuple(day and replace(day, day=day.day + later) for day in figures.days)
    return replace(figures, first=figures.first + later, days=days)


def _changes_of_fields(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - figures of any kind
    for field in fields(value):
        held = getattr(value, field.name)
        if _hangs_on_others(value, field.name):
            continue
        first = 0 if field.name == "level" else Range(40, 41)
        for name, changed in [("", first)] if held is None else _changes(held):
            yield f".{field.name}{name}", replace(value, **{field.name: changed})


def _hangs_on_others(value: object, name: str) -> bool:
    """True if a figure cannot grow alone: a week's dates, right answers when all are, progress without a goal."""
    if isinstance(value, GroupDay):
        return name == "day" or (name == "right" and value.right == value.answered)
    if isinstance(value, GroupWeekFigures):
        return name == "first" or (name == "known" and not value.goal)
    return False


def _changes(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - figures of any kind
    if is_dataclass(value) and not isinstance(value, type):
        yield from _changes_of_fields(value)
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            yield from ((f"[{at}]{name}", (*value[:at], new, *value[at + 1 :])) for name, new in _changes(each))
    elif isinstance(value, bool):
        yield "", not value
    elif isinstance(value, int):
        yield "", value + 1
    elif isinstance(value, date):
        yield "", value + timedelta(days=7)
    elif value is None:
        pass
    elif value in LETTERS.values():
        yield "", "paused" if value != "paused" else "counted"
    elif value in TOPICS:
        yield "", next(each for each in TOPICS if each != value)
    else:
        yield "", f"{value[:-1]}x"
