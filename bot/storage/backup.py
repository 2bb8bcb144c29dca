"""Back a database up into one file, and restore it from there. An interrupted run leaves no file under that name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import inspect

from bot import files
from bot.errors import ConfigurationError
from bot.storage import dump, migrate, outages

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.database import Database

STAMP: Final = "tutor-%Y%m%dT%H%M%SZ"
_DATED: Final = "tutor-[0-9]*T[0-9]*Z"
_WHY: Final = {
    "SQLITE_FULL": "there is no room for the copy",
    "SQLITE_IOERR": "there is no room for the copy, or a disk is failing",
    "SQLITE_BUSY": "another program has locked it",
}
_HEAD: Final = {b"SQLite format 3\0": "SQLite", b"PGDMP": "PostgreSQL"}


def back_up(database: Database, file: Path) -> None:
    """Write a consistent copy of the database, which may be in use, to a new file readable only by its owner.

    Raises:
        ConfigurationError: there is no database to copy, the file exists, it cannot be written, or pg_dump is missing
            or fails.
    """
    _check_there(database)
    with files.arriving(file) as part:
        if database.is_sqlite:
            _copy(Path(str(database.url.database)), part)
        else:
            dump.save(database, part)


def back_up_into(database: Database, folder: Path, now: datetime, keep: int) -> tuple[Path, int]:
    """Write a backup with the time (aware, UTC) in its name, then delete all but the newest `keep` of those.

    Returns:
        The new file, and how many were deleted.

    Raises:
        ConfigurationError: as for `back_up`; nothing is deleted then.
    """
    ending = ".db" if database.is_sqlite else ".dump"
    file = folder / f"{now:{STAMP}}{ending}"
    back_up(database, file)
    old = sorted(folder.glob(f"{_DATED}{ending}"))[:-keep]
    for each in old:
        each.unlink()
    return file, len(old)


def restore(database: Database, file: Path) -> None:
    """Fill an empty database from a backup of the same kind; it stays empty if that fails.

    Raises:
        ConfigurationError: the database has tables, another process uses it, or the file is not such a backup, is
            damaged, or comes from a later version of this program.
    """
    _check_kind(file, "SQLite" if database.is_sqlite else "PostgreSQL")
    with database.alone():
        if _has_tables(database):
            raise ConfigurationError(
                "The database is not empty, and restoring never overwrites one. Name a new one in DATABASE_URL, or "
                "move this one away first."
            )
        if database.is_sqlite:
            _put_in_place(database, file)
        else:
            migrate.check_known(dump.version(database, file))
            dump.load(database, file)


def _check_there(database: Database) -> None:
    if not _has_tables(database):
        raise ConfigurationError("There is nothing to back up: the database in DATABASE_URL has no tables yet.")


def _has_tables(database: Database) -> bool:
    return bool(inspect(database.engine).get_table_names())


def _check_kind(file: Path, wanted: str) -> None:
    try:
        with file.open("rb") as opened:
            head = opened.read(16)
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read: {error.strerror}.") from None
    found = next((kind for mark, kind in _HEAD.items() if head.startswith(mark)), "")
    if not found:
        raise ConfigurationError(f"{file} is not a backup of a tutor's database.")
    if found != wanted:
        raise ConfigurationError(f"{file} is a backup of {found}, and DATABASE_URL names a database of {wanted}.")


def _put_in_place(database: Database, file: Path) -> None:
    target = Path(str(database.url.database))
    database.close()
    with files.arriving(target, over=True) as part:
        _copy(file, part)
        migrate.check_known(_version(part))
        for rest in ("-wal", "-shm"):  # left by the empty file; SQLite would apply them to the new one
            target.with_name(target.name + rest).unlink(missing_ok=True)


def _copy(source: Path, part: Path) -> None:
    """Copy an SQLite file into an empty one, without its free pages, and verify the copy."""
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            opened.execute("VACUUM INTO ?", (str(part),))
        with closing(sqlite3.connect(part)) as copied:
            faults = [*copied.execute("PRAGMA integrity_check(1)"), *copied.execute("PRAGMA foreign_key_check")]
            copied.execute("SELECT version_num FROM alembic_version")
    except sqlite3.DatabaseError as error:
        known = (why for name, why in _WHY.items() if outages.state(error).startswith(name))
        why = next(known, "it is damaged, or not a tutor's database")
        raise ConfigurationError(f"{source} cannot be copied, and nothing was kept: {why}.") from None
    if faults != [("ok",)]:
        raise ConfigurationError(f"{source} is damaged. Nothing was kept of the copy.")


def _version(copy: Path) -> str:
    with closing(sqlite3.connect(copy)) as opened:
        found = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found[0]) if found else ""
