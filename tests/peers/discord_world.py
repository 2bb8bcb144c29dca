"""State of the loopback Discord: people, channels, messages, interactions."""

from __future__ import annotations

import asyncio
import itertools
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from tests.peers.discord_markup import read

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.peers.discord_servers import Server

T = TypeVar("T")

EPHEMERAL: Final = 1 << 6
LOADING: Final = 1 << 7
SUPPRESS_EMBEDS: Final = 1 << 2
COMMAND, COMPONENT, COMPLETION = 2, 3, 4
GLANCE: Final = 0.02
DISCORD_EPOCH: Final = 1_420_070_400_000
THREADS: Final = (10, 11, 12)
"""Channel types of threads: announcement, public, private."""


@lru_cache(maxsize=4096)
def _plain(content: str) -> str:
    return read(content).plain


@dataclass(slots=True)
class User:
    """A person, or the bot."""

    id: str
    name: str
    bot: bool = False
    open: bool = True
    """True if the person accepts direct messages from the bot."""
    shares_server: bool = True


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel allows or denies a role (or a person, if `member`), overriding the server."""

    member: bool = False
    allow: int = 0
    deny: int = 0


@dataclass(slots=True)
class Channel:
    """A direct chat with the bot, a server's channel, or a group chat without the bot."""

    id: str
    kind: Literal["direct", "server", "group"]
    owner: User
    guild: str = ""
    name: str = "general"
    type: int = 0
    overwrites: dict[str, Overwrite] = field(default_factory=dict)
    """Overrides by the id of a role or a person."""
    parent: Channel | None = None
    """The channel a thread belongs to."""
    archived: bool = False
    locked: bool = False

    @property
    def is_thread(self) -> bool:
        """True if this is a thread."""
        return self.type in THREADS


@dataclass(slots=True)
class Message:
    """A message as a person sees it."""

    id: str
    channel: Channel
    author: User
    content: str = ""
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[tuple[str, bytes]] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    """The description of each attachment for people who can't see it."""
    flags: int = 0
    nonce: str = ""
    only_for: User | None = None
    pings: bool = False
    notified: set[str] = field(default_factory=set)
    """Ids of the roles that were notified, and "everyone"."""
    called: set[str] = field(default_factory=set)
    """Ids of the people who were notified."""
    edits: list[str] = field(default_factory=list)
    """Its content before each edit."""

    @property
    def plain(self) -> str:
        """The visible text, without marks and escapes."""
        return _plain(self.content)

    @property
    def buttons(self) -> list[list[str]]:
        """Button labels, row by row."""
        return [[str(button.get("label", "")) for button in row["components"]] for row in self.components]

    @property
    def ephemeral(self) -> bool:
        """True if only one person sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def thinking(self) -> bool:
        """True if it only shows that the bot is thinking."""
        return bool(self.flags & LOADING)


RESPONDS = 4
"""The first response is a new message."""


@dataclass(slots=True)
class Interaction:
    """Something a person did with the app."""

    id: str
    token: str
    kind: int
    user: User
    channel: Channel
    data: dict[str, Any]
    born: float
    message: Message | None = None
    answer: int = 0
    """Type of the first response, 0 until there is one."""
    choices: list[dict[str, Any]] = field(default_factory=list)
    original: Message | None = None
    follow_ups: list[Message] = field(default_factory=list)
    failed: bool = False
    """True if the person was told that the app did not respond."""

    @property
    def told(self) -> list[Message]:
        """The new messages that answer it, whether one is the first response itself or all follow it."""
        first = [self.original] if self.original and self.answer == RESPONDS else []
        return [*first, *self.follow_ups]


class Refused(Exception):  # noqa: N818 - named as the thing that it is, an answer
    """Discord's response to a request it refuses."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.errors = status, code, message, errors

    @property
    def body(self) -> dict[str, Any]:
        """The response's JSON."""
        return {"message": self.message, "code": self.code} | ({"errors": self.errors} if self.errors else {})


class World:
    """Everything that exists, and a way to wait for changes."""

    def __init__(self) -> None:
        self._counter = itertools.count()
        self._changed = asyncio.Event()
        self.bot = User(self.snowflake(), "tutor", bot=True)
        self.application = self.snowflake()
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, Message] = {}
        self.interactions: dict[str, Interaction] = {}
        self.commands: list[dict[str, Any]] = []
        self.servers: dict[str, Server] = {}
        self.tell: Callable[[str, dict[str, Any], int], Awaitable[bool]]
        """Send an event to every bot that has the intent."""
        self.guild = self.server("home").id

    def snowflake(self) -> str:
        """A new id, greater than all previous ones."""
        return str((int(time.time() * 1000) - DISCORD_EPOCH << 22) + next(self._counter))

    def person(self, name: str) -> User:
        """The person of that name, created if necessary."""
        for user in self.users.values():
            if user.name == name:
                return user
        user = User(self.snowflake(), name)
        self.users[user.id] = user
        return user

    def channel(self, kind: Literal["direct", "server", "group"], owner: User) -> Channel:
        """The channel of that kind for a person; for a server, the first channel of the first server."""
        if kind == "server":
            self.servers[self.guild].join(owner)
            return self.servers[self.guild].general
        for channel in self.channels.values():
            if channel.kind == kind and channel.owner is owner:
                return channel
        return self.open(Channel(self.snowflake(), kind, owner))

    def open(self, channel: Channel) -> Channel:
        """Add a channel to the world."""
        self.channels[channel.id] = channel
        return channel

    def server(self, name: str, number: str = "") -> Server:
        """The server of that name, created (with this id, if given) with one channel and the bot in it if necessary."""
        for server in self.servers.values():
            if server.name == name:
                return server
        from tests.peers.discord_servers import Server  # noqa: PLC0415 - a server knows its world

        made = Server(self, number or self.snowflake(), name)
        self.servers[made.id] = made
        return made

    def add(self, message: Message) -> Message:
        """Add a message to its channel."""
        self.messages[message.id] = message
        self.changed()
        return message

    def changed(self) -> None:
        """Wake up all waiters."""
        event, self._changed = self._changed, asyncio.Event()
        event.set()

    async def until(self, found: Callable[[], T | None], timeout: float) -> T | None:  # noqa: ASYNC109 - a person's patience
        """Wait until `found` returns something and return it; None after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                while not (result := found()):
                    with suppress(TimeoutError):  # wake up regularly to check conditions outside this world
                        async with asyncio.timeout(GLANCE):
                            await self._changed.wait()
                return result
        except TimeoutError:
            return found()
