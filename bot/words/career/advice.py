"""Advice on the exam date: to move it, or to book it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text
from bot.words import moments
from bot.words.ready import percent

if TYPE_CHECKING:
    from datetime import date

    from bot.chat import Text
    from bot.learning.readiness import Chance


def move(exam: date, today: date, chance: Chance, how: str) -> Text:
    return text(
        bold(f"{moments.days((exam - today).days)} to your exam {moments.on(exam, today)}."),
        f"\nBased on your answers so far, your chance of passing is {percent(chance)}. Failing costs a fee and a month."
        f" {how}".rstrip(),
        "\n\nMove it or keep it: both are fine. I won't bring it up again for this date. If you move it, choose"
        " the new date.",
    )


def may_move(exam: date, today: date, how: str) -> Text:
    return text(
        f"\n\nYour exam is {moments.on(exam, today)}, in {moments.days((exam - today).days)}. If that feels too soon,"
        f" you can move it. {how}".rstrip()
    )


def may_book() -> Text:
    return text("\n\nYou look ready to book. Pick a date, and your plan leads up to it.")


def book(chance: Chance) -> Text:
    return text(
        bold("You look ready to book."),
        f"\nYour chance of passing has been high for a week: {percent(chance)} today, based on your answers. If you"
        " wait too long, you start to forget. When do you want to take the exam? I won't ask again.",
    )
