"""What the learner is told about returns: that a question is one, and when a missed one comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.flows import model
from bot.learning import outlook
from bot.learning.calendar import study_date
from bot.words import returns as words

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.context import LearnerContext
    from bot.storage.tables import Attempt


def lead(context: LearnerContext, question: str) -> str:
    """Return which miss a question follows up if asked now; "" if it is not a return."""
    engine = model.engine(context)
    found = engine.why(question, context.now) if question in engine.catalogue.number else None
    if found is None:
        return ""
    return words.here_again(
        found.cause, _day(context, found.lapsed_at), _day(context, context.now), sibling=found.sibling
    )


def promise(context: LearnerContext, attempt: Attempt) -> str:
    """Return when a missed question comes back; "" unless that is certain. The answer is then final."""
    if not context.learner.onboarded or (attempt.correct and not attempt.guessed):
        return ""
    engine = model.engine(context)
    at = outlook.earliest(engine, attempt.question, context.now)
    if at is None or not outlook.has_room(engine, attempt.question, context.now, context.learner.set_size):
        return ""
    day, today = _day(context, at), _day(context, context.now)
    return words.will_come_back(day, today) if day > today else ""


def _day(context: LearnerContext, at: datetime) -> date:
    """Return the study day of a time: no one calls one o'clock at night another day."""
    return study_date(at, context.zone)
