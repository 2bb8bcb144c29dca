"""How long a press takes while everyone's daily question is pushed, and while nothing is.

The core, the scheduler and the database are the product's. The platform is a courier that has delivered at once.
"""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import structlog

from benchmarks import report
from bot.actions import Setup, encode
from bot.bank.career import load_career
from bot.bank.facts import load_facts
from bot.bank.faq import load_faq
from bot.bank.library import Library
from bot.bank.loader import load
from bot.chat import Address, Card, Command, Delivery, Pressed
from bot.tutor import Tutor
from scheduler.host import App
from scheduler.loop import EVERY_SECONDS
from scheduler.pushes import Pushes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Event, Push
    from bot.storage.database import Database

CONTENT: Final = Path(__file__).parents[1] / "content"
BEGIN: Final = datetime(2026, 11, 2, 12, tzinfo=UTC)
RATE: Final = 20.0
LEARNERS: Final = 300
PRESSING: Final = 20
ROUNDS: Final = 4
SECONDS: Final = LEARNERS / RATE
PAUSE: Final = 0.03
"""Seconds between two presses."""


@dataclass
class Post:
    """A courier that has delivered everything at once."""

    platform: str = "telegram"
    count: int = 0

    async def deliver(self, push: Push) -> Delivery:
        """Count it."""
        self.count += 1
        return Delivery("sent", chat=push.address.chat)


@dataclass
class School:
    """A tutor with learners who wait for their question, and some who press."""

    database: Database
    ahead: timedelta = field(default_factory=lambda: BEGIN - datetime.now(UTC))
    events: int = 0
    buttons: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts = load_facts(CONTENT)
        library = Library(load(CONTENT), facts.about, facts, faq=load_faq(CONTENT, facts), career=load_career(CONTENT))
        tutor = Tutor(self.database, library, self.now, random.Random(7))
        self.app = App(self.database, tutor, self.now, {}, {})
        for number in range(LEARNERS):
            self.send(Command(self._id(), _at(f"w{number}"), "start"))
            self.send(Pressed(self._id(), _at(f"w{number}"), encode(Setup("date", "skip"))))

    def now(self) -> datetime:
        """The school's time."""
        return datetime.now(UTC) + self.ahead

    def send(self, event: Event) -> None:
        """Have an event handled, and remember the buttons of its reply."""
        self.read(event, self.app.tutor.handle(event))

    def read(self, event: Event, replies: Sequence[object]) -> None:
        """Remember the buttons of a reply."""
        cards = [reply for reply in replies if isinstance(reply, Card)]
        self.buttons[event.address.user] = [b.token for card in cards for row in card.rows for b in row if b.token]

    async def press(self, seconds: float) -> list[float]:
        """Press for a while; return how long each press took, in seconds."""
        for number in range(PRESSING):
            self.send(Command(self._id(), _at(f"p{number}"), "mock", "50"))
        took, until = list[float](), time.monotonic() + seconds
        while time.monotonic() < until:
            who = f"p{len(took) % PRESSING}"
            event = Pressed(self._id(), _at(who), self.buttons[who][0])
            began = time.perf_counter()
            replies = await self.app.ask(self.app.tutor.handle, event)
            took.append(time.perf_counter() - began)
            self.read(event, replies)
            await asyncio.sleep(PAUSE)
        return took

    async def push(self, post: Post) -> None:
        """Sweep every second, as the scheduler does, until it is canceled."""
        sweeper = Pushes(self.app.tutor, self.app.ask, post, self.now, rate=RATE)
        while True:
            await asyncio.gather(sweeper.sweep(), asyncio.sleep(EVERY_SECONDS))

    def _id(self) -> str:
        self.events += 1
        return f"telegram:{self.events}"


def row(name: str, database: Database) -> list[str]:
    """Measure idle and during a full push, in turns; a row of the table."""
    structlog.configure(processors=[lambda *_: ""], logger_factory=structlog.ReturnLoggerFactory())
    idle, busy, pushed = asyncio.run(_measured(School(database)))
    cells = [f"{1_000 * np.percentile(part, rank):.0f} ms" for part in (idle, busy) for rank in (50, 99)]
    ratio = np.percentile(busy, 99) / np.percentile(idle, 99)
    return [name, *cells, f"{ratio:.2f}", f"{pushed / (ROUNDS * SECONDS):.1f}"]


HEAD: Final = [
    "a press",
    "idle, median",
    "idle, p99",
    "pushing, median",
    "pushing, p99",
    "p99 ratio",
    "pushed a second",
]


def table(rows: Sequence[Sequence[str]]) -> str:
    """The table."""
    return report.table(HEAD, rows)


async def _measured(school: School) -> tuple[list[float], list[float], int]:
    idle, busy, post = list[float](), list[float](), Post()
    for day in range(1, ROUNDS + 1):
        idle += await school.press(SECONDS)
        school.ahead = BEGIN.replace(hour=23) + timedelta(days=day) - datetime.now(UTC)  # after 5 PM in New York
        pushing = asyncio.create_task(school.push(post))
        busy += await school.press(SECONDS)
        pushing.cancel()
    school.app._executor.shutdown()  # noqa: SLF001 - the database goes on to its owner
    return idle, busy, post.count


def _at(who: str) -> Address:
    return Address("telegram", who, who, direct=True)
