"""Pleas for help with a question: the one just answered is explained, an open one never."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import ExplainMore, Run, button
from bot.bank import pleas
from bot.chat import Card
from bot.flows import buttons, explain_more, prompts, spoken, waiting
from bot.storage.tables import EXAM, TOGETHER, id_of
from bot.words import answers as words
from bot.words import labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.bank.pleas import Plea
    from bot.chat import Button, Reply
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt, QuizSession

RECENT: Final = timedelta(days=1)
"""How long ago an answered question may be that a plea is about."""
MOST: Final = 3
"""Buttons under an open question for what helps with it."""


def answer(context: LearnerContext, said: str) -> list[Reply]:
    """Explain the question last answered; [] if the text is no plea, or another input was requested."""
    plea = pleas.read(said)
    if plea is None or prompts.is_strict(context):
        return []
    if waiting.in_exam(context):
        return waiting.beside(context, [Card(words.waits_for_the_end())])
    if found := waiting.shown(context):
        return [_answer_first(context, found[0], plea)]
    if attempt := _answered(context):
        return explain_more.more(context, ExplainMore(id_of(attempt)), _option(attempt, plea))
    return [Card(words.nothing_to_explain(), ((buttons.questions(context),),))]


def _answer_first(context: LearnerContext, attempt: Attempt, plea: Plea) -> Card:
    """Ask for the answer first, and offer the last explanation, and what the question's terms mean."""
    card = waiting.with_the_question(context, words.explained_after())
    before = context.store.answers.last(context.me, context.now - RECENT) if plea.about == "chosen" else None
    last = (button(labels.EXPLAIN_THE_LAST, ExplainMore(id_of(before))),) if before else ()
    more = (*last, *_terms(context, attempt))[:MOST]
    return Card(card.body, (*card.rows, more)) if more else card


def _terms(context: LearnerContext, attempt: Attempt) -> Iterator[Button]:
    question = context.library.bank.questions[attempt.question]
    for term in context.library.bank.glossary.terms:
        if term.topic == question.topic and term.stands_in(question.stem):
            yield button(labels.define(term.term), Run("define", term.key))


def _answered(context: LearnerContext) -> Attempt | None:
    """Return the question last shown in this chat if it was answered within a day, or else the last one answered."""
    last = context.store.quiz_sessions.last_shown(context.me, context.chat_key)
    session = context.store.quiz_sessions.get(last.session_id, context.me) if last else None
    if last and session and session.kind == EXAM and session.ended_at:
        last = context.store.quiz_sessions.attempt(spoken.in_review(context, last, session), context.me)
        return last if last and context.now - session.ended_at < RECENT else None
    since = context.now - RECENT
    if last is None or not last.answered_at or last.answered_at < since or not _is_explained(last, session):
        return context.store.answers.last(context.me, since)
    return last


def _is_explained(attempt: Attempt, session: QuizSession | None) -> bool:
    if session is None or session.kind in TOGETHER or attempt.void:
        return False
    return session.explain != "end" or session.ended_at is not None


def _option(attempt: Attempt, plea: Plea) -> int | None:
    """Return the place of the option that a plea is about; None for the whole question."""
    if plea.about == "chosen":
        return None if attempt.chosen is None else list(attempt.order).index(attempt.chosen)
    return plea.about if isinstance(plea.about, int) else None
