"""A fake core that says what a test tells it to, and the real adapter connected to the loopback Discord."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from adapters.discord import Discord
from bot.chat import Card, Suggestion, text
from tests.peers.discord import DiscordPeer
from tests.peers.discord_specs import compare_with_discords_description

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.chat import Article, Event, Reply

DOMAINS = [Suggestion("Clinical Operations", "clinical"), Suggestion("Revenue Cycle", "revenue")]
SETTINGS = [Suggestion("Daily time", "time"), Suggestion("Time zone", "zone")]
FIXED = {"domain": DOMAINS, "setting": SETTINGS} | {
    kind: [Suggestion(f"One of {kind}", f"one {kind}")]
    for kind in ("form", "days", "questions", "answers", "switch", "starters", "seconds")
}


class FakeTutor:
    """Answers each event with `answer` and records what it was asked."""

    def __init__(self, answer: Callable[[Event], list[Reply]] = lambda _: [Card(text("Fine."))]) -> None:
        self.answer = answer
        self.events: list[Event] = []
        self.asked: list[tuple[str, str]] = []
        self.typists: list[str] = []
        self.memory: dict[str, str] = {}
        self.before_suggesting: Callable[[], object] = lambda: None
        self.suggestions: list[Suggestion] = [Suggestion("Scheduling", "scheduling")]

    def handle(self, event: Event) -> list[Reply]:
        self.events.append(event)
        return self.answer(event)

    def suggest(self, kind: str, typed: str, by: str = "") -> list[Suggestion]:
        self.before_suggesting()
        self.asked.append((kind, typed))
        self.typists.append(by)
        return FIXED.get(kind, self.suggestions)

    def lookup(self, typed: str, by: str = "") -> list[Article]:
        raise NotImplementedError(typed)

    def recall(self, key: str) -> str:
        return self.memory.get(key, "")

    def remember(self, key: str, value: str) -> None:
        self.memory[key] = value


@asynccontextmanager
async def checked_peer() -> AsyncIterator[DiscordPeer]:
    """Yield a peer; when the block ends, fail on any request that was unexpectedly refused or unknown."""
    async with DiscordPeer() as peer:
        yield peer
    assert not [(one.request.method, one.request.path, one.code, one.message) for one in peer.unexpected]
    compare_with_discords_description(peer.requests)


def adapter(peer: DiscordPeer, tutor: FakeTutor, token: str = "") -> Discord:
    """The adapter pointed at the peer, not logged in."""
    return Discord(
        tutor, asyncio.to_thread, token=token or peer.token, api_url=peer.api_url, gateway_url=peer.gateway_url
    )


@asynccontextmanager
async def serving(peer: DiscordPeer, tutor: FakeTutor) -> AsyncIterator[Discord]:
    """Serve until the block ends, then raise what serving raised."""
    stop = asyncio.Event()
    async with adapter(peer, tutor) as chat:
        served = asyncio.create_task(chat.serve(stop))
        await peer.online()
        try:
            yield chat
        finally:
            stop.set()
            await served
