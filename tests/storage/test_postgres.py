"""PostgreSQL behind a pooler, with rights missing, read-only, and with settings in the address."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.errors import ConfigurationError
from bot.storage.database import Database
from tests.bench import Stage
from tests.peers.pgbouncer import PROGRAM, PgBouncer, pgbouncer
from tests.peers.pooler import Pooler, pooler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

pytestmark = pytest.mark.slow


REAL = pytest.param(
    pgbouncer, id="PgBouncer", marks=pytest.mark.skipif(not PROGRAM, reason="PgBouncer is not installed")
)


@pytest.fixture(
    params=[
        pytest.param(pooler, id="refuses options"),
        pytest.param(partial(pooler, drops=True), id="drops options"),
        REAL,
    ]
)
def pooled(request: pytest.FixtureRequest, postgres: str) -> Iterator[Database]:
    """A database that is reached through a pooler."""
    with request.param(postgres) as between:
        database = Database(between.url(_name(postgres)))
        yield database
        database.close()


def test_a_conversation_through_a_pooler(pooled: Database) -> None:
    pooled.migrate()
    stage = Stage(pooled)
    ann = stage.person()
    ann.begin()
    ann.answer()
    ann.say("/streak")
    assert "Today: 1 of 5" in ann.text
    ann.say("/forget")
    ann.tap("Yes, delete")
    with pooled.transaction() as store:
        assert store.learners.find("telegram", "ann") is None


def test_behind_a_pooler_nothing_is_prepared_that_another_client_could_meet(pooled: Database) -> None:
    with pooled.engine.connect() as one, pooled.engine.connect() as two:
        for _ in range(12):
            for connection in (one, two):
                assert connection.execute(text("SELECT CAST(:n AS int)"), {"n": 7}).scalar() == 7
                connection.commit()


def test_behind_a_pooler_each_transaction_has_the_settings(pooled: Database) -> None:
    with pooled.engine.connect() as connection:
        for _ in range(2):
            assert _shown(connection, "statement_timeout", "lock_timeout", "timezone") == ["5s", "5s", "UTC"]
            connection.commit()


def test_settings_in_the_address_are_kept_beside_ours(postgres: str) -> None:
    _sql(postgres, "CREATE SCHEMA tutor")
    database = Database(f"{postgres}&options=-c%20search_path%3Dtutor%20-c%20work_mem%3D8MB")
    database.migrate()
    with database.engine.connect() as connection:
        assert _shown(connection, "work_mem", "statement_timeout", "search_path") == ["8MB", "5s", "tutor"]
        where = connection.execute(text("SELECT schemaname FROM pg_tables WHERE tablename = 'learner'")).scalars().all()
    assert list(where) == ["tutor"]
    database.close()


@pytest.mark.parametrize("between", [pytest.param(pooler, id="refuses options"), REAL])
def test_settings_in_the_address_reach_through_a_pooler(
    postgres: str, between: Callable[[str], AbstractContextManager[Pooler | PgBouncer]]
) -> None:
    _sql(postgres, "CREATE SCHEMA tutor")
    with between(postgres) as running:
        database = Database(f"{running.url(_name(postgres))}&options=-c%20search_path%3Dtutor")
        database.migrate()
        with database.engine.connect() as connection:
            assert _shown(connection, "search_path") == ["tutor"]
        assert database.is_current()
        database.close()


def test_a_role_that_may_not_create_tables(postgres: str) -> None:
    _sql(postgres, "DROP ROLE IF EXISTS app", "CREATE ROLE app LOGIN")
    database = Database(postgres.replace("postgres:@", "app@").replace("postgres@", "app@"))
    with pytest.raises(ConfigurationError, match=r"GRANT CREATE ON SCHEMA public"):
        database.migrate()
    database.close()


def test_a_read_only_server_that_has_the_tables_is_enough_to_start(any_database: Database) -> None:
    if any_database.is_sqlite:
        return
    name = any_database.url.database
    with any_database.engine.begin() as connection:
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    any_database.engine.dispose()
    any_database.migrate()
    with pytest.raises(DBAPIError, match="read-only"), any_database.transaction() as store:
        store.schedule.remember("key", "value")


def test_the_connections_of_a_server_that_became_read_only_are_not_used_again(postgres: str) -> None:
    database = Database(postgres)
    database.migrate()
    with database.engine.begin() as connection:
        before = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        connection.exec_driver_sql("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
    with pytest.raises(DBAPIError, match="read-only"), database.transaction() as store:
        store.schedule.remember("key", "value")
    with database.transaction() as store:
        store.schedule.remember("key", "value")
    with database.engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT pg_backend_pid()").scalar() != before
    database.close()


def test_a_note_that_another_process_is_storing_is_not_lost(postgres: str) -> None:
    database = Database(postgres)
    database.migrate()
    tutor = Stage(database).tutor
    with ThreadPoolExecutor(1) as other, database.transaction() as store:
        store.schedule.remember("key", "first")
        second = other.submit(tutor.remember, "key", "second")
        while not _waits_for_a_lock(database):
            assert not second.done()
        assert tutor.recall("key") == ""
    assert tutor.recall("key") == "second"
    database.close()


def _waits_for_a_lock(database: Database) -> bool:
    with database.engine.begin() as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        return bool(connection.exec_driver_sql(query).scalar())


def _shown(connection: Connection, *names: str) -> list[str]:
    return [str(connection.exec_driver_sql(f"SHOW {name}").scalar()) for name in names]


def _name(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def _sql(address: str, *statements: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for each in statements:
            connection.execute(each)
