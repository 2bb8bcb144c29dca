"""The webhook: the right secret only, 200 only after the commit, one update of a chat at a time."""

from __future__ import annotations

import asyncio
import io
import json
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp
import pytest

from adapters.telegram.webhook import MAX_BODY, Webhook
from bot.chat import Card, Later, text
from bot.errors import ConfigurationError
from tests.adapters.telegram_house import AB, QUICK, House, house, until
from tests.peers.telegram import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from adapters.telegram import Patience
    from bot.chat import Event, Reply
    from tests.peers.telegram_chats import Phone

URL = "https://tutor.example.org/telegram"
SECRET = "a_secret-of-64"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@asynccontextmanager
async def hooked(
    answer: Callable[[Event], list[Reply]] | None = None, secret: str = SECRET, patience: Patience = QUICK
) -> AsyncIterator[House]:
    """Run a bot whose webhook the peer can reach."""
    hook = Webhook(URL, secret, "127.0.0.1", 0)
    async with house(answer, serve=False, webhook=hook, patience=patience) as home:
        home.serve()
        await until(lambda: home.chat.port)
        home.peer.updates.reach = (f"http://127.0.0.1:{home.chat.port}",)
        await until(lambda: home.peer.updates.hook)
        yield home


async def call(home: House, body: bytes | io.BytesIO, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {HEADER: secret}
    address = f"http://127.0.0.1:{home.chat.port}/telegram"
    async with aiohttp.ClientSession() as session, session.post(address, data=body, headers=headers) as response:
        return response.status


async def test_a_conversation_over_the_webhook() -> None:
    async with hooked() as home:
        hook = home.peer.updates.hook
        assert hook is not None
        assert (hook.url, hook.secret) == (URL, SECRET)
        ada = home.peer.phone()
        first = ada.say("/daily")
        await ada.see("daily")
        query = ada.tap("A")
        await ada.see("pressed")
        assert await ada.answered(query) == ""
        await until(lambda: home.peer.updates.calls == [(first, 200), (query.update, 200)])
        assert not home.peer.calls("getUpdates")
        assert not home.peer.refused


async def test_what_happened_before_the_start_is_brought() -> None:
    async with house(serve=False, webhook=Webhook(URL, SECRET, "127.0.0.1", 0)) as home:
        ada = home.peer.phone()
        numbers = [ada.say("one"), ada.say("two")]
        home.peer.updates.reach = ("http://127.0.0.1:1",)
        home.serve()
        await until(lambda: home.chat.port)
        home.peer.updates.reach = (f"http://127.0.0.1:{home.chat.port}",)
        await ada.see("two")
    assert home.tutor.ids == numbers


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "é"])
async def test_a_call_without_the_secret_is_refused(secret: str | None) -> None:
    async with hooked() as home:
        assert await call(home, b'{"update_id": 1}', secret) == 403
        assert home.tutor.events == []


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b"7", b"{}", b"null", b"\xff"])
async def test_a_body_that_is_no_update_is_refused(body: bytes) -> None:
    async with hooked() as home:
        assert await call(home, body) == 400


async def test_an_update_that_cannot_be_read_is_taken_and_let_go() -> None:
    async with hooked() as home:
        assert await call(home, b'{"update_id": 1, "message": "what"}') == 200
        assert home.tutor.events == []


async def test_a_body_that_is_too_large_is_refused() -> None:
    async with hooked() as home:
        assert await call(home, io.BytesIO(b" " * (MAX_BODY + 1))) == 413


async def test_the_secret_is_made_from_the_token_where_none_is_set() -> None:
    async with hooked(secret="") as home:
        hook = home.peer.updates.hook
        assert hook is not None
        assert hook.secret == Webhook(URL, "", "127.0.0.1", 0).secret_for(TOKEN)
        assert len(hook.secret) == 64
        assert TOKEN.split(":")[1] not in hook.secret
        ada = home.peer.phone()
        ada.say("/daily")
        await ada.see("daily")


async def test_the_server_says_that_it_is_well() -> None:
    async with hooked() as home, aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{home.chat.port}/health") as response:
            assert (response.status, await response.text()) == (200, "ok")
        async with session.get(f"http://127.0.0.1:{home.chat.port}/telegram") as response:
            assert response.status == 405


async def test_nothing_is_confirmed_while_the_core_cannot_store() -> None:
    gone = threading.Event()
    gone.set()
    sorry: list[Reply] = [Later(text("I can't reach my notes"))]
    async with hooked(lambda event: sorry if gone.is_set() else [Card(text(f"done {event.id}"), AB)]) as home:
        ada = home.peer.phone()
        numbers = [ada.say("one"), ada.say("two")]
        await until(lambda: len(home.peer.updates.calls) > 3)
        assert set(home.peer.updates.calls) == {(numbers[0], 503)}
        gone.clear()
        await ada.see(f"done telegram:{numbers[1]}")
        assert [message.text for message in ada.messages] == [
            "I can't reach my notes",
            *(f"done telegram:{number}:{home.bot}" for number in numbers),
        ]


async def test_updates_of_one_chat_are_handled_one_after_another() -> None:
    inside: list[str] = []
    crowd: list[int] = []
    gate = threading.Event()

    def answer(event: Event) -> list[Reply]:
        inside.append(event.address.chat)
        crowd.append(inside.count(event.address.chat))
        gate.wait(5)
        inside.remove(event.address.chat)
        return []

    async with hooked(answer) as home:
        ada, bob = home.peer.phone(), home.peer.phone("Bob")
        calls = [asyncio.create_task(call(home, said(ada, number))) for number in (1, 2, 3)]
        calls.append(asyncio.create_task(call(home, said(bob, 4))))
        await until(lambda: len(inside) == 2)
        gate.set()
        assert await asyncio.gather(*calls) == [200] * 4
    assert crowd == [1] * 4
    assert [number for number in home.tutor.ids if number != 4] == [1, 2, 3]


def said(phone: Phone, number: int) -> bytes:
    message = {"message_id": 1, "date": 1, "from": phone.peer.user_json(phone.id), "chat": phone.json(), "text": "x"}
    return json.dumps({"update_id": number, "message": message}).encode()


async def test_a_stop_leaves_what_was_not_confirmed_to_telegram() -> None:
    gate = threading.Event()
    async with hooked(lambda _: [] if gate.wait(6) else [Card(text("too late"))]) as home:
        ada = home.peer.phone()
        number = ada.say("one")
        await until(lambda: home.tutor.events)
        await asyncio.wait_for(home.end(), 5)
        assert [update["update_id"] for update in home.peer.updates.pending] == [number]
        assert home.peer.updates.hook is not None
        gate.set()


async def test_a_webhook_that_telegram_refuses() -> None:
    async with house(serve=False, webhook=Webhook("http://tutor.example.org/", SECRET, "127.0.0.1", 0)) as home:
        with pytest.raises(ConfigurationError, match="https url must be provided"):
            await home.chat.serve(asyncio.Event())
        home.peer.refuse(401, "Unauthorized", method="setWebhook")
        with pytest.raises(ConfigurationError, match="InvalidToken"):
            await home.chat.serve(asyncio.Event())


async def test_a_stop_while_telegram_cannot_be_told() -> None:
    async with house(serve=False, webhook=Webhook(URL, SECRET, "127.0.0.1", 0)) as home:
        home.peer.flood(60.0, method="setWebhook")
        home.serve()
        await until(lambda: home.peer.refused)
        await asyncio.wait_for(home.end(), 5)
        assert home.peer.updates.hook is None


async def test_a_port_that_is_taken() -> None:
    async with hooked() as home:
        taken = Webhook(URL, SECRET, "127.0.0.1", home.chat.port)
        async with house(serve=False, webhook=taken) as other:
            with pytest.raises(ConfigurationError, match="cannot be listened on"):
                await other.chat.serve(asyncio.Event())


@pytest.mark.parametrize("secret", ["a b", "é", "x" * 257, "a\n"])
def test_secrets_of_the_wrong_form(secret: str) -> None:
    with pytest.raises(ConfigurationError, match="TELEGRAM_WEBHOOK_SECRET"):
        Webhook(URL, secret, "127.0.0.1", 0)


def test_a_webhook_shows_no_secret() -> None:
    webhook = Webhook("https://tutor.example.org", SECRET, "127.0.0.1", 0)
    assert SECRET not in repr(webhook)
    assert webhook.path == "/"
