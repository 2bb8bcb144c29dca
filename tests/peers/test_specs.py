"""The check against the Bot API's description finds faulty requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.phones import TelegramScreen, on_telegram
from tests.adapters.telegram_house import house
from tests.peers.specs import needs_telegrams_description, telegram_faults
from tests.peers.telegram import Request
from tests.peers.telegram_rules import Upload

if TYPE_CHECKING:
    from tests.bench import Stage

pytestmark = needs_telegrams_description
MEDIA = '{"type": "photo", "media": "attach://file1", "caption": "x"}'
KEYBOARD = '{"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}'


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("getMe", {}),
        ("getChatAdministrators", {"chat_id": "-100"}),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x", "show_alert": "true"}),
        ("editMessageMedia", {"chat_id": "5", "message_id": "1", "media": MEDIA, "file1": Upload("a", b"x")}),
        ("sendMessage", {"chat_id": "5", "text": "5", "reply_markup": KEYBOARD, "link_preview_options": "{}"}),
        ("sendMessage", {"chat_id": 5, "text": "x", "reply_markup": {"inline_keyboard": []}}),
        ("sendDocument", {"chat_id": "@x", "document": Upload("a", b"x")}),
        ("getUpdates", {"timeout": "5", "allowed_updates": '["message"]'}),
        ("setMyCommands", {"commands": '[{"command": "a", "description": "b"}]', "scope": '{"type": "default"}'}),
    ],
)
def test_requests_that_are_right(method: str, params: dict[str, Any]) -> None:
    assert telegram_faults([Request(method, params)]) == []


@pytest.mark.parametrize(
    ("method", "params", "fault"),
    [
        ("sendNothing", {}, "no such method"),
        ("editMessageMedia", {"media": MEDIA, "file2": Upload("a", b"x")}, "no field file2"),
        ("editMessageMedia", {"media": '{"type": "photo"}'}, "media is none of"),
        ("answerCallbackQuery", {"callback_query_id": "1", "show_alert": "loud"}, "show_alert is none of"),
        ("sendMessage", {"chat_id": "5"}, "text is missing"),
        ("sendMessage", {"chat_id": "5", "text": "x", "colour": "red"}, "no field colour"),
        ("sendMessage", {"chat_id": "5", "text": 5}, "text is none of"),
        ("sendMessage", {"chat_id": "5", "text": "x", "protect_content": "maybe"}, "protect_content is none of"),
        ("sendMessage", {"chat_id": "5", "text": "x", "reply_markup": '{"inline_keyboard": [{}]}'}, "reply_markup is"),
        ("sendMessage", {"chat_id": "5", "text": "x", "reply_markup": '{"colour": 1}'}, "reply_markup is none of"),
        ("getUpdates", {"timeout": "soon"}, "timeout is none of"),
        ("getUpdates", {"timeout": "true"}, "timeout is none of"),
        ("getUpdates", {"allowed_updates": "message"}, "allowed_updates is none of"),
        ("setMyCommands", {"commands": '[{"command": "a"}]'}, "commands is none of"),
    ],
)
def test_requests_that_are_wrong(method: str, params: dict[str, Any], fault: str) -> None:
    found = telegram_faults([Request(method, params)])
    assert len(found) == 1
    assert fault in found[0]


UNKNOWN = Request("sendMessage", {"chat_id": "5", "text": "x", "colour": "red"})


async def test_what_the_tests_of_the_adapter_send_is_compared_in_passing() -> None:
    with pytest.raises(AssertionError, match="no field colour"):
        async with house() as home:
            home.peer.requests.append(UNKNOWN)


async def test_what_the_dialogues_send_is_compared_in_passing(stage: Stage) -> None:
    async def dialogue() -> None:
        async with on_telegram(stage) as phone:
            assert isinstance(phone.screen, TelegramScreen)
            phone.screen.phone.peer.requests.append(UNKNOWN)

    with pytest.raises(AssertionError, match="no field colour"):
        await dialogue()
