"""Pushes reach the direct chat once, or the delivery says what has to be done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

import pytest

from bot.chat import Address, Button, Card, Delivery, File, Push, PushId, bold, text
from tests.peers.discord_bench import FakeTutor, adapter, checked_peer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.discord import Discord
    from tests.peers.discord import DiscordPeer
    from tests.peers.discord_phone import Phone

SENDS = "/channels/.*/messages$"
OPENS = "/users/@me/channels"
CARDS = (Card(text(bold("Question")), ((Button("A", "t:1"),),)), Card(text("And a file."), file=File("a.json", b"{}")))


@pytest.fixture
async def peer() -> AsyncIterator[DiscordPeer]:
    async with checked_peer() as peer:
        yield peer


@pytest.fixture
async def chat(peer: DiscordPeer) -> AsyncIterator[Discord]:
    """Return the adapter as the scheduler has it: logged in, never connected to the gateway."""
    async with adapter(peer, FakeTutor()) as chat:
        yield chat
    assert peer.gateway.identified == 0
    assert not peer.calls("PUT", "/commands")


DUE = datetime(2027, 1, 1, tzinfo=UTC)
LEASE = DUE + timedelta(minutes=1)


def push(ada: Phone, chat: str = "", number: int = 1, lease: datetime = LEASE) -> Push:
    name = PushId(number, lease, DUE)
    return Push(name, Address("discord", ada.user.id, chat, direct=True), CARDS, datetime.now(UTC))


async def test_a_push_is_sent_and_sent_again_is_the_same(peer: DiscordPeer, chat: Discord) -> None:
    ada = peer.phone("ada")
    for _ in range(2):
        assert await chat.deliver(push(ada, ada.channel.id)) == Delivery("sent")
    assert await chat.deliver(push(ada, ada.channel.id, 2)) == Delivery("sent")
    again = push(ada, ada.channel.id, lease=LEASE + timedelta(minutes=1))
    assert await chat.deliver(again) == Delivery("sent"), "by another process, after the first one died"
    assert [one.plain for one in ada.messages] == ["Question", "And a file."] * 2
    assert ada.messages[0].buttons == [["A"]]
    assert ada.messages[1].attachments == [("a.json", b"{}")]
    assert all(len(one.nonce) == 25 for one in ada.messages)
    assert not peer.calls("POST", OPENS)


async def test_the_direct_chat_is_opened_where_none_is_known(peer: DiscordPeer, chat: Discord) -> None:
    ada = peer.phone("ada")
    assert await chat.deliver(push(ada)) == Delivery("sent", chat=ada.channel.id)
    assert len(ada.messages) == 2


async def test_an_unknown_chat_is_opened_anew_once(peer: DiscordPeer, chat: Discord) -> None:
    peer.tolerated = {10003}
    ada = peer.phone("ada")
    assert await chat.deliver(push(ada, "123")) == Delivery("sent", chat=ada.channel.id)
    assert len(ada.messages) == 2
    peer.refuse(404, 10003, "Unknown Channel", method="POST", path=SENDS, times=9)
    assert (await chat.deliver(push(ada, "123", 2))).outcome == "retry"
    assert len(peer.calls("POST", OPENS)) == 2


async def test_a_closed_direct_chat_is_gone_after_one_attempt(peer: DiscordPeer, chat: Discord) -> None:
    peer.tolerated = {50007}
    ada = peer.phone("ada")
    ada.close_dm()
    assert await chat.deliver(push(ada, ada.channel.id)) == Delivery("gone")
    assert len(peer.calls("POST", SENDS)) == 1
    ada.open_dm()
    assert await chat.deliver(push(ada, ada.channel.id)) == Delivery("sent")


async def test_who_can_not_be_written_to_is_gone(peer: DiscordPeer, chat: Discord) -> None:
    peer.tolerated = {50278, 50033}
    ada, nobody = peer.phone("ada"), peer.phone("nobody")
    ada.user.shares_server = False
    assert await chat.deliver(push(ada)) == Delivery("gone", chat=ada.channel.id)
    del peer.world.users[nobody.user.id]
    assert await chat.deliver(push(nobody)) == Delivery("gone")


@pytest.mark.parametrize("path", [SENDS, OPENS])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_lost_connection_is_made_up_for(
    peer: DiscordPeer, chat: Discord, when: Literal["before", "after"], path: str
) -> None:
    ada = peer.phone("ada")
    peer.cut(when, method="POST", path=path)
    assert await chat.deliver(push(ada)) == Delivery("sent", chat=ada.channel.id)
    assert len(ada.messages) == 2


async def test_a_push_that_is_lost_time_and_again_is_tried_later(peer: DiscordPeer, chat: Discord) -> None:
    chat.pauses = (0.01, 0.01)
    ada = peer.phone("ada")
    peer.cut("after", method="POST", path=SENDS, times=3)
    found = await chat.deliver(push(ada))
    assert (found.outcome, found.chat) == ("retry", ada.channel.id)
    assert found.retry_after > 0
    assert await chat.deliver(push(ada, found.chat)) == Delivery("sent")
    assert len(ada.messages) == 2


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_short_wait_is_waited(peer: DiscordPeer, chat: Discord, everywhere: bool) -> None:  # noqa: FBT001 - a parameter of the test
    ada = peer.phone("ada")
    peer.flood(0.05, method="POST", path=SENDS, times=2, everywhere=everywhere)
    assert (await chat.deliver(push(ada))).outcome == "sent"
    assert len(ada.messages) == 2


@pytest.mark.parametrize("via", [True, False])
async def test_a_long_wait_is_handed_back(peer: DiscordPeer, chat: Discord, via: bool) -> None:  # noqa: FBT001 - a parameter of the test
    ada = peer.phone("ada")
    peer.flood(45.5, method="POST", path=SENDS, via=via)
    assert await chat.deliver(push(ada, ada.channel.id)) == Delivery("retry", 45.5)
    assert (await chat.deliver(push(ada, ada.channel.id))).outcome == "sent"
    assert len(ada.messages) == 2


@pytest.mark.parametrize(("status", "code"), [(400, 50035), (401, 0), (403, 20026), (403, 0), (429, 40003)], ids=str)
async def test_any_other_refusal_is_tried_later(peer: DiscordPeer, chat: Discord, status: int, code: int) -> None:
    ada = peer.phone("ada")
    peer.refuse(status, code, "No.", method="POST", path=SENDS)
    found = await chat.deliver(push(ada, ada.channel.id))
    assert found.outcome == "retry"
    assert found.retry_after > 0
    assert not ada.messages


async def test_a_courier_never_raises(peer: DiscordPeer) -> None:
    async with adapter(peer, FakeTutor()) as chat:
        assert chat.platform == "discord"
    assert (await chat.deliver(push(peer.phone("ada")))).outcome == "retry"
