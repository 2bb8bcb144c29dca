"""The adapter running against the peer, with a small tutor that a test controls."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from adapters.telegram import Pace, Patience, Telegram
from bot.chat import Address, Button, Card, Command, Pressed, Push, PushId, Said, flat, text
from tests.peers.specs import compare_with_telegrams_description
from tests.peers.telegram import TelegramPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from adapters.telegram.webhook import Webhook
    from bot.chat import Article, Event, Reply, Suggestion
    from tests.peers.telegram_groups import Group

QUICK: Final = Patience(
    first=0.01, longest=0.04, tries=4, start=2.0, request=2.0, poll=5, stop=1.0, hello=0.1, managers=0.0
)
UNPACED: Final = Pace(each=0.0)
"""For tests of anything else: people here send more in a second than a private chat accepts."""
WAIT: Final = 10.0
AB: Final = ((Button("A", "answer:a"), Button("B", "answer:b")),)


class FakeTutor:
    """Records events; answers with its function."""

    def __init__(self, answer: Callable[[Event], list[Reply]] | None = None) -> None:
        self.events: list[Event] = []
        self.kept: dict[str, str] = {}
        self.answer = answer or echo
        self.find: Callable[..., list[Article]] = lambda *_: []

    def handle(self, event: Event) -> list[Reply]:
        self.events.append(event)
        return self.answer(event)

    def suggest(self, kind: str, typed: str, by: str = "") -> list[Suggestion]:
        raise NotImplementedError(kind, typed)

    def lookup(self, typed: str, by: str = "") -> list[Article]:
        return self.find(typed, by)

    def recall(self, key: str) -> str:
        return self.kept.get(key, "")

    def remember(self, key: str, value: str) -> None:
        self.kept[key] = value

    @property
    def ids(self) -> list[int]:
        return [int(event.id.split(":")[1]) for event in self.events]


def echo(event: Event) -> list[Reply]:
    """Show what came in; a press replaces the message."""
    if isinstance(event, Command):
        return [Card(text(f"{event.name} [{event.argument}]"), AB)]
    if isinstance(event, Pressed):
        return [Card(text(f"pressed {event.token}"), replace=True)]
    return [Card(text(f"said [{event.text}]"))] if isinstance(event, Said) else []


async def ask(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any function
    await asyncio.sleep(0)  # as on a busy executor: what is cancelled before its turn never runs
    return await asyncio.to_thread(function, *args, **kwargs)


@dataclass(slots=True)
class House:
    """What a test works with."""

    peer: TelegramPeer
    tutor: FakeTutor
    chat: Telegram
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    serving: asyncio.Task[None] | None = None
    asked_for: list[str] = field(default_factory=list)

    @property
    def bot(self) -> int:
        """The bot's own id."""
        return self.chat._bot.id

    def serve(self) -> None:
        self.stop = asyncio.Event()
        self.serving = asyncio.create_task(self.chat.serve(self.stop))

    async def end(self) -> None:
        self.stop.set()
        if self.serving:
            await asyncio.wait_for(self.serving, WAIT)
            self.serving = None


@asynccontextmanager
async def house(
    answer: Callable[[Event], list[Reply]] | None = None,
    *,
    serve: bool = True,
    webhook: Webhook | None = None,
    patience: Patience = QUICK,
    pace: Pace = UNPACED,
) -> AsyncIterator[House]:
    """Run a bot and its Telegram; at the end every request is checked against the Bot API's description."""
    tutor = FakeTutor(answer)
    async with (
        TelegramPeer() as peer,
        Telegram(
            tutor,
            ask,
            token=peer.token,
            api_url=peer.api_url,
            file_url=peer.file_url,
            webhook=webhook,
            patience=patience,
            pace=pace,
        ) as chat,
    ):
        found = House(peer, tutor, chat)
        if serve:
            found.serve()
        try:
            yield found
        finally:
            await found.end()
    compare_with_telegrams_description(peer.requests)


@asynccontextmanager
async def fair_house(
    answer: Callable[[Event], list[Reply]] | None = None,
    *,
    serve: bool = True,
    webhook: Webhook | None = None,
    patience: Patience = QUICK,
    pace: Pace = UNPACED,
) -> AsyncIterator[House]:
    """Run the same, and fail at the end if Telegram refused anything the test did not ask for."""
    async with house(answer, serve=serve, webhook=webhook, patience=patience, pace=pace) as home:
        yield home
    said = [refusal.description for refusal in home.peer.refused if not refusal.programmed]
    assert [each for each in said if not any(known in each for known in home.asked_for)] == []
    assert all(any(known in each for each in said) for known in home.asked_for)


async def until(condition: Callable[[], object]) -> None:
    """Wait until a condition holds."""
    async with asyncio.timeout(WAIT):
        while not condition():  # noqa: ASYNC110 - what is waited for is in many places
            await asyncio.sleep(0.005)


def to_group(group: Group, *cards: Card, thread: str = "") -> Push:
    """Return a push of cards for all to see."""
    address = Address("telegram", "", str(group.id), direct=False, space=str(group.id), thread=thread)
    return Push(
        PushId(1, datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
        address,
        cards,
        datetime(2027, 1, 1, tzinfo=UTC),
    )


def shown(house: House) -> list[str]:
    """Return the texts of every message that the bot sent or edited, in the order of the calls."""
    return [str(call.params["text"]) for call in house.peer.requests if "text" in call.params]


__all__ = [
    "AB",
    "QUICK",
    "UNPACED",
    "FakeTutor",
    "House",
    "ask",
    "echo",
    "fair_house",
    "flat",
    "house",
    "shown",
    "to_group",
    "until",
]
