"""A week's summaries, as they are sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat import flat

if TYPE_CHECKING:
    from bot.chat import Push
    from tests.bench import Stage

MONDAY = datetime(2026, 11, 23, 21, 59, tzinfo=UTC)
"""16:59 in New York, a minute before the daily time."""
MINUTE = timedelta(minutes=1)


def told(pushes: list[Push]) -> str:
    return "\n".join(flat(card.body) for push in pushes for card in push.replies)


def summaries(stage: Stage, until: datetime, step: timedelta = MINUTE) -> list[tuple[datetime, str]]:
    """Let time pass, delivering what is due; return when a summary was sent, and what it said."""
    sent = [(stage.clock.now, told([push])) for pushes in stage.sweeps(until, step) for push in pushes]
    return [(at, said) for at, said in sent if "Your week" in said]
