"""What the learner is told about returns: that a question is one, and when a missed one comes back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.flows import model
from bot.learning import outlook
from bot.learning.calendar import study_date
from bot.storage.tables import EXAM
from bot.words import returns as words

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.context import LearnerContext
    from bot.storage.tables import Attempt

SOON: Final = timedelta(weeks=3)
"""With the exam closer than this, a miss may have no time to come back."""


def lead(context: LearnerContext, question: str) -> str:
    """Return which miss a question follows up if asked now; "" if it is not a return."""
    engine = model.engine(context)
    found = engine.why(question, context.now) if question in engine.catalogue.number else None
    if found is None:
        return ""
    return words.here_again(found, _day(context, found.lapsed_at), _day(context, context.now))


def promise(context: LearnerContext, attempt: Attempt) -> str:
    """Return what is said about the return of a missed question: the day, if it is certain. The answer is then final.

    "" for an answer that was known, or one whose question has been relearned since.
    """
    due = _due(context, attempt)
    if due is None:
        return ""
    today, exam = _day(context, context.now), _exam_ahead(context)
    if due > today and _has_room(context, attempt):
        return words.will_come_back(due, today)
    if attempt.mode == EXAM:  # too many at once to say it under each
        return ""
    if exam is None:
        return words.comes_back()
    return words.comes_back_in_time(soon=exam - today < SOON)


def is_sure(context: LearnerContext, attempt: Attempt) -> bool:
    """Return True if a missed question will come back: before the exam, if one is set."""
    due = _due(context, attempt)
    return due is not None and (_exam_ahead(context) is None or _has_room(context, attempt))


def _due(context: LearnerContext, attempt: Attempt) -> date | None:
    """Return the earliest day on which a missed question comes back; None if it does not."""
    if not context.learner.onboarded or (attempt.correct and not attempt.guessed):
        return None
    at = outlook.earliest(model.engine(context), attempt.question, context.now)
    return _day(context, at) if at else None


def _has_room(context: LearnerContext, attempt: Attempt) -> bool:
    return outlook.has_room(model.engine(context), attempt.question, context.now, context.settings.set_size)


def _exam_ahead(context: LearnerContext) -> date | None:
    exam = context.learner.exam_date
    return exam if exam and exam >= context.today else None


def _day(context: LearnerContext, at: datetime) -> date:
    """Return the study day of a time: one in the morning still belongs to the day before."""
    return study_date(at, context.zone)
