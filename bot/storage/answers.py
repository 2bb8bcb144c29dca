"""The log of answers and what is derived from it: memories, tallies, what was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy
from sqlalchemy import and_, case, func
from sqlmodel import Session, col, select

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

    def count(self, learner_id: int, since: datetime | None = None) -> int:
        """Return how many answers are settled: all, or those at or after a moment."""
        query = select(func.count(col(Asking.id))).where(Asking.learner_id == learner_id, _SETTLED)
        return self._session.exec(query if since is None else query.where(col(Asking.answered_at) >= since)).one()

    def seen(self, learner_id: int) -> set[str]:
        """Return the questions that were answered."""
        query = select(Asking.question).where(Asking.learner_id == learner_id, _SETTLED).distinct()
        return set(self._session.exec(query))

    def since(self, learner_id: int, last: tuple[datetime, int] | None) -> Sequence[Row[Any]]:
        """Return the settled answers after one (its time and id), oldest first; all of them for None."""
        query = sqlalchemy.select(*LOGGED, col(Asking.id)).where(col(Asking.learner_id) == learner_id, _SETTLED)
        if last is not None:
            query = query.where(sqlalchemy.tuple_(col(Asking.answered_at), col(Asking.id)) > last)
        return self._session.execute(query.order_by(col(Asking.answered_at), col(Asking.id))).all()

    def tallies(self, learner_id: int, before: datetime | None = None) -> dict[str, tuple[int, int]]:
        """Return (known, answered) for each topic, as of a moment or of now; a guess that was right is not known."""
        query = (
            select(Asking.topic, func.sum(case((_KNOWN, 1), else_=0)), func.count(col(Asking.id)))
            .where(Asking.learner_id == learner_id, _SETTLED)
            .group_by(Asking.topic)
        )
        if before is not None:
            query = query.where(col(Asking.answered_at) < before)
        return {topic: (int(known), int(answered)) for topic, known, answered in self._session.exec(query)}

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
