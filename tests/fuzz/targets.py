"""What no input may do: end in an error, leave a press without an answer, or show up in the log."""

from __future__ import annotations

import asyncio
import random
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import discord
from structlog.testing import capture_logs
from telegram import Update

from adapters.discord.client import Client
from adapters.discord.read import focused, interacted
from adapters.telegram import read
from bot.authoring.formats.imports import import_
from bot.chat import Address, Card, Command, Later, Pressed, Said, flat
from bot.errors import ConfigurationError
from bot.storage.database import Database
from bot.tutor import Tutor
from bot.words import refusals
from tests.bench import SetClock, library
from tests.fuzz import inputs

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Reply

SORRY: Final = flat(refusals.apology())


class FaultError(AssertionError):
    """An input did what none may do."""


@dataclass
class Core:
    """A tutor, to whom each input is a new person's."""

    folder: Path
    people: int = 0
    events: int = 0
    buttons: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = SetClock()
        self.database = Database(f"sqlite:///{self.folder / 'fuzz.db'}")
        self.database.migrate()
        self.tutor = Tutor(self.database, library(), self.clock, random.Random(7))

    def check(self, acts: list[str]) -> None:
        """Do one act after another."""
        self.people += 1
        self.buttons = []
        for act in acts:
            self.clock.move(seconds=7)
            replies = self._do(act)
            if replies is None:
                continue
            if not replies:
                raise FaultError(f"no answer to {act!r}")
            for reply in replies:
                if isinstance(reply, Later) or (isinstance(reply, Card) and flat(reply.body) == SORRY):
                    raise FaultError(f"an error at {act!r}")
                _sendable(reply)

    def _do(self, act: str) -> list[Reply] | None:
        """Return the replies; None if there is no such button."""
        self.events += 1
        name, who = f"telegram:{self.events}", f"{inputs.CANARY}{self.people}"
        where = Address("telegram", who, who, direct=True)
        if act.startswith("#") and not act[1:].isdecimal():
            return self.tutor.handle(Said(name, where, act))
        if act.startswith("#"):
            if int(act[1:]) >= len(self.buttons):
                return None
            return self._seen(self.tutor.handle(Pressed(name, where, self.buttons[int(act[1:])])))
        if act.startswith("!"):
            return self._seen(self.tutor.handle(Pressed(name, where, act[1:])))
        if act.startswith("/"):
            command, _, argument = act[1:].partition(" ")
            return self._seen(self.tutor.handle(Command(name, where, command, argument)))
        return self._seen(self.tutor.handle(Said(name, where, act)))

    def _seen(self, replies: list[Reply]) -> list[Reply]:
        cards = [reply for reply in replies if isinstance(reply, Card)]
        self.buttons = [b.token for card in cards for row in card.rows for b in row if b.token] or self.buttons
        return replies


def telegram(raw: dict[str, Any]) -> None:
    """Read an update as the adapter does; a press that can be answered is."""
    update = Update.de_json(read.readable({"update_id": 1, **raw}), None)
    read.event(update, "tutor_bot")
    read.query(update)
    read.chat(update)
    query = update.callback_query
    if query and isinstance(query.id, str) and read.press(update) is None:
        raise FaultError("a press is not answered")


class Discord:
    """Interactions as they come from the gateway."""

    def __init__(self) -> None:
        self.client = _client()

    def check(self, raw: dict[str, Any]) -> None:
        """Read an interaction as the adapter does."""
        made = None
        with suppress(Exception):  # the adapter counts and skips what the library cannot read
            made = discord.Interaction(data=raw, state=self.client._connection)  # type: ignore[arg-type]
        if made is None:
            return
        interacted(made)
        focused(made)


def questions(given: list[str]) -> None:
    """Import a file: its extension, and its bytes as Latin-1."""
    suffix, content = given
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"bank{suffix}"
        path.write_bytes(content.encode("latin-1"))
        with suppress(ConfigurationError):
            import_(path)


def targets(folder: Path) -> dict[str, Callable[[Any], None]]:
    """The check of each kind of input; the tutor's database is in the folder."""
    return {"acts": Core(folder).check, "update": telegram, "interaction": Discord().check, "file": questions}


def checked(target: Callable[[Any], None], given: Any) -> None:  # noqa: ANN401 - JSON
    """Check one input.

    Raises:
        FaultError: it did what none may do.
    """
    with capture_logs() as logs:
        try:
            target(given)
        except FaultError as fault:
            raise FaultError(f"{fault} {logs}") from None
        except Exception as error:
            raise FaultError(f"{type(error).__name__}: {error}") from error
    for line in logs:
        if inputs.CANARY in repr(line) or str(inputs.PERSON) in repr(line):
            raise FaultError(f"in the log: {line}")
        if line["event"] in ("event failed", "push failed"):
            raise FaultError(f"in the log: {line}")


def _sendable(reply: Reply) -> None:
    """Raise if a reply holds what no platform takes."""
    said = reply.body if isinstance(reply, Card) else reply.text
    (said if isinstance(said, str) else flat(said)).encode()


def _client() -> Client:
    async def made() -> Client:
        client = Client()
        me: Any = {"id": "40", "username": "tutor", "discriminator": "0", "avatar": None, "bot": True}
        client._connection.user = discord.ClientUser(state=client._connection, data=me)
        return client

    return asyncio.run(made())
