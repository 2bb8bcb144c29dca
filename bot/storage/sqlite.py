"""SQLite engines, and the lock that makes one process an SQLite file's only writer."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout
from sqlalchemy import create_engine, event
from sqlalchemy.exc import OperationalError

from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection as SqliteConnection

    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.pool import ConnectionPoolEntry

_OPENED: Final = "opened"
"""Where a connection notes which file it has open."""
OWNER_ONLY: Final = 0o600
"""Learners' data is for the tutor's own user only. SQLite gives its write-ahead log the file's permissions."""


def engine(url: URL, patience: int) -> Engine:
    """Return an engine on a file, which is created if missing, readable only by its owner.

    Raises:
        ConfigurationError: its folder cannot be created.
    """
    if "uri" not in url.query:
        _create(Path(str(url.database)))
    made = create_engine(url, hide_parameters=True, connect_args={"timeout": patience, "check_same_thread": False})
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _check_in_place)
    # The driver starts its own transactions late and as readers, silently losing concurrent updates.
    event.listen(made, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return made


@contextmanager
def alone(file: str) -> Iterator[None]:
    """Lock the file for this process.

    Raises:
        ConfigurationError: another process holds the lock, or it cannot be written.
    """
    try:
        with FileLock(f"{file}.lock", timeout=0, mode=OWNER_ONLY):
            yield
    except Timeout:
        raise ConfigurationError(
            "Another tutor is running on this SQLite file. Stop it, or use PostgreSQL for several processes."
        ) from None


def truncate_log(on: Engine) -> None:
    """Empty the write-ahead log, where deleted rows may remain; only possible outside a transaction."""
    raw = on.raw_connection()
    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def is_exposed(file: str) -> bool:
    """True if anyone besides its owner and group can read a file."""
    return Path(file).exists() and bool(Path(file).stat().st_mode & stat.S_IROTH)


def _create(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        raise ConfigurationError("The folder of the SQLite file cannot be created. Is DATABASE_URL right?") from None
    with suppress(OSError):  # it exists already; anything else that is wrong shows when it is opened
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))


def _check_in_place(connection: Connection) -> None:
    """Refuse to write to a file that nobody will find again; SQLite itself would not notice.

    Raises:
        sqlalchemy.exc.OperationalError: it was moved, deleted, or replaced since it was opened.
    """
    file, identity = connection.info[_OPENED]
    if _identity(file) != identity:
        raise OperationalError(None, None, _MovedError())


def _identity(file: str) -> tuple[int, int] | None:
    try:
        found = Path(file).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class _MovedError(sqlite3.OperationalError):
    sqlite_errorname = "SQLITE_READONLY_DBMOVED"  # SQLite's own name for it, which it only uses without a log


def _prepare(connection: SqliteConnection, record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    ((_, _, file),) = connection.execute("PRAGMA database_list").fetchall()
    record.info[_OPENED] = file, _identity(file)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
    # A killed process may have left deleted rows in the log.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
