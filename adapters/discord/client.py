"""The discord.py client at its minimum: no cache, no views, no privileged intents."""

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
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.chat import Added, Removed

log = structlog.get_logger()

PATIENCE_WITH_429: Final = 30.0
"""Longest 429, in seconds, that discord.py sits out; anything longer raises RateLimited. 30 is the minimum it accepts.
"""
LOST_RESUMES: Final = 2
"""Consecutive disconnects after which the resume URL is no longer trusted."""


def point_at(api_url: str, gateway_url: str) -> None:
    """Point discord.py at these URLs for the whole process, since it has no parameter for them.

    This only sets the initial gateway URL; to resume, the library uses the URL that the server gave it.

    Raises:
        ConfigurationError: the gateway's is not a URL.
    """
    Route.BASE = api_url.rstrip("/")
    try:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    except ValueError:
        raise ConfigurationError("DISCORD_GATEWAY_URL is not an address.") from None


class Client(discord.Client):
    """Forward interactions and direct messages, each in a task that can be awaited."""

    identify_pause = 5.0
    """Seconds before identifying again after losing a session: Discord allows one identify every five seconds."""

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
        """Forward an interaction. discord.ui's items can't do this: they skip presses on buttons they don't know."""
        self._note()
        if self.hear_interaction:
            await self.hear_interaction(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """Forward a direct message."""
        self._note()
        if self.hear_message:
            await self.hear_message(message)

    async def on_server(self, event: Added | Removed) -> None:
        """Forward the news that the bot was added to or removed from a server."""
        self._note()
        if self.hear_server:
            await self.hear_server(event)

    async def on_connect(self) -> None:
        """Reset the disconnect count on a new session."""
        self._disconnects = 0
        log.info("connected to Discord")

    async def on_resumed(self) -> None:
        """Reset the disconnect count on a resumed session."""
        self._disconnects = 0
        log.info("resumed the session with Discord")

    async def on_disconnect(self) -> None:
        """Fall back to the initial gateway URL when the resume URL doesn't answer; discord.py would keep using it."""
        self._disconnects += 1
        if self._disconnects >= LOST_RESUMES and self.ws:
            self.ws.gateway = DiscordWebSocket.DEFAULT_GATEWAY

    async def on_error(self, event_method: str, /, *_args: object, **_kwargs: object) -> None:
        """Log only the kind of error; the library would log the whole event."""
        error = sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1]
        if error:
            log.error("an event could not be handled", handler=event_method, **described(error))

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """Wait before identifying, except for the first session."""
        if not initial:
            await asyncio.sleep(self.identify_pause)

    def _note(self) -> None:
        task = asyncio.current_task()
        if task:
            self.running.add(task)
            task.add_done_callback(self.running.discard)
