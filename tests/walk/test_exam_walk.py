"""The whole simulation against the real process on both platforms, with kills along the way and 30 changed answers."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.core.candidate import recount, reported
from tests.peers.discord import DiscordPeer
from tests.peers.telegram import TelegramPeer
from tests.walk.exam import AT_ONCE, FLAGGED, LATER, LEFT_OPEN, SIZE, Candidate
from tests.walk.house import House

if TYPE_CHECKING:
    from pathlib import Path

AFTER_A_KILL = ("message is not modified", "query is too old")
"""Telegram's responses when a person pressed again while the process was down; both are ignored."""


@pytest.mark.parametrize("platform", ["telegram", "discord"])
async def test_the_report_equals_a_recount_of_the_export(platform: str, tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("0")
    async with TelegramPeer() if platform == "telegram" else DiscordPeer() as peer:
        house = House(platform, tmp_path, peer)
        candidate = Candidate(house, random.Random(5))
        try:
            report, held = await candidate.sit()
            await house.stop()
        finally:
            await house.end()
        refused = [str(refusal) for refusal in peer.refused]
    assert not [refusal for refusal in refused if not any(usual in refusal for usual in AFTER_A_KILL)]
    assert len(house.died) >= 2, "the process was killed in the middle"
    questions = held["exams"][0]["questions"]
    kept = {question["position"]: question["choices"] for question in questions if question["choices"]}
    assert kept == candidate.chosen, "every choice and every change is kept, none twice"
    assert {question["position"] for question in questions if question["flagged"]} == set(FLAGGED)
    assert len(held["answers"]) == SIZE - len(LEFT_OPEN)
    assert {(answer["question"], answer["chosen"]) for answer in held["answers"]} == {
        (question["question"], question["choices"][-1]) for question in questions if question["choices"]
    }
    found, counted = reported(report), recount(held)
    assert counted["changed"] == AT_ONCE + LATER
    for figure in ("score", "domains", "open", "changed", "gained"):
        assert found[figure] == counted[figure], figure
    assert found["score"][1] == 100
