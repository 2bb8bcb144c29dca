"""Each learner's learning model, as of the last answer included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy
from sqlalchemy import delete, insert, update
from sqlmodel import Session, col, select

from bot.storage.tables import Memory, Model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class LearnerModels:
    """Stored models. They are a cache derived from the answers, which are authoritative."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, learner_id: int) -> Model | None:
        """A learner's model; None if it must be rebuilt from the answers."""
        return self._session.get(Model, learner_id)

    def memories(self, learner_id: int) -> dict[str, bytes]:
        """Return what is remembered of the questions, a shelf for each topic (`bot.learning.records`)."""
        query = sqlalchemy.select(col(Memory.topic), col(Memory.records)).where(col(Memory.learner_id) == learner_id)
        return {topic: records for topic, records in self._session.execute(query)}  # noqa: C416 - rows are no pairs to mypy

    def put(self, model: Model, shelves: Mapping[str, bytes]) -> None:
        """Keep a model in the place of the earlier one, and the shelves that changed."""
        self._session.merge(model)
        if not shelves:
            return
        older = delete(Memory).where(col(Memory.learner_id) == model.learner_id, col(Memory.topic).in_(list(shelves)))
        self._session.execute(older)
        rows = [{"learner_id": model.learner_id, "topic": topic, "records": held} for topic, held in shelves.items()]
        self._session.execute(insert(Memory), rows)

    def spoil(self, learner_id: int) -> None:
        """Note that a model must be built again, since an answer that it includes was changed."""
        self._session.execute(update(Model).where(col(Model.learner_id) == learner_id).values(stale=True))
        self._session.expire_all()

    def drop(self, learner_id: int | None = None) -> None:
        """Forget a model, or all: the next question builds it anew from the answers."""
        for table in (Memory, Model):
            query = delete(table)
            self._session.execute(query if learner_id is None else query.where(col(table.learner_id) == learner_id))
        self._session.expire_all()

    def learners(self) -> Sequence[int]:
        """Ids of learners with a stored model."""
        return self._session.exec(select(Model.learner_id)).all()
