"""The Discord adapter: logs in, serves the gateway, and delivers pushes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Self

import discord
import structlog

from adapters.discord.api import PAUSES, Wire
from adapters.discord.client import Client, point_at
from adapters.discord.commands import register
from adapters.discord.errors import (
    BROKEN,
    GONE,
    MISSING_ACCESS,
    OBSTACLES,
    OLD_EDITS_AGAIN,
    SOON,
    TOO_MANY_OLD_EDITS,
    UNKNOWN_CHANNEL,
    code_of,
    described,
    wait_of,
)
from adapters.discord.handle import Handling
from adapters.discord.journal import quieten
from adapters.discord.login import PATIENCE, check, logged_in
from adapters.discord.places import PLATFORM
from adapters.discord.posting import post
from adapters.discord.render import nonce, paged
from adapters.discord.rooms import is_in
from adapters.discord.shards import allotted, parse
from adapters.drawing import drawn
from bot import metrics
from bot.chat import Delivery
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from bot.chat import Ask, Handler, Obstacle, Push, Stop

log = structlog.get_logger()

API_URL: Final = "https://discord.com/api/v10"
GATEWAY_URL: Final = "wss://gateway.discord.gg/"

BAD_TOKEN: Final = 4004
INVALID_INTENTS: Final = 4013
FINISHING: Final = 2.5
"""Seconds allowed for replies in progress when the adapter is told to stop."""
CLOSING: Final = 1.0
"""Seconds allowed for the gateway to acknowledge the close."""
UNFORESEEN: Final = 60.0
"""Seconds before retrying a push that Discord refused for an unknown reason."""


class Discord:
    """Discord as an asynchronous context manager, logged in while open. Only `serve` needs the gateway."""

    def __init__(
        self,
        tutor: Handler,
        ask: Ask,
        *,
        token: str,
        api_url: str = API_URL,
        gateway_url: str = GATEWAY_URL,
        shards: str = "",
    ) -> None:
        """Prepare the adapter; `shards` are those of this process, as in `adapters.discord.shards.parse`.

        Raises:
            ConfigurationError: `shards` cannot be read.
        """
        self._given = parse(shards)
        self._tutor, self._ask = tutor, ask
        self._token, self._api_url, self._gateway_url = token, api_url, gateway_url
        self._client: Client
        self._shards: list[Client] = []
        self.patience = PATIENCE
        self.pauses: Sequence[float] = PAUSES

    @property
    def platform(self) -> str:
        """The platform's name in `Address.platform`."""
        return PLATFORM

    @property
    def silence(self) -> float:
        """Seconds since the gateway last acknowledged a heartbeat, on the shard with the oldest one."""
        return max(client.silence for client in self._shards or [self._client])

    async def __aenter__(self) -> Self:
        """Log in.

        Raises:
            ConfigurationError: the token is wrong, or Discord does not answer within 15 seconds.
        """
        check(self._token)
        point_at(self._api_url, self._gateway_url)
        quieten()
        self._client = await logged_in(Client, self._token.strip(), self.patience)
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self._client.close()

    async def serve(self, stop: Stop) -> None:
        """Answer people until `stop` is set, then finish work in progress for at most 4 seconds.

        Raises:
            ConfigurationError: Discord closed the gateway for a reason that reconnecting can't fix.
        """
        talk = Handling(Wire(self._client, self.pauses, waits=True), self._tutor, self._ask)
        self._client.hear_interaction, self._client.hear_message = talk.interaction, talk.message
        self._client.hear_server = talk.server
        metrics.SERVERS.labels(PLATFORM).set_function(self._client.servers.__len__)
        registering = asyncio.create_task(register(self._client, self._tutor, self._ask))
        connected = asyncio.create_task(self._connect())
        stopped = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((connected, stopped), return_when=asyncio.FIRST_COMPLETED)
            if connected.done():
                await connected
        finally:
            await _cancelled(connected, stopped, registering)
            await self._leave()

    async def deliver(self, push: Push) -> Delivery:
        """Send every card of the push; never raise. The delivery names the chat if it had to be opened."""
        if not push.address.direct:
            return await self._post(push)
        wire, opened = Wire(self._client, self.pauses, waits=False), ""
        try:
            if not push.address.chat:
                opened = await wire.open(push.address.user)
            try:
                await _send(wire, push, opened or push.address.chat)
            except discord.NotFound as error:
                if error.code != UNKNOWN_CHANNEL or opened:
                    raise
                opened = await wire.open(push.address.user)
                await _send(wire, push, opened)
        except Exception as error:  # noqa: BLE001 - a courier never raises; the scheduler settles what it returns
            return _undelivered(error, opened)
        return Delivery("sent", chat=opened)

    async def _post(self, push: Push) -> Delivery:
        wire, messages = Wire(self._client, self.pauses, waits=False), list[tuple[str, str]]()
        try:
            await post(wire, push, messages)
        except Exception as error:  # noqa: BLE001 - a courier never raises
            why = await self._obstacle(push, error)
            ended = Delivery("gone", why=why) if why else _postponed(error)
            return replace(ended, messages=tuple(messages))
        return Delivery("sent", messages=tuple(messages))

    async def _obstacle(self, push: Push, error: Exception) -> Obstacle:
        """The permanent obstacle to the push; "" if a later attempt may get through."""
        if code_of(error) == MISSING_ACCESS and push.address.space:
            try:
                if not await is_in(self._client, push.address.space):
                    return "removed"
            except Exception as silence:  # noqa: BLE001 - the push's retry asks again
                log.info("a server can't be looked at", **described(silence))
                return ""
        return OBSTACLES.get(code_of(error), "")

    async def _connect(self) -> None:
        """Keep all of this process's shards connected. If the bot has only one, it also makes the requests."""
        shards = await allotted(self._client, self._given)
        alone = len(shards) == shards[0].count == 1
        self._shards = [self._client] if alone else [await self._client.of_shard(shard) for shard in shards]
        staying = [asyncio.create_task(self._stay_connected(client)) for client in self._shards]
        try:
            await asyncio.gather(*staying)
        finally:
            await _cancelled(*staying)

    async def _stay_connected(self, client: Client) -> None:
        """Stay connected. The library reconnects and resumes on its own, except in the cases handled here."""
        while True:
            try:
                await client.connect()
            except (discord.ConnectionClosed, discord.PrivilegedIntentsRequired) as error:
                raise ConfigurationError(_why_closed(error)) from None
            except Exception as error:  # noqa: BLE001 - one bad gateway event must not end the service
                # For example, the library raises AttributeError when its very first connection fails.
                log.warning("the connection to Discord broke", **described(error))
            await _close_gateway(client)
            await asyncio.sleep(SOON / 10)

    async def _leave(self) -> None:
        await asyncio.gather(*map(_close_gateway, self._shards))
        running = set(self._client.running)
        if running:
            _, late = await asyncio.wait(running, timeout=FINISHING)
            await _cancelled(*late)


async def _close_gateway(client: Client) -> None:
    gateway = client.ws
    if gateway and gateway.open:  # None before the first connection, despite the library's annotation
        with suppress(TimeoutError, *BROKEN):
            async with asyncio.timeout(CLOSING):
                await gateway.close(code=1000)


async def _send(wire: Wire, push: Push, chat: str) -> None:
    every = [page for card in push.replies for page in paged(*await drawn(card))]
    for index, page in enumerate(every):
        await wire.send(chat, page, nonce(str(push.id), index))


def _undelivered(error: Exception, chat: str) -> Delivery:
    if code_of(error) in GONE:
        return Delivery("gone", chat=chat)
    return replace(_postponed(error), chat=chat)


def _postponed(error: Exception) -> Delivery:
    wait = OLD_EDITS_AGAIN if code_of(error) == TOO_MANY_OLD_EDITS else wait_of(error)
    if wait is None:
        log.error("a push could not be delivered", **described(error))
        wait = SOON if isinstance(error, BROKEN) else UNFORESEEN
    return Delivery("retry", wait)


def _why_closed(error: discord.ConnectionClosed | discord.PrivilegedIntentsRequired) -> str:
    code = error.code if isinstance(error, discord.ConnectionClosed) else None
    if code == BAD_TOKEN:
        return "Discord refused the token at its gateway. Copy it again from the Discord Developer Portal."
    if code in (None, INVALID_INTENTS):
        return "Discord refused the gateway intents. This bot needs none that has to be switched on in the portal."
    return f"Discord closed the connection for good (code {code})."


async def _cancelled(*tasks: asyncio.Task[None] | asyncio.Task[bool] | asyncio.Task[object]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
