"""The first response to an interaction on Discord: the reply itself if it is ready soon, otherwise a deferral."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from adapters.discord import response
from bot.chat import Card, Command, Toast, text
from tests.adapters.test_discord_replies import pressing
from tests.peers.discord_bench import FakeTutor, checked_peer, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Literal

    from bot.chat import Event, Reply
    from tests.peers.discord import DiscordPeer


@pytest.fixture
async def peer() -> AsyncIterator[DiscordPeer]:
    async with checked_peer() as peer:
        yield peer


@pytest.mark.parametrize("kind", ["direct", "server"])
async def test_a_reply_that_is_ready_is_the_response_itself(
    peer: DiscordPeer, kind: Literal["direct", "server"]
) -> None:
    ada = peer.phone("ada").at(kind)
    async with serving(peer, pressing(Card(text("Right: A"), replace=True))):
        asked = await ada.command("daily")
        await ada.see("Which one?")
        pressed = await ada.tap("A")
        await ada.see("Right: A")
    assert (asked.answer, pressed.answer) == (4, 7)  # a message; an update of the pressed message
    assert not peer.calls("PATCH", "@original")


@pytest.mark.parametrize("hold", [0.0, 0.5])
async def test_a_toast_leaves_the_pressed_message_to_the_card(
    peer: DiscordPeer, monkeypatch: pytest.MonkeyPatch, hold: float
) -> None:
    monkeypatch.setattr(response, "HOLD", hold)
    ada = peer.phone("ada")
    async with serving(peer, pressing(Toast("Noted."), Card(text("Right: A"), replace=True))):
        await ada.command("daily")
        question = await ada.see("Which one?")
        pressed = await ada.tap("A")
        await peer.until(lambda: pressed.told and question.plain == "Right: A")
    assert [(one.plain, one.ephemeral) for one in pressed.told] == [("Noted.", True)]


async def test_a_new_message_in_reply_to_a_press_does_not_quote_the_pressed_one(peer: DiscordPeer) -> None:
    ada = peer.phone("ada")
    async with serving(peer, pressing(Card(text("Next one.")))):
        await ada.command("daily")
        await ada.see("Which one?")
        pressed = await ada.tap("A")
        await ada.see("Next one.")
    assert pressed.answer == 6  # deferred as an update: it has a message of its own
    assert len(peer.calls("POST", "/channels/.*/messages")) == 1


async def test_a_slow_core_edits_what_was_deferred(peer: DiscordPeer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(response, "HOLD", 0.0)
    ada = peer.phone("ada")
    async with serving(peer, pressing(Card(text("Right: A"), replace=True))):
        asked = await ada.command("daily")
        await ada.see("Which one?")
        pressed = await ada.tap("A")
        await ada.see("Right: A")
    assert (asked.answer, pressed.answer) == (5, 6)
    assert len(peer.calls("PATCH", "@original")) == 2
    assert len(ada.messages) == 1


async def test_a_slow_core_holds_up_no_acknowledgement(peer: DiscordPeer) -> None:
    peer.rest.deadline = 1.5
    going = threading.Event()

    def answer(event: Event) -> list[Reply]:
        assert going.wait(10)
        return [Card(text(f"Answered {event.address.user}."))]

    tutor = FakeTutor(answer)
    ada, eve = peer.phone("ada"), peer.phone("eve")
    async with serving(peer, tutor):
        acted = [await ada.command("daily"), await ada.command("mock"), await eve.command("daily")]
        assert not any(one.failed for one in acted)
        await peer.world.until(lambda: len(tutor.events) >= 2, 0.1)
        begun = {event.address.user for event in tutor.events}
        assert len(tutor.events) == 2  # each person's first
        await asyncio.sleep(peer.rest.deadline)
        going.set()
        for phone in (ada, eve):
            await phone.see(phone.user.id)
        await peer.until(lambda: not any(one.thinking for one in ada.messages))
    assert begun == {ada.user.id, eve.user.id}
    assert [
        event.name for event in tutor.events if event.address.user == ada.user.id and isinstance(event, Command)
    ] == [
        "daily",
        "mock",
    ]
