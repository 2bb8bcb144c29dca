"""The learning model of each learner, as it was after the last answer that it took in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.storage.tables import Model

if TYPE_CHECKING:
    from collections.abc import Sequence


class LearnerModels:
    """One method for each thing that is done with the models. They are derived: the answers are what counts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, learner_id: int) -> Model | None:
        """Return a learner's model, None if it has to be built from the answers."""
        return self._session.get(Model, learner_id)

    def put(self, model: Model) -> None:
        """Keep a model in the place of the earlier one."""
        self._session.merge(model)

    def drop(self, learner_id: int | None = None) -> None:
        """Forget a model, or all: the next question builds it anew from the answers."""
        query = delete(Model)
        self._session.execute(query if learner_id is None else query.where(col(Model.learner_id) == learner_id))
        self._session.expire_all()

    def learners(self) -> Sequence[int]:
        """Return whose models are kept."""
        return self._session.exec(select(Model.learner_id)).all()
