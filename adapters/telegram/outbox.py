"""Sends in progress: ordered within a chat, concurrent across chats, and capped in number."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = structlog.get_logger()


class Outbox:
    """Runs jobs in the background."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._open: dict[asyncio.Task[None], str] = {}
        self._last: dict[str, asyncio.Task[None]] = {}

    async def room(self) -> None:
        """Wait until there is room for one more job, holding back input while too much is going out."""
        while len(self._open) >= self._limit:
            await asyncio.wait(self._open, return_when=asyncio.FIRST_COMPLETED)

    def put(self, lane: str, job: Callable[[], Awaitable[None]]) -> None:
        """Run the job after earlier jobs in the same lane. Queues at once, regardless of the limit `room` enforces."""
        task = asyncio.create_task(self._run(self._last.get(lane), job))
        self._open[task], self._last[lane] = lane, task
        task.add_done_callback(self._forget)

    def waiting(self, lane: str) -> int:
        """Number of unfinished jobs in a lane."""
        return list(self._open.values()).count(lane)

    def drop(self, lane: str) -> None:
        """Cancel every job in a lane except the caller."""
        mine = asyncio.current_task()
        for task, other in list(self._open.items()):
            if other == lane and task is not mine:
                task.cancel()

    async def close(self, grace: float) -> None:
        """Wait at most `grace` seconds for jobs in progress, then cancel them."""
        if self._open:
            await asyncio.wait(list(self._open), timeout=grace)
        left = list(self._open)
        for task in left:
            task.cancel()
        if left:
            log.warning("sends were given up at the stop", count=len(left))
            await asyncio.gather(*left, return_exceptions=True)

    async def _run(self, before: asyncio.Task[None] | None, job: Callable[[], Awaitable[None]]) -> None:
        if before:
            await asyncio.wait({before})
        try:
            await job()
        except Exception as error:  # noqa: BLE001 - one failed reply must not end the others
            log.error("a reply failed", error=type(error).__name__)  # noqa: TRY400 - a traceback may show an address

    def _forget(self, task: asyncio.Task[None]) -> None:
        lane = self._open.pop(task)
        if self._last.get(lane) is task:
            del self._last[lane]
