"""Buttons that lead to the same place from many cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import InWords, Run, button
from bot.words import labels

if TYPE_CHECKING:
    from bot.chat import Button, Rows
    from bot.context import LearnerContext


def today() -> Button:
    """The way to today's questions."""
    return button(labels.TODAY, Run("daily"), "primary")


def progress() -> Button:
    """The way to `/progress`."""
    return button(labels.PROGRESS, Run("progress"))


def five_more() -> Button:
    """The way to five questions beyond the day's set."""
    return button(labels.FIVE_MORE, Run("practice", "mix 5"))


def questions(context: LearnerContext) -> Button:
    """The way to today's questions; once they are done, to five more."""
    return five_more() if is_day_done(context) else today()


def is_day_done(context: LearnerContext) -> bool:
    """True if the day's set was answered to its end."""
    found = context.store.quiz_sessions.daily(context.me, context.learner.day_number)
    if found is None or found.id is None or found.ended_at is None:
        return False
    attempts = context.store.quiz_sessions.attempts(found.id)
    return sum(attempt.answered_at is not None for attempt in attempts) >= found.size


def menu(first: Button) -> Rows:
    """The quick menu: what a learner who is set up most likely wants next, after what comes `first`."""
    mock, weak = button(labels.MOCK, Run("mock")), button(labels.WEAK_SPOTS, Run("practice", "weak"))
    return (first, mock), (weak, progress(), button(labels.MORE, Run("help")))


def missed() -> Button:
    """The way to practice of what was missed."""
    return button(labels.PRACTICE_WHAT_I_MISSED, Run("practice", "missed"))


def plan() -> Button:
    """The way to the study plan."""
    return button(labels.STUDY_PLAN, Run("plan"))


def in_words(what: str, of: str = "") -> Button:
    """The way to a picture's full content in words (`bot.actions.InWords`)."""
    return button(labels.IN_WORDS, InWords(what, of))


def learn(context: LearnerContext, topic: str) -> Button:
    """The way to read about a topic, on a button with a row to itself."""
    return button(labels.learn_fully(context.library.name(topic), context.library.short(topic)), Run("learn", topic))


def settings() -> Button:
    """The way to `/settings`."""
    return button(labels.SETTINGS, Run("settings"))
