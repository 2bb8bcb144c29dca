"""Review of a simulation, question by question: missed, flagged, right before a change, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Look, Next, Outcome, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import explanation
from bot.flows import quiz_session as run
from bot.flows.exam import ending, report
from bot.storage.tables import EXAM, id_of
from bot.words import exam as words
from bot.words import labels, refusals
from bot.words.labels import exam as exam_labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.learning.exam_scoring import Outcome as Result
    from bot.storage.tables import Attempt, QuizSession

WHICH: Final[dict[str, Callable[[Result], tuple[int, ...]]]] = {
    "missed": lambda result: result.missed,
    "flagged": lambda result: result.flagged,
    "lost": lambda result: result.lost,
    "all": lambda result: tuple(position for position, _ in result.times),
}


def look(context: LearnerContext, action: Look) -> list[Reply]:
    """Show a question with its explanation; the first one in a new message, so that the report stays."""
    session = ending.own(context, action.session)
    if session.ended_at is None or action.which not in WHICH:
        raise Refusal(refusals.old_button())
    result = report.outcome(context, session)
    if result is None:
        return report.show(context, session)
    return [_explained(context, session, WHICH[action.which](result), action)]


def onward(context: LearnerContext, action: Next) -> list[Reply]:
    """Continue a quiz session, or the review if it is a finished simulation."""
    found = run.outline(context, action.session)
    if found is None:
        raise Refusal(refusals.old_button())
    session = found.session
    if session.kind != EXAM:
        return run.go_on_with(context, found)  # in a new message, so that the explanation stays
    if session.ended_at is None:
        raise Refusal(refusals.old_button())
    if session.explain not in WHICH:
        return report.show(context, session)
    return look(context, Look(action.session, session.explain, session.cursor + 1))


def current(context: LearnerContext, session: QuizSession) -> Attempt | None:
    """Return the question of a simulation under review; None if there is none."""
    result = report.outcome(context, session) if session.explain in WHICH else None
    places = WHICH[session.explain](result) if result else ()
    return context.store.exams.at(id_of(session), places[session.cursor]) if session.cursor < len(places) else None


def _explained(context: LearnerContext, session: QuizSession, positions: tuple[int, ...], action: Look) -> Card:
    """Return the card of the first question, from an index on, that the bank still has."""
    for index, position in enumerate(positions[action.index :], action.index):
        attempt = context.store.exams.at(action.session, position)
        if attempt and attempt.question in context.library.bank.questions:
            # Where "I guessed" leads on: its own button only knows the quiz session.
            session.explain, session.cursor = action.which, index
            progress = words.review_place(position, session.size, index + 1, len(positions))
            onward = button(labels.NEXT, Look(action.session, action.which, index + 1), "primary")
            rows = explanation.rows_of(context, attempt, onward)
            return Card(explanation.body(context, attempt, progress), rows, replace=action.index > 0)
    return Card(words.review_done(), ((button(exam_labels.SHOW_THE_REPORT, Outcome(action.session)),),))
