"""The day's set of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.flows import push_times
from bot.flows import quiz_session as run
from bot.flows.classes.day import offered
from bot.storage.tables import QuizSession

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext


def daily(context: LearnerContext, _argument: str = "") -> list[Reply]:
    """Show today's open question, or how today's set ended."""
    settled, found = push_times.settle_in(context), todays_set(context)
    replies = run.go_on(context, found)
    return settled + (offered(context, replies) if found.ended_at is None else replies)


def todays_set(context: LearnerContext) -> QuizSession:
    """Return the current study day's set, starting it if necessary, or reopening it if it was stopped early."""
    found = context.store.quiz_sessions.daily(context.me, context.learner.day_number)
    if found is None:
        context.store.quiz_sessions.end_open(context.me, "daily", context.now)
        return context.store.quiz_sessions.start(
            QuizSession(
                learner_id=context.me,
                kind="daily",
                title="Today's set",
                size=context.learner.day_goal,
                day_number=context.learner.day_number,
                started_at=context.now,
            )
        )
    if found.ended_at is not None and left(context, found):
        context.store.quiz_sessions.reopen(found)
    return found


def left(context: LearnerContext, found: QuizSession) -> int:
    """Return how many questions of a set are unanswered."""
    assert found.id is not None  # noqa: S101 - stored
    attempts = context.store.quiz_sessions.attempts(found.id)
    return found.size - sum(attempt.answered_at is not None for attempt in attempts)
