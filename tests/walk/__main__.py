"""Walk until the process has been killed a given number of times: `python -m tests.walk --kills 200 --seed 1`."""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.peers.discord import DiscordPeer
from tests.peers.telegram import TelegramPeer
from tests.walk.house import House
from tests.walk.way import walk

PER_WALK = 25


async def one(platform: str, kills: int, seed: int) -> Counter[str]:
    """Walk once; return how often the process died at each point."""
    peer = TelegramPeer() if platform == "telegram" else DiscordPeer()
    with tempfile.TemporaryDirectory() as folder:
        async with peer:
            house = House(platform, Path(folder), peer, kills, random.Random(seed))
            await walk(house)
    return Counter(when.rpartition(":")[0] or when for when in house.died)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    died, seed, begun = Counter[str](), given.seed, time.monotonic()
    while died.total() < given.kills:
        for platform in ("telegram", "discord"):
            died += await one(platform, min(PER_WALK, max(1, given.kills - died.total())), seed)
            seed += 1
            print(f"{died.total()} deaths, {time.monotonic() - begun:.0f} s: {dict(died)}", flush=True)  # noqa: T201


asyncio.run(main())
