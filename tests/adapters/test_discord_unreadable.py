"""Events from Discord that cannot be read are counted and skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import structlog

from tests.peers.discord_bench import FakeTutor, checked_peer, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.peers.discord import DiscordPeer


@pytest.fixture
async def peer() -> AsyncIterator[DiscordPeer]:
    async with checked_peer() as peer:
        yield peer


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("INTERACTION_CREATE", {"id": "1"}),
        ("INTERACTION_CREATE", {"id": "x", "type": 2, "data": None, "token": "t", "application_id": "1"}),
        ("MESSAGE_CREATE", {"id": "1", "channel_id": "1"}),
        ("GUILD_CREATE", {}),
        ("GUILD_DELETE", {"unavailable": 0}),
    ],
)
async def test_an_event_that_cannot_be_read_is_counted_and_skipped(
    peer: DiscordPeer, name: str, data: dict[str, object]
) -> None:
    ada, tutor = peer.phone("ada"), FakeTutor()
    async with serving(peer, tutor):
        with structlog.testing.capture_logs() as lines:
            await peer.gateway.dispatch(name, data)
            await ada.say("hi")
            await ada.see("Fine.")
    assert peer.gateway.identified == 1, "the connection went on"
    assert [line["event_kind"] for line in lines if line["event"] == "an event could not be read"] == [name]
