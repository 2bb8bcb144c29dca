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
    from bot.storage.outlines import Outline


def daily(context: LearnerContext, _argument: str = "") -> list[Reply]:
    """Show today's open question, or how today's set ended."""
    settled, found = push_times.settle_in(context), todays_set(context)
    replies = run.go_on_with(context, found)
    return settled + (offered(context, replies) if found.session.ended_at is None else replies)


def todays_set(context: LearnerContext) -> Outline:
    """Return the current study day's set, starting it if necessary, or reopening it if it was stopped early."""
    found = context.store.quiz_sessions.todays(_fresh(context), **run.moment(context))
    if found.session.ended_at is not None and left(found):
        context.store.quiz_sessions.reopen(found.session)
    return found


def left(found: Outline) -> int:
    """Return how many questions of a set are unanswered."""
    return found.session.size - sum(each.answered and not each.void for each in found.asked)


def _fresh(context: LearnerContext) -> QuizSession:
    return QuizSession(
        learner_id=context.me,
        kind="daily",
        title="Today's set",
        size=context.learner.day_goal,
        questions=[],  # a default that the library has to make costs more than the rest of the row
        day_number=context.learner.day_number,
        started_at=context.now,
    )
