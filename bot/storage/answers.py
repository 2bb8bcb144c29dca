"""The log of answers and what is derived from it: memories, tallies, what was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy
from sqlalchemy import and_, case, delete, func
from sqlmodel import Session, col, select

from bot.learning import memory
from bot.storage import tables
from bot.storage.tables import Asking

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

_SETTLED = and_(col(Asking.answered_at).is_not(None), col(Asking.void).is_(False))
_KNOWN = and_(col(Asking.correct).is_(True), col(Asking.guessed).is_(False))

LOGGED: Final = tuple(
    col(column)
    for column in (
        Asking.question,
        Asking.version,
        Asking.chosen_text,
        Asking.correct,
        Asking.guessed,
        Asking.mode,
        Asking.seconds,
        Asking.answered_at,
    )
)


class Answers:
    """One method for each thing that is asked of the answers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def log(self, learner_id: int) -> Sequence[Row[Any]]:
        """Return every settled answer, oldest first, as rows with the columns of `LOGGED`."""
        query = sqlalchemy.select(*LOGGED).where(col(Asking.learner_id) == learner_id, _SETTLED)
        return self._session.execute(query.order_by(col(Asking.answered_at), col(Asking.id))).all()

    def count(self, learner_id: int) -> int:
        """Return how many answers are settled."""
        return self._session.exec(
            select(func.count(col(Asking.id))).where(Asking.learner_id == learner_id, _SETTLED)
        ).one()

    def memories(self, learner_id: int) -> dict[str, memory.Memory]:
        """Return the memory of every question that was answered."""
        table = tables.Memory
        query = select(table.question, table.stability, table.difficulty, table.reviewed)
        return {
            row[0]: memory.Memory(*row[1:]) for row in self._session.exec(query.where(table.learner_id == learner_id))
        }

    def tallies(self, learner_id: int) -> dict[str, tuple[int, int]]:
        """Return (known, answered) for each topic; a right answer that was guessed is not known."""
        query = (
            select(Asking.topic, func.sum(case((_KNOWN, 1), else_=0)), func.count(col(Asking.id)))
            .where(Asking.learner_id == learner_id, _SETTLED)
            .group_by(Asking.topic)
        )
        return {topic: (int(known), int(answered)) for topic, known, answered in self._session.exec(query)}

    def asked_since(self, learner_id: int, since: datetime) -> set[str]:
        """Return the questions that were asked at or after a moment."""
        query = select(Asking.question).where(Asking.learner_id == learner_id, Asking.asked_at >= since)
        return set(self._session.exec(query))

    def last_asked(self, learner_id: int) -> dict[str, float]:
        """Return the time (seconds since 1970) of each question's last asking."""
        query = select(Asking.question, func.max(Asking.asked_at)).where(Asking.learner_id == learner_id)
        return {question: at.timestamp() for question, at in self._session.exec(query.group_by(Asking.question))}

    def latest(self, learner_id: int) -> Sequence[Asking]:
        """Return the last settled answer to each question, newest first."""
        newest = select(func.max(Asking.id)).where(Asking.learner_id == learner_id, _SETTLED).group_by(Asking.question)
        return self._session.exec(
            select(Asking).where(col(Asking.id).in_(newest)).order_by(col(Asking.id).desc())
        ).all()

    def remember(self, learner_id: int, question: str) -> None:
        """Derive the memory of a question from its answers and keep it."""
        query = select(Asking.answered_at, _KNOWN).where(
            Asking.learner_id == learner_id, Asking.question == question, _SETTLED
        )
        rows = self._session.exec(query.order_by(col(Asking.answered_at), col(Asking.id)))
        if folded := memory.fold((at, bool(known)) for at, known in rows if at):
            self._session.merge(_row(learner_id, question, folded))

    def rebuild(self, learner_id: int) -> None:
        """Derive every memory of a learner anew, for example after two learners were joined."""
        self._session.execute(delete(tables.Memory).where(col(tables.Memory.learner_id) == learner_id))
        folded: dict[str, memory.Memory] = {}
        for row in self.log(learner_id):
            known = bool(row.correct) and not row.guessed
            folded[row.question] = memory.review(folded.get(row.question), row.answered_at, known=known)
        self._session.add_all(_row(learner_id, question, each) for question, each in folded.items())


def _row(learner_id: int, question: str, folded: memory.Memory) -> tables.Memory:
    return tables.Memory(
        learner_id=learner_id,
        question=question,
        stability=folded.stability,
        difficulty=folded.difficulty,
        reviewed=folded.reviewed,
    )
