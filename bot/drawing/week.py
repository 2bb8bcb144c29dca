"""A past week: days answered, topics newly known, and next week's focus."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.drawing.canvas import INNER, MARGIN, PLAIN, SMALL, Canvas
from bot.drawing.palette import FILL, MUTED, PAPER, TRACK
from bot.drawing.parts import columns, dashes, head, heading, names
from bot.words import pictures as words

if TYPE_CHECKING:
    from bot.figures import WeekFigures


def week(figures: WeekFigures) -> Canvas:
    """Draw the week."""
    canvas = Canvas()
    last = figures.first + timedelta(days=max(0, len(figures.answers) - 1))
    y = head(canvas, words.WEEK, words.span_of_days(figures.first, last))
    y = heading(canvas, y + 2, words.days_answered(figures))
    dashes(canvas, y + 5, MARGIN + 16)
    canvas.text(MARGIN + 22, y + 9, words.days_counted(figures), SMALL, MUTED, room=INNER - 22)
    y += 14
    labels = [f"{figures.first + timedelta(days=at):%a}" for at in range(len(figures.answers))]
    strong = [count >= figures.goal for count in figures.answers]
    y = columns(canvas, y, figures.answers, labels, line=figures.goal, strong=strong, most=56)
    y = _topics(canvas, y + 4, figures)
    if figures.fresh:
        y = names(canvas, y + 2, words.FRESH, figures.fresh)
    if figures.focus:
        y = names(canvas, y + 2, words.focus(figures.planned), figures.focus)
    elif figures.planned:
        y = heading(canvas, y + 2, words.focus(figures.planned))
    return canvas.ended(y + 10)


def _topics(canvas: Canvas, y: int, figures: WeekFigures) -> int:
    canvas.text(MARGIN, y + 12, words.topics(figures), PLAIN, bold=True)
    canvas.box(MARGIN, y + 22, INNER, 12, TRACK, 6)
    part, before = (min(1.0, n / max(1, figures.topics)) for n in (figures.count, figures.count_before))
    canvas.box(MARGIN, y + 22, INNER * part, 12, FILL, 6)
    if before < part:
        canvas.hatched(MARGIN + INNER * before, y + 22, INNER * (part - before), 12, PAPER)
    return y + 46
