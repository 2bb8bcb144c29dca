"""The process under test: the product's own `main.build`, with a clock that the test moves.

With `when` set to "after:handle:3", for example, the process kills itself with SIGKILL after the third call of that
method, between commit and send; "before:settle_all:1" is between send and settle, "amid:claim:1" is up to `AMID`
seconds after the call began, and "having:claim:1" is after the first call that returned something.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import main
from adapters.telegram import courier
from adapters.telegram.budget import Budget
from bot import logs
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from scheduler.host import App

P = ParamSpec("P")
T = TypeVar("T")
AMID = 0.03


class MovedClock:
    """The wall clock, advanced by the number of seconds in a file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self._file.read_text() or 0))


def kill_at(app: App, when: str) -> None:
    """Make the app's `ask` kill this process at a given call."""
    phase, name, count = when.split(":")
    asked, calls = app.ask, [0]

    async def ask(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        calls[0] += function.__name__ == name
        due = function.__name__ == name and calls[0] == int(count)
        if due and phase == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        if due and phase == "amid":
            asyncio.get_running_loop().call_later(random.uniform(0, AMID), os.kill, os.getpid(), signal.SIGKILL)
        result = await asked(function, *args, **kwargs)
        if (due and phase == "after") or (phase == "having" and function.__name__ == name and result):
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    app.ask = ask  # type: ignore[method-assign]


def run(
    clock: Path,
    *,
    listen: Sequence[str],
    push: Sequence[str],
    when: str = "",
    watch: Callable[[App], None] | None = None,
) -> None:
    """Serve until the process is told to stop, or killed. `watch` may look at the app before it serves."""
    logs.configure(level="INFO", json=True, secrets=[])
    now = MovedClock(clock)
    # The minute in which a group takes 20 messages passes as fast as every other one.
    vars(courier)["Budget"] = partial(Budget, clock=lambda: now().timestamp())
    app = main.build(Settings(_env_file=None), now, random.Random())
    if watch:
        watch(app)
    if when:
        kill_at(app, when)
    with app.database.alone():
        asyncio.run(app.serve(listen=listen, push=push))
    app.close()
