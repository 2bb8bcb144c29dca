"""Earlier answers on a question's knowledge point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bank.models import Question
    from bot.chat import Text


def point(item: Question) -> Text:
    """The essence of a question, and why its answer is right."""
    return text(bold(item.brief), f"\n{item.key.why}")


def before(parts: Sequence[Text]) -> Text:
    return text(bold("What you answered before on the same point"), *parts)


def answered(item: Question, days: int, *, right: bool, skipped: bool) -> Text:
    """A question with its answer and takeaway; `days` is how many days ago it was answered."""
    how = "You skipped it" if skipped else "You got it right" if right else "You missed it"
    return text(f"\n\n{item.stem}\n", bold(item.key.text), f"\n{item.brief}\n{how} {_ago(days)}.")


def _ago(days: int) -> str:
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"
