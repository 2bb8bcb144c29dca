"""Inserts that handle existing rows, which each database spells differently."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite


def insert(dialect: str, table: type[Any]) -> Any:  # noqa: ANN401 - either dialect's Insert, which share these methods
    """Return the dialect's insert into a table."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
