"""What sets a duel's questions apart from those of other quiz sessions: a minute each, and one wording for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.flows.duel import outcome
from bot.learning import duels
from bot.storage.tables import DUEL
from bot.words import duel as words

if TYPE_CHECKING:
    from datetime import datetime

    from bot.bank.models import Question
    from bot.chat import Card, Reply
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt, QuizSession


def is_over(context: LearnerContext, session: QuizSession) -> bool:
    """True if a duel's time is up although nothing has ended it yet; False for any other quiz session."""
    return session.kind == DUEL and session.ends_at is not None and context.now >= session.ends_at


def following(context: LearnerContext, session: QuizSession) -> Question | None:
    """Return the next question that both sides get in the same words; the others count for neither."""
    player = context.store.duels.of_session(session.id or 0)
    duel = context.store.duels.get(player.duel_id) if player else None
    if player is None or duel is None:
        return None
    used = {each.question for each in context.store.duels.answers(player)}
    for question, wording in zip(duel.questions, duel.wordings, strict=True):
        if question in used or question in duel.void:
            continue
        item = context.library.published(question)
        if item and item.wording == wording:
            return item
        duel.void = [*duel.void, question]
    return None


def minute(context: LearnerContext, attempt: Attempt) -> str:
    """Say how much of its minute a question has left; showing it again does not restart the minute."""
    return words.minute(int(duels.MINUTE - _seconds(attempt, context.now)))


def in_time(context: LearnerContext, attempt: Attempt, place: int | None) -> int | None:
    """Return the chosen option's position; None if it came too late to count."""
    return None if duels.is_late(_seconds(attempt, context.now)) else place


def answered(context: LearnerContext, session: QuizSession, attempt: Attempt, told: Card) -> list[Reply]:
    """Return an explanation and, after the last question, the state of the duel."""
    asked = context.store.quiz_sessions.attempts(attempt.session_id)
    if all(each.answered_at for each in asked) and following(context, session) is None:
        return [told, *outcome.finish(context, session)]
    return [told]


def _seconds(attempt: Attempt, at: datetime) -> float:
    return (at - attempt.asked_at).total_seconds()
