"""An HTTP server on one port, which no stranger can exhaust: every connection has limits, and so does their number."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.log import server_logger
from yarl import URL

from bot.errors import ConfigurationError
from listening.connections import Connections, TurnedAway

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from aiohttp.http_parser import RawRequestMessage

ARRIVAL_SECONDS: Final = 10.0
"""How long a call may take to arrive, for head and body each."""
LINGERING_SECONDS: Final = 1.0
"""How long the rest of a refused body is read, so that the client sees the refusal."""


@dataclass(frozen=True, slots=True)
class Port:
    """Where to listen.

    Attributes:
        host: the interface's address.
        number: the TCP port; 0 is any free one.
        setting: the name of the port's setting, for errors.
    """

    host: str
    number: int
    setting: str


class Listener:
    """Serves one port, and counts what it turns away."""

    def __init__(self, port: Port, *, arrival: float = ARRIVAL_SECONDS, stop: float = 1.0) -> None:
        """`arrival` limits the head of a call, and `stop` what is still under way at shutdown, both in seconds."""
        self._port = port
        self._arrival = arrival
        self._stop = stop
        self._turned_away = TurnedAway(port.setting)
        self._connections: Connections
        self.port = 0

    @asynccontextmanager
    async def serving(self, app: web.Application) -> AsyncIterator[None]:
        """Serve the app until the block ends.

        Raises:
            ConfigurationError: the port cannot be listened on.
        """
        runner = web.AppRunner(
            app,
            access_log=None,
            logger=self._logger(),
            shutdown_timeout=self._stop,
            keepalive_timeout=self._arrival,  # counts from the first missing byte, so it limits a call's head, too
            lingering_time=LINGERING_SECONDS,
        )
        await runner.setup()
        listening: asyncio.Server | None = None
        try:
            listening = await self._listen(runner)
            yield
        finally:
            if listening:
                listening.close()
            await runner.cleanup()

    @contextmanager
    def busy(self, request: web.Request) -> Iterator[None]:
        """Keep the request's connection open during the block, however many others arrive."""
        self._connections.busy.add(request.protocol)
        try:
            yield
        finally:
            self._connections.busy.discard(request.protocol)

    def turned(self, reason: str, status: int) -> web.Response:
        """Count a call that is turned away, and return its response."""
        self._turned_away.note(reason)
        return web.Response(status=status)

    async def _listen(self, runner: web.AppRunner) -> asyncio.Server:
        assert runner.server is not None  # noqa: S101 - for mypy: the runner is set up
        runner.server.request_factory = _any_host(runner.server.request_factory)
        self._connections = Connections(runner.server, self._turned_away)
        host, number, setting = self._port.host, self._port.number, self._port.setting
        try:
            server = await asyncio.get_running_loop().create_server(self._connections, host, number)
        except (OSError, UnicodeError) as error:
            why = getattr(error, "strerror", "") or "that is no address"
            raise ConfigurationError(f"{setting} {number} cannot be listened on at {host!r}: {why}.") from None
        self.port = server.sockets[0].getsockname()[1]
        return server

    def _logger(self) -> logging.Logger:
        """Return the server's logger without the tracebacks of what is not HTTP; those are counted instead."""
        own = logging.Logger(server_logger.name)  # noqa: LOG001 - its filter belongs to this listener alone
        own.parent = server_logger
        own.addFilter(self._is_worth_a_line)
        return own

    def _is_worth_a_line(self, record: logging.LogRecord) -> bool:
        if not record.exc_info or not isinstance(record.exc_info[1], HttpProcessingError | web.RequestPayloadError):
            return True
        self._turned_away.note("not_http")
        return False


def _any_host(made: Callable[..., web.BaseRequest]) -> Callable[..., web.BaseRequest]:
    """Wrap a factory of requests so that an address whose host cannot be decoded leads nowhere.

    aiohttp's own would fail outside of any request, and leave the connection open for good.
    """

    def make(message: RawRequestMessage, *rest: Any) -> web.BaseRequest:  # noqa: ANN401 - aiohttp's own arguments
        try:
            return made(message, *rest)
        except ValueError:  # a UnicodeError, too
            return made(message._replace(url=URL("/undecodable")), *rest)

    return make
