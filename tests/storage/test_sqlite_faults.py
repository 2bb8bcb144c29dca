"""An SQLite file that moves away under a running tutor, and a disk without room: nothing is lost without a word."""

from __future__ import annotations

import resource
import shutil
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import OperationalError

from bot import files
from bot.chat import Later
from bot.errors import ConfigurationError
from bot.storage import outages
from bot.storage.backup import back_up
from bot.storage.database import Database
from tests.bench import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BIG = b"x" * 500_000


@contextmanager
def little_room(size: int = 100_000) -> Iterator[None]:
    """Let no file grow beyond some bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("how", ["moved", "deleted", "replaced"])
def test_nothing_is_written_to_a_file_that_is_no_longer_there(database: Database, tmp_path: Path, how: str) -> None:
    file, away = tmp_path / "tutor.db", tmp_path / "away.db"
    stage = Stage(database)
    ann = stage.person()
    ann.begin()
    if how == "replaced":
        shutil.copy(file, tmp_path / "copy.db")
    file.rename(away)
    if how == "deleted":
        away.unlink()
    if how == "replaced":
        (tmp_path / "copy.db").rename(file)
    with pytest.raises(OperationalError) as refused, database.transaction() as store:
        store.schedule.remember("key", "value")
    assert outages.is_outage(refused.value)
    (reply,) = ann.say("/streak")
    assert isinstance(reply, Later)
    with pytest.raises(ConfigurationError, match="was moved, deleted, or replaced while the tutor was running"):
        stage.tutor.backlog(())
    if how == "moved":
        away.rename(file)
        assert stage.tutor.backlog(()) == (0, 0.0)


def test_a_backup_without_room_does_not_say_that_the_database_is_damaged(database: Database, tmp_path: Path) -> None:
    database.migrate()
    with little_room(), pytest.raises(ConfigurationError, match="there is no room for the copy"):
        back_up(database, tmp_path / "copies/copy.db")
    assert not list((tmp_path / "copies").iterdir())


def test_a_new_database_without_room(tmp_path: Path) -> None:
    with little_room(), pytest.raises(ConfigurationError, match="Is it full, over a quota, or failing"):
        Database(f"sqlite:///{tmp_path}/new.db").migrate()


def test_a_file_without_room_is_not_half_written(tmp_path: Path) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine")
    there.chmod(0o640)
    with little_room():
        for file, over in ((there, True), (tmp_path / "new.csv", False), (tmp_path / "new.csv", True)):
            with pytest.raises(ConfigurationError, match="cannot be written: File too large"):
                files.write(file, BIG, over=over)
    assert there.read_text() == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["there.csv"]
    files.write(there, BIG, over=True)
    assert there.read_bytes() == BIG
    assert stat.S_IMODE(there.stat().st_mode) == 0o640
    with pytest.raises(ConfigurationError, match="no ordinary file"):
        files.write(tmp_path, BIG, over=True)
