"""Connections to a port: their number is capped, and rejections produce one log line a minute."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from typing import TYPE_CHECKING, Final

import structlog

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web

MOST: Final = 200
"""Open connections. Telegram uses up to 40; far more would exhaust the process's file descriptors."""
MINUTE: Final = 60.0
log = structlog.get_logger()


class TurnedAway:
    """Counts a port's rejections by reason, and logs the counts at most once a minute."""

    def __init__(self, port: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._port = port
        self._clock = clock
        self._counts: Counter[str] = Counter()
        self._next = clock()

    def note(self, reason: str) -> None:
        """Count one rejection."""
        self._counts[reason] += 1
        if self._clock() >= self._next:
            log.warning("calls were turned away", port=self._port, **self._counts)
            self._counts.clear()
            self._next = self._clock() + MINUTE


class Connections:
    """Creates the protocol of each new connection; beyond the cap, the oldest idle one is closed for it.

    Many may arrive in one turn of the event loop, before the server has heard of the first and before a closed one is
    gone. So both are counted here.
    """

    def __init__(self, server: web.Server, turned_away: TurnedAway, most: int = MOST) -> None:
        self._server = server
        self._turned_away = turned_away
        self._most = most
        self._arriving = 0
        self._closed: set[web.RequestHandler] = set()
        self.busy: set[asyncio.BaseProtocol] = set()
        """Connections with a call in progress that is worth finishing."""

    def __call__(self) -> asyncio.BaseProtocol:
        """Return the protocol of a connection that was just accepted."""
        held = self._held()
        if len(held) + self._arriving >= self._most:
            self._turned_away.note("too_many")
            idle = next((each for each in held if each not in self.busy), None)
            if idle is None:
                return _Refusal()
            idle.force_close()
            self._closed.add(idle)
        self._arriving += 1
        asyncio.get_running_loop().call_soon(self._arrived)  # runs just before the server hears of this one
        return self._server()

    def _held(self) -> list[web.RequestHandler]:
        """The connections that the server has, oldest first, without those that are being closed."""
        known = self._server.connections
        self._closed &= set(known)
        return [each for each in known if each not in self._closed]

    def _arrived(self) -> None:
        self._arriving -= 1


class _Refusal(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - for mypy: a stream's transport
        transport.abort()
