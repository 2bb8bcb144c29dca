"""Draws figures, each as its own picture; the same figures are drawn once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from bot.drawing.exam import exam
from bot.drawing.group import group_answer, group_week
from bot.drawing.progress import progress
from bot.drawing.streak import streak
from bot.drawing.week import week
from bot.figures import ExamFigures, GroupAnswerFigures, GroupWeekFigures, ProgressFigures, StreakFigures, WeekFigures

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from bot.drawing.canvas import Canvas

KEPT: Final = 128
"""Pictures kept, of some 40 KB each."""
_DRAW: Final[dict[type, Callable[[Any], Canvas]]] = {
    ProgressFigures: progress,
    StreakFigures: streak,
    ExamFigures: exam,
    WeekFigures: week,
    GroupAnswerFigures: group_answer,
    GroupWeekFigures: group_week,
}


@lru_cache(maxsize=KEPT)
def png(figures: Hashable) -> bytes:
    """Return the picture as the bytes of a PNG. Takes tens of milliseconds: not for an event loop.

    Raises:
        KeyError: there is no picture of such figures.
    """
    return _DRAW[type(figures)](figures).png()
