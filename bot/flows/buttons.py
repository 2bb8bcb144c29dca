"""Buttons that lead to the same place from many cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import Run, button
from bot.words import labels

if TYPE_CHECKING:
    from bot.chat import Button


def today() -> Button:
    """The way to today's questions."""
    return button(labels.TODAY, Run("daily"), "primary")


def progress() -> Button:
    """The way to `/progress`."""
    return button(labels.PROGRESS, Run("progress"))


def plan() -> Button:
    """The way to the study plan."""
    return button(labels.STUDY_PLAN, Run("plan"))


def settings() -> Button:
    """The way to `/settings`."""
    return button(labels.SETTINGS, Run("settings"))
