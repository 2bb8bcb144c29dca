"""The dialogues of the first minutes, typed in a terminal: by the numbers that stand on its menus."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from adapters.terminal import Terminal
from tests import script
from tests.adapters.test_terminal import ask

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench import Stage

NAMES = ("start_taps", "start_skipped", "start_words", "settings", "pauses", "closed", "guide", "account", "class")


class TerminalPhone:
    """Someone at a terminal, who taps by typing the number of a button as it is shown."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage = stage
        self.out = io.StringIO()
        self.terminal = Terminal(stage.tutor, ask, io.StringIO(), self.out, folder)
        self._shown = ""

    async def say(self, typed: str) -> None:
        before = len(self.out.getvalue())
        await self.terminal._handle(self.terminal._event(typed))
        self._shown = self.out.getvalue()[before:]

    async def tap(self, label: str) -> None:
        menu = self.terminal._buttons
        number = next((at for at, each in enumerate(menu, 1) if each.label.startswith(label)), 0)
        assert number, f"no button {label!r} in {[each.label for each in menu]}"
        await self.say(f"{self.terminal._mark}{number}")

    async def wait(self, seconds: float) -> None:
        self.stage.clock.move(seconds=seconds)
        self._shown = ""

    def shown(self) -> Sequence[str]:
        return [self._shown]


@pytest.mark.parametrize("name", NAMES)
async def test_the_dialogue_reads_the_same_in_a_terminal(name: str, stage: Stage, tmp_path: Path) -> None:
    transcript = await script.play(name, TerminalPhone(stage, tmp_path / "files"))
    assert transcript
    assert "something went wrong" not in str(transcript)
