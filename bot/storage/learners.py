"""Learners, their identities, and what is stored about them besides answers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, delete, or_, update
from sqlmodel import Session, col, select

from bot.storage.career_tables import Credit, ExamResult
from bot.storage.dialects import insert
from bot.storage.duel_tables import DuelGuess, DuelPlayer
from bot.storage.group_tables import Group
from bot.storage.model_tables import Memory, Model
from bot.storage.report_tables import Report
from bot.storage.tables import Attempt, Day, Due, Identity, Learner, LinkCode, QuizSession, Saved

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from bot.learning.streaks import Closed

_BEHIND: Final = (
    select(Learner, Identity)
    .join(Identity, col(Identity.learner_id) == col(Learner.id))
    .where(Identity.platform == bindparam("platform"), Identity.user_id == bindparam("user"))
    .with_for_update(of=Learner)
)
"""Prepared once, as in `bot.storage.quiz_sessions`."""
_BY_ID: Final = select(Learner).where(Learner.id == bindparam("learner")).with_for_update()
_HOME: Final = select(Identity).where(Identity.learner_id == bindparam("learner"), Identity.home)
_AT_HOME: Final = (
    select(Learner, Identity)
    .join(Identity, and_(col(Identity.learner_id) == col(Learner.id), col(Identity.home)))
    .where(Learner.id == bindparam("learner"))
    .with_for_update(of=Learner)
)
_OWNED: Final = (
    Attempt,
    Model,
    Memory,
    Saved,
    Day,
    Report,
    LinkCode,
    ExamResult,
    Credit,
    DuelPlayer,
    DuelGuess,
    QuizSession,
    Identity,
)
"""Tables with a learner's rows, in an order in which they can be deleted."""
_DAY: Final = ("number", "date", "goal", "answered", "outcome")


@cache
def _days(dialect: str) -> Any:  # noqa: ANN401 - either dialect's Insert
    """Return the statement that stores a study day."""
    fresh = insert(dialect, Day)
    return fresh.on_conflict_do_update(
        index_elements=["learner_id", "number"], set_={name: fresh.excluded[name] for name in _DAY[1:]}
    )


class Learners:
    """Queries and updates for learners."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, platform: str, user: str) -> tuple[Learner, Identity] | None:
        """The learner behind a platform's user, locked until the transaction ends."""
        found = self._session.execute(_BEHIND, {"platform": platform, "user": user}).first()
        return (found[0], found[1]) if found else None

    def get(self, learner_id: int) -> Learner | None:
        """A learner by id, locked until the transaction ends."""
        return self._session.scalars(_BY_ID, {"learner": learner_id}).first()

    def add(self, learner: Learner, platform: str, user: str) -> tuple[Learner, Identity]:
        """Insert a learner with a first identity.

        Raises:
            IntegrityError: the identity was created concurrently; the transaction is lost, but finds it on retry.
        """
        self._session.add(learner)
        self._session.flush()
        assert learner.id is not None  # noqa: S101 - flushed
        identity = Identity(learner_id=learner.id, platform=platform, user_id=user)
        self._session.add(identity)
        self._session.flush()
        return learner, identity

    def identities(self, learner_id: int) -> Sequence[Identity]:
        """All of the learner's accounts, oldest first."""
        query = select(Identity).where(Identity.learner_id == learner_id).order_by(col(Identity.id))
        return self._session.exec(query).all()

    def home(self, learner_id: int) -> Identity | None:
        """The identity that receives pushes."""
        return self._session.scalars(_HOME, {"learner": learner_id}).first()

    def at_home(self, learner_id: int) -> tuple[Learner, Identity] | None:
        """A learner, locked until the transaction ends, and the identity that receives pushes."""
        found = self._session.execute(_AT_HOME, {"learner": learner_id}).first()
        return (found[0], found[1]) if found else None

    def identity(self, identity_id: int) -> Identity | None:
        """An account by its id."""
        return self._session.get(Identity, identity_id)

    def move_home(self, identity: Identity) -> None:
        """Send pushes to this identity, and move due jobs there."""
        others = update(Identity).where(col(Identity.learner_id) == identity.learner_id)
        self._session.execute(others.values(home=False))
        self._session.execute(update(Identity).where(col(Identity.id) == identity.id).values(home=True))
        due = update(Due).where(col(Due.subject) == identity.learner_id, col(Due.owner) == "learner")
        self._session.execute(due.values(platform=identity.platform))

    def close_days(self, learner_id: int, days: Iterable[Closed]) -> None:
        """Store past study days, except those missed without any answer."""
        kept = [day for day in days if day.answered or day.outcome != "missed"]
        if not kept:
            return
        connection = self._session.connection()
        rows = [{"learner_id": learner_id} | {name: getattr(day, name) for name in _DAY} for day in kept]
        connection.execute(_days(connection.dialect.name), rows)

    def days(self, learner_id: int, since: date | None = None) -> Sequence[Day]:
        """Stored study days, optionally from a date on, oldest first."""
        query = select(Day).where(Day.learner_id == learner_id)
        if since:
            query = query.where(col(Day.date) >= since)
        return self._session.exec(query.order_by(col(Day.number))).all()

    def report(self, report: Report) -> None:
        """Store a report on a question."""
        self._session.add(report)

    def reports(self, learner_id: int | None = None) -> Sequence[Report]:
        """Reports, newest first: one learner's, or all."""
        query = select(Report).order_by(col(Report.id).desc())
        return self._session.exec(query if learner_id is None else query.where(Report.learner_id == learner_id)).all()

    def keep_result(self, result: ExamResult) -> None:
        """Store an exam result, replacing any previous one for that day."""
        self._session.merge(result)

    def results(self, learner_id: int) -> Sequence[ExamResult]:
        """The learner's own reports of their exams, oldest first."""
        query = select(ExamResult).where(ExamResult.learner_id == learner_id)
        return self._session.exec(query.order_by(col(ExamResult.taken_on))).all()

    def log_credit(self, credit: Credit) -> None:
        """Store logged continuing education."""
        self._session.add(credit)
        self._session.flush()

    def credits(self, learner_id: int) -> Sequence[Credit]:
        """The logged continuing education, oldest first."""
        query = select(Credit).where(Credit.learner_id == learner_id)
        return self._session.exec(query.order_by(col(Credit.earned_on), col(Credit.id))).all()

    def drop_credit(self, learner_id: int, credit_id: int) -> None:
        """Delete an entry from the log."""
        mine = delete(Credit).where(col(Credit.learner_id) == learner_id, col(Credit.id) == credit_id)
        self._session.execute(mine)

    def add_code(self, code: LinkCode) -> None:
        """Store a link code, replacing the learner's earlier ones."""
        self._session.execute(delete(LinkCode).where(col(LinkCode.learner_id) == code.learner_id))
        self._session.add(code)

    def owner_of(self, code: str, now: datetime) -> int | None:
        """The owner of a code; None if it is unknown, expired, or used."""
        valid = select(LinkCode.learner_id).where(LinkCode.code == code, LinkCode.expires_at > now)
        return self._session.exec(valid.where(col(LinkCode.taken_by).is_(None))).first()

    def request(self, code: str, by: int, now: datetime, until: datetime) -> int | None:
        """Use a code to ask its owner, who may answer before `until`; return the owner, None if the code is invalid."""
        valid = (col(LinkCode.code) == code, col(LinkCode.expires_at) > now, col(LinkCode.taken_by).is_(None))
        taken = update(LinkCode).where(*valid, col(LinkCode.learner_id) != by).values(taken_by=by, expires_at=until)
        row = self._session.execute(taken.returning(col(LinkCode.learner_id))).first()
        return row[0] if row else None

    def requested(self, learner_id: int, now: datetime) -> int | None:
        """The learner who asks to link with this one; None if no one does."""
        query = select(LinkCode.taken_by).where(LinkCode.learner_id == learner_id, LinkCode.expires_at > now)
        return self._session.exec(query.where(col(LinkCode.taken_by).is_not(None))).first()

    def drop_requests(self, learner_id: int) -> None:
        """Withdraw a learner's own link request, and decline those of others."""
        either = or_(col(LinkCode.learner_id) == learner_id, col(LinkCode.taken_by) == learner_id)
        self._session.execute(delete(LinkCode).where(either, col(LinkCode.taken_by).is_not(None)))

    def detach(self, identity: Identity, fresh: Learner) -> Learner:
        """Insert a learner, and give them an account that belonged to another."""
        self._session.add(fresh)
        self._session.flush()
        assert fresh.id is not None  # noqa: S101 - flushed
        identity.learner_id, identity.home = fresh.id, True
        self._session.add(identity)
        self._session.flush()
        return fresh

    def join(self, into: int, other: int, shift: int) -> None:
        """Merge learner `other` into `into` and delete `other`. Models are not moved but rebuilt.

        `shift` converts the other's study day numbers into those of `into`. If both have the same day, the one with
        more answers is kept.
        """
        kept = select(Saved.question).where(Saved.learner_id == into)
        twice = delete(Saved).where(col(Saved.learner_id) == other, col(Saved.question).in_(kept))
        self._session.execute(twice.execution_options(synchronize_session=False))
        self._join_days(into, other, shift)
        for result in self.results(other):
            self._session.merge(ExamResult(**result.model_dump() | {"learner_id": into}))
        moved = update(QuizSession).where(col(QuizSession.learner_id) == other)
        self._session.execute(moved.values(day_number=QuizSession.day_number + shift))
        self._join_groups(into, other)
        for table in (Attempt, QuizSession, Saved, Report, Credit, DuelPlayer, DuelGuess, Identity):
            self._session.execute(update(table).where(col(table.learner_id) == other).values(learner_id=into))
        self._session.expire_all()
        self.delete(other)

    def _join_groups(self, into: int, other: int) -> None:
        """Count a person once when both accounts answered a group question; transfer the other's groups."""
        mine = select(Attempt.group_question_id).where(
            Attempt.learner_id == into, col(Attempt.group_question_id).is_not(None)
        )
        twice = update(Attempt).where(col(Attempt.learner_id) == other, col(Attempt.group_question_id).in_(mine))
        self._session.execute(twice.values(group_question_id=None).execution_options(synchronize_session=False))
        self._session.execute(update(Group).where(col(Group.admin_id) == other).values(admin_id=into))

    def _join_days(self, into: int, other: int, shift: int) -> None:
        mine = {day.number: day for day in self.days(into)}
        for day in self.days(other):
            held = mine.get(day.number + shift)
            if held is None or held.answered < day.answered:
                moved = day.model_dump(exclude={"learner_id", "number"})
                self._session.merge(Day(learner_id=into, number=day.number + shift, **moved))

    def delete(self, learner_id: int) -> None:
        """Delete a learner and all data stored about them."""
        self._session.execute(delete(Due).where(col(Due.subject) == learner_id, col(Due.owner) == "learner"))
        for table in _OWNED:
            self._session.execute(delete(table).where(col(table.learner_id) == learner_id))
        self._session.execute(delete(Learner).where(col(Learner.id) == learner_id))
        self._session.expire_all()
