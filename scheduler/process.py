"""Runs the parts of a process side by side until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence


async def until_stopped(parts: Sequence[Callable[[asyncio.Event], Awaitable[None]]]) -> None:
    """Run every part until SIGTERM, SIGINT, or until one of them ends; then all are told to stop.

    Raises:
        Exception: the first fault of a part.
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
