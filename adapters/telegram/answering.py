"""Hands updates to the core one by one, and what it replies to the outbox."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import structlog

from adapters.telegram import read
from adapters.telegram.send import place
from bot.chat import Button, Card, Command, Later, Left, Pressed, Toast, text
from bot.commands import COMMANDS
from bot.words import account as words

if TYPE_CHECKING:
    from telegram import Update

    from adapters.telegram.outbox import Outbox
    from adapters.telegram.read import Press
    from adapters.telegram.send import Sender
    from bot.chat import Address, Ask, Event, Handler, Reply

_NAMES: Final = {spec.name for spec in COMMANDS}
log = structlog.get_logger()


class Answering:
    """What happens to an update between Telegram and the core."""

    def __init__(self, tutor: Handler, ask: Ask, sender: Sender, outbox: Outbox, username: str) -> None:
        self._tutor = tutor
        self._ask = ask
        self._sender = sender
        self._outbox = outbox
        self._username = username
        self._excused: set[str] = set()

    async def take(self, update: Update) -> Later | None:
        """Settle an update and queue the replies; None if it may be confirmed, else what to do about it later.

        Nothing is queued after a `Later` but its excuse, once for a chat until the core answers there again.
        """
        await self._outbox.room()
        event, press = read.event(update, self._username), read.press(update)
        replies = await self._handle(event) if event else []
        later = next((reply for reply in replies if isinstance(reply, Later)), None)
        if later:
            self.excuse(update, later)
            return later
        if event:
            self._excused.discard(event.address.chat)
        self._queue(event, press, replies)
        return None

    def excuse(self, update: Update, later: Later) -> None:
        """Say in an update's chat that it has to wait, unless that was said there already."""
        event = read.event(update, self._username)
        if not event or isinstance(event, Left) or not later.text or event.address.chat in self._excused:
            return
        if event.address.direct or not isinstance(event, Pressed):
            self._excused.add(event.address.chat)
            self._send(event, [Card(later.text)], None)

    async def _handle(self, event: Event) -> list[Reply]:
        try:
            return await self._ask(self._tutor.handle, event)
        except Exception as error:  # noqa: BLE001 - the core promised not to raise; what it did not store is not confirmed
            log.error("an event was not handled", error=type(error).__name__)  # noqa: TRY400 - it may show the event
            return [Later(())]

    def _queue(self, event: Event | None, press: Press | None, replies: list[Reply]) -> None:
        if press:
            toast = next((reply.text for reply in replies if isinstance(reply, Toast)), "")
            self._outbox.put(f"query:{press.query}", partial(self._sender.answer, press.query, toast))
        if isinstance(event, Left):
            self._outbox.drop(event.address.chat)
        elif event:
            self._send(event, self._cards(event, replies), press.message if press else None)

    def _send(self, event: Event, cards: list[Card], pressed: int | None) -> None:
        if cards:
            self._outbox.put(event.address.chat, partial(self._reply, event, cards, pressed))

    async def _reply(self, event: Event, cards: list[Card], pressed: int | None) -> None:
        if not await self._sender.reply(place(event.address), cards, pressed):
            await self._gone(event.id, event.address)

    async def _gone(self, ident: str, address: Address) -> None:
        self._outbox.drop(address.chat)
        if address.direct:
            await self._handle(Left(f"{ident}:left", address))

    def _cards(self, event: Event, replies: list[Reply]) -> list[Card]:
        """Return what is sent as messages: cards, and toasts where there is no press to show them over."""
        if isinstance(event, Pressed):
            return [reply for reply in replies if isinstance(reply, Card)] if event.address.direct else []
        if not event.address.direct:
            return [self._invitation(event)] if replies else []
        return [_card(reply) for reply in replies if not isinstance(reply, Later)]

    def _invitation(self, event: Event) -> Card:
        """Return what stands in a group for a reply: Telegram cannot hide a message there from the others."""
        name = event.name if isinstance(event, Command) else ""
        payload = f"?start={name}" if name in _NAMES else ""
        button = Button(words.OPEN_PRIVATE, url=f"https://t.me/{self._username}{payload}")
        return Card(words.in_private(), ((button,),))


def _card(reply: Card | Toast) -> Card:
    return Card(text(reply.text)) if isinstance(reply, Toast) else reply
