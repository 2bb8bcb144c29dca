"""Adding a platform takes one short file; the same conversations run through it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import pytest

from tests import script
from tests.adapters import fourth
from tests.adapters.fourth import Fourth
from tests.bench import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.storage.database import Database

pytestmark = pytest.mark.slow

P = ParamSpec("P")
T = TypeVar("T")


async def ask(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    return function(*args, **kwargs)


class FourthPhone:
    """A person at the other end of the line."""

    def __init__(self, stage: Stage, chat: Fourth) -> None:
        self.stage = stage
        self.chat = chat
        self.count = 0
        self.buttons: list[list[str]] = []
        self.alts: list[str] = []
        self._shown: list[str] = []

    async def connect(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.chat.port)

    async def say(self, typed: str) -> None:
        await self._send(text=typed)

    async def tap(self, label: str) -> None:
        token = next(token for shown, token in self.buttons if shown.startswith(label))
        await self._send(token=token)

    async def wait(self, seconds: float) -> None:
        self.stage.clock.move(seconds=seconds)
        self._shown = []
        for push in self.stage.pushes("fourth"):
            self.stage.tutor.settle(push.id, await self.chat.deliver(push))
            self._take(json.loads(await self.reader.readline()))

    def shown(self) -> Sequence[str]:
        return self._shown

    async def _send(self, **event: str) -> None:
        self.count += 1
        self.writer.write(json.dumps({"id": f"fourth:{self.count}", "user": "ann", **event}).encode() + b"\n")
        self._shown = []
        self._take(json.loads(await self.reader.readline()))

    def _take(self, replies: list[dict[str, Any]]) -> None:
        for reply in replies:
            self._shown.append(reply["text"])
            self.buttons = reply["buttons"] + self.buttons  # the newest card first, in the order of its rows
            self.alts += [reply["alt"]] if "alt" in reply else []


@pytest.mark.parametrize("name", script.NAMES)
async def test_the_same_dialogue_as_the_core(name: str, told_by_core: script.Transcript, database: Database) -> None:
    stage = Stage(database)
    async with Fourth(stage.tutor, ask) as chat:
        phone = FourthPhone(stage, chat)
        await phone.connect()
        through = await script.play(name, phone)
        phone.writer.close()
    assert through == told_by_core


async def test_a_push_reaches_who_is_connected(stage: Stage) -> None:
    async with Fourth(stage.tutor, ask) as chat:
        phone = FourthPhone(stage, chat)
        await phone.connect()
        await phone.say("/start")
        await phone.tap("Skip")
        await phone.wait(5 * 3600)
        assert "Today's first question." in phone.shown()[0]
        phone.writer.close()


async def test_a_picture_is_said_where_nothing_is_drawn(stage: Stage) -> None:
    async with Fourth(stage.tutor, ask) as chat:
        phone = FourthPhone(stage, chat)
        await phone.connect()
        await phone.say("/start")
        await phone.tap("Skip")
        await phone.tap("A")
        await phone.say("/progress")
        assert len(phone.alts) == 2
        assert phone.alts[0].startswith("What a day looks like.")
        assert phone.alts[1].startswith("Progress. Clinical Operations (32% of the exam): ")
        phone.writer.close()


def test_it_is_one_short_file() -> None:
    assert len(Path(fourth.__file__).read_text().splitlines()) < 150
