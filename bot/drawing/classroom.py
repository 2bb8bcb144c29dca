"""An instructor's class: averages by domain as ranges, expected passes, and what to teach next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.drawing.canvas import INNER, MARGIN, SMALL, Canvas
from bot.drawing.palette import FILL, MUTED, PAPER, TRACK
from bot.drawing.parts import head, heading, names, over_a_bar
from bot.words import class_pictures as words
from bot.words.pictures import day, span, weight

if TYPE_CHECKING:
    from bot.figures.classroom import ClassFigures, ClassLevel


def class_(figures: ClassFigures) -> Canvas:
    """Draw the class."""
    canvas = Canvas()
    y = head(canvas, figures.name, day(figures.today))
    y = heading(canvas, y, words.members(figures), words.studied(figures))
    canvas.text(MARGIN, y + 10, words.AVERAGES, SMALL, MUTED)
    y += 22
    for domain in figures.domains:
        y = _range(canvas, y, domain)
    y = heading(canvas, y + 4, words.passes(figures))
    if figures.teach:
        y = names(canvas, y + 4, words.TEACH, figures.teach, most=len(figures.teach))
    return canvas.ended(y + 8)


def _range(canvas: Canvas, y: int, domain: ClassLevel) -> int:
    """Draw a bar, solid up to the low end of a range and hatched up to its high end; return the y below."""
    over_a_bar(canvas, y, domain.name, f"{span(domain.level)}%", weight(domain.weight))
    low, high = (INNER * each / 100 for each in (domain.level.low, domain.level.high))
    canvas.box(MARGIN, y + 21, INNER, 11, TRACK, 5.5)
    canvas.box(MARGIN, y + 21, max(5.0, high), 11, FILL, 5.5)
    canvas.hatched(MARGIN + low, y + 21, max(2.0, high - low), 11, PAPER)
    return y + 41
