"""The HTTP client under python-telegram-bot: proxies, silences, lost connections, and files."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram import Bot
from telegram.error import NetworkError, TimedOut

from adapters.telegram.transport import Session, Transport, proxy
from tests.peers.telegram import TelegramPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

API = "https://api.telegram.org/bot"


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("HTTPS_PROXY", "http://127.0.0.1:3128", "http://127.0.0.1:3128"),
        ("HTTPS_PROXY", "127.0.0.1:3128", "http://127.0.0.1:3128"),
        ("ALL_PROXY", "http://ann:secret@127.0.0.1:3128", "http://ann:secret@127.0.0.1:3128"),
        ("HTTP_PROXY", "http://127.0.0.1:3128", "None"),
        ("NO_PROXY", "127.0.0.1,::1,fd07:b51a:cc66:f0::/64", "None"),
    ],
)
def test_the_proxy_of_the_environment(no_proxies: pytest.MonkeyPatch, name: str, value: str, found: str) -> None:
    no_proxies.setenv(name, value)
    assert str(proxy(API)) == found


def test_a_host_that_is_reached_without_the_proxy(no_proxies: pytest.MonkeyPatch) -> None:
    no_proxies.setenv("HTTPS_PROXY", "http://127.0.0.1:3128")
    no_proxies.setenv("NO_PROXY", "localhost,.telegram.org,::1,fd07:b51a:cc66:f0::/64")
    assert proxy(API) is None
    assert proxy("https://example.org/bot") is not None


@pytest.fixture
async def peer() -> AsyncIterator[TelegramPeer]:
    async with TelegramPeer() as peer:
        yield peer


def bot(peer: TelegramPeer, wait: float = 5.0) -> Bot:
    session = Session(peer.api_url)
    requests = Transport(session, wait), Transport(session, wait)
    return Bot(peer.token, peer.api_url, peer.file_url, request=requests[0], get_updates_request=requests[1])


async def test_calls_go_through_the_proxy(no_proxies: pytest.MonkeyPatch, peer: TelegramPeer) -> None:
    asked: list[bytes] = []

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n" + b'{"ok":true,"result":true}')
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(relay, "127.0.0.1", 0) as server:
        no_proxies.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        transport = Transport(Session(peer.api_url), 5.0)
        await transport.initialize()
        assert await transport.post(f"{peer.api_url}x/getMe") is True
        await transport.shutdown()
    assert asked[0].startswith(b"POST http://127.0.0.1:")
    assert not peer.requests


async def test_a_silent_server_and_a_lost_connection(no_proxies: pytest.MonkeyPatch, peer: TelegramPeer) -> None:
    assert no_proxies
    async with bot(peer, wait=0.2) as told:
        peer.stall(5.0, method="getMyCommands")
        with pytest.raises(TimedOut):
            await told.get_my_commands()
        peer.cut("before", method="getMyCommands")
        with pytest.raises(NetworkError) as lost:
            await told.get_my_commands()
        assert "127.0.0.1" not in str(lost.value)
        assert await told.get_my_commands() == ()


async def test_a_file_and_its_caption_arrive_as_they_were(no_proxies: pytest.MonkeyPatch, peer: TelegramPeer) -> None:
    assert no_proxies
    ada = peer.phone(known=True)
    async with bot(peer) as told:
        await told.send_document(ada.id, b"\x00\xff data", filename="é.json", caption="1 & 2 = 3 + ü")
    [message] = ada.messages
    assert message.document
    assert (message.document.content, message.document.name) == (b"\x00\xff data", "é.json")
    assert message.text == "1 & 2 = 3 + ü"


async def test_one_session_serves_both_requests_and_opens_again(
    no_proxies: pytest.MonkeyPatch, peer: TelegramPeer
) -> None:
    assert no_proxies
    told = bot(peer)
    for _ in range(2):
        async with told:
            assert await told.get_updates(timeout=0) == ()
    with pytest.raises(NetworkError):
        await told.get_updates(timeout=0)
