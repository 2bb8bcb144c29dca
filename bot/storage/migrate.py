"""Run the Alembic migrations, configured solely by this folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from sqlalchemy import Connection

SCRIPTS: Final = Path(__file__).parent / "migrations"
_LOCK: Final = 7236437
"""Arbitrary lock id, so that processes starting together migrate one after the other."""


def is_current(connection: Connection) -> bool:
    """True if the newest migration has been applied.

    Raises:
        ConfigurationError: the database was migrated by a newer version of this program.
    """
    found, scripts = MigrationContext.configure(connection).get_current_revision(), _scripts()
    if found and found not in {script.revision for script in scripts.walk_revisions()}:
        raise ConfigurationError(
            "The database is newer than this program: a later version has migrated it. Run that version again, or "
            "restore the backup that was made before the upgrade."
        )
    return found == scripts.get_current_head()


def upgrade(connection: Connection) -> None:
    """Apply missing migrations in the connection's transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if is_current(connection):
        return
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
