"""Groups of the Telegram peer: refusals and updates, provoked with raw requests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

import aiohttp
import pytest

from tests.peers.telegram_groups import DELETED, UPGRADED
from tests.peers.telegram_methods import SAME
from tests.peers.telegram_raw import raw
from tests.peers.test_pictures import png

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.peers.telegram_groups import Group
    from tests.peers.telegram_raw import Raw

KINDS: list[Literal["group", "supergroup"]] = ["group", "supergroup"]
KICKED = "Forbidden: bot was kicked from the {} chat"
NOT_IN = "Forbidden: bot is not a member of the {} chat"


async def with_photo(call: Raw, method: str, group: Group, content: bytes, **fields: str) -> Any:  # noqa: ANN401 - JSON
    data = aiohttp.FormData({"chat_id": str(group.id), **fields})
    data.add_field("photo", content, filename="a.png", content_type="image/png")
    return await call.post(f"{call.peer.api_url}{call.peer.token}/{method}", data=data)


def shown(caption: str = "seen", kind: str = "photo", name: str = "photo") -> str:
    return json.dumps({"type": kind, "media": f"attach://{name}", "caption": caption})


async def everything(call: Raw, group: Group, number: int = 1) -> dict[str, Any]:
    """The response to each kind of call: "ok", or (code, description)."""
    chat: dict[str, Any] = {"chat_id": group.id}
    found = {
        "send": await call("sendMessage", **chat, text="x"),
        "edit": await call("editMessageText", **chat, message_id=number, text="edited"),
        "ask": await call("getChatAdministrators", **chat),
    }
    return {key: value if isinstance(value, tuple) else "ok" for key, value in found.items()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "said"), [("kicked", KICKED), ("left", NOT_IN)])
async def test_a_bot_that_is_out_can_do_nothing(kind: Literal["group", "supergroup"], status: str, said: str) -> None:
    async with raw() as call:
        ada, group = call.peer.phone(), call.peer.group(kind=kind)
        await call("sendMessage", chat_id=group.id, text="x")
        assert set((await everything(call, group)).values()) == {"ok"}
        group.make_bot(status, by=ada)
        assert set((await everything(call, group)).values()) == {(403, said.format(kind))}
        group.make_bot("member", by=ada)
        group.messages[0].body = group.messages[1].body
        assert set((await everything(call, group)).values()) == {"ok"}


async def test_a_group_that_is_a_supergroup_says_so_but_not_to_an_edit() -> None:
    async with raw() as call:
        ada, group = call.peer.phone(), call.peer.group(kind="group")
        group.promote(ada, "creator")
        await call("sendMessage", chat_id=group.id, text="x")
        new = group.upgrade(by=ada)
        moved = (400, UPGRADED)
        edit = (400, "Bad Request: message can't be edited")
        assert await everything(call, group) == {"send": moved, "edit": edit, "ask": moved}
        address = f"{call.peer.api_url}{call.peer.token}/sendMessage"
        async with call.session.post(address, json={"chat_id": group.id, "text": "x"}) as response:
            assert (await response.json())["parameters"] == {"migrate_to_chat_id": new.id}
        added, leaving, arriving = await call("getUpdates")
        change = added["my_chat_member"]
        assert (change["chat"]["id"], change["new_chat_member"]["status"]) == (new.id, "member")
        assert (leaving["message"]["chat"]["id"], leaving["message"]["migrate_to_chat_id"]) == (group.id, new.id)
        assert (arriving["message"]["chat"]["id"], arriving["message"]["migrate_from_chat_id"]) == (new.id, group.id)
        assert arriving["message"]["from"]["username"] == "GroupAnonymousBot"
        assert new.members == {ada.id: "creator"}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_group_that_ends(kind: Literal["group", "supergroup"]) -> None:
    async with raw() as call:
        ada, group = call.peer.phone(), call.peer.group(kind=kind)
        group.end(by=ada)
        gone = (403, DELETED if kind == "group" else NOT_IN.format(kind))
        edit = (400, "Bad Request: message can't be edited") if kind == "group" else gone
        assert await everything(call, group) == {"send": gone, "edit": edit, "ask": gone}
        [update] = await call("getUpdates")
        assert update["my_chat_member"]["new_chat_member"]["status"] == "left"


def muted(group: Group) -> None:
    group.muted = True


def closed(group: Group) -> None:
    group.closed.add(7)


def no_topics(group: Group) -> None:
    group.topics = ()


def without_photos(group: Group) -> None:
    group.without_photos = True


@pytest.mark.parametrize(
    ("happen", "text", "photo"),
    [
        (muted, "not enough rights to send text messages to the chat", "not enough rights to send photos to the chat"),
        (closed, "TOPIC_CLOSED", "TOPIC_CLOSED"),
        (no_topics, "message thread not found", "message thread not found"),
        (without_photos, "", "not enough rights to send photos to the chat"),
    ],
)
async def test_messages_that_are_refused(happen: Callable[[Group], None], text: str, photo: str) -> None:
    async with raw() as call:
        group = call.peer.group(topics=(7,))
        happen(group)
        said = await call("sendMessage", chat_id=group.id, message_thread_id=7, text="x")
        assert said == (400, f"Bad Request: {text}") if text else said["text"] == "x"
        picture_said = await with_photo(call, "sendPhoto", group, png(), message_thread_id="7")
        assert picture_said == (400, f"Bad Request: {photo}")


async def test_an_administrator_writes_into_a_closed_topic() -> None:
    async with raw() as call:
        ada, group = call.peer.phone(), call.peer.group(topics=(7,))
        closed(group)
        group.make_bot("administrator", by=ada)
        assert (await call("sendMessage", chat_id=group.id, message_thread_id=7, text="x"))["message_thread_id"] == 7


async def test_pictures_take_a_texts_place() -> None:
    async with raw() as call:
        group = call.peer.group()
        await call("sendMessage", chat_id=group.id, text="?", reply_markup={"inline_keyboard": []})
        edited = await with_photo(call, "editMessageMedia", group, png(), message_id="1", media=shown())
        assert edited["caption"] == "seen"
        assert (group.messages[0].edits, bool(group.messages[0].photo)) == (["?"], True)

        async def refused(content: bytes, media: str, number: str = "1") -> str:
            found = await with_photo(call, "editMessageMedia", group, content, message_id=number, media=media)
            assert found[0] == 400
            return str(found[1]).removeprefix("Bad Request: ")

        assert await refused(png(), shown(), "9") == "message to edit not found"
        assert await refused(png(), shown("x" * 1025)) == "message caption is too long"
        assert await refused(png(), shown(kind="audio")) == "unsupported InputMedia type specified"
        assert await refused(png(), shown(name="other")) == "media not found"
        assert await refused(b"no picture", shown()) == "IMAGE_PROCESS_FAILED"
        group.without_photos = True
        assert await refused(png(), shown()) == "not enough rights to send photos to the chat"
        edit = {"chat_id": group.id, "message_id": 1}
        assert (await call("editMessageCaption", **edit, caption="more"))["caption"] == "more"
        assert await call.refused("editMessageCaption", **edit, caption="more") == SAME
        assert await call.refused("editMessageText", **edit, text="x") == "there is no text in the message to edit"
        group.muted = True
        assert await call.refused("editMessageCaption", **edit, caption="x") == "CHAT_WRITE_FORBIDDEN"


async def test_a_text_has_no_caption() -> None:
    async with raw() as call:
        group = call.peer.group()
        await call("sendMessage", chat_id=group.id, text="x")
        edit = {"chat_id": group.id, "message_id": 1, "caption": "x"}
        assert await call.refused("editMessageCaption", **edit) == "there is no caption in the message to edit"


async def test_replies_need_their_message_unless_told_otherwise() -> None:
    async with raw() as call:
        group = call.peer.group()
        await call("sendMessage", chat_id=group.id, text="x")
        for number, lenient, under in ((1, False, 1), (9, True, None)):
            reply = {"message_id": number, "allow_sending_without_reply": lenient}
            await call("sendMessage", chat_id=group.id, text="y", reply_parameters=reply)
            assert group.messages[-1].under == under
        strict: dict[str, Any] = {"chat_id": group.id, "text": "z", "reply_parameters": {"message_id": 9}}
        assert await call.refused("sendMessage", **strict) == "message to be replied not found"


async def test_a_deleted_message_leaves_its_number_unused() -> None:
    async with raw() as call:
        group = call.peer.group()
        await call("sendMessage", chat_id=group.id, text="x")
        group.drop(group.messages[0])
        assert (await call("sendMessage", chat_id=group.id, text="y"))["message_id"] == 2


async def test_a_group_takes_so_many_messages_and_edits_in_a_while() -> None:
    async with raw() as call:
        group, other, ada = call.peer.group(), call.peer.group(), call.peer.phone(known=True)
        call.peer.methods.group_limit = (2, 60.0)
        await call("sendMessage", chat_id=group.id, text="x")
        await call("editMessageText", chat_id=group.id, message_id=1, text="y")
        for method, more in (("sendMessage", {}), ("editMessageText", {"message_id": 1})):
            code, said = await call(method, chat_id=group.id, text="z", **more)
            assert (code, said.split(": ")[0]) == (429, "Too Many Requests")
        await call("sendMessage", chat_id=other.id, text="x")
        for _ in range(3):
            await call.sent(ada)


async def test_administrators_are_named_and_members_are_not() -> None:
    async with raw() as call:
        ada, bob, eve = (call.peer.phone(name) for name in ("Ada", "Bob", "Eve"))
        group = call.peer.group()
        group.promote(ada, "creator", hidden=True)
        group.promote(bob)
        eve.say("/daily", to=group)
        found = await call("getChatAdministrators", chat_id=group.id)
        assert [(each["user"]["id"], each["status"], each["is_anonymous"]) for each in found] == [
            (ada.id, "creator", True),
            (bob.id, "administrator", False),
        ]
        group.demote(bob)
        group.make_bot("administrator", by=ada)
        found = await call("getChatAdministrators", chat_id=group.id)
        assert [each["user"]["id"] for each in found] == [ada.id, call.peer.bot_id]
        said = "there are no administrators in the private chat"
        ada.known = True
        assert await call.refused("getChatAdministrators", chat_id=ada.id) == said


async def test_what_a_bot_may_know_of_a_group() -> None:
    async with raw() as call:
        ada, group = call.peer.phone(), call.peer.group()
        group.promote(ada)
        chat: dict[str, Any] = {"chat_id": group.id}
        assert (await call("getChat", **chat))["permissions"]["can_send_messages"] is True
        assert await call.refused("getChatMember", **chat, user_id=ada.id) == "member list is inaccessible"
        me = {**chat, "user_id": call.peer.bot_id}
        assert (await call("getChatMember", **me))["status"] == "member"
        group.muted = True
        assert (await call("getChat", **chat))["permissions"]["can_send_messages"] is False
        group.make_bot("restricted", by=ada)
        assert (await call("getChatMember", **me))["can_send_messages"] is False
        group.make_bot("administrator", by=ada)
        assert (await call("getChatMember", **chat, user_id=ada.id))["status"] == "administrator"
        await call("sendMessage", **chat, text="x")
        ada.known = True
        assert await call.refused("getChat", chat_id=ada.id) == "there are no members in the private chat"


async def test_in_privacy_mode_only_commands_are_heard() -> None:
    async with raw() as call:
        ada, group = call.peer.phone(), call.peer.group()
        said = ["hello", "/daily", "/daily@another_bot", "/daily@CEHRS_tutor_bot 5", "", "what is /daily"]
        heard = [ada.say(text, to=group) for text in said]
        assert [bool(number) for number in heard] == [False, True, False, True, False, False]
        assert [update["message"]["text"] for update in await call("getUpdates")] == [said[1], said[3]]
        group.leave(ada)
        assert ada.id not in group.members


async def test_alerts_are_told_from_toasts_and_links_open_the_private_chat() -> None:
    async with raw() as call:
        ada, group = call.peer.phone(), call.peer.group()
        url = f"https://t.me/{call.peer.username}?start=why_42"
        rows = [
            [{"text": "A", "callback_data": "a"}, {"text": "Why", "url": url}, {"text": "Else", "url": "https://a.b"}]
        ]
        await call("sendMessage", chat_id=group.id, text="?", reply_markup={"inline_keyboard": rows})
        alert, toast = ada.tap("A", chat=group), ada.tap("A", chat=group)
        await call("answerCallbackQuery", callback_query_id=alert.id, text="Right", show_alert=True)
        await call("answerCallbackQuery", callback_query_id=toast.id, text="hm", show_alert="false")
        assert (alert.alert, toast.alert, ada.alerts, ada.toasts) == (True, False, ["Right"], ["hm"])
        ada.open("Why", group.messages[0])
        assert (ada.known, ada.screen[-1].text) == (True, "/start why_42")
        with pytest.raises(AssertionError):
            ada.open("Else", group.messages[0])
