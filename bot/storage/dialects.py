"""Inserts that know what to do about a row that is already there, which each database spells in its own way."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite


def insert(dialect: str, table: type[Any]) -> Any:  # noqa: ANN401 - either dialect's Insert, which share these methods
    """Return the dialect's insert into a table."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
