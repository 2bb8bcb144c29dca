"""A PostgreSQL database that tests take turns with: emptying it takes a tenth of the time of making another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import psycopg
from psycopg import sql
from sqlmodel import SQLModel

from bot.storage.database import Database

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg.rows import TupleRow

NAME: Final = "turns"
_KEPT: Final = "alembic_version"
_SHAPE: Final = """
SELECT (SELECT count(*) FROM pg_db_role_setting),
       (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
       (SELECT min(version_num) FROM alembic_version)
"""
"""What must be as before: the settings of databases, the number of tables and indexes, and their version."""
_RESTART: Final = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"


class Turns:
    """The database, and two connections to look after it."""

    def __init__(self, server: str, template: str) -> None:
        self.address: Final = server.replace("/postgres?", f"/{NAME}?")
        self._template = template
        self._server = psycopg.connect(server, autocommit=True)
        self._inside = self._made()
        self._shape = self._inside.execute(_SHAPE).fetchone()

    def end(self) -> bool:
        """Make the database as good as new; True if it was replaced, which breaks every connection to it."""
        try:
            kept = self._inside.execute(_SHAPE).fetchone() == self._shape
            if kept:
                self._empty()
        except psycopg.Error:  # a test may have changed the tables, or left a lock
            kept = False
        if not kept:
            self._inside.close()
            self._inside = self._made()
        return not kept

    def close(self) -> None:
        self._inside.close()
        self._server.close()

    def _made(self) -> Connection[TupleRow]:
        self._server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        self._server.execute(f"CREATE DATABASE {NAME} TEMPLATE {self._template}")
        options = "-c lock_timeout=2s -c session_replication_role=replica"  # no foreign key is checked
        return psycopg.connect(self.address, autocommit=True, options=options)

    def _empty(self) -> None:
        used = [sql.Identifier(name) for (name,) in self._inside.execute(_DELETE)]
        if used:
            self._inside.execute(_RESTART)
            # Rows are read in the order in which they were written, as in a new table.
            self._inside.execute(sql.SQL("VACUUM {}").format(sql.SQL(", ").join(used)))


def migrate(address: str) -> None:
    """Make the tables."""
    database = Database(address)
    database.migrate()
    database.close()


def _deletion() -> sql.Composed:
    """Return the statement that deletes all rows and returns the names of the tables that had some."""
    names = [name for name in SQLModel.metadata.tables if name != _KEPT]
    emptied = [sql.SQL("{0} AS (DELETE FROM {0} RETURNING 1)").format(sql.Identifier(name)) for name in names]
    had = [
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(name), sql.Identifier(name))
        for name in names
    ]
    return sql.SQL("WITH {} {}").format(sql.SQL(", ").join(emptied), sql.SQL(" UNION ALL ").join(had))


_DELETE: Final = _deletion()
