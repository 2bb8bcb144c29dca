"""Simulations: a form of questions that is drawn at once, worked on in any order, and handed in as a whole."""

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
    """One method for each thing that is done with simulations; their quiz sessions and attempts are as all others."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, attempts: Iterable[Attempt]) -> None:
        """Keep the form of a simulation."""
        self._session.add_all(attempts)
        self._session.flush()

    def open(self, learner_id: int) -> Sequence[QuizSession]:
        """Return the simulations that are not over, newest first: one, or more after two learners were joined."""
        query = select(QuizSession).where(QuizSession.learner_id == learner_id, QuizSession.kind == EXAM)
        return self._session.exec(
            query.where(col(QuizSession.ended_at).is_(None)).order_by(col(QuizSession.id).desc())
        ).all()

    def newest(self, learner_id: int) -> QuizSession | None:
        """Return the simulation that was begun last, over or not."""
        query = select(QuizSession).where(QuizSession.learner_id == learner_id, QuizSession.kind == EXAM)
        return self._session.exec(query.order_by(col(QuizSession.id).desc()).limit(1)).first()

    def count(self, learner_id: int) -> int:
        """Return how many simulations were begun."""
        query = select(func.count(col(QuizSession.id))).where(
            QuizSession.learner_id == learner_id, QuizSession.kind == EXAM
        )
        return self._session.exec(query).one()

    def all(self, learner_id: int) -> Sequence[QuizSession]:
        """Return every simulation, oldest first."""
        query = select(QuizSession).where(QuizSession.learner_id == learner_id, QuizSession.kind == EXAM)
        return self._session.exec(query.order_by(col(QuizSession.id))).all()

    def at(self, session_id: int, position: int) -> Attempt | None:
        """Return the question at a position of a simulation, counted from 1."""
        return self._session.exec(
            select(Attempt).where(Attempt.session_id == session_id, Attempt.position == position)
        ).first()

    def questions(self, learner_id: int) -> set[str]:
        """Return the questions of every simulation so far; of those that were given up, the ones that were shown."""
        query = select(Attempt.question).where(Attempt.learner_id == learner_id, Attempt.mode == EXAM)
        return set(self._session.exec(query))

    def standing(self, learner_id: int) -> set[str]:
        """Return the questions of the simulation that is open: nothing else asks them until it is over."""
        query = select(Attempt.question).join(QuizSession, col(QuizSession.id) == col(Attempt.session_id))
        query = query.where(
            QuizSession.learner_id == learner_id, QuizSession.kind == EXAM, col(QuizSession.ended_at).is_(None)
        )
        return set(self._session.exec(query))

    def waiting(self, learner_id: int) -> set[str]:
        """Return the questions that were asked in what is open, and not answered yet."""
        query = select(Attempt.question).join(QuizSession, col(QuizSession.id) == col(Attempt.session_id))
        query = query.where(QuizSession.learner_id == learner_id, col(QuizSession.ended_at).is_(None))
        return set(self._session.exec(query.where(col(Attempt.answered_at).is_(None), col(Attempt.void).is_(False))))

    def scores(self, learner_id: int) -> Sequence[Row[Any]]:
        """Return `id`, `ended_at`, `right` and `total` of what counted in each simulation handed in, oldest first."""
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
        """Let nothing of a simulation count: what was never shown is as if it had not been drawn."""
        mine = col(Attempt.session_id) == session_id
        self._session.execute(delete(Attempt).where(mine, col(Attempt.shown_in) == ""))
        self._session.execute(update(Attempt).where(mine).values(void=True))
