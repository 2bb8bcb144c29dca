"""Shards: Discord distributes a bot's servers over several gateway connections, at most 2,500 for each."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import Final

import discord
import structlog

from adapters.discord.errors import BROKEN, SOON, described
from bot.errors import ConfigurationError

_WRITTEN: Final = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?/(\d{1,4})")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Shard:
    """One of a bot's gateway connections, `number` from 0 of `count`; number 0 also gets the direct messages."""

    number: int = 0
    count: int = 1

    def has(self, server: str) -> bool:
        """True if Discord reports a server's events to this connection."""
        return (int(server) >> 22) % self.count == self.number


@dataclass(slots=True)
class Turnstile:
    """Lets this process's connections identify one after another, as Discord requires."""

    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _is_first: bool = True

    async def wait(self, pause: float, *, initial: bool) -> None:
        """Wait `pause` seconds (Discord: five) before identifying, except for the process's very first time."""
        async with self._lock:
            if not (initial and self._is_first):
                await asyncio.sleep(pause)
            self._is_first = False


def parse(written: str) -> list[Shard]:
    """Return this process's shards from a setting such as "0-3/8"; [] for "", meaning as many as Discord recommends.

    Raises:
        ConfigurationError: it does not have this form.
    """
    if not written:
        return []
    found = _WRITTEN.fullmatch(written.strip())
    first, last, count = (int(found[1]), int(found[2] or found[1]), int(found[3])) if found else (1, 0, 0)
    if not first <= last < count:
        raise ConfigurationError("DISCORD_SHARDS must name shards and how many there are in all, such as 0-3/8.")
    return [Shard(number, count) for number in range(first, last + 1)]


async def allotted(client: discord.Client, given: list[Shard]) -> list[Shard]:
    """Return the given shards, otherwise all that Discord recommends, once a bot may identify for each of them.

    Discord allows some 1,000 identifies a day, and revokes the token of a bot that exceeds them.
    """
    while True:
        try:
            found = await client.http.request(discord.http.Route("GET", "/gateway/bot"))
            count, limit = int(found["shards"]), found["session_start_limit"]
            shards = given or [Shard(number, count) for number in range(count)]
            if limit["remaining"] >= len(shards):
                return shards
            log.error("Discord allows no more sign-ins for now", needed=len(shards), remaining=limit["remaining"])
            await asyncio.sleep(limit["reset_after"] / 1000)
        except (*BROKEN, discord.HTTPException, KeyError, TypeError, ValueError) as error:
            log.warning("Discord did not say how many connections a bot needs", **described(error))
        await asyncio.sleep(SOON / 10)
