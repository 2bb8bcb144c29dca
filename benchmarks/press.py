"""CPU time of a press and a push: `python -m benchmarks.press [telegram|discord|core|start|rate]`, on Linux.

Starts the tutor's real process and a bare bot, both on a loopback platform, and presses the same buttons in turn. CPU
time is that of the process alone. The two take turns within one run, so the ratio holds on a busy machine, too. `rate`
shows how many daily questions leave in a second when 30 may.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks import press_rate, report
from benchmarks.press_core import core
from benchmarks.press_people import OnDiscord, OnTelegram, Platform
from benchmarks.press_process import Process, bare_imports, seeded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PLATFORMS: Final[dict[str, type[Platform]]] = {"telegram": OnTelegram, "discord": OnDiscord}
LEARNERS: Final = 6
WARM_UP: Final = 2
ROUNDS: Final = 9
BATCHES: Final = (1, 20, 20, 20)
"""Learners whose questions are due at once; the first push after a start prepares the statements."""
RESTS: Final = 3.0
"""Seconds in which a process's idle CPU is measured."""
STARTS: Final = 3


def main(*chosen: str) -> None:
    """Print a table for each part: the platforms, the core alone, and the start."""
    for name in chosen or (*PLATFORMS, "core", "start", "rate"):
        head = press_rate.HEAD if name == "rate" else [name, "the tutor", "bare", "ratio"]
        sys.stdout.write(report.table(head, _rows(name)) + "\n\n")


def _rows(name: str) -> list[list[str]]:
    if name == "core":
        return core()
    if name == "rate":
        return [asyncio.run(press_rate.row(kind)) for kind in PLATFORMS.values()]
    return asyncio.run(_platform(name) if name in PLATFORMS else _start())


async def _platform(name: str) -> list[list[str]]:
    async with _both(PLATFORMS[name]) as (ours, product, bare, plain):
        costs = await _presses(ours, product, bare, plain)
        first, *later = await _pushes(ours, product)
    return [
        ["an answer and its Next, ms", *(f"{1000 * each:.2f}" for each in costs), f"{costs[0] / costs[1]:.2f}"],
        ["the first daily question pushed after a start, ms", f"{1000 * first:.2f}", "", ""],
        ["each later one, ms", f"{1000 * median(later):.2f}", "", ""],
    ]


@asynccontextmanager
async def _both(kind: type[Platform]) -> AsyncIterator[tuple[Platform, Process, Platform, Process]]:
    """Start the tutor's process and the bare bot, each on a separate platform, with everyone at a question."""
    with tempfile.TemporaryDirectory() as folder:
        async with kind() as ours, kind() as bare:
            database = Path(folder) / "tutor.db"
            people = [ours.person(str(number)) for number in range(LEARNERS + sum(BATCHES))]
            seeded(database, kind.name, people)
            async with Process(["main.py", "run"], ours.environment | {"DATABASE_URL": f"sqlite:///{database}"}) as us:
                await ours.ready()
                for person in people[:LEARNERS]:
                    await ours.begin(person)
                screens = await ours.screens(people[0])
                async with Process(
                    ["-m", "benchmarks.bare", kind.name], bare.environment | {"SCREENS": screens}
                ) as them:
                    await bare.ready()
                    for number in range(LEARNERS):
                        bare.show(bare.person(str(number)))
                    yield ours, us, bare, them


async def _presses(ours: Platform, product: Process, bare: Platform, plain: Process) -> tuple[float, float]:
    """Return the medians over the rounds of the seconds that an answer and its Next cost each process."""
    spent: list[tuple[float, float]] = []
    for _ in range(WARM_UP + ROUNDS):
        before = product.cpu
        for person in ours.people[:LEARNERS]:
            await ours.press(person, "A")
            await ours.press(person, "Next")
        between, start = product.cpu, plain.cpu
        for person in bare.people:
            await bare.send(person, "A")
            await bare.send(person, "Next")
        spent.append(((between - before) / LEARNERS, (plain.cpu - start) / LEARNERS))
    kept = spent[WARM_UP:]
    return median(each[0] for each in kept), median(each[1] for each in kept)


async def _pushes(ours: Platform, product: Process) -> list[float]:
    """Return the CPU of one push in each batch, in seconds, without what the process uses while idle."""
    idle = product.cpu
    await asyncio.sleep(RESTS)
    rate = (product.cpu - idle) / RESTS
    waiting, costs = iter(ours.people[LEARNERS:]), list[float]()
    for size in BATCHES:
        batch = list(islice(waiting, size))
        before, began = product.cpu, asyncio.get_running_loop().time()
        product.make_due(batch)
        await asyncio.gather(*(ours.pushed(person) for person in batch))
        await asyncio.sleep(0.5)  # the last one is settled
        elapsed = asyncio.get_running_loop().time() - began
        costs.append((product.cpu - before - rate * elapsed) / size)
    return costs


async def _start() -> list[list[str]]:
    """Return the CPU time from the process's start to its first reply, along with that of importing its libraries."""
    ours = []
    with tempfile.TemporaryDirectory() as folder:
        async with OnTelegram() as peer:
            people = [peer.person(str(number)) for number in range(STARTS)]
            seeded(Path(folder) / "tutor.db", "telegram", people)
            for person in people:
                environment = peer.environment | {"DATABASE_URL": f"sqlite:///{folder}/tutor.db"}
                async with Process(["main.py", "telegram"], environment) as us:
                    await peer.begin(person)
                    ours.append(us.cpu)
    bare = [bare_imports() for _ in range(STARTS)]
    costs = median(ours), median(bare)
    return [["start to first reply, s", *(f"{each:.2f}" for each in costs), f"{costs[0] / costs[1]:.2f}"]]


if __name__ == "__main__":
    main(*sys.argv[1:])
