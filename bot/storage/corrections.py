"""Which answers a correction affects, and who has been notified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.storage.report_tables import Report, ToldCorrection
from bot.storage.tables import Attempt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class Corrections:
    """Queries and updates for corrections and the reports behind them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def touched(self, question: str, until: int) -> Sequence[int]:
        """Learners who answered the question in version `until` or earlier."""
        return self._session.exec(
            select(Attempt.learner_id)
            .where(Attempt.question == question, Attempt.version <= until, col(Attempt.answered_at).is_not(None))
            .distinct()
        ).all()

    def answered(self, learner_id: int, question: str, until: int) -> str | None:
        """The learner's last choice in a version up to `until`: "" if skipped, None if they never had it explained."""
        query = select(Attempt.chosen_text).where(Attempt.learner_id == learner_id, Attempt.question == question)
        query = query.where(Attempt.version <= until, col(Attempt.answered_at).is_not(None))
        return self._session.exec(query.order_by(col(Attempt.answered_at).desc())).first()

    def recount(self, question: str, until: int, right: str | None) -> None:
        """Regrade answers up to version `until` against the new key's text; void them if it is None."""
        mine = update(Attempt).where(col(Attempt.question) == question, col(Attempt.version) <= until)
        if right is None:
            self._session.execute(mine.values(void=True))
        else:
            self._session.execute(
                mine.where(col(Attempt.answered_at).is_not(None)).values(correct=col(Attempt.chosen_text) == right)
            )
        self._session.expire_all()

    def told(self, learner_id: int) -> set[str]:
        """Ids of the corrections a learner has been notified of."""
        query = select(ToldCorrection.correction).where(ToldCorrection.learner_id == learner_id)
        return set(self._session.exec(query))

    def notes(self, learner_id: int) -> Sequence[ToldCorrection]:
        """What a learner was told, by time."""
        query = select(ToldCorrection).where(ToldCorrection.learner_id == learner_id)
        return self._session.exec(query.order_by(col(ToldCorrection.told_at))).all()

    def tell(self, learner_id: int, correction: str, now: datetime) -> None:
        """Record that a learner was notified."""
        self._session.merge(ToldCorrection(learner_id=learner_id, correction=correction, told_at=now))

    def open(self) -> list[tuple[str, list[Report]]]:
        """Open reports by question, most reported first, newest first within a question."""
        found: dict[str, list[Report]] = {}
        query = select(Report).where(col(Report.closed_at).is_(None)).order_by(col(Report.id).desc())
        for row in self._session.exec(query):
            found.setdefault(row.question, []).append(row)
        return sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))

    def close(self, question: str, why: str, now: datetime) -> Sequence[int]:
        """Close every open report on a question; return the ids of its reporters."""
        reports = self._session.exec(
            select(Report).where(Report.question == question, col(Report.closed_at).is_(None))
        ).all()
        for report in reports:
            report.closed_at, report.closed_why = now, why
        return sorted({report.learner_id for report in reports})

    def closed(self, learner_id: int) -> Sequence[Report]:
        """A learner's closed reports that they haven't been notified of, oldest first."""
        query = select(Report).where(Report.learner_id == learner_id, col(Report.closed_at).is_not(None))
        return self._session.exec(query.order_by(col(Report.id))).all()
