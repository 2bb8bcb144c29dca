"""Study groups, the questions they were asked, and their members' answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, delete, func, or_, update
from sqlmodel import Session, col, select

from bot.storage.group_tables import Group, GroupQuestion, PostedMessage
from bot.storage.in_groups import asked_in_groups
from bot.storage.tables import Attempt, Learner, Model

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlmodel.sql.expression import SelectOfScalar

LONGEST_OPEN: Final = timedelta(hours=72)
"""The longest that answers stay open."""
QUESTION_SLOT: Final = "group-question:"
"""Prefix of a question's slot name; the question's id follows."""
_CURRENT: Final = asked_in_groups()
_RIGHT = col(Attempt.correct).is_(True)
_COUNTS = and_(col(Attempt.answered_at).is_not(None), col(Attempt.void).is_(False), col(Attempt.left_group).is_(False))


def _of_space(platform: str, space: str) -> SelectOfScalar[Group]:
    here = or_(col(Group.space) == space, col(Group.former_space) == space)
    return select(Group).where(Group.platform == platform, here).order_by(col(Group.id))


class Groups:
    """Queries and updates for groups. Always lock a group before its questions."""

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

    def is_touched(self, question_id: int) -> bool:
        """True if anyone has ever answered the question, counting voided answers and members who left."""
        query = select(Attempt.id).where(Attempt.group_question_id == question_id)
        return self._session.exec(query.limit(1)).first() is not None

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

    def answer(self, question_id: int, learner_id: int) -> Attempt | None:
        """A member's answer to a question."""
        query = select(Attempt).where(Attempt.group_question_id == question_id, Attempt.learner_id == learner_id)
        return self._session.exec(query).first()

    def answered(self, question_id: int) -> int:
        """Number of members who answered a question."""
        query = select(func.count(col(Attempt.id))).where(Attempt.group_question_id == question_id, _COUNTS)
        return self._session.exec(query).one()

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

    def standing(self, group_id: int) -> dict[str, tuple[int, int]]:
        """(right, answered) per topic over all history, from the questions' totals alone, since history may be long."""
        query = select(GroupQuestion.topic, func.sum(GroupQuestion.right), func.sum(GroupQuestion.answered))
        query = query.where(GroupQuestion.group_id == group_id, col(GroupQuestion.void).is_(False))
        found = self._session.exec(query.group_by(GroupQuestion.topic))
        return {topic: (int(right), int(answered)) for topic, right, answered in found if answered}

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

    def current(self, learner_id: int, member_since: datetime, asked_since: datetime) -> set[str]:
        """Questions asked since `asked_since` in groups where the learner has answered since `member_since`."""
        since = {"member_since": member_since, "asked_since": asked_since}
        return set(self._session.execute(_CURRENT, {"learner": learner_id, **since}).scalars())

    def rejoin(self, given: Attempt) -> None:
        """Count an answer again after its member rejoined the group."""
        given.left_group = False
        self._session.add(given)

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

    def answered_open(self, learner_id: int) -> Sequence[GroupQuestion]:
        """Questions a learner has answered that are not revealed yet."""
        query = (
            select(GroupQuestion)
            .join(Attempt, col(Attempt.group_question_id) == col(GroupQuestion.id))
            .where(Attempt.learner_id == learner_id, col(GroupQuestion.revealed_at).is_(None))
        )
        return self._session.exec(query).all()

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

    def void(self, question_id: int) -> None:
        """Void all answers to a question; learner models that included one are rebuilt."""
        answers = col(Attempt.group_question_id) == question_id
        self._session.execute(update(Attempt).where(answers).values(void=True))
        members = select(Attempt.learner_id).where(answers)
        stale = delete(Model).where(col(Model.learner_id).in_(members))
        self._session.execute(stale.execution_options(synchronize_session=False))

    def posted(self, slot: str) -> str:
        """The platform's message id for a slot; "" if unknown."""
        return getattr(self._session.get(PostedMessage, slot), "message", "")

    def keep_posted(self, messages: Iterable[tuple[str, str]], now: datetime) -> None:
        """Store the slots' message ids and mark their questions as seen; an id of "" means the message is gone."""
        for slot, message in messages:
            self._session.execute(delete(PostedMessage).where(col(PostedMessage.slot) == slot))
            if message:
                self._session.add(PostedMessage(slot=slot, message=message))
                self.see(slot, now)

    def of_slot(self, slot: str) -> GroupQuestion | None:
        """The question with this slot name."""
        number = slot.removeprefix(QUESTION_SLOT)
        return self._session.get(GroupQuestion, int(number)) if number != slot else None

    def see(self, slot: str, now: datetime) -> None:
        """Record when a group first saw a slot's question."""
        number = slot.removeprefix(QUESTION_SLOT)
        if number != slot:
            seen = update(GroupQuestion).where(col(GroupQuestion.id) == int(number))
            self._session.execute(seen.where(col(GroupQuestion.posted_at).is_(None)).values(posted_at=now))

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
