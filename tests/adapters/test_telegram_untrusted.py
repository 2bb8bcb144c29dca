"""Anything that reaches the webhook's port without the secret, or is malformed, costs no one anything."""

from __future__ import annotations

import asyncio
import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
import structlog

from adapters.telegram.waiting import Patience
from listening import connections
from tests.adapters.telegram_house import House, house, until
from tests.adapters.test_telegram_webhook import HEADER, SECRET, hooked

if TYPE_CHECKING:
    from tests.peers.telegram_chats import Phone

DEEP = b'{"update_id": 5, "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


async def raw(home: House, head: str, body: bytes = b"", secret: str | None = SECRET) -> tuple[int, bytes]:
    """Send a call as bytes; return its status and what came back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", home.chat.port)
    given = "" if secret is None else f"{HEADER}: {secret}\r\n"
    lines = (
        f"POST /telegram HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n{given}{head}\r\n"
    )
    writer.write(lines.encode("latin-1") + body)
    back = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    return (int(back.split(b" ")[1]) if back else 0), back


@pytest.mark.parametrize("secret", ["\xe9", SECRET + "\xff", "\x80" * 99, None, SECRET.upper()])
async def test_an_odd_secret_is_a_wrong_one(secret: str | None, caplog: pytest.LogCaptureFixture) -> None:
    async with hooked() as home:
        assert (await raw(home, "", b"{}", secret))[0] == 403
        assert home.tutor.events == []
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Encoding: gzip\r\n", b"this is not gzip at all"),
        ("Content-Encoding: gzip\r\n", gzip.compress(b'{"update_id": 1}', mtime=0)[:14]),
        ("Content-Encoding: deflate\r\n", b"\x00\xff\x00"),
        ("", DEEP),
        ("", b"[" * 200_000),
        ("", b'{"update_id": "5"}'),
        ("", b'{"update_id": [5]}'),
        ("", b"\xff\xfe"),
        ("Content-Type: application/json; charset=nowhere\r\n", b"{"),
    ],
)
async def test_a_body_that_cannot_be_read_is_a_bad_request(
    head: str, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with hooked() as home:
        status, back = await raw(home, head, body)
        assert status == 400, back
        assert (await raw(home, head, body, "wrong"))[0] in (400, 403)
        assert home.tutor.events == []
    assert "Traceback" not in caplog.text
    assert "127.0.0.1" not in caplog.text


@pytest.mark.parametrize("depth", [50, 300, 1_000, 3_000])
async def test_an_update_that_is_nested_deeply_is_taken_or_refused(depth: int) -> None:
    body = b'{"update_id": 5, "x": ' + b'{"a":' * depth + b"1" + b"}" * depth + b"}"
    async with hooked() as home:
        assert (await raw(home, "", body))[0] in (200, 400)


async def test_calls_that_never_arrive_do_not_keep_others_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections.Connections.__init__, "__defaults__", (20,))
    async with hooked() as home:
        silent = [await asyncio.open_connection("127.0.0.1", home.chat.port) for _ in range(60)]
        ada = home.peer.phone()
        ada.say("/daily")
        await ada.see("daily")
        assert (await raw(home, "", b"{}"))[0] == 400
        closed = 0
        for reader, writer in silent:
            closed += reader.at_eof() or bool(reader.exception())
            writer.close()
        assert closed >= 40


@pytest.mark.parametrize("sent", [b"", b"POST /telegram HT", b"POST /telegram HTTP/1.1\r\nHost: x\r\n"])
async def test_a_head_that_does_not_end_is_cut_off(sent: bytes) -> None:
    async with hooked(patience=Patience(arrival=0.1, start=2.0, stop=1.0)) as home:
        reader, writer = await asyncio.open_connection("127.0.0.1", home.chat.port)
        writer.write(sent)
        assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()


async def test_a_body_that_does_not_end_is_cut_off() -> None:
    async with hooked(patience=Patience(arrival=0.1, start=2.0, stop=1.0)) as home:
        reader, writer = await asyncio.open_connection("127.0.0.1", home.chat.port)
        head = f"POST /telegram HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 99\r\n\r\n"
        writer.write(head.encode() + b'{"upd')
        assert b" 408 " in await asyncio.wait_for(reader.readline(), 5)
        writer.close()


def broken(phone: Phone) -> list[dict[str, Any]]:
    """Updates that lack what every such update has, or have something else in its place."""
    user, chat = phone.peer.user_json(phone.id), phone.json()
    message = {"message_id": 1, "date": 1, "from": user, "chat": chat, "text": "x"}
    member = {"user": user, "status": "member"}
    return [
        {"message": {**message, "chat": None}},
        {"message": {key: value for key, value in message.items() if key != "chat"}},
        {"message": {**message, "chat": {**chat, "id": "nobody"}}},
        {"message": {**message, "text": 7}},
        {"message": {**message, "text": ["x"]}},
        {"message": {**message, "from": {**user, "id": None}}},
        {"my_chat_member": {"chat": chat, "from": user, "date": 1, "old_chat_member": member}},
        {"my_chat_member": {"from": user, "date": 1, "old_chat_member": member, "new_chat_member": member}},
        {"callback_query": {"id": "1", "from": user, "chat_instance": "1", "data": "x", "message": {"message_id": 1}}},
        {"callback_query": {"id": "1", "chat_instance": "1", "data": "x", "message": message}},
        {"callback_query": {"id": "1", "from": user, "chat_instance": "1", "data": 7, "message": message}},
        {"callback_query": {}},
        {"inline_query": {}},
        {"message": []},
    ]


async def test_updates_that_cannot_be_read_are_confirmed_counted_and_skipped_by_polling() -> None:
    async with house() as home:
        ada = home.peer.phone()
        with structlog.testing.capture_logs() as lines:
            for each in broken(ada):
                home.peer.updates.add(each, ada.id)
            ada.say("/daily")
            await ada.see("daily")
            await until(lambda: not home.peer.updates.pending)
        assert [type(event).__name__ for event in home.tutor.events] == ["Command"]
        counts = [line["so_far"] for line in lines if line["event"] == "an update could not be read"]
        assert len(counts) >= 10
        assert counts == sorted(set(counts))


async def test_updates_that_cannot_be_read_are_confirmed_and_skipped_by_the_webhook() -> None:
    async with hooked() as home:
        ada = home.peer.phone()
        for number, each in enumerate(broken(ada), 900):
            assert (await raw(home, "", json.dumps({"update_id": number, **each}).encode()))[0] == 200, each
        assert home.tutor.events == []
