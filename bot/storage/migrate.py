"""Run the Alembic migrations, configured solely by this folder. Alembic is only loaded if there is one to run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import inspect, text

from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

SCRIPTS: Final = Path(__file__).parent / "migrations"
_TABLE: Final = "alembic_version"
_LOCK: Final = 7236437
"""Arbitrary lock id, so that processes starting together migrate one after another."""


def revisions() -> list[str]:
    """Every migration's number, in order; its file name begins with it."""
    return sorted(file.stem.partition("_")[0] for file in (SCRIPTS / "versions").glob("[0-9]*.py"))


def is_current(connection: Connection) -> bool:
    """True if the newest migration has been applied.

    Raises:
        ConfigurationError: the database was migrated by a newer version of this program.
    """
    found = _found(connection)
    check_known(found)
    return found == revisions()[-1]


def check_known(version: str | None) -> None:
    """Refuse a database version this program does not know; None and "" mean no version yet.

    Raises:
        ConfigurationError: a newer version of this program migrated it.
    """
    if version and version not in revisions():
        raise ConfigurationError(
            "The database is newer than this program: a later version has migrated it. Run that version again, or "
            "restore the backup that was made before the upgrade."
        )


def upgrade(connection: Connection) -> None:
    """Apply missing migrations in the connection's transaction.

    Raises:
        ConfigurationError: the database's version and the migrations do not fit.
    """
    if is_current(connection):
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if is_current(connection):
            return  # another process has migrated it meanwhile
    _run(connection)


def _found(connection: Connection) -> str:
    """Return the last migration applied to the database; "" for a new one."""
    if not inspect(connection).has_table(_TABLE):
        return ""
    return str(connection.execute(text(f"SELECT version_num FROM {_TABLE}")).scalar() or "")  # noqa: S608 - our own name


def _run(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - large, and rarely needed
    from alembic.util.exc import CommandError  # noqa: PLC0415 - large, and rarely needed

    config = _config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise ConfigurationError(
            "The database cannot be migrated: its version and this program's migrations do not fit."
        ) from None


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415 - large, and rarely needed

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return config
