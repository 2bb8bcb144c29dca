"""Each refusal by the Telegram peer's methods, provoked with a raw request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.peers.telegram_methods import SAME, TOO_OLD
from tests.peers.telegram_raw import raw

if TYPE_CHECKING:
    from tests.peers.telegram_chats import Phone

BUTTON = {"text": "A", "callback_data": "a"}


async def test_tokens_and_methods() -> None:
    async with raw() as call:
        assert await call.post(f"{call.peer.api_url}1:wrong/getMe") == (401, "Unauthorized")
        assert await call.post(f"{call.peer.api_url}wrong/getMe") == (404, "Not Found")
        assert await call("getNothing") == (404, "Not Found")
        assert call.peer.strangers == 2
        me = await call("GETME")
        assert (me["is_bot"], me["username"]) == (True, call.peer.username)


@pytest.mark.parametrize("form", [False, True])
async def test_parameters_come_as_json_or_as_a_form(form: bool) -> None:  # noqa: FBT001 - two cases
    async with raw() as call:
        ada = call.peer.phone(known=True)
        markup = {"inline_keyboard": [[BUTTON]]}
        params = {"chat_id": ada.id, "text": "<b>hi</b> you", "parse_mode": "HTML", "reply_markup": markup}
        address = f"{call.peer.api_url}{call.peer.token}/sendMessage"
        flat = params | {"chat_id": str(ada.id), "reply_markup": json.dumps(markup)}
        message = await call.post(address, **({"data": flat} if form else {"json": params}))
        assert message["text"] == "hi you"
        assert message["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
        assert ada.messages[0].buttons == ["A"]
        assert call.peer.requests[-1].params == (flat if form else params)


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "Up"}, "unsupported parse_mode"),
        ({"text": "x", "message_thread_id": 7}, "message thread not found"),
        ({"text": "x", "chat_id": 1}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
    ],
)
async def test_messages_that_are_refused(params: dict[str, Any], description: str) -> None:
    async with raw() as call:
        ada = call.peer.phone(known=True)
        assert await call.refused("sendMessage", **{"chat_id": ada.id, **params}) == description
        assert not ada.messages


async def test_messages_that_just_fit() -> None:
    async with raw() as call:
        ada = call.peer.phone(known=True)
        await call.sent(ada, text="😀" * 2048)
        await call.sent(ada, text="<b>" + "&amp;" * 4096 + "</b>", parse_mode="HTML")
        await call.sent(ada, text="a & b &nbsp; &lt;b&gt; &#65;&#x42; > x", parse_mode="html")
        assert ada.messages[1].text == "&" * 4096
        assert ada.messages[2].text == "a & b &nbsp; <b> AB > x"
        assert not call.peer.refused


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<x>hi</x>", 'Unsupported start tag "x" at byte offset 0'),
        ("5 < 6", "Unclosed start tag at byte offset 2"),
        ("5 <", "Unclosed start tag at byte offset 2"),
        ("é<b", "Unclosed start tag at byte offset 2"),
        ("<b>hi", 'Can\'t find end tag corresponding to start tag "b"'),
        ("hi</b>", "Unexpected end tag at byte offset 2"),
        ("<b>hi</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
        ("<b><i>hi</b></i>", 'Unmatched end tag at byte offset 8, expected "</i>", found "</b>"'),
    ],
)
async def test_markup_that_is_refused(text: str, reason: str) -> None:
    async with raw() as call:
        ada = call.peer.phone(known=True)
        description = await call.refused("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")
        assert description == f"can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"text": "A", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "A", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "A", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "", "callback_data": "a"}, "inline keyboard button text must be non-empty"),
        (
            {"text": "A"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "A", "url": "javascript://x"},
            "inline keyboard button URL 'javascript://x' is invalid: Unsupported URL protocol",
        ),
        ({"text": "A", "url": "https://"}, "inline keyboard button URL 'https://' is invalid: Wrong HTTP URL"),
        ({"text": "A", "url": "nonsense"}, "inline keyboard button URL 'nonsense' is invalid: Wrong HTTP URL"),
    ],
)
async def test_buttons_that_are_refused(button: dict[str, str], description: str) -> None:
    async with raw() as call:
        ada = call.peer.phone(known=True)
        markup = {"inline_keyboard": [[BUTTON], [button]]}
        assert await call.refused("sendMessage", chat_id=ada.id, text="?", reply_markup=markup) == description


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ({"keyboard": []}, "object expected as reply markup"),
        ({"inline_keyboard": [BUTTON]}, "object expected as reply markup"),
    ],
)
async def test_keyboards_that_are_refused(markup: object, description: str) -> None:
    async with raw() as call:
        ada = call.peer.phone(known=True)
        assert await call.refused("sendMessage", chat_id=ada.id, text="?", reply_markup=markup) == description


async def test_data_of_64_bytes_and_addresses_are_taken() -> None:
    async with raw() as call:
        ada = call.peer.phone(known=True)
        buttons = [{"text": "A", "callback_data": "x" * 64}, {"text": "B", "url": "https://t.me/a_bot?start=mock"}]
        await call.sent(ada, reply_markup={"inline_keyboard": [buttons, []]})
        assert ada.tap("A").answer is None
        with pytest.raises(AssertionError, match="opens an address"):
            ada.tap("B")
        with pytest.raises(AssertionError, match="no button"):
            ada.tap("C")


async def test_who_never_wrote_cannot_be_written_to() -> None:
    async with raw() as call:
        ada = call.peer.phone()
        assert await call.refused("sendMessage", chat_id=ada.id, text="x") == "chat not found"
        ada.say("/start")
        await call.sent(ada)


async def test_who_blocked_the_bot_cannot_be_reached() -> None:
    async with raw() as call:
        ada, group = call.peer.phone(known=True), call.peer.group()
        number = await call.sent(ada)
        ada.block()
        said = (403, "Forbidden: bot was blocked by the user")
        assert await call("sendMessage", chat_id=ada.id, text="x") == said
        assert await call("editMessageText", chat_id=ada.id, message_id=number, text="x") == said
        with pytest.raises(AssertionError, match="blocked"):
            ada.say("x")
        ada.unblock()
        await call.sent(ada)
        group.forbidden = "Forbidden: bot was kicked from the supergroup chat"
        assert await call("sendMessage", chat_id=group.id, text="x") == (403, group.forbidden)
        changes = [update["my_chat_member"]["new_chat_member"]["status"] for update in await call("getUpdates")]
        assert changes == ["kicked", "member"]


async def test_edits_that_are_refused() -> None:
    async with raw() as call:
        ada = call.peer.phone(known=True)
        markup = {"inline_keyboard": [[BUTTON]]}
        number = await call.sent(ada, reply_markup=markup)
        ada.say("mine")
        edit = {"chat_id": ada.id, "message_id": number}
        assert await call.refused("editMessageText", **edit, text="hello", reply_markup=markup) == SAME
        assert await call.refused("editMessageReplyMarkup", **edit, reply_markup=markup) == SAME
        assert await call.refused("editMessageText", **edit, text="x" * 4097) == "MESSAGE_TOO_LONG"
        assert await call.refused("editMessageText", **edit) == "message text is empty"
        gone, mine = {**edit, "message_id": 99}, {**edit, "message_id": number + 1}
        assert await call.refused("editMessageText", **gone, text="x") == "message to edit not found"
        assert await call.refused("editMessageText", **mine, text="x") == "message can't be edited"
        ada.messages[0].inaccessible = True
        assert await call.refused("editMessageText", **edit, text="x") == "message can't be edited"
        assert ada.messages[0].edits == []


async def test_edits_that_are_taken() -> None:
    async with raw() as call:
        ada = call.peer.phone(known=True)
        number = await call.sent(ada, reply_markup={"inline_keyboard": [[BUTTON]]})
        edited = await call("editMessageText", chat_id=ada.id, message_id=number, text="better")
        assert edited["edit_date"]
        message = ada.messages[0]
        assert (message.text, message.edits, message.buttons) == ("better", ["hello"], [])
        markup = {"inline_keyboard": [[BUTTON]]}
        await call("editMessageReplyMarkup", chat_id=ada.id, message_id=number, reply_markup=markup)
        assert message.buttons == ["A"]


def form(phone: Phone, content: bytes | None, **fields: str) -> aiohttp.FormData:
    data = aiohttp.FormData({"chat_id": str(phone.id), **fields})
    if content is not None:
        data.add_field("document", content, filename="a.json", content_type="application/json")
    return data


async def test_documents() -> None:
    async with raw() as call:
        ada = call.peer.phone(known=True)
        call.peer.methods.document_limit = 10
        address = f"{call.peer.api_url}{call.peer.token}/sendDocument"

        async def refused(content: bytes | None, **fields: str) -> tuple[int, str]:
            found: tuple[int, str] = await call.post(address, data=form(ada, content, **fields))
            return found

        assert await refused(b"x" * 11) == (413, "Request Entity Too Large")
        assert await refused(b"") == (400, "Bad Request: file must be non-empty")
        assert await refused(None, document="x") == (400, "Bad Request: there is no document in the request")
        assert await refused(b"{}", caption="x" * 1025) == (400, "Bad Request: message caption is too long")
        assert not ada.messages
        await call.post(address, data=form(ada, b"{}", caption="x" * 1024))
        edit = {"chat_id": ada.id, "message_id": ada.messages[0].id, "text": "x"}
        assert await call.refused("editMessageText", **edit) == "there is no text in the message to edit"


async def test_answers_to_presses() -> None:
    async with raw() as call:
        ada = call.peer.phone(known=True)
        await call.sent(ada, reply_markup={"inline_keyboard": [[BUTTON]]})
        query, late = ada.tap("A"), ada.tap("A")
        late.expired = True
        answer = {"callback_query_id": query.id}
        assert await call.refused("answerCallbackQuery", **answer, text="x" * 201) == "MESSAGE_TOO_LONG"
        assert await call("answerCallbackQuery", **answer, text="x" * 200) is True
        assert await call.refused("answerCallbackQuery", **answer) == TOO_OLD
        opens = ada.tap("A")
        answer = {"callback_query_id": opens.id}
        assert await call.refused("answerCallbackQuery", **answer, url="https://example.org") == "URL_INVALID"
        assert (
            await call("answerCallbackQuery", **answer, url=f"https://t.me/{call.peer.username}?start=duel_1") is True
        )
        assert opens.opened == "duel_1"
        assert await call.refused("answerCallbackQuery", callback_query_id=late.id) == TOO_OLD
        assert await call.refused("answerCallbackQuery", callback_query_id="1") == TOO_OLD
        assert ada.toasts == ["x" * 200]


@pytest.mark.parametrize(
    ("commands", "description"),
    [
        ([{"command": "Mock", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "/mock", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "x" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "mock", "description": ""}], "command description must be non-empty"),
        ([{"command": "mock", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "mock", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ("[", "can't parse commands JSON object"),
    ],
)
async def test_menus_that_are_refused(commands: object, description: str) -> None:
    async with raw() as call:
        assert await call.refused("setMyCommands", commands=commands) == description


async def test_menus_have_scopes() -> None:
    async with raw() as call:
        menu, scope = [{"command": "mock", "description": "x"}], {"type": "all_private_chats"}
        assert await call("setMyCommands", commands=menu, scope=scope) is True
        assert await call("getMyCommands", scope=scope) == menu
        assert await call("getMyCommands") == []
