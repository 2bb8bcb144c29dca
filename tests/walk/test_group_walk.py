"""A group of 50 lives through a week on each platform, with a restart every day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.peers.discord import DiscordPeer
from tests.peers.telegram import TelegramPeer
from tests.walk.group import DAYS, OnDiscord, OnTelegram, Week
from tests.walk.house import House
from tests.walk.test_exam_walk import AFTER_A_KILL

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 50


@pytest.mark.parametrize(("platform", "killed"), [("telegram", False), ("telegram", True), ("discord", True)])
async def test_a_group_lives_a_week(platform: str, killed: bool, tmp_path: Path) -> None:  # noqa: FBT001 - pytest's
    async with TelegramPeer() if platform == "telegram" else DiscordPeer() as peer:
        hall = OnTelegram(peer, SIZE) if isinstance(peer, TelegramPeer) else OnDiscord(peer, SIZE)
        house = House(platform, tmp_path, peer)
        week = Week(house, hall, SIZE, killed)
        try:
            await week.live()
        finally:
            await house.end()
        refused = [str(refusal) for refusal in peer.refused]
    usual = AFTER_A_KILL if killed and platform == "telegram" else ()
    assert not [refusal for refusal in refused if not any(known in refusal for known in usual)]
    assert len(week.reveals) == DAYS
    for member in range(SIZE):
        own = hall.private(member)
        assert not any(reveal in own for reveal in week.reveals)
