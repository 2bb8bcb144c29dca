"""Quiz sessions (runs of questions) and attempts (one question put to one learner)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy
from sqlalchemy import bindparam, exists, func, update
from sqlalchemy.orm import aliased
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, SQLModel, col, select

from bot.storage.outlines import DAILY, OUTLINE, outline
from bot.storage.tables import DUEL, TOGETHER, Attempt, QuizSession, Saved
from bot.storage.writing import add

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.storage.outlines import Outline
    from bot.storage.saved import SavedQuestions


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
_END_DAILY: Final = (
    update(QuizSession)
    .where(col(QuizSession.learner_id) == bindparam("learner"), col(QuizSession.kind) == "daily")
    .where(col(QuizSession.ended_at).is_(None))
    .values(ended_at=bindparam("now"))
    .execution_options(**_UNFLUSHED)
)
_ATTEMPT: Final = (
    select(Attempt)
    .where(Attempt.id == bindparam("attempt"), Attempt.learner_id == bindparam("learner"))
    .execution_options(**_UNFLUSHED)
)
_ATTEMPTS: Final = SQLModel.metadata.tables["attempt"]
_IN_ORDER: Final = (
    select(Attempt)
    .where(Attempt.session_id == bindparam("session"), col(Attempt.void).is_(False))
    .order_by(col(Attempt.position))
)
_PLACE: Final = (
    select(func.count())
    .where(Attempt.session_id == bindparam("session"), col(Attempt.void).is_(False))
    .where(Attempt.position <= bindparam("position"))
    .execution_options(**_UNFLUSHED)
)
_EARLIER: Final = aliased(Attempt)
_WITH_SESSION: Final = (
    select(
        Attempt,
        QuizSession,
        select(func.count())
        .where(_EARLIER.session_id == Attempt.session_id, col(_EARLIER.void).is_(False))
        .where(_EARLIER.position <= Attempt.position)
        .scalar_subquery(),
        exists().where(col(Saved.learner_id) == Attempt.learner_id, col(Saved.question) == Attempt.question),
    )
    .join(QuizSession, col(QuizSession.id) == col(Attempt.session_id))
    .where(Attempt.id == bindparam("attempt"), Attempt.learner_id == bindparam("learner"))
    .execution_options(**_UNFLUSHED)
)
_SHOWN: Final = (
    select(Attempt)
    .where(Attempt.learner_id == bindparam("learner"))
    .order_by(col(Attempt.shown_at).desc(), col(Attempt.id).desc())
    .limit(1)
)
_SHOWN_IN: Final = _SHOWN.where(Attempt.shown_in == bindparam("chat"))
_SHOWN_ANYWHERE: Final = _SHOWN.where(Attempt.shown_in != "")
_SAME: Final = _ATTEMPTS.alias()
_SEEN: Final = (
    sqlalchemy.select(
        sqlalchemy.case((_SAME.c.answered_at.is_(None) & (_SAME.c.wording == bindparam("wording")), _SAME.c.shown))
    )
    .where(_SAME.c.learner_id == bindparam("learner_id"), _SAME.c.question == bindparam("question"))
    .order_by(_SAME.c.id.desc())
    .limit(1)
)
"""The order in which a learner last saw the options of a question; null if it was answered or reworded since."""
_ASK: Final = (
    sqlalchemy.insert(_ATTEMPTS)
    .values({each.name: bindparam(each.name) for each in _ATTEMPTS.c if each.name not in {"id", "shown"}})
    .values(shown=func.coalesce(_SEEN.scalar_subquery(), bindparam("shown")))
    .returning(_ATTEMPTS.c.id, _ATTEMPTS.c.shown)
)
_SETTLE: Final = (
    update(_ATTEMPTS)
    .where(_ATTEMPTS.c.id == bindparam("which"), _ATTEMPTS.c.answered_at.is_(None), _ATTEMPTS.c.void.is_(False))
    .returning(_ATTEMPTS.c.id)
)


class QuizSessions:
    """Queries and updates for quiz sessions and their questions."""

    def __init__(self, session: Session, saved: SavedQuestions) -> None:
        self._session = session
        self._saved = saved
        self._places: dict[int | None, int] = {}
        self.answered = 0
        """Answers that this transaction has recorded."""

    def start(self, session: QuizSession) -> QuizSession:
        """Insert a quiz session and assign its id."""
        return add(self._session, session)

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
            self._session.flush()

    def reopen(self, session: QuizSession) -> None:
        """Resume a quiz session that was ended."""
        session.ended_at = None
        self._session.flush()

    def ask(self, attempt: Attempt) -> Attempt:
        """Insert an attempt; a question that the learner saw and left unanswered keeps the order of its options."""
        return add(self._session, attempt, _ASK)

    def keep(self, attempt: Attempt) -> Attempt:
        """Insert an attempt that was answered elsewhere, such as in a group."""
        self.answered += 1
        return add(self._session, attempt)

    def attempt(self, attempt_id: int, learner_id: int) -> Attempt | None:
        """One of the learner's attempts."""
        return self._session.scalars(_ATTEMPT, {"attempt": attempt_id, "learner": learner_id}).first()

    def with_session(self, attempt_id: int, learner_id: int) -> tuple[Attempt, QuizSession] | None:
        """One of the learner's attempts, and the quiz session it belongs to; also reads what its explanation needs."""
        found = self._session.execute(_WITH_SESSION, {"attempt": attempt_id, "learner": learner_id}).first()
        if found is None:
            return None
        attempt, session, place, is_saved = found
        self._places[attempt.id] = place
        self._saved.note(learner_id, attempt.question, saved=is_saved)
        return attempt, session

    def attempts(self, session_id: int) -> Sequence[Attempt]:
        """A quiz session's attempts that count, in order."""
        return self._session.scalars(_IN_ORDER, {"session": session_id}).all()

    def outline(self, session_id: int, learner_id: int, **moment: Any) -> Outline | None:  # noqa: ANN401 - as below
        """One of the learner's quiz sessions, with what its next question depends on.

        `chat` is where it would be shown, `now` the time; questions of groups count if they were asked since
        `asked_since`, and the learner has answered there since `member_since`.
        """
        which = {"session": session_id, "learner": learner_id}
        return outline(self._session.execute(OUTLINE, which | moment).one())

    def todays(self, fresh: QuizSession, **moment: Any) -> Outline:  # noqa: ANN401 - as above
        """The outline of the learner's set of a study day; if there is none, `fresh` is stored, and others end."""
        which = {"learner": fresh.learner_id, "day": fresh.day_number}
        found = outline(self._session.execute(DAILY, which | moment).one(), fresh)
        assert found is not None  # noqa: S101 - a fresh one was given
        if found.session is fresh:
            self._session.execute(_END_DAILY, {"learner": fresh.learner_id, "now": fresh.started_at})
            self.start(fresh)
        return found

    def withdraw(self, attempt: Attempt) -> None:
        """Make an attempt count nowhere."""
        attempt.void = True
        self._places.clear()
        self._session.flush()

    def place(self, attempt: Attempt) -> int:
        """An attempt's position among those of its quiz session that count, from 1; looked up once."""
        if attempt.id not in self._places:
            asked = {"session": attempt.session_id, "position": attempt.position}
            self._places[attempt.id] = int(self._session.execute(_PLACE, asked).scalar_one())
        return self._places[attempt.id]

    def last_shown(self, learner_id: int, chat_key: str | None = None) -> Attempt | None:
        """The attempt most recently shown, in one chat or in any."""
        query = _SHOWN_ANYWHERE if chat_key is None else _SHOWN_IN
        return self._session.scalars(query, {"learner": learner_id, "chat": chat_key}).first()

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
