"""Whatever comes in while the database cannot do its part is kept for later, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import structlog
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from bot.chat import Added, Address, Command, Later, Left, Moved, Pressed, Removed, Room, Said
from bot.storage import outages
from tests.bench import Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.chat import Event
    from bot.storage.database import Database

FIVE = datetime(2026, 11, 20, 22, tzinfo=UTC)
HERE = Address("telegram", "ann", "ann", direct=True)
GROUP = Address("telegram", "", "-100", direct=False, space="-100")
ANN = Address("telegram", "ann", "-100", direct=False, space="-100")
EVENTS: list[Event] = [
    Command("telegram:x1", HERE, "streak"),
    Command("telegram:x2", ANN, "group", "setup", manager=True, room=Room("-100")),
    Said("telegram:x3", HERE, "A"),
    Pressed("telegram:x4", HERE, "n|1"),
    Left("telegram:x5", HERE),
    Left("telegram:x6", ANN),
    Added("telegram:x7", GROUP),
    Removed("telegram:x8", GROUP),
    Moved("telegram:x9", GROUP, "-200"),
]


def read_only(database: Database) -> Callable[[], None]:
    """Make the database refuse writes, as after a failover or on a full disk; return what ends it."""
    if database.is_sqlite:
        return _listening(database, lambda connection: connection.exec_driver_sql("PRAGMA query_only = ON"))
    name = database.url.database

    def set_to(value: str) -> None:
        with database.engine.begin() as connection:
            connection.exec_driver_sql("SET TRANSACTION READ WRITE")
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {value}')
        database.engine.dispose()

    set_to("on")
    return lambda: set_to("off")


def without_tables(database: Database) -> Callable[[], None]:
    """Take the tables away, as when an empty database was put in place."""

    def rename(old: str, new: str) -> None:
        with database.engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")

    rename("seen", "unseen")
    return lambda: rename("unseen", "seen")


def _listening(database: Database, act: Callable[..., object]) -> Callable[[], None]:
    event.listen(database.engine, "begin", act)

    def end() -> None:
        event.remove(database.engine, "begin", act)
        database.engine.dispose()

    return end


@pytest.mark.parametrize("fail", [read_only, without_tables])
def test_every_kind_of_event_is_kept_for_later(
    any_database: Database, fail: Callable[[Database], Callable[[], None]]
) -> None:
    stage = Stage(any_database)
    stage.person().begin()
    stage.tutor.handle(Command("telegram:x0", ANN, "group", "setup", manager=True, room=Room("-100", "", "Class")))
    end = fail(any_database)
    for each in EVENTS:
        replies = stage.tutor.handle(each)
        assert [type(reply) for reply in replies] == [Later], each
    assert stage.pushes() == []
    end()
    stage.tutor.handle(EVENTS[-1])
    with any_database.transaction() as store:
        assert store.groups.find("telegram", "-200"), "the same event, redelivered, is done"


def test_a_push_claimed_before_an_outage_waits_for_its_lease_and_is_no_error(any_database: Database) -> None:
    stage = Stage(any_database)
    stage.person().begin()
    stage.clock.now = FIVE
    [claimed] = stage.tutor.claim("telegram", 10, 100)
    end = read_only(any_database)
    with structlog.testing.capture_logs() as lines:
        assert stage.tutor.build(claimed) is None
    assert [(line["event"], line["log_level"]) for line in lines] == [("database unavailable", "warning")]
    end()
    stage.clock.move(seconds=61)
    assert len(stage.pushes()) == 1


def test_a_damaged_file_is_an_outage(stage: Stage, tmp_path: Path) -> None:
    stage.person().begin()
    stage.database.engine.dispose()
    for tail in ("-wal", "-shm"):
        (tmp_path / f"tutor.db{tail}").unlink(missing_ok=True)
    (tmp_path / "tutor.db").write_text("this is a text, and no database at all" * 100)
    [reply] = stage.tutor.handle(EVENTS[0])
    assert isinstance(reply, Later)


@pytest.mark.parametrize(
    ("statement", "is_outage"),
    [
        ("SELECT 1/0", False),
        ("SELECT CAST('many' AS int)", False),
        ("INSERT INTO note VALUES ('key', 'one'), ('key', 'two')", False),
        ("SELECT FROM WHERE", False),
        ("SELECT nothing FROM note", True),
        ("SELECT 1 FROM nowhere", True),
        ("DO $$ BEGIN RAISE SQLSTATE '53300'; END $$", True),
        ("DO $$ BEGIN RAISE SQLSTATE '57P01'; END $$", True),
        ("DO $$ BEGIN RAISE SQLSTATE '57P03'; END $$", True),
        ("DO $$ BEGIN RAISE SQLSTATE '25006'; END $$", True),
        ("DO $$ BEGIN RAISE SQLSTATE '42501'; END $$", True),
        ("DO $$ BEGIN RAISE SQLSTATE '53100'; END $$", True),
        ("DO $$ BEGIN RAISE SQLSTATE 'XX001'; END $$", True),
    ],
)
def test_what_only_waiting_or_an_operator_can_cure_is_an_outage(
    any_database: Database, statement: str, *, is_outage: bool
) -> None:
    if any_database.is_sqlite:
        return
    with pytest.raises(DBAPIError) as caught, any_database.engine.begin() as connection:
        connection.execute(text(statement.replace(":", "\\:")))
    assert outages.is_outage(caught.value) is is_outage
    assert outages.sentence(caught.value)
