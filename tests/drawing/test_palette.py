"""Every letter in every picture has enough contrast with its background, by WCAG 2."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pytest
from PIL import ImageColor

from bot.drawing import canvas, palette
from bot.drawing.artist import png
from bot.drawing.canvas import SCALE, Canvas, width_of
from tests.drawing.samples import EMPTIEST, FULLEST, SAMPLES

if TYPE_CHECKING:
    from bot.figures import Figures

TEXT: Final = 4.5
"""Contrast required of text at level AA."""
SHAPES: Final = 3.0
"""Contrast required of meaningful shapes."""
CHATS: Final = ("#17212B", "#182533", "#313338", "#FFFFFF")
"""The backgrounds of Telegram's and Discord's chats, dark and light."""
SMALLEST: Final = 13
"""The smallest letters, in pixels of a phone 360 wide."""


@pytest.mark.parametrize("figures", [*SAMPLES.values(), *EMPTIEST, *FULLEST])
def test_letters_stand_out_from_what_they_are_written_on(figures: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[tuple[str, float, float]] = []
    write = Canvas.text

    def text(self: Canvas, x: float, y: float, said: str, *rest: Any, **named: Any) -> float:  # noqa: ANN401 - passed on
        before = self.image.copy()
        width = write(self, x, y, said, *rest, **named)
        size, color = (*rest, *(canvas.PLAIN, palette.INK)[len(rest) :])[:2]
        left = x - width * {"left": 0.0, "middle": 0.5, "right": 1.0}[named.get("align", "left")]
        box = [round(each * SCALE) for each in (left, y - size * 0.7, left + width, y)]
        if said.strip() and width:
            grounds = Counter(before.crop((box[0], box[1], box[2], box[3])).get_flattened_data())
            written.append((said, size, min(contrast(color, ground) for ground, n in grounds.items() if n > 9)))
        return width

    monkeypatch.setattr(Canvas, "text", text)
    png.__wrapped__(figures)
    assert written
    assert [line for line in written if line[2] < TEXT] == []
    assert [line for line in written if line[1] < SMALLEST] == []


@pytest.mark.parametrize("ground", [palette.PAPER, palette.TRACK])
def test_what_is_full_stands_out_from_what_is_empty(ground: str) -> None:
    for color in (palette.FILL, palette.WARM, palette.COOL, palette.ACCENT, palette.EDGE):
        assert contrast(color, ground) >= SHAPES, (color, ground)


def test_a_card_neither_glares_in_a_dark_chat_nor_fades_in_a_light_one() -> None:
    *dark, light = (contrast(palette.PAPER, chat) for chat in CHATS)
    assert max(dark) < 1.5
    assert light > TEXT


def contrast(one: Any, other: Any) -> float:  # noqa: ANN401 - a name or a pixel
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str | tuple[int, int, int]) -> float:
    channels = (each / 255 for each in (ImageColor.getrgb(color) if isinstance(color, str) else color))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_line_that_is_too_long_goes_on_below() -> None:
    said = "Documentation for payment; fraud and abuse; RVU/PPS"
    lines = canvas.broken(said, canvas.PLAIN, 200)
    assert " ".join(lines) == said
    assert len(lines) == 2
    assert all(width_of(line, canvas.PLAIN) <= 200 for line in lines)
    assert canvas.broken(said, canvas.PLAIN, 80)[-1].endswith("...")
