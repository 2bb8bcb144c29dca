"""A simulation's scheduled messages: at most three warnings, the end, and the invitation to the private chat."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Run, button
from bot.chat import Card
from bot.context import JobOutput
from bot.errors import Refusal
from bot.flows import exam_time
from bot.flows.exam import ending, paper, report
from bot.storage.tables import id_of
from bot.words import exam as words
from bot.words import labels

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.tables import Due, QuizSession

STALE: Final = timedelta(minutes=15)
"""An invitation older than this is dropped."""


def plan(context: LearnerContext) -> None:
    """Schedule the next message of the open simulation's clock, after any change that affects it."""
    moments = [moment for session in context.store.exams.open(context.me) for moment in paper.moments(session)]
    if ahead := [moment for moment in moments if moment > context.now] or moments[-1:]:
        context.store.schedule.put(ending.CLOCK, context.me, context.identity.platform, min(ahead))


def tick(context: LearnerContext, row: Due) -> JobOutput:
    """Warn, or hand in when time is up. This ignores quiet hours, because the learner started the simulation."""
    cards: list[Reply] = []
    ahead: list[datetime] = []
    for session in context.store.exams.open(context.me):
        if not exam_time.left(context, session):
            ending.submit(context, session)
            cards += report.show(context, session, lead=words.time_up())
            continue
        ahead += [moment for moment in paper.moments(session) if moment > context.now]
        cards += _warning(context, session, row)
    if not cards and not ahead:
        cards = _once_more(context, row)
    said = tuple(card for card in cards if isinstance(card, Card)) if context.identity.reachable else ()
    return JobOutput(said, min(ahead, default=None))


def invite(context: LearnerContext, row: Due) -> JobOutput:
    """Show the simulation in the private chat; if that is closed, remember it for the next command."""
    schedule = context.store.schedule
    schedule.drop(context.me, paper.CLOSED)
    if not context.identity.reachable:
        schedule.put(paper.CLOSED, context.me, context.identity.platform, context.now + paper.CLOSED_FOR)
        return JobOutput()
    if context.now - row.due_at > STALE:
        return JobOutput()
    try:
        cards = paper.enter(context, "")
    except Refusal as refusal:
        cards = [Card(refusal.text)]
    return JobOutput(tuple(card for card in cards if isinstance(card, Card)))


def forget_closed(_context: LearnerContext, _row: Due) -> JobOutput:
    """Forget that the private chat was closed."""
    return JobOutput()


def _warning(context: LearnerContext, session: QuizSession, row: Due) -> list[Reply]:
    """Return the latest warning that came due since the row was set; never the same one twice."""
    if not any(row.due_at <= moment <= context.now for moment in paper.moments(session)):
        return []
    answered = sum(bool(attempt.drafts) for attempt in context.store.quiz_sessions.attempts(id_of(session)))
    body = words.warning(exam_time.left(context, session), answered, session.size)
    return [Card(body, ((button(labels.GO_ON_WITH_THE_EXAM, Run("exam"), "primary"),),))]


def _once_more(context: LearnerContext, row: Due) -> list[Reply]:
    """Return the report again if its delivery failed after the simulation was handed in."""
    newest = context.store.exams.newest(context.me)
    if newest is None or newest.ended_at is None or newest.ended_at < row.due_at:
        return []
    return report.show(context, newest, lead=words.time_up())
