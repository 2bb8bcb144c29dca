"""A group of 50 plays live rounds for a week on each platform, while the process is killed in the middle of them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.peers.discord import DiscordPeer
from tests.peers.telegram import TelegramPeer
from tests.walk.house import House
from tests.walk.live_hall import OnDiscord, OnTelegram
from tests.walk.live_week import DEATHS, MEMBERS, LiveWeek, overheard
from tests.walk.test_exam_walk import AFTER_A_KILL

if TYPE_CHECKING:
    from pathlib import Path

USUAL = (*AFTER_A_KILL, "chat not found")
"""The last one: a bot cannot write first, so whoever challenged in the group is not told in private who accepted."""


@pytest.mark.parametrize("platform", ["telegram", "discord"])
async def test_a_group_plays_for_a_week(platform: str, tmp_path: Path) -> None:
    async with TelegramPeer() if platform == "telegram" else DiscordPeer() as peer:
        hall = OnTelegram(peer, MEMBERS) if isinstance(peer, TelegramPeer) else OnDiscord(peer, MEMBERS)
        house = House(platform, tmp_path, peer)
        if isinstance(peer, TelegramPeer):
            peer.methods.group_limit, peer.methods.clock = (20, 60.0), house.now
        week = LiveWeek(house, hall, random.Random(15))
        try:
            await week.live()
        finally:
            await house.end()
        refused = [str(refusal) for refusal in peer.refused]
    usual = USUAL if platform == "telegram" else ()
    assert not [refusal for refusal in refused if not any(known in refusal for known in usual)]
    assert len(week.boards) == len(DEATHS), "every round reached its board"
    assert week.rounds.deaths == sum(map(len, DEATHS.values())) + 1, "one more in a duel"
    assert overheard(week) == []
