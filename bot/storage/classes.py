"""Instructors' classes, their members, and their assignments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import and_, bindparam, case, delete, func, update
from sqlmodel import Session, col, select

from bot.storage.class_tables import ClassMember, ClassTask, ClassTry, ClassWork, StudyClass
from bot.storage.tables import EXAM, Attempt, Day, Learner, QuizSession

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime


class Joined(NamedTuple):
    """A class a learner is a member of."""

    group: StudyClass
    member: ClassMember


_JOINED: Final = (
    select(StudyClass, ClassMember)
    .join(ClassMember, col(ClassMember.class_id) == col(StudyClass.id))
    .where(ClassMember.learner_id == bindparam("learner"))
    .order_by(col(ClassMember.joined_at), col(StudyClass.id))
    .execution_options(autoflush=False)
)
"""Prepared once, as in `bot.storage.quiz_sessions`."""


class Classes:
    """Queries and updates for classes. Members' rows in `learner` are read without a lock."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, made: StudyClass) -> StudyClass:
        """Insert a new class and assign its id."""
        self._session.add(made)
        self._session.flush()
        return made

    def get(self, class_id: int) -> StudyClass | None:
        """A class by id, locked until the transaction ends, so that members and assignments change one at a time."""
        return self._session.exec(select(StudyClass).where(StudyClass.id == class_id).with_for_update()).first()

    def by_code(self, code: str) -> StudyClass | None:
        """The class with a code, locked."""
        return self._session.exec(select(StudyClass).where(StudyClass.code == code).with_for_update()).first()

    def taught(self, teacher_id: int) -> Sequence[StudyClass]:
        """An instructor's classes, oldest first."""
        query = select(StudyClass).where(StudyClass.teacher_id == teacher_id)
        return self._session.exec(query.order_by(col(StudyClass.id))).all()

    def joined(self, learner_id: int) -> list[Joined]:
        """The classes a learner is a member of, oldest membership first."""
        return [Joined(*row) for row in self._session.execute(_JOINED, {"learner": learner_id})]

    def member(self, class_id: int, learner_id: int) -> ClassMember | None:
        """A learner's membership in a class."""
        return self._session.get(ClassMember, (class_id, learner_id))

    def members(self, class_id: int) -> list[tuple[ClassMember, Learner]]:
        """The members, by name and then by when they joined."""
        query = select(ClassMember, Learner).join(Learner, col(Learner.id) == col(ClassMember.learner_id))
        query = query.where(ClassMember.class_id == class_id)
        order = (func.lower(col(ClassMember.name)), col(ClassMember.joined_at), col(Learner.id))
        return [(member, learner) for member, learner in self._session.exec(query.order_by(*order))]

    def size(self, class_id: int) -> int:
        """Number of members."""
        query = select(func.count()).select_from(ClassMember).where(ClassMember.class_id == class_id)
        return self._session.exec(query).one()

    def join(self, member: ClassMember) -> None:
        """Store a membership, replacing an earlier one."""
        self._session.merge(member)
        self._session.flush()

    def leave(self, class_id: int, learner_id: int) -> None:
        """Delete a membership and the work on its assignments; the answers stay."""
        tasks = select(ClassTask.id).where(ClassTask.class_id == class_id)
        mine = delete(ClassWork).where(col(ClassWork.learner_id) == learner_id, col(ClassWork.task_id).in_(tasks))
        self._session.execute(mine)
        row = delete(ClassMember).where(col(ClassMember.class_id) == class_id)
        self._session.execute(row.where(col(ClassMember.learner_id) == learner_id))
        self._session.expire_all()

    def delete(self, class_id: int) -> None:
        """Delete a class and everything that belongs to it; members keep their own answers."""
        tasks = select(ClassTask.id).where(ClassTask.class_id == class_id)
        self._session.execute(delete(ClassWork).where(col(ClassWork.task_id).in_(tasks)))
        for table in (ClassTask, ClassMember):
            self._session.execute(delete(table).where(col(table.class_id) == class_id))
        self._session.execute(delete(StudyClass).where(col(StudyClass.id) == class_id))
        self._session.expire_all()

    def assign(self, task: ClassTask) -> ClassTask:
        """Insert an assignment and assign its id."""
        self._session.add(task)
        self._session.flush()
        return task

    def task(self, task_id: int) -> ClassTask | None:
        """An assignment by id."""
        return self._session.get(ClassTask, task_id)

    def tasks(self, class_ids: Collection[int], since: date | None = None) -> Sequence[ClassTask]:
        """Assignments of classes, earliest due date first; with a date, those due on it or later."""
        query = select(ClassTask).where(col(ClassTask.class_id).in_(class_ids))
        if since is not None:
            query = query.where(col(ClassTask.due_on) >= since)
        return self._session.exec(query.order_by(col(ClassTask.due_on), col(ClassTask.id))).all()

    def drop_task(self, task_id: int) -> None:
        """Delete an assignment; answers stay."""
        self._session.execute(delete(ClassWork).where(col(ClassWork.task_id) == task_id))
        self._session.execute(delete(ClassTask).where(col(ClassTask.id) == task_id))
        self._session.expire_all()

    def work(self, task_id: int, learner_id: int) -> QuizSession | None:
        """The quiz session for a member's assignment."""
        query = select(QuizSession).join(ClassWork, col(ClassWork.session_id) == col(QuizSession.id))
        return self._session.exec(query.where(ClassWork.task_id == task_id, ClassWork.learner_id == learner_id)).first()

    def begin(self, work: ClassWork) -> None:
        """Store the quiz session for a member's assignment."""
        self._session.merge(work)
        self._session.flush()

    def done(self, task_ids: Collection[int]) -> set[tuple[int, int]]:
        """Pairs of assignment and learner in which every question was answered."""
        settled = and_(col(Attempt.answered_at).is_not(None), col(Attempt.void).is_(False))
        answered = (
            select(func.count(col(Attempt.id)))
            .where(Attempt.session_id == QuizSession.id, settled)
            .correlate(QuizSession)
            .scalar_subquery()
        )
        query = select(ClassWork.task_id, ClassWork.learner_id).join(
            QuizSession, col(QuizSession.id) == col(ClassWork.session_id)
        )
        query = query.where(col(ClassWork.task_id).in_(task_ids), QuizSession.size <= answered)
        return {(task, learner) for task, learner in self._session.exec(query)}

    def study_dates(self, learner_ids: Collection[int], since: date) -> dict[int, set[date]]:
        """The finished study days since a date on which each learner answered anything."""
        query = select(Day.learner_id, col(Day.date)).where(col(Day.learner_id).in_(learner_ids), Day.answered > 0)
        found: dict[int, set[date]] = {learner: set() for learner in learner_ids}
        for learner, day in self._session.exec(query.where(col(Day.date) >= since)):
            found[learner].add(day)
        return found

    def simulations(self, learner_ids: Collection[int]) -> dict[int, list[int]]:
        """The scores of each learner's finished simulations, in percent, oldest first."""
        scored = and_(col(Attempt.scored), col(Attempt.void).is_(False))
        right = func.sum(case((and_(scored, col(Attempt.correct).is_(True)), 1), else_=0))
        total = func.sum(case((scored, 1), else_=0))
        query = select(QuizSession.learner_id, right, total).join(Attempt, col(Attempt.session_id) == QuizSession.id)
        query = query.where(col(QuizSession.learner_id).in_(learner_ids), QuizSession.kind == EXAM)
        query = query.where(col(QuizSession.ended_at).is_not(None)).group_by(
            col(QuizSession.learner_id), col(QuizSession.id)
        )
        found: dict[int, list[int]] = {learner: [] for learner in learner_ids}
        for learner, good, of in self._session.exec(
            query.order_by(func.min(QuizSession.ended_at), col(QuizSession.id))
        ):
            if of:
                found[learner].append(round(100 * good / of))
        return found

    def tries(self, learner_id: int) -> ClassTry | None:
        """The learner's recent wrong codes."""
        return self._session.get(ClassTry, learner_id)

    def count_try(self, learner_id: int, tries: int, since: datetime) -> None:
        """Store how many wrong codes a learner has tried, and since when."""
        self._session.merge(ClassTry(learner_id=learner_id, tries=tries, since=since))

    def forget(self, learner_id: int) -> None:
        """Delete everything stored about a learner: the classes they teach, their memberships, and their work."""
        for held in self.taught(learner_id):
            self.delete(held.id or 0)
        for table in (ClassWork, ClassMember, ClassTry):
            self._session.execute(delete(table).where(col(table.learner_id) == learner_id))
        self._session.expire_all()

    def merge(self, into: int, other: int) -> None:
        """Move one account's classes and work to another; where both are members, `into` keeps its own."""
        self._session.execute(update(StudyClass).where(col(StudyClass.teacher_id) == other).values(teacher_id=into))
        mine = select(ClassMember.class_id).where(ClassMember.learner_id == into)
        theirs = update(ClassMember).where(col(ClassMember.learner_id) == other, col(ClassMember.class_id).not_in(mine))
        self._session.execute(theirs.values(learner_id=into).execution_options(synchronize_session=False))
        begun = select(ClassWork.task_id).where(ClassWork.learner_id == into)
        works = update(ClassWork).where(col(ClassWork.learner_id) == other, col(ClassWork.task_id).not_in(begun))
        self._session.execute(works.values(learner_id=into).execution_options(synchronize_session=False))
        for table in (ClassWork, ClassMember, ClassTry):
            self._session.execute(delete(table).where(col(table.learner_id) == other))
        self._session.expire_all()
