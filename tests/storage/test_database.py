"""Addresses, migrations, transactions."""

from __future__ import annotations

import contextlib
import threading
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from bot.context import new_learner
from bot.errors import ConfigurationError
from bot.storage.database import Database
from tests.bench import NOON

if TYPE_CHECKING:
    from pathlib import Path


def test_the_migrations_make_the_tables(any_database: Database) -> None:
    with any_database.engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    assert any_database.is_current()


def test_migrating_twice_changes_nothing(any_database: Database) -> None:
    any_database.migrate()
    assert any_database.is_current()


def test_a_new_database_is_not_current(sqlite: str) -> None:
    database = Database(sqlite)
    assert not database.is_current()
    database.close()


@pytest.mark.parametrize(
    "address", ["", "nonsense", "mysql://host/name", "sqlite://", "sqlite:///:memory:", "postgres", "redis://x"]
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(ConfigurationError, match="DATABASE_URL"):
        Database(address)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_the_forms_of_a_postgres_address(postgres: str, scheme: str) -> None:
    assert "host=" in postgres, "the test server listens on a socket"
    database = Database(f"{scheme}{postgres[postgres.index('://') :]}")
    database.migrate()
    assert database.is_current()
    assert not database.is_sqlite
    assert database.workers > 1
    database.close()


def test_sqlite_makes_its_folder_and_has_one_writer(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/a/b/tutor.db")
    database.migrate()
    assert (tmp_path / "a/b/tutor.db").exists()
    assert database.workers == 1
    with database.engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "secure_delete", "synchronous")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "synchronous": 2}
    database.close()


def test_a_second_process_on_the_same_file_is_refused(sqlite: str) -> None:
    one, two = Database(sqlite), Database(sqlite)
    with one.alone(), pytest.raises(ConfigurationError, match="Another tutor"), two.alone():
        pass
    with two.alone():
        pass
    one.close()
    two.close()


def test_postgres_serves_many(postgres: str) -> None:
    one, two = Database(postgres), Database(postgres)
    with one.alone(), two.alone():
        pass
    one.close()
    two.close()


def test_times_come_back_aware_in_utc(any_database: Database) -> None:
    east = datetime(2026, 11, 20, 12, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5)))
    with any_database.transaction() as store:
        store.schedule.put("kind", 1, "telegram", east)
    with any_database.transaction() as store:
        found = store.schedule.when("kind", 1)
    assert found == east
    assert found is not None
    assert found.tzinfo == UTC


def test_no_update_is_lost_under_concurrent_read_modify_write(any_database: Database) -> None:
    with any_database.transaction() as store:
        learner, _ = store.learners.add(new_learner(NOON), "telegram", "ann")
    assert learner.id is not None

    def work(me: int) -> None:
        for _ in range(25):
            with any_database.transaction() as store:
                found = store.learners.get(me)
                assert found is not None
                found.best += 1

    threads = [threading.Thread(target=work, args=(learner.id,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with any_database.transaction() as store:
        found = store.learners.get(learner.id)
        assert found is not None
        assert found.best == 100


def test_a_transaction_that_raises_leaves_nothing(any_database: Database) -> None:
    with contextlib.suppress(RuntimeError), any_database.transaction() as store:
        store.schedule.remember("key", "value")
        raise RuntimeError
    with any_database.transaction() as store:
        assert store.schedule.recall("key") == ""
        store.schedule.remember("key", "one")
        store.schedule.remember("key", "two")
    with any_database.transaction() as store:
        assert store.schedule.recall("key") == "two"


def test_events_are_forgotten_after_two_days(any_database: Database) -> None:
    with any_database.transaction() as store:
        assert store.schedule.first_time("telegram:1", NOON) is None
        assert store.schedule.first_time("telegram:1", NOON + timedelta(hours=1)) == NOON
        store.schedule.forget_expired(NOON + timedelta(hours=49))
        assert store.schedule.first_time("telegram:1", NOON) is None


def test_deleting_a_learner_leaves_no_row(any_database: Database) -> None:
    with any_database.transaction() as store:
        learner, _ = store.learners.add(new_learner(NOON), "telegram", "ann")
        assert learner.id is not None
        store.schedule.put("daily", learner.id, "telegram", NOON)
        store.saved.add(learner.id, "CLO-01-001", NOON)
    with any_database.transaction() as store:
        store.erase(learner.id)
        assert store.erased
    any_database.scrub()
    with any_database.engine.begin() as connection:
        tables = [table for table in SQLModel.metadata.tables.values() if table.name not in {"alembic_version", "note"}]
        assert [table.name for table in tables if connection.execute(table.select()).first()] == []
