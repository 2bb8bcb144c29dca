"""Quiz sessions (runs of questions) and attempts (one question put to one learner)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import sqlalchemy
from sqlalchemy import bindparam, func, union, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, SQLModel, col, select

from bot.storage.in_groups import asked_in_groups
from bot.storage.tables import DUEL, EXAM, TOGETHER, Attempt, QuizSession

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class Asked(NamedTuple):
    """An attempt in brief, as one of many that a quiz session has asked."""

    id: int
    position: int
    question: str
    answered_at: datetime | None
    void: bool


# Statements that every press runs are prepared once, since building one costs more than running it. Pending writes
# cannot change their results, so they need no flush first.
_UNFLUSHED: Final = {"autoflush": False}
_SESSION: Final = (
    select(QuizSession)
    .where(QuizSession.id == bindparam("session"), QuizSession.learner_id == bindparam("learner"))
    .execution_options(**_UNFLUSHED)
)
_DAILY: Final = (
    select(QuizSession)
    .where(QuizSession.learner_id == bindparam("learner"), QuizSession.kind == "daily")
    .where(QuizSession.day_number == bindparam("day"))
    .order_by(col(QuizSession.id).desc())
    .limit(1)
)
_ATTEMPT: Final = (
    select(Attempt)
    .where(Attempt.id == bindparam("attempt"), Attempt.learner_id == bindparam("learner"))
    .execution_options(**_UNFLUSHED)
)
_WITH_SESSION: Final = (
    select(Attempt, QuizSession)
    .join(QuizSession, col(QuizSession.id) == col(Attempt.session_id))
    .where(Attempt.id == bindparam("attempt"), Attempt.learner_id == bindparam("learner"))
    .execution_options(**_UNFLUSHED)
)
_ATTEMPTS: Final = SQLModel.metadata.tables["attempt"]
_IN_ORDER: Final = (
    select(Attempt)
    .where(Attempt.session_id == bindparam("session"), col(Attempt.void).is_(False))
    .order_by(col(Attempt.position))
)
_ASKED: Final = (
    sqlalchemy.select(*(_ATTEMPTS.c[name] for name in Asked.__annotations__))
    .where(_ATTEMPTS.c.session_id == bindparam("session"))
    .order_by(_ATTEMPTS.c.position)
)
_PLACE: Final = (
    select(func.count())
    .where(Attempt.session_id == bindparam("session"), col(Attempt.void).is_(False))
    .where(Attempt.position <= bindparam("position"))
    .execution_options(**_UNFLUSHED)
)
_IN_SIMULATION: Final = (
    select(Attempt.question)
    .join(QuizSession, col(QuizSession.id) == col(Attempt.session_id))
    .where(QuizSession.learner_id == bindparam("learner"), QuizSession.kind == EXAM)
    .where(col(QuizSession.ended_at).is_(None))
)
_ELSEWHERE: Final = union(_IN_SIMULATION, asked_in_groups()).execution_options(**_UNFLUSHED)
_SETTLE: Final = (
    update(_ATTEMPTS)
    .where(_ATTEMPTS.c.id == bindparam("which"), _ATTEMPTS.c.answered_at.is_(None), _ATTEMPTS.c.void.is_(False))
    .returning(_ATTEMPTS.c.id)
)


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
        return self._session.scalars(_SESSION, {"session": session_id, "learner": learner_id}).first()

    def open(self, learner_id: int, *kinds: str) -> QuizSession | None:
        """The learner's newest open quiz session of these kinds; if none is given, of any kind but a duel.

        A duel is not stopped but waits in `/duel`, because its other side counts on it.
        """
        query = select(QuizSession).where(QuizSession.learner_id == learner_id, col(QuizSession.ended_at).is_(None))
        query = query.where(col(QuizSession.kind).in_(kinds) if kinds else col(QuizSession.kind) != DUEL)
        return self._session.exec(query.order_by(col(QuizSession.id).desc()).limit(1)).first()

    def all_open(self, learner_id: int) -> Sequence[QuizSession]:
        """The learner's open quiz sessions of any kind but a duel, newest first."""
        query = select(QuizSession).where(QuizSession.learner_id == learner_id, col(QuizSession.ended_at).is_(None))
        query = query.where(col(QuizSession.kind).not_in((DUEL, *TOGETHER)))
        return self._session.exec(query.order_by(col(QuizSession.id).desc())).all()

    def daily(self, learner_id: int, day_number: int) -> QuizSession | None:
        """The learner's daily set for a study day, ended or not."""
        return self._session.scalars(_DAILY, {"learner": learner_id, "day": day_number}).first()

    def is_done(self, learner_id: int, kind: str) -> bool:
        """Return True if a quiz session of a kind was ever completed."""
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
        return self._session.scalars(_ATTEMPT, {"attempt": attempt_id, "learner": learner_id}).first()

    def with_session(self, attempt_id: int, learner_id: int) -> tuple[Attempt, QuizSession] | None:
        """One of the learner's attempts, and the quiz session it belongs to."""
        found = self._session.execute(_WITH_SESSION, {"attempt": attempt_id, "learner": learner_id}).first()
        return (found[0], found[1]) if found else None

    def attempts(self, session_id: int) -> Sequence[Attempt]:
        """A quiz session's attempts that count, in order."""
        return self._session.scalars(_IN_ORDER, {"session": session_id}).all()

    def asked(self, session_id: int) -> list[Asked]:
        """What a quiz session has asked, in order, including what does not count."""
        return [Asked(*row) for row in self._session.connection().execute(_ASKED, {"session": session_id})]

    def withdraw(self, attempt: Attempt) -> None:
        """Make an attempt count nowhere."""
        attempt.void = True
        self._session.flush()

    def place(self, attempt: Attempt) -> int:
        """An attempt's position among those of its quiz session that count, from 1."""
        asked = {"session": attempt.session_id, "position": attempt.position}
        return int(self._session.execute(_PLACE, asked).scalar_one())

    def in_simulation(self, learner_id: int) -> set[str]:
        """Questions of the learner's open simulation."""
        return set(self._session.execute(_IN_SIMULATION, {"learner": learner_id}).scalars())

    def elsewhere(self, learner_id: int, member_since: datetime, asked_since: datetime) -> set[str]:
        """Questions the learner meets elsewhere: in an open simulation, or in their groups (`Groups.current`)."""
        since = {"member_since": member_since, "asked_since": asked_since}
        return set(self._session.execute(_ELSEWHERE, {"learner": learner_id, **since}).scalars())

    def last_shown(self, learner_id: int, chat_key: str | None = None) -> Attempt | None:
        """The attempt most recently shown, in one chat or in any."""
        query = select(Attempt).where(Attempt.learner_id == learner_id)
        query = query.where(Attempt.shown_in != "" if chat_key is None else Attempt.shown_in == chat_key)
        return self._session.exec(query.order_by(col(Attempt.shown_at).desc(), col(Attempt.id).desc()).limit(1)).first()

    def settle(self, attempt: Attempt, **answer: Any) -> bool:  # noqa: ANN401 - columns of Attempt
        """Record the answer if there is none yet; return True if this call recorded it."""
        found = self._session.connection().execute(_SETTLE, {"which": attempt.id, **answer}).first()
        if found is None:
            self._session.refresh(attempt)
            return False
        self.answered += 1
        for column, value in answer.items():
            set_committed_value(attempt, column, value)
        return True
