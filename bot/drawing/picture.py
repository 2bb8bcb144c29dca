"""Pair figures with their description in words."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from bot.chat import Picture
from bot.figures import (
    DayFigures,
    ExamFigures,
    GroupAnswerFigures,
    GroupWeekFigures,
    ProgressFigures,
    StreakFigures,
    WeekFigures,
)
from bot.figures.career import PassFigures, PayFigures, RoiFigures
from bot.words import day, group_pictures
from bot.words import pictures as words
from bot.words.career import pictures as career_pictures

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.drawing.canvas import Canvas
    from bot.figures import Figures


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of picture: its text alternative and its drawing function in `bot.drawing`, as "module.name".

    The drawing module is imported when its first picture is drawn: Pillow is slow to import, and the core never draws.
    """

    alt: Callable[[Any], str]
    drawer: str

    def draw(self, figures: object) -> Canvas:
        """Draw these figures."""
        module, name = self.drawer.split(".")
        drawn: Canvas = getattr(import_module(f"bot.drawing.{module}"), name)(figures)
        return drawn


KINDS: Final[dict[type, Kind]] = {
    DayFigures: Kind(day.day_alt, "day.day"),
    ProgressFigures: Kind(words.progress_alt, "progress.progress"),
    StreakFigures: Kind(words.streak_alt, "streak.streak"),
    ExamFigures: Kind(words.exam_alt, "exam.exam"),
    WeekFigures: Kind(words.week_alt, "week.week"),
    GroupAnswerFigures: Kind(group_pictures.answer_alt, "group.group_answer"),
    GroupWeekFigures: Kind(group_pictures.week_alt, "group.group_week"),
    PayFigures: Kind(career_pictures.pay_alt, "career.pay"),
    RoiFigures: Kind(career_pictures.roi_alt, "career.roi"),
    PassFigures: Kind(career_pictures.pass_alt, "career.passed"),
}
"""Every kind of picture."""


def picture(figures: Figures, *, worded: bool = False) -> Picture:
    """These figures as a card's picture; `worded` if a button of the card says the same in words."""
    return Picture(figures, KINDS[type(figures)].alt(figures), worded)
