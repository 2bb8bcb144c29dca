"""More behind an explanation: the question's knowledge point, earlier answers on it, and the topic's note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import Next, Run, button
from bot.chat import Card, text
from bot.errors import Refusal
from bot.flows import explanation, siblings, waiting
from bot.storage.tables import TOGETHER, id_of
from bot.words import labels, questions, refusals
from bot.words import siblings as words

if TYPE_CHECKING:
    from bot.actions import ExplainMore
    from bot.chat import Button, Reply
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt, QuizSession


def more(context: LearnerContext, action: ExplainMore, option: int | None = None) -> list[Reply]:
    """Show them in a new message, which leads on like the explanation, and to practice of the topic.

    `option` is the place of an option that the learner asks about; its reason comes first.
    """
    attempt, session = explanation.explained(context, action.attempt)
    question = context.library.bank.questions.get(attempt.question)
    asked = questions.option(question, attempt.order, option) if question and option is not None else ()
    about = words.point(question) if question else ()
    note = context.library.bank.notes.get(attempt.topic, ())
    before = [
        words.answered(question, siblings.days_ago(context, each), right=bool(each.correct), skipped=each.skipped)
        for question, each in siblings.answered(context, attempt)
    ]
    parts = list(filter(None, (asked, about, words.before(before) if before else (), note)))
    body = text(*(text("\n\n" * bool(number), part) for number, part in enumerate(parts)))
    if not body:
        raise Refusal(refusals.old_button())
    return waiting.beside(context, [Card(body, (_ways(context, session, attempt),))])


def _ways(context: LearnerContext, session: QuizSession, attempt: Attempt) -> tuple[Button, ...]:
    practice = button(labels.practice(context.library.short(attempt.topic)), Run("practice", attempt.topic))
    return (practice,) if session.kind in TOGETHER else (button(labels.NEXT, Next(id_of(session))), practice)
