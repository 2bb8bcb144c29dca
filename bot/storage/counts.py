"""The counts that operators see. They identify no one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import distinct, func
from sqlmodel import Session, col, select

from bot.storage.group_tables import Group
from bot.storage.report_tables import Report
from bot.storage.tables import Attempt, Due, Identity, Learner
from bot.words.operators import Counts

if TYPE_CHECKING:
    from datetime import datetime

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)


def counts(session: Session, now: datetime) -> Counts:
    """Count everything. Reads all answers, so it takes a while if there are millions."""

    def count(column: Any, *where: Any) -> int:  # noqa: ANN401 - columns and conditions
        return session.exec(select(func.count(column)).where(*where)).one()

    open_reports = col(Report.closed_at).is_(None)
    reachable = select(Identity.platform, func.count()).where(col(Identity.reachable)).group_by(Identity.platform)
    return Counts(
        learners=count(col(Learner.id)),
        new_week=count(col(Learner.id), col(Learner.created_at) >= now - WEEK),
        active_day=count(col(Learner.id), col(Learner.seen_at) >= now - DAY),
        active_week=count(col(Learner.id), col(Learner.seen_at) >= now - WEEK),
        reachable=tuple(sorted((platform, found) for platform, found in session.exec(reachable))),
        answers_day=count(col(Attempt.id), col(Attempt.answered_at) >= now - DAY),
        answers_week=count(col(Attempt.id), col(Attempt.answered_at) >= now - WEEK),
        groups=count(col(Group.id), Group.state == "on"),
        reports=count(col(Report.id), open_reports),
        reported=count(distinct(col(Report.question)), open_reports),
        due=count(col(Due.id), Due.due_at <= now),
    )
