"""Questions asked in groups lately, as a statement for code that must not ask the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlmodel import col, select

from bot.storage.group_tables import GroupQuestion
from bot.storage.tables import Attempt

if TYPE_CHECKING:
    from sqlmodel.sql.expression import SelectOfScalar


def asked_in_groups() -> SelectOfScalar[str]:
    """Questions asked since `asked_since` in groups where `learner` has answered since `member_since`."""
    mine = (
        select(GroupQuestion.group_id)
        .join(Attempt, col(Attempt.group_question_id) == col(GroupQuestion.id))
        .where(Attempt.learner_id == bindparam("learner"), col(Attempt.group_question_id).is_not(None))
        .where(col(Attempt.answered_at) >= bindparam("member_since"))
    )
    query = select(GroupQuestion.question).where(col(GroupQuestion.group_id).in_(mine))
    return query.where(col(GroupQuestion.asked_at) >= bindparam("asked_since"))
