"""What another set puts on hold, and how to get back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.flows.exam_time import running
from bot.words import exam as exam_words
from bot.words import questions as words

if TYPE_CHECKING:
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


def _leads_back(context: LearnerContext, other: QuizSession) -> bool:
    is_past = other.kind == "daily" and other.day_number != context.learner.day_number
    return other.kind in BACK and other.ended_at is None and not is_past


def _place(context: LearnerContext, other: QuizSession) -> str:
    assert other.id is not None  # noqa: S101 - stored
    asked = context.store.quiz_sessions.attempts(other.id)
    if len(asked) >= other.size and all(attempt.answered_at is not None for attempt in asked):
        return ""
    return words.on_hold(other.kind, max(1, len(asked)), other.size)
