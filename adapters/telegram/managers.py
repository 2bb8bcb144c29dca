"""Ask Telegram who may manage a group and whether the bot may write there, only when a reply depends on it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

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
    """Telegram's answers about groups, by chat; chats that weren't asked about or gave no answer are absent."""

    managers: Mapping[str, frozenset[str]]
    obstacles: Mapping[str, Obstacle]


NOTHING: Final = Known({}, {})


class Managers:
    """Looks up managers and obstacles; remembers the answers for seconds, so that no one can make it ask at will."""

    def __init__(
        self, bot: Bot, sender: Sender, patience: Patience, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._bot = bot
        self._sender = sender
        self._patience, self._clock = patience, clock
        self._held: dict[tuple[str, str], tuple[float, Any]] = {}

    async def of(self, events: Iterable[Event | None]) -> Known:
        """Look up what these events require, concurrently and with a short time limit."""
        managing = [event for event in events if event and _is_managing(event)]
        if not managing:
            return NOTHING
        people = {event.address.chat for event in managing if event.address.user}
        places = {event.address.chat for event in managing if isinstance(event, Command)}
        managers, obstacles = await asyncio.gather(
            self._asked("managers", people, self._administrators), self._asked("obstacle", places, self._obstacle)
        )
        return Known(managers, obstacles)

    async def _asked(self, what: str, chats: Iterable[str], question: Callable[[int], Awaitable[T]]) -> dict[str, T]:
        ordered = sorted(chats)
        found = await asyncio.gather(*(self._known(what, chat, question) for chat in ordered))
        return {chat: answer for chat, answer in zip(ordered, found, strict=True) if answer is not None}

    async def _known(self, what: str, chat: str, question: Callable[[int], Awaitable[T]]) -> T | None:
        """An answer that is seconds old, or a new one; a missing answer is not remembered."""
        now = self._clock()
        self._held = {key: held for key, held in self._held.items() if held[0] > now}
        if (what, chat) in self._held:
            return self._held[what, chat][1]  # type: ignore[no-any-return]
        found = await self._bounded(partial(question, int(chat)))
        if found is not None and self._patience.managers:
            self._held[what, chat] = (now + self._patience.managers, found)
        return found

    async def _bounded(self, question: Callable[[], Awaitable[T]]) -> T | None:
        try:
            async with asyncio.timeout(self._patience.question):
                return await self._sender.persist(question, longest=self._patience.question)
        except Exception as error:  # noqa: BLE001 - a failed lookup must not block the event
            log.warning("Telegram did not say what was asked about a group", kind=errors.kind(error))
            return None

    async def _administrators(self, chat: int) -> frozenset[str]:
        return frozenset(str(member.user.id) for member in await self._bot.get_chat_administrators(chat))

    async def _obstacle(self, chat: int) -> Obstacle:
        """The obstacle to writing, if any; a bot may query its own membership without being an administrator."""
        me = await self._bot.get_chat_member(chat, self._bot.id)
        if isinstance(me, ChatMemberAdministrator):
            return ""
        if isinstance(me, ChatMemberRestricted) and not me.can_send_messages:
            return "forbidden"
        everyone = (await self._bot.get_chat(chat)).permissions
        return "forbidden" if everyone and everyone.can_send_messages is False else ""


def judged(event: Event | None, known: Known) -> Event | None:
    """The event with its sender's manager status and its room's obstacle filled in."""
    if not isinstance(event, Command | Pressed) or not _is_managing(event):
        return event
    address = event.address
    if address.user:
        event = replace(event, manager=address.user in known.managers.get(address.chat, ()))
    if isinstance(event, Command) and event.room:
        event = replace(event, room=replace(event.room, obstacle=known.obstacles.get(address.chat, "")))
    return event


def _is_managing(event: Event) -> bool:
    """True if it matters for this event who manages its group."""
    if event.address.direct:
        return False
    if isinstance(event, Command):
        return event.name in read.JUDGED
    return isinstance(event, Pressed) and is_managers(event.token)
