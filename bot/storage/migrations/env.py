"""Alembic's entry point: uses the connection from `bot.storage.migrate`, otherwise DATABASE_URL (for authors)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from alembic import context
from sqlalchemy.exc import SQLAlchemyError
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
    from alembic.util.exc import CommandError

    from bot.errors import ConfigurationError
    from bot.storage import outages
    from bot.storage.database import Database

    if not (address := os.environ.get("DATABASE_URL", "").strip()):
        raise CommandError("DATABASE_URL is not set. Alembic reads it from the environment, not from .env.")
    try:
        database = Database(address)
        with database.alone(), database.engine.begin() as own:
            _run(own)
    except (ConfigurationError, SQLAlchemyError) as error:
        raise CommandError(outages.sentence(error) or str(error)) from None
