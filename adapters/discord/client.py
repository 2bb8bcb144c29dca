"""The discord.py client at its minimum: no cache, no views, no privileged intents."""

from __future__ import annotations

import asyncio
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Final

import aiohttp
import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.errors import TOO_MANY, described
from adapters.discord.places import PLATFORM
from adapters.discord.servers import Servers
from adapters.discord.shards import Turnstile
from bot import metrics

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.discord.shards import Shard
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
    """
    Route.BASE = api_url.rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


def _counting() -> aiohttp.TraceConfig:
    """Count how often Discord asks to slow down; the library handles some of those waits itself."""

    async def ended(_session: object, _context: object, params: aiohttp.TraceRequestEndParams) -> None:
        if params.response.status == TOO_MANY:
            metrics.RATE_LIMITED.labels(PLATFORM).inc()

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(ended)
    return trace


class Client(discord.Client):
    """Forward interactions and direct messages, each in a task that can be awaited."""

    identify_pause = 5.0
    """Seconds before identifying again after losing a session: Discord allows one identify every five seconds."""

    def __init__(self, shard: Shard | None = None, beside: Client | None = None) -> None:
        """Create a bot's only client, or one for a shard, which sends its requests through the client `beside` it."""
        number, count = (shard.number, shard.count) if shard and shard.count > 1 else (None, None)
        super().__init__(
            shard_id=number,
            shard_count=count,
            intents=discord.Intents(guilds=True, dm_messages=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=PATIENCE_WITH_429,
            http_trace=_counting(),
        )
        self.hear_interaction: Callable[[discord.Interaction], Awaitable[None]] | None = None
        self.hear_message: Callable[[discord.Message], Awaitable[None]] | None = None
        self.hear_server: Callable[[Added | Removed], Awaitable[None]] | None = None
        tell = partial(self.dispatch, "server")
        self.servers: Servers = Servers(self, tell, shard, beside.servers if beside else None)
        self.turnstile: Turnstile = beside.turnstile if beside else Turnstile()
        self.running: set[asyncio.Task[object]] = beside.running if beside else set()
        """Events in progress, of all shards."""
        self._disconnects = 0
        self._acknowledged_at = time.perf_counter()

    @property
    def silence(self) -> float:
        """Seconds since the gateway last acknowledged a heartbeat, or since this client was made."""
        keeper = self.ws._keep_alive if self.ws else None  # noqa: SLF001 - the library only exposes the latency
        if keeper:
            self._acknowledged_at = keeper._last_ack  # noqa: SLF001 - the library only exposes the latency
        return time.perf_counter() - self._acknowledged_at

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
        """Forward an event that the bot was added to or removed from a server."""
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
        """Wait before identifying, except for the process's first session."""
        await self.turnstile.wait(self.identify_pause, initial=initial)

    async def of_shard(self, shard: Shard) -> Client:
        """A client for a shard of the same bot, signed in like this one; close its gateway, never the client itself."""
        made = type(self)(shard, self)
        made.http = made._connection.http = self.http  # noqa: SLF001 - one book of rate limits, and one sign-in
        await made._async_setup_hook()  # noqa: SLF001 - the part of `login` that makes no request
        made.hear_interaction, made.hear_message = self.hear_interaction, self.hear_message
        made.hear_server = self.hear_server
        return made

    def _note(self) -> None:
        task = asyncio.current_task()
        if task:
            self.running.add(task)
            task.add_done_callback(self.running.discard)
