"""Logging in, staying connected, stopping in time, and keeping quiet about it."""

from __future__ import annotations

import asyncio
import io
import logging
import threading
from typing import TYPE_CHECKING

import pytest
import structlog
import yarl

from adapters.discord import Discord
from adapters.discord.client import Client
from bot.chat import Button, Card, Toast, text
from bot.errors import ConfigurationError
from tests.peers.discord_bench import FakeTutor, adapter, checked_peer, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.chat import Event, Reply
    from tests.peers.discord import DiscordPeer

SERVERS, DIRECT_MESSAGES = 1 << 0, 1 << 12
WRONG = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gxxxxx.wrongwrongwrongwrongwrongwrongwrongwrong"


@pytest.fixture
async def peer(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordPeer]:
    monkeypatch.setattr(Client, "identify_pause", 0.01)
    async with checked_peer() as peer:
        yield peer


async def still_answers(peer: DiscordPeer, word: str) -> None:
    await peer.phone("ada").say(word)
    await peer.phone("ada").see(f"Heard {word}.")


def echo() -> FakeTutor:
    return FakeTutor(lambda event: [Card(text(f"Heard {getattr(event, 'text', '')}."))])


async def test_it_asks_for_servers_and_direct_messages_and_nothing_else(peer: DiscordPeer) -> None:
    async with serving(peer, echo()):
        assert [session.intents for session in peer.gateway.sessions.values()] == [SERVERS | DIRECT_MESSAGES]


async def test_it_comes_back_and_resumes(peer: DiscordPeer) -> None:
    tutor = echo()
    async with serving(peer, tutor):
        await still_answers(peer, "one")
        await peer.gateway.ask_to_reconnect()
        await peer.until(lambda: peer.gateway.resumed == 1)
        await still_answers(peer, "two")
        await peer.gateway.close(4000)
        await peer.until(lambda: peer.gateway.resumed == 2)
        await still_answers(peer, "three")
        peer.gateway.abort()
        await peer.phone("ada").say("meanwhile")
        await peer.phone("ada").see("Heard meanwhile.")
    assert peer.gateway.identified == 1
    assert [getattr(event, "text", "") for event in tutor.events] == ["one", "two", "three", "meanwhile"]


@pytest.mark.parametrize(("resumable", "identified"), [(True, 1), (False, 2)])
async def test_an_invalid_session(peer: DiscordPeer, resumable: bool, identified: int) -> None:  # noqa: FBT001 - a parameter of the test
    async with serving(peer, echo()):
        before = list(peer.gateway.connections)
        await peer.gateway.invalidate(resumable=resumable)
        await peer.until(lambda: peer.gateway.connections != before and peer.gateway.connected)
        await still_answers(peer, "one")
    assert peer.gateway.identified == identified


async def test_where_to_resume_comes_from_discord_and_is_not_believed_for_ever(peer: DiscordPeer) -> None:
    peer.gateway.resume_address = peer.gateway_url.replace("/ws/", "/nowhere/")
    async with serving(peer, echo()) as chat:
        await peer.until(lambda: chat._client.ws.gateway == yarl.URL(peer.gateway.resume_address))
        peer.gateway.abort()
        await peer.until(lambda: peer.gateway.resumed == 1, 15)
        await still_answers(peer, "one")
    assert any(refusal.request.path == "/nowhere/" for refusal in peer.refused)
    peer.tolerated = {0}
    peer.requests = [request for request in peer.requests if request.path != "/nowhere/"]


async def test_a_gateway_that_is_away_at_first(peer: DiscordPeer) -> None:
    peer.gateway.unavailable = 1
    async with serving(peer, echo()):
        await still_answers(peer, "one")
    assert peer.gateway.unavailable == 0


async def test_an_event_that_the_library_can_not_read_ends_nothing(peer: DiscordPeer) -> None:
    async with serving(peer, echo()):
        await peer.gateway.dispatch("INTERACTION_CREATE", {"id": "1", "type": 2})
        await still_answers(peer, "one")
        assert peer.gateway.identified == 1


@pytest.mark.parametrize(
    ("code", "said"), [(4004, "refused the token"), (4013, "intents"), (4014, "intents"), (4012, "code 4012")]
)
async def test_a_gateway_that_closes_for_good_ends_serving_with_a_sentence(
    peer: DiscordPeer, code: int, said: str
) -> None:
    peer.gateway.close_identify = code
    async with adapter(peer, echo()) as chat:
        with pytest.raises(ConfigurationError, match=said):
            await chat.serve(asyncio.Event())


async def test_a_wrong_token_is_refused_with_a_sentence_that_does_not_show_it(peer: DiscordPeer) -> None:
    with pytest.raises(ConfigurationError, match="Discord refused the token") as caught:
        await adapter(peer, echo(), WRONG).__aenter__()
    assert WRONG not in str(caught.value)
    assert caught.value.__cause__ is None
    assert len(peer.requests) == 1
    peer.tolerated = {0}


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "Telegram"),
        ("  ", "empty"),
        ("Bot " + WRONG, "space"),
        (WRONG + "\n" + WRONG, "characters"),
        ("tökén", "characters"),
    ],
)
async def test_what_can_be_no_token_is_not_even_sent(peer: DiscordPeer, token: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said) as caught:
        await adapter(peer, echo(), token).__aenter__()
    assert not token.strip() or token.strip() not in str(caught.value)
    assert not peer.requests


async def test_a_login_without_an_answer_ends_with_a_sentence(peer: DiscordPeer) -> None:
    chat = adapter(peer, echo())
    chat.patience = 0.3
    peer.stall(1.0, method="GET", path="/users/@me")
    with pytest.raises(ConfigurationError, match="did not answer within"):
        await chat.__aenter__()
    away = Discord(echo(), asyncio.to_thread, token=peer.token, api_url="http://127.0.0.1:9/api/v10")
    away.patience = 0.3
    with pytest.raises(ConfigurationError, match="did not answer within"):
        await away.__aenter__()


async def test_what_is_not_discord_is_said_to_be_none(peer: DiscordPeer) -> None:
    peer.refuse(418, 0, "I am a teapot", method="GET", path="/users/@me")
    with pytest.raises(ConfigurationError, match="HTTP status 418"):
        await adapter(peer, echo()).__aenter__()


async def test_a_login_is_tried_again(peer: DiscordPeer) -> None:
    peer.cut("before", method="GET", path="/users/@me")
    peer.flood(0.01, method="GET", path="/users/@me", via=False)
    async with adapter(peer, echo()) as chat:
        assert chat._client.application_id == int(peer.world.application)


async def test_what_is_under_way_is_finished_before_it_stops(peer: DiscordPeer) -> None:
    going = threading.Event()

    def answer(_: Event) -> list[Reply]:
        going.wait(10)
        return [Card(text("Finished."))]

    tutor, stop = FakeTutor(answer), asyncio.Event()
    async with adapter(peer, tutor) as chat:
        served = asyncio.create_task(chat.serve(stop))
        await peer.online()
        await peer.phone("ada").command("daily")
        await peer.until(lambda: tutor.events)
        stop.set()
        await peer.until(lambda: not peer.gateway.connected)
        assert not served.done()
        going.set()
        await served
    assert peer.phone("ada").latest.plain == "Finished."


async def test_it_stops_in_time_though_something_hangs(peer: DiscordPeer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.discord.courier.FINISHING", 0.1)
    monkeypatch.setattr("adapters.discord.response.HOLD", 0.0)
    stop = asyncio.Event()
    peer.stall(60, method="PATCH", path="@original")
    async with asyncio.timeout(5), adapter(peer, echo()) as chat:
        served = asyncio.create_task(chat.serve(stop))
        await peer.online()
        await peer.phone("ada").command("daily")
        await peer.until(lambda: peer.calls("PATCH", "@original"))
        stop.set()
        await served
    assert peer.phone("ada").latest.thinking


async def test_it_stops_before_it_was_ever_connected(peer: DiscordPeer) -> None:
    stop = asyncio.Event()
    stop.set()
    async with adapter(peer, echo()) as chat:
        await chat.serve(stop)
    assert not peer.gateway.connected


async def test_no_token_id_name_or_text_is_logged_at_any_level(
    peer: DiscordPeer, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    peer.tolerated = {50007, 10008, 50027, 10015, 50278}
    caplog.set_level(logging.DEBUG)
    logging.getLogger("discord").setLevel(logging.DEBUG)
    written = io.StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written), cache_logger_on_first_use=False)
    ada = peer.phone("ada lovelace")
    try:
        async with serving(peer, FakeTutor(lambda _: [Card(text("secretly"), ((Button("A", "t:1"),),)), Toast("x")])):
            await ada.command("report", what="my words")
            await ada.see("secretly")
            await ada.at("server").command("daily")
            peer.flood(0.01, method="POST", path="/channels/")
            await ada.say("my words")
            peer.cut("before", method="PATCH", path="@original")
            await ada.tap("A")
            await peer.gateway.ask_to_reconnect()
            await peer.until(lambda: peer.gateway.resumed)
            peer.gateway.unavailable = 1
            peer.gateway.abort()
            await peer.until(lambda: peer.gateway.resumed == 2)
            await peer.gateway.dispatch("INTERACTION_CREATE", {"id": ada.user.id, "type": 2})
            await peer.until(lambda: "an event could not be read" in written.getvalue())
            ada.close_dm()
            await ada.say("closed")
            await peer.until(lambda: peer.refused and peer.refused[-1].code == 50007)
    finally:
        structlog.reset_defaults()
        logging.getLogger("discord").setLevel(logging.NOTSET)
    everything = written.getvalue() + caplog.text + "".join(capsys.readouterr())
    assert "discord.py reports" in everything
    assert "can't be written to" in everything
    tokens = [peer.token, *(one.token for one in peer.world.interactions.values()), *peer.gateway.sessions]
    numbers = [ada.user.id, ada.channel.id, *peer.world.messages, *peer.world.interactions]
    assert not [word for word in (*tokens, *numbers, "lovelace", "secretly", "my words", "t:1") if word in everything]
