"""The health port: whether the process is alive and doing its work, and its metrics for Prometheus."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot import metrics
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.chat import Adapter, Ask
    from bot.tutor import Tutor

LIVE: Final = "/health/live"
READY: Final = "/health/ready"
METRICS: Final = "/metrics"
SILENT_SECONDS: Final = 90.0
"""A poll is held for 30 seconds, and Discord's heartbeat comes every 41."""
LATE_SECONDS: Final = 120.0
DATABASE_SECONDS: Final = 6.0
"""Longer than a statement may wait for a lock."""
ARRIVAL_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Port:
    """Where to listen: the interface's address, and the TCP port; 0 is any free one."""

    host: str
    number: int


class Health:
    """Checks the parts of the process on request."""

    def __init__(
        self, tutor: Tutor, ask: Ask, heard: Mapping[str, Adapter], pushing: Sequence[str], port: Port
    ) -> None:
        """`heard` are the adapters that listen, by platform; `pushing` are the platforms that pushes go to."""
        self._tutor = tutor
        self._ask = ask
        self._heard = heard
        self._pushing = tuple(pushing)
        self._port = port
        self.port = 0

    async def serve(self, stop: asyncio.Event) -> None:
        """Answer until `stop` is set.

        Raises:
            ConfigurationError: the port cannot be listened on.
        """
        app = web.Application()
        app.router.add_get(LIVE, self._live)
        app.router.add_get(READY, self._ready)
        app.router.add_get(METRICS, self._metrics)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0, keepalive_timeout=ARRIVAL_SECONDS)
        await runner.setup()
        try:
            site = web.TCPSite(runner, self._port.host, self._port.number)
            await site.start()
            self.port = runner.addresses[0][1]
            await stop.wait()
        except OSError as error:
            raise ConfigurationError(
                f"HEALTH_PORT {self._port.number} cannot be listened on: {error.strerror}."
            ) from None
        finally:
            await runner.cleanup()

    async def faults(self) -> list[str]:
        """Return what keeps the process from its work, one line each; [] if nothing does."""
        return [*(await self._of_the_database()), *self._of_the_platforms()]

    async def _of_the_database(self) -> list[str]:
        try:
            async with asyncio.timeout(DATABASE_SECONDS):
                due, lag = await self._ask(self._tutor.backlog, self._pushing)
        except TimeoutError:
            return ["The database does not answer."]
        except ConfigurationError as error:
            return [str(error)]
        metrics.DUE.set(due)
        metrics.LAG.set(lag)
        return [f"Scheduled messages are {lag:.0f} seconds late."] if lag >= LATE_SECONDS else []

    def _of_the_platforms(self) -> Iterator[str]:
        for name, adapter in self._heard.items():
            metrics.SILENCE.labels(name).set(adapter.silence)
            if adapter.silence >= SILENT_SECONDS:
                yield f"{name} has not been heard from for {adapter.silence:.0f} seconds."

    async def _live(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _ready(self, _: web.Request) -> web.Response:
        found = await self.faults()
        return web.Response(text="\n".join(found or ["ok"]) + "\n", status=503 if found else 200)

    async def _metrics(self, _: web.Request) -> web.Response:
        await self.faults()  # takes the gauges' readings
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
