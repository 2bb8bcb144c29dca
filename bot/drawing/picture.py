"""Pairs figures with what says the same in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.chat import Picture
from bot.figures import ExamFigures, GroupAnswerFigures, GroupWeekFigures, ProgressFigures, StreakFigures, WeekFigures
from bot.words import group_pictures
from bot.words import pictures as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.figures import Figures

_ALT: Final[dict[type, Callable[[Any], str]]] = {
    ProgressFigures: words.progress_alt,
    StreakFigures: words.streak_alt,
    ExamFigures: words.exam_alt,
    WeekFigures: words.week_alt,
    GroupAnswerFigures: group_pictures.answer_alt,
    GroupWeekFigures: group_pictures.week_alt,
}


def picture(figures: Figures) -> Picture:
    """Return the picture of these figures for a card."""
    return Picture(figures, _ALT[type(figures)](figures))
