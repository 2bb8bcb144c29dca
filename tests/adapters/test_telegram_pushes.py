"""Pushes, which are tried once a call, and the menu of commands, which is set once a change."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from adapters.telegram import commands
from adapters.telegram.commands import digest
from bot.chat import Address, Card, Delivery, File, Push, PushId, text
from bot.commands import COMMANDS
from tests.adapters.telegram_house import AB, House, house, until

if TYPE_CHECKING:
    from tests.peers.telegram_chats import Phone


def push(phone: Phone, *cards: Card, chat: str | None = None) -> Push:
    address = Address("telegram", str(phone.id), str(phone.id) if chat is None else chat, direct=True)
    return Push(
        PushId(1, datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
        address,
        cards or (Card(text("Today's question"), AB),),
        datetime(2027, 1, 1, tzinfo=UTC),
    )


async def delivered(home: House, one: Push) -> Delivery:
    return await asyncio.wait_for(home.chat.deliver(one), 5)


async def test_a_push_is_sent_without_serving() -> None:
    async with house(serve=False) as home:
        ada = home.peer.phone(known=True)
        cards = (Card(text("one"), replace=True), Card(text("two"), AB, File("a.json", b"{}")))
        assert await delivered(home, push(ada, *cards)) == Delivery("sent")
        assert [message.text for message in ada.messages] == ["one", "two"]
        assert not home.peer.calls("getUpdates")


async def test_the_private_chat_of_a_person_needs_no_number_of_its_own() -> None:
    async with house(serve=False) as home:
        ada = home.peer.phone(known=True)
        assert await delivered(home, push(ada, chat="")) == Delivery("sent", chat=str(ada.id))
        assert len(ada.messages) == 1


async def test_a_push_goes_into_its_topic() -> None:
    async with house(serve=False) as home:
        ada, group = home.peer.phone(), home.peer.group(topics=(7,))
        address = Address("telegram", str(ada.id), str(group.id), direct=False, space=str(group.id), thread="7")
        assert (await delivered(home, replace(push(ada), address=address))).outcome == "sent"
        assert group.messages[0].thread == 7


@pytest.mark.parametrize(
    ("code", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (403, "Forbidden: bot can't initiate conversation with a user"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: user is deactivated"),
        (400, "Bad Request: USER_IS_BLOCKED"),
        (400, "Bad Request: bot was blocked by the user"),
        (400, "Bad Request: PEER_ID_INVALID"),
        (400, "Bad Request: INPUT_USER_DEACTIVATED"),
    ],
)
async def test_who_cannot_be_reached_is_gone(code: int, description: str) -> None:
    async with house(serve=False) as home:
        ada = home.peer.phone(known=True)
        home.peer.refuse(code, description, method="sendMessage")
        assert await delivered(home, push(ada, Card(text("one")), Card(text("two")))) == Delivery("gone")
        assert len(home.peer.calls("sendMessage")) == 1


async def test_who_has_blocked_us_or_never_wrote_is_gone() -> None:
    async with house(serve=False) as home:
        ada = home.peer.phone()
        assert await delivered(home, push(ada)) == Delivery("gone")
        ada.known = ada.blocked = True
        assert await delivered(home, push(ada)) == Delivery("gone")


async def test_a_push_is_tried_once_a_call() -> None:
    async with house(serve=False) as home:
        ada = home.peer.phone(known=True)
        home.peer.flood(7.0, method="sendMessage")
        assert await delivered(home, push(ada)) == Delivery("retry", 7.0)
        home.peer.cut("before", method="sendMessage")
        assert await delivered(home, push(ada)) == Delivery("retry")
        home.peer.refuse(500, "Internal Server Error", method="sendMessage")
        assert await delivered(home, push(ada)) == Delivery("retry")
        home.peer.refuse(400, "Bad Request: something new", method="sendMessage")
        assert await delivered(home, push(ada)) == Delivery("retry")
        home.peer.cut("after", method="sendMessage")
        assert await delivered(home, push(ada)) == Delivery("retry")
        assert len(home.peer.calls("sendMessage")) == 5
        assert len(ada.messages) == 1


async def test_a_push_to_an_address_that_is_none_is_not_raised() -> None:
    async with house(serve=False) as home:
        one = push(home.peer.phone(known=True), chat="no number")
        assert await delivered(home, one) == Delivery("retry")


async def test_the_menu_is_set_once() -> None:
    async with house() as home:
        key = f"telegram-commands:{home.peer.bot_id}"
        await until(lambda: key in home.tutor.kept)
        assert home.tutor.kept[key] == digest(COMMANDS)
        await home.end()
        home.serve()
        home.peer.phone().say("hello")
        await until(lambda: home.tutor.events)
        assert len(home.peer.calls("setMyCommands")) == 2
        shown = {
            scope: [item["command"] for item in commands] for scope, commands in home.peer.methods.commands.items()
        }
        assert shown == {
            '{"type": "all_private_chats"}': [spec.name for spec in COMMANDS if spec.menu and not spec.managed],
            '{"type": "all_chat_administrators"}': ["group"],
        }
        assert not home.peer.refused


async def test_the_menu_is_set_again_when_the_table_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    async with house() as home:
        await until(lambda: f"telegram-commands:{home.peer.bot_id}" in home.tutor.kept)
        await home.end()
        monkeypatch.setattr(commands, "COMMANDS", COMMANDS[:3])
        home.serve()
        await until(lambda: len(home.peer.calls("setMyCommands")) == 4)
        await until(lambda: home.tutor.kept[f"telegram-commands:{home.peer.bot_id}"] == digest(COMMANDS[:3]))
    changed = [COMMANDS[:3], [replace(COMMANDS[0], description="x")], [replace(COMMANDS[0], managed=True)]]
    assert len({digest(COMMANDS), *map(digest, changed)}) == 4


@pytest.mark.parametrize("code", [400, 404])
async def test_a_menu_that_is_refused_is_no_reason_not_to_serve(code: int) -> None:
    async with house(serve=False) as home:
        home.peer.refuse(code, "Bad Request: BOT_COMMAND_INVALID", method="setMyCommands")
        home.serve()
        await until(lambda: home.peer.refused)
        ada = home.peer.phone()
        ada.say("hello")
        await ada.see("hello")
        assert not any("commands" in key for key in home.tutor.kept)


async def test_a_menu_whose_hash_cannot_be_read_is_no_reason_not_to_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    async with house(serve=False) as home:
        monkeypatch.setattr(home.tutor, "recall", None)
        home.serve()
        ada = home.peer.phone()
        ada.say("hello")
        await ada.see("hello")
        assert not home.peer.calls("setMyCommands")
