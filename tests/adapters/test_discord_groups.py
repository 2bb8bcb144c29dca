"""A question in a server's channel: posted, answered privately, counted, revealed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.actions import GroupAnswer, encode
from bot.chat import Address, Card, Delivery, Pressed, Toast, text
from tests.adapters.discord_group import COUNT, EDITS, QUESTION, REVEAL, SENDS, chat_message, known, posted, push
from tests.peers.discord_bench import FakeTutor, adapter, checked_peer, serving
from tests.peers.discord_rights import MENTION_EVERYONE
from tests.peers.discord_world import SUPPRESS_EMBEDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.discord import Discord
    from bot.chat import Event, Reply
    from tests.peers.discord import DiscordPeer
    from tests.peers.discord_club import Club


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


def explaining(event: Event) -> list[Reply]:
    assert isinstance(event, Pressed)
    return [Card(text(f"Your {event.token}, {event.address.user}: because."), brief="Because.")]


async def test_a_question_is_answered_by_each_in_private(peer: DiscordPeer, club: Club) -> None:
    tutor = FakeTutor(explaining)
    members = [club.member(name) for name in ("ada", "bea", "cyd")]
    async with serving(peer, tutor) as chat:
        question = await posted(chat, club)
        assert question.buttons == [["A", "B", "C", "D"]]
        before = question.content
        acted = [await member.tap(letter) for member, letter in zip(members, "ABC", strict=True)]
        for member in members:
            await member.see(f", {member.user.id}: because.")
    assert [event.address for event in tutor.events] == [
        Address("discord", member.user.id, club.general.id, direct=False, space=club.id) for member in members
    ]
    assert [event.token for event in tutor.events if isinstance(event, Pressed)] == [
        encode(GroupAnswer(42, place)) for place in range(3)
    ]
    assert [len(member.messages) for member in members] == [2, 2, 2]
    assert all(member.latest.ephemeral and member.latest.only_for is member.user for member in members)
    assert (question.content, question.edits) == (before, [])
    assert [one.answer for one in acted] == [4, 4, 4]  # a message of its own; the question stays as it is
    assert not any(one.notified or one.pings for one in peer.world.messages.values())


@pytest.mark.parametrize("reply", [Card(text("No."), replace=True), Toast("No.")])
async def test_a_press_never_edits_what_all_see(peer: DiscordPeer, club: Club, reply: Reply) -> None:
    async with serving(peer, FakeTutor(lambda _: [reply])) as chat:
        question = await posted(chat, club)
        await club.member("ada").tap("B")
        seen = await club.member("ada").see("No.")
    assert seen.ephemeral
    assert question.edits == []


async def test_a_press_on_a_message_that_is_gone_is_answered(peer: DiscordPeer, club: Club) -> None:
    async with serving(peer, FakeTutor(explaining)) as chat:
        question = await posted(chat, club)
        await club.server.delete_message(question)
        acted = await club.member("ada").tap("B", question)
        assert (await club.member("ada").see("because")).ephemeral
    assert not acted.failed


async def test_the_count_and_the_reveal_edit_the_question(peer: DiscordPeer, club: Club, chat: Discord) -> None:
    question = await posted(chat, club)
    for card in (known(COUNT, question.id, anew=False), known(REVEAL, question.id)):
        delivery = await chat.deliver(push(club, card))
        assert delivery == Delivery("sent", messages=(("group-question:42", question.id),))
        if card.body == COUNT.body:
            assert question.plain.endswith("3 have answered.")
            assert question.buttons == [["A", "B", "C", "D"]]
    assert question.plain == "Right: C. Because."
    assert (question.buttons, question.descriptions) == ([], ["C chosen by 2 of 3"])
    assert question.flags & SUPPRESS_EMBEDS
    assert len(peer.calls("POST", SENDS)) == 1


async def test_a_question_that_is_gone_comes_anew_or_not(peer: DiscordPeer, club: Club, chat: Discord) -> None:
    peer.tolerated = {10008}
    question = await posted(chat, club)
    await club.server.delete_message(question)
    gone = await chat.deliver(push(club, known(COUNT, question.id, anew=False)))
    assert gone == Delivery("sent", messages=(("group-question:42", ""),))
    assert club.member("ada").messages == []
    for _ in range(2):  # a crash before the store knows of it
        anew = await chat.deliver(push(club, known(REVEAL, question.id), number=2))
    ((_, number),) = anew.messages
    assert [message.id for message in club.member("ada").messages] == [number] != [question.id]
    assert chat_message(club, number).descriptions == ["C chosen by 2 of 3"]


async def test_a_push_after_a_crash_is_shown_once(peer: DiscordPeer, club: Club, chat: Discord) -> None:
    peer.cut("after", method="POST", path=SENDS)
    first = await chat.deliver(push(club, QUESTION, Card(text("Next."))))
    second = await chat.deliver(push(club, QUESTION, number=3))
    assert first.messages == second.messages
    assert [message.plain for message in club.member("ada").messages] == ["Question of the day\nWhich one?", "Next."]


async def test_what_is_too_long_follows_and_follows_no_count(club: Club, chat: Discord) -> None:
    long = " ".join(f"word{number}" for number in range(500))
    question = await posted(chat, club, replace(QUESTION, body=text(long)))
    ada = club.member("ada")
    assert [message.buttons for message in ada.messages] == [[["A", "B", "C", "D"]], []]
    await chat.deliver(push(club, known(replace(QUESTION, body=text(long)), question.id, anew=False)))
    assert len(ada.messages) == 2
    for _ in range(2):
        await chat.deliver(push(club, known(replace(REVEAL, body=text(long)), question.id)))
    assert len(ada.messages) == 3
    assert question.descriptions == ["C chosen by 2 of 3"]
    assert question.plain.split() + ada.messages[2].plain.split() == long.split()


@pytest.mark.parametrize("mentionable", [True, False])
async def test_a_role_is_notified_once_and_nobody_else(
    peer: DiscordPeer, club: Club, chat: Discord, *, mentionable: bool
) -> None:
    quizzers = club.server.role("quizzers", mentionable=mentionable)
    if not mentionable:
        club.server.roles[club.id].permissions |= MENTION_EVERYONE
    wordy = text(f"@everyone <@&{club.id}> " + "word " * 391)
    card = replace(QUESTION, body=wordy, mention=quizzers.id)
    question = await posted(chat, club, card)
    assert question.notified == {quizzers.id}
    assert question.content.startswith(f"<@&{quizzers.id}>\n")
    await chat.deliver(push(club, known(card, question.id, anew=False)))
    assert f"<@&{quizzers.id}>" not in question.content
    # text that does not fit beside the mention follows in another message, which notifies no one
    assert [message.notified for message in club.member("ada").messages] == [{quizzers.id}, set()]
    edits = [call.body["allowed_mentions"] for call in peer.calls("PATCH", EDITS)]
    assert edits == [{"parse": []}]


async def test_a_role_that_is_no_number_is_nobody(club: Club, chat: Discord) -> None:
    question = await posted(chat, club, replace(QUESTION, mention="everyone"))
    assert (question.notified, question.plain) == (set(), "Question of the day\nWhich one?")


async def test_500_presses_are_500_private_answers(peer: DiscordPeer, club: Club) -> None:
    peer.limit, peer.global_limit, peer.window = 5, 50, 1.0
    club.server.crowd = 100_000
    tutor = FakeTutor(explaining)
    members = [club.member(f"member {number}") for number in range(500)]
    async with serving(peer, tutor) as chat:
        question = await posted(chat, club)
        for first in range(0, 500, 10):
            acted = await asyncio.gather(
                *(one.tap("ABCD"[at % 4], question) for at, one in enumerate(members[first : first + 10]))
            )
            assert not any(one.failed for one in acted)
        await peer.until(lambda: len(peer.world.messages) == 501, 10)
    answers = {one.only_for.id: one for one in peer.world.messages.values() if one.only_for}
    assert answers.keys() == {member.user.id for member in members}
    assert all(one.ephemeral and one.plain.endswith(f", {user}: because.") for user, one in answers.items())
    assert len(tutor.events) == 500
    assert question.edits == []
    assert peer.refused == []
    del peer.requests[200:]  # the rest is the same over and over
