"""What people do on Discord reaches the core, and its replies are shown in the right place to the right eyes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.chat import Address, Button, Card, Command, File, Later, Pressed, Said, Toast, bold, text
from tests.peers import discord_wire as wire
from tests.peers.discord_bench import FakeTutor, checked_peer, serving
from tests.peers.discord_world import Message

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sized
    from typing import Literal

    from bot.chat import Reply
    from tests.peers.discord import DiscordPeer

ROWS = ((Button("A", "t:1"), Button("B", "t:2")),)
QUESTION = Card(text(bold("Vital signs"), "\nWhich one?"), ROWS)


@pytest.fixture
async def peer() -> AsyncIterator[DiscordPeer]:
    async with checked_peer() as peer:
        yield peer


def pressing(*replies: Reply) -> FakeTutor:
    """Return a core that replies to a command with a question, and to a press with these replies."""
    return FakeTutor(lambda event: list(replies) if isinstance(event, Pressed) else [QUESTION])


async def test_a_command_in_the_direct_chat(peer: DiscordPeer) -> None:
    tutor = FakeTutor(lambda _: [QUESTION, Card(text("Second.")), Card(text("Third."))])
    ada = peer.phone("ada")
    async with serving(peer, tutor):
        acted = await ada.command("mock", domain="clinical", questions=15)
        await ada.see("Third.")
    where = Address("discord", ada.user.id, ada.channel.id, direct=True)
    assert tutor.events == [Command(f"discord:{acted.id}", where, "mock", "clinical 15", locale="en-US")]
    assert [one.plain for one in ada.messages] == ["Vital signs\nWhich one?", "Second.", "Third."]
    assert ada.messages[0].buttons == [["A", "B"]]
    assert not any(one.ephemeral or one.pings for one in ada.messages)
    assert [call.body["enforce_nonce"] for call in peer.calls("POST", "/channels/.*/messages")] == [True, True]


@pytest.mark.parametrize("kind", ["server", "group"])
async def test_elsewhere_only_the_person_sees_replies(peer: DiscordPeer, kind: Literal["server", "group"]) -> None:
    tutor = FakeTutor(lambda _: [QUESTION, Card(text("Second."))])
    ada, eve = peer.phone("ada").at(kind), peer.phone("eve").at(kind)
    async with serving(peer, tutor):
        await ada.command("daily")
        await ada.see("Second.")
        await ada.tap("A")
        await peer.until(lambda: len(ada.messages) == 4)
    space = peer.world.guild if kind == "server" else ""
    assert [event.address for event in tutor.events] == [
        Address("discord", ada.user.id, ada.channel.id, direct=False, space=space)
    ] * 2
    assert all(one.ephemeral for one in ada.messages)
    assert not eve.messages


async def test_a_press_turns_the_message_into_the_explanation(peer: DiscordPeer) -> None:
    tutor = pressing(Card(text("Right: A"), ((Button("Next", "n"),),), replace=True), Card(text("And more.")))
    ada = peer.phone("ada")
    async with serving(peer, tutor):
        await ada.command("daily")
        question = await ada.see("Which one?")
        acted = await ada.tap("A")
        await ada.see("And more.")
    assert tutor.events[-1] == Pressed(f"discord:{acted.id}", tutor.events[0].address, "t:1", locale="en-US")
    assert (question.plain, question.buttons, len(question.edits)) == ("Right: A", [["Next"]], 1)
    assert not ada.latest.ephemeral


async def test_buttons_and_files_go_when_a_card_without_them_takes_the_place(peer: DiscordPeer) -> None:
    tutor = FakeTutor(
        lambda event: [
            Card(text("Gone."), replace=True)
            if isinstance(event, Pressed)
            else Card(text("File."), ROWS, File("export.json", b"{}"))
        ]
    )
    ada = peer.phone("ada")
    async with serving(peer, tutor):
        await ada.command("export")
        message = await ada.see("File.")
        assert message.attachments == [("export.json", b"{}")]
        await ada.tap("A")
        await ada.see("Gone.")
    assert (message.buttons, message.attachments) == ([], [])


async def test_a_button_works_after_a_restart(peer: DiscordPeer) -> None:
    ada = peer.phone("ada")
    async with serving(peer, pressing()):
        await ada.command("daily")
        await ada.see("Which one?")
    tutor = pressing(Card(text("Right: A"), replace=True))
    async with serving(peer, tutor):
        await ada.tap("A")
        await ada.see("Right: A")
    assert [event.token for event in tutor.events if isinstance(event, Pressed)] == ["t:1"]


@pytest.mark.parametrize("kind", ["direct", "server"])
async def test_a_toast_is_for_one_persons_eyes(peer: DiscordPeer, kind: Literal["direct", "server"]) -> None:
    ada = peer.phone("ada").at(kind)
    async with serving(peer, pressing(Toast("Saved."))):
        await ada.command("daily")
        await ada.see("Which one?")
        await ada.tap("B")
        toast = await ada.see("Saved.")
    assert toast.ephemeral
    assert ada.messages[0].plain.endswith("Which one?")


@pytest.mark.parametrize("custom_id", ["foreign", "x" * 100, "töken\u202e", "@everyone"])
async def test_a_press_that_no_button_has_is_acknowledged_too(peer: DiscordPeer, custom_id: str) -> None:
    tutor = pressing(Toast("That button is too old."))
    ada = peer.phone("ada")
    async with serving(peer, tutor):
        await ada.command("daily")
        acted = await ada.press(custom_id, await ada.see("Which one?"))
        await ada.see("too old")
    assert not acted.failed
    assert tutor.events[-1] == Pressed(f"discord:{acted.id}", tutor.events[0].address, custom_id, locale="en-US")


async def test_what_a_person_writes_is_answered_and_what_bots_and_servers_say_is_not(peer: DiscordPeer) -> None:
    tutor = FakeTutor()
    ada = peer.phone("ada")
    async with serving(peer, tutor):
        overheard = Message(peer.world.snowflake(), ada.at("server").channel, ada.user, "not for the bot")
        data = wire.message(overheard)
        await peer.gateway.dispatch("MESSAGE_CREATE", data | {"guild_id": peer.world.guild})
        await peer.gateway.dispatch(
            "MESSAGE_CREATE", data | {"channel_id": ada.channel.id, "type": 6}
        )  # a pin's notice
        number = await ada.say("12:30 *or* so")
        await ada.see("Fine.")  # of which the gateway tells the bot as well
        await ada.say("B")
        await peer.until(lambda: len(ada.messages) == 4)
    first, second = tutor.events
    where = Address("discord", ada.user.id, ada.channel.id, direct=True)
    assert first == Said(f"discord:{number}", where, "12:30 *or* so")
    assert isinstance(second, Said)


@pytest.mark.parametrize("kind", ["direct", "server"])
async def test_an_apology_is_said_once(peer: DiscordPeer, kind: Literal["direct", "server"]) -> None:
    tutor = pressing(Later(text("Try again soon.")))
    ada = peer.phone("ada").at(kind)
    async with serving(peer, tutor):
        await ada.command("daily")
        await ada.see("Which one?")
        await ada.tap("A")
        sorry = await ada.see("Try again soon.")
        tutor.answer = lambda _: [Later(text("Later, please."))]
        await ada.command("mock")
        await ada.see("Later, please.")
    assert sorry.ephemeral == (kind == "server")
    assert not any(one.thinking for one in ada.messages)
    assert len(ada.messages) == 3
    assert len(tutor.events) == 3


async def test_no_reply_to_a_command_ends_the_waiting(peer: DiscordPeer) -> None:
    ada = peer.phone("ada")
    async with serving(peer, FakeTutor(lambda _: [])):
        acted = await ada.command("stop")
        await peer.until(lambda: not ada.messages)
    assert not acted.failed
    assert ada.messages == []


async def test_one_persons_events_go_in_their_order(peer: DiscordPeer) -> None:
    tutor = FakeTutor()
    ada = peer.phone("ada")
    peer.stall(0.2, method="POST", path="/callback")  # the first one's acknowledgement takes longer than the second's
    async with serving(peer, tutor):
        first, second = await asyncio.gather(ada.command("daily"), ada.command("mock"))
        await peer.until(lambda: len([one for one in ada.messages if one.content]) == 2)
    assert [event.id for event in tutor.events] == [f"discord:{first.id}", f"discord:{second.id}"]


async def test_long_texts_come_as_several_messages_with_the_buttons_last(peer: DiscordPeer) -> None:
    paragraphs = [f"{number}. " + "word_ " * 60 for number in range(12)]
    ada = peer.phone("ada")
    async with serving(peer, FakeTutor(lambda _: [Card(text("\n\n".join(paragraphs)), ROWS)])):
        await ada.command("learn", topic="x")
        await ada.see("11. word_")
        await peer.until(lambda: len(ada.messages) == 3)
    shown = " ".join(" ".join(one.plain for one in ada.messages).split())
    assert shown == " ".join(" ".join(paragraphs).split())
    assert [one.buttons for one in ada.messages] == [[], [], [["A", "B"]]]


async def test_specials_are_shown_as_written_and_ring_no_phone(peer: DiscordPeer) -> None:
    said = "@everyone <@1> *_~|`> # [a](https://x.org) :smile: \u202eevil\u202c https://x.org/a_b"
    ada = peer.phone("ada")
    async with serving(peer, FakeTutor(lambda _: [Card(text(said)), Card(text(said))])):
        await ada.command("report", what="x")
        await peer.until(lambda: len(ada.messages) == 2)
    assert [one.plain for one in ada.messages] == [said, said]
    assert not any(one.pings for one in ada.messages)
    assert all(one.flags & 4 for one in ada.messages)


async def test_150_cards_leave_nothing_in_memory(peer: DiscordPeer) -> None:
    tutor = FakeTutor(
        lambda event: [QUESTION if isinstance(event, Command) else Card(text("Done."), ROWS, replace=True)]
    )
    phones = [peer.phone(f"person {number}") for number in range(15)]
    async with serving(peer, tutor) as chat:
        await asyncio.gather(*(phone.command("daily") for phone in phones))
        for _ in range(9):
            await asyncio.gather(*(phone.press("t:1", phone.messages[0]) for phone in phones))
        await peer.until(lambda: len(tutor.events) == 150)
        await peer.until(lambda: len(peer.calls("POST", "/callback")) == 150)
        state = chat._client._connection
        views = state._view_store
        held: list[Sized] = [
            views._views,
            views._synced_message_views,
            views._modals,
            views._dynamic_items,
            state._private_channels,
        ]
        assert [len(one) for one in held] == [0] * 5
        assert state._messages is None
        talk = chat._client.hear_message.__self__  # type: ignore[union-attr]  # it is a bound method
        await peer.until(lambda: len(talk._turns) == 0)
        assert len(talk._turns) == 0
        assert len(chat._client.http._buckets) < 20
    del peer.requests[200:]  # the rest is the same over and over
