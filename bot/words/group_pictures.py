"""The text in a group's pictures, and their text alternatives: counts, never names."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.words import moments
from bot.words.pictures import fit, span_of_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.figures import GroupAnswerFigures, GroupChoice, GroupDay, GroupWeekFigures

ANSWERED: Final = "How the group answered"
WEEK: Final = "The group's week"
RIGHT_ANSWER: Final = "right answer"
ALL: Final = "answered"
RIGHT: Final = "right"
HARDEST: Final = "Hardest"
IMPROVED: Final = "Most improved"
FOCUS: Final = "Next week"
TOGETHER: Final = "Known at first sight, together"
NONE: Final = "-"
"""Marks a day without a question."""
NO_QUESTION: Final = f"{NONE} no question that day"
_THOUSAND: Final = 1000


def answer_alt(figures: GroupAnswerFigures) -> str:
    letters = (f"{c.letter}{verdict(c)}: {number(c.count)}." for c in figures.letters)
    return fit(
        f"{ANSWERED}, {figures.label}: {outcome(figures)}.",
        *letters,
        _sentence(streak(figures.days)),
    )


def week_alt(figures: GroupWeekFigures) -> str:
    return fit(
        f"{WEEK}, {dates(figures)}: {answers(figures)}.",
        f"By day: {'; '.join(_days(figures))}.",
        _sentence(streak(figures.streak)),
        *(f"{title}: {name}." for title, name in topics(figures)),
        f"{TOGETHER}: {goal(figures)}." if figures.goal else "",
    )


def number(count: int) -> str:
    return f"{count:,}"


def outcome(figures: GroupAnswerFigures) -> str:
    if not figures.answered:
        return "Nobody answered"
    right = sum(choice.count for choice in figures.letters if choice.right)
    return f"{number(figures.answered)} answered, {number(right) if right else 'nobody'} right"


def streak(days: int) -> str:
    """Return the group's streak; "" for none: the end of a streak is announced elsewhere, and once."""
    if not days:
        return ""
    return "Group streak: 1 day" if days == 1 else f"Group streak: {number(days)} days"


def whole(figures: GroupAnswerFigures) -> int:
    """Return how many answers a full bar stands for, at least 1."""
    return max(1, figures.answered, *(choice.count for choice in figures.letters))


def verdict(choice: GroupChoice) -> str:
    return f", {RIGHT_ANSWER}" if choice.right else ""


def dates(figures: GroupWeekFigures) -> str:
    return span_of_days(figures.first, figures.first + timedelta(days=len(figures.days) - 1))


def answers(figures: GroupWeekFigures) -> str:
    if not figures.answered:
        return "No answers"
    given = "1 answer" if figures.answered == 1 else f"{number(figures.answered)} answers"
    members = "1 member" if figures.members == 1 else f"{number(figures.members)} members"
    return f"{given} by {members}"


def weekdays(figures: GroupWeekFigures) -> list[str]:
    return [moments.weekday(figures.first + timedelta(days=at)) for at in range(len(figures.days))]


def answered_by_day(figures: GroupWeekFigures) -> list[str]:
    return [_short(day.answered) if day else NONE for day in figures.days]


def right_by_day(figures: GroupWeekFigures) -> list[str]:
    return [_short(day.right) if day else NONE for day in figures.days]


def topics(figures: GroupWeekFigures) -> Iterator[tuple[str, str]]:
    """Yield the titles and names of the topics that there are."""
    for title, name in ((HARDEST, figures.hardest), (IMPROVED, figures.improved), (FOCUS, figures.focus)):
        if name:
            yield title, name


def goal(figures: GroupWeekFigures) -> str:
    """How many of the goal's questions are known."""
    return f"{number(figures.known)} of {number(figures.goal)}"


def reached(figures: GroupWeekFigures) -> float:
    """The share of the goal (0 to 1) that was reached."""
    return min(1.0, figures.known / figures.goal)


def _sentence(said: str) -> str:
    return said and f"{said}."


def _short(count: int) -> str:
    """Return a number short enough for a column."""
    return f"{count}" if count < _THOUSAND else f"{count // _THOUSAND}k"


def _days(figures: GroupWeekFigures) -> Iterator[str]:
    for name, day in zip(weekdays(figures), figures.days, strict=True):
        yield f"{name} {_day(day)}"


def _day(day: GroupDay | None) -> str:
    if not day:
        return "no question"
    return f"{number(day.right)} of {number(day.answered)} right" if day.answered else "no answer"
