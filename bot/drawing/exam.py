"""The result of a simulation: score by domain, chance of passing, pace, and earlier simulations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.drawing.canvas import INNER, MARGIN, PLAIN, Canvas
from bot.drawing.parts import RIGHT, Table, bar, columns, head, heading, passing, row, scale
from bot.words import pictures as words

if TYPE_CHECKING:
    from bot.figures import ExamFigures


def exam(figures: ExamFigures) -> Canvas:
    """Draw the simulation's result."""
    canvas = Canvas()
    y = head(canvas, figures.title, words.minutes(figures.minutes, figures.allowed))
    y = _score(canvas, y, figures)
    for domain in figures.domains:
        part = domain.right / max(1, domain.total)
        y = bar(canvas, y, domain.name, words.of(domain.right, domain.total), part=part)
    if pace := words.paces(figures):
        y = heading(canvas, y + 8, words.PACE, words.allows(figures.limit))
        y = columns(canvas, y, list(pace.values()), list(pace), line=figures.limit) - 8
    if figures.earlier:
        y = _earlier(canvas, y + 8, figures)
    return canvas.ended(y + 14)


def _score(canvas: Canvas, y: int, figures: ExamFigures) -> int:
    used = canvas.text(MARGIN, y + 14, words.right(figures.right, figures.total), PLAIN, bold=True)
    said = f"{words.CHANCE}: {words.chance(figures.chance)}"
    canvas.text(RIGHT, y + 14, said, PLAIN, bold=True, align="right", room=INNER - used - 8)
    y = scale(canvas, y + 30, figures.passing, None, round(100 * figures.right / max(1, figures.total)))
    return passing(canvas, y, figures.passing)


def _earlier(canvas: Canvas, y: int, figures: ExamFigures) -> int:
    y = heading(canvas, y, words.BEFORE)
    table = Table.of([words.NOW, *(words.day(each.day) for each in figures.earlier)])
    for each in figures.earlier[-words.EARLIER :]:
        part = each.right / max(1, each.total)
        y = row(canvas, y, table, words.day(each.day), words.of(each.right, each.total), part=part, strong=False)
    part = figures.right / max(1, figures.total)
    return row(canvas, y, table, words.NOW, words.of(figures.right, figures.total), part=part)
