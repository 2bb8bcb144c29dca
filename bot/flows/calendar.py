"""The last days and weeks of a learner, from the study days that are kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, cast

from bot.drawing.figures import WEEKS, StreakFigures
from bot.drawing.picture import picture
from bot.learning.calendar import study_date

if TYPE_CHECKING:
    from bot.chat import Picture
    from bot.context import Turn
    from bot.drawing.figures import Mark

KEPT: Final = frozenset({"counted", "frozen", "paused", "short"})
"""What makes a calendar worth looking at."""


def streak_picture(turn: Turn) -> Picture | None:
    """Return the calendar of the last 12 weeks; None as long as there is nothing in it."""
    figures = streak_figures(turn)
    return picture(figures) if KEPT.intersection(figures.marks) else None


def streak_figures(turn: Turn) -> StreakFigures:
    """Return what the calendar is made of: whole weeks from Sunday on, up to the study day of now."""
    today = turn.learner.day_date
    first = today - timedelta(days=7 * (WEEKS - 1) + today.isoweekday() % 7)
    outcomes = _outcomes(turn, first)
    begun = min([study_date(turn.learner.created_at, turn.zone), *outcomes])
    days = (first + timedelta(days=at) for at in range((today - first).days))
    marks: list[Mark] = [outcomes.get(day, "missed" if day >= begun else "none") for day in days]
    now = turn.streak
    return StreakFigures(first, (*marks, _today(turn)), now.length, now.best, now.freezes, now.answered, now.goal)


def answers_by_day(turn: Turn, count: int) -> tuple[int, ...]:
    """Return the answers on each of the last study days, today's last."""
    today = turn.learner.day_date
    first = today - timedelta(days=count - 1)
    answers = [0] * count
    for day in turn.store.learners.days(turn.me, first):
        if day.date < today:
            answers[(day.date - first).days] += day.answered
    answers[-1] = turn.learner.day_answered
    return tuple(answers)


def _outcomes(turn: Turn, first: date) -> dict[date, Mark]:
    """Return how each day ended; of two that a change of zone gave one date, what kept the streak best."""
    order = ("counted", "frozen", "paused", "short", "missed")
    found: dict[date, Mark] = {}
    for day in turn.store.learners.days(turn.me, first):
        held = found.get(day.date, "missed")
        found[day.date] = cast("Mark", min(held, day.outcome, key=order.index))
    return found


def _today(turn: Turn) -> Mark:
    if turn.streak.counted:
        return "counted"
    return "paused" if turn.is_paused(turn.learner.day_date) else "open"
