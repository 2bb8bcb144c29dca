"""Several processes on one PostgreSQL server, each killed again and again at points that are drawn."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from cli import AWAY
from tests.walk.births import Births

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from tests.peers.discord import DiscordPeer
    from tests.peers.telegram import TelegramPeer
    from tests.walk.failing_server import Server

AT_A_PRESS: Final = ("before:handle", "amid:handle", "after:handle", "after:handle", "clock")
AT_A_PUSH: Final = (
    "amid:claim",
    "having:claim",
    "amid:build",
    "after:build",
    "before:settle_all",
    "amid:settle_all",
    "after:settle_all",
    "clock",
)
LATEST: Final = 4.0
"""Seconds after its start at which a process is killed by the clock, at the latest."""
QUIET: Final = 1.0
"""Seconds for which nothing has changed before a lease counts as left behind."""
PATIENCE: Final = 60.0
"""Seconds without a death or any other change after which something counts as stuck."""
LOOK: Final = 0.2
"""Seconds between two looks at what is due; each opens a connection."""
AGAIN: Final = 0.5
"""Seconds after which a supervisor starts a process again that found the database away."""
WEBHOOKS: Final = 3
SHARDS: Final = 2


@dataclass(slots=True)
class Life:
    """A process that is started again whenever it was killed."""

    name: str
    listen: list[str]
    push: list[str]
    env: dict[str, str]
    pid: int = 0
    plan: str = ""


@dataclass
class Town:
    """Two schedulers, three webhooks, and two shards, killed until `kills` have died in all, and `most` so far.

    `moves` are the times (`time.time()`) at which the clock was moved, and by how many seconds it is ahead since.
    """

    folder: Path
    server: Server
    telegram: TelegramPeer
    discord: DiscordPeer
    kills: int
    rng: random.Random
    died: Counter[str] = field(default_factory=Counter)
    moves: list[tuple[float, float]] = field(default_factory=list)
    outages: list[tuple[float, float]] = field(default_factory=list)
    births: Births = field(default_factory=Births)
    lives: list[Life] = field(default_factory=list)
    falls: list[float] = field(default_factory=list)
    """When a scheduler was killed, in the processes' time, as are the outages."""
    closing: bool = False
    most: int = 0

    async def open(self, ahead: float) -> None:
        """Start every process, with a clock that is so many seconds ahead."""
        self._set_clock(ahead)
        await self.births.open()
        self.lives = self._settled()
        for life in self.lives:
            self._bear(life)

    def allow(self, more: int) -> None:
        """Have so many more killed; those that were spared so far are the first."""
        self.most = min(self.kills, self.died.total() + more)
        for life in self.lives if self.most > self.died.total() else []:
            if life.pid and not life.plan:
                life.plan = "clock"
                os.kill(life.pid, signal.SIGKILL)

    async def close(self) -> None:
        """End all of them as an operator would; each has five seconds."""
        self.closing = True
        for life in self.lives:
            if life.pid:
                os.kill(life.pid, signal.SIGTERM)
        async with asyncio.timeout(8):
            while any(life.pid for life in self.lives):
                self.check()
                await asyncio.sleep(0.02)

    async def end(self) -> None:
        """Clean up, however the walk ended."""
        await self.births.end()

    async def live(self) -> None:
        """Raise if a process ended by itself."""
        self.check()

    def check(self) -> None:
        """Raise if a process ended by itself."""
        self.births.check()

    def count_death(self) -> bool:
        """Nobody but the town itself starts a process again."""
        self.check()
        return False

    def move(self, seconds: float) -> None:
        """Advance the clock."""
        self._set_clock(self._ahead + seconds)

    def now(self) -> float:
        """The processes' time, in seconds since 1970."""
        return time.time() + self._ahead

    def at(self, seconds: float) -> float:
        """What time it was for the processes at a time, both in seconds since 1970."""
        return seconds + next(ahead for moved, ahead in reversed(self.moves) if moved <= seconds + 1)

    async def until(self, true: Any) -> None:  # noqa: ANN401 - a function without arguments
        """Wait. If nothing but the leases of the dead is in the way, let their time pass, and not a second more."""
        changed = heard = time.monotonic()
        before: list[tuple[Any, ...]] = []
        deaths = self.died.total()
        while not true():
            self.check()
            assert time.monotonic() - heard < PATIENCE, f"stuck: {self.left()}"
            left = self.left()
            if left != before or self.died.total() > deaths:
                changed = heard = time.monotonic()
                before, deaths = left, self.died.total()
            elif left and time.monotonic() - changed > QUIET and not self._at_work({row for row, *_ in left}):
                ends = [lease for _, _, lease in left if lease]
                if len(ends) == len(left):
                    self.move(max(0.0, min(ends) - self.now()) + 0.1)
                    changed = time.monotonic()
            await asyncio.sleep(LOOK)

    def left(self) -> list[tuple[Any, ...]]:
        """What is due: row, kind, and the end of its lease in seconds since 1970, if it has one that has not ended."""
        query = f"""SELECT id, kind, CASE WHEN lease_until > to_timestamp({self.now()})
            THEN extract(epoch FROM lease_until)::float END
            FROM due WHERE due_at <= to_timestamp({self.now()}) ORDER BY id"""  # noqa: S608 - a number
        try:
            return self.server.run(query)
        except Exception:  # noqa: BLE001 - the server is down
            return [(0, "the server", None)]

    def situation(self) -> str:
        """What there is to see when a walk has failed: deaths, what is due, the last calls, log and journal."""
        said = (self.folder / "log").read_text().splitlines()[-12:]
        said += (self.folder / "journal").read_text().splitlines()[-12:]
        alive = {life.name: (life.pid, life.plan) for life in self.lives}
        calls, hook = self.telegram.updates.calls[-12:], self.telegram.updates.hook
        return "\n".join([str(self.died), str(alive), str(self.left()), str(calls), str(hook), *said])

    def _at_work(self, rows: set[int]) -> bool:
        """True if a living process is claiming, or holds one of the rows and has not settled it."""
        alive = {str(life.pid) for life in self.lives if life.pid}
        claiming, held = Counter[str](), set[str]()
        for line in (self.folder / "journal").read_text().splitlines():
            pid, did, *found = line.split()
            if pid in alive:
                claiming[pid] += {"claims": 1, "claimed": -1}.get(did, 0)
                held = held | set(found) if did == "claimed" else held - set(found)
        return any(claiming.values()) or bool(held & {str(row) for row in rows})

    def _settled(self) -> list[Life]:
        telegram, discord = self.telegram, self.discord
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}}
        kept |= {"DATABASE_URL": self.server.address, "DISCORD_TOKEN": discord.token, "TELEGRAM_TOKEN": telegram.token}
        kept |= {"TELEGRAM_API_URL": telegram.api_url, "TELEGRAM_FILE_URL": telegram.file_url}
        kept |= {"DISCORD_API_URL": discord.api_url, "DISCORD_GATEWAY_URL": discord.gateway_url}
        ports = [_free_port() for _ in range(WEBHOOKS)]
        telegram.updates.reach = tuple(f"http://127.0.0.1:{port}" for port in ports)
        telegram.updates.insecure = True
        hook = {"TELEGRAM_WEBHOOK_URL": "http://tutor.example/telegram"}
        lives = [Life(f"web {port}", ["telegram"], [], kept | hook | {"PORT": str(port)}) for port in ports]
        shards = [f"{number}/{SHARDS}" for number in range(SHARDS)]
        lives += [Life(f"discord {shard}", ["discord"], [], kept | {"DISCORD_SHARDS": shard}) for shard in shards]
        return lives + [Life(f"scheduler {number}", [], ["telegram", "discord"], kept) for number in range(2)]

    def _bear(self, life: Life) -> None:
        life.plan = self._draw(AT_A_PUSH if life.push else AT_A_PRESS)
        when = "" if life.plan == "clock" else life.plan
        order = {"listen": life.listen, "push": life.push, "when": when, "env": life.env}
        files = {name: str(self.folder / name) for name in ("clock", "log", "journal")}
        self.births.bear(order | files, partial(self._born, life), partial(self._dead, life))

    def _draw(self, points: tuple[str, ...]) -> str:
        if self.died.total() >= self.most:
            return ""
        point = self.rng.choice(points)
        return point if point == "clock" else f"{point}:{self.rng.randint(1, 5 if point.endswith('handle') else 3)}"

    def _born(self, life: Life, pid: int) -> None:
        life.pid = pid
        if life.plan == "clock":
            asyncio.get_running_loop().call_later(self.rng.uniform(0.5, LATEST), _kill, life, pid)

    def _dead(self, life: Life, code: int) -> None:
        """Start what was killed again."""
        life.pid = 0
        if self.closing and code == 0:
            return
        if code == AWAY:
            asyncio.get_running_loop().call_later(AGAIN, self._bear, life)
            return
        assert code == -signal.SIGKILL, f"{life.name} ended: {(self.folder / 'log').read_text()[-4000:]}"
        self.died[life.plan.rpartition(":")[0] or life.plan] += 1
        if life.push:
            self.falls.append(self.now())
        if not self.closing:
            self._bear(life)

    @property
    def _ahead(self) -> float:
        return self.moves[-1][1]

    def _set_clock(self, ahead: float) -> None:
        whole = self.folder / "clock.new"
        whole.write_text(str(ahead))
        whole.replace(self.folder / "clock")  # a process may read it at any time
        self.moves.append((time.time(), ahead))


def _kill(life: Life, pid: int) -> None:
    if life.pid == pid:
        os.kill(pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
