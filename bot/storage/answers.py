"""The answer log and what is derived from it: history, tallies, mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy
from sqlalchemy import and_, case, func, or_
from sqlmodel import Session, col, select

from bot.storage.tables import EXAM, TOGETHER, Attempt, QuizSession

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row

_SETTLED = and_(col(Attempt.answered_at).is_not(None), col(Attempt.void).is_(False))
_KNOWN = and_(col(Attempt.correct).is_(True), col(Attempt.guessed).is_(False))

_EXPLAINED = or_(col(QuizSession.explain) != "end", col(QuizSession.ended_at).is_not(None))

LOGGED: Final = tuple(
    col(column)
    for column in (
        Attempt.question,
        Attempt.version,
        Attempt.chosen_text,
        Attempt.correct,
        Attempt.guessed,
        Attempt.mode,
        Attempt.seconds,
        Attempt.answered_at,
    )
)


class Answers:
    """Queries over answers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def log(self, learner_id: int) -> Sequence[Row[Any]]:
        """Every settled answer, oldest first, as rows with the columns of `LOGGED`."""
        query = sqlalchemy.select(*LOGGED).where(col(Attempt.learner_id) == learner_id, _SETTLED)
        return self._session.execute(query.order_by(col(Attempt.answered_at), col(Attempt.id))).all()

    def count(self, learner_id: int, since: datetime | None = None) -> int:
        """Number of settled answers: all, or those at or after a given time."""
        query = select(func.count(col(Attempt.id))).where(Attempt.learner_id == learner_id, _SETTLED)
        return self._session.exec(query if since is None else query.where(col(Attempt.answered_at) >= since)).one()

    def last(self, learner_id: int, since: datetime) -> Attempt | None:
        """The newest answer since a given time whose explanation was shown, outside groups and simulations."""
        query = select(Attempt).join(QuizSession, col(QuizSession.id) == col(Attempt.session_id))
        query = query.where(Attempt.learner_id == learner_id, _SETTLED, col(Attempt.answered_at) >= since, _EXPLAINED)
        query = query.where(col(QuizSession.kind).not_in((EXAM, *TOGETHER)))
        return self._session.exec(
            query.order_by(col(Attempt.answered_at).desc(), col(Attempt.id).desc()).limit(1)
        ).first()

    def score(self, learner_id: int, since: datetime) -> tuple[int, int]:
        """(right, answered) since a given time; questions that are not explained yet do not count."""
        query = select(func.sum(case((col(Attempt.correct).is_(True), 1), else_=0)), func.count(col(Attempt.id)))
        query = query.join(QuizSession, col(QuizSession.id) == col(Attempt.session_id))
        query = query.where(Attempt.learner_id == learner_id, _SETTLED, col(Attempt.answered_at) >= since, _EXPLAINED)
        right, answered = self._session.exec(query).one()
        return int(right or 0), int(answered)

    def seen(self, learner_id: int) -> set[str]:
        """Ids of questions answered at least once."""
        query = select(Attempt.question).where(Attempt.learner_id == learner_id, _SETTLED).distinct()
        return set(self._session.exec(query))

    def tallies(self, learner_id: int, before: datetime | None = None) -> dict[str, tuple[int, int]]:
        """(known, answered) per topic, now or before a given time; a right guess is not known."""
        query = (
            select(Attempt.topic, func.sum(case((_KNOWN, 1), else_=0)), func.count(col(Attempt.id)))
            .where(Attempt.learner_id == learner_id, _SETTLED)
            .group_by(Attempt.topic)
        )
        if before is not None:
            query = query.where(col(Attempt.answered_at) < before)
        return {topic: (int(known), int(answered)) for topic, known, answered in self._session.exec(query)}

    def last_asked(self, learner_id: int) -> dict[str, float]:
        """When each question was last asked, in seconds since 1970."""
        query = select(Attempt.question, func.max(Attempt.asked_at)).where(Attempt.learner_id == learner_id)
        return {question: at.timestamp() for question, at in self._session.exec(query.group_by(Attempt.question))}

    def latest(self, learner_id: int, questions: Collection[str] | None = None) -> Sequence[Attempt]:
        """The last settled answer to each question, or to each of some, newest first."""
        newest = (
            select(func.max(Attempt.id)).where(Attempt.learner_id == learner_id, _SETTLED).group_by(Attempt.question)
        )
        if questions is not None:
            newest = newest.where(col(Attempt.question).in_(questions))
        return self._session.exec(
            select(Attempt).where(col(Attempt.id).in_(newest)).order_by(col(Attempt.id).desc())
        ).all()
