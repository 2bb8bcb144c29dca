"""Sends in progress: ordered within a lane, such as a chat, concurrent across lanes, and capped in number."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Final, TypeAlias

import structlog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Job: TypeAlias = Callable[[], Awaitable[None]]

MAX_WAITING: Final = 10
"""Replies waiting in one direct chat. Beyond that, the oldest are dropped: the newest show the current state."""
log = structlog.get_logger()


class Outbox:
    """Runs jobs in the background, one at a time in each lane."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lanes: dict[str, deque[Job]] = {}
        """The waiting jobs of each lane that has one running."""
        self._running: dict[asyncio.Task[None], str] = {}

    async def room(self) -> None:
        """Wait until fewer lanes than the limit are busy, holding back input while too much is going out.

        A lane counts once however long its queue, so that one busy chat cannot hold up the others.
        """
        while len(self._running) >= self._limit:
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)

    def put(self, lane: str, job: Job) -> None:
        """Run the job after earlier jobs in the same lane. Queues at once, regardless of the limit `room` enforces."""
        if lane in self._lanes:
            self._lanes[lane].append(job)
            return
        self._lanes[lane] = deque()
        task = asyncio.create_task(self._run(job, self._lanes[lane]))
        self._running[task] = lane
        task.add_done_callback(self._forget)

    def put_newest(self, lane: str, job: Job) -> None:
        """Run the job like `put`, but replace the oldest waiting one if there are too many."""
        waiting = self._lanes.get(lane, ())
        if len(waiting) >= MAX_WAITING:
            log.warning("too many replies wait in a chat: the oldest was given up")
            self._lanes[lane].popleft()
        self.put(lane, job)

    def waiting(self, lane: str) -> int:
        """Number of unfinished jobs in a lane, including the running one."""
        return 1 + len(self._lanes[lane]) if lane in self._lanes else 0

    def drop(self, lane: str) -> None:
        """Give up every job in a lane except the caller."""
        self._lanes.get(lane, deque()).clear()
        mine = asyncio.current_task()
        for task, other in list(self._running.items()):
            if other == lane and task is not mine:
                task.cancel()

    async def close(self, grace: float) -> None:
        """Wait at most `grace` seconds for jobs in progress, then give up the rest."""
        if self._running:
            await asyncio.wait(list(self._running), timeout=grace)
        left, count = list(self._running), sum(map(self.waiting, self._lanes))
        for lane in list(self._lanes):
            self.drop(lane)
        if left:
            log.warning("sends were given up at the stop", count=count)
            await asyncio.gather(*left, return_exceptions=True)

    async def _run(self, first: Job, waiting: deque[Job]) -> None:
        await _tried(first)
        while waiting:
            await _tried(waiting.popleft())

    def _forget(self, task: asyncio.Task[None]) -> None:
        """Close a lane that ran empty; if it was dropped and refilled before that, continue with its new jobs."""
        lane = self._running.pop(task)
        waiting = self._lanes.pop(lane)
        for job in waiting:
            self.put(lane, job)


async def _tried(job: Job) -> None:
    try:
        await job()
    except Exception as error:  # noqa: BLE001 - one failed reply must not end the others
        log.error("a reply failed", error=type(error).__name__)  # noqa: TRY400 - a traceback may show an address
