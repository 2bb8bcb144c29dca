"""Whether the daily hour fits; `at` is a time as the learner's clock shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import text

if TYPE_CHECKING:
    from bot.chat import Text


def does_it_fit(at: str) -> Text:
    return text(f"\n\nDoes {at} work for you? Keep it, or pick a better time. I'll only ask this once.")


def kept(at: str) -> Text:
    return text(f"Good. {at} it stays.")


def moved(at: str, note: str = "") -> Text:
    return text(f"Done. From now on, your first question of the day comes at {at}.", note)
