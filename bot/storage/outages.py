"""Distinguish a database outage from a bug, and say in one sentence what an operator can do about it."""

from __future__ import annotations

from typing import Final

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import AwayError, ConfigurationError

READ_ONLY: Final = "25006"
STALE_PLAN: Final = "0A000"
"""The tables changed under a prepared statement: another process ran a migration."""
_CURABLE: Final = frozenset({"26000", "42P05", "3F000", "42501", "42P01", "42703", STALE_PLAN})
"""SQLSTATEs of a refused statement that an operator can fix: prepared statements lost or clashing in a pooler, and
missing schemas, permissions, tables, or columns.
"""
STALE: Final = frozenset({READ_ONLY, STALE_PLAN})
"""SQLSTATEs after which a connection is useless, though it is still open."""

_SILENT: Final = "The database does not answer. Is DATABASE_URL right, and is the server up?"
_STATES: Final = {
    "42501": "The database role lacks a right it needs. It must be allowed to create tables in its schema; since "
    "PostgreSQL 15 that takes GRANT CREATE ON SCHEMA public, or a schema of its own.",
    READ_ONLY: "The database is read-only: a standby, or a server that was set so. DATABASE_URL must name the primary.",
    "3F000": "The schema in search_path does not exist, or the role may not use it.",
    "53300": "The database server has no connection left. Raise max_connections, or put a pooler in front of it.",
    "57P03": "The database server is starting up or shutting down. Try again in a minute.",
    "SQLITE_NOTADB": "The file in DATABASE_URL is not an SQLite database.\n"
    "Name another file, or move this one away; a new database then takes its place.",
    "SQLITE_CORRUPT": "The SQLite file is damaged. Restore it from a backup.",
    "SQLITE_READONLY_DBMOVED": "The SQLite file was moved, deleted, or replaced while the tutor was running. Stop the "
    "tutor, put the file back, and start it again.",
    "SQLITE_READONLY": "The SQLite file cannot be written to. Does it, and its folder, belong to this user?",
    "SQLITE_CANTOPEN": "The SQLite file cannot be opened. Does its folder exist, and belong to this user?",
    "SQLITE_FULL": "The disk with the SQLite file is full.",
    "SQLITE_IOERR": "The disk with the SQLite file cannot be used. Is it full, over a quota, or failing?",
    "SQLITE_BUSY": "Another program has locked the SQLite file.",
}
_PHRASES: Final = {
    "password authentication failed": "PostgreSQL refused the user or the password in DATABASE_URL.",
    "no password supplied": "PostgreSQL asks for a password, and DATABASE_URL has none.",
    "too many connections": _STATES["53300"],
    "remaining connection slots": _STATES["53300"],
    "no more connections": _STATES["53300"],
    "is starting up": _STATES["57P03"],
    "is shutting down": _STATES["57P03"],
    "certificate": "The certificate settings in DATABASE_URL do not fit the server: check sslmode and sslrootcert.",
    "does not support ssl": "DATABASE_URL asks for an encrypted connection (sslmode), which the server does not offer.",
    "pg_hba.conf": "The server does not admit this user from this machine, or not without encryption: see pg_hba.conf "
    "on the server, or try ?sslmode=require.",
    "does not exist": "The database or the user in DATABASE_URL does not exist on the server.",
}
"""PostgreSQL's messages when it refuses a connection, which have no SQLSTATE."""


_PASSING: Final = frozenset({_SILENT, _STATES[READ_ONLY], _STATES["53300"], _STATES["57P03"]})


def is_outage(error: BaseException) -> bool:
    """True if the database failed temporarily, so that the same request may succeed later."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError) or isinstance(error, DataError | IntegrityError):
        return False
    return not isinstance(error, ProgrammingError | NotSupportedError) or state(error) in _CURABLE


def unusable(error: BaseException) -> ConfigurationError:
    """The error for an operator, of the kind that says whether trying again may help."""
    said = sentence(error)
    return AwayError(said) if said in _PASSING else ConfigurationError(said)


def sentence(error: BaseException) -> str:
    """What an operator can do about a database error; "" if it isn't one. Quotes nothing from the address."""
    if not isinstance(error, SQLAlchemyError):
        return ""
    found = state(error)
    said = str(error.orig).lower() if isinstance(error, DBAPIError) else ""
    known = (text for name, text in _STATES.items() if found.startswith(name))
    return next(known, "") or next((text for phrase, text in _PHRASES.items() if phrase in said), _SILENT)


def state(error: BaseException) -> str:
    """PostgreSQL's SQLSTATE, or SQLite's name, of an error, wrapped or from the driver; "" if there is none."""
    orig = getattr(error, "orig", None) or error
    return getattr(orig, "sqlstate", None) or getattr(orig, "sqlite_errorname", None) or ""


def named(error: Exception) -> str:
    """Return the type of a database error, and its SQLSTATE if it has one, for the log."""
    return f"{type(error).__name__} {state(error)}".strip()
