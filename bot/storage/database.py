"""Opens the database, SQLite or PostgreSQL, and runs transactions on it."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock, Timeout
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session

from bot.errors import ConfigurationError
from bot.storage import migrate
from bot.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from sqlalchemy import URL

BUSY_SECONDS: Final = 5
"""How long a learner is let wait for a lock or a connection before an apology is due."""
POOL: Final = 8


class Database:
    """A database that is ready for use. All methods block; on SQLite only one thread at a time may write."""

    def __init__(self, address: str, patience: int = BUSY_SECONDS) -> None:
        """Open the database at `address`; a statement waits `patience` seconds for a lock or a connection.

        Raises:
            ConfigurationError: the address is no database's.
        """
        self.url: Final = _url(address)
        self.engine: Final = (_sqlite if self.is_sqlite else _postgres)(self.url, patience)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is an SQLite file, which has one writer."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def workers(self) -> int:
        """How many threads may use it at once."""
        return 1 if self.is_sqlite else POOL

    @contextmanager
    def transaction(self) -> Iterator[Store]:
        """Commit when the block ends, roll back when it raises.

        Raises:
            sqlalchemy.exc.OperationalError: the database is locked or gone.
        """
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield Store(session)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold an SQLite file for this process, which is its one writer; PostgreSQL serves many.

        Raises:
            ConfigurationError: another process holds it.
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
        """Bring the tables to the newest version; nothing happens if they are."""
        with self.engine.begin() as connection:
            migrate.upgrade(connection)

    def is_current(self) -> bool:
        """Tell whether the tables have the newest version."""
        with self.engine.connect() as connection:
            return migrate.is_current(connection)

    def scrub(self) -> None:
        """After deletions: leave nothing of the deleted rows in the database's files.

        SQLite overwrites what it deletes (`secure_delete`); its write-ahead log is emptied here. PostgreSQL keeps dead
        rows until a vacuum: the small table with the platforms' user ids is rewritten at once.
        """
        connection = self.engine.raw_connection()
        try:
            if self.is_sqlite:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                connection.driver_connection.autocommit = True  # type: ignore[union-attr]
                connection.cursor().execute("VACUUM FULL identity")
                connection.driver_connection.autocommit = False  # type: ignore[union-attr]
        finally:
            connection.close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _url(address: str) -> URL:
    if address.startswith("postgres://"):  # the form that hosts such as Heroku hand out
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
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": patience, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    # The driver's own transactions begin late, as readers, and lose concurrent updates without an error.
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare_sqlite(connection: Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's pool record
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
    # A process that was killed may have left deleted rows in the log.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


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
