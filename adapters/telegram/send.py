"""Send messages: one attempt for a push, a bounded number for a reply."""

from __future__ import annotations

import asyncio
import math
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import structlog
from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError

from adapters.drawing import drawn
from adapters.telegram import errors
from adapters.telegram.places import Place
from adapters.telegram.render import messages, offered

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Bot

    from adapters.drawing import Drawn
    from adapters.telegram.api import Calls
    from adapters.telegram.budget import Budget
    from adapters.telegram.render import Message
    from adapters.telegram.waiting import Patience
    from bot.chat import Article, Card

T = TypeVar("T")
FRESH: Final = 300
"""Seconds for which Telegram may show the same results to everyone who types the same text."""
PHOTO: Final = "photo"
"""Reason for not editing: the replacement is a photo."""
log = structlog.get_logger()


class Sender:
    """Sends cards to chats and topics."""

    def __init__(self, bot: Bot, calls: Calls, budget: Budget, patience: Patience) -> None:
        self._bot = bot
        self._calls = calls
        self._budget = budget
        self._patience = patience

    async def post(self, where: Place, card: Card) -> None:
        """Send a card as new messages, one attempt each.

        Raises:
            TelegramError: the first failure; nothing after it was tried.
        """
        for message in messages(*await drawn(card)):
            await self._sent(where, message)

    async def reply(self, where: Place, cards: Sequence[Card], pressed: int | None = None) -> TelegramError | None:
        """Send cards with retries; a replacing card edits the pressed message.

        If a group has become a supergroup, follows it to its new id.

        Returns:
            The refusal that ended the reply, already logged; None if everything was sent.
        """
        try:
            for card in cards:
                where = await self._follow(where, card, pressed if card.replace else None)
        except TelegramError as error:
            log.warning("a reply was not sent", kind=errors.kind(error))
            return error
        return None

    async def answer(self, query: str, said: str, *, alert: bool, url: str = "") -> None:
        """Answer a callback query with a toast, an alert, a link that opens, or nothing. Failures are logged."""
        shown = True if alert else None
        answer = partial(self._bot.answer_callback_query, query, said or None, show_alert=shown, url=url or None)
        try:
            await self.persist(answer)
        except TelegramError as error:
            log.info("a press was not answered", kind=errors.kind(error))

    async def offer(self, query: str, found: Sequence[Article]) -> None:
        """Show results to someone who types after the bot's name. One attempt: the next letter triggers a new query.

        An empty list may be one person's, so Telegram is not to show it to others.
        """
        results = [offered(article) for article in found]
        try:
            await self._bot.answer_inline_query(query, results, cache_time=FRESH if found else 0)
        except TelegramError as error:
            log.info("a query was not answered", kind=errors.kind(error))

    async def persist(self, call: Callable[[], Awaitable[T]], *, longest: float = math.inf) -> T:
        """Call until it succeeds, waiting out 429s and retrying network failures a limited number of times.

        A call whose response was lost may take effect twice.

        Args:
            call: the request to make.
            longest: longest wait, in seconds, to accept from a 429.

        Raises:
            TelegramError: refused for another reason, or the network failed too often.
        """
        pauses = self._patience.pauses()
        failures = 0
        while True:
            try:
                return await call()
            except RetryAfter as error:
                wait = errors.seconds(error)
                if wait > longest:
                    raise
            except BadRequest:
                raise
            except NetworkError:
                failures += 1
                if failures == self._patience.tries:
                    raise
                wait = next(pauses)
            await asyncio.sleep(wait)

    async def _follow(self, where: Place, card: Card, pressed: int | None) -> Place:
        """Send a card and return its destination, which changes if the group has a new id."""
        try:
            await self._reply(where, card, pressed)
        except ChatMigrated as error:
            where = Place(error.new_chat_id)
            await self._reply(where, card, None)
        return where

    async def _reply(self, where: Place, card: Card, pressed: int | None) -> None:
        for message in messages(*await self._drawn(where, card)):
            await self._budget.wait(where.chat)
            if pressed is None:
                await self._new(where, message)
            else:
                await self._in_place(where, pressed, message)
            pressed = None  # the pages after the first are new messages

    async def _drawn(self, where: Place, card: Card) -> tuple[Card, Drawn | None]:
        """Draw a card's picture; if that takes a while, the chat shows that a picture is on its way."""
        if card.picture is None:
            return await drawn(card)
        async with asyncio.TaskGroup() as group:
            announcing = group.create_task(self._announce(where))
            found = await drawn(card)
            announcing.cancel()
        return found

    async def _announce(self, where: Place) -> None:
        await asyncio.sleep(self._patience.drawing)
        with suppress(TelegramError):
            await self._bot.send_chat_action(where.chat, ChatAction.UPLOAD_PHOTO, message_thread_id=where.thread)

    async def _new(self, where: Place, message: Message) -> None:
        await self.persist(partial(self._sent, where, message))

    async def _sent(self, where: Place, message: Message) -> None:
        async with self._budget.message(where.chat):
            await self._calls.new(where, message)

    async def _in_place(self, where: Place, pressed: int, message: Message) -> None:
        """Edit a message, or send a new one if refused; if it was a photo or file, also remove the old buttons."""
        refused = PHOTO if message.photo else await self._refused(where, pressed, message)
        if refused:
            self._budget.spend(where.chat)
            await self._new(where, message)
        if refused in (PHOTO, errors.NO_TEXT):  # this adapter does not turn a text into a photo or a photo into a text
            await self._strip(where, pressed)

    async def _refused(self, where: Place, pressed: int, message: Message) -> str:
        """Edit a message; return the kind of refusal (gone, too old, a file), "" if it now reads as intended."""
        try:
            await self.persist(partial(self._calls.edit, where, pressed, message))
        except BadRequest as error:
            found = errors.kind(error)
            return "" if found == errors.NOT_MODIFIED else found
        return ""

    async def _strip(self, where: Place, pressed: int) -> None:
        """Remove the buttons of a message that was replaced. Refusals are logged."""
        try:
            await self.persist(partial(self._calls.strip, where, pressed))
        except BadRequest as error:
            log.info("old buttons were not removed", kind=errors.kind(error))
