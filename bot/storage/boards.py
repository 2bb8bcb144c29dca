"""Weekly boards: who has joined which, what they were asked, and past weeks' results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import and_, delete, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.storage.board_tables import BoardMember, BoardWeek
from bot.storage.group_tables import Group, GroupQuestion
from bot.storage.round_tables import LivePlayer, LiveQuestion, LiveRound
from bot.storage.tables import Attempt, Learner

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row

_NAMED = col(Learner.alias) != ""
_EARLIER = aliased(Attempt)
_AGAIN = (
    sqlalchemy.select(col(_EARLIER.id))
    .where(
        col(_EARLIER.learner_id) == col(Attempt.learner_id),
        col(_EARLIER.question) == col(Attempt.question),
        col(_EARLIER.id) < col(Attempt.id),
        col(_EARLIER.shown_in) != "",
    )
    .exists()
    .label("again")
)
ASKED = (
    *(col(Attempt.learner_id), col(Attempt.question), col(Attempt.mode), col(Attempt.asked_at)),
    *(col(Attempt.answered_at), col(Attempt.correct), col(Attempt.guessed), col(Attempt.scored), col(Attempt.void)),
    _AGAIN,
)
"""The columns of `Boards.asked`; `again` is true for a question the learner had seen before."""


class Boards:
    """Queries and updates for boards."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def join(self, group_id: int, learner_id: int, now: datetime) -> None:
        """Add a learner to a group's board; no-op if they are on it."""
        if self.member(group_id, learner_id) is None:
            self._session.add(BoardMember(group_id=group_id, learner_id=learner_id, joined_at=now))
            self._session.flush()

    def member(self, group_id: int, learner_id: int) -> BoardMember | None:
        """A learner as a member of a group's board, with an alias or without."""
        return self._session.get(BoardMember, (learner_id, group_id))

    def leave(self, group_id: int, learner_id: int) -> None:
        """Remove a learner from a group's board."""
        mine = delete(BoardMember).where(col(BoardMember.group_id) == group_id)
        self._session.execute(mine.where(col(BoardMember.learner_id) == learner_id))
        self._session.expire_all()

    def members(self, group_id: int) -> dict[int, str]:
        """Aliases of everyone on a group's board who has one, by learner."""
        query = select(Learner.id, Learner.alias).join(BoardMember, col(BoardMember.learner_id) == col(Learner.id))
        found = self._session.exec(query.where(BoardMember.group_id == group_id, _NAMED).order_by(col(Learner.id)))
        return {learner: alias for learner, alias in found if learner is not None}

    def of(self, learner_id: int) -> Sequence[tuple[BoardMember, Group]]:
        """The boards a learner has joined, with their groups, oldest group first."""
        query = select(BoardMember, Group).join(Group, col(Group.id) == col(BoardMember.group_id))
        return self._session.exec(query.where(BoardMember.learner_id == learner_id).order_by(col(Group.id))).all()

    def open_to(self, learner_id: int) -> Sequence[Group]:
        """Groups with a board that a learner has not joined, and where they have answered or played."""
        answered = select(GroupQuestion.group_id).join(Attempt, col(Attempt.group_question_id) == col(GroupQuestion.id))
        answered = answered.where(Attempt.learner_id == learner_id, col(Attempt.left_group).is_(False))
        played = select(LiveRound.group_id).join(LivePlayer, col(LivePlayer.round_id) == col(LiveRound.id))
        played = played.where(LivePlayer.learner_id == learner_id, col(LivePlayer.left_group).is_(False))
        joined = select(BoardMember.group_id).where(BoardMember.learner_id == learner_id)
        query = select(Group).where(col(Group.board).is_(True), col(Group.id).not_in(joined))
        query = query.where(or_(col(Group.id).in_(answered), col(Group.id).in_(played)))
        return self._session.exec(query.order_by(col(Group.id))).all()

    def neighbors(self, learner_id: int, group_ids: Collection[int]) -> Sequence[str]:
        """Aliases of everyone else on some boards."""
        query = select(Learner.alias).join(BoardMember, col(BoardMember.learner_id) == col(Learner.id))
        others = and_(col(BoardMember.group_id).in_(group_ids), col(Learner.id) != learner_id, _NAMED)
        return self._session.exec(query.where(others)).all()

    def asked(self, learner_ids: Collection[int], since: datetime) -> Sequence[Row[Any]]:
        """What learners were shown since a time, as rows with the columns of `ASKED`, by learner, oldest first."""
        query = sqlalchemy.select(*ASKED).where(col(Attempt.learner_id).in_(learner_ids))
        query = query.where(col(Attempt.shown_at) >= since, col(Attempt.shown_in) != "")
        return self._session.execute(query.order_by(col(Attempt.learner_id), col(Attempt.id))).all()

    def revealed(self, group_id: int) -> dict[str, datetime]:
        """When the answers to questions were first shown to a group, by question."""
        daily = select(GroupQuestion.question, GroupQuestion.revealed_at).where(GroupQuestion.group_id == group_id)
        live = select(LiveQuestion.question, LiveQuestion.revealed_at).join(
            LiveRound, col(LiveRound.id) == col(LiveQuestion.round_id)
        )
        found: dict[str, datetime] = {}
        for query in (daily, live.where(LiveRound.group_id == group_id)):
            for question, at in self._session.exec(query):
                if at is not None:
                    found[question] = min(at, found.get(question, at))
        return found

    def keep_week(self, week: BoardWeek) -> None:
        """Store a week's result, replacing any stored one."""
        self._session.merge(week)

    def weeks(self, group_id: int, before: datetime, limit: int) -> Sequence[BoardWeek]:
        """The last weeks that ended before a time, newest first."""
        query = select(BoardWeek).where(BoardWeek.group_id == group_id, col(BoardWeek.ended_at) < before)
        return self._session.exec(query.order_by(col(BoardWeek.ended_at).desc()).limit(limit)).all()

    def join_learners(self, into: int, other: int) -> None:
        """Move the boards another account has joined to the account it is linked with."""
        mine = select(BoardMember.group_id).where(BoardMember.learner_id == into)
        twice = delete(BoardMember).where(col(BoardMember.learner_id) == other, col(BoardMember.group_id).in_(mine))
        self._session.execute(twice.execution_options(synchronize_session=False))
        moved = update(BoardMember).where(col(BoardMember.learner_id) == other).values(learner_id=into)
        self._session.execute(moved.execution_options(synchronize_session=False))
        self._session.expire_all()
