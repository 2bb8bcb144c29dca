"""Long polling that confirms an update only after the core has committed it."""

from __future__ import annotations

import asyncio
import math
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import structlog
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError

from adapters.telegram import errors, read
from adapters.telegram.managers import NOTHING
from adapters.telegram.transport import NOT_TELEGRAMS, Transport
from adapters.telegram.waiting import Stopping, pause, unless

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Bot, Update

    from adapters.telegram.handle import Handling
    from adapters.telegram.waiting import Patience
    from bot.chat import Stop

T = TypeVar("T")
STALE: Final = 10.0
"""Seconds after which answers about groups are requested again for the remaining updates."""
TOO_MANY: Final = 429
LAST_WORD: Final = 1.0
"""Seconds allowed for the final confirmation at shutdown."""
log = structlog.get_logger()


class UpdatesTransport(Transport):
    """Fetches updates, blanking those the library can't parse instead of failing on them forever."""

    __slots__ = ()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The server's response, with every update in it parsable, and none without a number.

        Raises:
            NetworkError: it is no response of Telegram.
        """
        answer = Transport.parse_json_payload(payload)
        if "result" in answer:
            answer["result"] = _numbered(answer["result"])
        return answer


class Poller:
    """Fetches updates until stopped and passes each on in order."""

    def __init__(self, bot: Bot, handling: Handling, patience: Patience) -> None:
        self._bot = bot
        self._handling = handling
        self._patience = patience
        self._pauses = patience.pauses()
        self._offset: int | None = None
        self.heard_at = time.monotonic()
        """When Telegram last answered a poll."""

    async def run(self, stop: Stop) -> None:
        """Poll until `stop` is set, waiting out failures of any kind."""
        with suppress(Stopping):
            await self._ask(stop, lambda: self._bot.delete_webhook(drop_pending_updates=False))
            while True:
                await self._hand_on(await self._ask(stop, self._updates), stop)
        await self._confirm()

    async def _hand_on(self, updates: Sequence[Update], stop: Stop) -> None:
        """Pass updates on until the core refuses one; the rest stay unconfirmed and are redelivered."""
        known, asked_at = NOTHING, -math.inf
        for number, update in enumerate(updates):
            if time.monotonic() - asked_at > STALE:
                known, asked_at = (
                    await unless(stop, 0.0, partial(self._handling.known, updates[number:])),
                    time.monotonic(),
                )
            later = await unless(stop, self._patience.stop, partial(self._handling.take, update, known))
            if later:
                for behind in updates[number + 1 :]:
                    self._handling.excuse(behind, later)
                await pause(stop, next(self._pauses))
                return
            self._offset = update.update_id + 1
            self._pauses = self._patience.pauses()

    async def _updates(self) -> Sequence[Update]:
        found = await self._bot.get_updates(self._offset, timeout=self._patience.poll, allowed_updates=read.UPDATES)
        self.heard_at = time.monotonic()
        return sorted(found, key=lambda update: update.update_id)

    async def _ask(self, stop: Stop, request: Callable[[], Awaitable[T]]) -> T:
        """Repeat a request until it succeeds, however long the server or network refuses it."""
        pauses = self._patience.pauses()
        while True:
            try:
                return await unless(stop, 0.0, request)
            except RetryAfter as error:
                wait = errors.seconds(error)
            except TelegramError as error:
                wait = next(pauses)
                _report(error)
            await pause(stop, wait)

    async def _confirm(self) -> None:
        """Confirm handled updates at shutdown, so that they are not redelivered."""
        if self._offset is not None:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(LAST_WORD):
                    await self._bot.get_updates(self._offset, limit=1, timeout=0, allowed_updates=read.UPDATES)


def _numbered(given: object) -> list[dict[str, Any]]:
    """The updates that have a number, without which none can be confirmed.

    Raises:
        NetworkError: there are none among what was given, so asking again at once would go on forever.
    """
    found = [each for each in given if read.is_numbered(each)] if isinstance(given, list) else []
    if given != [] and not found:
        raise NetworkError(NOT_TELEGRAMS)
    return [read.readable(each) for each in found]


def _report(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        log.error("another process fetches updates with this token, or a webhook is set: only one can")
    else:
        log.warning("updates could not be fetched", kind=errors.kind(error))
