"""The settings card, as the table of settings grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat import Card
from bot.flows.settings import SETTINGS

if TYPE_CHECKING:
    from tests.bench import Stage


@pytest.mark.parametrize("count", [len(SETTINGS), len(SETTINGS) + 1, 24])
def test_the_card_has_a_button_for_every_setting(count: int, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(count - len(SETTINGS)):
        monkeypatch.setitem(SETTINGS, f"more{number}", SETTINGS["reminders"])
    ann = stage.person()
    ann.begin()
    [card] = ann.say("/settings")
    assert isinstance(card, Card)
    assert sum(map(len, card.rows)) == count + 1, "the last one leads to today's questions"


@pytest.mark.parametrize("name", SETTINGS)
def test_the_name_on_the_card_works_in_the_command(name: str, stage: Stage) -> None:
    for called in (name, SETTINGS[name].label, SETTINGS[name].label.upper(), f"{SETTINGS[name].label}:"):
        ann = stage.person(f"{name}-{called}")
        ann.begin()
        [card] = ann.say(f"/settings {called}")
        assert isinstance(card, Card)
        assert card.body == SETTINGS[name].ask(), called
