"""Sends messages: one attempt for a push, as many as it takes within bounds for a reply."""

from __future__ import annotations

import asyncio
import math
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import structlog
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError

from adapters.drawing import drawn
from adapters.telegram import errors
from adapters.telegram.places import Place
from adapters.telegram.render import messages, offered

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Bot

    from adapters.telegram.api import Calls
    from adapters.telegram.budget import Budget
    from adapters.telegram.render import Message
    from adapters.telegram.waiting import Patience
    from bot.chat import Article, Card

T = TypeVar("T")
FRESH: Final = 300
"""Seconds for which Telegram may show the same results to everyone who types the same."""
PHOTO: Final = "photo"
"""Why nothing is edited: what takes the message's place is a photo."""
log = structlog.get_logger()


class Sender:
    """Sends cards to places."""

    def __init__(self, bot: Bot, calls: Calls, budget: Budget, patience: Patience) -> None:
        self._bot = bot
        self._calls = calls
        self._budget = budget
        self._patience = patience

    async def post(self, where: Place, card: Card) -> None:
        """Send a card as new messages, one attempt each.

        Raises:
            TelegramError: the first failure; what follows it was not tried.
        """
        for message in messages(*await drawn(card)):
            await self._calls.new(where, message)

    async def reply(self, where: Place, cards: Sequence[Card], pressed: int | None = None) -> TelegramError | None:
        """Send cards with patience, the replacing one as an edit of the message that was pressed.

        A group that has become a supergroup is followed to its new number.

        Returns:
            The refusal that ended the reply, which is logged; None if all was sent.
        """
        try:
            for card in cards:
                where = await self._follow(where, card, pressed if card.replace else None)
        except TelegramError as error:
            log.warning("a reply was not sent", kind=errors.kind(error))
            return error
        return None

    async def answer(self, query: str, said: str, *, alert: bool) -> None:
        """End the wait of someone who pressed, with a toast, an alert or nothing. A failure is logged."""
        answer = partial(self._bot.answer_callback_query, query, said or None, show_alert=True if alert else None)
        try:
            await self.persist(answer)
        except TelegramError as error:
            log.info("a press was not answered", kind=errors.kind(error))

    async def offer(self, query: str, found: Sequence[Article]) -> None:
        """Show results to someone who types behind the bot's name. One attempt: the next letter asks anew."""
        results = [offered(article) for article in found]
        try:
            await self._bot.answer_inline_query(query, results, cache_time=FRESH)
        except TelegramError as error:
            log.info("a query was not answered", kind=errors.kind(error))

    async def persist(self, call: Callable[[], Awaitable[T]], *, longest: float = math.inf) -> T:
        """Return the call's result: repeated as told after a 429, and a bounded number of times over a failing network.

        A call whose response was lost may so take effect twice.

        Args:
            call: what to do.
            longest: the seconds that a 429 may tell to wait.

        Raises:
            TelegramError: refused otherwise, or the network failed too often.
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
        """Send a card; return where, which is another chat if the group has a new number."""
        try:
            await self._reply(where, card, pressed)
        except ChatMigrated as error:
            where = Place(error.new_chat_id)
            await self._reply(where, card, None)
        return where

    async def _reply(self, where: Place, card: Card, pressed: int | None) -> None:
        for message in messages(*await drawn(card)):
            await self._budget.wait(where.chat)
            if pressed is None:
                await self._new(where, message)
            else:
                await self._in_place(where, pressed, message)
            pressed = None  # the pages after the first are new messages

    async def _new(self, where: Place, message: Message) -> None:
        await self.persist(partial(self._calls.new, where, message))

    async def _in_place(self, where: Place, pressed: int, message: Message) -> None:
        """Edit a message; where that is refused send it anew, and take the buttons from one that has turned kind."""
        refused = PHOTO if message.photo else await self._refused(where, pressed, message)
        if refused:
            self._budget.spend(where.chat)
            await self._new(where, message)
        if refused in (PHOTO, errors.NO_TEXT):  # here a photo does not turn into a text, nor a text into a photo
            await self._strip(where, pressed)

    async def _refused(self, where: Place, pressed: int, message: Message) -> str:
        """Edit a message; return the kind of the refusal (gone, too old, a file), "" if the message is as it should."""
        try:
            await self.persist(partial(self._calls.edit, where, pressed, message))
        except BadRequest as error:
            found = errors.kind(error)
            return "" if found == errors.NOT_MODIFIED else found
        return ""

    async def _strip(self, where: Place, pressed: int) -> None:
        """Take the buttons from a message that another one replaces. A refusal is logged."""
        try:
            await self.persist(partial(self._calls.strip, where, pressed))
        except BadRequest as error:
            log.info("old buttons were not removed", kind=errors.kind(error))
