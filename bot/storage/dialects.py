"""What the two databases spell differently: inserts that handle existing rows, and rows gathered into one value."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


def insert(dialect: str, table: type[Any]) -> Any:  # noqa: ANN401 - either dialect's Insert, which share these methods
    """Return the dialect's insert into a table."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - it is large, and not needed for SQLite

        return postgresql.insert(table)
    return sqlite.insert(table)


class gathered(FunctionElement[list[list[Any]]]):  # noqa: N801 - named like SQLAlchemy's own functions
    """All rows of a subquery as one value, a list of lists in any order; None or an empty list if there are none.

    Times come as text, and true and false on SQLite as 1 and 0.
    """

    type = JSON()
    inherit_cache = True


@compiles(gathered, "postgresql")
def _on_postgresql(element: gathered, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's compiler
    return f"json_agg(json_build_array({compiler.process(element.clauses, **kw)}))"


@compiles(gathered, "sqlite")
def _on_sqlite(element: gathered, compiler: Any, **kw: Any) -> str:  # noqa: ANN401
    columns = (
        f"json({compiler.process(each, **kw)})" if isinstance(each.type, JSON) else compiler.process(each, **kw)
        for each in element.clauses
    )
    return f"json_group_array(json_array({', '.join(columns)}))"
