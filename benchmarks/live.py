"""Benchmark a live round's rush: many players answer one question within ten seconds, against the real process.

Run as `python -m benchmarks.live --players 500`. The platforms are servers on loopback, in this process, that limit
requests as the real ones do. A wait is what a player sees: from the moment when they press, so it includes the share of
the loopback server and of 500 players' phones.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.report import table
from tests.peers.discord import DiscordPeer, Refusal
from tests.peers.telegram import TelegramPeer
from tests.walk.house import House
from tests.walk.live_hall import BOSS, OnDiscord, OnTelegram
from tests.walk.live_round import Rounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.walk.live_hall import Post

PLAYERS: Final = 500
RUSH: Final = 10.0
"""Seconds within which all of them press."""
WHO: Final = ("new to the tutor", "known to it")
"""Players at the first and at the second question."""
GIVES_UP: Final = 60.0
ROUTE, ALTOGETHER = 5, 50
"""Requests a second that Discord accepts on one route in one channel, and from a bot, apart from replies to presses."""
IN_A_GROUP, IN_PRIVATE = (20, 60.0), (3, 1.0)
"""Telegram's limits: messages and edits in so many seconds; messages at once, and then per second."""
TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Rush:
    """The presses on one question: seconds until each was acknowledged, and until its answer could be read."""

    acknowledged: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    processor: float = 0.0


@dataclass(slots=True)
class Crowd:
    """A group's players, each of whom presses at a different time."""

    hall: OnDiscord | OnTelegram
    rounds: Rounds
    rng: random.Random

    async def rush(self, position: int, players: int) -> Rush:
        """Have everyone answer a question."""
        post, found = await self.rounds.ask(position), Rush()
        spent, begun = self._spent(), time.perf_counter()
        moments = [begun + self.rng.uniform(0, RUSH) for _ in range(players)]
        await asyncio.gather(*(self._press(found, who, at, position, post) for who, at in enumerate(moments)))
        found.processor = self._spent() - spent
        await self.rounds.reveal(position)
        return found

    async def _press(self, found: Rush, who: int, at: float, position: int, post: Post) -> None:
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        letter = self.rng.choice("ABCD")
        said, acknowledged = await self._told(who, letter, post)
        found.acknowledged.append(acknowledged - at)
        found.read.append(time.perf_counter() - at)
        self.rounds.ledger.note(self.hall.direct(who).user, (self.rounds.number, position), said)

    async def _told(self, who: int, letter: str, post: Post) -> tuple[str, float]:
        """Press; return what the player was told, and when the press was acknowledged."""
        if isinstance(self.hall, OnTelegram):
            return await _told_on_telegram(self.hall, who, letter, post)
        return await _told_on_discord(self.hall, who, letter, post)

    def _spent(self) -> float:
        """Seconds of CPU that the tutor's process has used."""
        pid = self.rounds.house.life.pid if self.rounds.house.life else "self"
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


async def _told_on_telegram(hall: OnTelegram, who: int, letter: str, post: Post) -> tuple[str, float]:
    phone = hall.members[who]
    said = await phone.answered(phone.tap(letter, hall.group.find(int(post.id)), hall.group), GIVES_UP)
    return said, time.perf_counter()


async def _told_on_discord(hall: OnDiscord, who: int, letter: str, post: Post) -> tuple[str, float]:
    phone = hall.members[who]
    acted = await phone.tap(letter, phone.peer.world.messages[post.id])
    at = time.perf_counter()
    if acted.failed:
        raise TimeoutError("a press was not acknowledged within three seconds")
    await phone.peer.until(lambda: acted.follow_ups, GIVES_UP)
    return acted.follow_ups[0].plain, at


async def measured(peer: DiscordPeer | TelegramPeer, players: int, folder: Path) -> list[dict[str, str]]:
    """Play two questions and stop; return what was measured, a row for each."""
    hall = OnDiscord(peer, players) if isinstance(peer, DiscordPeer) else OnTelegram(peer, players)
    (folder / "clock").write_text("0")
    house = House("discord" if isinstance(peer, DiscordPeer) else "telegram", folder, peer)
    crowd = Crowd(hall, Rounds(house, hall), random.Random(1))
    if isinstance(peer, TelegramPeer):
        peer.methods.clock = house.now
    try:
        await crowd.rounds.begin()
        found = [await crowd.rush(at, players) for at in range(1, len(WHO) + 1)]
        await hall.command(BOSS, "/stop")
        board = await crowd.rounds.board()
        await house.stop()
    finally:
        await house.end()
    if f"{players} players" not in board.text:
        raise ValueError(f"the board does not count {players} players: {board.text}")
    crowd.rounds.ledger.compare(folder)
    return [_row(who, each) for who, each in zip(WHO, found, strict=True)]


def limited(platform: str) -> DiscordPeer | TelegramPeer:
    """Return a loopback platform with the real one's rate limits."""
    if platform == "discord":
        peer = DiscordPeer()
        peer.limit, peer.global_limit = ROUTE, ALTOGETHER
        return peer
    chats = TelegramPeer()
    chats.methods.group_limit, chats.methods.burst = IN_A_GROUP, IN_PRIVATE
    return chats


async def run(players: int) -> None:
    """Print each platform's table as soon as it is known."""
    for platform in ("discord", "telegram"):
        with tempfile.TemporaryDirectory() as folder:
            async with limited(platform) as peer:
                rows = await measured(peer, players, Path(folder))
                refused = Counter(each.status if isinstance(each, Refusal) else each.code for each in peer.refused)
        _say(platform, players, rows)
        print(f"Requests refused: {dict(refused) or 'none'}\n", flush=True)  # noqa: T201 - a command says what it measured


def _row(who: str, rush: Rush) -> dict[str, str]:
    found = {"players": who, "pressed, told, and kept": str(len(rush.read))}
    for name, waits in (("acknowledged", rush.acknowledged), ("answer read", rush.read)):
        found[f"{name} after s: median, p99, max"] = ", ".join(f"{each:.2f}" for each in _waits(waits))
    return found | {"CPU s of the tutor": f"{rush.processor:.1f}"}


def _waits(seconds: Sequence[float]) -> tuple[float, float, float]:
    ordered = sorted(seconds)
    return median(ordered), ordered[int(0.99 * (len(ordered) - 1))], ordered[-1]


def _say(platform: str, players: int, rows: Sequence[dict[str, str]]) -> None:
    found = table(list(rows[0]), [list(row.values()) for row in rows])
    print(f"{players} answer a question of a live round in {RUSH:.0f} s ({platform})\n\n{found}\n", flush=True)  # noqa: T201 - a command says what it measured


def main() -> None:
    """Measure with the number of players given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--players", type=int, default=PLAYERS)
    asyncio.run(run(parser.parse_args().players))


if __name__ == "__main__":
    main()
