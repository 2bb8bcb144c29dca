"""Draw figures as pictures; equal figures share one cached picture."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.drawing.picture import KINDS

if TYPE_CHECKING:
    from collections.abc import Hashable

KEPT: Final = 128
"""Number of cached pictures, about 40 KB each."""


@lru_cache(maxsize=KEPT)
def png(figures: Hashable) -> bytes:
    """Draw the figures and return PNG bytes. Takes tens of milliseconds, so keep it off the event loop.

    Raises:
        KeyError: there is no kind of picture for these figures.
    """
    return KINDS[type(figures)].draw(figures).png()
