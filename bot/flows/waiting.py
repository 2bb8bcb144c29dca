"""The question that waits for its answer during other replies: it stays where it is, and can still be tapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import Choose, Jump, Next, button
from bot.chat import Card
from bot.flows import buttons, letters
from bot.flows import quiz_session as run
from bot.flows.exam import screen
from bot.flows.exam_time import left, running
from bot.storage.tables import EXAM, TOGETHER, id_of
from bot.words import answers as words
from bot.words import exam as exam_words
from bot.words import labels
from bot.words.questions import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.bank.glossary import Term
    from bot.chat import Button, Reply, Rows, Text
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt, QuizSession


def shown(context: LearnerContext) -> tuple[Attempt, QuizSession] | None:
    """Return the question last shown in this chat with its quiz session, if both are open."""
    last = context.store.quiz_sessions.last_shown(context.me, context.chat_key)
    session = context.store.quiz_sessions.get(last.session_id, context.me) if last else None
    if last is None or session is None or session.ended_at is not None or last.void or not run.is_open(context, last):
        return None
    if last.mode != EXAM:
        return last, session
    here = context.store.exams.at(id_of(session), session.cursor)
    return (here, session) if here and left(context, session) > 0 else None


def in_exam(context: LearnerContext) -> bool:
    """Return True if a simulation is running, in this chat or elsewhere."""
    return running(context) > 0


def help_with(context: LearnerContext, terms: Iterable[Term]) -> bool:
    """Count the open question as helped if the text is about it, so that a right answer counts like a guess.

    A term helps if it appears in the question or its options, or belongs to its topic. Return True if one did.
    """
    found = shown(context)
    if found is None or found[0].mode == EXAM:
        return False
    question = context.library.bank.questions[found[0].question]
    asked = " ".join((question.stem, *(option.text for option in question.options)))
    if not any(term.topic == question.topic or term.stands_in(asked) for term in terms):
        return False
    found[0].guessed = True
    return True


def beside(context: LearnerContext, replies: list[Reply]) -> list[Reply]:
    """Return replies followed by a card that says what still waits, with its question's buttons."""
    found = shown(context)
    if found is None or not replies or not isinstance(replies[-1], Card):
        return replies
    attempt, session = found
    return [*replies, Card(_line(context, session), _rows(session, attempt))]


def again(context: LearnerContext) -> Card | None:
    """Return the reply to an invalid answer, with the question's buttons; None if no question waits."""
    found = shown(context)
    if found is None:
        return None
    attempt, session = found
    line = words.letters_or_number(session.size) if attempt.mode == EXAM else words.letters_only()
    return Card(line, _rows(session, attempt))


def with_the_question(context: LearnerContext, line: Text) -> Card:
    """Return a line with the buttons of the question that waits, if one does."""
    found = shown(context)
    return Card(line, _rows(found[1], found[0]) if found else ())


def nothing_open(context: LearnerContext, said: str) -> Card | None:
    """Return the reply to an answer, a skip or a button's number while no question waits; None for any other text."""
    if number := letters.button_number(said):
        return Card(words.no_such_button(number))
    if letters.read_letter(said) is None and not letters.is_skip(said):
        return None
    last = context.store.quiz_sessions.last_shown(context.me, context.chat_key)
    session = context.store.quiz_sessions.get(last.session_id, context.me) if last else None
    if session is None or session.id is None or session.ended_at is not None or session.kind in TOGETHER:
        return Card(words.no_question_open(), ((buttons.questions(context),),))
    return Card(words.answered_already(), ((button(labels.NEXT, Next(session.id)),),))


def _line(context: LearnerContext, session: QuizSession) -> Text:
    if session.kind == EXAM and session.visit_at is None:
        return words.exam_waits(exam_words.clock(left(context, session)))
    return words.still_open()


def _rows(session: QuizSession, attempt: Attempt) -> Rows:
    """Return the open question's buttons; if another card of a simulation is in sight, the way back to it."""
    if attempt.mode != EXAM:
        return _with(run.rows(session, attempt), button(labels.SHOW_THE_QUESTION, Next(id_of(session))))
    if session.visit_at is None:
        return ((button(labels.return_to(session.cursor), Jump(id_of(session), "back")),),)
    choices = tuple(button(letter, Choose(id_of(attempt), place)) for place, letter in enumerate(LETTERS))
    way_back = button(labels.SHOW_THE_QUESTION, Jump(id_of(session), "back"))
    return _with((choices, *screen.navigation(session, attempt)), way_back)


def _with(rows: Rows, more: Button) -> Rows:
    """Add a button to the last row, so that the number of rows stays the same."""
    return (*rows[:-1], (*rows[-1], more))
