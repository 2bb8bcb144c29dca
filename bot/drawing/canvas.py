"""A canvas for text, boxes and marks, measured in units of a 360-unit-wide phone screen."""

from __future__ import annotations

import io
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from PIL import Image, ImageDraw, ImageFont

from bot.drawing.palette import INK, PAPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.drawing.palette import Color

WIDTH: Final = 360
SCALE: Final = 2
"""Pixels per unit."""
MARGIN: Final = 18
INNER: Final = WIDTH - 2 * MARGIN
SMOOTH: Final = 4
"""Supersampling factor for shapes, since Pillow draws them with hard edges."""
COLORS: Final = 128
"""Palette size of the PNG, for a third of the bytes and time of full color."""
SMALL, PLAIN, TITLE = 13, 15, 21

Align: TypeAlias = Literal["left", "middle", "right"]

_SHARE: Final = {"left": 0.0, "middle": 0.5, "right": 1.0}
_SAME: Final = str.maketrans(
    {"\u2013": "-", "\u2014": "-", "\u2212": "-", "\u00d7": "x", "\u00a7": "Sec. ", "\u2265": ">=", "\u2264": "<="}
    | {"\u2192": ">", "\u2022": "\u00b7"}
)
"""Replacements for dashes, signs, arrows and bullets that the font lacks."""


class Canvas:
    """A picture in progress. All measures are in units; a text's y is its baseline."""

    def __init__(self, height: int = 800, width: int = WIDTH, paper: Color = PAPER) -> None:
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), paper)
        self._draw = ImageDraw.Draw(self.image)

    def text(
        self,
        x: float,
        y: float,
        said: str,
        size: float = PLAIN,
        color: Color = INK,
        *,
        bold: bool = False,
        align: Align = "left",
        room: float = 0,
    ) -> float:
        """Draw one line of text, truncated to `room` units if given; return its width."""
        said = fitting(said, size, room, bold=bold) if room else drawable(said)
        line = _line(said, size, bold=bold)
        left = x * SCALE - line.width * _SHARE[align]
        self.image.paste(color, (round(left + line.left), round(y * SCALE + line.top)), line.mask)
        return line.width / SCALE

    def box(self, x: float, y: float, width: float, height: float, color: Color, radius: float = 0) -> None:
        """Fill a rounded box; skip a box without area."""
        size = (round(width * SCALE), round(height * SCALE))
        if min(size) > 0:
            self.image.paste(color, (round(x * SCALE), round(y * SCALE)), _rounded(*size, round(radius * SCALE)))

    def hatched(self, x: float, y: float, width: float, height: float, color: Color) -> None:
        """Fill a box with diagonal hatching."""
        size = (max(1, round(width * SCALE)), max(1, round(height * SCALE)))
        self.image.paste(color, (round(x * SCALE), round(y * SCALE)), _hatch(*size))

    def line(self, x: float, y: float, to_x: float, to_y: float, color: Color, width: float = 1) -> None:
        """Draw a vertical or horizontal line."""
        half = width / 2
        left, top, right, bottom = min(x, to_x) - half, min(y, to_y) - half, max(x, to_x) + half, max(y, to_y) + half
        self._draw.rectangle((left * SCALE, top * SCALE, right * SCALE - 1, bottom * SCALE - 1), fill=color)

    def stamp(self, x: float, y: float, mask: Image.Image, color: Color) -> None:
        """Fill the opaque part of a mask with a color."""
        self.image.paste(color, (round(x * SCALE), round(y * SCALE)), mask)

    def ended(self, y: float) -> Canvas:
        """Crop the canvas at y and return it."""
        self.image = self.image.crop((0, 0, self.image.width, round(y * SCALE)))
        return self

    def png(self) -> bytes:
        """Encode the picture as PNG bytes."""
        out = io.BytesIO()
        self.image.quantize(COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
        return out.getvalue()


def width_of(said: str, size: float = PLAIN, *, bold: bool = False) -> float:
    """Width of a line of text, in units."""
    return _length(drawable(said), size, bold=bold) / SCALE


def fitting(said: str, size: float, room: float, *, bold: bool = False) -> str:
    """The line, truncated with an ellipsis if it takes more than `room` units."""
    said = drawable(said)
    if width_of(said, size, bold=bold) <= room:
        return said
    fits = bisect_right(range(len(said)), room, key=lambda end: width_of(f"{said[:end]}...", size, bold=bold)) - 1
    return f"{said[: max(0, fits)].rstrip()}..."


def broken(said: str, size: float, room: float, most: int = 2) -> list[str]:
    """The text in at most `most` lines of `room` units, broken between words; the last is truncated if need be."""
    lines: list[str] = []
    for word in drawable(said).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if not lines or (len(lines) < most and width_of(longer, size) > room):
            lines.append(word)
        else:
            lines[-1] = longer
    return [fitting(line, size, room) for line in lines]


def drawable(said: str) -> str:
    """The line in characters the font has."""
    plain = unicodedata.normalize("NFKD", said.translate(_SAME))
    return "".join(character for character in plain if not unicodedata.combining(character))


def shape(width: float, height: float, points: Sequence[Sequence[tuple[float, float]]], stroke: float) -> Image.Image:
    """A mask of lines through points with round ends, measured in units."""
    factor = SCALE * SMOOTH
    mask = Image.new("L", (round(width * factor), round(height * factor)))
    draw = ImageDraw.Draw(mask)
    for path in points:
        scaled = [(x * factor, y * factor) for x, y in path]
        draw.line(scaled, fill=255, width=round(stroke * factor), joint="curve")
        for x, y in scaled:
            reach = stroke * factor / 2
            draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)
    return mask.reduce(SMOOTH)


@dataclass(frozen=True, slots=True)
class _Line:
    """A rendered line of text: its mask, the mask's offset from the start of the baseline, and its advance width."""

    mask: Image.Image
    left: float
    top: float
    width: float


@lru_cache(maxsize=1024)
def _line(said: str, size: float, *, bold: bool) -> _Line:
    # Cached, because rendering text dominates and most lines recur in every picture.
    font, stroke = _font(size), _weight(size) if bold else 0
    left, top, right, bottom = font.getbbox(said, anchor="ls", stroke_width=stroke)
    mask = Image.new("L", (max(1, ceil(right - left)), max(1, ceil(bottom - top))))
    ImageDraw.Draw(mask).text((-left, -top), said, fill=255, font=font, anchor="ls", stroke_width=stroke)
    return _Line(mask, left, top, _length(said, size, bold=bold))


@lru_cache(maxsize=4096)
def _length(said: str, size: float, *, bold: bool) -> float:
    """Width of a line of text, in pixels."""
    return _font(size).getlength(said) + (2 * _weight(size) if bold else 0)


@lru_cache(maxsize=32)
def _font(size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size * SCALE)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("this build of Pillow has no FreeType")  # noqa: TRY004 - not about an argument's type
    return font


def _weight(size: float) -> float:
    """Stroke width, in pixels, that makes a line bold, since the font has only one weight."""
    return size * SCALE / 56


@lru_cache(maxsize=256)
def _rounded(width: int, height: int, radius: int) -> Image.Image:
    mask = Image.new("L", (width * SMOOTH, height * SMOOTH))
    box = (0, 0, width * SMOOTH - 1, height * SMOOTH - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, min(radius * SMOOTH, min(box[2:]) / 2), fill=255)
    return mask.reduce(SMOOTH)


@lru_cache(maxsize=64)
def _hatch(width: int, height: int) -> Image.Image:
    mask = Image.new("L", (width * SMOOTH, height * SMOOTH))
    draw = ImageDraw.Draw(mask)
    step, thick, deep = 9 * SMOOTH, 3 * SMOOTH, height * SMOOTH
    for x in range(-deep, width * SMOOTH + deep, step):
        draw.line(((x, deep), (x + deep, 0)), fill=255, width=thick)
    draw.rectangle((0, 0, width * SMOOTH - 1, deep - 1), outline=255, width=2 * SMOOTH)
    return mask.reduce(SMOOTH)
