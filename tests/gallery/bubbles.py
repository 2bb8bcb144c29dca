"""Draws chat messages as they appear on a phone: what was typed, cards with pictures and buttons, toasts."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PIL import Image

from adapters.layout import fitted
from bot.chat import Card, Span, Toast, flat
from bot.drawing import canvas
from bot.drawing.artist import png
from bot.drawing.canvas import SCALE, Canvas, fitting, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.chat import Button, Later, Text

SIZE: Final = 13.5
MONO: Final = 8.4
"""Width of a letter in a fixed-width font."""
LEADING: Final = 18.5
EDGE: Final = 10
PAD: Final = 12
BUBBLE: Final = canvas.WIDTH + 8
WIDTH: Final = BUBBLE + 2 * EDGE
BUTTON: Final = 34
LONGEST: Final = 6000
"""Units of the longest sheet."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colors of a chat."""

    wall: str
    card: str
    mine: str
    ink: str
    muted: str
    accent: str
    button: str


LIGHT: Final = Look("#DFE5EA", "#FFFFFF", "#D5ECFA", "#1B1F24", "#5A6470", "#0B66A0", "#F4F7F9")
DARK: Final = Look("#11161C", "#1F2730", "#1F4D6B", "#EEF1F4", "#9FABB8", "#7CC4F2", "#2A343F")


def screen(shown: Sequence[str | Card | Toast | Later], look: Look = LIGHT) -> Image.Image:
    """Return a phone's screen with these, oldest first; a string is what the learner typed or tapped."""
    sheet = Canvas(LONGEST, WIDTH, look.wall)
    y = float(EDGE)
    for each in shown:
        if isinstance(each, str):
            y = _typed(sheet, y, each, look)
        elif isinstance(each, Toast):
            y = _toast(sheet, y, each, look)
        else:
            y = _card(sheet, y, each if isinstance(each, Card) else Card(each.text), look)
        y += 8
    return sheet.ended(y + 2).image


def _typed(sheet: Canvas, y: float, said: str, look: Look) -> float:
    said = fitting(said, SIZE, BUBBLE - 80)
    wide = width_of(said, SIZE) + 2 * PAD
    sheet.box(WIDTH - EDGE - wide, y, wide, 32, look.mine, 14)
    sheet.text(WIDTH - EDGE - wide + PAD, y + 21, said, SIZE, look.ink)
    return y + 32


def _toast(sheet: Canvas, y: float, toast: Toast, look: Look) -> float:
    lines = list(_lines((Span(toast.text),)))
    wide = max(_across(line) for line in lines) + 2 * PAD
    tall = 2 * PAD - 10 + LEADING * len(lines)
    sheet.box((WIDTH - wide) / 2, y, wide, tall, look.ink, 16)
    for number, line in enumerate(lines, 1):
        said = "".join(span.text for span in line).strip()
        sheet.text(WIDTH / 2, y + PAD - 9 + LEADING * number, said, SIZE, look.wall, align="middle")
    return y + tall


def _card(sheet: Canvas, y: float, card: Card, look: Look) -> float:
    picture = _picture(card)
    above = picture.height / SCALE + 4 if picture else 0.0
    lines = list(_lines(card.body))
    tall = above + 2 * PAD - 4 + LEADING * len(lines) + (42 if card.file else 0)
    sheet.box(EDGE, y, BUBBLE, tall, look.card, 14)
    if picture:
        corners = Canvas(1, 1)
        corners.image = Image.new("L", picture.size)
        corners.box(0, 0, picture.width / SCALE, picture.height / SCALE, "white", 11)
        sheet.image.paste(picture, (round((EDGE + 4) * SCALE), round((y + 4) * SCALE)), corners.image)
    for number, line in enumerate(lines, 1):
        _line(sheet, y + above + PAD - 6 + LEADING * number - 2, line, look)
    if card.file:
        _file(sheet, y + tall - 46, card.file.name, look)
    y += tall + 5
    for row in fitted(card.rows):
        y = _buttons(sheet, y, row, look)
    return y - 5


def _picture(card: Card) -> Image.Image | None:
    if card.picture is None:
        return None
    with Image.open(io.BytesIO(png(card.picture.figures))) as drawn:
        return drawn.convert("RGB")


def _lines(body: Text) -> Iterator[list[Span]]:
    """Yield the lines of a text, broken where a bubble ends."""
    line: list[Span] = []
    used = 0.0
    for span in body:
        for number, part in enumerate(span.text.split("\n")):
            if number:
                yield line
                line, used = [], 0.0
            for word in part.split(" "):
                piece = Span(word + " ", span.style)
                wide = _width(Span(word, span.style))
                if used and used + wide > BUBBLE - 2 * PAD:
                    yield line
                    line, used = [], 0.0
                line.append(piece)
                used += _width(piece)
            if line and line[-1].text.endswith(" "):  # the last word of a part has no space after it
                last = line.pop()
                used -= _width(last)
                line.append(Span(last.text[:-1], last.style))
                used += _width(line[-1])
    yield line


def _across(line: Sequence[Span]) -> float:
    return width_of("".join(span.text for span in line).strip(), SIZE)


def _width(span: Span) -> float:
    if span.style == "mono":
        return MONO * len(span.text)
    return width_of(span.text, SIZE, bold=span.style == "bold")


def _line(sheet: Canvas, y: float, line: list[Span], look: Look) -> None:
    x = float(EDGE + PAD)
    for span in line:
        color = look.muted if span.style == "italic" else look.ink
        if span.text.strip():
            _write(sheet, x, y, span, color)
        x += _width(span)


def _write(sheet: Canvas, x: float, y: float, span: Span, color: str) -> None:
    if span.style != "mono":
        sheet.text(x, y, span.text, SIZE, color, bold=span.style == "bold")
        return
    for at, character in enumerate(span.text):
        sheet.text(x + MONO * (at + 0.5), y, character, SIZE, color, align="middle")


def _file(sheet: Canvas, y: float, name: str, look: Look) -> None:
    sheet.box(EDGE + PAD, y, 34, 38, look.accent, 6)
    sheet.text(EDGE + PAD + 17, y + 24, name.rsplit(".", 1)[-1], 12, look.card, bold=True, align="middle")
    sheet.text(EDGE + PAD + 44, y + 24, name, SIZE, look.accent, bold=True, room=BUBBLE - 80)


def _buttons(sheet: Canvas, y: float, row: Sequence[Button], look: Look) -> float:
    wide = (BUBBLE - 5 * (len(row) - 1)) / len(row)
    for at, button in enumerate(row):
        x = EDGE + at * (wide + 5)
        sheet.box(x, y, wide, BUTTON, look.button, 9)
        said = fitting(button.label, SIZE, wide - 10, bold=True)
        sheet.text(x + wide / 2, y + 22, said, SIZE, look.accent, bold=True, align="middle")
    return y + BUTTON + 5


def described(shown: Sequence[str | Card | Toast | Later]) -> str:
    """Return what a screen says, for those who cannot see it."""
    said = []
    for each in shown:
        if isinstance(each, Card):
            said.append(flat(each.body) if each.picture is None else f"{flat(each.body)} {each.picture.alt}")
        elif isinstance(each, str | Toast):
            said.append(each if isinstance(each, str) else each.text)
        else:
            said.append(flat(each.text))
    return " ".join(" ".join(said).split())
