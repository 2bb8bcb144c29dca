"""What surrounds a question: its topic's note, and earlier answers on the same knowledge point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.learning.calendar import study_date

if TYPE_CHECKING:
    from bot.bank.models import Question
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt

MOST: Final = 3
"""Maximum length of lists."""


def has_more(context: LearnerContext, attempt: Attempt) -> bool:
    """Return True if there is more to read on a question than its explanation."""
    return attempt.topic in context.library.bank.notes or bool(answered(context, attempt))


def answered(context: LearnerContext, attempt: Attempt) -> list[tuple[Question, Attempt]]:
    """Return the last settled answers to the knowledge point's other questions, newest first."""
    point_of = context.library.point_of
    point = point_of.get(attempt.question)
    others = {each for each, its in point_of.items() if its == point and each != attempt.question} if point else set()
    others -= context.store.exams.waiting(context.me) if others else set()
    found = context.store.answers.latest(context.me, others) if others else []
    return [(context.library.bank.questions[each.question], each) for each in found[:MOST]]


def days_ago(context: LearnerContext, attempt: Attempt) -> int:
    """Return how many study days ago a question was answered."""
    assert attempt.answered_at is not None  # noqa: S101 - settled
    return (study_date(context.now, context.zone) - study_date(attempt.answered_at, context.zone)).days
