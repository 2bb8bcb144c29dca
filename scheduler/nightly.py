"""Look every hour whether this night's estimate of difficulties is still to be made, and use the newest one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.chat import Ask
    from bot.tutor import Tutor

EVERY_SECONDS: Final = 3600.0


async def serve(tutor: Tutor, ask: Ask, stop: asyncio.Event) -> None:
    """Run in every process until `stop` is set: one of them estimates, and all of them use what it found."""
    while not await _is_set(stop, EVERY_SECONDS):
        # Estimating reads for seconds, so it keeps off the thread that learners wait for; the short write goes there.
        await ask(tutor.adopt, await asyncio.to_thread(tutor.estimate))


async def _is_set(stop: asyncio.Event, seconds: float) -> bool:
    try:
        return await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
