"""Buttons that lead to the same place from many cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import InWords, Run, button
from bot.words import labels

if TYPE_CHECKING:
    from bot.chat import Button, Rows


def today() -> Button:
    """The way to today's questions."""
    return button(labels.TODAY, Run("daily"), "primary")


def progress() -> Button:
    """The way to `/progress`."""
    return button(labels.PROGRESS, Run("progress"))


def menu() -> Rows:
    """The quick menu: what a learner who is set up most likely wants next."""
    mock, weak = button(labels.MOCK, Run("mock")), button(labels.WEAK_SPOTS, Run("practice", "weak"))
    return (today(), mock), (weak, progress(), button(labels.MORE, Run("help")))


def plan() -> Button:
    """The way to the study plan."""
    return button(labels.STUDY_PLAN, Run("plan"))


def in_words(what: str, of: str = "") -> Button:
    """The way to a picture's full content in words (`bot.actions.InWords`)."""
    return button(labels.IN_WORDS, InWords(what, of))


def settings() -> Button:
    """The way to `/settings`."""
    return button(labels.SETTINGS, Run("settings"))
