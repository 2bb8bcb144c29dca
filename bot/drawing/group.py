"""How a group answered a question, and a group's week. Shows counts, never names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.drawing.canvas import INNER, MARGIN, PLAIN, SMALL, Canvas, broken, shape, width_of
from bot.drawing.palette import FILL, INK, MUTED, ON_FILL, OTHER, TRACK
from bot.drawing.parts import LEAST, RIGHT, bar, head, heading
from bot.figures import WEEK
from bot.words import group_pictures as words

if TYPE_CHECKING:
    from PIL import Image

    from bot.drawing.palette import Color
    from bot.figures import GroupAnswerFigures, GroupChoice, GroupWeekFigures

LETTER: Final = 26
"""Side of a letter's box, in units."""
BAR: Final = 14
"""Height of a bar, in units."""
GUTTER: Final = 80
"""Width, in units, of the row names to the left of the columns."""
STEP: Final = (INNER - GUTTER) / WEEK
WIDE: Final = 24
TALL: Final = 64
"""Width of a column and height of the tallest one, in units."""


def group_answer(figures: GroupAnswerFigures) -> Canvas:
    """Draw how a group answered a question."""
    canvas = Canvas()
    y = head(canvas, words.ANSWERED, "")
    y = _name(canvas, y, figures.label, MUTED)
    y = heading(canvas, y + 6, words.outcome(figures)) + 8
    room = max(width_of(words.number(choice.count), PLAIN, bold=True) for choice in figures.letters) + 10
    for choice in figures.letters:
        y = _choice(canvas, y, choice, choice.count / words.whole(figures), INNER - LETTER - 10 - room)
    return canvas.ended(_streak(canvas, y + 2, figures.days))


def group_week(figures: GroupWeekFigures) -> Canvas:
    """Draw a group's week."""
    canvas = Canvas()
    y = head(canvas, words.WEEK, words.dates(figures))
    y = heading(canvas, y + 2, words.answers(figures))
    y = _columns(canvas, y + 6, figures)
    y = _row(canvas, y, words.ALL, words.answered_by_day(figures), TRACK)
    y = _row(canvas, y, words.RIGHT, words.right_by_day(figures), FILL)
    if None in figures.days:
        canvas.text(MARGIN, y + 12, words.NO_QUESTION, SMALL, MUTED)
        y += 18
    for title, name in words.topics(figures):
        y = _name(canvas, heading(canvas, y + 8, title) - 2, name, INK)
    if figures.goal:
        y = bar(canvas, y + 4, words.TOGETHER, words.goal(figures), part=words.reached(figures))
    return canvas.ended(_streak(canvas, y + 8, figures.streak))


def _streak(canvas: Canvas, y: int, days: int) -> int:
    """Write the group's streak, if any; return the y of the picture's bottom."""
    if not days:
        return y + 8
    canvas.text(MARGIN, y + 13, words.streak(days), PLAIN, MUTED)
    return y + 28


def _name(canvas: Canvas, y: int, name: str, color: Color) -> int:
    """Write a topic's name, in two lines if necessary; return the y below."""
    for line in broken(name, PLAIN, INNER):
        canvas.text(MARGIN, y + 13, line, PLAIN, color)
        y += 18
    return y


def _choice(canvas: Canvas, y: int, choice: GroupChoice, share: float, length: float) -> int:
    """Draw a letter, its bar (`share` of `length` units) and its count; return the y below."""
    left = MARGIN + LETTER + 10
    canvas.box(MARGIN, y, LETTER, LETTER, FILL if choice.right else TRACK, 6)
    color = ON_FILL if choice.right else INK
    canvas.text(MARGIN + LETTER / 2, y + 18, choice.letter, PLAIN, color, bold=True, align="middle", room=LETTER)
    top = y + (LETTER - BAR) / 2
    canvas.box(left, top, length, BAR, TRACK, BAR / 2)
    if choice.count:
        canvas.box(left, top, max(6.0, length * share), BAR, FILL if choice.right else OTHER, BAR / 2)
    canvas.text(RIGHT, y + 18, words.number(choice.count), PLAIN, bold=True, align="right")
    return _marked(canvas, left, y + LETTER) if choice.right else y + LETTER + 8


def _marked(canvas: Canvas, x: float, y: int) -> int:
    """Label the bar above as the right answer; return the y below."""
    canvas.stamp(x, y - 1, _check(), FILL)
    canvas.text(x + 22, y + 13, words.RIGHT_ANSWER, PLAIN, bold=True)
    return y + 26


@lru_cache(maxsize=1)
def _check() -> Image.Image:
    return shape(16, 16, [[(2.5, 8.5), (6.5, 12.5), (13.5, 4)]], 2.6)


def _columns(canvas: Canvas, y: int, figures: GroupWeekFigures) -> int:
    """Draw a column for each day's answers, filled in proportion to the right ones; return the y below."""
    most = max((day.answered for day in figures.days if day), default=0) or 1
    base = y + TALL
    for at, (day, name) in enumerate(zip(figures.days, words.weekdays(figures), strict=True)):
        middle = _middle(at)
        if day and day.answered:
            tall, filled = (TALL * count / most for count in (day.answered, day.right))
            _column(canvas, middle, base, max(LEAST, tall), filled and max(LEAST, filled))
        canvas.text(middle, base + 16, name, SMALL, MUTED, align="middle")
    canvas.line(MARGIN + GUTTER, base, RIGHT, base, MUTED, 1)
    return base + 22


def _column(canvas: Canvas, middle: float, base: float, tall: float, filled: float) -> None:
    canvas.box(middle - WIDE / 2, base - tall, WIDE, tall, MUTED, 3)
    canvas.box(middle - WIDE / 2 + 1, base - tall + 1, WIDE - 2, tall - 1, TRACK, 2)
    canvas.box(middle - WIDE / 2, base - filled, WIDE, filled, FILL, 3)


def _row(canvas: Canvas, y: int, title: str, cells: list[str], color: Color) -> int:
    """Write a row's color and name, followed by each day's number; return the y below."""
    canvas.box(MARGIN, y + 3, 11, 11, MUTED if color == TRACK else color, 3)
    canvas.box(MARGIN + 1, y + 4, 9, 9, color, 2)
    canvas.text(MARGIN + 16, y + 13, title, SMALL)
    for at, cell in enumerate(cells):
        canvas.text(_middle(at), y + 13, cell, SMALL, INK, bold=color == FILL and cell != words.NONE, align="middle")
    return y + 19


def _middle(at: int) -> float:
    return MARGIN + GUTTER + STEP * (at + 0.5)
