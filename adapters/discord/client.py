"""The discord.py client, kept to the least: no cache, no view, no intent that has to be switched on."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Final

import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.errors import described
from adapters.discord.servers import Servers

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.chat import Added, Removed

log = structlog.get_logger()

PATIENCE_WITH_429: Final = 30.0
"""Seconds that discord.py itself waits out; what is longer it raises as RateLimited. 30 is the least it takes."""
LOST_RESUMES: Final = 2
"""Disconnects in a row after which the address that Discord gave for resuming is no longer believed."""


def point_at(api_url: str, gateway_url: str) -> None:
    """Set where Discord is, for the whole process: discord.py has no parameter for it.

    Only the gateway's first address is set: to resume, the library goes where the server says.
    """
    Route.BASE = api_url.rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


class Client(discord.Client):
    """Hands interactions and direct messages on, each in a task that can be waited for."""

    identify_pause = 5.0
    """Seconds before identifying again when a session is lost: Discord takes one in five seconds."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, dm_messages=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=PATIENCE_WITH_429,
        )
        self.hear_interaction: Callable[[discord.Interaction], Awaitable[None]] | None = None
        self.hear_message: Callable[[discord.Message], Awaitable[None]] | None = None
        self.hear_server: Callable[[Added | Removed], Awaitable[None]] | None = None
        self.servers = Servers(self, lambda event: self.dispatch("server", event))
        self.running: set[asyncio.Task[object]] = set()
        self._disconnects = 0

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Hand on what a person did: not by discord.ui's items, which pass over a press on a button they don't know."""
        self._note()
        if self.hear_interaction:
            await self.hear_interaction(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """Hand on what a person wrote."""
        self._note()
        if self.hear_message:
            await self.hear_message(message)

    async def on_server(self, event: Added | Removed) -> None:
        """Hand on that the bot was added to a server or removed."""
        self._note()
        if self.hear_server:
            await self.hear_server(event)

    async def on_connect(self) -> None:
        """Note that there is a session."""
        self._disconnects = 0
        log.info("connected to Discord")

    async def on_resumed(self) -> None:
        """Note that the session goes on."""
        self._disconnects = 0
        log.info("resumed the session with Discord")

    async def on_disconnect(self) -> None:
        """Go back to the first address when the one for resuming does not answer: discord.py would stay with it."""
        self._disconnects += 1
        if self._disconnects >= LOST_RESUMES and self.ws:
            self.ws.gateway = DiscordWebSocket.DEFAULT_GATEWAY

    async def on_error(self, event_method: str, /, *_args: object, **_kwargs: object) -> None:
        """Log the kind of what went wrong: the library would log the event."""
        error = sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1]
        if error:
            log.error("an event could not be handled", handler=event_method, **described(error))

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """Wait before a session that is not the first."""
        if not initial:
            await asyncio.sleep(self.identify_pause)

    def _note(self) -> None:
        task = asyncio.current_task()
        if task:
            self.running.add(task)
            task.add_done_callback(self.running.discard)
