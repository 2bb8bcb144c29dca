"""Alembic's entry point: uses the connection from `bot.storage.migrate`, otherwise DATABASE_URL (for authors)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from alembic import context

# Their tables are part of the metadata.
from bot.storage import board_tables, career_tables, class_tables, duel_tables, group_tables, round_tables  # noqa: F401
from bot.storage.tables import Row

if TYPE_CHECKING:
    from sqlalchemy import Connection


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Row.metadata)
    with context.begin_transaction():
        context.run_migrations()


if (given := context.config.attributes.get("connection")) is not None:
    _run(given)
else:
    from bot.storage.database import Database

    database = Database(os.environ["DATABASE_URL"])
    with database.engine.begin() as own:
        _run(own)
