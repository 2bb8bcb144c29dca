"""Simulations: a form of questions drawn up front, worked on in any order, and submitted as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import and_, case, delete, func, update
from sqlmodel import Session, col, select

from bot.storage.tables import EXAM, Attempt, QuizSession

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Row


class Exams:
    """Queries and updates for simulations, which share quiz sessions and attempts with everything else."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, attempts: Iterable[Attempt]) -> None:
        """Store the form of a simulation."""
        self._session.add_all(attempts)
        self._session.flush()

    def open(self, learner_id: int) -> Sequence[QuizSession]:
        """Open simulations, newest first: usually one, possibly more after two learners were merged."""
        query = select(QuizSession).where(QuizSession.learner_id == learner_id, QuizSession.kind == EXAM)
        return self._session.exec(
            query.where(col(QuizSession.ended_at).is_(None)).order_by(col(QuizSession.id).desc())
        ).all()

    def newest(self, learner_id: int) -> QuizSession | None:
        """The most recently started simulation, finished or not."""
        query = select(QuizSession).where(QuizSession.learner_id == learner_id, QuizSession.kind == EXAM)
        return self._session.exec(query.order_by(col(QuizSession.id).desc()).limit(1)).first()

    def count(self, learner_id: int) -> int:
        """Number of simulations started."""
        query = select(func.count(col(QuizSession.id))).where(
            QuizSession.learner_id == learner_id, QuizSession.kind == EXAM
        )
        return self._session.exec(query).one()

    def all(self, learner_id: int) -> Sequence[QuizSession]:
        """Every simulation, oldest first."""
        query = select(QuizSession).where(QuizSession.learner_id == learner_id, QuizSession.kind == EXAM)
        return self._session.exec(query.order_by(col(QuizSession.id))).all()

    def at(self, session_id: int, position: int) -> Attempt | None:
        """The question at a position of a simulation, counting from 1."""
        return self._session.exec(
            select(Attempt).where(Attempt.session_id == session_id, Attempt.position == position)
        ).first()

    def questions(self, learner_id: int) -> set[str]:
        """Questions of every simulation so far; for abandoned ones, only those that were shown."""
        query = select(Attempt.question).where(Attempt.learner_id == learner_id, Attempt.mode == EXAM)
        return set(self._session.exec(query))

    def standing(self, learner_id: int) -> set[str]:
        """Questions reserved by the open simulation; nothing else asks them until it is over."""
        query = select(Attempt.question).join(QuizSession, col(QuizSession.id) == col(Attempt.session_id))
        query = query.where(
            QuizSession.learner_id == learner_id, QuizSession.kind == EXAM, col(QuizSession.ended_at).is_(None)
        )
        return set(self._session.exec(query))

    def waiting(self, learner_id: int) -> set[str]:
        """Questions asked in open sessions and not answered yet."""
        query = select(Attempt.question).join(QuizSession, col(QuizSession.id) == col(Attempt.session_id))
        query = query.where(QuizSession.learner_id == learner_id, col(QuizSession.ended_at).is_(None))
        return set(self._session.exec(query.where(col(Attempt.answered_at).is_(None), col(Attempt.void).is_(False))))

    def scores(self, learner_id: int) -> Sequence[Row[Any]]:
        """Scored results as rows of `id`, `ended_at`, `right` and `total` per submitted simulation, oldest first."""
        right = func.sum(case((and_(col(Attempt.scored), col(Attempt.correct).is_(True)), 1), else_=0)).label("right")
        total = func.sum(case((col(Attempt.scored), 1), else_=0)).label("total")
        query = (
            sqlalchemy.select(col(QuizSession.id), col(QuizSession.ended_at), right, total)
            .join(Attempt, col(Attempt.session_id) == col(QuizSession.id))
            .where(
                col(QuizSession.learner_id) == learner_id,
                col(QuizSession.kind) == EXAM,
                col(QuizSession.ended_at).is_not(None),
            )
            .where(col(Attempt.void).is_(False))
        )
        return self._session.execute(
            query.group_by(col(QuizSession.id), col(QuizSession.ended_at)).order_by(
                col(QuizSession.ended_at), col(QuizSession.id)
            )
        ).all()

    def give_up(self, session_id: int) -> None:
        """Void a simulation: delete questions that were never shown, and make none of the others count."""
        mine = col(Attempt.session_id) == session_id
        self._session.execute(delete(Attempt).where(mine, col(Attempt.shown_in) == ""))
        self._session.execute(update(Attempt).where(mine).values(void=True))
