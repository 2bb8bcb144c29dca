"""Open the database, SQLite or PostgreSQL, and run transactions on it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot import metrics
from bot.errors import ConfigurationError
from bot.storage import migrate, outages, sqlite
from bot.storage.address import parse
from bot.storage.model_cache import ModelCache
from bot.storage.store import Store
from bot.storage.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Engine

POOL: Final = 8
"""Connections to PostgreSQL, and threads that use them."""
BUSY_SECONDS: Final = 5
"""Longest wait for a lock or connection, in seconds, before a learner gets an apology instead."""


class Database:
    """A database ready for use. All methods block; on SQLite only one thread at a time may write."""

    def __init__(self, address: str, patience: int = BUSY_SECONDS) -> None:
        """Open the database at `address`; statements wait up to `patience` seconds for a lock or connection.

        Raises:
            ConfigurationError: the address is not a database URL.
        """
        self.url: Final[URL] = parse(address)
        self.engine: Final[Engine] = self._opened(patience)
        self._models = ModelCache()

    @property
    def is_sqlite(self) -> bool:
        """True for an SQLite file, which has one writer."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def is_exposed(self) -> bool:
        """True if other users of the machine can read the SQLite file."""
        return self.is_sqlite and sqlite.is_exposed(str(self.url.database))

    @property
    def workers(self) -> int:
        """Number of threads that may use it concurrently."""
        return 1 if self.is_sqlite else POOL

    def _opened(self, patience: int) -> Engine:
        if self.is_sqlite:
            return sqlite.engine(self.url, patience)
        from bot.storage import postgres  # noqa: PLC0415 - its driver is large, and not needed for SQLite

        return postgres.engine(self.url, patience, POOL)

    @contextmanager
    def transaction(self) -> Iterator[Store]:
        """Commit when the block ends; roll back when it raises.

        Raises:
            sqlalchemy.exc.OperationalError: the database is locked or gone.
        """
        with metrics.TRANSACTION.time(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield Store(session, self._models)
            write(session)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Lock an SQLite file for this process, its only writer. No-op on PostgreSQL, which supports several processes.

        Raises:
            ConfigurationError: another process holds the lock.
        """
        if not self.is_sqlite:
            yield
            return
        with sqlite.alone(str(self.url.database)):
            yield

    def migrate(self) -> None:
        """Migrate the tables to the newest version, if they aren't there yet.

        Raises:
            AwayError: the database does not answer, has no connection left, or is read-only.
            ConfigurationError: it refuses a migration, or is newer than this code.
        """
        try:
            with self.engine.begin() as connection:
                migrate.upgrade(connection)
        except SQLAlchemyError as error:
            raise outages.unusable(error) from None

    def is_current(self) -> bool:
        """True if the tables are at the newest version.

        Raises:
            ConfigurationError: the database does not answer, or is newer than this code.
        """
        try:
            with self.engine.connect() as connection:
                return migrate.is_current(connection)
        except SQLAlchemyError as error:
            raise ConfigurationError(outages.sentence(error)) from None

    def scrub(self) -> None:
        """Remove all traces of deleted rows from the database's files.

        SQLite overwrites what it deletes (`secure_delete`); this truncates its write-ahead log. PostgreSQL keeps dead
        rows until a vacuum; this rewrites the small table with the platforms' user ids, and advances the write-ahead
        log if the role has the right.

        Raises:
            sqlalchemy.exc.OperationalError: blocked by others for more than half a second; try again later.
        """
        if self.is_sqlite:
            sqlite.truncate_log(self.engine)
        else:
            from bot.storage import postgres  # noqa: PLC0415 - its driver is large, and not needed for SQLite

            postgres.rewrite_identities(self.engine)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()
