"""Pass updates to the core one at a time and queue its replies in the outbox."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, TypeGuard

import structlog

from adapters.telegram import errors, read
from adapters.telegram.managers import judged
from adapters.telegram.places import Place, place
from adapters.telegram.render import link
from bot import metrics
from bot.chat import Added, Button, Card, Command, Later, Left, Pressed, Removed, Said, Toast, text
from bot.commands import COMMANDS
from bot.words import account as words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import Bot, Update

    from adapters.telegram.managers import Known, Managers
    from adapters.telegram.outbox import Outbox
    from adapters.telegram.read import Press, Query
    from adapters.telegram.send import Sender
    from bot.chat import Address, Article, Ask, Event, Handler, Reply

MAX_WAITING: Final = 20
"""Replies queued for one group's rate limit. Beyond that, new ones are dropped: each is for someone else."""
_NAMES: Final = {spec.name for spec in COMMANDS} - read.MANAGED
log = structlog.get_logger()


class Handling:
    """Processes an update between Telegram and the core."""

    def __init__(
        self, tutor: Handler, ask: Ask, sender: Sender, outbox: Outbox, managers: Managers, bot: Bot, hello: float
    ) -> None:
        """`hello` is how many seconds to wait before greeting a supergroup that seems new."""
        self._tutor = tutor
        self._ask = ask
        self._sender = sender
        self._outbox = outbox
        self._managers = managers
        self._username, self._bot = bot.username, bot.id
        self._hello = hello
        self._excused: set[str] = set()

    async def known(self, updates: Iterable[Update]) -> Known:
        """Look up what the updates require about their groups."""
        return await self._managers.of([self._read(update) for update in updates])

    async def take(self, update: Update, known: Known) -> Later | None:
        """Handle an update and queue the replies. None if it can be confirmed; otherwise the core's `Later`.

        After a `Later`, only its excuse is queued, once per chat until the core answers there again.
        """
        await self._outbox.room()
        if asked := read.query(update):
            await self._offer(asked)
            return None
        event, press = judged(self._read(update), known), read.press(update)
        if event:
            metrics.arrived(event)
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
        """Tell an update's chat that it has to wait, unless it has already been told."""
        event = self._read(update)
        if not isinstance(event, Command | Said | Pressed) or not later.text or event.address.chat in self._excused:
            return
        if event.address.direct or not isinstance(event, Pressed):
            self._excused.add(event.address.chat)
            self._send(event, [Card(later.text)], None)

    def _read(self, update: Update) -> Event | None:
        """The update's event. Its id names the bot, since each bot numbers its updates for itself."""
        event = read.event(update, self._username)
        return replace(event, id=f"{event.id}:{self._bot}") if event else None

    async def _offer(self, asked: Query) -> None:
        """Offer results for a text being typed in some chat; if the core fails, the list stays empty."""
        found: list[Article] = []
        try:
            found = await self._ask(self._tutor.lookup, asked.text, asked.user)
        except Exception as error:  # noqa: BLE001 - as in _handle; nothing was to be stored
            log.error("a query was not looked up", error=type(error).__name__)  # noqa: TRY400 - it may show the text
        self._outbox.put(f"inline:{asked.id}", partial(self._sender.offer, asked.id, found))

    async def _handle(self, event: Event) -> list[Reply]:
        try:
            return await self._ask(self._tutor.handle, event)
        except Exception as error:  # noqa: BLE001 - the core should not raise; unstored events stay unconfirmed
            log.error("an event was not handled", error=type(error).__name__)  # noqa: TRY400 - it may show the event
            return [Later(())]

    def _queue(self, event: Event | None, press: Press | None, replies: list[Reply]) -> None:
        if press:
            said, alert = _answer(event, replies)
            start = _start(event, replies)
            url = link(self._username, start) if start else ""
            answer = partial(self._sender.answer, press.query, "" if url else said, alert=alert, url=url)
            self._outbox.put(f"query:{press.query}", answer)
        if isinstance(event, Added) and event.unsure:
            self._outbox.put(f"hello:{event.address.chat}", partial(self._greet, event))
        if isinstance(event, Removed) or (isinstance(event, Left) and event.address.direct):
            self._outbox.drop(event.address.chat)
        elif event and event.address.direct:
            self._send(event, _direct(event, replies), press.message if press else None)
        elif event:
            self._send(event, [reply for reply in replies if _is_open(reply)], press.message if press else None)
            self._apart(event, [reply for reply in replies if not _is_open(reply)])

    def _apart(self, event: Event, replies: list[Reply]) -> None:
        """Show replies meant only for the sender of a group command: this Bot API can't hide messages in a group."""
        if not replies or not isinstance(event, Command):
            return
        if event.name in read.JUDGED and event.address.user:
            kept = _judged(event, replies)
            if not kept:
                return
            self._whisper(event, [_card(reply) for reply in kept if not isinstance(reply, Later)], invite=True)
        else:
            self._send(event, [self._invitation(event.name)], None)

    async def _greet(self, event: Added) -> None:
        """Greet a group once it is clear that it is new."""
        await asyncio.sleep(self._hello)
        sure = replace(event, id=f"{event.id}:sure", unsure=False)
        self._send(sure, [reply for reply in await self._handle(sure) if _is_open(reply)], None)

    def _send(self, event: Event, cards: list[Card], pressed: int | None) -> None:
        lane = event.address.chat
        if not cards:
            return
        if event.address.direct:
            self._outbox.put_newest(lane, partial(self._reply, event, cards, pressed))
        elif self._outbox.waiting(lane) >= MAX_WAITING:
            log.warning("too many replies wait in a group: one was given up")
        else:
            self._outbox.put(lane, partial(self._reply, event, cards, pressed))

    def _whisper(self, event: Event, cards: list[Card], *, invite: bool) -> None:
        self._outbox.put_newest(event.address.user, partial(self._whispered, event, cards, invite=invite))

    async def _reply(self, event: Event, cards: list[Card], pressed: int | None, *, tell: bool = True) -> None:
        refused = await self._sender.reply(place(event.address), cards, pressed)
        metrics.shown(event)
        if refused and errors.is_gone(refused):
            await self._gone(event.id, event.address)
        if event.address.direct or not isinstance(event, Command) or not event.address.user:
            return
        if tell and refused and errors.obstacle(refused) in ("forbidden", "closed"):
            self._whisper(event, [Card(words.no_writing_there())], invite=False)

    async def _whispered(self, event: Event, cards: list[Card], *, invite: bool) -> None:
        """Write to the direct chat of someone who wrote in a group, or invite them there."""
        refused = await self._sender.reply(Place(int(event.address.user)), cards)
        if refused and errors.is_gone(refused) and invite:
            self._outbox.put(event.address.chat, partial(self._reply, event, [self._invitation()], None, tell=False))

    async def _gone(self, ident: str, address: Address) -> None:
        self._outbox.drop(address.chat)
        if address.direct:
            await self._handle(Left(f"{ident}:left", address))

    def _invitation(self, name: str = "") -> Card:
        """Placeholder in a group for a private reply, since this Bot API can't hide messages from others."""
        address = link(self._username, name if name in _NAMES else "")
        return Card(words.in_private(), ((Button(words.OPEN_PRIVATE, url=address),),))


def _answer(event: Event | None, replies: list[Reply]) -> tuple[str, bool]:
    """The response to a press and whether it is an alert: in a group, a private card's short form."""
    cards = [reply for reply in replies if isinstance(reply, Card) and not reply.open]
    brief = next((card.brief for card in cards if card.brief), "")
    if brief and event and not event.address.direct:
        return brief, True
    return next((reply.text for reply in replies if isinstance(reply, Toast)), ""), False


def _start(event: Event | None, replies: list[Reply]) -> str:
    """The payload with which a group's press opens the private chat; "" for none."""
    if event is None or event.address.direct:
        return ""
    return next((reply.start for reply in replies if isinstance(reply, Card) and not reply.open and reply.start), "")


def _direct(event: Event, replies: list[Reply]) -> list[Card]:
    """The replies to send as messages: cards, plus toasts if there is no press to show them over."""
    if isinstance(event, Pressed):
        return [reply for reply in replies if isinstance(reply, Card)]
    return [_card(reply) for reply in replies if not isinstance(reply, Later)]


def _card(reply: Card | Toast) -> Card:
    return Card(text(reply.text)) if isinstance(reply, Toast) else reply


def _is_open(reply: Reply) -> TypeGuard[Card]:
    return isinstance(reply, Card) and reply.open


def _judged(event: Command, replies: list[Reply]) -> list[Reply]:
    """What is worth a private message: everything for a manager, and in a live round what the group does not see."""
    return replies if event.name in read.MANAGED else [reply for reply in replies if not isinstance(reply, Toast)]
