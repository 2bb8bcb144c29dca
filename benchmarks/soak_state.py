"""What a soak measures at the end of each day, and whether it levels off."""

from __future__ import annotations

import gc
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from sqlalchemy import text
from sqlmodel import SQLModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.storage.database import Database

SLACK: Final = 1.25
"""How many times more space a later answer may take than an earlier one."""
LEAK: Final = 200.0
"""Kilobytes a day by which memory may grow in the second half."""
OBJECTS: Final = 200.0
"""Python objects a day by which their number may grow in the second half."""
WEEK: Final = 7
SELF: Final = Path("/proc/self")


@dataclass(frozen=True, slots=True)
class Day:
    """State at the end of a day: memory, the database, and its write-ahead log in bytes; rows by table."""

    memory: int
    objects: int
    threads: int
    descriptors: int
    database: int
    log: int
    rows: dict[str, int]
    events: int
    """Events of this day."""

    @property
    def answers(self) -> int:
        """Questions that were asked: kept for good."""
        return self.rows["attempt"]

    @property
    def seen(self) -> int:
        """Ids of handled events that are kept."""
        return self.rows["seen"]


def measured(database: Database, events: int) -> Day:
    """Measure this process and its database."""
    gc.collect()
    with database.engine.connect() as connection:
        size, log = (_served if connection.dialect.name == "postgresql" else _filed)(connection)
        names = sorted(SQLModel.metadata.tables)
        rows = {name: _count(connection, f'SELECT count(*) FROM "{name}"') for name in names}  # noqa: S608 - own names
    return Day(_memory(), len(gc.get_objects()), _threads(), _descriptors(), size, log, rows, events)


def judged(name: str, days: Sequence[Day]) -> tuple[str, bool]:
    """A row of the table, and whether everything is level."""
    half = len(days) // 2
    memory = _slope([day.memory / 1_000 for day in days[half:]])
    objects = _slope([day.objects for day in days[half:]])
    first, second = (_an_answer(span) for span in (days[1 : half + 1], days[half:]))
    last, busiest = days[-1], max(day.events for day in days)
    is_level = memory <= LEAK and objects <= OBJECTS and second <= SLACK * max(first, 1.0)
    is_level = is_level and last.seen <= 3 * busiest
    is_level = is_level and (last.threads, last.descriptors) == (days[half].threads, days[half].descriptors)
    cells = (
        name,
        f"{last.memory / 1e6:.0f}",
        f"{memory:+.0f}",
        f"{objects:+.0f}",
        f"{last.database / 1e6:.1f}",
        f"{first:.0f}, {second:.0f}",
        f"{last.seen} of {sum(day.events for day in days)}",
        "yes" if is_level else "no",
    )
    return _row(cells), is_level


JUDGED: Final = (
    "| database | memory, MB | KB a day | objects a day | database, MB | bytes an answer: first half, second half "
    "| ids kept | level |\n| --- | --- | --- | --- | --- | --- | --- | --- |"
)
WEEKS: Final = (
    "| day | memory, MB | Python objects | threads | open files | database, MB | its log, MB | answers |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |"
)


def week(number: int, day: Day) -> str:
    """A row for the end of a week."""
    sizes = (f"{day.memory / 1e6:.1f}", f"{day.objects:,}", str(day.threads), str(day.descriptors))
    return _row((str(number), *sizes, f"{day.database / 1e6:.1f}", f"{day.log / 1e6:.1f}", f"{day.answers:,}"))


def tables(days: Sequence[Day]) -> str:
    """The rows of each table that holds any, by week."""
    weeks = list(range(WEEK - 1, len(days), WEEK))
    head = _row(("rows of", *(f"day {number + 1}" for number in weeks)))
    names = [name for name in days[-1].rows if any(day.rows[name] for day in days)]
    lines = [_row((name, *(f"{days[number].rows[name]:,}" for number in weeks))) for name in names]
    return "\n".join([head, _row(("---",) * (len(weeks) + 1)), *lines])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _slope(figures: Sequence[float]) -> float:
    """Change a day."""
    return float(np.polyfit(range(len(figures)), figures, 1)[0])


def _an_answer(days: Sequence[Day]) -> float:
    """Bytes by which the database grew for each answer."""
    return (days[-1].database - days[0].database) / max(1, days[-1].answers - days[0].answers)


def _served(connection: Connection) -> tuple[int, int]:
    """Bytes of a PostgreSQL database and of its server's write-ahead log."""
    log = _count(connection, "SELECT sum(size) FROM pg_ls_waldir()")
    return _count(connection, "SELECT pg_database_size(current_database())"), log


def _filed(connection: Connection) -> tuple[int, int]:
    """Bytes of an SQLite file and of its write-ahead log."""
    path = Path(connection.engine.url.database or "")
    log = path.with_name(f"{path.name}-wal")
    return path.stat().st_size, log.stat().st_size if log.exists() else 0


def _count(connection: Connection, statement: str) -> int:
    return int(connection.execute(text(statement)).scalar_one())


def _memory() -> int:
    """Bytes of the process in memory."""
    return int((SELF / "statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _threads() -> int:
    return len(list((SELF / "task").iterdir()))


def _descriptors() -> int:
    return len(list((SELF / "fd").iterdir()))
