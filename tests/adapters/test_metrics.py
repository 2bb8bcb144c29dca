"""What the adapters count: silence, requests refused with 429, servers, and the time until a reply is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.discord.client import Client
from bot import metrics
from bot.actions import Answer, Next, button
from bot.chat import Card, Event, Pressed, Reply, text
from tests.adapters.telegram_house import house, until
from tests.peers.discord_bench import FakeTutor, checked_peer, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from prometheus_client import Counter, Gauge, Histogram

    from tests.peers.discord import DiscordPeer

ROWS = ((button("A", Answer(1, 0)), button("Next", Next(1))),)


@pytest.fixture
async def peer(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordPeer]:
    monkeypatch.setattr(Client, "identify_pause", 0.01)
    async with checked_peer() as peer:
        yield peer


def ask(event: Event) -> list[Reply]:
    pressed = isinstance(event, Pressed)
    return [Card(text("Pressed." if pressed else "A question."), ROWS, replace=pressed)]


def value(metric: Counter | Gauge | Histogram, platform: str) -> float:
    """A metric's count on a platform so far."""
    samples = (sample for family in metric.collect() for sample in family.samples)
    wanted = ("_total", "_count", "_servers")
    return sum(s.value for s in samples if s.labels.get("platform") == platform and s.name.endswith(wanted))


async def test_telegram_times_the_reply_to_an_answer_and_to_nothing_else() -> None:
    before = value(metrics.EXPLANATION, "telegram")
    async with house(ask) as home:
        ada = home.peer.phone()
        ada.say("/daily")
        await ada.see("A question.")
        ada.tap("Next")
        await ada.see("Pressed.")
        assert value(metrics.EXPLANATION, "telegram") == before
        ada.tap("A")
        await until(lambda: value(metrics.EXPLANATION, "telegram") == before + 1)
    assert value(metrics.EXPLANATION, "telegram") == before + 1


async def test_telegram_is_heard_with_each_poll_that_succeeds() -> None:
    async with house(ask) as home:
        ada = home.peer.phone()
        ada.say("one")
        await ada.see("A question.")
        poller = home.chat._poller
        assert poller is not None
        last = poller.heard_at
        assert home.chat.silence > 0
        home.peer.refuse(502, "Bad Gateway", method="getUpdates", times=4)
        ada.say("two")
        await until(lambda: sum(refusal.code == 502 for refusal in home.peer.refused) == 3)
        assert poller.heard_at - last < home.chat.silence, "a poll that was refused is no sign of life"
        await until(lambda: poller.heard_at > last)


async def test_telegram_counts_what_is_refused_with_429() -> None:
    before = value(metrics.RATE_LIMITED, "telegram")
    async with house(ask) as home:
        home.peer.flood(0.05, method="sendMessage", times=3)
        ada = home.peer.phone()
        ada.say("one")
        await ada.see("A question.")
    assert value(metrics.RATE_LIMITED, "telegram") == before + 3


async def test_discord_counts_429s_that_the_library_waits_out_and_its_servers(peer: DiscordPeer) -> None:
    before, timed = value(metrics.RATE_LIMITED, "discord"), value(metrics.EXPLANATION, "discord")
    async with serving(peer, FakeTutor(ask)) as chat:
        peer.flood(0.05, method="POST", path="messages", times=2)
        ada = peer.phone("ada")
        await ada.say("one")
        await ada.see("A question.")
        await ada.tap("A")
        await ada.see("Pressed.")
        await peer.until(lambda: value(metrics.EXPLANATION, "discord") == timed + 1)
        assert value(metrics.SERVERS, "discord") == len(chat._client.servers)
    assert value(metrics.RATE_LIMITED, "discord") == before + 2


async def test_discord_is_heard_with_each_heartbeat(peer: DiscordPeer) -> None:
    async with serving(peer, FakeTutor(ask)) as chat:
        keeper = chat._client.ws._keep_alive
        assert keeper is not None
        keeper._last_ack -= 100
        assert chat.silence > 99
        keeper.ack()
        assert chat.silence < 99
