"""Learners, their identities, and what they keep beside their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from bot.storage.career_tables import Credit, ExamResult
from bot.storage.group_tables import Group
from bot.storage.tables import (
    Attempt,
    Day,
    Due,
    Identity,
    Learner,
    LinkCode,
    Model,
    QuizSession,
    Report,
    Saved,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from bot.learning.streaks import Closed

_OWNED: Final = (Attempt, Model, Saved, Day, Report, LinkCode, ExamResult, Credit, QuizSession, Identity)
"""Tables with a learner's rows, in an order in which they can be deleted."""


class Learners:
    """One method for each thing that is done with learners."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, platform: str, user: str) -> tuple[Learner, Identity] | None:
        """Return the learner behind a platform's user, locked until the transaction ends."""
        query = (
            select(Learner, Identity)
            .join(Identity, col(Identity.learner_id) == col(Learner.id))
            .where(Identity.platform == platform, Identity.user_id == user)
            .with_for_update(of=Learner)
        )
        return self._session.exec(query).first()

    def get(self, learner_id: int) -> Learner | None:
        """Return a learner by id, locked until the transaction ends."""
        return self._session.exec(select(Learner).where(Learner.id == learner_id).with_for_update()).first()

    def add(self, learner: Learner, platform: str, user: str) -> tuple[Learner, Identity]:
        """Add a learner with a first identity.

        Raises:
            IntegrityError: the identity came into being meanwhile; the transaction is lost, and finds it when repeated.
        """
        self._session.add(learner)
        self._session.flush()
        assert learner.id is not None  # noqa: S101 - flushed
        identity = Identity(learner_id=learner.id, platform=platform, user_id=user)
        self._session.add(identity)
        self._session.flush()
        return learner, identity

    def identities(self, learner_id: int) -> Sequence[Identity]:
        """Return every account of the learner, oldest first."""
        query = select(Identity).where(Identity.learner_id == learner_id).order_by(col(Identity.id))
        return self._session.exec(query).all()

    def home(self, learner_id: int) -> Identity | None:
        """Return the identity that pushes go to."""
        return self._session.exec(select(Identity).where(Identity.learner_id == learner_id, Identity.home)).first()

    def identity(self, identity_id: int) -> Identity | None:
        """Return an account by its id."""
        return self._session.get(Identity, identity_id)

    def move_home(self, identity: Identity) -> None:
        """Make this the identity that pushes go to, and move what is due there."""
        others = update(Identity).where(col(Identity.learner_id) == identity.learner_id)
        self._session.execute(others.values(home=False))
        self._session.execute(update(Identity).where(col(Identity.id) == identity.id).values(home=True))
        due = update(Due).where(col(Due.subject) == identity.learner_id, col(Due.owner) == "learner")
        self._session.execute(due.values(platform=identity.platform))

    def close_days(self, learner_id: int, days: Iterable[Closed]) -> None:
        """Keep the study days that are over, but those on which nothing was kept or done."""
        for day in days:
            if day.answered or day.outcome != "missed":
                self._session.merge(
                    Day(
                        learner_id=learner_id,
                        number=day.number,
                        date=day.date,
                        goal=day.goal,
                        answered=day.answered,
                        outcome=day.outcome,
                    )
                )

    def days(self, learner_id: int, since: date | None = None) -> Sequence[Day]:
        """Return the study days that are kept (from a date on, if one is given), oldest first."""
        query = select(Day).where(Day.learner_id == learner_id)
        if since:
            query = query.where(col(Day.date) >= since)
        return self._session.exec(query.order_by(col(Day.number))).all()

    def save(self, learner_id: int, question: str, now: datetime) -> None:
        """Keep a question for later; it stays kept if it is."""
        self._session.merge(Saved(learner_id=learner_id, question=question, saved_at=now))

    def saved(self, learner_id: int) -> Sequence[Saved]:
        """Return what was kept for later, oldest first."""
        return self._session.exec(
            select(Saved).where(Saved.learner_id == learner_id).order_by(col(Saved.saved_at))
        ).all()

    def report(self, report: Report) -> None:
        """Keep a report on a question."""
        self._session.add(report)

    def reports(self, learner_id: int | None = None) -> Sequence[Report]:
        """Return reports, newest first: one learner's, or all."""
        query = select(Report).order_by(col(Report.id).desc())
        return self._session.exec(query if learner_id is None else query.where(Report.learner_id == learner_id)).all()

    def keep_result(self, result: ExamResult) -> None:
        """Keep the result of an exam in the place of what was told of that day before."""
        self._session.merge(result)

    def results(self, learner_id: int) -> Sequence[ExamResult]:
        """Return what the learner told of their exams, oldest first."""
        query = select(ExamResult).where(ExamResult.learner_id == learner_id)
        return self._session.exec(query.order_by(col(ExamResult.taken_on))).all()

    def log_credit(self, credit: Credit) -> None:
        """Keep continuing education that was logged."""
        self._session.add(credit)
        self._session.flush()

    def credits(self, learner_id: int) -> Sequence[Credit]:
        """Return the continuing education that was logged, oldest first."""
        query = select(Credit).where(Credit.learner_id == learner_id)
        return self._session.exec(query.order_by(col(Credit.earned_on), col(Credit.id))).all()

    def drop_credit(self, learner_id: int, credit_id: int) -> None:
        """Delete an entry of the log."""
        mine = delete(Credit).where(col(Credit.learner_id) == learner_id, col(Credit.id) == credit_id)
        self._session.execute(mine)

    def add_code(self, code: LinkCode) -> None:
        """Keep a link code in the place of the learner's earlier ones."""
        self._session.execute(delete(LinkCode).where(col(LinkCode.learner_id) == code.learner_id))
        self._session.add(code)

    def take_code(self, code: str, now: datetime) -> int | None:
        """Use a code up and return whose it was; None if it is unknown or no longer good."""
        taken = (
            delete(LinkCode)
            .where(col(LinkCode.code) == code)
            .returning(col(LinkCode.learner_id), col(LinkCode.expires_at))
        )
        row = self._session.execute(taken).first()
        return row[0] if row and row[1] > now else None

    def join(self, into: int, other: int, shift: int) -> None:
        """Move everything of learner `other` to `into`, and delete `other`. The models are not moved: they are rebuilt.

        `shift` is what turns the other's study day numbers into those of `into`. Of a day that both have, the one on
        which more was answered is kept.
        """
        kept = {saved.question for saved in self.saved(into)}
        self._session.execute(delete(Saved).where(col(Saved.learner_id) == other, col(Saved.question).in_(kept)))
        self._join_days(into, other, shift)
        for result in self.results(other):
            self._session.merge(ExamResult(**result.model_dump() | {"learner_id": into}))
        moved = update(QuizSession).where(col(QuizSession.learner_id) == other)
        self._session.execute(moved.values(day_number=QuizSession.day_number + shift))
        self._join_groups(into, other)
        for table in (Attempt, QuizSession, Saved, Report, Credit, Identity):
            self._session.execute(update(table).where(col(table.learner_id) == other).values(learner_id=into))
        self._session.expire_all()
        self.delete(other)

    def _join_groups(self, into: int, other: int) -> None:
        """Count one person once where both accounts answered a group's question; groups of the other's go on."""
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
        """Delete a learner and everything that is held on them."""
        self._session.execute(delete(Due).where(col(Due.subject) == learner_id, col(Due.owner) == "learner"))
        for table in _OWNED:
            self._session.execute(delete(table).where(col(table.learner_id) == learner_id))
        self._session.execute(delete(Learner).where(col(Learner.id) == learner_id))
        self._session.expire_all()
