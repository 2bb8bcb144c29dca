"""What another set puts on hold, and the ways back to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.actions import Next, Run, button
from bot.chat import MAX_ROWS, Card
from bot.flows.exam_time import left, running
from bot.storage.tables import EXAM, id_of
from bot.words import exam as exam_words
from bot.words import labels
from bot.words import questions as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Button
    from bot.context import LearnerContext
    from bot.storage.outlines import Outline
    from bot.storage.tables import QuizSession

BACK: Final = ("daily", "mock", "practice", "placement")
"""Kinds of quiz sessions that the command of the same name continues."""


def lead(context: LearnerContext, found: Outline) -> str:
    """Say what a set replaces as its question is shown; "" if it was already the one shown."""
    if context.unasked or found.shown in {None, found.session.id}:
        return ""
    if seconds := running(context):
        return words.exam_on_hold(exam_words.clock(seconds))
    other = context.store.quiz_sessions.get(found.shown or 0, context.me)
    return _place(context, other) if other and _leads_back(context, other) else ""


def unfinished(context: LearnerContext) -> Sequence[QuizSession]:
    """Return the open quiz sessions with a question left, newest first; if none has one, the newest open one."""
    held = [each for each in context.store.quiz_sessions.all_open(context.me) if not _is_past(context, each)]
    return [each for each in held if each.kind == EXAM or _number(context, each)] or held[:1]


def offer(context: LearnerContext, held: Sequence[QuizSession]) -> Card:
    """Ask which of several unfinished quiz sessions to continue."""
    taps = [_way(context, session) for session in held[: 2 * MAX_ROWS]]
    rows = tuple(tuple(taps[at : at + 2]) for at in range(0, len(taps), 2))
    return Card(words.which_on_hold(), rows)


def _way(context: LearnerContext, session: QuizSession) -> Button:
    if session.kind == EXAM:
        return button(labels.exam_on_hold(exam_words.clock(left(context, session))), Run("exam"))
    label = labels.on_hold(session.kind, _number(context, session), session.size)
    onward = Run(session.kind) if session.kind in BACK else Next(id_of(session))
    return replace(button(label, onward), role="")  # none of them comes first


def _leads_back(context: LearnerContext, other: QuizSession) -> bool:
    return other.kind in BACK and other.ended_at is None and not _is_past(context, other)


def _is_past(context: LearnerContext, other: QuizSession) -> bool:
    """True for the set of an earlier day."""
    return other.kind == "daily" and other.day_number != context.learner.day_number


def _place(context: LearnerContext, other: QuizSession) -> str:
    number = _number(context, other)
    return words.on_hold(other.kind, number, other.size) if number else ""


def _number(context: LearnerContext, other: QuizSession) -> int:
    """Return the number of the question that a quiz session stopped at; 0 if all of them are answered."""
    asked = context.store.quiz_sessions.attempts(id_of(other))
    if len(asked) >= other.size and all(attempt.answered_at is not None for attempt in asked):
        return 0
    return max(1, len(asked))
