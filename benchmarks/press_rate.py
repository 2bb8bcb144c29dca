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
    from typing import TypeAlias

    from benchmarks.press_people import Platform, Someone

    Counts: TypeAlias = "Sequence[tuple[float, int]]"

RATE: Final = 30
PUSHED: Final = 240
"""Half of them while nobody presses, and half while one learner does."""
LOOK: Final = 0.05
"""Seconds between two looks at what was sent."""
PAUSE: Final = 0.5
"""Seconds between two questions of the learner who presses."""
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
            people = [ours.person(str(number)) for number in range(2 + PUSHED)]
            database = Path(folder) / "tutor.db"
            seeded(database, kind.name, people)
            more = {"DATABASE_URL": f"sqlite:///{database}", f"{kind.name.upper()}_PUSH_RATE": str(RATE)}
            async with Process(["main.py", "run"], ours.environment | more) as product:
                await ours.ready()
                await ours.begin(people[0])
                await _pushed(ours, product, people[1:2])  # the first one prepares the statements
                half = 2 + PUSHED // 2
                quiet = await _pushed(ours, product, people[2:half])
                busy, waits = await _while_pressing(ours, product, people[0], people[half:])
    most = max(_most(quiet), _most(busy))
    replies = (f"{1000 * each:.0f} ms" for each in (median(waits), max(waits)))
    return [kind.name, f"{_pace(quiet):.1f}", f"{_pace(busy):.1f}", str(most), *replies]


async def _pushed(ours: Platform, product: Process, people: Sequence[Someone], waits: Sequence[float] = ()) -> Counts:
    """Make everyone's question due, and count what has been sent until all of them were.

    Every second one of `waits` is a press that had a new message as its reply. Counting is cheap: waiting for each
    message on its own would keep the loopback platform busier than the tutor.
    """
    loop, counts = asyncio.get_running_loop(), list[tuple[float, int]]()
    product.make_due(people)
    before = ours.sent
    while not counts or counts[-1][1] < len(people):
        await asyncio.sleep(LOOK)
        counts.append((loop.time(), ours.sent - before - len(waits) // 2))
    return counts


async def _while_pressing(
    ours: Platform, product: Process, learner: Someone, people: Sequence[Someone]
) -> tuple[Counts, list[float]]:
    """The same while a learner answers and goes on; also return how long each press took."""
    waits = list[float]()
    pushing = asyncio.create_task(_pushed(ours, product, people, waits))
    while not pushing.done():
        for label in ("A", "Next"):
            began = asyncio.get_running_loop().time()
            await ours.press(learner, label)
            waits.append(asyncio.get_running_loop().time() - began)
        await asyncio.sleep(PAUSE)
    return await pushing, waits


def _pace(counts: Counts) -> float:
    begun = next(each for each in counts if each[1])
    return (counts[-1][1] - begun[1]) / (counts[-1][0] - begun[0])


def _most(counts: Counts) -> int:
    return max(later - count for at, count in counts for then, later in counts if 0 <= then - at <= 1)
