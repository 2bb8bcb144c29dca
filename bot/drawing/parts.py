"""Elements shared by several pictures: heads, rows of bars, lists, columns, and the exam scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.drawing.canvas import INNER, MARGIN, PLAIN, SMALL, TITLE, WIDTH, broken, width_of
from bot.drawing.palette import ACCENT, FILL, INK, MUTED, OTHER, PAPER, TRACK, WARM
from bot.words import pictures as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.drawing.canvas import Canvas
    from bot.figures.ranges import Range

RIGHT: Final = WIDTH - MARGIN
BAR: Final = 220
"""Length of a bar with a note beside it, in units."""
NAME: Final = 150
VALUE: Final = 78
"""Maximum width of the name beside a bar, and width of its value, in units."""
INDENT: Final = 18
"""Space for the number before an entry of a list, in units."""
COLUMNS: Final = 46
"""Height of the tallest column, in units."""
THOUSAND: Final = 1000
LEAST: Final = 2
"""Minimum height, in units, of a nonzero column."""


def head(canvas: Canvas, title: str, aside: str) -> int:
    """Write the picture's title and a note beside it; return the y below."""
    used = canvas.text(RIGHT, 36, aside, PLAIN, MUTED, align="right")
    canvas.text(MARGIN, 36, title, TITLE, bold=True, room=INNER - used - 10)
    return 48


def heading(canvas: Canvas, y: int, title: str, aside: str = "") -> int:
    """Write a section's title and a note beside it; return the y below."""
    used = canvas.text(MARGIN, y + 14, title, PLAIN, bold=True, room=INNER)
    if aside:
        canvas.text(RIGHT, y + 14, aside, SMALL, MUTED, align="right", room=INNER - used - 8)
    return y + 22


def titled(canvas: Canvas, title: str, said: str) -> int:
    """Write the picture's title and a line below it; return the y below."""
    y = head(canvas, title, "")
    canvas.text(MARGIN, y + 10, said, SMALL, MUTED, room=INNER)
    return y + 22


def over_a_bar(canvas: Canvas, y: int, name: str, value: str, aside: str = "") -> None:
    """Write the text above a bar; `aside` is omitted if a long name needs its space."""
    value_width = canvas.text(RIGHT, y + 14, value, PLAIN, bold=True, align="right")
    room = INNER - value_width - 8
    used = canvas.text(MARGIN, y + 14, name, PLAIN, room=room)
    if aside and (left := room - used - 7) >= width_of(aside, SMALL):
        canvas.text(MARGIN + used + 7, y + 14, aside, SMALL, MUTED, room=left)


def bar(canvas: Canvas, y: int, name: str, value: str, *, part: float, aside: str = "", after: str = "") -> int:
    """Draw a bar filled to `part` (0 to 1) under its name; return the y below. Bars with one aim have one length."""
    over_a_bar(canvas, y, name, value, aside)
    length = BAR if after else INNER
    canvas.box(MARGIN, y + 21, length, 11, TRACK, 5.5)
    if part:
        canvas.box(MARGIN, y + 21, max(5.0, length * part), 11, FILL, 5.5)
    if after:
        canvas.text(RIGHT, y + 31, after, SMALL, MUTED, align="right", room=INNER - length - 6)
    return y + 41


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of bars of the same length; `name` is the width of the names to their left, in units."""

    name: float

    @classmethod
    def of(cls, names: Sequence[str]) -> Table:
        """A table with room for these names, up to `NAME` units."""
        return cls(min(NAME, max(width_of(name, PLAIN) for name in names) + 12))


def row(canvas: Canvas, y: int, table: Table, name: str, value: str, *, part: float, strong: bool = True) -> int:
    """Draw a bar filled to `part` (0 to 1) beside its name; return the y below."""
    canvas.text(MARGIN, y + 14, name, PLAIN, INK if strong else MUTED, room=table.name - 6)
    canvas.text(RIGHT, y + 14, value, PLAIN, INK if strong else MUTED, bold=strong, align="right")
    left, length = MARGIN + table.name, INNER - table.name - VALUE
    canvas.box(left, y + 4, length, 11, TRACK, 5.5)
    if part:
        canvas.box(left, y + 4, max(5.0, length * part), 11, FILL if strong else OTHER, 5.5)
    return y + 24


def names(canvas: Canvas, y: int, title: str, said: Sequence[str], *, most: int = words.NAMED) -> int:
    """Write a short numbered list, wrapping a long entry to two lines; return the y below."""
    y = heading(canvas, y, title)
    for number, name in enumerate(said[:most], 1):
        canvas.text(MARGIN, y + 13, f"{number}", PLAIN, ACCENT, bold=True)
        for line in broken(name, PLAIN, INNER - INDENT):
            canvas.text(MARGIN + INDENT, y + 13, line, PLAIN)
            y += 18
        y += 3
    return y + 8


def columns(
    canvas: Canvas,
    y: int,
    values: Sequence[int],
    labels: Sequence[str],
    *,
    line: int = 0,
    strong: Sequence[bool] = (),
    most: int = COLUMNS,
) -> int:
    """Draw columns with values above and labels below, and a dashed line at `line`; return the y below."""
    top, step = max(1, line, *values), INNER / max(1, len(values))
    base, wide = y + most + 18, min(30.0, step * 0.62)
    if line:
        dashes(canvas, base - most * line / top)
    for at, (value, label) in enumerate(zip(values, labels, strict=True)):
        middle = MARGIN + step * (at + 0.5)
        tall = max(LEAST, most * value / top) if value else 0
        filled = not strong or strong[at]
        canvas.box(middle - wide / 2, base - tall, wide, tall, FILL, 3)
        if not filled:
            canvas.box(middle - wide / 2 + 2, base - tall + 2, wide - 4, tall - 4, TRACK, 2)
        said = str(value) if value < THOUSAND else f"{value // THOUSAND}k"
        label_width = width_of(said, SMALL) + 4
        canvas.box(middle - label_width / 2, base - tall - 15, label_width, 13, PAPER)  # hide the dashed line
        canvas.text(middle, base - tall - 4, said, SMALL, INK if value else MUTED, align="middle")
        canvas.text(middle, base + 15, label, SMALL, MUTED, bold=at == len(values) - 1 and not line, align="middle")
    canvas.line(MARGIN, base, RIGHT, base, MUTED, 1)
    return int(base + 26)


def scale(canvas: Canvas, y: int, passing: Range, range_: Range | None, point: int | None = None) -> int:
    """Draw a 0 to 100 scale with the passing range hatched, and a range or a point on it; return the y below."""
    canvas.box(MARGIN, y, INNER, 12, TRACK, 6)
    left, right = _at(passing.low), _at(passing.high)
    canvas.hatched(left, y - 4, max(2.0, right - left), 20, WARM)
    if range_:
        _bracket(canvas, _at(range_.low), _at(range_.high), y)
    if point is not None:
        canvas.box(min(max(_at(point) - 3, MARGIN), RIGHT - 6), y - 6, 6, 24, INK, 3)
    for number in (0, 50, 100):
        align = {0: "left", 50: "middle", 100: "right"}[number]
        canvas.text(_at(number), y + 29, str(number), SMALL, MUTED, align=align)  # type: ignore[arg-type]  # the dict's values are aligns
    middle = (left + right) / 2
    canvas.text(middle, y + 29, words.span(passing), SMALL, INK, bold=True, align="middle")
    return y + 38


def passing(canvas: Canvas, y: int, between: Range) -> int:
    """Label the hatched part of the scale above; return the y below."""
    canvas.hatched(MARGIN, y, 16, 11, WARM)
    canvas.text(MARGIN + 23, y + 10, words.passing(between), SMALL, MUTED, room=INNER - 23)
    return y + 22


def _bracket(canvas: Canvas, left: float, right: float, y: int) -> None:
    left, right = max(left, MARGIN + 1.5), min(right, RIGHT - 1.5)
    canvas.box(left, y + 2, max(1.0, right - left), 8, FILL, 4)
    for x in (left, right):
        canvas.box(x - 1.5, y - 3, 3, 18, FILL, 1.5)


def dashes(canvas: Canvas, y: float, right: int = RIGHT) -> None:
    """Draw a dashed line from the left margin, to the right one by default."""
    for x in range(MARGIN + 1, right, 8):
        canvas.line(x, y, min(x + 4, right - 1), y, ACCENT, 1.5)


def _at(percent: float) -> float:
    return MARGIN + INNER * percent / 100
