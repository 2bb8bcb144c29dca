"""Claim due pushes, deliver each at its allotted time, and settle it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from bot import metrics
from bot.chat import Delivery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat import Ask, Clock, Courier, Push, PushId
    from bot.tutor import Tutor

MAX_OPEN: Final = 200
"""Concurrent pushes per platform; bounds memory use and what a crash can repeat."""
DELIVERY_SECONDS: Final = 45.0
"""Shorter than the lease, so that no other process sends a push this one is still attempting."""


class Pushes:
    """One platform's pushes in this process. `rate` is pushes per second across all processes."""

    def __init__(self, tutor: Tutor, ask: Ask, courier: Courier, clock: Clock, *, rate: float) -> None:
        self._tutor = tutor
        self._ask = ask
        self._courier = courier
        self._clock = clock
        self._rate = rate
        self._open: set[asyncio.Task[None]] = set()
        self._sweeping = asyncio.Lock()
        self._settling = asyncio.Lock()
        self._delivered: list[tuple[PushId, Delivery]] = []
        self.counts: dict[str, int] = {}

    async def sweep(self) -> None:
        """Claim due pushes and start delivering them, without waiting."""
        async with self._sweeping:
            room = MAX_OPEN - len(self._open)
            if room > 0:
                await self._start(room)

    async def drain(self, seconds: float) -> None:
        """Wait up to `seconds` for a sweep and deliveries in progress; the rest are repeated when their leases end."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                async with self._sweeping:  # whatever it has claimed is still to be sent
                    pass
                if self._open:
                    await asyncio.wait(self._open)
        for task in self._open:
            task.cancel()

    def take_counts(self) -> Mapping[str, int]:
        """Deliveries by outcome since the last call."""
        counts, self.counts = self.counts, {}
        return counts

    async def _start(self, room: int) -> None:
        for claim in await self._ask(self._tutor.claim, self._courier.platform, room, self._rate):
            # One at a time: a press waits for one of them at most, even where one thread does everything.
            push = await self._ask(self._tutor.build, claim)
            if push is None:
                continue
            task = asyncio.create_task(self._send(push))
            self._open.add(task)
            task.add_done_callback(self._open.discard)

    async def _send(self, push: Push) -> None:
        await asyncio.sleep(max(0.0, (push.at - self._clock()).total_seconds()))
        delivery = await self._deliver(push)
        metrics.PUSHES.labels(self._courier.platform, delivery.outcome).inc()
        self.counts[delivery.outcome] = self.counts.get(delivery.outcome, 0) + 1
        await self._settle(push.id, delivery)

    async def _settle(self, push: PushId, delivery: Delivery) -> None:
        """Settle at once, together with whatever was delivered while the core was busy."""
        self._delivered.append((push, delivery))
        async with self._settling:
            if self._delivered:
                together, self._delivered = self._delivered, []
                await self._ask(self._tutor.settle_all, together)

    async def _deliver(self, push: Push) -> Delivery:
        try:
            return await asyncio.wait_for(self._courier.deliver(push), DELIVERY_SECONDS)
        except TimeoutError:
            return Delivery("retry")
