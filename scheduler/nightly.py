"""Check every hour whether tonight's estimate of difficulties is due, and use the newest one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.chat import Ask
    from bot.tutor import Tutor

EVERY_SECONDS: Final = 3600.0


async def serve(tutor: Tutor, ask: Ask, stop: asyncio.Event) -> None:
    """Run in every process until `stop` is set: one of them estimates, and all use the result."""
    while not await _is_set(stop, EVERY_SECONDS):
        # Estimating takes seconds of reading, so it avoids the thread learners wait for; the short write runs there.
        await ask(tutor.adopt, await asyncio.to_thread(tutor.estimate))


async def _is_set(stop: asyncio.Event, seconds: float) -> bool:
    try:
        return await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
