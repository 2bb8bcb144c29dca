"""Responses that Telegram would not give, from a proxy or a server in trouble, end nothing and lose nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.telegram import transport
from adapters.telegram.transport import LONGEST_WAIT
from bot.chat import Card, Pressed, text
from tests.adapters.telegram_house import AB, QUICK, house

if TYPE_CHECKING:
    from bot.chat import Event, Reply

pytestmark = pytest.mark.slow

HTML = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
BODIES = [
    b"",
    b"null",
    b"5",
    b"[]",
    b'"result"',
    b'["result"]',
    b"{}",
    b'{"ok":true}',
    b'{"ok":false,"description":"no"}',
    b'{"ok":true,"ok":true,"description":"twice","description":1}',
    b"\xff\xfe\x00",
    b"[" * 100_000,
    HTML,
]
UPDATES = [
    b'{"ok":true,"result":null}',
    b'{"ok":true,"result":true}',
    b'{"ok":true,"result":{}}',
    b'{"ok":true,"result":[null,5,"x",[]]}',
    b'{"ok":true,"result":[{}]}',
    b'{"ok":true,"result":[{"update_id":"7"},{"update_id":7.5},{"update_id":true},{"update_id":null}]}',
]


def numbered(event: Event) -> list[Reply]:
    return [Card(text(event.id), AB, replace=isinstance(event, Pressed))]


@pytest.mark.parametrize("body", BODIES + UPDATES, ids=lambda body: body[:50].decode("latin-1"))
async def test_a_poll_goes_on(body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async with house(numbered) as home:
        ada = home.peer.phone()
        home.peer.garble(body, method="getUpdates", times=2)
        ada.say("/daily")
        await ada.see("telegram:")
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("code", [200, 502])
@pytest.mark.parametrize("body", BODIES, ids=lambda body: body[:50].decode("latin-1"))
async def test_a_reply_is_sent_again(body: bytes, code: int, caplog: pytest.LogCaptureFixture) -> None:
    async with house(numbered) as home:
        ada = home.peer.phone()
        home.peer.garble(body, code, method="sendMessage", times=2)
        ada.say("/daily")
        message = await ada.see("telegram:")
        assert len(ada.messages) == 1
        home.peer.garble(body, code, method="editMessageText", times=2)
        query = ada.tap("A", message)
        await ada.see(f"telegram:{query.update}")
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    "wait", [0.02, 0, -5, None, "5", "soon", True, [], {}, "missing", "no parameters", "a list of parameters"]
)
async def test_a_wait_of_any_form_is_waited_out(wait: object) -> None:
    refusal: dict[str, object] = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
    if wait == "a list of parameters":
        refusal["parameters"] = [5]
    elif wait != "no parameters":
        refusal["parameters"] = {} if wait == "missing" else {"retry_after": wait}
    async with house(numbered, patience=replace(QUICK, tries=10)) as home:
        ada = home.peer.phone()
        for method in ("sendMessage", "getUpdates"):
            home.peer.garble(json.dumps(refusal).encode(), 429, method=method, times=2)
        ada.say("/daily")
        await ada.see("telegram:")


@pytest.mark.parametrize("wait", [b"1e9", b"99999999999999999999", b"1e400", b"NaN"])
def test_a_wait_without_end_has_one(wait: bytes) -> None:
    answer = transport.Transport.parse_json_payload(b'{"ok":false,"parameters":{"retry_after":' + wait + b"}}")
    assert answer["parameters"].get("retry_after", 0) <= LONGEST_WAIT


@pytest.mark.parametrize("number", [2**31, 2**53 + 1, 2**63, 10**30])
async def test_huge_numbers_of_updates_and_messages(number: int) -> None:
    async with house(numbered) as home:
        ada = home.peer.phone(known=True)
        chat, user = ada.json(), home.peer.user_json(ada.id)
        message = {
            "message_id": number,
            "date": 1,
            "chat": chat,
            "from": user,
            "text": "/daily",
            "new_field": {"a": [1]},
        }
        update = {"update_id": number, "message": message, "unknown": {"deep": [[]]}}
        kinds = [{"update_id": number + 1, "story_poll": {"id": 1}}, {"update_id": number + 2}]
        home.peer.garble(json.dumps({"ok": True, "result": [update, *kinds]}).encode(), method="getUpdates")
        await ada.see(f"telegram:{number}")
