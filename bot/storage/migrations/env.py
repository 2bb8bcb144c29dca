"""Alembic's entry point: uses the connection from `bot.storage.migrate`, otherwise DATABASE_URL (for authors)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from alembic import context
from sqlmodel import SQLModel

import bot.storage.store  # noqa: F401 - it imports every table, so that the metadata is complete

if TYPE_CHECKING:
    from sqlalchemy import Connection


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=SQLModel.metadata)
    with context.begin_transaction():
        context.run_migrations()


if (given := context.config.attributes.get("connection")) is not None:
    _run(given)
else:
    from bot.storage.database import Database

    database = Database(os.environ["DATABASE_URL"])
    with database.engine.begin() as own:
        _run(own)
