"""Obstacles to a group's question: reported once, and retried only if that may help."""

from __future__ import annotations

import io
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import pytest
import structlog

from bot.chat import Card, Delivery, Slot, text
from tests.adapters.discord_group import COUNT, EDITS, QUESTION, REVEAL, SENDS, known, posted, push
from tests.peers.discord_bench import FakeTutor, adapter, checked_peer, serving
from tests.peers.discord_rights import ATTACH_FILES, MANAGE_THREADS, SEND_MESSAGES, VIEW_CHANNEL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.discord import Discord
    from tests.peers.discord import DiscordPeer
    from tests.peers.discord_club import Club
    from tests.peers.discord_world import Channel


@pytest.fixture
async def peer() -> AsyncIterator[DiscordPeer]:
    async with checked_peer() as peer:
        yield peer


@pytest.fixture
def club(peer: DiscordPeer) -> Club:
    return peer.server("study")


@pytest.fixture
async def chat(peer: DiscordPeer) -> AsyncIterator[Discord]:
    """Return the adapter as the scheduler has it: logged in, never connected to the gateway."""
    async with adapter(peer, FakeTutor()) as chat:
        yield chat
    assert peer.gateway.identified == 0


def replace_id(channel: Channel) -> Channel:
    """Return a channel that does not exist."""
    return replace(channel, id="1")


async def test_a_picture_without_the_right_to_attach_is_said(peer: DiscordPeer, club: Club, chat: Discord) -> None:
    peer.tolerated = {50013}
    question = await posted(chat, club)
    club.server.deny(club.general, peer.world.bot, ATTACH_FILES)
    assert (await chat.deliver(push(club, known(REVEAL, question.id)))).outcome == "sent"
    assert (question.plain, question.attachments) == ("Right: C. Because.\n\nC chosen by 2 of 3", [])


@pytest.mark.parametrize(("missing", "code"), [(VIEW_CHANNEL, 50001), (SEND_MESSAGES, 50013)])
async def test_a_lost_right(peer: DiscordPeer, club: Club, chat: Discord, missing: int, code: int) -> None:
    peer.tolerated = {code}
    club.server.deny(club.general, club.server.roles[club.id], missing)
    assert await chat.deliver(push(club, QUESTION)) == Delivery("gone", why="forbidden")
    assert len(peer.calls("POST", SENDS)) == 1
    club.server.allow(club.general, peer.world.bot, missing)
    assert (await chat.deliver(push(club, QUESTION))).outcome == "sent"


async def test_a_deleted_channel(peer: DiscordPeer, club: Club, chat: Discord) -> None:
    peer.tolerated = {10003}
    question = await posted(chat, club)
    await club.server.delete_channel(club.general)
    assert await chat.deliver(push(club, QUESTION)) == Delivery("gone", why="missing")
    assert await chat.deliver(push(club, known(REVEAL, question.id))) == Delivery("gone", why="missing")
    assert (len(peer.calls("POST", SENDS)), len(peer.calls("PATCH", EDITS))) == (2, 1)


async def test_a_server_without_the_bot(peer: DiscordPeer, club: Club, chat: Discord) -> None:
    peer.tolerated = {50001, 10004}
    question = await posted(chat, club)
    await club.server.kick_bot()
    assert await chat.deliver(push(club, QUESTION)) == Delivery("gone", why="removed")
    assert await chat.deliver(push(club, known(COUNT, question.id, anew=False))) == Delivery("gone", why="removed")
    assert len(peer.calls("POST", SENDS)) == 2
    await club.server.add_bot()
    assert (await chat.deliver(push(club, known(REVEAL, question.id)))).outcome == "sent"


async def test_where_nobody_knows_whether_it_was_removed_it_is_tried_again(
    peer: DiscordPeer, club: Club, chat: Discord
) -> None:
    peer.tolerated = {50001}
    await club.server.kick_bot()
    peer.refuse(403, 20026, "No.", method="GET", path="/guilds/")
    assert (await chat.deliver(push(club, QUESTION))).outcome == "retry"
    assert len(peer.calls("POST", SENDS)) == 1


async def test_an_outage_is_tried_again(peer: DiscordPeer, club: Club, chat: Discord) -> None:
    chat.pauses = ()
    peer.refuse(503, 0, "Service Unavailable", method="POST", path=SENDS)
    assert (await chat.deliver(push(club, QUESTION))).outcome == "retry"


async def test_of_a_push_that_breaks_off_what_was_sent_is_known(peer: DiscordPeer, club: Club, chat: Discord) -> None:
    second = replace(QUESTION, slot=Slot("weekly:7"), body=text("x " * 5))
    peer.tolerated = {50035}
    peer.faults.clear()
    peer.refuse(400, 50035, "Invalid Form Body", method="PATCH", path=EDITS)
    delivery = await chat.deliver(push(club, QUESTION, replace(second, slot=Slot("weekly:7", "1"))))
    assert delivery.outcome == "retry"
    assert [name for name, _ in delivery.messages] == ["group-question:42"]


async def test_a_thread_in_the_archive_comes_back_for_what_must_be_shown(
    peer: DiscordPeer, club: Club, chat: Discord
) -> None:
    peer.tolerated = {50083}
    thread = club.server.thread("daily")
    question = await posted(chat, club, at=thread)
    await club.server.archive(thread)
    count = await chat.deliver(push(club, known(COUNT, question.id, anew=False), at=thread))
    assert count == Delivery("sent", messages=(("group-question:42", question.id),))
    assert thread.archived
    assert question.edits == []
    assert (await chat.deliver(push(club, known(REVEAL, question.id), at=thread))).outcome == "sent"
    assert question.plain.startswith("Right: C.")
    await club.server.archive(thread)
    assert (await chat.deliver(push(club, Card(text("Next.")), at=thread))).outcome == "sent"
    assert not thread.archived


@pytest.mark.parametrize("code", [160005, 50083])
async def test_a_closed_thread(peer: DiscordPeer, club: Club, chat: Discord, code: Literal[160005, 50083]) -> None:
    peer.tolerated = {160005, 50083}
    thread = club.server.thread("daily")
    question = await posted(chat, club, at=thread)
    await club.server.archive(thread, locked=True)
    if code == 50083:
        peer.refuse(400, code, "Thread is archived", method="POST", path=SENDS)
    assert await chat.deliver(push(club, QUESTION, at=thread)) == Delivery("gone", why="closed")
    assert await chat.deliver(push(club, known(REVEAL, question.id), at=thread)) == Delivery("gone", why="closed")
    assert (len(peer.calls("POST", SENDS)), len(peer.calls("PATCH", EDITS))) == (2, 1)
    club.server.roles[club.id].permissions |= MANAGE_THREADS
    assert (await chat.deliver(push(club, known(REVEAL, question.id), at=thread))).outcome == "sent"


async def test_nothing_of_a_server_is_logged(
    peer: DiscordPeer, club: Club, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    peer.tolerated = {50001, 50013, 10003, 10004}
    caplog.set_level(logging.DEBUG)
    written = io.StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written), cache_logger_on_first_use=False)
    hidden, mia = club.server.channel("hidden place"), club.member("mia lovelace", manager=True)
    club.server.deny(hidden, peer.world.bot, VIEW_CHANNEL)
    club.server.deny(club.general, peer.world.bot, ATTACH_FILES)
    try:
        async with serving(peer, FakeTutor(lambda _: [Card(text("secretly"))])) as chat:
            await mia.command("group setup", channel=hidden)
            await mia.see("secretly")
            assert (await chat.deliver(push(club, known(REVEAL, "", anew=True)))).outcome == "sent"
            for channel in (hidden, replace_id(hidden)):
                assert (await chat.deliver(push(club, QUESTION, at=channel))).outcome == "gone"
            peer.refuse(400, 50035, "Invalid Form Body: secretly", method="POST", path=SENDS)
            assert (await chat.deliver(push(club, QUESTION))).outcome == "retry"
            await club.server.kick_bot()
            assert (await chat.deliver(push(club, QUESTION))).why == "removed"
            await club.server.add_bot()
            await mia.command("daily")
    finally:
        structlog.reset_defaults()
    everything = written.getvalue() + caplog.text + "".join(capsys.readouterr())
    assert "a channel can't be looked at" in everything
    assert "a picture was refused" in everything
    assert "a push could not be delivered" in everything
    numbers = [club.id, club.general.id, hidden.id, mia.user.id, *peer.world.messages, *peer.world.interactions]
    words = ["study", "hidden", "lovelace", "secretly", "group-question", "Which one"]
    assert not [word for word in (*numbers, *words, peer.token) if word in everything]


async def test_too_many_edits_of_old_messages_wait_for_a_reveal_and_skip_a_count(
    peer: DiscordPeer, club: Club, chat: Discord
) -> None:
    question = await posted(chat, club)
    peer.refuse(400, 30046, "Maximum number of edits to old messages", method="PATCH", path=EDITS, times=2)
    count = await chat.deliver(push(club, known(COUNT, question.id, anew=False)))
    assert count == Delivery("sent", messages=(("group-question:42", question.id),))
    assert await chat.deliver(push(club, known(REVEAL, question.id))) == Delivery("retry", 600.0)
    assert len(peer.calls("POST", SENDS)) == 1
    assert (await chat.deliver(push(club, known(REVEAL, question.id)))).outcome == "sent"
    assert question.plain == "Right: C. Because."


async def test_a_reveal_is_not_taken_for_the_question_that_was_deleted(
    peer: DiscordPeer, club: Club, chat: Discord
) -> None:
    peer.tolerated = {10008}
    question = await posted(chat, club)
    await club.server.delete_message(question)
    gone = await chat.deliver(push(club, known(COUNT, question.id, anew=False)))
    assert gone.messages == (("group-question:42", ""),)
    await chat.deliver(push(club, replace(REVEAL, slot=Slot("group-question:42"))))
    nonces = [call.body["nonce"] for call in peer.calls("POST", SENDS)]
    assert len(set(nonces)) == 2
    await chat.deliver(push(club, replace(REVEAL, slot=Slot("group-question:42"))))
    assert peer.calls("POST", SENDS)[-1].body["nonce"] == nonces[-1], "the same reveal, tried again"
