"""The loopback Discord's gateway closes and responds as Discord's does, tested without a library."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.peers import discord_gateway as gateway
from tests.peers.discord import DiscordPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

IDENTIFY = {"intents": gateway.DIRECT_MESSAGES, "properties": {}}


class Line:
    """One websocket to the peer."""

    def __init__(self, peer: DiscordPeer, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.peer, self.socket = peer, socket
        self._inflate = zlib.decompressobj()

    async def hear(self) -> dict[str, Any]:
        message = await self.socket.receive(5)
        if message.type is aiohttp.WSMsgType.CLOSE:
            return {"closed": message.data}
        data = self._inflate.decompress(message.data) if message.type is aiohttp.WSMsgType.BINARY else message.data
        heard: dict[str, Any] = json.loads(data)
        return heard

    async def say(self, operation: int, data: object) -> dict[str, Any]:
        await self.socket.send_str(json.dumps({"op": operation, "d": data}))
        return await self.hear()

    async def identify(self, **changes: object) -> dict[str, Any]:
        return await self.say(gateway.IDENTIFY, IDENTIFY | {"token": self.peer.token} | changes)

    async def resume(self, session: str, since: int) -> dict[str, Any]:
        return await self.say(gateway.RESUME, {"token": self.peer.token, "session_id": session, "seq": since})


@pytest.fixture
async def peer() -> AsyncIterator[DiscordPeer]:
    async with DiscordPeer() as peer:
        yield peer


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def dialed(peer: DiscordPeer, session: aiohttp.ClientSession, query: str = "?v=10&encoding=json") -> Line:
    line = Line(peer, await session.ws_connect(peer.gateway_url + query))
    if query.startswith("?v=10"):
        assert await line.hear() == {"op": gateway.HELLO, "d": {"heartbeat_interval": 41_250}}
    return line


@pytest.mark.parametrize("query", ["?v=9&encoding=json", "?v=10&encoding=etf", ""])
async def test_another_version(peer: DiscordPeer, session: aiohttp.ClientSession, query: str) -> None:
    line = Line(peer, await session.ws_connect(peer.gateway_url + query))
    assert await line.hear() == {"closed": 4012}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": 1 << 30}, 4013),
        ({"intents": gateway.DIRECT_MESSAGES | 1 << 15}, 4014),
        ({"intents": 1 << 1}, 4014),
    ],
)
async def test_who_may_not_identify(
    peer: DiscordPeer, session: aiohttp.ClientSession, changes: dict[str, Any], code: int
) -> None:
    assert await (await dialed(peer, session)).identify(**changes) == {"closed": code}
    assert not peer.gateway.connected


async def test_what_may_not_be_said(peer: DiscordPeer, session: aiohttp.ClientSession) -> None:
    assert await (await dialed(peer, session)).say(99, None) == {"closed": 4001}
    assert await (await dialed(peer, session)).say(gateway.PRESENCE, {}) == {"closed": 4003}
    line = await dialed(peer, session)
    await line.socket.send_str("{")
    assert await line.hear() == {"closed": 4002}
    line = await dialed(peer, session)
    await line.identify()
    assert await line.identify() == {"closed": 4005}
    wrong = {"token": "wrong", "session_id": "1", "seq": 1}
    assert await (await dialed(peer, session)).say(gateway.RESUME, wrong) == {"closed": 4004}


@pytest.mark.parametrize("compress", ["", "&compress=zlib-stream"])
async def test_events_are_numbered_and_come_again_after_a_resume(
    peer: DiscordPeer, session: aiohttp.ClientSession, compress: str
) -> None:
    line = await dialed(peer, session, "?v=10&encoding=json" + compress)
    ready = await line.identify()
    assert (ready["t"], ready["s"], ready["d"]["resume_gateway_url"]) == ("READY", 1, peer.gateway_url)
    assert await line.say(gateway.HEARTBEAT, 1) == {"op": gateway.HEARTBEAT_ACK}
    await peer.phone().say("one")
    heard = await line.hear()
    assert (heard["t"], heard["s"], heard["d"]["content"]) == ("MESSAGE_CREATE", 2, "one")
    peer.gateway.abort()
    await peer.until(lambda: not peer.gateway.connected)
    await peer.phone().say("two")
    again = await dialed(peer, session, "?v=10&encoding=json" + compress)
    assert (await again.resume(ready["d"]["session_id"], 2))["d"]["content"] == "two"
    assert (await again.hear())["t"] == "RESUMED"


async def test_a_resume_can_deliver_again_what_was_delivered(peer: DiscordPeer, session: aiohttp.ClientSession) -> None:
    line = await dialed(peer, session)
    ready = await line.identify()
    await peer.phone().say("one")
    await line.hear()
    peer.gateway.sessions[ready["d"]["session_id"]].replay = 1
    peer.gateway.abort()
    again = await dialed(peer, session)
    assert (await again.resume(ready["d"]["session_id"], 2))["d"]["content"] == "one"


async def test_a_session_that_is_unknown_or_invalidated(peer: DiscordPeer, session: aiohttp.ClientSession) -> None:
    line = await dialed(peer, session)
    assert await line.resume("1", 0) == {"op": gateway.INVALID_SESSION, "d": False}
    ready = await line.identify()
    await peer.gateway.invalidate(resumable=True)
    assert await line.hear() == {"op": gateway.INVALID_SESSION, "d": True}
    await peer.gateway.invalidate(resumable=False)
    assert await line.hear() == {"op": gateway.INVALID_SESSION, "d": False}
    again = await dialed(peer, session)
    assert await again.resume(ready["d"]["session_id"], 1) == {"op": gateway.INVALID_SESSION, "d": False}


async def test_a_bot_hears_only_what_it_asked_for(peer: DiscordPeer, session: aiohttp.ClientSession) -> None:
    line = await dialed(peer, session)
    await line.identify(intents=0)
    peer.rest.deadline = 0.02
    await peer.phone().say("not heard")
    acted = await peer.phone().send_command("daily")
    assert (await line.hear())["t"] == "INTERACTION_CREATE"
    assert acted.failed  # nothing acknowledged it


async def test_turned_away_and_closed_as_programmed(peer: DiscordPeer, session: aiohttp.ClientSession) -> None:
    peer.gateway.unavailable = 1
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(peer.gateway_url)
    peer.gateway.close_identify = 4011
    assert await (await dialed(peer, session)).identify() == {"closed": 4011}
    line = await dialed(peer, session)
    await peer.gateway.ask_to_reconnect()
    assert await line.hear() == {"op": gateway.RECONNECT, "d": None}
    peer.gateway.close_identify = None
    await line.identify()
    await peer.gateway.close(4000)
    assert line.socket.close_code == 4000 or await line.hear() == {"closed": 4000}
