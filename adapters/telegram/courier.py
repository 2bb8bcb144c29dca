"""The adapter as seen by `main.py`: serves one bot and delivers pushes to its chats."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final, Self

import structlog
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from adapters.telegram import errors, read
from adapters.telegram.api import Calls
from adapters.telegram.budget import Budget, Pace
from adapters.telegram.commands import register
from adapters.telegram.handle import Handling
from adapters.telegram.login import connect
from adapters.telegram.managers import Managers
from adapters.telegram.outbox import Outbox
from adapters.telegram.places import place
from adapters.telegram.poll import Poller
from adapters.telegram.posts import Posts
from adapters.telegram.profile import introduce
from adapters.telegram.send import Sender
from adapters.telegram.waiting import Patience
from bot.chat import Delivery

if TYPE_CHECKING:
    from types import TracebackType

    from telegram import Bot

    from adapters.telegram.webhook import Server, Webhook
    from bot.chat import Ask, Handler, Push, Stop

MAX_SENDS: Final = 200
"""Chats being replied to at once; at the limit, no more updates are accepted."""
API_URL: Final = "https://api.telegram.org/bot"
FILE_URL: Final = "https://api.telegram.org/file/bot"
log = structlog.get_logger()


class Telegram:
    """One Telegram bot; an asynchronous context manager that connects and disconnects it."""

    platform: Final = read.PLATFORM

    def __init__(
        self,
        tutor: Handler,
        ask: Ask,
        *,
        token: str,
        api_url: str = API_URL,
        file_url: str = FILE_URL,
        webhook: Webhook | None = None,
        patience: Patience | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._tutor = tutor
        self._ask = ask
        self._where = (token, api_url, file_url)
        self._webhook = webhook
        self._patience = patience or Patience()
        self._pace = pace or Pace()
        self._server: Server | None = None
        self._poller: Poller | None = None

    async def __aenter__(self) -> Self:
        self._bot: Bot = await connect(*self._where, self._patience)
        calls, budget = Calls(self._bot), Budget(self._pace)
        self._sender = Sender(self._bot, calls, budget, self._patience)
        self._posts = Posts(calls, budget)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._bot.shutdown()

    @property
    def port(self) -> int:
        """TCP port the webhook server listens on; 0 until it does."""
        return self._server.port if self._server else 0

    @property
    def silence(self) -> float:
        """Seconds since Telegram last answered a poll; 0 with a webhook, where silence is normal."""
        return time.monotonic() - self._poller.heard_at if self._poller else 0.0

    @property
    def remark(self) -> str:
        """Say whether people can ask from any chat; known once signed in."""
        if self._bot.bot.supports_inline_queries:
            return "inline mode is on"
        return "inline mode is off (optional: send /setinline to @BotFather)"

    async def serve(self, stop: Stop) -> None:
        """Answer updates until `stop` is set, then return within 5 seconds.

        Raises:
            ConfigurationError: the webhook's port or address cannot be used.
        """
        outbox = Outbox(MAX_SENDS)
        managers = Managers(self._bot, self._sender, self._patience)
        handling = Handling(self._tutor, self._ask, self._sender, outbox, managers, self._bot, self._patience.hello)
        about = (self._tutor, self._ask, self._bot, self._sender)
        profile = [asyncio.create_task(register(*about)), asyncio.create_task(introduce(*about))]
        try:
            await self._fetch(handling, stop)
        finally:
            for task in profile:
                task.cancel()
            await asyncio.gather(*profile, return_exceptions=True)
            await outbox.close(self._patience.stop)

    async def deliver(self, push: Push) -> Delivery:
        """Send every card of the push, one attempt each; never raises."""
        try:
            return await (self._said(push) if push.address.direct else self._posts.deliver(push))
        except RetryAfter as error:
            return Delivery("retry", errors.seconds(error))
        except ChatMigrated as error:
            return Delivery("moved", chat=str(error.new_chat_id))
        except TelegramError as error:
            log.warning("a push was not sent", kind=errors.kind(error))
            return _undelivered(push, error)
        except Exception as error:  # noqa: BLE001 - the scheduler relies on a result
            log.error("a push failed", error=type(error).__name__)  # noqa: TRY400 - a traceback may show an address
            return Delivery("retry")

    async def _said(self, push: Push) -> Delivery:
        where = place(push.address)
        for card in push.replies:
            await self._sender.post(where, card)
        return Delivery("sent", chat="" if push.address.chat else str(where.chat))

    async def _fetch(self, handling: Handling, stop: Stop) -> None:
        if self._webhook:
            from adapters.telegram.webhook import Server  # noqa: PLC0415 - the web server takes a tenth of the start

            self._server = Server(self._webhook, self._bot, handling, self._patience)
            await self._server.run(stop, self._sender)
        else:
            self._poller = Poller(self._bot, handling, self._patience)
            await self._poller.run(stop)


def _undelivered(push: Push, error: TelegramError) -> Delivery:
    if push.address.direct:
        return Delivery("gone" if errors.is_gone(error) else "retry")
    why = errors.obstacle(error)
    return Delivery("gone", why=why) if why else Delivery("retry")
