"""People learn while every process is killed again and again: `python -m tests.walk.several --kills 300 --seed 1`."""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import re
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.learning.calendar import next_at, zone
from tests.peers.discord import DiscordPeer
from tests.peers.discord_world import DISCORD_EPOCH
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_chats import Phone as TelegramPhone
from tests.walk.books import compare
from tests.walk.failing_server import Server, failing_server
from tests.walk.house import OnDiscord, OnTelegram
from tests.walk.learner import Learner
from tests.walk.town import SHARDS, Town

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

A_DAY: Final = 30
"""Processes that are killed in a day, at most; few of them before people have begun."""
ON_TELEGRAM: Final = 5
ON_DISCORD: Final = 2
"""People in the direct chat, and as many in a server of the other shard."""
EVENING: Final = time_of_day(20)
FIVE: Final = time_of_day(17)
NEW_YORK: Final = zone("America/New_York")
LEAD: Final = re.compile(r"s first question\\?\.|You have \d+ questions? left today\\?\.")
DOWN_SECONDS: Final = 1.0
READ_ONLY_SECONDS: Final = 2.0
SETTLED_SECONDS: Final = 45.0
"""A lease is 60 seconds, and begins when the push is claimed, up to a few seconds before it is sent."""


@dataclass
class Person:
    """A learner, and the direct chat in which their pushes arrive."""

    learner: Learner
    direct: OnTelegram | OnDiscord
    sent: list[list[float]] = field(default_factory=list)
    """When each day's question was sent, in the processes' time; more than once for who got it more than once."""

    @property
    def arrivals(self) -> list[float]:
        """When each scheduled question arrived, in seconds since 1970."""
        phone = self.direct.phone
        if isinstance(phone, TelegramPhone):
            return [float(each.date) for each in phone.messages if _is_scheduled(each.text, *each.edits)]
        own = (each for each in phone.messages if each.author.bot)
        ids = [int(each.id) for each in own if _is_scheduled(each.content, *each.edits)]
        return [((number >> 22) + DISCORD_EPOCH) / 1000 for number in ids]


class Walk:
    """Days of several people."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.people = [*self._on_telegram(), *self._on_discord()]
        self.days = 0

    async def live(self) -> None:
        """Live until enough processes were killed, and one day more."""
        await self._open()
        try:
            await self.town.until(lambda: self.town.discord.gateway.connected and self.town.telegram.updates.hook)
            await self._each(self._begin)
            while self.town.died.total() < self.town.kills or self.days < 2:
                await self._day(troubled=True)
            await self._day(troubled=False)
            await self.town.until(lambda: not self.town.left())
            await self.town.close()
            compare(self.town, len(self.people), self.days)
        finally:
            await self.town.end()
        self._compare_pushes()

    async def _open(self) -> None:
        now = datetime.now(UTC)
        self.town.allow(A_DAY // 3)
        await self.town.open((next_at(now, EVENING, NEW_YORK) - now).total_seconds())

    async def _day(self, *, troubled: bool) -> None:
        """The next day's questions arrive, and everyone answers them."""
        before = [len(person.arrivals) for person in self.people]
        self.town.allow(A_DAY if troubled else 0)
        now = datetime.fromtimestamp(self.town.now(), UTC)
        self.town.move((next_at(now + timedelta(hours=8), FIVE, NEW_YORK) - now).total_seconds() + 1)
        trouble = asyncio.create_task(self._trouble()) if troubled else None
        await self.town.until(lambda: all(len(a.arrivals) > b for a, b in zip(self.people, before, strict=True)))
        await self._each(self._study)
        if trouble:
            await trouble
        await self.town.until(lambda: not self.town.left())
        for person, old in zip(self.people, before, strict=True):
            person.sent.append([self.town.at(when) for when in person.arrivals[old:]])
        self.days += 1

    async def _trouble(self) -> None:
        """The server fails: while questions are sent, or while they are answered."""
        server, town = self.town.server, self.town
        await asyncio.sleep(town.rng.uniform(0, 6))
        began = town.now()
        if town.rng.random() < 1 / 2:
            await asyncio.to_thread(server.crash)
            await asyncio.sleep(DOWN_SECONDS)
            await asyncio.to_thread(server.start)
        else:
            await asyncio.to_thread(server.refuse_writes, True)  # noqa: FBT003 - there is nothing else to say
            await asyncio.sleep(READ_ONLY_SECONDS)
            await asyncio.to_thread(server.refuse_writes, False)  # noqa: FBT003
        town.outages.append((began, town.now()))

    async def _begin(self, person: Person) -> None:
        ann = person.learner
        await ann.say("/start", "When is your exam?")
        await ann.tap("In 8 weeks", "What time should")
        await ann.tap("5:00 PM", "Which time zone")
        await ann.tap("US Eastern", "Your 5 daily questions come at")
        await ann.say("/daily", "1 of 5")
        await ann.study("Done for today:")

    async def _study(self, person: Person) -> None:
        if person.learner.screen is not person.direct:
            await person.learner.say("/daily", "1 of 5")  # the question went to their direct chat
        await person.learner.study("Done for today:")

    async def _each(self, do: Callable[[Person], Awaitable[None]]) -> None:
        async with asyncio.TaskGroup() as group:
            for person in self.people:
                group.create_task(_awaited(do(person)))

    def _compare_pushes(self) -> None:
        """Each day's question was sent once; on Telegram again only when a lease had ended that nobody settled."""
        for person in self.people:
            for times in person.sent:
                assert times, "a question that was not sent"
                if isinstance(person.direct, OnDiscord):
                    assert len(times) == 1, "Discord drops a repeat"
                for first, again in itertools.pairwise(times):
                    assert again - first > SETTLED_SECONDS, f"sent again before the lease ended: {times}"
                    assert self._fell(first, again), f"sent again without need: {times}, {self.town.falls}"

    def _fell(self, first: float, again: float) -> bool:
        """True if a scheduler was killed, or the server failed, between two times."""
        falls = [(at, at) for at in self.town.falls] + self.town.outages
        return any(start <= again and end >= first - 1 for start, end in falls)

    def _on_telegram(self) -> list[Person]:
        screens = [OnTelegram(self.town.telegram.phone(f"T{number}")) for number in range(ON_TELEGRAM)]
        return [Person(Learner(self.town, screen), screen) for screen in screens]

    def _on_discord(self) -> list[Person]:
        peer = self.town.discord
        alone = [OnDiscord(peer.phone(f"d{number}")) for number in range(ON_DISCORD)]
        club = peer.server("club", str(1001 << 22))  # an odd number above bit 22: of shard 1
        members = [f"m{number}" for number in range(ON_DISCORD)]
        there = [(OnDiscord(club.member(name)), OnDiscord(peer.phone(name))) for name in members]
        return [Person(Learner(self.town, seen), direct) for seen, direct in [*zip(alone, alone, strict=True), *there]]


async def walk(kills: int, seed: int, folder: Path, server: Server) -> Town:
    """Walk once; raise if anything is lost, doubled, or stuck."""
    async with TelegramPeer() as telegram, DiscordPeer() as discord:
        discord.gateway.shards = SHARDS
        town = Town(folder, server, telegram, discord, kills, random.Random(seed))
        made = Walk(town)
        try:
            await made.live()
        except BaseException as error:
            raise AssertionError(town.situation()) from error
    return town


def _is_scheduled(*texts: str) -> bool:
    return any(map(LEAD.search, texts))


async def _awaited(doing: Awaitable[None]) -> None:
    await doing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given, begun = parser.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder, failing_server() as server:
        town = asyncio.run(walk(given.kills, given.seed, Path(folder), server))
    said = ", ".join(f"{point} {count}" for point, count in sorted(town.died.items()))
    print(f"{town.died.total()} killed ({said}), {len(town.outages)} outages, {time.monotonic() - begun:.0f} s")  # noqa: T201


if __name__ == "__main__":
    main()
