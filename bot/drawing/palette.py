"""The colors of pictures: one dark slate card, which neither glares in a dark chat nor looks washed out in a light one.

A chat never says which theme it has, and Telegram turns transparency to black, so a card brings its own background.
The hues are Okabe and Ito's, lightened for it, and differ for colorblind readers too.
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
"""Bars that stand back: wrong answers, and earlier results."""
EDGE: Final = "#93A3B0"
"""Outlines of what is empty."""
COOL: Final = "#CDE9FA"
WARM: Final = "#F0B030"
ACCENT: Final = "#FF9D73"
"""Numbers of a list, and the line to reach."""
