"""Tokens, right and wrong, and that none is ever seen in a log."""

from __future__ import annotations

import asyncio
import io
import logging
import traceback
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import structlog

from adapters.telegram import Telegram
from adapters.telegram.courier import API_URL, FILE_URL
from bot.errors import ConfigurationError
from tests.adapters.telegram_house import QUICK, FakeTutor, ask, house, until
from tests.peers.telegram import TOKEN, TelegramPeer

if TYPE_CHECKING:
    from collections.abc import Iterator

WRONG = "110201543:AAHwrongwrongwrongwrongwrongwrongwr"
DISCORD = "MTE4MDQ2.Gx_fake.not-a-real-token-of-any-bot-at-all"


async def refusal(token: str, api_url: str) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        async with Telegram(FakeTutor(), ask, token=token, api_url=api_url, patience=replace(QUICK, start=0.3)):
            pass
    assert len(token) < 3 or token not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None
    return caught.value


@pytest.mark.parametrize(
    "token",
    [
        "",
        " ",
        DISCORD,
        f" {TOKEN}",
        f"{TOKEN}\n",
        TOKEN.replace(":", ""),
        "1:a b",
        "1:\x00",
        "1:é",
        "\u0661:a",
        "1:a/../b",
        ":",
    ],
)
async def test_a_token_of_the_wrong_form_is_never_sent(token: str) -> None:
    async with TelegramPeer() as peer:
        error = await refusal(token, peer.api_url)
        assert "TELEGRAM_TOKEN" in str(error)
        assert (peer.strangers, peer.requests) == (0, [])


async def test_a_token_that_telegram_refuses() -> None:
    async with TelegramPeer() as peer:
        assert "Telegram refused the token" in str(await refusal(WRONG, peer.api_url))
        assert peer.strangers == 1


async def test_a_server_that_refuses_connections() -> None:
    async with TelegramPeer() as peer:
        address = peer.api_url
    assert "did not answer" in str(await refusal(TOKEN, address))


async def test_a_server_that_never_answers() -> None:
    async with TelegramPeer() as peer:
        peer.stall(5.0, method="getMe")
        assert "did not answer" in str(await refusal(TOKEN, peer.api_url))


async def test_a_server_that_answers_nonsense() -> None:
    async def nonsense(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(nonsense, "127.0.0.1", 0)
    async with server:
        address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot"
        assert "did not answer" in str(await refusal(TOKEN, address))


async def test_a_server_that_is_slow_to_begin_is_waited_for() -> None:
    async with TelegramPeer() as peer:
        peer.cut("before", method="getMe", times=2)
        peer.refuse(502, "Bad Gateway", method="getMe")
        peer.flood(0.01, method="getMe")
        async with Telegram(FakeTutor(), ask, token=TOKEN, api_url=peer.api_url, patience=QUICK) as chat:
            assert chat.platform == "telegram"
        assert len(peer.calls("getMe")) == 5


def test_the_addresses_are_telegrams_own_unless_told_otherwise() -> None:
    assert (API_URL, FILE_URL) == ("https://api.telegram.org/bot", "https://api.telegram.org/file/bot")


@pytest.fixture
def everything_logged() -> Iterator[io.StringIO]:
    """Collect every line that the standard library's loggers let through at DEBUG."""
    stream = io.StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


async def test_no_log_shows_a_token_a_person_or_a_text(everything_logged: io.StringIO) -> None:
    logging.getLogger("tests").debug("this test hears")
    with structlog.testing.capture_logs() as lines:
        async with house() as home:
            ada = home.peer.phone("Ada Lovelace")
            ada.say("/daily secret words")
            await ada.see("secret words")
            home.peer.refuse(400, "Bad Request: secret words", method="editMessageText")
            home.peer.refuse(400, "Bad Request: can't parse entities: secret words", method="sendMessage")
            ada.tap("A")
            await ada.see("pressed")
            home.peer.cut("before", method="getUpdates", times=3)
            home.peer.refuse(409, "Conflict: secret words", method="getUpdates")
            home.peer.happened({"message": {"text": "secret words"}}, ada.id)
            home.peer.happened({"message": "secret words"}, ada.id)
            await until(lambda: not home.peer.faults and not home.peer.updates.pending)
            ada.block()
            await until(lambda: not home.peer.updates.pending)
        async with TelegramPeer() as peer:
            await refusal(WRONG, peer.api_url)
            peer.stall(5.0, method="getMe")
            await refusal(TOKEN, peer.api_url)
    said = everything_logged.getvalue() + "\n".join(map(str, lines))
    assert "this test hears" in said
    assert "markup was refused" in said
    for secret in (TOKEN, WRONG, TOKEN.split(":")[1], "secret words", "Lovelace", str(ada.id), "127.0.0.1"):
        assert secret not in said
