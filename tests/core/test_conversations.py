"""Every conversation, through the real core and a real store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat import Card, flat
from tests import script
from tests.bench import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.storage.database import Database


class CorePhone:
    """A person who speaks to the core itself."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.person = stage.person()
        self._shown: list[str] = []

    async def say(self, typed: str) -> None:
        self.person.say(typed)
        self._shown = self.person.text.split("\n---\n")

    async def tap(self, label: str) -> None:
        self.person.tap(label)
        self._shown = self.person.text.split("\n---\n")

    async def wait(self, seconds: float) -> None:
        self.stage.clock.move(seconds=seconds)
        cards = [card for push in self.stage.sweep() for card in push.replies]
        self.person.seen += cards
        self._shown = [flat(card.body) for card in cards if isinstance(card, Card)]

    def shown(self) -> Sequence[str]:
        return self._shown


def labels_on(cards: Sequence[Card]) -> list[str]:
    return [button.label for card in cards for row in card.rows for button in row]


@pytest.mark.parametrize("name", script.NAMES)
async def test_conversation(name: str, any_database: Database) -> None:
    phone = CorePhone(Stage(any_database))
    transcript = await script.play(name, phone)
    assert transcript
    assert [label for label in labels_on(phone.person.seen) if label.endswith(("...", "\u2026"))] == [], "cut"
    assert "something went wrong" not in str(transcript)
