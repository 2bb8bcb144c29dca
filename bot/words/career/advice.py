"""Advice on the exam's date: to move it, or to book it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text
from bot.words.career.desk import line
from bot.words.ready import percent
from bot.words.setup import day

if TYPE_CHECKING:
    from datetime import date

    from bot.bank.career import Figure
    from bot.chat import Text
    from bot.learning.readiness import Chance


def move(exam: date, days: int, chance: Chance, how: Figure) -> Text:
    return text(
        bold(f"{days} days to your exam on {day(exam)}."),
        f"\nYour chance to pass, by your answers so far: {percent(chance)}. A failed attempt costs a fee and a month."
        f" Moving the date costs nothing if you do it in time. {line(how)}",
        "\n\nMove it or keep it: both are fine. I say this once for a date. Tap the new one once you have moved it.",
    )


def book(chance: Chance) -> Text:
    return text(
        bold("You look ready to book."),
        f"\nFor a week now your chance to pass has been high: {percent(chance)} today, by your answers. What you know"
        " fades if it waits too long. When do you want to take the exam? I say this once.",
    )
