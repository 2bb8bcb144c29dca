"""Buttons for hours that may be in the morning or in the afternoon, as on a clock face."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from bot.actions import button
from bot.words import labels, moments

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.actions import Action
    from bot.chat import Button
    from bot.words.moments import Hours


def halves(hour: int, tap: Callable[[str], Action]) -> tuple[Button, Button]:
    """Return the buttons for an hour that may be in the morning or in the afternoon."""
    first, second = time(hour % 12), time(hour % 12 + 12)
    return (
        button(labels.half_day(first), tap(first.isoformat("minutes"))),
        button(labels.half_day(second), tap(second.isoformat("minutes"))),
    )


def spans(hours: tuple[int, int], shown: Hours, tap: Callable[[str], Action]) -> tuple[Button, Button]:
    """Return the buttons for two hours that may be the night or the day between them."""
    (first, last), found = hours, []
    for begin, end in ((first % 12 + 12, last % 12), (first % 12, last % 12 + 12)):
        label = moments.span(time(begin), time(end), shown)
        found.append(button(label, tap(f"{begin:02}:00-{end:02}:00")))
    return found[0], found[1]
