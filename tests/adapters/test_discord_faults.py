"""Lost connections, refusals and late answers on Discord: everything that can be shown is, and no one is pestered."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import discord
import pytest

from adapters.discord import response
from adapters.discord.api import Wire
from adapters.discord.client import Client
from bot.chat import Button, Card, Command, File, Left, Pressed, Said, Toast, text
from tests.peers.discord_bench import FakeTutor, checked_peer, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.chat import Event, Reply
    from tests.peers.discord import DiscordPeer

pytestmark = pytest.mark.slow

ROWS = ((Button("A", "t:1"), Button("B", "t:2")),)
QUESTION = Card(text("Which one?"), ROWS)
VERDICT = Card(text("Right: A"), ROWS, replace=True)
SENDS = "/channels/.*/messages$"
ORIGINAL = "@original"
FOLLOW_UPS = "/webhooks/[^/]+/[^/]+$"
CALLBACK = "/callback$"


@pytest.fixture
async def peer() -> AsyncIterator[DiscordPeer]:
    async with checked_peer() as peer:
        yield peer


def pressing(*replies: Reply) -> FakeTutor:
    """Return a core that replies to a command with a question, and to a press with these replies."""
    return FakeTutor(lambda event: list(replies) if isinstance(event, Pressed) else [QUESTION])


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("method", "path"), [("POST", CALLBACK), ("PATCH", ORIGINAL), ("POST", SENDS), ("POST", FOLLOW_UPS)]
)
async def test_a_lost_connection_is_made_up_for(
    peer: DiscordPeer, when: Literal["before", "after"], method: str, path: str
) -> None:
    peer.tolerated = {40060}  # an acknowledgement that took effect, though its response was lost
    verdict = replace(VERDICT, file=File("b.json", b"{}")) if method == "PATCH" else VERDICT  # files are no response
    tutor = pressing(verdict, Toast("Saved."), Card(text("Next one."), file=File("a.json", b"{}")))
    ada = peer.phone("ada")
    async with serving(peer, tutor):
        await ada.command("daily")
        await ada.see("Which one?")
        peer.cut(when, method=method, path=path)
        acted = await ada.tap("A")
        await ada.see("Next one.")
        assert not acted.failed
        assert not peer.faults
    shown = [one.plain for one in ada.messages if one.plain != "Saved."]
    assert shown == ["Right: A", "Next one."]
    assert ada.latest.attachments == [("a.json", b"{}")]
    assert len([event for event in tutor.events if isinstance(event, Pressed)]) == 1


@pytest.mark.parametrize(("status", "body"), [(200, b""), (502, b"<html>502 Bad Gateway</html>"), (429, b"<html>")])
async def test_a_proxys_page_that_claims_to_be_json_is_made_up_for(peer: DiscordPeer, status: int, body: bytes) -> None:
    ada = peer.phone("ada")
    async with serving(peer, FakeTutor(lambda event: [Card(text(f"You said {getattr(event, 'text', '')}."))])):
        peer.garble(body, status, method="POST", path=SENDS)
        await ada.say("hello")
        await ada.see("You said hello.")
        assert not peer.faults


async def test_a_waiting_reply_whose_acknowledgement_was_lost_can_still_be_withdrawn(peer: DiscordPeer) -> None:
    peer.tolerated = {40060}
    peer.cut("after", method="POST", path=CALLBACK)
    ada = peer.phone("ada")
    async with serving(peer, FakeTutor(lambda _: [])):
        await ada.command("stop")
        await peer.until(lambda: bool(peer.calls("DELETE", ORIGINAL)) and not ada.messages)
    assert ada.messages == []


@pytest.mark.parametrize("status", [500, 503])
@pytest.mark.parametrize(("method", "path"), [("PATCH", ORIGINAL), ("POST", SENDS)])
async def test_an_error_of_discords_own_is_waited_out(peer: DiscordPeer, method: str, path: str, status: int) -> None:
    peer.refuse(status, 0, "Internal Server Error", method=method, path=path)
    ada = peer.phone("ada")
    async with serving(peer, FakeTutor(lambda _: [QUESTION, Card(text("Second."))])):
        await ada.command("daily")
        await ada.see("Second.")
    assert [one.plain for one in ada.messages] == ["Which one?", "Second."]


@pytest.mark.parametrize("via", [True, False])
@pytest.mark.parametrize(("method", "path"), [("PATCH", ORIGINAL), ("POST", SENDS), ("POST", CALLBACK)])
async def test_too_many_requests_are_waited_out_as_told(peer: DiscordPeer, method: str, path: str, via: bool) -> None:  # noqa: FBT001 - a parameter of the test
    peer.flood(0.05, method=method, path=path, times=2, via=via)
    ada = peer.phone("ada")
    async with serving(peer, FakeTutor(lambda _: [QUESTION, Card(text("Second."))])):
        acted = await ada.command("daily")
        await ada.see("Second.")
    assert not acted.failed
    assert [one.plain for one in ada.messages] == ["Which one?", "Second."]


async def test_discords_own_limits_lose_nothing(peer: DiscordPeer) -> None:
    peer.limit, peer.window = 2, 0.2
    ada = peer.phone("ada")
    said = [Card(text(f"Card {number}.")) for number in range(7)]
    async with serving(peer, FakeTutor(lambda _: list(said))):
        await ada.say("go")
        await ada.see("Card 6.")
    assert [one.plain for one in ada.messages[1:]] == [f"Card {number}." for number in range(7)]
    peer.tolerated = {0}  # a 429 has no code


async def test_a_long_wait_is_waited_for_a_reply_and_told_for_a_push() -> None:
    errors = [discord.RateLimited(0.02), discord.RateLimited(0.02)]

    async def attempt() -> str:
        if errors:
            raise errors.pop()
        return "sent"

    client = Client()
    assert await Wire(client, waits=True)._persist(attempt) == "sent"
    errors.append(discord.RateLimited(0.02))
    with pytest.raises(discord.RateLimited):
        await Wire(client, waits=False)._persist(attempt)
    errors[:] = [discord.RateLimited(901)]
    with pytest.raises(discord.RateLimited):
        await Wire(client, waits=True)._persist(attempt)


async def test_an_interaction_that_is_over_is_answered_in_the_direct_chat(peer: DiscordPeer) -> None:
    peer.tolerated = {10062}
    peer.rest.deadline = 0.1
    tutor = pressing(VERDICT, Toast("Saved."), Card(text("Next one.")))
    ada = peer.phone("ada")
    async with serving(peer, tutor):
        await ada.say("hi")
        question = await ada.see("Which one?")
        peer.stall(0.2, method="POST", path=CALLBACK, times=2)
        assert (await ada.tap("A")).failed
        await ada.see("Next one.")
        assert (await ada.command("daily")).failed
        await peer.until(lambda: len(ada.messages) == 5)
    assert question.plain == "Right: A"  # edited as any message
    assert [one.plain for one in ada.messages] == ["hi", "Right: A", "Saved.", "Next one.", "Which one?"]
    assert not peer.calls("PATCH", ORIGINAL)


async def test_an_interaction_that_is_over_is_not_answered_in_a_server(peer: DiscordPeer) -> None:
    peer.tolerated = {10062}
    peer.rest.deadline = 0.1
    tutor = FakeTutor()
    ada = peer.phone("ada").at("server")
    async with serving(peer, tutor):
        peer.stall(0.2, method="POST", path=CALLBACK)
        assert (await ada.command("daily")).failed
        await peer.until(lambda: bool(peer.refused))
        assert not (await ada.command("daily")).failed  # the next one works
        await ada.see("Fine.")
    assert len(ada.messages) == 1
    assert not peer.calls("POST", SENDS)


@pytest.mark.parametrize("kind", ["direct", "server"])
async def test_a_token_that_runs_out_meanwhile(
    peer: DiscordPeer, kind: Literal["direct", "server"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(response, "HOLD", 0.0)
    peer.tolerated = {50027}
    ada = peer.phone("ada").at(kind)

    def answer(_: Event) -> list[Reply]:
        peer.rest.token_life = 0.0
        return [QUESTION, Card(text("Second."))]

    async with serving(peer, FakeTutor(answer)):
        await ada.command("daily")
        await peer.until(lambda: bool(peer.refused))
        if kind == "direct":
            await ada.see("Second.")
    assert [one.plain for one in ada.messages if not one.thinking] == (
        ["Which one?", "Second."] if kind == "direct" else []
    )
    assert len(peer.refused) == 1  # nothing is tried again with it


async def test_an_event_that_another_delivery_answers_leaves_its_reply_alone(peer: DiscordPeer) -> None:
    peer.tolerated = {40060}
    tutor = FakeTutor()
    ada = peer.phone("ada")
    async with serving(peer, tutor):
        acted = await ada.command("daily")
        await ada.see("Fine.")
        tutor.answer = lambda _: []  # the event's id was seen before
        session = next(iter(peer.gateway.sessions.values()))
        session.replay = 1  # counted back from what the client has heard last: the person's command
        await peer.gateway.ask_to_reconnect()
        await peer.until(lambda: len(tutor.events) == 2)
        await ada.say("still there?")
        await peer.until(lambda: len(tutor.events) == 3)
    assert [event.id for event in tutor.events[:2]] == [f"discord:{acted.id}"] * 2
    assert ada.messages[0].plain == "Fine."
    assert not peer.calls("DELETE", ORIGINAL)


async def test_a_pressed_message_that_was_deleted_is_said_anew(peer: DiscordPeer) -> None:
    peer.tolerated = {10008}
    ada = peer.phone("ada")
    async with serving(peer, pressing(VERDICT)):
        await ada.command("daily")
        question = await ada.see("Which one?")
        del peer.world.messages[question.id]
        await ada.tap("A", question)
        await ada.see("Right: A")
    assert len(ada.messages) == 1


@pytest.mark.parametrize(("code", "message"), [(50007, "Cannot send messages to this user"), (50001, "Missing Access")])
async def test_a_closed_direct_chat_is_told_to_the_core_and_left_alone(
    peer: DiscordPeer, code: int, message: str
) -> None:
    tutor = FakeTutor(lambda event: [] if isinstance(event, Left) else [QUESTION, Card(text("Second."))])
    ada = peer.phone("ada")
    peer.refuse(403, code, message, method="POST", path=SENDS, times=9)
    async with serving(peer, tutor):
        number = await ada.say("hi")
        await peer.until(lambda: len(tutor.events) == 2)
    said, left = tutor.events
    assert isinstance(said, Said)
    assert left == Left(f"discord:{number}:left", said.address)
    assert len(peer.calls("POST", SENDS)) == 1


async def test_who_shares_no_server_gets_every_reply_to_a_command(peer: DiscordPeer) -> None:
    peer.tolerated = {50278}
    tutor = FakeTutor(lambda _: [QUESTION, Card(text("Second."))])
    ada = peer.phone("ada")
    ada.user.shares_server = False
    async with serving(peer, tutor):
        await ada.command("daily")
        await ada.see("Second.")
    assert [one.ephemeral for one in ada.messages] == [False, False]
    assert [type(event) for event in tutor.events] == [Command]


async def test_a_reply_that_discord_refuses_ends_there_and_the_next_event_is_answered(peer: DiscordPeer) -> None:
    tutor = FakeTutor(lambda _: [QUESTION])
    for method, path in (("POST", CALLBACK), ("PATCH", ORIGINAL)):
        peer.refuse(400, 50035, "Invalid Form Body", method=method, path=path)
    ada = peer.phone("ada")
    async with serving(peer, tutor):
        await ada.command("daily")
        await peer.until(lambda: len(peer.refused) == 2)
        await ada.say("hi")
        await ada.see("Which one?")
    assert len(peer.calls("PATCH", ORIGINAL)) == 1


async def test_a_core_that_fails_against_its_word_ends_nothing(peer: DiscordPeer) -> None:
    def answer(event: Event) -> list[Reply]:
        if isinstance(event, Command):
            raise ZeroDivisionError
        return [Card(text("Fine."))]

    ada = peer.phone("ada")
    async with serving(peer, FakeTutor(answer)):
        await ada.command("daily")
        await ada.say("hi")
        await ada.see("Fine.")
        await asyncio.sleep(0)


async def test_an_explanation_that_cannot_replace_an_old_question_comes_below_it(peer: DiscordPeer) -> None:
    ada = peer.phone("ada")
    async with serving(peer, pressing(VERDICT)):
        await ada.command("daily")
        question = await ada.see("Which one?")
        for method, path in (("POST", CALLBACK), ("PATCH", ORIGINAL)):
            peer.refuse(400, 30046, "Maximum number of edits to old messages", method=method, path=path)
        acted = await ada.tap("A", question)
        await ada.see("Right: A")
    assert len(ada.messages) == 2
    assert not acted.failed
