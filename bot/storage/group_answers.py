"""Members' answers to group questions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, delete, func, update
from sqlmodel import Session, col, select

from bot.storage.group_tables import GroupQuestion
from bot.storage.model_tables import Model
from bot.storage.tables import Attempt, Learner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

LONGEST_OPEN: Final = timedelta(hours=72)
"""The longest that answers stay open."""
_RIGHT: Final = col(Attempt.correct).is_(True)
_COUNTS: Final = and_(
    col(Attempt.answered_at).is_not(None), col(Attempt.void).is_(False), col(Attempt.left_group).is_(False)
)
"""An answer that counts for the group."""


class GroupAnswers:
    """Queries and updates for members' answers. Always lock a question before its answers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, question_id: int, learner_id: int) -> Attempt | None:
        """A member's answer to a question."""
        query = select(Attempt).where(Attempt.group_question_id == question_id, Attempt.learner_id == learner_id)
        return self._session.exec(query).first()

    def count(self, question_id: int) -> int:
        """Number of members who answered a question."""
        query = select(func.count(col(Attempt.id))).where(Attempt.group_question_id == question_id, _COUNTS)
        return self._session.exec(query).one()

    def is_touched(self, question_id: int) -> bool:
        """True if anyone has ever answered the question, counting voided answers and members who left."""
        query = select(Attempt.id).where(Attempt.group_question_id == question_id)
        return self._session.exec(query.limit(1)).first() is not None

    def chosen(self, question_id: int) -> dict[int, int]:
        """Number of members per canonical option; options no one chose are omitted."""
        query = select(Attempt.chosen, func.count(col(Attempt.id))).where(
            Attempt.group_question_id == question_id, _COUNTS
        )
        counts = self._session.exec(query.group_by(col(Attempt.chosen)))
        return {chosen: count for chosen, count in counts if chosen is not None}

    def first_right(self, question_id: int) -> str | None:
        """Alias of the first member to answer right, "" if they have none; None if no one was right."""
        query = (
            select(Learner.alias)
            .join(Attempt, col(Attempt.learner_id) == col(Learner.id))
            .where(Attempt.group_question_id == question_id, _COUNTS, _RIGHT)
        )
        return self._session.exec(query.order_by(col(Attempt.answered_at), col(Attempt.id)).limit(1)).first()

    def members(self, group_id: int, since: datetime) -> int:
        """Number of members who answered at or after `since`."""
        query = (
            select(func.count(func.distinct(Attempt.learner_id)))
            .join(GroupQuestion, col(GroupQuestion.id) == col(Attempt.group_question_id))
            .where(GroupQuestion.group_id == group_id, col(GroupQuestion.asked_at) >= since - LONGEST_OPEN)
            .where(col(Attempt.answered_at) >= since, _COUNTS)
        )
        return self._session.exec(query).one()

    def answerers(self, group_id: int, since: datetime, until: datetime) -> int:
        """Number of members who answered questions revealed in [since, until)."""
        query = (
            select(func.count(func.distinct(Attempt.learner_id)))
            .join(GroupQuestion, col(GroupQuestion.id) == col(Attempt.group_question_id))
            .where(GroupQuestion.group_id == group_id, _COUNTS)
            .where(col(GroupQuestion.revealed_at) >= since, col(GroupQuestion.revealed_at) < until)
        )
        return self._session.exec(query).one()

    def tallies(
        self, group_id: int, since: datetime | None = None, until: datetime | None = None
    ) -> dict[str, tuple[int, int]]:
        """(right, answered) per topic, over questions revealed in [since, until)."""
        query = (
            select(GroupQuestion.topic, func.sum(case((_RIGHT, 1), else_=0)), func.count(col(Attempt.id)))
            .join(GroupQuestion, col(GroupQuestion.id) == col(Attempt.group_question_id))
            .where(GroupQuestion.group_id == group_id, col(GroupQuestion.revealed_at).is_not(None), _COUNTS)
            .group_by(GroupQuestion.topic)
        )
        if since is not None:
            query = query.where(col(GroupQuestion.revealed_at) >= since)
        if until is not None:
            query = query.where(col(GroupQuestion.revealed_at) < until)
        return {topic: (int(right), int(answered)) for topic, right, answered in self._session.exec(query)}

    def rejoin(self, given: Attempt) -> None:
        """Count an answer again after its member rejoined the group."""
        given.left_group = False
        self._session.add(given)

    def open(self, learner_id: int) -> Sequence[GroupQuestion]:
        """Questions a learner has answered that are not revealed yet."""
        query = (
            select(GroupQuestion)
            .join(Attempt, col(Attempt.group_question_id) == col(GroupQuestion.id))
            .where(Attempt.learner_id == learner_id, col(GroupQuestion.revealed_at).is_(None))
        )
        return self._session.exec(query).all()

    def void(self, question_id: int) -> None:
        """Void all answers to a question; learner models that included one are rebuilt."""
        answers = col(Attempt.group_question_id) == question_id
        self._session.execute(update(Attempt).where(answers).values(void=True))
        members = select(Attempt.learner_id).where(answers)
        stale = delete(Model).where(col(Model.learner_id).in_(members))
        self._session.execute(stale.execution_options(synchronize_session=False))

    def leave(self, group_id: int, learner_id: int) -> None:
        """Remove a learner from the group's counts; the answers remain the learner's own."""
        asked = select(GroupQuestion.id).where(GroupQuestion.group_id == group_id)
        mine = and_(col(Attempt.learner_id) == learner_id, col(Attempt.group_question_id).in_(asked))
        self._take_from_totals(mine)
        gone = update(Attempt).where(mine).values(left_group=True)
        self._session.execute(gone.execution_options(synchronize_session=False))
        self._session.expire_all()

    def forget(self, learner_id: int) -> None:
        """Remove a learner from every group's totals, before their answers are deleted."""
        self._take_from_totals(col(Attempt.learner_id) == learner_id)

    def _take_from_totals(self, mine: Any) -> None:  # noqa: ANN401 - a clause
        for right in (True, False):
            given = select(Attempt.group_question_id).where(mine, _COUNTS, col(Attempt.group_question_id).is_not(None))
            less = update(GroupQuestion).where(
                col(GroupQuestion.revealed_at).is_not(None),
                col(GroupQuestion.id).in_(given.where(col(Attempt.correct).is_(right))),
            )
            values = {"answered": col(GroupQuestion.answered) - 1, "right": col(GroupQuestion.right) - int(right)}
            self._session.execute(less.values(**values).execution_options(synchronize_session=False))
