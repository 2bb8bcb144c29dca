"""Study groups and the questions they were asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, delete, func, or_, update
from sqlmodel import Session, col, select

from bot.storage.group_tables import Group, GroupQuestion, PostedMessage
from bot.storage.in_groups import asked_in_groups
from bot.storage.tables import Attempt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlmodel.sql.expression import SelectOfScalar

QUESTION_SLOT: Final = "group-question:"
"""Prefix of a question's slot name; the question's id follows."""
_CURRENT: Final = asked_in_groups()


def _of_space(platform: str, space: str) -> SelectOfScalar[Group]:
    here = or_(col(Group.space) == space, col(Group.former_space) == space)
    return select(Group).where(Group.platform == platform, here).order_by(col(Group.id))


class Groups:
    """Queries and updates for groups and their questions. Always lock a group before its questions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, group: Group) -> Group:
        """Insert a new group and assign its id.

        Raises:
            IntegrityError: it was created concurrently; the transaction is lost, but finds it on retry.
        """
        self._session.add(group)
        self._session.flush()
        return group

    def find(self, platform: str, space: str) -> Group | None:
        """A server's or chat's group, by its current or former id, locked."""
        return self._session.exec(_of_space(platform, space).with_for_update()).first()

    def here(self, platform: str, space: str) -> Group | None:
        """The same group, not locked."""
        return self._session.exec(_of_space(platform, space)).first()

    def get(self, group_id: int) -> Group | None:
        """A group by id, locked until the transaction ends."""
        return self._session.exec(select(Group).where(Group.id == group_id).with_for_update()).first()

    def look(self, group_id: int) -> Group | None:
        """A group by id, not locked, so that 500 members can press at once."""
        return self._session.get(Group, group_id)

    def troubled(self, learner_id: int) -> Sequence[Group]:
        """An admin's groups that have an obstacle."""
        query = select(Group).where(Group.admin_id == learner_id, Group.obstacle != "")
        return self._session.exec(query.order_by(col(Group.id)).with_for_update()).all()

    def ask(self, question: GroupQuestion) -> GroupQuestion:
        """Insert a question that is being asked and assign its id."""
        self._session.add(question)
        self._session.flush()
        return question

    def question(self, question_id: int) -> GroupQuestion | None:
        """A question, locked until the transaction ends; members may still answer it."""
        query = select(GroupQuestion).where(GroupQuestion.id == question_id)
        return self._session.exec(query.with_for_update(key_share=True)).first()

    def alone(self, question_id: int) -> GroupQuestion | None:
        """A question, locked exclusively until the transaction ends, after waiting for answers in progress."""
        return self._session.exec(
            select(GroupQuestion).where(GroupQuestion.id == question_id).with_for_update()
        ).first()

    def answerable(self, question_id: int) -> GroupQuestion | None:
        """A question that can't be revealed until the transaction ends, while others can answer it too."""
        query = select(GroupQuestion).where(GroupQuestion.id == question_id)
        return self._session.exec(query.with_for_update(read=True, key_share=True)).first()

    def group_of(self, question_id: int) -> int | None:
        """Id of the question's group."""
        return self._session.exec(select(GroupQuestion.group_id).where(GroupQuestion.id == question_id)).first()

    def planned(self, group_id: int, planned_at: datetime, *, extra: bool) -> GroupQuestion | None:
        """The question planned for a given time; None if there is none."""
        query = select(GroupQuestion).where(GroupQuestion.group_id == group_id, GroupQuestion.planned_at == planned_at)
        return self._session.exec(query.where(col(GroupQuestion.extra).is_(extra))).first()

    def latest(self, group_id: int, *, extra: bool | None = None) -> GroupQuestion | None:
        """The group's newest question: of all, or only scheduled or only extra ones."""
        query = select(GroupQuestion).where(GroupQuestion.group_id == group_id)
        if extra is not None:
            query = query.where(col(GroupQuestion.extra).is_(extra))
        return self._session.exec(query.order_by(col(GroupQuestion.id).desc()).limit(1)).first()

    def open(self, group_id: int) -> Sequence[GroupQuestion]:
        """Questions that are not finally closed, oldest first."""
        query = select(GroupQuestion).where(GroupQuestion.group_id == group_id)
        return self._session.exec(
            query.where(col(GroupQuestion.revealed_at).is_(None)).order_by(col(GroupQuestion.id))
        ).all()

    def owed(self, group_id: int) -> Sequence[GroupQuestion]:
        """Questions whose reveal the group has not seen, oldest first."""
        query = select(GroupQuestion).where(GroupQuestion.group_id == group_id)
        return self._session.exec(
            query.where(col(GroupQuestion.shown_at).is_(None)).order_by(col(GroupQuestion.id))
        ).all()

    def asked(self, group_id: int) -> Sequence[str]:
        """Bank ids of the questions asked, oldest first."""
        query = select(GroupQuestion.question).where(GroupQuestion.group_id == group_id)
        return self._session.exec(query.order_by(col(GroupQuestion.id))).all()

    def discard(self, question: GroupQuestion) -> None:
        """Delete a question that no one has seen."""
        self._session.delete(question)

    def revealed(self, group_id: int, since: datetime, until: datetime) -> Sequence[GroupQuestion]:
        """Questions revealed in [since, until), oldest first."""
        query = select(GroupQuestion).where(GroupQuestion.group_id == group_id, col(GroupQuestion.void).is_(False))
        query = query.where(col(GroupQuestion.revealed_at) >= since, col(GroupQuestion.revealed_at) < until)
        return self._session.exec(query.order_by(col(GroupQuestion.id))).all()

    def standing(self, group_id: int) -> dict[str, tuple[int, int]]:
        """(right, answered) per topic over all history, from the questions' totals alone, since history may be long."""
        query = select(GroupQuestion.topic, func.sum(GroupQuestion.right), func.sum(GroupQuestion.answered))
        query = query.where(GroupQuestion.group_id == group_id, col(GroupQuestion.void).is_(False))
        found = self._session.exec(query.group_by(GroupQuestion.topic))
        return {topic: (int(right), int(answered)) for topic, right, answered in found if answered}

    def current(self, learner_id: int, member_since: datetime, asked_since: datetime) -> set[str]:
        """Questions asked since `asked_since` in groups where the learner has answered since `member_since`."""
        since = {"member_since": member_since, "asked_since": asked_since}
        return set(self._session.execute(_CURRENT, {"learner": learner_id, **since}).scalars())

    def of(self, learner_id: int) -> Sequence[tuple[Group, int]]:
        """Groups in which a learner has answered or is the admin, with their number of answers there."""
        mine = and_(col(Attempt.group_question_id) == col(GroupQuestion.id), col(Attempt.learner_id) == learner_id)
        query = (
            select(Group, func.count(col(Attempt.id)))
            .join(GroupQuestion, col(GroupQuestion.group_id) == col(Group.id), isouter=True)
            .join(Attempt, mine, isouter=True)
            .where(or_(col(Attempt.id).is_not(None), col(Group.admin_id) == learner_id))
        )
        return self._session.exec(query.group_by(col(Group.id)).order_by(col(Group.id))).all()

    def of_slot(self, slot: str) -> GroupQuestion | None:
        """The question with this slot name."""
        number = slot.removeprefix(QUESTION_SLOT)
        return self._session.get(GroupQuestion, int(number)) if number != slot else None

    def move(self, group: Group, space: str) -> bool:
        """Change a group's id; False if another group, which stays, already has the new one.

        Messages posted under the old id can no longer be edited, since their numbers change.
        """
        if group.space == space:
            return True
        taken = select(Group.id).where(Group.platform == group.platform, Group.space == space)
        if self._session.exec(taken).first() is not None:
            return False
        slots = [f"{QUESTION_SLOT}{question.id}" for question in self.owed(group.id or 0)]
        self._session.execute(delete(PostedMessage).where(col(PostedMessage.slot).in_(slots)))
        asked = update(GroupQuestion).where(col(GroupQuestion.group_id) == group.id)
        moved = asked.where(col(GroupQuestion.chat) == group.space, col(GroupQuestion.shown_at).is_(None))
        self._session.execute(moved.values(chat=space))
        group.chat = space if group.chat == group.space else group.chat
        group.former_space, group.space = group.space, space
        self._session.add(group)
        return True
