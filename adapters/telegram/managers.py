"""Asks Telegram who may manage a group and whether the bot may write there, only where an answer depends on it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import structlog
from telegram import ChatMemberAdministrator, ChatMemberRestricted

from adapters.telegram import errors, read
from bot.actions import is_managers
from bot.chat import Command, Pressed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from telegram import Bot

    from adapters.telegram.send import Sender
    from adapters.telegram.waiting import Patience
    from bot.chat import Event, Obstacle

T = TypeVar("T")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Known:
    """What Telegram said of groups, by their chats; a chat that was not asked about, or gave no answer, is missing."""

    managers: Mapping[str, frozenset[str]]
    obstacles: Mapping[str, Obstacle]


NOTHING: Final = Known({}, {})


class Managers:
    """Knows nothing for longer than it takes to handle what came in before it asked."""

    def __init__(self, bot: Bot, sender: Sender, patience: Patience) -> None:
        self._bot = bot
        self._sender = sender
        self._patience = patience

    async def of(self, events: Iterable[Event | None]) -> Known:
        """Return what has to be known for these events: all asked at once, and none for long."""
        attempt = [event for event in events if event and _is_managing(event)]
        if not attempt:
            return NOTHING
        people = {event.address.chat for event in attempt if event.address.user}
        places = {event.address.chat for event in attempt if isinstance(event, Command)}
        managers, obstacles = await asyncio.gather(
            self._asked(people, self._administrators), self._asked(places, self._obstacle)
        )
        return Known(managers, obstacles)

    async def _asked(self, chats: Iterable[str], question: Callable[[int], Awaitable[T]]) -> dict[str, T]:
        ordered = sorted(chats)
        found = await asyncio.gather(*(self._bounded(partial(question, int(chat))) for chat in ordered))
        return {chat: answer for chat, answer in zip(ordered, found, strict=True) if answer is not None}

    async def _bounded(self, question: Callable[[], Awaitable[T]]) -> T | None:
        try:
            async with asyncio.timeout(self._patience.question):
                return await self._sender.persist(question, longest=self._patience.question)
        except Exception as error:  # noqa: BLE001 - whatever comes back, or fails to be read, the event is handled
            log.warning("Telegram did not say what was asked about a group", kind=errors.kind(error))
            return None

    async def _administrators(self, chat: int) -> frozenset[str]:
        return frozenset(str(member.user.id) for member in await self._bot.get_chat_administrators(chat))

    async def _obstacle(self, chat: int) -> Obstacle:
        """Return whether the bot may write; of itself it may ask without being an administrator."""
        me = await self._bot.get_chat_member(chat, self._bot.id)
        if isinstance(me, ChatMemberAdministrator):
            return ""
        if isinstance(me, ChatMemberRestricted) and not me.can_send_messages:
            return "forbidden"
        everyone = (await self._bot.get_chat(chat)).permissions
        return "forbidden" if everyone and everyone.can_send_messages is False else ""


def judged(event: Event | None, known: Known) -> Event | None:
    """Return the event with what is known of its person and its place."""
    if not isinstance(event, Command | Pressed) or not _is_managing(event):
        return event
    address = event.address
    if address.user:
        event = replace(event, manager=address.user in known.managers.get(address.chat, ()))
    if isinstance(event, Command) and event.room:
        event = replace(event, room=replace(event.room, obstacle=known.obstacles.get(address.chat, "")))
    return event


def _is_managing(event: Event) -> bool:
    """Tell whether an event is for those who manage the group that it comes from."""
    if event.address.direct:
        return False
    if isinstance(event, Command):
        return event.name in read.MANAGED
    return isinstance(event, Pressed) and is_managers(event.token)
