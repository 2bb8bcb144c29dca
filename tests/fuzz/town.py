"""A tutor and a few people, who do one thing after another; what it says to each is checked."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from sqlalchemy import text
from sqlmodel import SQLModel

from adapters.discord import render as discord_render
from adapters.telegram import render as telegram_render
from bot.chat import Address, Card, Command, Delivery, Later, Pressed, Room, Said, Toast, flat
from bot.storage.database import Database
from bot.tutor import Tutor
from bot.words import refusals
from tests.bench import NOON, SetClock, library

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.chat import Button, Event, Push, Reply
    from tests.fuzz.acts import Act

SORRY: Final = flat(refusals.apology())
PERSON: Final = 777000777
OTHER: Final = 777000778
GROUP: Final = -1007770000
"""Ids of everyone and of the group; on Discord, the group's is without the sign."""
HOUR: Final = 3_600.0
MAX_CAPTION, MAX_TEXT, MAX_CONTENT = 1_024, 4_096, 2_000
_CODE: Final = re.compile(r"\b[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}\b")


class FaultError(AssertionError):
    """An input did what none may do."""


class Town:
    """A tutor who forgets everything before each input, so that an input that does harm does it again."""

    def __init__(self, folder: Path) -> None:
        self._database = Database(f"sqlite:///{folder / 'fuzz.db'}")
        self._database.migrate()
        self._clock = SetClock()
        self.begin()

    def begin(self, platform: str = "telegram") -> None:
        """Begin again, with nobody."""
        with self._database.engine.begin() as connection:
            for table in reversed(SQLModel.metadata.sorted_tables):
                connection.execute(table.delete())
            connection.execute(text("DELETE FROM sqlite_sequence"))
        self._platform, self._events, self._clock.now = platform, 0, NOON
        self.tutor = Tutor(self._database, library(), self._clock, random.Random(7))
        self._seen: dict[str, list[Button]] = {}
        self._code = self._copy = ""

    def play(self, acts: Iterable[Act], platform: str = "telegram") -> None:
        """Begin again, and do one act after another."""
        self.begin(platform)
        for act in acts:
            self.act(*act)

    def act(self, who: str, what: str) -> None:
        """Let someone do something.

        Args:
            who: "a" and "b" in their private chats, "A" and "B" in the group, "M" its manager there; "t" is the time.
            what: a text, a command, "#3" for a button in sight, "@Next" for one by its label, "!a|1" for any token;
                {code} and {copy} are what was shown last. For the time: hours that pass.
        """
        if who == "t":
            self._clock.move(hours=float(what))
            return self.sweep()
        self._clock.move(seconds=7)
        event = self._event(who, what.replace("{code}", self._code).replace("{copy}", self._copy))
        if event:
            self.take(event, who)
        return None

    def sweep(self) -> None:
        """Deliver what is due."""
        for push in self.tutor.pushes(self._platform, 100, 1_000.0):
            self._settle(push)

    def take(self, event: Event, sight: str) -> list[Reply]:
        """Let the tutor handle an event whose replies go to someone's `sight`.

        Raises:
            FaultError: nobody is answered, or with an error, or with what no platform takes.
        """
        replies = self.tutor.handle(event)
        if not replies and event.address.direct and isinstance(event, Command | Pressed | Said):
            raise FaultError(f"no answer to {event}")
        for reply in replies:
            if isinstance(reply, Later) or flat(reply.body if isinstance(reply, Card) else ()) == SORRY:
                raise FaultError(f"an error at {event}")
            fits(reply)
        self._see(sight, replies)
        return replies

    def buttons(self, sight: str) -> list[Button]:
        """The buttons in someone's sight: their own, then the group's."""
        return [*self._seen.get(sight, ()), *(self._seen.get("group", ()) if sight in "ABM" else ())]

    def _settle(self, push: Push) -> None:
        slots = [card.slot for card in push.replies if card.slot]
        posted = tuple((slot.name, slot.message or f"message-{slot.name}") for slot in slots)
        self.tutor.settle(push.id, Delivery("sent", chat=push.address.chat, messages=posted))
        for card in push.replies:
            fits(card)
        sight = "group" if push.address.space else "b" if push.address.user == str(OTHER) else "a"
        self._see(sight, push.replies)

    def _event(self, who: str, what: str) -> Event | None:
        """The event of an act; None if there is no such button."""
        where, name, manages = self._where(who), self._id(), who == "M"
        if what.startswith("!"):
            return Pressed(name, where, what[1:], manages)
        if what.startswith(("#", "@")) and (found := self._found(who, what)):
            return Pressed(name, where, found, manages)
        if what.startswith("/"):
            command, _, argument = what[1:].partition(" ")
            room = Room(where.chat, "", "#study", roles=True) if where.space else None
            return Command(name, where, command, argument, manages, room)
        return None if what.startswith(("#", "@")) or where.space else Said(name, where, what)

    def _found(self, who: str, what: str) -> str:
        held = [button for button in self.buttons(who) if button.token]
        if what.startswith("@"):
            return next((button.token for button in held if button.label.startswith(what[1:])), "")
        return held[int(what[1:])].token if what[1:].isdecimal() and int(what[1:]) < len(held) else ""

    def _where(self, who: str) -> Address:
        user = {"A": PERSON, "a": PERSON, "B": OTHER, "b": OTHER}.get(who, OTHER + 1)
        if who in "ab":
            return Address(self._platform, str(user), str(user), direct=True)
        here = str(GROUP if self._platform == "telegram" else -GROUP)
        return Address(self._platform, str(user), here, direct=False, space=here)

    def _id(self) -> str:
        self._events += 1
        return f"{self._platform}:{self._events}"

    def named(self, event: Event) -> Event:
        """The event with the next id."""
        return replace(event, id=self._id())

    def _see(self, sight: str, replies: Sequence[Reply]) -> None:
        cards = [reply for reply in replies if isinstance(reply, Card)]
        buttons = list(chain.from_iterable(chain.from_iterable(card.rows) for card in cards))
        self._seen[sight] = buttons or self._seen.get(sight, [])
        self._copy = next((button.copy for button in buttons if button.copy), self._copy)
        said = "\n".join(flat(card.body) for card in cards)
        self._code = next(iter(_CODE.findall(said)), self._code)


def fits(reply: Reply) -> None:
    """Raise if a platform would not take a reply."""
    if not isinstance(reply, Card):
        (reply.text if isinstance(reply, Toast) else flat(reply.text)).encode()
        return
    for message in telegram_render.messages(reply):
        telegram_render.keyboard(message.rows, "tutor_bot")
        telegram_render.markup(message.body).encode()
        if telegram_render.units(message.body) > (MAX_CAPTION if message.file else MAX_TEXT):
            raise FaultError("too long for Telegram")
    for page in discord_render.paged(reply):
        page.content.encode()
        if len(page.content) > MAX_CONTENT:
            raise FaultError("too long for Discord")
