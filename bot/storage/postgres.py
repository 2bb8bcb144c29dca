"""PostgreSQL engines, directly on a server or behind a pooler such as PgBouncer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from psycopg import OperationalError
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError

from bot.storage import outages
from bot.storage.address import options, startup_settings

if TYPE_CHECKING:
    from psycopg import Connection as PostgresConnection
    from sqlalchemy import URL, Connection, Dialect, Engine
    from sqlalchemy.engine import ExceptionContext

_REFUSED: Final = "startup parameter"
"""How poolers begin to say that they accept no `options`."""
_MARK: Final = "tutor.settings"
"""A dummy setting by which a session shows that its `options` arrived; some poolers drop them silently."""


def engine(url: URL, patience: int, pool: int) -> Engine:
    """Return an engine with a pool of connections, in UTC, whose statements wait at most `patience` seconds."""
    made = create_engine(
        url.difference_update_query(["options"]),
        hide_parameters=True,
        pool_size=pool,
        max_overflow=2,
        pool_timeout=patience,
        pool_pre_ping=True,
        connect_args={"connect_timeout": patience},
    )
    sessions = _Sessions(url, patience)
    event.listen(made, "do_connect", sessions.connect)
    event.listen(made, "begin", sessions.begin)
    event.listen(made, "handle_error", _drop_stale)
    return made


def rewrite_identities(on: Engine) -> None:
    """Rewrite the small table with the platforms' user ids, so that its deleted rows leave the disk.

    Raises:
        sqlalchemy.exc.OperationalError: others held the table for more than half a second.
    """
    with on.begin() as connection:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '500ms'")
        connection.exec_driver_sql("CLUSTER identity USING identity_pkey")
    with on.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        _move_log_on(connection)


class _Sessions:
    """Applies the settings: once at the start of a session, or in each transaction behind a pooler.

    A pooler may run each transaction in a different server session, so neither settings nor prepared statements of an
    earlier one can be relied on.
    """

    def __init__(self, url: URL, patience: int) -> None:
        wait = f"-c statement_timeout={patience}s -c lock_timeout={patience}s"
        self._startup = f"{wait} {options(url)} -c timezone=UTC -c {_MARK}=sent"
        self._local = _local(startup_settings(self._startup))
        self._is_pooled = False

    def connect(
        self, dialect: Dialect, _record: object, args: tuple[Any, ...], params: dict[str, Any]
    ) -> PostgresConnection[Any]:
        """Connect with the settings, or without them if the server does not accept them."""
        if not self._is_pooled:
            made = self._direct(dialect, args, params)
            if made:
                return made
            self._is_pooled = True
        return dialect.connect(*args, **params, prepare_threshold=None)  # type: ignore[return-value]

    def begin(self, connection: Connection) -> None:
        """Behind a pooler, apply the settings to the transaction."""
        if self._is_pooled:
            connection.exec_driver_sql(self._local)

    def _direct(
        self, dialect: Dialect, args: tuple[Any, ...], params: dict[str, Any]
    ) -> PostgresConnection[Any] | None:
        try:
            made: Any = dialect.connect(*args, **params, options=self._startup)
        except OperationalError as error:
            if _REFUSED not in str(error):
                raise
            return None
        arrived = made.execute(f"SELECT current_setting('{_MARK}', true)").fetchone()
        made.rollback()
        if arrived and arrived[0]:
            return made  # type: ignore[no-any-return]
        made.close()
        return None


def _local(settings: dict[str, str]) -> str:
    """Return the statement that applies settings until the end of a transaction."""
    quoted = ((name, re.sub(r"\\(.)", r"\1", value).replace("'", "''")) for name, value in settings.items())
    return "SELECT " + ", ".join(f"set_config('{name}', '{value}', true)" for name, value in quoted)


def _drop_stale(context: ExceptionContext) -> None:
    """Reconnect after a failover or a migration: the next connection may lead to the server that accepts writes."""
    if outages.state(context.original_exception) in outages.STALE:
        context.is_disconnect = True


def _move_log_on(connection: Connection) -> None:
    """Make PostgreSQL recycle the part of its write-ahead log that holds deleted rows; requires elevated rights."""
    try:
        for _ in range(3):
            connection.exec_driver_sql("SELECT pg_switch_wal()")
            connection.exec_driver_sql("CHECKPOINT")
    except DBAPIError:
        return  # a managed server does it at its own pace
