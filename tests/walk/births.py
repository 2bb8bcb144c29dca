"""Starting tutors as forks of one process, which has imported everything: a start of its own takes seconds."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable

CHECKOUT: Final = Path(__file__).parent.parent.parent


class Births:
    """A nursery (`tests.walk.nursery`) at work. Its tutors are told of by functions that must not wait."""

    def __init__(self) -> None:
        self._expected: deque[tuple[Callable[[int], None], Callable[[int], None]]] = deque()
        self._mourners: dict[int, Callable[[int], None]] = {}

    async def open(self) -> None:
        """Start the nursery."""
        pipe = asyncio.subprocess.PIPE
        words = (sys.executable, "-m", "tests.walk.nursery")
        self._nursery: Process = await asyncio.create_subprocess_exec(*words, cwd=CHECKOUT, stdin=pipe, stdout=pipe)
        assert await self._line() == ["ready"]
        self._keeper = asyncio.create_task(self._keep())

    def bear(self, order: dict[str, Any], born: Callable[[int], None], dead: Callable[[int], None]) -> None:
        """Start a tutor; call `born` with its process id, and `dead` with its exit code once it has ended."""
        assert self._nursery.stdin
        self._nursery.stdin.write(f"{json.dumps(order)}\n".encode())
        self._expected.append((born, dead))

    def check(self) -> None:
        """Raise if the nursery has ended, or what one of those functions raised."""
        if self._keeper.done():
            self._keeper.result()

    async def end(self) -> None:
        """End the nursery, and all that are left of its tutors."""
        self._keeper.cancel()
        for pid in self._mourners:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._nursery.kill()
        await self._nursery.wait()

    async def _keep(self) -> None:
        while line := await self._line():
            word, pid, *code = line
            if word == "born":
                born, self._mourners[int(pid)] = self._expected.popleft()
                born(int(pid))
            else:
                self._mourners.pop(int(pid))(int(code[0]))

    async def _line(self) -> list[str]:
        assert self._nursery.stdout
        return (await self._nursery.stdout.readline()).decode().split()


class Forked:
    """A tutor from a nursery, with what a walk needs of asyncio's `Process`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ended = asyncio.Event()

    def end(self, code: int) -> None:
        """Take note that it ended."""
        self.returncode = code
        self._ended.set()

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.returncode is None:
            with suppress(ProcessLookupError):  # it has ended, and the nursery is about to say so
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Return its exit code once it has ended."""
        await self._ended.wait()
        assert self.returncode is not None
        return self.returncode


async def forked(births: Births, order: dict[str, Any]) -> Forked:
    """Start a tutor and wait until it has a process id."""
    found: asyncio.Future[Forked] = asyncio.get_running_loop().create_future()
    births.bear(order, lambda pid: found.set_result(Forked(pid)), lambda code: found.result().end(code))
    return await found
