"""Helpers for tests of scheduled jobs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat import flat

if TYPE_CHECKING:
    from bot.chat import Push
    from tests.bench import Person, Stage


FIVE = datetime(2026, 11, 20, 22, tzinfo=UTC)
"""17:00 in New York on the day of NOON."""


def told(pushes: list[Push]) -> str:
    return "\n".join(flat(card.body) for push in pushes for card in push.replies)


def until(stage: Stage, moment: datetime, step: timedelta = timedelta(minutes=10)) -> list[tuple[datetime, str]]:
    """Let time pass in steps, delivering what is due; return when what was sent."""
    return [(stage.clock.now, told([push])) for pushes in stage.sweeps(moment, step) for push in pushes]


def learner(stage: Stage, *typed: str) -> Person:
    ann = stage.person()
    ann.begin(*typed)
    return ann


def done(ann: Person, count: int = 5) -> None:
    ann.say("/daily")
    for _ in range(count):
        ann.answer()
        ann.tap("Next")
