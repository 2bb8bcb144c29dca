"""What no input may do: end in an error, leave a press without an answer, or show up in the log."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import tempfile
import warnings
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import discord
from sqlalchemy.exc import SAWarning
from structlog.testing import capture_logs
from telegram import Update

import environment
from adapters.discord import shards
from adapters.discord.client import Client
from adapters.discord.read import focused, interacted
from adapters.telegram import read
from bot.authoring.formats.imports import import_
from bot.errors import ConfigurationError
from bot.settings import secret
from bot.storage.address import parse
from tests.fuzz.acts import CANARY
from tests.fuzz.inputs import VARIABLES
from tests.fuzz.town import GROUP, OTHER, PERSON, FaultError, Town

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.fuzz.acts import Act


SECRETS: Final = (CANARY, *(str(abs(number)) for number in (PERSON, OTHER, OTHER + 1, GROUP)))
"""What no line of a log holds."""
_NUMBERED: Final = re.compile(r'"#(\d+)"')


class People:
    """People who are in the middle of something, and go on."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def check(self, given: dict[str, list[Act]]) -> None:
        """Do one act after another."""
        self._town.play([*given["scene"], *given["raw"]])


class Telegram:
    """Updates as they come from Telegram, from people who are in the middle of something."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def check(self, given: dict[str, Any]) -> None:
        """Handle updates as the adapter does; a press that can be answered is."""
        self._town.play(given["scene"])
        for number, raw in enumerate(given["raw"], 1):
            self._take({"update_id": number, **_pressed(self._town, raw)})

    def _take(self, raw: dict[str, Any]) -> None:
        update = Update.de_json(read.readable(raw), None)
        event, asked = read.event(update, "tutor_bot"), read.query(update)
        read.chat(update)
        query = update.callback_query
        if query and isinstance(query.id, str) and read.press(update) is None:
            raise FaultError("a press is not answered")
        if event:
            self._town.take(self._town.named(event), _sight(event.address.user, direct=event.address.direct))
        if asked:
            self._town.tutor.lookup(asked.text)


class Discord:
    """Interactions as they come from the gateway, from people who are in the middle of something."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._client = _client()

    def check(self, given: dict[str, Any]) -> None:
        """Handle interactions as the adapter does."""
        self._town.play(given["scene"], "discord")
        for raw in given["raw"]:
            self._take(_pressed(self._town, raw))

    def _take(self, raw: dict[str, Any]) -> None:
        made = None
        with suppress(Exception):  # the adapter counts and skips what the library cannot read
            made = discord.Interaction(data=raw, state=self._client._connection)  # type: ignore[arg-type]
        if made is None:
            return
        if event := interacted(made):
            self._town.take(self._town.named(event), _sight(event.address.user, direct=event.address.direct))
        else:
            self._town.tutor.suggest(*focused(made))


def questions(given: list[str]) -> None:
    """Import a file: its extension, and its bytes as Latin-1."""
    suffix, content = given
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"bank{suffix}"
        path.write_bytes(content.encode("latin-1"))
        with suppress(ConfigurationError):
            import_(path)


def settings(given: dict[str, str]) -> None:
    """Read settings from the environment; a refusal does not show a secret."""
    try:
        with _variables(given):
            found = environment.read()
        shards.parse(found.discord_shards)
        parse(secret(found.database_url))
    except ConfigurationError as refused:
        if CANARY in str(refused):
            raise FaultError(f"a secret is shown: {refused}") from None


def targets(folder: Path) -> dict[str, Callable[[Any], None]]:
    """The check of each kind of input; the tutor's database is in the folder."""
    town = Town(folder)
    return {
        "acts": People(town).check,
        "update": Telegram(town).check,
        "interaction": Discord(town).check,
        "file": questions,
        "environment": settings,
    }


def checked(target: Callable[[Any], None], given: Any) -> None:  # noqa: ANN401 - JSON
    """Check one input.

    Raises:
        FaultError: it did what none may do.
    """
    with capture_logs() as logs, _heard() as heard, warnings.catch_warnings():
        warnings.simplefilter("error", SAWarning)
        try:
            target(given)
        except FaultError as fault:
            raise FaultError(f"{fault} {logs}") from None
        except Exception as error:
            raise FaultError(f"{type(error).__name__}: {error}") from error
    for shown in (*map(repr, logs), *heard):
        if any(word in shown for word in SECRETS):
            raise FaultError(f"in the log: {shown}")
    for line in logs:
        if line["event"] in ("event failed", "push failed"):
            raise FaultError(f"in the log: {line}")


class _Ear(logging.Handler):
    """What the libraries log, traces included."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def _heard() -> Iterator[list[str]]:
    ear, root = _Ear(), logging.getLogger()
    root.addHandler(ear)
    try:
        yield ear.lines
    finally:
        root.removeHandler(ear)


@contextmanager
def _variables(given: dict[str, str]) -> Iterator[None]:
    """Set what the system takes as a variable, and nothing else of ours."""
    before = {name: os.environ.pop(name) for name in VARIABLES if name in os.environ}
    os.environ.update({name: value.replace("\0", "") for name, value in given.items() if _settable(value)})
    try:
        yield
    finally:
        for name in VARIABLES:
            os.environ.pop(name, None)
        os.environ.update(before)


def _settable(value: str) -> bool:
    try:
        os.fsencode(value)
    except UnicodeEncodeError:
        return False
    return True


def _pressed(town: Town, raw: dict[str, Any]) -> dict[str, Any]:
    """With the tokens of buttons in sight in place of their numbers."""
    tokens = [each.token for sight in "aA" for each in town.buttons(sight) if each.token] or [""]
    written = _NUMBERED.sub(lambda found: json.dumps(tokens[int(found[1]) % len(tokens)]), json.dumps(raw))
    made: dict[str, Any] = json.loads(written)
    return made


def _sight(user: str, *, direct: bool) -> str:
    who = "b" if user == str(OTHER) else "a"
    return who if direct else who.upper()


def _client() -> Client:
    async def made() -> Client:
        client = Client()
        me: Any = {"id": "40", "username": "tutor", "discriminator": "0", "avatar": None, "bot": True}
        client._connection.user = discord.ClientUser(state=client._connection, data=me)
        return client

    return asyncio.run(made())
