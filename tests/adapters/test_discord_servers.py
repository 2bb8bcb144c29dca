"""Server events from the gateway: being added and removed is reported, an outage is not; no server is cached."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from adapters.discord import handle
from adapters.discord.client import Client
from bot.chat import Added, Address, Card, Later, Removed, text
from tests.bench import Stage
from tests.peers.discord_bench import FakeTutor, checked_peer, serving
from tests.peers.discord_rights import SEND_MESSAGES, VIEW_CHANNEL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sized

    from bot.chat import Event, Reply
    from bot.storage.database import Database
    from tests.peers.discord import DiscordPeer


@pytest.fixture
async def peer(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordPeer]:
    monkeypatch.setattr(Client, "identify_pause", 0.01)
    async with checked_peer() as peer:
        yield peer


def told(tutor: FakeTutor) -> list[tuple[type, str]]:
    return [(type(event), event.address.space) for event in tutor.events]


async def settled(peer: DiscordPeer) -> None:
    """Wait until all earlier gateway events have been handled."""
    await peer.phone("ada").say("hi")
    await peer.phone("ada").see("Fine.")
    for message in peer.phone("ada").messages:
        del peer.world.messages[message.id]


async def test_it_knows_its_servers_without_a_word_to_the_core(peer: DiscordPeer) -> None:
    tutor, club = FakeTutor(), peer.server("study")
    async with serving(peer, tutor) as chat:
        await settled(peer)
        assert club.id in chat._client.servers
        assert len(chat._client.servers) == 2  # with the first one
    assert [type(event).__name__ for event in tutor.events] == ["Said"]


async def test_being_removed_and_added_again_is_told(peer: DiscordPeer) -> None:
    tutor, club = FakeTutor(lambda _: []), peer.server("study")
    async with serving(peer, tutor) as chat:
        for times in (1, 2):
            await club.server.kick_bot()
            await peer.until(lambda: len(tutor.events) == 2 * times - 1)  # noqa: B023 - waited for at once
            assert club.id not in chat._client.servers
            await club.server.add_bot()
            await peer.until(lambda: len(tutor.events) == 2 * times)  # noqa: B023 - waited for at once
    assert told(tutor) == [(Removed, club.id), (Added, club.id)] * 2
    assert len({event.id for event in tutor.events}) == 4
    assert tutor.events[0].address == Address("discord", "", "", direct=False, space=club.id)


async def test_an_outage_is_no_removal(peer: DiscordPeer) -> None:
    tutor, club = FakeTutor(), peer.server("study")
    async with serving(peer, tutor) as chat:
        await club.server.go_away()
        await settled(peer)
        assert club.id in chat._client.servers
        await club.server.come_back()
        await settled(peer)
    assert {type(event).__name__ for event in tutor.events} == {"Said"}


async def test_a_server_that_is_away_at_the_start_and_then_removes_the_bot(peer: DiscordPeer) -> None:
    tutor, club = FakeTutor(lambda _: []), peer.server("study")
    club.server.away = True
    async with serving(peer, tutor):
        await club.server.kick_bot()
        await peer.until(lambda: tutor.events)
    assert told(tutor) == [(Removed, club.id)]


async def test_a_removal_while_no_session_was_there_is_told_with_the_next(peer: DiscordPeer) -> None:
    tutor, club = FakeTutor(lambda _: []), peer.server("study")
    async with serving(peer, tutor):
        await peer.until(lambda: peer.gateway.connected)
        club.server.members.pop(peer.world.bot.id)
        await peer.gateway.invalidate(resumable=False)
        await peer.until(lambda: tutor.events)
    assert told(tutor) == [(Removed, club.id)]


async def test_who_was_added_while_the_bot_was_off_is_told_of_with_the_same_id(peer: DiscordPeer) -> None:
    tutor, club = FakeTutor(lambda _: []), peer.server("study")
    club.server.joined = datetime.now(UTC)
    for times in (1, 2):
        async with serving(peer, tutor):
            await peer.until(lambda: len(tutor.events) == times)  # noqa: B023 - waited for at once
    assert told(tutor) == [(Added, club.id)] * 2
    assert len({event.id for event in tutor.events}) == 1


async def test_what_the_core_could_not_store_it_is_told_again(
    peer: DiscordPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handle, "AGAIN", (0.01, 0.01))
    busy: list[Reply] = [Later(text("Try again soon."))]
    answers = [busy, busy, []]
    tutor, club = FakeTutor(lambda _: answers.pop(0)), peer.server("study")
    async with serving(peer, tutor):
        await club.server.kick_bot()
        await peer.until(lambda: not answers)
        answers.extend([busy] * 3)
        await club.server.add_bot()
        await peer.until(lambda: not answers)
    assert told(tutor) == [(Removed, club.id)] * 3 + [(Added, club.id)] * 3
    assert len({event.id for event in tutor.events}) == 2


async def test_the_same_event_told_again_has_the_same_id(peer: DiscordPeer) -> None:
    tutor, club = FakeTutor(lambda _: []), peer.server("study")
    async with serving(peer, tutor):
        await club.server.kick_bot()
        await club.server.add_bot()
        await peer.until(lambda: len(tutor.events) == 2)
        await peer.gateway.ask_to_reconnect()
        for session in peer.gateway.sessions.values():
            session.replay = 1
        await peer.until(lambda: peer.gateway.resumed == 1)
    assert told(tutor) == [(Removed, club.id), (Added, club.id)]


async def test_of_a_server_nothing_is_kept(peer: DiscordPeer) -> None:
    tutor, club = FakeTutor(), peer.server("study")
    club.server.crowd = 100_000
    for number in range(50):
        club.server.channel(f"channel {number}")
        club.server.role(f"role {number}")
    async with serving(peer, tutor) as chat:
        await club.member("ada").command("daily")
        await club.member("ada").see("Fine.")
        state = chat._client._connection
        read = {"READY", "RESUMED", "INTERACTION_CREATE", "MESSAGE_CREATE", "GUILD_CREATE", "GUILD_DELETE"}
        assert state.parsers.keys() == read
        held: list[Sized] = [state._guilds, state._emojis, state._stickers, state._private_channels]
        assert [len(one) for one in held] == [0] * 4
        assert not any(payload["op"] == 8 for one in peer.gateway.connections for payload in one.intended)
    assert not peer.calls("GET", "/members")


HELLO: list[Reply] = [Card(text("Hello. An admin can start with /group setup."), open=True)]


def welcome(event: Event) -> list[Reply]:
    if isinstance(event, Removed):
        return []
    return HELLO if isinstance(event, Added) else [Card(text("Fine."))]


async def test_a_server_that_adds_the_bot_is_greeted_where_its_notices_are(peer: DiscordPeer) -> None:
    tutor, club = FakeTutor(welcome), peer.server("study")
    club.server.notices = club.server.channel("welcome")
    async with serving(peer, tutor):
        await club.server.kick_bot()
        await club.server.add_bot()
        ada = club.member("ada", club.server.notices)
        await ada.see("Hello.")
    assert [message.plain for message in ada.messages] == ["Hello. An admin can start with /group setup."]


@pytest.mark.parametrize("missing", [VIEW_CHANNEL, SEND_MESSAGES, 0])
async def test_where_the_bot_may_not_write_it_says_nothing(peer: DiscordPeer, missing: int) -> None:
    tutor, club = FakeTutor(welcome), peer.server("study")
    peer.tolerated |= {50001} if missing == VIEW_CHANNEL else set()
    if missing:
        club.server.notices = club.server.channel("welcome")
        club.server.deny(club.server.notices, peer.world.bot, missing)
    async with serving(peer, tutor):
        await club.server.kick_bot()
        await club.server.add_bot()
        await peer.until(lambda: (Added, club.id) in told(tutor))
        await peer.until(lambda: peer.calls("GET", f"/guilds/{club.id}"))
        await settled(peer)
    assert not peer.calls("POST", f"/channels/{club.general.id}/messages")


async def test_a_server_that_cannot_be_looked_at_is_not_greeted_and_nothing_breaks(peer: DiscordPeer) -> None:
    tutor, club = FakeTutor(welcome), peer.server("study")
    peer.tolerated |= {10004, 50001}
    async with serving(peer, tutor):
        await club.server.kick_bot()
        await peer.until(lambda: (Removed, club.id) in told(tutor))
        await club.server.add_bot()
        club.server.members.pop(peer.world.bot.id)
        await peer.until(lambda: (Added, club.id) in told(tutor))
        await settled(peer)


async def test_the_core_greets_a_server_once_in_two_days(peer: DiscordPeer, database: Database) -> None:
    stage, club = Stage(database), peer.server("study")
    club.server.notices = club.server.general
    async with serving(peer, FakeTutor(stage.tutor.handle)):
        for _ in range(3):
            await club.server.kick_bot()
            await club.server.add_bot()
        ada = club.member("ada")
        await ada.see("Hello.")
        await ada.command("help")
        await ada.see("/practice")
    assert len([message for message in ada.messages if message.plain.startswith("Hello.")]) == 1
