"""Timeouts and retries of the adapter, and how every wait ends at shutdown."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from bot.chat import Stop

T = TypeVar("T")


class Stopping(Exception):  # noqa: N818 - it is a signal, not an error
    """The process was told to stop during a wait."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Wait times in seconds.

    Attributes:
        first: the pause after a first failure; it doubles with each further one.
        longest: the longest pause.
        tries: attempts to send one message over a failing network.
        start: how long the server may take to accept the token, all attempts together.
        request: how long one request may take.
        poll: how long the server holds an update request that finds none.
        drawing: how long a picture may take before its chat is told that one is on the way.
        question: how long a lookup at Telegram may delay incoming events.
        managers: how long Telegram's answer about a group's managers is trusted.
        hello: how long to wait before greeting a group that seems new, since it may be a known one with a new id.
        arrival: how long a webhook call may take to arrive, for head and body each.
        stop: time limit at shutdown, once for the event in progress and once for the sends.
    """

    first: float = 0.5
    longest: float = 15.0
    tries: int = 6
    start: float = 10.0
    request: float = 15.0
    poll: int = 30
    drawing: float = 0.7
    question: float = 3.0
    managers: float = 10.0
    hello: float = 5.0
    arrival: float = 10.0
    stop: float = 1.5

    def pauses(self) -> Iterator[float]:
        """The pauses after the first, second, ... consecutive failure."""
        pause = self.first
        while True:
            yield pause
            pause = min(2 * pause, self.longest)


async def unless(stop: Stop, grace: float, function: Callable[[], Awaitable[T]]) -> T:
    """Await the function and return its result; after a stop it has `grace` seconds to finish.

    Raises:
        Stopping: it was not started, or not finished in time.
    """
    if stop.is_set():
        raise Stopping
    work, stopped = asyncio.ensure_future(function()), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            await asyncio.wait({work}, timeout=grace)
        if not work.done():
            raise Stopping
        return work.result()
    finally:
        await _end(work, stopped)


async def pause(stop: Stop, seconds: float) -> None:
    """Sleep for `seconds`.

    Raises:
        Stopping: the process was told to stop meanwhile.
    """
    await unless(stop, 0.0, lambda: asyncio.sleep(seconds))


async def _end(*tasks: asyncio.Future[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
