"""Each learner's learning model, as of the last answer included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.storage.tables import Model

if TYPE_CHECKING:
    from collections.abc import Sequence


class LearnerModels:
    """Stored models. They are a cache derived from the answers, which are authoritative."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, learner_id: int) -> Model | None:
        """A learner's model; None if it must be rebuilt from the answers."""
        return self._session.get(Model, learner_id)

    def put(self, model: Model) -> None:
        """Store a model, replacing the earlier one."""
        self._session.merge(model)

    def drop(self, learner_id: int | None = None) -> None:
        """Delete one model, or all; the next question rebuilds it from the answers."""
        query = delete(Model)
        self._session.execute(query if learner_id is None else query.where(col(Model.learner_id) == learner_id))
        self._session.expire_all()

    def learners(self) -> Sequence[int]:
        """Ids of learners with a stored model."""
        return self._session.exec(select(Model.learner_id)).all()
