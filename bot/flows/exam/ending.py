"""How a simulation ends: handed in as a whole, by the learner or by the clock, or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Finish, Jump, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import model, prompts
from bot.flows import quiz_session as run
from bot.flows.exam import report
from bot.flows.exam_time import left
from bot.storage.tables import EXAM, id_of
from bot.words import exam as words
from bot.words import labels, refusals
from bot.words.labels import exam as exam_labels

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt, QuizSession

CLOCK: Final = "exam"
"""Kind of the due row that warns and, at zero, hands in."""


def leave(context: LearnerContext, session: QuizSession) -> None:
    """Add the elapsed time to the question on the screen."""
    if session.visit_at is None or session.ends_at is None:
        return
    attempt = context.store.exams.at(id_of(session), session.cursor)
    if attempt:
        attempt.seconds += max(0.0, (min(context.now, session.ends_at) - session.visit_at).total_seconds())
    session.visit_at = None


def over(context: LearnerContext, session: QuizSession, *, replace: bool) -> list[Reply]:
    """Return the reply about a finished simulation, handing it in if its time is up; [] for one still running."""
    if session.ended_at is not None:
        return report.show(context, session, replace=replace)
    if left(context, session) > 0:
        return []
    _hand_in(context, session)
    return report.show(context, session, replace=replace, lead=words.time_up())


def finish(context: LearnerContext, action: Finish) -> list[Reply]:
    """Confirm before handing in, hand in, or give up."""
    session = own(context, action.session)
    if action.how not in {"ask", "hand in", "give up"}:
        raise Refusal(refusals.old_button())
    if found := over(context, session, replace=True):
        return found
    if action.how == "ask":
        return [_ask(context, session)]
    if action.how == "hand in":
        _hand_in(context, session)
    else:
        _give_up(context, session)
    return report.show(context, session, replace=True)


def stop_open(context: LearnerContext, argument: str) -> list[Reply]:
    """End the quiz session in sight (`quiz_session.to_stop`); confirm before giving up a simulation."""
    found = run.to_stop(context)
    if found is None or found.kind != EXAM:
        return run.stop_open(context, argument)
    if ended := over(context, found, replace=False):
        return ended
    sheet = context.store.quiz_sessions.attempts(id_of(found))
    body = words.ask_stop(sum(bool(attempt.drafts) for attempt in sheet), found.size, left(context, found))
    prompts.confirm(context, "give up", id_of(found))
    rows = (
        (button(labels.GO_ON_WITH_THE_EXAM, Jump(id_of(found), "back"), "primary"),),
        (
            button(exam_labels.HAND_IN, Finish(id_of(found), "ask")),
            button(labels.CONFIRM_GIVE_UP, Finish(id_of(found), "give up"), "danger"),
        ),
    )
    return [Card(body, rows)]


def submit(context: LearnerContext, session: QuizSession) -> None:
    """Turn all choices into answers at once; from now on they count for memory, streak and export."""
    assert session.ends_at is not None  # noqa: S101 - every simulation has an end
    leave(context, session)
    context.store.quiz_sessions.end(session, min(context.now, session.ends_at))
    settled = [
        attempt
        for attempt in context.store.quiz_sessions.attempts(id_of(session))
        if _settle(context, session, attempt)
    ]
    for _ in settled:
        context.count_answer()
    session.cursor = 0
    held = context.store.models.get(context.me)
    if held and session.ended_at and held.answered_at >= session.ended_at:
        model.forget(context)  # it only processes what follows its last answer, which was given after time was up


def own(context: LearnerContext, session_id: int) -> QuizSession:
    """Return a simulation of the learner.

    Raises:
        Refusal: it is not a simulation, or it is someone else's.
    """
    session = context.store.quiz_sessions.get(session_id, context.me)
    if session is None or session.kind != EXAM:
        raise Refusal(refusals.old_button())
    return session


def _hand_in(context: LearnerContext, session: QuizSession) -> None:
    submit(context, session)
    if not context.store.exams.open(context.me):
        context.store.schedule.drop(context.me, CLOCK)


def _give_up(context: LearnerContext, session: QuizSession) -> None:
    context.store.quiz_sessions.end(session, context.now)
    context.store.exams.give_up(id_of(session))
    if not context.store.exams.open(context.me):
        context.store.schedule.drop(context.me, CLOCK)


def _ask(context: LearnerContext, session: QuizSession) -> Card:
    leave(context, session)
    prompts.confirm(context, "hand in", id_of(session))
    sheet = context.store.quiz_sessions.attempts(id_of(session))
    open_, flagged = sum(not attempt.drafts for attempt in sheet), sum(attempt.flagged for attempt in sheet)
    rows = (
        (
            button(exam_labels.CONFIRM_HAND_IN, Finish(id_of(session), "hand in"), "primary"),
            button(labels.GO_ON, Jump(id_of(session), "back")),
        ),
    )
    return Card(words.ask_hand_in(open_, flagged, left(context, session)), rows, replace=True)


def _settle(context: LearnerContext, session: QuizSession, attempt: Attempt) -> bool:
    """Settle one question; one that left the bank does not count, one without a choice stays open."""
    question = context.library.published(attempt.question)
    if question is None:
        attempt.void = True
    if question is None or not attempt.drafts:
        return False
    attempt.chosen = int(attempt.drafts[-1])
    attempt.chosen_text, attempt.correct = question.options[attempt.chosen].text, attempt.chosen == 0
    attempt.answered_at = session.ended_at
    context.store.quiz_sessions.answered += 1
    return True
