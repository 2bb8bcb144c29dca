"""The question that waits for its answer while something else is said: it stays where it is, and tappable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.actions import Answer, Choose, Jump, button
from bot.chat import MAX_ROWS, Card
from bot.flows import quiz_session as run
from bot.flows.exam.ending import left
from bot.storage.tables import EXAM
from bot.words import answers as words
from bot.words import labels
from bot.words.questions import LETTERS

if TYPE_CHECKING:
    from bot.chat import Reply, Rows
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt, QuizSession


def shown(context: LearnerContext) -> tuple[Attempt, QuizSession] | None:
    """Return the question that was shown last in this chat with its quiz session, if both are open."""
    last = context.store.quiz_sessions.last_shown(context.me, context.chat_key)
    session = context.store.quiz_sessions.get(last.session_id, context.me) if last else None
    if last is None or session is None or session.ended_at is not None or last.void or not run.is_open(context, last):
        return None
    return None if last.mode == EXAM and left(context, session) <= 0 else (last, session)


def in_exam(context: LearnerContext) -> bool:
    """Tell whether a simulation is under way, in this chat or elsewhere."""
    return any(left(context, session) > 0 for session in context.store.exams.open(context.me))


def help_with(context: LearnerContext) -> bool:
    """Count the open question as helped, so that a right answer is one like a guess; tell whether there was one."""
    found = shown(context)
    if found is None or found[0].mode == EXAM:
        return False
    found[0].guessed = True
    return True


def rows(context: LearnerContext) -> Rows:
    """Return the buttons that answer the open question, or lead back to a simulation's; () where none waits."""
    found = shown(context)
    if found is None:
        return ()
    attempt, session = found
    assert attempt.id is not None  # noqa: S101 - stored rows have one
    assert session.id is not None  # noqa: S101 - likewise
    if attempt.mode != EXAM:
        answers = enumerate(LETTERS)
        return (tuple(button(letter, Answer(attempt.id, place)) for place, letter in answers),)
    if session.visit_at is None:
        return ((button(labels.return_to(session.cursor), Jump(session.id, "back")),),)
    return (tuple(button(letter, Choose(attempt.id, place)) for place, letter in enumerate(LETTERS)),)


def beside(context: LearnerContext, replies: list[Reply]) -> list[Reply]:
    """Return replies of which the last card has the buttons of the open question below its own."""
    under = rows(context)
    last = replies[-1] if replies else None
    if not under or not isinstance(last, Card):
        return replies
    own = last.rows[: MAX_ROWS - len(under)]
    return [*replies[:-1], replace(last, body=(*last.body, *words.still_open()), rows=(*own, *under))]


def again(context: LearnerContext) -> Card | None:
    """Return what is said to an answer that is none, with the buttons of the question; None where none waits."""
    found = shown(context)
    if found is None:
        return None
    attempt, session = found
    line = words.letters_or_number(session.size) if attempt.mode == EXAM else words.letters_only()
    return Card(line, rows(context))
