"""Run the sweep every second and log its progress every minute."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC
from typing import TYPE_CHECKING, Final

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.chat import Ask
    from bot.tutor import Tutor
    from scheduler.pushes import Pushes

EVERY_SECONDS: Final = 1.0
REPORT_SECONDS: Final = 60
DRAIN_SECONDS: Final = 2.0

log = structlog.get_logger()


async def serve(
    tutor: Tutor, ask: Ask, pushes: Sequence[Pushes], platforms: Sequence[str], stop: asyncio.Event
) -> None:
    """Sweep until `stop` is set. One scheduler job per platform, never one per learner: those are database rows."""
    # In UTC, so that the library does not read the host's time zone, which may have no name.
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 2, "misfire_grace_time": None}
    )
    for each in pushes:
        _every(scheduler, EVERY_SECONDS, each.sweep)

    async def report() -> None:
        await _report(tutor, ask, pushes, platforms)

    _every(scheduler, REPORT_SECONDS, report)
    scheduler.start()
    try:
        await stop.wait()
    finally:
        scheduler.pause()  # unlike a shutdown, it leaves sweeps in progress alone
        await asyncio.gather(*(each.drain(DRAIN_SECONDS) for each in pushes))
        scheduler.shutdown(wait=False)


def _every(scheduler: AsyncIOScheduler, seconds: float, job: Callable[[], Awaitable[None]]) -> None:
    running, missed = asyncio.Lock(), asyncio.Event()

    async def run() -> None:
        if running.locked():
            return missed.set()  # the library would log a warning for every run that it has to skip
        with suppress(asyncio.CancelledError):  # the library would log a stop as an error, with a traceback
            async with running:
                missed.set()
                while missed.is_set():  # one that took too long is followed by the next one at once
                    missed.clear()
                    await job()
        return None

    scheduler.add_job(run, "interval", seconds=seconds, name=job.__qualname__)


async def _report(tutor: Tutor, ask: Ask, pushes: Sequence[Pushes], platforms: Sequence[str]) -> None:
    due, lag = await ask(tutor.waiting, tuple(platforms))
    counts = [each.take_counts() for each in pushes]
    sent, gone, retried = (sum(each.get(name, 0) for each in counts) for name in ("sent", "gone", "retry"))
    log.info("pushes", due=due, sent=sent, failed=gone + retried, gone=gone, retried=retried, lag_seconds=round(lag, 1))
