"""The environment of the walk: a loopback platform, the tutor's process, and its deaths."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from bot.commands import COMMANDS
from tests.peers.discord import DiscordPeer
from tests.peers.telegram import TelegramPeer
from tests.walk.births import Births, Forked, forked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.peers.discord_phone import Phone as DiscordPhone
    from tests.peers.telegram_chats import Phone as TelegramPhone

FIRST_OPTION: Final = {spec.name: spec.options[0].name for spec in COMMANDS if spec.options}
POINTS: Final = (
    "before:handle",
    "after:handle",  # between commit and send
    "after:handle",
    "after:claim",  # between claim and delivery
    "before:settle_all",  # between delivery and settling
    "after:settle_all",
    "clock",  # at any time
)
POINTS_OF_A_PRESS: Final = tuple(point for point in POINTS if "handle" in point or point == "clock")


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as the person currently sees it."""

    text: str
    buttons: tuple[str, ...]


class Screen(Protocol):
    """One person's direct chat on a platform."""

    user: str

    def look(self) -> dict[str, Seen]:
        """Every bot message by id, in order of last change."""

    async def type(self, typed: str) -> None: ...
    async def press(self, label: str, message: str) -> None: ...
    def files(self) -> list[bytes]: ...


class OnTelegram:
    def __init__(self, phone: TelegramPhone) -> None:
        self.phone = phone
        self.user = str(self.phone.id)

    def look(self) -> dict[str, Seen]:
        messages = sorted(self.phone.messages, key=lambda m: m.changed)
        return {str(m.id): Seen(m.text, tuple(m.buttons)) for m in messages}

    async def type(self, typed: str) -> None:
        self.phone.say(typed)

    async def press(self, label: str, message: str) -> None:
        self.phone.tap(label, next(m for m in self.phone.messages if str(m.id) == message))

    def files(self) -> list[bytes]:
        return [m.document.content for m in self.phone.messages if m.document]


class OnDiscord:
    def __init__(self, phone: DiscordPhone) -> None:
        self.phone = phone
        self.user = self.phone.user.id

    def look(self) -> dict[str, Seen]:
        found = [m for m in self.phone.messages if m.author.bot and not m.thinking]
        return {m.id: Seen(m.plain, tuple(b for row in m.buttons for b in row)) for m in found}

    async def type(self, typed: str) -> None:
        if not typed.startswith("/"):
            await self.phone.say(typed)
            return
        name, _, argument = typed[1:].partition(" ")
        given = int(argument) if argument.isdecimal() else argument
        await self.phone.send_command(name, **({FIRST_OPTION.get(name, "what"): given} if argument else {}))

    async def press(self, label: str, message: str) -> None:
        await self.phone.tap(label, next(m for m in self.phone.messages if m.id == message))

    def files(self) -> list[bytes]:
        return [content for m in self.phone.messages for _, content in m.attachments]


@dataclass(slots=True)
class House:
    """The tutor's process on a platform, killed up to `kills` times at points drawn by `rng`."""

    platform: str
    folder: Path
    peer: TelegramPeer | DiscordPeer
    kills: int = 0
    rng: random.Random = field(default_factory=lambda: random.Random(1))
    plan: str = ""
    pushing: bool = True
    """True while pushes are still to come; afterwards, the process is not killed at points that need one."""
    died: list[str] = field(default_factory=list)
    births: Births | None = None
    life: Forked | None = None
    timer: asyncio.Task[None] | None = None

    @property
    def screen(self) -> Screen:
        peer = self.peer
        return OnTelegram(peer.phone()) if isinstance(peer, TelegramPeer) else OnDiscord(peer.phone())

    async def live(self) -> None:
        """Start the process unless it is running."""
        if self.life is not None and self.life.returncode is None:
            return
        self.plan = when = self._draw()
        if self.births is None:
            births = Births()
            await births.open()
            self.births = births
        self.life = await forked(self.births, self._order(when if when.count(":") == 2 else ""))
        if isinstance(self.peer, DiscordPeer):
            await self._online()
        if when.startswith("clock"):
            self.timer = asyncio.create_task(self._kill_later(self.life, self.rng.uniform(0, 1.5)))

    async def stop(self) -> None:
        """Stop the process as an operator would; it has five seconds."""
        if self.timer:
            self.timer.cancel()
        if self.life is not None and self.life.returncode is None:
            self.life.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(self.life.wait(), 6) == 0, "an orderly end takes less than five seconds"
        self.life = None

    async def end(self) -> None:
        """Clean up the process, however the walk ended."""
        if self.timer:
            self.timer.cancel()
        if self.births:
            await self.births.end()

    def move(self, seconds: float) -> None:
        """Advance the clock."""
        whole = self.folder / "clock.new"
        whole.write_text(str(self._ahead() + seconds))
        whole.replace(self.folder / "clock")  # the process may read it at any time

    def now(self) -> float:
        """The process's time, in seconds since 1970."""
        return time.time() + self._ahead()

    async def kill(self) -> None:
        """Kill the process, as a loss of power would."""
        if self.life is not None and self.life.returncode is None:
            self.life.kill()
            await self.life.wait()
        self.life = None

    def count_death(self) -> bool:
        """True if the process has been killed since the last call; records the death."""
        if self.life is None or self.life.returncode is None:
            return False
        assert self.life.returncode == -signal.SIGKILL, (self.folder / "log").read_text()[-3000:]
        self.life = None
        self.died.append(self.plan)
        return True

    def _ahead(self) -> float:
        return float((self.folder / "clock").read_text() or 0)

    def _draw(self) -> str:
        if len(self.died) >= self.kills:
            return ""
        often = (point := self.rng.choice(POINTS if self.pushing else POINTS_OF_A_PRESS)).endswith("handle")
        return point if point == "clock" else f"{point}:{self.rng.randint(1, 5 if often else 2)}"

    async def _kill_later(self, life: Forked, seconds: float) -> None:
        await asyncio.sleep(seconds)
        life.kill()

    async def _online(self) -> None:
        assert isinstance(self.peer, DiscordPeer)
        assert self.life is not None
        online = asyncio.create_task(self.peer.online(20))
        died = asyncio.create_task(self.life.wait())
        await asyncio.wait([online, died], return_when=asyncio.FIRST_COMPLETED)
        died.cancel()

    def _order(self, when: str) -> dict[str, Any]:
        here = {"listen": [self.platform], "push": [self.platform], "when": when, "env": self._environment()}
        return {**here, "clock": str(self.folder / "clock"), "log": str(self.folder / "log"), "journal": ""}

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}}
        kept |= {"DATABASE_URL": f"sqlite:///{self.folder}/tutor.db"}
        if isinstance(self.peer, TelegramPeer):
            where = {"TOKEN": self.peer.token, "API_URL": self.peer.api_url, "FILE_URL": self.peer.file_url}
            return kept | {f"TELEGRAM_{name}": value for name, value in where.items()}
        where = {"TOKEN": self.peer.token, "API_URL": self.peer.api_url, "GATEWAY_URL": self.peer.gateway_url}
        return kept | {f"DISCORD_{name}": value for name, value in where.items()}
