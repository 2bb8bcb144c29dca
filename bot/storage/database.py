"""Open the database, SQLite or PostgreSQL, and run transactions on it."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock, Timeout
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlmodel import Session

from bot.errors import ConfigurationError
from bot.storage import migrate
from bot.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection as SqliteConnection

    from sqlalchemy import URL, Connection

BUSY_SECONDS: Final = 5
"""Longest wait for a lock or connection, in seconds, before a learner gets an apology instead."""
POOL: Final = 8


class Database:
    """A database ready for use. All methods block; on SQLite only one thread at a time may write."""

    def __init__(self, address: str, patience: int = BUSY_SECONDS) -> None:
        """Open the database at `address`; statements wait up to `patience` seconds for a lock or connection.

        Raises:
            ConfigurationError: the address is not a database URL.
        """
        self.url: Final = _url(address)
        self._patience: Final = patience
        self.engine: Final = (_sqlite if self.is_sqlite else _postgres)(self.url, patience)

    @property
    def is_sqlite(self) -> bool:
        """True for an SQLite file, which has one writer."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def workers(self) -> int:
        """Number of threads that may use it concurrently."""
        return 1 if self.is_sqlite else POOL

    @contextmanager
    def transaction(self) -> Iterator[Store]:
        """Commit when the block ends; roll back when it raises.

        Raises:
            sqlalchemy.exc.OperationalError: the database is locked or gone.
        """
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield Store(session)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Lock an SQLite file for this process, its only writer. No-op on PostgreSQL, which supports several processes.

        Raises:
            ConfigurationError: another process holds the lock.
        """
        if not self.is_sqlite:
            yield
            return
        try:
            with FileLock(f"{self.url.database}.lock", timeout=0):
                yield
        except Timeout:
            raise ConfigurationError(
                "Another tutor is running on this SQLite file. Stop it, or use PostgreSQL for several processes."
            ) from None

    def migrate(self) -> None:
        """Migrate the tables to the newest version, if they aren't there yet.

        Raises:
            ConfigurationError: the database does not answer, or is not writable.
        """
        try:
            with self.engine.begin() as connection:
                migrate.upgrade(connection)
        except (OperationalError, OSError):
            raise ConfigurationError(
                "The database does not answer. Is DATABASE_URL right, the server up, and the folder writable?"
            ) from None

    def is_current(self) -> bool:
        """True if the tables are at the newest version."""
        with self.engine.connect() as connection:
            return migrate.is_current(connection)

    def scrub(self) -> None:
        """Remove all traces of deleted rows from the database's files.

        SQLite overwrites what it deletes (`secure_delete`); this truncates its write-ahead log. PostgreSQL keeps dead
        rows until a vacuum; this rewrites the small table with the platforms' user ids, and advances the write-ahead
        log if the role has the right.

        Raises:
            sqlalchemy.exc.OperationalError: blocked by others for more than half a second; try again later.
        """
        if self.is_sqlite:
            raw = self.engine.raw_connection()  # the log can only be truncated outside a transaction
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.close()
            return
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("SET lock_timeout = '500ms'")
            try:
                connection.exec_driver_sql("VACUUM FULL identity")
            finally:
                connection.exec_driver_sql(f"SET lock_timeout = '{self._patience}s'")
            _move_log_on(connection)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _url(address: str) -> URL:
    if address.startswith("postgres://"):  # the form given out by hosts such as Heroku
        address = address.replace("postgres://", "postgresql://", 1)
    try:
        url = make_url(address)
    except ArgumentError:
        raise ConfigurationError(
            "DATABASE_URL is no database address. Use sqlite:///data/tutor.db or postgresql://user:password@host/name."
        ) from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return url
    raise ConfigurationError("DATABASE_URL must begin with sqlite:/// and a file's path, or with postgresql://.")


def _sqlite(url: URL, patience: int) -> Engine:
    try:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise ConfigurationError(f"The folder of {url.database} cannot be made. Is DATABASE_URL right?") from None
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": patience, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    # The driver starts its own transactions late and as readers, silently losing concurrent updates.
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare_sqlite(connection: SqliteConnection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's pool record
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
    # A killed process may have left deleted rows in the log.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _move_log_on(connection: Connection) -> None:
    """Make PostgreSQL recycle the part of its write-ahead log that holds deleted rows; requires elevated rights."""
    try:
        for _ in range(3):
            connection.exec_driver_sql("SELECT pg_switch_wal()")
            connection.exec_driver_sql("CHECKPOINT")
    except DBAPIError:
        return  # a managed server does it at its own pace


def _postgres(url: URL, patience: int) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=POOL,
        max_overflow=2,
        pool_timeout=patience,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": patience,
            "options": f"-c statement_timeout={patience}s -c lock_timeout={patience}s -c timezone=UTC",
        },
    )
