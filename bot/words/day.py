"""What a day with the tutor looks like, in a picture and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.figures import DayFigures

TITLE: Final = "What a day looks like"


def steps(figures: DayFigures) -> tuple[tuple[str, str], ...]:
    """The day's steps: what happens, and how."""
    questions = "1 question" if figures.questions == 1 else f"{figures.questions} questions"
    return (
        ("When you choose:", "the first question arrives"),
        (f"{questions},", "one tap each, all explained"),
        ("Day done:", "your streak grows by one"),
        ("Later:", "what you missed comes back"),
    )


def day_alt(figures: DayFigures) -> str:
    return f"{TITLE}. " + " ".join(f"{said} {more}." for said, more in steps(figures))
