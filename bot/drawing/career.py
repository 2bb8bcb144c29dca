"""The career desk's pictures: pay by percentiles, cost over two years, and a pass to share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.drawing.canvas import INNER, MARGIN, PLAIN, SMALL, TITLE, WIDTH, Canvas, width_of
from bot.drawing.palette import FILL, MUTED, TRACK, WARM
from bot.drawing.parts import RIGHT, Table, row, titled
from bot.words.career import pictures as words
from bot.words.career.desk import dollars

if TYPE_CHECKING:
    from bot.figures.career import Cost, PassFigures, PayFigures, RoiFigures

BIG: Final = 30


def pay(figures: PayFigures) -> Canvas:
    """Return the picture of what an occupation pays."""
    canvas = Canvas()
    y = titled(canvas, figures.occupation, f"{figures.vintage}. {words.A_YEAR}.")
    most = max(*figures.percentiles, figures.median or 0, 1)
    table = Table.of([*words.RANKS, *([figures.state] if figures.median is not None else [])])
    for rank, amount in words.ranked(figures):
        y = row(canvas, y, table, rank, dollars(amount), part=amount / most, strong=rank == words.RANKS[2])
    if figures.state and figures.median is not None:
        y = row(canvas, y + 6, table, figures.state, dollars(figures.median), part=figures.median / most)
    elif figures.state:
        canvas.text(MARGIN, y + 16, words.state(figures), SMALL, MUTED, room=INNER)
        y += 24
    return canvas.ended(y + 14)


def roi(figures: RoiFigures) -> Canvas:
    """Return the picture of what the exam costs over two years: blue to the middle, hatched to the high end."""
    canvas = Canvas()
    y = titled(canvas, words.ROI, words.HOW_TO_READ)
    most = max(1, figures.total.high, figures.total.middle)
    for part, name in words.PARTS.items():
        y = _cost(canvas, y, name, getattr(figures, part), most)
    canvas.text(MARGIN, y + 16, words.pays(figures), PLAIN, bold=True, room=INNER)
    return canvas.ended(y + 32)


def passed(figures: PassFigures) -> Canvas:
    """Return the picture of a pass to share."""
    canvas = Canvas()
    canvas.box(MARGIN, 20, INNER, 8, FILL, 4)
    canvas.text(WIDTH / 2, 74, words.PASSED, BIG, bold=True, align="middle", room=INNER)
    y = 100
    if figures.name:
        canvas.text(WIDTH / 2, y + 8, figures.name, TITLE, align="middle", room=INNER)
        y += 34
    for said in words.pass_lines(figures):
        canvas.text(WIDTH / 2, y + 8, said, PLAIN, align="middle", room=INNER)
        y += 24
    canvas.text(WIDTH / 2, y + 18, words.TUTOR, SMALL, MUTED, align="middle", room=INNER)
    canvas.box(MARGIN, y + 32, INNER, 8, FILL, 4)
    return canvas.ended(y + 60)


def _cost(canvas: Canvas, y: int, name: str, cost: Cost, most: int) -> int:
    said = words.three(cost)
    size = PLAIN if width_of(name) + width_of(said, bold=True) < INNER - 8 else SMALL
    used = canvas.text(RIGHT, y + 14, said, size, bold=True, align="right")
    canvas.text(MARGIN, y + 14, name, PLAIN, room=INNER - used - 8)
    canvas.box(MARGIN, y + 20, INNER, 11, TRACK, 5.5)
    part, high = min(1.0, cost.middle / most), min(1.0, cost.high / most)
    if part:
        canvas.box(MARGIN, y + 20, max(5.0, INNER * part), 11, FILL, 5.5)
    if high > part:
        canvas.hatched(MARGIN + INNER * part, y + 20, INNER * (high - part), 11, WARM)
    return y + 39
