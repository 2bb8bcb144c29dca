"""Long polling that confirms an update only after the core has committed it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import structlog
from telegram.error import Conflict, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from adapters.telegram import errors, read
from adapters.telegram.waiting import Stopping, pause, unless

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from typing import Any

    from telegram import Bot, Update

    from adapters.telegram.handle import Answering
    from adapters.telegram.waiting import Patience

T = TypeVar("T")
LAST_WORD: Final = 1.0
"""Seconds that the confirmation at a stop may take."""
log = structlog.get_logger()


class UpdatesRequest(HTTPXRequest):
    """Fetches updates, and empties those that the library cannot parse instead of failing on them for ever."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the answer of the server, each update in it readable."""
        answer = HTTPXRequest.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = [read.readable(update) for update in answer["result"]]
        return answer


class Poller:
    """Fetches updates for ever and hands each on in order."""

    def __init__(self, bot: Bot, answering: Answering, patience: Patience) -> None:
        self._bot = bot
        self._answering = answering
        self._patience = patience
        self._pauses = patience.pauses()
        self._offset: int | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; a failure of any kind is waited out."""
        with suppress(Stopping):
            await self._ask(stop, lambda: self._bot.delete_webhook(drop_pending_updates=False))
            while True:
                await self._hand_on(await self._ask(stop, self._updates), stop)
        await self._confirm()

    async def _hand_on(self, updates: Sequence[Update], stop: asyncio.Event) -> None:
        """Hand updates on as far as the core takes them; the rest stays unconfirmed and comes again."""
        known = await unless(stop, 0.0, partial(self._answering.known, updates))
        for number, update in enumerate(updates):
            later = await unless(stop, self._patience.stop, partial(self._answering.take, update, known))
            if later:
                for behind in updates[number + 1 :]:
                    self._answering.excuse(behind, later)
                await pause(stop, next(self._pauses))
                return
            self._offset = update.update_id + 1
            self._pauses = self._patience.pauses()

    async def _updates(self) -> Sequence[Update]:
        found = await self._bot.get_updates(self._offset, timeout=self._patience.poll, allowed_updates=read.UPDATES)
        return sorted(found, key=lambda update: update.update_id)

    async def _ask(self, stop: asyncio.Event, request: Callable[[], Awaitable[T]]) -> T:
        """Return the answer to a request, however long the server or the network refuses it."""
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
        """Tell the server at a stop what was handled, so that it does not come again."""
        if self._offset is not None:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(LAST_WORD):
                    await self._bot.get_updates(self._offset, limit=1, timeout=0, allowed_updates=read.UPDATES)


def _report(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        log.error("another process fetches updates with this token, or a webhook is set: only one can")
    else:
        log.warning("updates could not be fetched", kind=errors.kind(error))
