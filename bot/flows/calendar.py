"""A learner's recent days and weeks, from the stored study days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, cast

from bot.drawing.picture import picture
from bot.figures import WEEKS, StreakFigures
from bot.learning.calendar import study_date

if TYPE_CHECKING:
    from bot.chat import Picture
    from bot.context import LearnerContext
    from bot.figures import Mark

KEPT: Final = frozenset({"counted", "frozen", "paused", "short"})
"""Outcomes that make a calendar worth showing."""


def streak_picture(context: LearnerContext) -> Picture | None:
    """Return the calendar of the last 12 weeks; None while it is empty."""
    figures = streak_figures(context)
    return picture(figures) if KEPT.intersection(figures.marks) else None


def streak_figures(context: LearnerContext) -> StreakFigures:
    """Return the calendar's figures: whole weeks from Sunday on, up to the current study day."""
    today = context.learner.day_date
    first = today - timedelta(days=7 * (WEEKS - 1) + today.isoweekday() % 7)
    outcomes = _outcomes(context, first)
    begun = min([study_date(context.learner.created_at, context.zone), *outcomes])
    days = (first + timedelta(days=at) for at in range((today - first).days))
    marks: list[Mark] = [outcomes.get(day, "missed" if day >= begun else "none") for day in days]
    now = context.streak
    return StreakFigures(first, (*marks, _today(context)), now.length, now.best, now.freezes, now.answered, now.goal)


def answers_by_day(context: LearnerContext, count: int) -> tuple[int, ...]:
    """Return the answers on each of the last study days, ending today."""
    today = context.learner.day_date
    first = today - timedelta(days=count - 1)
    answers = [0] * count
    for day in context.store.learners.days(context.me, first):
        if day.date < today:
            answers[(day.date - first).days] += day.answered
    answers[-1] = context.learner.day_answered
    return tuple(answers)


def _outcomes(context: LearnerContext, first: date) -> dict[date, Mark]:
    """Return how each day ended; if a zone change gave two study days one date, the outcome better for the streak."""
    order = ("counted", "frozen", "paused", "short", "missed")
    found: dict[date, Mark] = {}
    for day in context.store.learners.days(context.me, first):
        held = found.get(day.date, "missed")
        found[day.date] = cast("Mark", min(held, day.outcome, key=order.index))
    return found


def _today(context: LearnerContext) -> Mark:
    if context.streak.counted:
        return "counted"
    return "paused" if context.is_paused(context.learner.day_date) else "open"
