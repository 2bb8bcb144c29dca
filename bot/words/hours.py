"""Whether the daily hour fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import text
from bot.words.setup import clock

if TYPE_CHECKING:
    from datetime import time

    from bot.chat import Text

__all__ = ["clock", "does_it_fit", "kept", "moved"]


def does_it_fit(at: time) -> Text:
    return text(f"\n\nDoes {clock(at)} work for you? Keep it, or tap a better time. I'll only ask this once.")


def kept(at: time) -> Text:
    return text(f"Good. {clock(at)} it stays.")


def moved(at: time) -> Text:
    return text(f"Done. From now on, your first question of the day comes at {clock(at)}.")
