"""The full walk against the real process on both platforms: undisturbed, and killed repeatedly."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.peers.discord import DiscordPeer
from tests.peers.discord_specs import compare_with_discords_description
from tests.peers.specs import compare_with_telegrams_description
from tests.peers.telegram import TelegramPeer
from tests.walk.house import House
from tests.walk.way import walk

if TYPE_CHECKING:
    from pathlib import Path


async def test_telegram_without_a_refused_request(tmp_path: Path) -> None:
    async with TelegramPeer() as peer:
        await walk(House("telegram", tmp_path, peer))
        assert peer.refused == []
        compare_with_telegrams_description(peer.requests)


async def test_discord_without_a_refused_request(tmp_path: Path) -> None:
    async with DiscordPeer() as peer:
        await walk(House("discord", tmp_path, peer))
        assert peer.refused == []
        compare_with_discords_description(peer.requests)


@pytest.mark.parametrize("platform", ["telegram", "discord"])
async def test_killed_on_the_way(platform: str, tmp_path: Path) -> None:
    """For a longer run, use `python -m tests.walk --kills 200`."""
    async with TelegramPeer() if platform == "telegram" else DiscordPeer() as peer:
        house = House(platform, tmp_path, peer, kills=3, rng=random.Random(11))
        await walk(house)
    assert len(house.died) == 3
