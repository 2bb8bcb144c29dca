"""One engine for each kind of database, lent to one test after another: an engine keeps the statements it compiled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import QueuePool, event

from bot.storage.database import Database

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from sqlalchemy import URL, Dialect, Engine

_KEPT: Final[dict[str, Engine]] = {}
_OPENED: Final[dict[str, URL]] = {}


def lend(address: str) -> Database:
    """Open a database with the engine of its kind, which from now on connects to this one alone."""
    opened = Database(address)
    kind = opened.url.get_backend_name()
    engine = _KEPT.get(kind) or _keep(kind, opened.engine)
    if _OPENED.get(kind) != opened.url:
        engine.dispose()
    _OPENED[kind] = opened.url
    opened.engine = engine  # type: ignore[misc]
    return opened


def is_idle(database: Database) -> bool:
    """True if every connection was given back."""
    pool = database.engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout() == 0


def _keep(kind: str, engine: Engine) -> Engine:
    dialect = engine.dialect
    dialect.connect = partial(_connect, kind, dialect, dialect.connect)  # type: ignore[method-assign]
    if kind == "sqlite":
        event.listen(engine, "connect", _hurry)
    return _KEPT.setdefault(kind, engine)


def _connect(kind: str, dialect: Dialect, connect: Callable[..., Any], *_words: object, **named: object) -> Any:  # noqa: ANN401 - a driver's connection
    words, found = dialect.create_connect_args(_OPENED[kind])
    return connect(*words, **{**named, **found})


def _hurry(connection: sqlite3.Connection, _record: object) -> None:
    """It need not outlive a power cut: nothing waits for the disk."""
    connection.execute("PRAGMA synchronous=OFF").close()
