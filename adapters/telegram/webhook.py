"""A small HTTP server that receives Telegram's updates and returns 200 only after the core has committed one."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

import structlog
from aiohttp import web
from telegram import Update
from telegram.error import BadRequest, TelegramError

from adapters.telegram import errors, read
from adapters.telegram.waiting import Stopping, unless
from bot.errors import ConfigurationError
from listening import Listener, Port

if TYPE_CHECKING:
    from telegram import Bot

    from adapters.telegram.handle import Handling
    from adapters.telegram.send import Sender
    from adapters.telegram.waiting import Patience
    from bot.chat import Stop

MAX_BODY: Final = 2**20
"""Byte limit of an update's body; Telegram's are a few thousand."""
CONNECTIONS: Final = 40
HEALTH: Final = "/health"
_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Webhook:
    """The public address that Telegram calls, and the address to listen on.

    Attributes:
        url: the public URL that Telegram calls; the server uses its path too.
        secret: 1 to 256 of A-Z a-z 0-9 _ -, sent with each call; "" derives one from the bot's token.
        host: the address of the interface to listen on.
        port: the TCP port, 0 for any.
    """

    url: str
    secret: str = field(repr=False)
    host: str
    port: int

    def __post_init__(self) -> None:
        if self.secret and not _SECRET.fullmatch(self.secret):
            raise ConfigurationError("TELEGRAM_WEBHOOK_SECRET may have 1 to 256 of the characters A-Z a-z 0-9 _ and -.")

    @property
    def path(self) -> str:
        """The URL's path."""
        return urlsplit(self.url).path or "/"

    def secret_for(self, token: str) -> str:
        """The configured secret, or one derived from the token, so every process computes the same one."""
        return self.secret or hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


class Server:
    """Receives Telegram's calls."""

    def __init__(self, webhook: Webhook, bot: Bot, handling: Handling, patience: Patience) -> None:
        self._webhook = webhook
        self._bot = bot
        self._handling = handling
        self._patience = patience
        self._secret = webhook.secret_for(bot.token)
        self._lanes: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._listener = Listener(
            Port(webhook.host, webhook.port, "PORT"), arrival=patience.arrival, stop=patience.stop
        )

    async def run(self, stop: Stop, sender: Sender) -> None:
        """Listen, register the webhook with Telegram, and serve until `stop` is set.

        Raises:
            ConfigurationError: the port is taken, or Telegram refuses the address.
        """
        try:
            async with self._listener.serving(self._app()):
                await unless(stop, 0.0, partial(self._announce, sender))
                await stop.wait()
        except Stopping:
            log.info("stopped before Telegram knew the webhook")

    @property
    def port(self) -> int:
        """The TCP port it listens on; 0 until then."""
        return self._listener.port

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_get(HEALTH, _healthy)
        app.router.add_post(self._webhook.path, self._called)
        return app

    async def _announce(self, sender: Sender) -> None:
        refused = ""
        try:
            await sender.persist(self._set)
        except TelegramError as error:
            refused = str(error) if isinstance(error, BadRequest) else errors.kind(error)
        if refused:
            raise ConfigurationError(f"Telegram did not accept TELEGRAM_WEBHOOK_URL: {refused}.")

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._webhook.url, secret_token=self._secret, allowed_updates=read.UPDATES, max_connections=CONNECTIONS
        )

    async def _called(self, request: web.Request) -> web.Response:
        given = request.headers.get(_HEADER, "").encode(errors="surrogateescape")  # a header's odd bytes
        if not hmac.compare_digest(given, self._secret.encode()):
            return self._listener.turned("wrong_secret", 403)
        with self._listener.busy(request):
            return await self._taken(request)

    async def _taken(self, request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(self._patience.arrival):
                body = await request.read()
            update = self._update(body)
        except TimeoutError:
            return self._listener.turned("too_slow", 408)
        except web.HTTPRequestEntityTooLarge:
            return self._listener.turned("too_large", 413)
        except Exception:  # noqa: BLE001 - a body may be broken in any way: its compression, its encoding, its nesting
            return self._listener.turned("unreadable", 400)
        chat = read.chat(update)
        async with self._lane(chat):
            later = await self._handling.take(update, await self._handling.known([update]))
        return web.Response(status=503 if later else 200)

    def _update(self, body: bytes) -> Update:
        """Parse an update.

        Raises:
            Exception: it is not an update.
        """
        raw = json.loads(body)
        if not read.is_numbered(raw):
            raise TypeError
        return Update.de_json(read.readable(raw), self._bot)

    def _lane(self, chat: int) -> asyncio.Lock:
        """The chat's lock, dropped once nothing waits on it."""
        lock = self._lanes.get(chat) or asyncio.Lock()
        self._lanes[chat] = lock
        return lock


async def _healthy(_: web.Request) -> web.Response:
    return web.Response(text="ok")
