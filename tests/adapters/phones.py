"""Phones on loopback Telegram and Discord that play the conversations through the real libraries."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

from adapters.discord import Discord
from adapters.telegram import Telegram
from bot.chat import Later, Toast, flat
from bot.commands import COMMANDS
from tests.adapters.telegram_house import QUICK, UNPACED
from tests.peers.discord_bench import checked_peer
from tests.peers.specs import compare_with_telegrams_description
from tests.peers.telegram import TelegramPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from bot.chat import Article, Delivery, Event, Push, Reply, Suggestion
    from tests.bench import Stage
    from tests.peers import discord_phone, telegram_chats

P = ParamSpec("P")
T = TypeVar("T")
WAIT = 10.0
FIRST_OPTION = {spec.name: spec.options[0].name for spec in COMMANDS if spec.options}


async def ask(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    return function(*args, **kwargs)


class Witness:
    """Intercepts calls between an adapter and the core, and knows what must become visible."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.events: list[Event] = []
        self.expected: list[list[str]] = []

    def handle(self, event: Event) -> list[Reply]:
        replies = self.stage.tutor.handle(event)
        self.events.append(event)
        self.expected.append([_flat(reply) for reply in replies])
        return replies

    def suggest(self, kind: str, typed: str, by: str = "") -> list[Suggestion]:
        return self.stage.tutor.suggest(kind, typed, by)

    def lookup(self, typed: str, by: str = "") -> list[Article]:
        return self.stage.tutor.lookup(typed, by)

    def recall(self, key: str) -> str:
        return self.stage.tutor.recall(key)

    def remember(self, key: str, value: str) -> None:
        self.stage.tutor.remember(key, value)


@dataclass(frozen=True)
class Message:
    """A message as it is shown."""

    text: str = ""
    buttons: tuple[str, ...] = ()


class Screen(Protocol):
    """What someone sees: the state of every message by its id, including toasts."""

    platform: str

    def look(self) -> dict[str, Message]: ...
    async def type(self, typed: str) -> None: ...
    async def press(self, label: str) -> None: ...
    async def push(self, push: Push) -> Delivery: ...


class AdapterPhone:
    """Acts on a screen, and waits until everything that the core replied is on it."""

    def __init__(self, witness: Witness, screen: Screen) -> None:
        self.witness = witness
        self.screen = screen
        self._before: dict[str, Message] = {}
        self._shown: list[str] = []

    async def say(self, typed: str) -> None:
        await self._act(self.screen.type(typed))

    async def tap(self, label: str) -> None:
        await self._act(self.screen.press(label))

    async def wait(self, seconds: float) -> None:
        stage = self.witness.stage
        stage.clock.move(seconds=seconds)
        self._before = self.screen.look()
        pushes = stage.pushes(self.screen.platform)
        for push in pushes:
            delivery = await self.screen.push(push)
            assert delivery.outcome == "sent"
            stage.tutor.settle(push.id, delivery)
        self._shown = await self._until([flat(card.body) for push in pushes for card in push.replies])

    def shown(self) -> Sequence[str]:
        return self._shown

    async def _act(self, act: object) -> None:
        self._before, count = self.screen.look(), len(self.witness.events)
        await act  # type: ignore[misc]
        async with asyncio.timeout(WAIT):
            while len(self.witness.events) == count:  # noqa: ASYNC110 - the act crosses two processes' worth of wire
                await asyncio.sleep(0.002)
        self._shown = await self._until(self.witness.expected[-1])

    def _news(self, expected: Sequence[str]) -> list[str]:
        """The messages that say something else than before; of what was expected, also those with other buttons."""
        awaited = {plain(each) for each in expected}
        found = [(self._before.get(key, Message()), message) for key, message in self.screen.look().items()]
        return [
            now.text
            for before, now in found
            if before.text != now.text or (before.buttons != now.buttons and plain(now.text) in awaited)
        ]

    async def _until(self, expected: Sequence[str]) -> list[str]:
        news: list[str] = []
        try:
            async with asyncio.timeout(WAIT):
                while True:
                    news = self._news(expected)
                    if all(plain(each) in plain("\n".join(news)) for each in expected):
                        return news
                    await asyncio.sleep(0.002)
        except TimeoutError:
            raise AssertionError(f"not all of {expected} in {news}") from None


class TelegramScreen:
    platform = "telegram"

    def __init__(self, chat: Telegram, phone: telegram_chats.Phone) -> None:
        self.chat = chat
        self.phone = phone

    def look(self) -> dict[str, Message]:
        toasts = {f"toast {n}": Message(toast) for n, toast in enumerate(self.phone.toasts)}
        messages = sorted(self.phone.messages, key=lambda m: m.changed)
        return toasts | {str(m.id): Message(m.unfolded, tuple(m.buttons)) for m in messages if m.unfolded}

    async def type(self, typed: str) -> None:
        self.phone.say(typed)

    async def press(self, label: str) -> None:
        self.phone.tap(label)

    async def push(self, push: Push) -> Delivery:
        return await self.chat.deliver(push)


class DiscordScreen:
    platform = "discord"

    def __init__(self, chat: Discord, phone: discord_phone.Phone) -> None:
        self.chat = chat
        self.phone = phone

    def look(self) -> dict[str, Message]:
        shown = [m for m in self.phone.messages if m.author.bot and not m.thinking]
        return {m.id: Message(m.plain, tuple(b for row in m.buttons for b in row)) for m in shown}

    async def type(self, typed: str) -> None:
        if not typed.startswith("/"):
            await self.phone.say(typed)
            return
        name, _, argument = typed[1:].partition(" ")
        options = {FIRST_OPTION.get(name, "what"): argument} if argument else {}
        await self.phone.send_command(name, **options)

    async def press(self, label: str) -> None:
        await self.phone.tap(label)

    async def push(self, push: Push) -> Delivery:
        return await self.chat.deliver(push)


@asynccontextmanager
async def on_telegram(stage: Stage) -> AsyncIterator[AdapterPhone]:
    """Someone on Telegram; no request may be refused, or deviate from the Bot API's description."""
    witness, stop = Witness(stage), asyncio.Event()
    async with TelegramPeer() as peer:
        where = {"token": peer.token, "api_url": peer.api_url, "file_url": peer.file_url}
        async with Telegram(witness, ask, patience=QUICK, webhook=None, pace=UNPACED, **where) as chat:
            serving = asyncio.create_task(chat.serve(stop))
            yield AdapterPhone(witness, TelegramScreen(chat, peer.phone()))
            stop.set()
            await serving
        assert peer.refused == []
        compare_with_telegrams_description(peer.requests)


@asynccontextmanager
async def on_discord(stage: Stage) -> AsyncIterator[AdapterPhone]:
    """Someone on Discord; no request may be refused, or deviate from the API's description."""
    witness, stop = Witness(stage), asyncio.Event()
    async with checked_peer() as peer:
        where = {"token": peer.token, "api_url": peer.api_url, "gateway_url": peer.gateway_url}
        async with Discord(witness, ask, **where) as chat:
            serving = asyncio.create_task(chat.serve(stop))
            await peer.online()
            yield AdapterPhone(witness, DiscordScreen(chat, peer.phone()))
            stop.set()
            await serving


def plain(said: str) -> str:
    """Return the words alone: line breaks and indents are markup."""
    return " ".join(said.split())


def _flat(reply: Reply) -> str:
    if isinstance(reply, Toast):
        return reply.text
    return flat(reply.text if isinstance(reply, Later) else reply.body)
