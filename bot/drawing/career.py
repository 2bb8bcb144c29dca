"""The career desk's pictures: pay by percentiles, cost over two years, and a pass to share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.drawing.canvas import BLUE, INK, INNER, MARGIN, MUTED, ORANGE, PLAIN, SMALL, TITLE, TRACK, WIDTH, Canvas
from bot.drawing.parts import RIGHT, head, heading, row
from bot.words.career import pictures as words
from bot.words.career.desk import dollars

if TYPE_CHECKING:
    from bot.figures.career import Cost, PassFigures, PayFigures, RoiFigures

BIG: Final = 30


def pay(figures: PayFigures) -> Canvas:
    """Return the picture of what an occupation pays."""
    canvas = Canvas()
    y = heading(canvas, 18, figures.occupation)
    canvas.text(MARGIN, y + 10, f"{figures.vintage}. {words.A_YEAR}.", SMALL, MUTED, room=INNER)
    most = max(*figures.percentiles, figures.median or 0, 1)
    y += 22
    for rank, amount in words.ranked(figures):
        y = row(canvas, y, rank, dollars(amount), length=1, part=amount / most, strong=rank == words.RANKS[2])
    if figures.state and figures.median is not None:
        y = row(canvas, y + 6, figures.state, dollars(figures.median), length=1, part=figures.median / most)
    elif figures.state:
        canvas.text(MARGIN, y + 16, words.state(figures), SMALL, MUTED, room=INNER)
        y += 24
    return canvas.ended(y + 14)


def roi(figures: RoiFigures) -> Canvas:
    """Return the picture of what the exam costs over two years: to the middle in blue, to the high end hatched."""
    canvas = Canvas()
    y = head(canvas, words.ROI, "")
    canvas.text(MARGIN, y + 10, words.LOW_MIDDLE_HIGH, SMALL, MUTED)
    y += 18
    most = max(1, figures.total.high, figures.total.middle)
    for part, name in words.PARTS.items():
        y = _cost(canvas, y, name, getattr(figures, part), most)
    canvas.text(MARGIN, y + 16, words.pays(figures), PLAIN, bold=True, room=INNER)
    return canvas.ended(y + 32)


def passed(figures: PassFigures) -> Canvas:
    """Return the picture of a pass to share."""
    canvas = Canvas()
    canvas.box(MARGIN, 20, INNER, 8, BLUE, 4)
    canvas.text(WIDTH / 2, 74, words.PASSED, BIG, bold=True, align="middle", room=INNER)
    y = 100
    if figures.name:
        canvas.text(WIDTH / 2, y + 8, figures.name, TITLE, align="middle", room=INNER)
        y += 34
    for said in (words.long_day(figures.passed), words.best(figures.best), words.answers(figures.answers)):
        canvas.text(WIDTH / 2, y + 8, said, PLAIN, align="middle", room=INNER)
        y += 24
    canvas.text(WIDTH / 2, y + 18, words.TUTOR, SMALL, MUTED, align="middle", room=INNER)
    canvas.box(MARGIN, y + 32, INNER, 8, BLUE, 4)
    return canvas.ended(y + 60)


def _cost(canvas: Canvas, y: int, name: str, cost: Cost, most: int) -> int:
    canvas.text(MARGIN, y + 14, name, PLAIN, INK)
    canvas.text(RIGHT, y + 14, words.three(cost), PLAIN, bold=True, align="right")
    canvas.box(MARGIN, y + 20, INNER, 11, TRACK, 5.5)
    part, high = min(1.0, cost.middle / most), min(1.0, cost.high / most)
    if part:
        canvas.box(MARGIN, y + 20, max(5.0, INNER * part), 11, BLUE, 5.5)
    if high > part:
        canvas.hatched(MARGIN + INNER * part, y + 20, INNER * (high - part), 11, ORANGE)
    return y + 39
