"""Sends messages: one attempt for a push, as many as it takes within bounds for a reply."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import structlog
from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from adapters.drawing import NAME, drawn
from adapters.telegram import refusals
from adapters.telegram.render import caption, keyboard, markup, messages, plain, told

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Bot

    from adapters.drawing import Drawn
    from adapters.telegram.render import Message
    from adapters.telegram.waiting import Patience
    from bot.chat import Address, Card, File, Rows

T = TypeVar("T")
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
PHOTO: Final = "photo"
"""Why nothing is edited: what takes the message's place is a photo."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a chat, and a topic of it or None."""

    chat: int
    thread: int | None = None


def place(address: Address) -> Place:
    """Return where an address is; a private chat has the person's own number."""
    return Place(int(address.chat or address.user), int(address.thread) if address.thread else None)


class Sender:
    """Sends cards to places."""

    def __init__(self, bot: Bot, patience: Patience) -> None:
        self._bot = bot
        self._patience = patience

    async def post(self, where: Place, card: Card) -> None:
        """Send a card as new messages, one attempt each.

        Raises:
            TelegramError: the first failure; what follows it was not tried.
        """
        for message in messages(*await drawn(card)):
            await self._new(where, message)

    async def reply(self, where: Place, cards: Sequence[Card], pressed: int | None = None) -> bool:
        """Send cards with patience, the replacing one as an edit of the message that was pressed.

        Returns:
            False if the chat is gone. Any other failure is logged, and ends the reply.
        """
        try:
            for card in cards:
                await self._reply(where, card, pressed if card.replace else None)
        except TelegramError as error:
            log.warning("a reply was not sent", kind=refusals.kind(error))
            return not refusals.is_gone(error)
        return True

    async def answer(self, query: str, toast: str) -> None:
        """End the wait of someone who pressed, with a toast or without. A failure is logged."""
        try:
            await self.persist(lambda: self._bot.answer_callback_query(query, text=toast or None))
        except TelegramError as error:
            log.info("a press was not answered", kind=refusals.kind(error))

    async def persist(self, call: Callable[[], Awaitable[T]]) -> T:
        """Return the call's result: repeated as told after a 429, and a bounded number of times over a failing network.

        A call whose response was lost may so take effect twice.

        Raises:
            TelegramError: refused otherwise, or the network failed too often.
        """
        pauses = self._patience.pauses()
        failures = 0
        while True:
            try:
                return await call()
            except RetryAfter as error:
                await asyncio.sleep(refusals.seconds(error))
            except BadRequest:
                raise
            except NetworkError:
                failures += 1
                if failures == self._patience.tries:
                    raise
                await asyncio.sleep(next(pauses))

    async def _reply(self, where: Place, card: Card, pressed: int | None) -> None:
        for message in messages(*await drawn(card)):
            if pressed is None:
                await self.persist(partial(self._new, where, message))
            else:
                await self._in_place(where, pressed, message)
            pressed = None  # the pages after the first are new messages

    async def _in_place(self, where: Place, pressed: int, message: Message) -> None:
        """Edit a message; where that is refused send it anew, and take the buttons from one that has turned kind."""
        refused = PHOTO if message.photo else await self._refused(where, pressed, message)
        if refused:
            await self.persist(partial(self._new, where, message))
        if refused in (PHOTO, refusals.NO_TEXT):  # a photo does not turn into a text, nor a text into a photo
            await self._strip(where, pressed)

    async def _refused(self, where: Place, pressed: int, message: Message) -> str:
        """Edit a message; return the kind of the refusal (gone, too old, a file), "" if the message is as it should."""
        edit = partial(self._edit, where, pressed, message.rows)
        try:
            await self.persist(lambda: _styled(markup(message.body), plain(message.body), edit))
        except BadRequest as error:
            found = refusals.kind(error)
            return "" if found == refusals.NOT_MODIFIED else found
        return ""

    async def _strip(self, where: Place, pressed: int) -> None:
        """Take the buttons from a message that another one replaces. A refusal is logged."""
        try:
            await self.persist(lambda: self._bot.edit_message_reply_markup(where.chat, pressed))
        except BadRequest as error:
            log.info("old buttons were not removed", kind=refusals.kind(error))

    async def _new(self, where: Place, message: Message) -> None:
        if message.photo:
            await self._shown(where, message, message.photo)
            return
        send = partial(self._document, where, message.rows, message.file) if message.file else None
        await _styled(markup(message.body), plain(message.body), send or partial(self._text, where, message.rows))

    async def _shown(self, where: Place, message: Message, photo: Drawn) -> None:
        """Send a photo; what Telegram does not take for one is said in words."""
        said = told(message)
        try:
            await _styled(caption(message), plain(said), partial(self._photo, where, message.rows, photo))
        except (BadRequest, NetworkError) as error:
            if not refusals.is_about_photo(error):
                raise
            log.error("a picture was refused", kind=refusals.kind(error))  # noqa: TRY400 - the text may quote the message
            await _styled(markup(said), plain(said), partial(self._text, where, message.rows))

    async def _photo(self, where: Place, rows: Rows, photo: Drawn, said: str, mode: str | None) -> None:
        await self._bot.send_photo(
            where.chat,
            photo.content,
            filename=NAME,
            caption=said or None,
            parse_mode=mode if said else None,
            message_thread_id=where.thread,
            reply_markup=keyboard(rows),
        )

    async def _text(self, where: Place, rows: Rows, text: str, mode: str | None) -> None:
        await self._bot.send_message(
            where.chat,
            text,
            parse_mode=mode,
            link_preview_options=NO_PREVIEW,
            message_thread_id=where.thread,
            reply_markup=keyboard(rows),
        )

    async def _document(self, where: Place, rows: Rows, file: File, text: str, mode: str | None) -> None:
        await self._bot.send_document(
            where.chat,
            file.content,
            filename=file.name,
            caption=text or None,
            parse_mode=mode if text else None,
            message_thread_id=where.thread,
            reply_markup=keyboard(rows),
        )

    async def _edit(self, where: Place, pressed: int, rows: Rows, text: str, mode: str | None) -> None:
        await self._bot.edit_message_text(
            text,
            where.chat,
            pressed,
            parse_mode=mode,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard(rows),
        )


async def _styled(html: str, plain: str, send: Callable[[str, str | None], Awaitable[None]]) -> None:
    """Send a text as HTML, and once more without styles should Telegram not understand it."""
    try:
        return await send(html, ParseMode.HTML)
    except BadRequest as error:
        if refusals.kind(error) != refusals.UNPARSABLE:
            raise
    log.error("markup was refused", kind=refusals.UNPARSABLE)
    return await send(plain, None)
