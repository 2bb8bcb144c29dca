"""Draws figures, each as its own picture; the same figures are drawn once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.drawing.picture import KINDS

if TYPE_CHECKING:
    from collections.abc import Hashable

KEPT: Final = 128
"""Pictures kept, of some 40 KB each."""


@lru_cache(maxsize=KEPT)
def png(figures: Hashable) -> bytes:
    """Return the picture as the bytes of a PNG. Takes tens of milliseconds: not for an event loop.

    Raises:
        KeyError: there is no picture of such figures.
    """
    return KINDS[type(figures)].draw(figures).png()
