"""Every conversation in the terminal, through its real lines in and text out."""

from __future__ import annotations

import asyncio
import io
import queue
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from adapters.terminal import Terminal
from bot.chat import Card
from bot.words import terminal as words
from tests import script
from tests.adapters.phones import Witness, ask
from tests.bench import Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from bot.chat import Event, Reply
    from bot.storage.database import Database

pytestmark = pytest.mark.slow


class Keyboard(io.StringIO):
    """Lines as they are typed: the next one is read only after the last was answered."""

    def __init__(self) -> None:
        super().__init__()
        self.typed: queue.Queue[str] = queue.Queue()
        self.waits = threading.Event()

    def readline(self, _size: int | None = -1, /) -> str:  # type: ignore[override]  # io.StringIO itself differs from its base
        self.waits.set()
        return self.typed.get()


class Listener(Witness):
    """Intercepts calls between the terminal and the core, and knows the buttons that were shown."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.labels: list[str] = []

    def handle(self, event: Event) -> list[Reply]:
        replies = super().handle(event)
        cards = [reply for reply in replies if isinstance(reply, Card)]
        self.labels += [button.label for card in cards for row in card.rows for button in row]
        return replies


class TerminalPhone:
    """Someone at a terminal, who types the label of a button in full."""

    def __init__(self, listener: Listener, keyboard: Keyboard, screen: io.StringIO) -> None:
        self.listener = listener
        self.keyboard = keyboard
        self.screen = screen
        self._shown = ""

    async def say(self, typed: str) -> None:
        before = len(self.screen.getvalue())
        self.keyboard.waits.clear()
        self.keyboard.typed.put(f"{typed}\n")
        assert await asyncio.to_thread(self.keyboard.waits.wait, 10)
        self._shown = self.screen.getvalue()[before:]

    async def tap(self, label: str) -> None:
        await self.say(next(each for each in reversed(self.listener.labels) if each.startswith(label)))

    async def wait(self, seconds: float) -> None:
        self.listener.stage.clock.move(seconds=seconds)
        self._shown = ""

    def shown(self) -> Sequence[str]:
        return [self._shown]


@asynccontextmanager
async def at_a_terminal(stage: Stage) -> AsyncIterator[TerminalPhone]:
    listener, keyboard, screen = Listener(stage), Keyboard(), io.StringIO()
    serving = asyncio.create_task(Terminal(listener, ask, keyboard, screen).serve())
    assert await asyncio.to_thread(keyboard.waits.wait, 10)
    try:
        yield TerminalPhone(listener, keyboard, screen)
    finally:
        keyboard.typed.put(f"{min(words.LEAVE)}\n")
        await serving


ELSEWHERE = {"ask_first", "pauses_exam", "ask_exam", "pleas", "tired"}
"""What begins without /start, which the terminal sends by itself; what a push has to tell or ask first; what types
numbers of questions, which are buttons in a terminal; and what types "quit", which ends it."""


@pytest.mark.parametrize("name", sorted({*script.NAMES} - ELSEWHERE))
async def test_a_conversation_in_the_terminal(
    name: str, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_a_terminal(Stage(database)) as phone:
        transcript = await script.play(name, phone, pushes=False)
    assert transcript
    assert "something went wrong" not in str(transcript)
