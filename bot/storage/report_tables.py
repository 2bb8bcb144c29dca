"""Tables of learners' reports, and of the corrections they were told about."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel needs it at run time

from sqlmodel import Field

from bot.storage.row import Row
from bot.storage.tables import of_learner


class Report(Row, table=True):
    """A learner's report that a question is wrong or unclear."""

    id: int | None = Field(default=None, primary_key=True)
    learner_id: int = of_learner()
    question: str
    kind: str
    text: str = ""
    reported_at: datetime
    closed_at: datetime | None = None
    closed_why: str = ""
    """Explanation sent to the reporter, once."""


class ToldCorrection(Row, table=True):
    """A correction, or the response to a report, that a learner has been notified of."""

    __tablename__ = "told_correction"

    learner_id: int = of_learner(primary_key=True)
    correction: str = Field(primary_key=True)
    told_at: datetime
