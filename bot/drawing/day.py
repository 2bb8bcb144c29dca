"""A day with the tutor: the first question, the set, the streak, and missed questions coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.drawing.canvas import INNER, MARGIN, PLAIN, Canvas
from bot.drawing.palette import FILL, MUTED, TRACK
from bot.drawing.parts import head
from bot.words import day as words

if TYPE_CHECKING:
    from bot.figures import DayFigures

DOT: Final = 14
"""Diameter, in units, of the mark before a step."""
STEP: Final = 34
"""Height of a step, in units."""
INDENT: Final = 28


def day(figures: DayFigures) -> Canvas:
    """Draw the day as steps along a line."""
    canvas = Canvas()
    y = head(canvas, words.TITLE, "") + 4
    steps = words.steps(figures)
    middle = MARGIN + DOT / 2
    canvas.line(middle, y + DOT, middle, y + STEP * (len(steps) - 1) + DOT, TRACK, 3)
    for at, (said, more) in enumerate(steps):
        top = y + STEP * at
        canvas.box(MARGIN, top + 4, DOT, DOT, FILL, DOT / 2)
        used = canvas.text(MARGIN + INDENT, top + 16, said, PLAIN, bold=True, room=INNER - INDENT)
        room = INNER - INDENT - used - 7
        if room > 0:
            canvas.text(MARGIN + INDENT + used + 7, top + 16, more, PLAIN, MUTED, room=room)
    return canvas.ended(y + STEP * len(steps) + 4)
