"""The processes under measurement: starting them, reading their CPU time, and preparing their database."""

from __future__ import annotations

import asyncio
import os
import random
import resource
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self
from zoneinfo import ZoneInfo

from bot.bank.facts import load_facts
from bot.bank.library import Library
from bot.bank.loader import load
from bot.chat import Address, Command, Said
from bot.storage.database import Database
from bot.tutor import Tutor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.press_people import Someone

ROOT: Final = Path(__file__).parent.parent
CONTENT: Final = ROOT / "content"
CLOCK_OF_A_PROCESS: Final = 2
"""The kernel's name for the CPU clock of a whole process, in the lowest bits of a clock's id."""
LIBRARIES: Final = (
    "aiohttp, apscheduler.schedulers.asyncio, numpy, pydantic_settings, rapidfuzz, rich, sqlmodel, structlog, "
    "telegram, typer, yaml, zipcodes, filelock"
)
PLACES: Final = {"New York": "America/New_York", "Honolulu": "Pacific/Honolulu", "Berlin": "Europe/Berlin"} | {
    "Tokyo": "Asia/Tokyo",
    "Kolkata": "Asia/Kolkata",
    "Los Angeles": "America/Los_Angeles",
}
WAKING: Final = range(9, 16)
"""Hours of the day in which nothing is held back, and the daily question of 17:00 is still ahead."""


class Process:
    """A Python process in the checkout; an asynchronous context manager that ends it."""

    def __init__(self, words: Sequence[str], environment: dict[str, str]) -> None:
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}}
        self._words = words
        self._environment = kept | {"PYTHONPATH": str(ROOT), "LOG_LEVEL": "ERROR"} | environment

    async def __aenter__(self) -> Self:
        self._life = await asyncio.create_subprocess_exec(sys.executable, *self._words, cwd=ROOT, env=self._environment)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._life.returncode is None:
            self._life.terminate()
        await self._life.wait()

    @property
    def cpu(self) -> float:
        """Seconds of CPU that all threads of the process have used."""
        return time.clock_gettime(~self._life.pid << 3 | CLOCK_OF_A_PROCESS)

    def make_due(self, people: Sequence[Someone]) -> None:
        """Make these learners' daily questions due now."""
        address = self._environment["DATABASE_URL"].removeprefix("sqlite:///")
        with sqlite3.connect(address, timeout=10) as connection:
            now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
            theirs = "subject = (SELECT learner_id FROM identity WHERE user_id = ?)"
            change = f"UPDATE due SET due_at = ? WHERE kind = 'daily' AND {theirs}"  # noqa: S608 - our own words
            connection.executemany(change, [(now, someone.user) for someone in people])
        connection.close()


def bare_imports() -> float:
    """CPU seconds of a process that imports the tutor's libraries and does nothing."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", f"import {LIBRARIES}"], check=True, cwd=ROOT)  # noqa: S603 - our own words
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def seeded(database: Path, platform: str, people: Sequence[Someone]) -> None:
    """Set up a learner for everyone, as if they had gone through /start where it is daytime now."""
    facts = load_facts(CONTENT)
    opened = Database(f"sqlite:///{database}")
    opened.migrate()
    tutor = Tutor(opened, Library(load(CONTENT), facts.about, facts), _now, random.Random(1))
    for someone in people:
        address = Address(platform, someone.user, someone.chat, direct=True)
        for number, typed in enumerate(("/start", "in 4 weeks", "17:00", _place())):
            name = f"{platform}:seed:{someone.user}:{number}"
            tutor.handle(Command(name, address, "start") if typed == "/start" else Said(name, address, typed))
    opened.close()


def _now() -> datetime:
    return datetime.now(UTC)


def _place() -> str:
    """A city where it is daytime now, so that the daily question is not held back by the quiet hours."""
    now = datetime.now(UTC)
    return next(place for place, zone in PLACES.items() if now.astimezone(ZoneInfo(zone)).hour in WAKING)
