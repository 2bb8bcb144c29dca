"""Quiz sessions (runs of questions) and attempts (one question put to one learner)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, update
from sqlmodel import Session, col, select

from bot.storage.tables import DUEL, EXAM, Attempt, QuizSession

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class QuizSessions:
    """Queries and updates for quiz sessions and their questions."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.answered = 0
        """Answers that this transaction has recorded."""

    def start(self, session: QuizSession) -> QuizSession:
        """Insert a quiz session and assign its id."""
        self._session.add(session)
        self._session.flush()
        return session

    def get(self, session_id: int, learner_id: int) -> QuizSession | None:
        """One of the learner's quiz sessions."""
        query = select(QuizSession).where(QuizSession.id == session_id, QuizSession.learner_id == learner_id)
        return self._session.exec(query).first()

    def open(self, learner_id: int, *kinds: str) -> QuizSession | None:
        """The learner's newest open quiz session of these kinds; if none is given, of any kind but a duel.

        A duel is not stopped, and waits in `/duel`: its other side counts on it.
        """
        query = select(QuizSession).where(QuizSession.learner_id == learner_id, col(QuizSession.ended_at).is_(None))
        query = query.where(col(QuizSession.kind).in_(kinds) if kinds else col(QuizSession.kind) != DUEL)
        return self._session.exec(query.order_by(col(QuizSession.id).desc()).limit(1)).first()

    def daily(self, learner_id: int, day_number: int) -> QuizSession | None:
        """The learner's daily set for a study day, ended or not."""
        query = select(QuizSession).where(
            QuizSession.learner_id == learner_id, QuizSession.kind == "daily", QuizSession.day_number == day_number
        )
        return self._session.exec(query.order_by(col(QuizSession.id).desc()).limit(1)).first()

    def is_done(self, learner_id: int, kind: str) -> bool:
        """Tell whether a quiz session of a kind was ever answered to its end."""
        answered = (
            select(func.count(col(Attempt.id)))
            .where(Attempt.session_id == QuizSession.id, col(Attempt.answered_at).is_not(None))
            .scalar_subquery()
        )
        query = select(QuizSession.id).where(QuizSession.learner_id == learner_id, QuizSession.kind == kind)
        return self._session.exec(query.where(QuizSession.size <= answered).limit(1)).first() is not None

    def end(self, session: QuizSession, now: datetime) -> None:
        """End a quiz session; one already ended keeps its time."""
        if session.ended_at is None:
            session.ended_at = now
            self._session.add(session)

    def end_open(self, learner_id: int, kind: str, now: datetime) -> None:
        """End all open quiz sessions of a kind."""
        opened = update(QuizSession).where(col(QuizSession.learner_id) == learner_id, col(QuizSession.kind) == kind)
        self._session.execute(opened.where(col(QuizSession.ended_at).is_(None)).values(ended_at=now))

    def reopen(self, session: QuizSession) -> None:
        """Resume a quiz session that was ended."""
        session.ended_at = None
        self._session.add(session)

    def ask(self, attempt: Attempt) -> Attempt:
        """Insert an attempt and assign its id."""
        self._session.add(attempt)
        self._session.flush()
        self.answered += attempt.answered_at is not None
        return attempt

    def attempt(self, attempt_id: int, learner_id: int) -> Attempt | None:
        """One of the learner's attempts."""
        query = select(Attempt).where(Attempt.id == attempt_id, Attempt.learner_id == learner_id)
        return self._session.exec(query).first()

    def attempts(self, session_id: int) -> Sequence[Attempt]:
        """A quiz session's attempts that count, in order."""
        query = select(Attempt).where(Attempt.session_id == session_id, col(Attempt.void).is_(False))
        return self._session.exec(query.order_by(col(Attempt.position))).all()

    def used(self, session_id: int) -> set[str]:
        """Questions unavailable to a session: its own, including void ones, and those of an open simulation."""
        owner = select(QuizSession.learner_id).where(QuizSession.id == session_id).scalar_subquery()
        opened = select(QuizSession.id).where(col(QuizSession.learner_id) == owner, QuizSession.kind == EXAM)
        opened = opened.where(col(QuizSession.ended_at).is_(None))
        mine = or_(col(Attempt.session_id) == session_id, col(Attempt.session_id).in_(opened))
        return set(self._session.exec(select(Attempt.question).where(mine)))

    def next_position(self, session_id: int) -> int:
        """The position after a quiz session's last question, counting void ones."""
        return (
            self._session.exec(select(func.max(Attempt.position)).where(Attempt.session_id == session_id)).one() or 0
        ) + 1

    def last_shown(self, learner_id: int, chat_key: str | None = None) -> Attempt | None:
        """The attempt most recently shown, in one chat or in any."""
        query = select(Attempt).where(Attempt.learner_id == learner_id)
        query = query.where(Attempt.shown_in != "" if chat_key is None else Attempt.shown_in == chat_key)
        return self._session.exec(query.order_by(col(Attempt.shown_at).desc(), col(Attempt.id).desc()).limit(1)).first()

    def settle(self, attempt: Attempt, **answer: Any) -> bool:  # noqa: ANN401 - columns of Attempt
        """Record the answer if there is none yet; return True if this call recorded it."""
        settled = self._session.execute(
            update(Attempt)
            .where(col(Attempt.id) == attempt.id, col(Attempt.answered_at).is_(None), col(Attempt.void).is_(False))
            .values(**answer)
            .returning(col(Attempt.id))
        ).first()
        self._session.refresh(attempt)
        self.answered += settled is not None
        return settled is not None
