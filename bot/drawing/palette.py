"""The colors of pictures: one dark slate card that neither glares in a dark chat nor looks washed out in a light one.

A chat never reveals its theme, and Telegram turns transparency black, so a card has its own background. The hues are
Okabe and Ito's, lightened for this background, and remain distinct for colorblind readers.
"""

from __future__ import annotations

from typing import Final, TypeAlias

Color: TypeAlias = str

PAPER: Final = "#22303C"
INK: Final = "#F3F6F8"
MUTED: Final = "#B7C3CE"
TRACK: Final = "#384855"
"""The empty part of a bar."""
FILL: Final = "#56B4E9"
"""The full part of a bar, and a day that counts."""
ON_FILL: Final = "#14202A"
"""Letters and marks on `FILL`, `COOL`, and `WARM`."""
OTHER: Final = "#6A7885"
"""Bars in the background: wrong answers, and earlier results."""
EDGE: Final = "#93A3B0"
"""Outlines of empty shapes."""
COOL: Final = "#CDE9FA"
WARM: Final = "#F0B030"
ACCENT: Final = "#FF9D73"
"""List numbers, and the target line."""
