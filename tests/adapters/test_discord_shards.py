"""A bot in several shards: each server's events on its own connection, direct messages on the first, one knowledge."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.discord import Discord
from adapters.discord.client import Client
from adapters.discord.shards import Shard, parse
from bot.chat import Card, Command, Removed, Said, text
from bot.errors import ConfigurationError
from tests.peers.discord_bench import FakeTutor, checked_peer
from tests.peers.discord_gateway import IDENTIFY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.peers.discord import DiscordPeer
    from tests.peers.discord_club import Club


@pytest.fixture
async def peer(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordPeer]:
    monkeypatch.setattr(Client, "identify_pause", 0.01)
    async with checked_peer() as peer:
        peer.gateway.shards = 2
        yield peer


class Serving:
    """The adapter with some shards, at work within the block."""

    def __init__(self, peer: DiscordPeer, tutor: FakeTutor, shards: str = "", connections: int = 2) -> None:
        where = {"token": peer.token, "api_url": peer.api_url, "gateway_url": peer.gateway_url}
        self.chat = Discord(tutor, asyncio.to_thread, **where, shards=shards)
        self.peer, self.connections = peer, connections

    async def __aenter__(self) -> Discord:
        await self.chat.__aenter__()
        self.stop = asyncio.Event()
        self.served = asyncio.create_task(self.chat.serve(self.stop))
        await self.peer.until(lambda: len(online(self.peer)) == self.connections, 20)
        return self.chat

    async def __aexit__(self, *_: object) -> None:
        self.stop.set()
        await self.served
        await self.chat.__aexit__(None, None, None)


def online(peer: DiscordPeer) -> list[tuple[int, int]]:
    return sorted(session.shard for session in peer.gateway.sessions.values() if session.connection)


def echo() -> FakeTutor:
    return FakeTutor(lambda event: [Card(text(f"Heard {getattr(event, 'text', '')}."))] if heard(event) else [])


def heard(event: object) -> bool:
    return isinstance(event, Said | Command)


def servers(peer: DiscordPeer) -> dict[int, Club]:
    """A server of each shard: shard = (id >> 22) % count, and the id above bit 22 is a time in milliseconds."""
    return {shard: peer.server(f"club {shard}", str((1000 + shard) << 22)) for shard in range(2)}


def known(chat: Discord, *clubs: Club) -> Callable[[], bool]:
    return lambda: all(club.id in chat._client.servers for club in clubs)


async def test_each_shard_has_its_servers_and_the_first_has_the_direct_messages(peer: DiscordPeer) -> None:
    clubs, tutor = servers(peer), echo()
    async with Serving(peer, tutor) as chat:
        assert online(peer) == [(0, 2), (1, 2)]
        await peer.until(known(chat, *clubs.values()))
        await peer.phone("ada").say("one")
        await peer.phone("ada").see("Heard one.")
    assert sum(isinstance(event, Said) for event in tutor.events) == 1
    assert [type(event) for event in tutor.events] == [Said], "servers known from the start are no news"


async def test_what_happens_in_a_server_is_told_once(peer: DiscordPeer) -> None:
    clubs, tutor = servers(peer), echo()
    async with Serving(peer, tutor) as chat:
        for club in clubs.values():
            await club.server.kick_bot()
            await peer.until(lambda: club.id not in chat._client.servers)  # noqa: B023 - waited for at once
            await club.server.add_bot()
            await peer.until(known(chat, club))
        await peer.until(lambda: len(tutor.events) == 4)
    assert sorted((type(event).__name__, event.address.space) for event in tutor.events) == sorted(
        (kind, club.id) for club in clubs.values() for kind in ("Added", "Removed")
    )


async def test_a_shard_that_begins_anew_forgets_only_its_own_servers(peer: DiscordPeer) -> None:
    clubs, tutor = servers(peer), echo()
    async with Serving(peer, tutor) as chat:
        await peer.until(known(chat, *clubs.values()))
        del peer.world.servers[clubs[1].id]
        await peer.gateway.invalidate(resumable=False)
        await peer.until(lambda: any(isinstance(event, Removed) for event in tutor.events), 20)
        await peer.until(lambda: len(online(peer)) == 2, 20)
        assert clubs[0].id in chat._client.servers
        assert clubs[1].id not in chat._client.servers
    assert [event.address.space for event in tutor.events if isinstance(event, Removed)] == [clubs[1].id]


async def test_a_lost_resume_address_is_given_up_on_every_shard(peer: DiscordPeer) -> None:
    peer.gateway.resume_address = peer.gateway_url.replace("/ws/", "/nowhere/")
    async with Serving(peer, echo()):
        peer.gateway.abort()
        await peer.until(lambda: peer.gateway.resumed == 2, 20)
        await peer.phone("ada").say("one")
        await peer.phone("ada").see("Heard one.")
    peer.tolerated = {0}
    peer.requests = [request for request in peer.requests if request.path != "/nowhere/"]


async def test_two_processes_share_the_shards(peer: DiscordPeer) -> None:
    clubs, first, second = servers(peer), echo(), echo()
    async with Serving(peer, first, "0/2", 1) as one, Serving(peer, second, "1/2", 2) as other:
        await peer.until(lambda: known(one, clubs[0])() and known(other, clubs[1])(), 20)
        assert clubs[1].id not in one._client.servers
        await peer.phone("ada").say("one")
        await peer.phone("ada").see("Heard one.")
    assert not any(isinstance(event, Said) for event in second.events)


async def test_a_bot_without_sign_ins_left_waits(peer: DiscordPeer) -> None:
    peer.gateway.remaining = 1
    async with Serving(peer, echo(), connections=0):
        await peer.until(lambda: any(one.path == "/gateway/bot" for one in peer.requests))
        assert not peer.gateway.identified
        peer.gateway.remaining = 2
        await peer.until(lambda: len(online(peer)) == 2, 20)


async def test_a_small_bot_has_one_connection_that_is_no_shard(peer: DiscordPeer) -> None:
    peer.gateway.shards = 1
    async with Serving(peer, echo(), connections=1) as chat:
        assert chat._shards == [chat._client]
        [connection] = peer.gateway.connections
        [identify] = [said["d"] for said in connection.intended if said["op"] == IDENTIFY]
        assert "shard" not in identify


def test_the_setting() -> None:
    assert parse("") == []
    assert parse("2/4") == [Shard(2, 4)]
    assert parse(" 0-2/8 ") == [Shard(0, 8), Shard(1, 8), Shard(2, 8)]


@pytest.mark.parametrize("written", ["4", "4/4", "3-2/4", "0-4/4", "a/b", "0,1/4", "-1/4", "0/0"])
def test_settings_that_are_none(written: str) -> None:
    with pytest.raises(ConfigurationError, match="DISCORD_SHARDS"):
        parse(written)
