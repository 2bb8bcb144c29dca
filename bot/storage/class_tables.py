"""Tables of instructors' classes: who teaches, who joined under what name, and what was assigned."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - SQLModel needs it at run time
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from bot.storage.row import Row
from bot.storage.tables import CASCADE, NEVER_AGAIN, of_learner


class StudyClass(Row, table=True):
    """An instructor's class."""

    __tablename__ = "study_class"
    __table_args__: ClassVar[dict[str, Any]] = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    teacher_id: int = Field(foreign_key="learner.id", ondelete=CASCADE, index=True)
    name: str
    code: str = Field(unique=True)
    """The code learners join with."""
    exam_date: dt.date | None = None
    """Once this day has ended in every time zone, the class is over."""
    summary: bool = True
    """True if the instructor gets a weekly summary."""
    created_at: dt.datetime
    archived_at: dt.datetime | None = None
    """When the instructor archived it, or was told that it ended after the exam."""


class ClassMember(Row, table=True):
    """A learner's consent to share their progress with a class."""

    __tablename__ = "class_member"

    class_id: int = Field(foreign_key="study_class.id", ondelete=CASCADE, primary_key=True)
    learner_id: int = Field(foreign_key="learner.id", ondelete=CASCADE, primary_key=True, index=True)
    name: str = ""
    """The name the instructor sees; "" for a member without a name."""
    joined_at: dt.datetime


class ClassTask(Row, table=True):
    """An assignment: questions on a domain or topic, due at the end of a day in each member's time zone."""

    __tablename__ = "class_task"
    __table_args__: ClassVar[tuple[Any, ...]] = (Index("ix_class_task_class", "class_id"), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True)
    class_id: int = Field(foreign_key="study_class.id", ondelete=CASCADE)
    scope: str
    size: int
    due_on: dt.date
    assigned_at: dt.datetime


class ClassWork(Row, table=True):
    """A member's quiz session for an assignment."""

    __tablename__ = "class_work"

    task_id: int = Field(foreign_key="class_task.id", ondelete=CASCADE, primary_key=True)
    learner_id: int = Field(foreign_key="learner.id", ondelete=CASCADE, primary_key=True, index=True)
    session_id: int = Field(foreign_key="quiz_session.id", ondelete=CASCADE)


class ClassTry(Row, table=True):
    """How many wrong codes a learner has tried, and since when."""

    __tablename__ = "class_try"

    learner_id: int = of_learner(primary_key=True)
    tries: int
    since: dt.datetime
