"""Live rounds, their questions, their players, and their results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, delete, func, or_, update
from sqlmodel import Session, col, select

from bot.storage.group_tables import Group, PostedMessage
from bot.storage.model_tables import Model
from bot.storage.round_tables import LivePlayer, LiveQuestion, LiveRound
from bot.storage.tables import Attempt, Learner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

QUESTION_SLOT = "live-question:"
"""Prefix of a question's slot name; the question's id follows."""
_RIGHT = col(Attempt.correct).is_(True)
_COUNTS = and_(col(Attempt.answered_at).is_not(None), col(Attempt.void).is_(False))
_PLAYS = col(LivePlayer.left_group).is_(False)
_THEIRS = col(LivePlayer.session_id) == col(Attempt.session_id)


@dataclass(frozen=True, slots=True)
class Result:
    """One player's result."""

    learner: int
    alias: str
    answered: int
    right: int
    seconds: float
    """Time taken for the right answers."""


class Rounds:
    """Queries and updates for live rounds. Always lock a group before its rounds, and a round before its questions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, made: LiveRound) -> LiveRound:
        """Insert a round and assign its id."""
        self._session.add(made)
        self._session.flush()
        return made

    def ask(self, question: LiveQuestion) -> LiveQuestion:
        """Insert a question and assign its id."""
        self._session.add(question)
        self._session.flush()
        return question

    def discard(self, question: LiveQuestion) -> None:
        """Delete a question that no one has answered."""
        self._session.delete(question)
        self._session.flush()

    def get(self, round_id: int) -> LiveRound | None:
        """A round by id, locked until the transaction ends; members may still press."""
        query = select(LiveRound).where(LiveRound.id == round_id)
        return self._session.exec(query.with_for_update(key_share=True)).first()

    def look(self, round_id: int) -> tuple[LiveRound, Group] | None:
        """A round by id and its group, not locked, so that 500 members can press at once."""
        query = select(LiveRound, Group).join(Group, col(Group.id) == col(LiveRound.group_id))
        return self._session.exec(query.where(LiveRound.id == round_id)).first()

    def running(self, group_id: int, chat: str) -> LiveRound | None:
        """The round running in a channel, locked until the transaction ends; its topics share the channel's limits."""
        query = select(LiveRound).where(LiveRound.group_id == group_id, LiveRound.chat == chat)
        query = query.where(col(LiveRound.ended_at).is_(None)).order_by(col(LiveRound.id).desc())
        return self._session.exec(query.limit(1).with_for_update(key_share=True)).first()

    def started(self, group_id: int, since: datetime) -> int:
        """Number of rounds a group has started since a time."""
        query = select(func.count(col(LiveRound.id))).where(LiveRound.group_id == group_id)
        return self._session.exec(query.where(col(LiveRound.started_at) >= since)).one()

    def round_of(self, question_id: int) -> int | None:
        """Id of the question's round."""
        return self._session.exec(select(LiveQuestion.round_id).where(LiveQuestion.id == question_id)).first()

    def group_of(self, round_id: int) -> int | None:
        """Id of the round's group."""
        return self._session.exec(select(LiveRound.group_id).where(LiveRound.id == round_id)).first()

    def alone(self, question_id: int) -> LiveQuestion | None:
        """A question, locked exclusively until the transaction ends, after waiting for answers in progress."""
        return self._session.exec(select(LiveQuestion).where(LiveQuestion.id == question_id).with_for_update()).first()

    def answerable(self, question_id: int) -> LiveQuestion | None:
        """A question that can't be revealed until the transaction ends, while others can answer it too."""
        query = select(LiveQuestion).where(LiveQuestion.id == question_id)
        return self._session.exec(query.with_for_update(read=True, key_share=True)).first()

    def latest(self, round_id: int) -> LiveQuestion | None:
        """The round's newest question."""
        query = select(LiveQuestion).where(LiveQuestion.round_id == round_id)
        return self._session.exec(query.order_by(col(LiveQuestion.position).desc()).limit(1)).first()

    def questions(self, round_id: int) -> Sequence[LiveQuestion]:
        """The round's questions that count, in order."""
        query = select(LiveQuestion).where(LiveQuestion.round_id == round_id, col(LiveQuestion.void).is_(False))
        return self._session.exec(query.order_by(col(LiveQuestion.position))).all()

    def of_slot(self, slot: str) -> LiveQuestion | None:
        """The question with this slot name."""
        number = slot.removeprefix(QUESTION_SLOT)
        return self._session.get(LiveQuestion, int(number)) if number != slot else None

    def asked(self, group_id: int) -> Sequence[str]:
        """Bank ids of the questions asked in a group's rounds, oldest first."""
        query = select(LiveQuestion.question).join(LiveRound, col(LiveRound.id) == col(LiveQuestion.round_id))
        return self._session.exec(query.where(LiveRound.group_id == group_id).order_by(col(LiveQuestion.id))).all()

    def join(self, player: LivePlayer) -> LivePlayer:
        """Insert a player.

        Raises:
            IntegrityError: they joined concurrently; the transaction is lost, but finds them on retry.
        """
        self._session.add(player)
        self._session.flush()
        return player

    def player(self, round_id: int, learner_id: int) -> LivePlayer | None:
        """A learner as a player of a round."""
        return self._session.get(LivePlayer, (learner_id, round_id))

    def players(self, round_id: int) -> int:
        """Number of players who joined a round."""
        query = select(func.count(col(LivePlayer.learner_id))).where(LivePlayer.round_id == round_id, _PLAYS)
        return self._session.exec(query).one()

    def given(self, question: LiveQuestion, learner_id: int) -> tuple[LivePlayer | None, Attempt | None]:
        """A learner as a player of the question's round, and their answer to the question."""
        here = and_(_THEIRS, col(Attempt.position) == question.position)
        query = select(LivePlayer, Attempt).join(Attempt, here, isouter=True)
        query = query.where(LivePlayer.round_id == question.round_id, LivePlayer.learner_id == learner_id)
        return self._session.exec(query).first() or (None, None)

    def is_touched(self, question: LiveQuestion) -> bool:
        """True if anyone has answered the question."""
        query = select(Attempt.id).join(LivePlayer, _THEIRS)
        query = query.where(LivePlayer.round_id == question.round_id, Attempt.position == question.position)
        return self._session.exec(query.limit(1)).first() is not None

    def chosen(self, question: LiveQuestion) -> dict[int, int]:
        """Number of players per canonical option; options no one chose are omitted."""
        query = select(Attempt.chosen, func.count(col(Attempt.id))).join(LivePlayer, _THEIRS)
        query = query.where(LivePlayer.round_id == question.round_id, Attempt.position == question.position)
        counts = self._session.exec(query.where(_COUNTS, _PLAYS).group_by(col(Attempt.chosen)))
        return {chosen: count for chosen, count in counts if chosen is not None}

    def results(self, round_id: int) -> list[Result]:
        """The result of every player who answered at least once."""
        seconds = case((_RIGHT, Attempt.seconds), else_=0.0)
        answers = (
            select(
                LivePlayer.learner_id,
                func.count(col(Attempt.id)).label("answered"),
                func.sum(case((_RIGHT, 1), else_=0)).label("right"),
                func.sum(seconds).label("seconds"),
            )
            .join(Attempt, _THEIRS)
            .where(LivePlayer.round_id == round_id, _COUNTS, _PLAYS)
            .group_by(col(LivePlayer.learner_id))
            .subquery()
        )
        totals = answers.c
        query = select(Learner, totals.answered, totals.right, totals.seconds)
        found = self._session.exec(query.join(answers, totals.learner_id == col(Learner.id)))
        return [Result(me.id or 0, me.alias, int(given), int(right), float(taken)) for me, given, right, taken in found]

    def share(self, group_id: int, since: datetime, until: datetime) -> tuple[int, int]:
        """(right, answered) over a group's rounds that were started in [since, until)."""
        query = (
            select(func.sum(case((_RIGHT, 1), else_=0)), func.count(col(Attempt.id)))
            .join(LivePlayer, _THEIRS)
            .join(LiveRound, col(LiveRound.id) == col(LivePlayer.round_id))
            .where(LiveRound.group_id == group_id, _COUNTS, _PLAYS)
            .where(col(LiveRound.started_at) >= since, col(LiveRound.started_at) < until)
        )
        right, answered = self._session.exec(query).one()
        return int(right or 0), answered

    def missed(self, player: LivePlayer) -> Sequence[Attempt]:
        """A player's wrong answers to questions whose reveal was shown, in order."""
        query = (
            select(Attempt)
            .join(LivePlayer, _THEIRS)
            .join(
                LiveQuestion,
                and_(
                    col(LiveQuestion.round_id) == col(LivePlayer.round_id),
                    col(LiveQuestion.position) == col(Attempt.position),
                ),
            )
            .where(Attempt.session_id == player.session_id, _COUNTS, col(Attempt.correct).is_(False))
            .where(col(LiveQuestion.revealed_at).is_not(None))
        )
        return self._session.exec(query.order_by(col(Attempt.position))).all()

    def void(self, question: LiveQuestion) -> None:
        """Void all answers to a question; learner models that included one are rebuilt."""
        sessions = select(LivePlayer.session_id).where(LivePlayer.round_id == question.round_id)
        mine = and_(col(Attempt.session_id).in_(sessions), col(Attempt.position) == question.position)
        members = select(Attempt.learner_id).where(mine)
        stale = delete(Model).where(col(Model.learner_id).in_(members))
        self._session.execute(stale.execution_options(synchronize_session=False))
        self._session.execute(update(Attempt).where(mine).values(void=True))

    def leave(self, group_id: int, learner_id: int) -> None:
        """Remove a learner from what a group's rounds count; the answers remain the learner's own."""
        rounds = select(LiveRound.id).where(LiveRound.group_id == group_id)
        mine = and_(col(LivePlayer.learner_id) == learner_id, col(LivePlayer.round_id).in_(rounds))
        gone = update(LivePlayer).where(mine).values(left_group=True)
        self._session.execute(gone.execution_options(synchronize_session=False))
        self._session.expire_all()

    def move(self, group_id: int, before: str, space: str) -> None:
        """Continue under a group's new chat id. Messages posted under the old one can no longer be edited."""
        rounds = select(LiveRound).where(LiveRound.group_id == group_id, LiveRound.chat == before)
        for moved in self._session.exec(rounds.where(col(LiveRound.ended_at).is_(None))).all():
            moved.chat = space
            questions = select(LiveQuestion.id).where(LiveQuestion.round_id == moved.id)
            slots = [f"{QUESTION_SLOT}{each}" for each in self._session.exec(questions)]
            slots.append(f"live-lobby:{moved.id}")
            self._session.execute(delete(PostedMessage).where(col(PostedMessage.slot).in_(slots)))

    def join_learners(self, into: int, other: int) -> None:
        """Merge the players of two linked accounts: in a round that both played in, the first one counts."""
        mine = select(LivePlayer.round_id).where(LivePlayer.learner_id == into)
        twice = delete(LivePlayer).where(col(LivePlayer.learner_id) == other, col(LivePlayer.round_id).in_(mine))
        self._session.execute(twice.execution_options(synchronize_session=False))
        played = update(LivePlayer).where(col(LivePlayer.learner_id) == other).values(learner_id=into)
        begun = update(LiveRound).where(col(LiveRound.starter_id) == other).values(starter_id=into)
        for each in (played, begun):
            self._session.execute(each.execution_options(synchronize_session=False))

    def of(self, learner_id: int) -> Sequence[tuple[LiveRound, Group, LivePlayer | None]]:
        """The rounds a learner plays in or has started, with their groups, oldest first."""
        mine = and_(col(LivePlayer.round_id) == col(LiveRound.id), col(LivePlayer.learner_id) == learner_id)
        query = (
            select(LiveRound, Group, LivePlayer)
            .join(Group, col(Group.id) == col(LiveRound.group_id))
            .join(LivePlayer, mine, isouter=True)
            .where(or_(col(LivePlayer.round_id).is_not(None), col(LiveRound.starter_id) == learner_id))
        )
        return self._session.exec(query.order_by(col(LiveRound.id))).all()
