"""People on the loopback platforms: they press a button, and wait until its effect is on the screen."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, Self

from benchmarks.bare import NEXT
from tests.peers.discord import DiscordPeer
from tests.peers.discord_world import Message as DiscordMessage
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_markup import Styled

if TYPE_CHECKING:
    from tests.peers.discord_phone import Phone as DiscordPhone
    from tests.peers.telegram_chats import Phone as TelegramPhone

PATIENCE: Final = 180.0
PRACTICE: Final = "mix 50"


class Someone(Protocol):
    """A person on a platform."""

    @property
    def user(self) -> str:
        """The platform's name for them."""

    @property
    def chat(self) -> str:
        """Their direct chat with the bot."""


class Platform(Protocol):
    """A loopback platform and the people on it; an asynchronous context manager."""

    name: ClassVar[str]
    people: list[Any]

    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *_: object) -> None: ...
    @property
    def environment(self) -> dict[str, str]:
        """The settings that lead a bot here."""

    def person(self, name: str) -> Any:  # noqa: ANN401 - each platform has its own
        """Someone new."""

    def show(self, person: Any) -> None:  # noqa: ANN401
        """Put a first message of the bot on someone's screen."""

    async def ready(self) -> None:
        """Wait until the bot listens."""

    async def begin(self, person: Any) -> None:  # noqa: ANN401
        """Begin a practice round, and see its first question."""

    async def press(self, person: Any, label: str) -> None:  # noqa: ANN401
        """Press the newest button with a label, and see the effect."""

    async def send(self, person: Any, token: str) -> None:  # noqa: ANN401
        """Press a button with a token on the newest message, and see the effect."""

    async def pushed(self, person: Any) -> None:  # noqa: ANN401
        """See an unsolicited message."""

    @property
    def sent(self) -> int:
        """How many new messages the bot has sent to chats."""

    async def screens(self, person: Any) -> str:  # noqa: ANN401
        """Return an explanation and the question after it as the bot sends them, for the bare bot, as JSON."""


@dataclass(frozen=True, slots=True)
class TelegramPerson:
    """Someone on Telegram."""

    phone: TelegramPhone

    @property
    def user(self) -> str:
        """The account."""
        return str(self.phone.id)

    chat = user


class OnTelegram:
    """Telegram."""

    name: ClassVar = "telegram"

    def __init__(self) -> None:
        self.peer, self.people = TelegramPeer(), list[TelegramPerson]()

    async def __aenter__(self) -> Self:
        await self.peer.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.peer.__aexit__()

    @property
    def environment(self) -> dict[str, str]:
        """Token and addresses."""
        where = {"TOKEN": self.peer.token, "API_URL": self.peer.api_url, "FILE_URL": self.peer.file_url}
        return {f"TELEGRAM_{name}": value for name, value in where.items()}

    def person(self, name: str) -> TelegramPerson:
        """Someone whom the bot may write to."""
        self.people.append(TelegramPerson(self.peer.phone(name, known=True)))
        return self.people[-1]

    def show(self, person: TelegramPerson) -> None:
        """Put a message on the screen."""
        person.phone.add(self.peer.bot_id, Styled("Hello"))

    async def ready(self) -> None:
        """Wait for the first request for updates."""
        while not self.peer.calls("getUpdates"):  # noqa: ASYNC110 - another process asks
            await asyncio.sleep(0.05)

    async def begin(self, person: TelegramPerson) -> None:
        """Type the command."""
        person.phone.say(f"/practice {PRACTICE}")
        await person.phone.see(lambda message: message.button("A") is not None, PATIENCE)

    async def press(self, person: TelegramPerson, label: str) -> None:
        """Press, and wait for the answer to the press and for the message."""
        await self._seen(person, person.phone.tap(label))

    async def send(self, person: TelegramPerson, token: str) -> None:
        """Press with a token of the bare bot's."""
        await self._seen(person, person.phone.press(token, person.phone.messages[-1]))

    async def pushed(self, person: TelegramPerson) -> None:
        """Wait for a new message."""
        await person.phone.see(lambda message: message.button("A") is not None, PATIENCE)

    @property
    def sent(self) -> int:
        """Count the calls."""
        return len(self.peer.calls("sendMessage"))

    async def screens(self, person: TelegramPerson) -> str:
        """Press A and Next, and return what was sent."""
        await self.press(person, "A")
        await self.press(person, "Next")
        sent = [self.peer.calls("editMessageText")[-1], self.peer.calls("sendMessage")[-1]]
        kept = ("text", "parse_mode", "reply_markup")
        return json.dumps([{name: _decoded(name, each[name]) for name in kept} for each in sent])

    async def _seen(self, person: TelegramPerson, query: Any) -> None:  # noqa: ANN401 - the peer's record
        await person.phone.see(lambda _: True, PATIENCE)
        await person.phone.answered(query, PATIENCE)


@dataclass(frozen=True, slots=True)
class DiscordPerson:
    """Someone on Discord."""

    phone: DiscordPhone

    @property
    def user(self) -> str:
        """The account."""
        return str(self.phone.user.id)

    @property
    def chat(self) -> str:
        """The direct chat."""
        return str(self.phone.channel.id)


class OnDiscord:
    """Discord."""

    name: ClassVar = "discord"

    def __init__(self) -> None:
        self.peer, self.people = DiscordPeer(), list[DiscordPerson]()
        self.peer.limit = self.peer.global_limit = 1_000_000

    async def __aenter__(self) -> Self:
        await self.peer.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.peer.__aexit__()

    @property
    def environment(self) -> dict[str, str]:
        """Token and addresses."""
        where = {"TOKEN": self.peer.token, "API_URL": self.peer.api_url, "GATEWAY_URL": self.peer.gateway_url}
        return {f"DISCORD_{name}": value for name, value in where.items()}

    def person(self, name: str) -> DiscordPerson:
        """Someone with a direct chat."""
        self.people.append(DiscordPerson(self.peer.phone(name)))
        return self.people[-1]

    def show(self, person: DiscordPerson) -> None:
        """Put a message on the screen."""
        world = self.peer.world
        world.add(DiscordMessage(world.snowflake(), person.phone.channel, world.bot, "Hello"))

    async def ready(self) -> None:
        """Wait for the gateway."""
        await self.peer.online(PATIENCE)

    async def begin(self, person: DiscordPerson) -> None:
        """Choose the command."""
        await person.phone.send_command("practice", scope="mix", questions=50)
        await person.phone.wait_for(lambda one: bool(one.components), "question", PATIENCE)

    async def press(self, person: DiscordPerson, label: str) -> None:
        """Press a button."""
        await self._seen(person, label, label == "Next")

    async def send(self, person: DiscordPerson, token: str) -> None:
        """Press with a token of the bare bot's."""
        before = _looks(person)
        await person.phone.press(token, person.phone.latest)
        await self.peer.world.until(lambda: _looks(person) != before, PATIENCE)

    async def pushed(self, person: DiscordPerson) -> None:
        """Wait for a new message."""
        await person.phone.wait_for(lambda one: bool(one.components), "question", PATIENCE)

    @property
    def sent(self) -> int:
        """Count the requests."""
        return len(self.peer.calls("POST", "/channels/[^/]+/messages$"))

    async def screens(self, person: DiscordPerson) -> str:
        """Press A and Next, and return what was sent."""
        await self.press(person, "A")
        explained = person.phone.latest
        await self.press(person, "Next")
        shown = (explained, person.phone.latest)
        return json.dumps([{"content": each.content, "components": each.components} for each in shown])

    async def _seen(self, person: DiscordPerson, label: str, _new: bool) -> None:  # noqa: FBT001
        before = _looks(person)
        await person.phone.tap(label)
        await self.peer.world.until(lambda: _looks(person) != before, PATIENCE)


def _looks(person: DiscordPerson) -> tuple[str, str]:
    return person.phone.latest.id, person.phone.latest.content


def _decoded(name: str, value: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(value) if name == "reply_markup" else value


__all__ = ["NEXT", "OnDiscord", "OnTelegram", "Platform", "Someone"]
