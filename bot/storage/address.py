"""Parse DATABASE_URL. No message here quotes it, since it may hold a password."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import ConfigurationError

_SQLITE_DRIVERS: Final = ("sqlite", "sqlite+pysqlite", "sqlite+aiosqlite")
_SQLITE_OPTIONS: Final = frozenset(
    {"timeout", "isolation_level", "detect_types", "check_same_thread", "cached_statements"}
)
_EXAMPLES: Final = "Use sqlite:///data/tutor.db or postgresql://user:password@host/name."


def parse(address: str) -> URL:
    """Return the address with the installed driver.

    Raises:
        ConfigurationError: it is not the address of an SQLite file or a PostgreSQL database.
    """
    if address.startswith("postgres://"):  # the form that hosts such as Heroku provide
        address = address.replace("postgres://", "postgresql://", 1)
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise ConfigurationError(f"DATABASE_URL is no database address. {_EXAMPLES}{_hint(address)}") from None
    if url.get_backend_name() == "postgresql":
        return _postgres(url)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return _sqlite(url)
    raise ConfigurationError("DATABASE_URL must begin with sqlite:/// and a file's path, or with postgresql://.")


def secrets(address: str) -> list[str]:
    """The parts of the address that may never be shown: all of it, and its password, both as written and decoded."""
    written = re.search(r"://[^:/]*:(.*)@", address)
    try:
        decoded = make_url(address).password or ""
    except (ArgumentError, ValueError):
        decoded = ""
    return [address, *(word for word in (written[1] if written else "", str(decoded)) if word)]


def startup_settings(given: str) -> dict[str, str]:
    """Return the session settings in a string of options such as "-c search_path=tutor"."""
    return dict(re.findall(r"(?:-c\s*|--)([\w.]+)=((?:\\.|\S)*)", given))


def options(url: URL) -> str:
    """Return the options the address sets for every session, such as "-c search_path=tutor"; "" for none."""
    given = url.query.get("options", "")
    return given if isinstance(given, str) else " ".join(given)


def _postgres(url: URL) -> URL:
    if "@" in (url.host or ""):
        raise ConfigurationError(f"DATABASE_URL is no database address.{_hint(str(url.host))}")
    unknown = ", ".join(name for name in url.query if not _is_known(name))
    if unknown:
        raise ConfigurationError(f"DATABASE_URL has an option that PostgreSQL does not know: {unknown}.")
    return url.set(drivername="postgresql+psycopg")


def _sqlite(url: URL) -> URL:
    if url.drivername not in _SQLITE_DRIVERS:
        raise ConfigurationError("DATABASE_URL names a driver for SQLite that is not used here. Begin with sqlite:///.")
    unknown = ", ".join(sorted(url.query.keys() - _SQLITE_OPTIONS)) if "uri" not in url.query else ""
    if unknown:
        raise ConfigurationError(f"DATABASE_URL has an option that SQLite does not know: {unknown}.")
    return url.set(drivername="sqlite")


def _is_known(option: str) -> bool:
    from psycopg import ProgrammingError, conninfo  # noqa: PLC0415 - large, and not needed for SQLite

    try:
        conninfo.make_conninfo("", **{option: ""})
    except ProgrammingError:
        return False
    return True


def _hint(address: str) -> str:
    return " In a password, write @ as %40, : as %3A, and / as %2F." if "@" in address else ""
