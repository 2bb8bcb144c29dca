"""How many daily questions the real process pushes in a second when 30 may leave, and what replies wait meanwhile."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.press_process import Process, seeded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.press_people import Platform, Someone

RATE: Final = 30
PUSHED: Final = 240
"""Half of them while nobody presses, and half while one learner does."""
HEAD: Final = [
    f"pushed a second, {RATE} allowed",
    "nobody presses",
    "someone does",
    "most in a second",
    "a reply meanwhile, median",
    "longest",
]


async def row(kind: type[Platform]) -> list[str]:
    """Push to everyone on a platform; a row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        async with kind() as ours:
            people = [ours.person(str(number)) for number in range(1 + PUSHED)]
            database = Path(folder) / "tutor.db"
            seeded(database, kind.name, people)
            more = {"DATABASE_URL": f"sqlite:///{database}", f"{kind.name.upper()}_PUSH_RATE": str(RATE)}
            async with Process(["main.py", "run"], ours.environment | more) as product:
                await ours.ready()
                await ours.begin(people[0])
                half = 1 + PUSHED // 2
                quiet = await _pushed(ours, product, people[1:half])
                busy, waits = await _while_pressing(ours, product, people[0], people[half:])
    most = max(_most(quiet), _most(busy))
    replies = (f"{1000 * each:.0f} ms" for each in (median(waits), max(waits)))
    return [kind.name, f"{_pace(quiet):.1f}", f"{_pace(busy):.1f}", str(most), *replies]


async def _pushed(ours: Platform, product: Process, people: Sequence[Someone]) -> list[float]:
    """Make everyone's question due, and return when each was seen, in seconds."""
    loop = asyncio.get_running_loop()

    async def seen(person: Someone) -> float:
        await ours.pushed(person)
        return loop.time()

    product.make_due(people)
    return sorted(await asyncio.gather(*map(seen, people)))


async def _while_pressing(
    ours: Platform, product: Process, learner: Someone, people: Sequence[Someone]
) -> tuple[list[float], list[float]]:
    """The same while a learner answers and goes on; also return how long each press took."""
    pushing, waits = asyncio.create_task(_pushed(ours, product, people)), list[float]()
    while not pushing.done():
        for label in ("A", "Next"):
            began = asyncio.get_running_loop().time()
            await ours.press(learner, label)
            waits.append(asyncio.get_running_loop().time() - began)
    return await pushing, waits


def _pace(times: Sequence[float]) -> float:
    return (len(times) - 1) / (times[-1] - times[0])


def _most(times: Sequence[float]) -> int:
    return max(sum(first <= each < first + 1 for each in times) for first in times)
