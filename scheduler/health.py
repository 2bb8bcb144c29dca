"""The health port: whether the process is alive and doing its work, and its metrics for Prometheus."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot import metrics
from bot.errors import ConfigurationError
from listening import Listener

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.chat import Adapter, Ask
    from bot.tutor import Tutor
    from listening import Port

LIVE: Final = "/health/live"
READY: Final = "/health/ready"
METRICS: Final = "/metrics"
SILENT_SECONDS: Final = 90.0
"""A poll is held for 30 seconds, and Discord's heartbeat comes every 41."""
LATE_SECONDS: Final = 120.0
DATABASE_SECONDS: Final = 6.0
"""Longer than a statement may wait for a lock."""


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
        self._listener = Listener(port)
        self._check: asyncio.Future[list[str]] | None = None

    async def serve(self, stop: asyncio.Event) -> None:
        """Answer until `stop` is set.

        Raises:
            ConfigurationError: the port cannot be listened on.
        """
        async with self._listener.serving(self._app()):
            await stop.wait()

    @property
    def port(self) -> int:
        """The TCP port it listens on; 0 until then."""
        return self._listener.port

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_get(LIVE, self._live)
        app.router.add_get(READY, self._ready)
        app.router.add_get(METRICS, self._metrics)
        return app

    async def faults(self) -> list[str]:
        """Return what keeps the process from its work, one line each; [] if nothing does.

        Callers that arrive during a check share its result, so many cost the database no more than one.
        """
        if not self._check or self._check.done():
            self._check = asyncio.ensure_future(self._checked())
        return await asyncio.shield(self._check)

    async def _checked(self) -> list[str]:
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

    async def _ready(self, request: web.Request) -> web.Response:
        with self._listener.busy(request):
            found = await self.faults()
        return web.Response(text="\n".join(found or ["ok"]) + "\n", status=503 if found else 200)

    async def _metrics(self, request: web.Request) -> web.Response:
        with self._listener.busy(request):
            await self.faults()  # takes the gauges' readings
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
