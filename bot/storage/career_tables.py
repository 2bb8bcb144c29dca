"""Tables of what comes after the exam: its results, and continuing education."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - SQLModel needs it at run time
from typing import Any, ClassVar

from sqlmodel import Field

from bot.storage.row import Row
from bot.storage.tables import NEVER_AGAIN, of_learner


class ExamResult(Row, table=True):
    """A learner's report of their exam, and the chance of passing they had been given."""

    __tablename__ = "exam_result"

    learner_id: int = of_learner(primary_key=True)
    taken_on: dt.date = Field(primary_key=True)
    passed: bool
    score: int | None = None
    chance: float | None = None
    reported_at: dt.datetime


class Credit(Row, table=True):
    """Continuing education a learner logged for their renewal."""

    __tablename__ = "ce_credit"
    __table_args__: ClassVar[dict[str, Any]] = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    learner_id: int = of_learner()
    earned_on: dt.date
    halves: int
    """Credits times two."""
    what: str
    logged_at: dt.datetime
