"""A message command: the question in the chosen message is explained or reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import OF_A_QUESTION, Complain, GroupAnswer, LiveAnswer, decode
from bot.errors import Refusal
from bot.flows import explanation, reports
from bot.flows.group import answer
from bot.flows.group.question import START_WHY
from bot.words import group as group_words
from bot.words import live as live_words
from bot.words import refusals

if TYPE_CHECKING:
    from bot.chat import Pointed, Reply
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt


def pointed(context: LearnerContext, event: Pointed) -> list[Reply]:
    """Explain or report the question that the message's buttons name.

    Raises:
        Refusal: there is no question, it is someone else's, or it is not answered yet.
    """
    actions = [action for token in event.tokens if (action := decode(token))]
    for action in actions:
        if isinstance(action, GroupAnswer):
            return _of_group(context, event, action.question)
        if isinstance(action, LiveAnswer):
            return _of_round(context, event, action.question)
        if isinstance(action, OF_A_QUESTION):
            return _of_learner(context, event, action.attempt)
    raise Refusal(refusals.no_question_there())


def _of_learner(context: LearnerContext, event: Pointed, number: int) -> list[Reply]:
    attempt = context.store.quiz_sessions.attempt(number, context.me)
    if attempt is None:
        raise Refusal(refusals.not_yours())
    if event.what == "report":
        return reports.complain(context, Complain(number))
    return _explained(context, attempt)


def _explained(context: LearnerContext, attempt: Attempt) -> list[Reply]:
    session = context.store.quiz_sessions.get(attempt.session_id, context.me)
    if attempt.answered_at is None or session is None:
        raise Refusal(refusals.answer_first())
    return [explanation.card(context, session, attempt, replace=False)]


def _of_group(context: LearnerContext, event: Pointed, number: int) -> list[Reply]:
    if event.what == "explain":
        return answer.why(context, f"{START_WHY}{number}")
    given = context.store.group_answers.get(number, context.me)
    if given is None or given.id is None:
        raise Refusal(group_words.not_answered())
    return reports.complain(context, Complain(given.id))


def _of_round(context: LearnerContext, event: Pointed, number: int) -> list[Reply]:
    """Explain or report a live round's question for someone who answered it; nothing is explained before it closes."""
    question = context.store.rounds.answerable(number)
    _, given = context.store.rounds.given(question, context.me) if question else (None, None)
    if question is None or given is None or given.id is None:
        raise Refusal(refusals.answer_first())
    if event.what == "report":
        return reports.complain(context, Complain(given.id))
    if question.revealed_at is None:
        raise Refusal(live_words.not_revealed())
    return _explained(context, given)
