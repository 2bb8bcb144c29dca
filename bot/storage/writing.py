"""Writes by prepared statements, at a fraction of the cost of the session's flush, with the same result."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, TypeVar

import sqlalchemy
from sqlalchemy import bindparam
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, SQLModel

from bot.storage.tables import Attempt, Due, Identity, Learner, QuizSession

T = TypeVar("T", bound=SQLModel)
_OWN: Final = (Learner, Identity, Attempt, QuizSession, Due)
"""What a press or a push changes; each of these has one number as its key."""


def add(session: Session, row: T, insert: Any = None) -> T:  # noqa: ANN401 - SQLAlchemy's Insert
    """Insert a row of a table whose key is its `id`, and make the row one of the session's.

    What `insert`, if given, returns besides the id is assigned as well.
    """
    table = str(type(row).__tablename__)
    values = {name: getattr(row, name) for name in _columns(table)}
    stored = session.connection().execute(insert if insert is not None else _insert(table), values).mappings().one()
    for name, value in stored.items():
        setattr(row, name, value)
    make_transient_to_detached(row)
    session.add(row)
    return row


def write(session: Session) -> None:
    """Write what a transaction changed just before it commits, and let the rows go.

    Anything but a change of rows that every press has is left to the session.

    Raises:
        StaleDataError: a row is gone.
    """
    changed = list(session.dirty)
    if session.new or session.deleted or not all(isinstance(each, _OWN) for each in changed):
        return
    for row in sorted(changed, key=lambda each: (each.__tablename__, each.id or 0)):
        _update(session, row)
    session.expunge_all()


def _update(session: Session, row: Any) -> None:  # noqa: ANN401 - a row of any table in `_OWN`
    before = sqlalchemy.inspect(row).committed_state
    values = {name: value for name in sorted(before) if (value := getattr(row, name)) != before[name]}
    if not values:
        return
    done = session.connection().execute(_statement(row.__tablename__, tuple(values)), values | {"which": row.id})
    if done.rowcount != 1:
        raise StaleDataError("a row to be updated is gone")


@cache
def _columns(table: str) -> tuple[str, ...]:
    return tuple(each.name for each in SQLModel.metadata.tables[table].c if each.name != "id")


@cache
def _insert(table: str) -> Any:  # noqa: ANN401 - SQLAlchemy's Insert
    found = SQLModel.metadata.tables[table]
    return sqlalchemy.insert(found).returning(found.c.id)


@cache
def _statement(table: str, columns: tuple[str, ...]) -> Any:  # noqa: ANN401 - SQLAlchemy's Update
    found = SQLModel.metadata.tables[table]
    return found.update().where(found.c.id == bindparam("which")).values({name: bindparam(name) for name in columns})
