"""Assemble the parts of a process and run them concurrently until it is told to stop."""

from __future__ import annotations

import asyncio
import functools
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, ParamSpec, TypeAlias, TypeVar

from scheduler import loop, nightly
from scheduler.pushes import Pushes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from bot.chat import Adapter, Ask, Clock, Handler
    from bot.storage.database import Database
    from bot.tutor import Tutor
    from listening import Port

P = ParamSpec("P")
T = TypeVar("T")
Opener: TypeAlias = "Callable[[Handler, Ask], Adapter]"


class App:
    """The assembled process. One executor owns the database: a single thread on SQLite, which has one writer.

    `adapters` opens each platform's adapter; `rates` is each platform's pushes per second, across all processes;
    `health` is where the health port listens, None for nowhere.
    """

    def __init__(
        self,
        database: Database,
        tutor: Tutor,
        clock: Clock,
        adapters: Mapping[str, Opener],
        rates: Mapping[str, float],
        health: Port | None = None,
    ) -> None:
        self.database = database
        self.tutor = tutor
        self._clock = clock
        self._adapters = adapters
        self._rates = rates
        self._health = health
        self._executor = ThreadPoolExecutor(database.workers, thread_name_prefix="core")

    async def ask(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a blocking function of the core on the executor that owns the database."""
        call = functools.partial(function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._executor, call)

    async def serve(self, *, listen: Sequence[str], push: Sequence[str]) -> None:
        """Listen on `listen` and push to `push` until SIGTERM, SIGINT, or a failure."""
        async with AsyncExitStack() as stack:
            opened = {name: self._adapters[name](self.tutor, self.ask) for name in {*listen, *push}}
            chats = {name: await stack.enter_async_context(adapter) for name, adapter in opened.items()}
            parts: list[Callable[[asyncio.Event], Awaitable[None]]] = [chats[name].serve for name in listen]
            parts.append(functools.partial(nightly.serve, self.tutor, self.ask))
            if self._health:
                from scheduler.health import Health  # noqa: PLC0415 - the web server takes a tenth of the start

                heard = {name: chats[name] for name in listen}
                parts.append(Health(self.tutor, self.ask, heard, push, self._health).serve)
            if push:
                out = [Pushes(self.tutor, self.ask, chats[name], self._clock, rate=self._rates[name]) for name in push]
                parts.append(functools.partial(loop.serve, self.tutor, self.ask, out, push))
            await until_stopped(parts)

    def close(self) -> None:
        """Shut down the executor and close the database."""
        self._executor.shutdown()
        self.database.close()


async def until_stopped(parts: Sequence[Callable[[asyncio.Event], Awaitable[None]]]) -> None:
    """Run every part until SIGTERM, SIGINT, or one of them ends; then stop them all.

    Raises:
        Exception: the first part's failure.
    """
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    tasks = [asyncio.ensure_future(part(stop)) for part in parts]
    try:
        await asyncio.wait([*tasks, asyncio.ensure_future(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.set()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome
