"""Simulations: a form of questions that is drawn at once, worked on in any order, and handed in as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import and_, case, delete, func, update
from sqlmodel import Session, col, select

from bot.storage.tables import EXAM, Asking, Sitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Row


class Exams:
    """One method for each thing that is done with simulations; their sittings and askings are as all others."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, askings: Iterable[Asking]) -> None:
        """Keep the form of a simulation."""
        self._session.add_all(askings)
        self._session.flush()

    def open(self, learner_id: int) -> Sequence[Sitting]:
        """Return the simulations that are not over, newest first: one, or more after two learners were joined."""
        query = select(Sitting).where(Sitting.learner_id == learner_id, Sitting.kind == EXAM)
        return self._session.exec(query.where(col(Sitting.ended_at).is_(None)).order_by(col(Sitting.id).desc())).all()

    def newest(self, learner_id: int) -> Sitting | None:
        """Return the simulation that was begun last, over or not."""
        query = select(Sitting).where(Sitting.learner_id == learner_id, Sitting.kind == EXAM)
        return self._session.exec(query.order_by(col(Sitting.id).desc()).limit(1)).first()

    def count(self, learner_id: int) -> int:
        """Return how many simulations were begun."""
        query = select(func.count(col(Sitting.id))).where(Sitting.learner_id == learner_id, Sitting.kind == EXAM)
        return self._session.exec(query).one()

    def all(self, learner_id: int) -> Sequence[Sitting]:
        """Return every simulation, oldest first."""
        query = select(Sitting).where(Sitting.learner_id == learner_id, Sitting.kind == EXAM)
        return self._session.exec(query.order_by(col(Sitting.id))).all()

    def at(self, sitting_id: int, position: int) -> Asking | None:
        """Return the question at a position of a simulation, counted from 1."""
        return self._session.exec(
            select(Asking).where(Asking.sitting_id == sitting_id, Asking.position == position)
        ).first()

    def questions(self, learner_id: int) -> set[str]:
        """Return the questions of every simulation so far; of those that were given up, the ones that were shown."""
        query = select(Asking.question).where(Asking.learner_id == learner_id, Asking.mode == EXAM)
        return set(self._session.exec(query))

    def standing(self, learner_id: int) -> set[str]:
        """Return the questions of the simulation that is open: nothing else asks them until it is over."""
        query = select(Asking.question).join(Sitting, col(Sitting.id) == col(Asking.sitting_id))
        query = query.where(Sitting.learner_id == learner_id, Sitting.kind == EXAM, col(Sitting.ended_at).is_(None))
        return set(self._session.exec(query))

    def waiting(self, learner_id: int) -> set[str]:
        """Return the questions that were asked in what is open, and not answered yet."""
        query = select(Asking.question).join(Sitting, col(Sitting.id) == col(Asking.sitting_id))
        query = query.where(Sitting.learner_id == learner_id, col(Sitting.ended_at).is_(None))
        return set(self._session.exec(query.where(col(Asking.answered_at).is_(None), col(Asking.void).is_(False))))

    def scores(self, learner_id: int) -> Sequence[Row[Any]]:
        """Return `id`, `ended_at`, `right` and `total` of what counted in each simulation handed in, oldest first."""
        right = func.sum(case((and_(col(Asking.scored), col(Asking.correct).is_(True)), 1), else_=0)).label("right")
        total = func.sum(case((col(Asking.scored), 1), else_=0)).label("total")
        query = (
            sqlalchemy.select(col(Sitting.id), col(Sitting.ended_at), right, total)
            .join(Asking, col(Asking.sitting_id) == col(Sitting.id))
            .where(col(Sitting.learner_id) == learner_id, col(Sitting.kind) == EXAM, col(Sitting.ended_at).is_not(None))
            .where(col(Asking.void).is_(False))
        )
        return self._session.execute(
            query.group_by(col(Sitting.id), col(Sitting.ended_at)).order_by(col(Sitting.ended_at), col(Sitting.id))
        ).all()

    def give_up(self, sitting_id: int) -> None:
        """Let nothing of a simulation count: what was never shown is as if it had not been drawn."""
        mine = col(Asking.sitting_id) == sitting_id
        self._session.execute(delete(Asking).where(mine, col(Asking.place) == ""))
        self._session.execute(update(Asking).where(mine).values(void=True))
