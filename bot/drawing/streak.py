"""The last weeks as a calendar: one column per week, one mark per day, distinct in both shape and color."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.drawing.canvas import MARGIN, PLAIN, SMALL, Canvas, shape, width_of
from bot.drawing.palette import COOL, EDGE, FILL, INK, MUTED, ON_FILL, PAPER, TRACK, WARM
from bot.drawing.parts import RIGHT, head
from bot.figures import WEEKS
from bot.words import pictures as words

if TYPE_CHECKING:
    from PIL import Image

    from bot.drawing.palette import Color
    from bot.figures import Mark, StreakFigures

LEFT: Final = MARGIN + 34
STEP: Final = (RIGHT - LEFT) / WEEKS
CELL: Final = STEP - 3
LEGEND: Final[tuple[Mark, ...]] = ("counted", "frozen", "paused", "short", "missed")
FILLED: Final[dict[Mark, Color]] = {
    "counted": FILL,
    "frozen": COOL,
    "paused": TRACK,
    "short": WARM,
    "missed": PAPER,
    "open": PAPER,
    "none": PAPER,
}


def streak(figures: StreakFigures) -> Canvas:
    """Draw the calendar."""
    shown = [mark for mark in LEGEND if mark in figures.marks]
    rows = _legend_rows(figures, shown)
    canvas = Canvas()
    y = head(canvas, words.in_a_row(figures.length).capitalize(), words.STREAK)
    facts = f"{words.best(figures.best).capitalize()}, {words.freezes(figures.freezes)}"
    canvas.text(MARGIN, y + 12, facts, PLAIN, MUTED)
    canvas.box(MARGIN, y + 20, 13, 13, INK, 4)
    canvas.box(MARGIN + 2.5, y + 22.5, 8, 8, PAPER, 2)
    canvas.text(MARGIN + 19, y + 31, words.today(figures.answered, figures.goal), PLAIN)
    _months(canvas, y + 54, figures)
    bottom = _days(canvas, y + 60, figures)
    for row in rows:
        bottom = _legend(canvas, bottom + 4, row)
    return canvas.ended(bottom + 14)


def _months(canvas: Canvas, y: int, figures: StreakFigures) -> None:
    """Write each month's name above the week in which it begins, and above the first week if there is room."""
    last = len(figures.marks) - 1
    ends = [figures.first + timedelta(days=min(at + 6, last)) for at in range(0, last + 1, 7)]
    months = [f"{end:%b}" for end in ends]
    for week, month in enumerate(months):
        crowded = week == 0 and month not in months[1:2]
        if (not week or month != months[week - 1]) and (not crowded or len(months) == 1):
            canvas.text(LEFT + week * STEP, y, month, SMALL, MUTED)


def _days(canvas: Canvas, y: float, figures: StreakFigures) -> int:
    for row, name in enumerate(("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")):
        canvas.text(MARGIN, y + row * STEP + CELL * 0.72, name, SMALL, MUTED)
    last = len(figures.marks) - 1
    for at, mark in enumerate(figures.marks):
        week, weekday = divmod(at, 7)
        x, top = LEFT + week * STEP, y + weekday * STEP
        if at == last:  # today always has a frame
            canvas.box(x - 2.5, top - 2.5, CELL + 5, CELL + 5, INK, 6)
            canvas.box(x - 0.5, top - 0.5, CELL + 1, CELL + 1, PAPER, 4)
        draw_mark(canvas, x, top, mark)
    return round(y + 7 * STEP + 2)


def draw_mark(canvas: Canvas, x: float, y: float, mark: Mark) -> None:
    """Draw a day's mark into a cell."""
    if mark == "none":
        canvas.box(x + CELL / 2 - 1.5, y + CELL / 2 - 1.5, 3, 3, TRACK, 1.5)
        return
    if mark in {"missed", "open"}:
        canvas.box(x, y, CELL, CELL, EDGE, 5)
        canvas.box(x + 1.5, y + 1.5, CELL - 3, CELL - 3, PAPER, 3.5)
    else:
        canvas.box(x, y, CELL, CELL, FILLED[mark], 5)
    if mark in {"frozen", "short"}:
        canvas.text(x + CELL / 2, y + CELL * 0.72, words.LETTERS[mark], PLAIN, ON_FILL, bold=True, align="middle")
    elif mark != "open":
        canvas.stamp(x, y, _glyph(mark), {"counted": ON_FILL, "paused": MUTED}.get(mark, EDGE))


@lru_cache(maxsize=8)
def _glyph(mark: Mark) -> Image.Image:
    paths: dict[Mark, list[list[tuple[float, float]]]] = {
        "counted": [[(0.27, 0.53), (0.44, 0.70), (0.75, 0.32)]],
        "paused": [[(0.38, 0.32), (0.38, 0.68)], [(0.62, 0.32), (0.62, 0.68)]],
        "missed": [[(0.36, 0.5), (0.64, 0.5)]],
    }
    scaled = [[(x * CELL, y * CELL) for x, y in path] for path in paths[mark]]
    return shape(CELL, CELL, scaled, 2.6)


def _legend_rows(figures: StreakFigures, shown: list[Mark]) -> list[list[tuple[Mark, str]]]:
    """The legend's entries, wrapped into rows."""
    rows: list[list[tuple[Mark, str]]] = []
    left = 0.0
    for mark, said in zip(shown, words.tally(figures), strict=True):
        wide = CELL + 6 + width_of(said) + 16
        if not rows or left < wide - 16:
            rows.append([])
            left = RIGHT - MARGIN
        rows[-1].append((mark, said))
        left -= wide
    return rows


def _legend(canvas: Canvas, y: int, row: list[tuple[Mark, str]]) -> int:
    x = float(MARGIN)
    for mark, said in row:
        draw_mark(canvas, x, y, mark)
        x += CELL + 6
        x += canvas.text(x, y + CELL * 0.72, said, PLAIN) + 16
    return y + 24
