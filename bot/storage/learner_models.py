"""Each learner's learning model, as of the last answer included."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy
from sqlalchemy import bindparam, delete, update
from sqlmodel import Session, col, select

from bot.storage.dialects import insert
from bot.storage.tables import Memory, Model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_UNREAD: Final = {"autoflush": False, "populate_existing": True}
"""Models are written past the session's objects, so it reads them again."""
_MODEL: Final = select(Model).where(Model.learner_id == bindparam("learner")).execution_options(**_UNREAD)
"""Prepared once, as in `bot.storage.quiz_sessions`."""
_MEMORIES: Final = (
    sqlalchemy.select(col(Memory.topic), col(Memory.records))
    .where(col(Memory.learner_id) == bindparam("learner"))
    .execution_options(autoflush=False)
)
_COLUMNS: Final = tuple(Model.model_fields)


@cache
def _model(dialect: str) -> Any:  # noqa: ANN401 - either dialect's Insert
    """Return the statement that replaces a stored model."""
    fresh = insert(dialect, Model)
    kept = {name: fresh.excluded[name] for name in _COLUMNS if name != "learner_id"}
    return fresh.on_conflict_do_update(index_elements=["learner_id"], set_=kept)


@cache
def _shelves(dialect: str) -> Any:  # noqa: ANN401 - either dialect's Insert
    """Return the statement that replaces a stored shelf."""
    fresh = insert(dialect, Memory)
    records = {"records": fresh.excluded.records}
    return fresh.on_conflict_do_update(index_elements=["learner_id", "topic"], set_=records)


class LearnerModels:
    """Stored models. They are a cache derived from the answers, which are authoritative."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, learner_id: int) -> Model | None:
        """A learner's model; None if it must be rebuilt from the answers."""
        return self._session.scalars(_MODEL, {"learner": learner_id}).first()

    def memories(self, learner_id: int) -> dict[str, bytes]:
        """What is remembered of the questions, a shelf for each topic (`bot.learning.records`)."""
        found = self._session.execute(_MEMORIES, {"learner": learner_id})
        return {topic: records for topic, records in found}  # noqa: C416 - mypy does not accept rows as pairs

    def put(self, model: Model, shelves: Mapping[str, bytes]) -> None:
        """Replace a stored model, and the shelves that changed."""
        connection = self._session.connection()
        connection.execute(_model(connection.dialect.name), {name: getattr(model, name) for name in _COLUMNS})
        if not shelves:
            return
        rows = [{"learner_id": model.learner_id, "topic": topic, "records": held} for topic, held in shelves.items()]
        connection.execute(_shelves(connection.dialect.name), rows)

    def spoil(self, learner_id: int) -> None:
        """Record that a model must be rebuilt, since an answer it includes was changed."""
        self._session.execute(update(Model).where(col(Model.learner_id) == learner_id).values(stale=True))
        self._session.expire_all()

    def drop(self, learner_id: int | None = None) -> None:
        """Delete a model, or all of them; the next question rebuilds it from the answers."""
        for table in (Memory, Model):
            query = delete(table)
            self._session.execute(query if learner_id is None else query.where(col(table.learner_id) == learner_id))
        self._session.expire_all()

    def learners(self) -> Sequence[int]:
        """Ids of learners with a stored model."""
        return self._session.exec(select(Model.learner_id)).all()
