"""The time left in a simulation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.context import LearnerContext
    from bot.storage.tables import QuizSession


def left(context: LearnerContext, session: QuizSession) -> float:
    """Return the seconds left; a clock that was set back never adds to the allowed time."""
    if session.ends_at is None:
        return 0.0
    whole = (session.ends_at - session.started_at).total_seconds()
    return min(max((session.ends_at - context.now).total_seconds(), 0.0), whole)


def running(context: LearnerContext) -> float:
    """Return the seconds left in the running simulation, in this chat or elsewhere; 0 if there is none."""
    return max((left(context, session) for session in context.store.exams.open(context.me)), default=0.0)
