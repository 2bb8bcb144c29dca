"""Duels, their two sides, and guessed codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, bindparam, delete, func, or_, update
from sqlmodel import Session, col, select

from bot.storage.duel_tables import Duel, DuelGuess, DuelPlayer
from bot.storage.group_tables import PostedMessage
from bot.storage.tables import Attempt, Identity, Learner, QuizSession

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlmodel.sql.expression import SelectOfScalar

SLOT: Final = "duel:"
"""Prefix of the slot name of a challenge in a group; the duel's id follows."""
JOB: Final = "duel"
"""Kind of a duel's row in the table `due`."""


def live() -> SelectOfScalar[Duel]:
    """Open duels of `learner` at `now`: their challenges, and accepted duels that are not over."""
    mine = and_(col(DuelPlayer.duel_id) == col(Duel.id), col(DuelPlayer.learner_id) == bindparam("learner"))
    query = select(Duel).join(DuelPlayer, mine)
    query = query.where(col(Duel.ended_at).is_(None), Duel.ends_at > bindparam("now"))
    return query.where(or_(col(Duel.accepted_at).is_not(None), col(DuelPlayer.challenger).is_(True)))


_LIVE: Final = live().order_by(col(Duel.id))
"""Prepared once, as in `bot.storage.quiz_sessions`."""


class Duels:
    """Queries and updates for duels. Always lock a learner before a duel, and duels in ascending order of id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, duel: Duel, challenger: int) -> Duel:
        """Insert a challenge of a learner, and assign its id."""
        self._session.add(duel)
        self._session.flush()
        self.join(duel, challenger, challenger=True)
        return duel

    def join(self, duel: Duel, learner_id: int, *, challenger: bool = False) -> DuelPlayer:
        """Add a side."""
        assert duel.id is not None  # noqa: S101 - flushed
        player = DuelPlayer(duel_id=duel.id, learner_id=learner_id, challenger=challenger)
        self._session.add(player)
        self._session.flush()
        return player

    def get(self, duel_id: int) -> Duel | None:
        """A duel by id, locked until the transaction ends."""
        return self._session.exec(select(Duel).where(Duel.id == duel_id).with_for_update()).first()

    def look(self, duel_id: int) -> Duel | None:
        """A duel by id, not locked."""
        return self._session.get(Duel, duel_id)

    def by_code(self, code: str) -> Duel | None:
        """The duel with a code, locked."""
        return self._session.exec(select(Duel).where(Duel.code == code).with_for_update()).first()

    def rematch(self, duel_id: int) -> Duel | None:
        """The duel requested as a rematch of another one, locked."""
        return self._session.exec(select(Duel).where(Duel.rematch_of == duel_id).with_for_update()).first()

    def players(self, duel_id: int) -> Sequence[DuelPlayer]:
        """Both sides, the challenger first; only one before acceptance, or after someone left."""
        query = select(DuelPlayer).where(DuelPlayer.duel_id == duel_id)
        return self._session.exec(query.order_by(col(DuelPlayer.challenger).desc(), col(DuelPlayer.learner_id))).all()

    def aliases(self, duel_id: int) -> dict[int, str]:
        """The alias of each side by learner; "" for none."""
        query = select(Learner.id, Learner.alias).join(DuelPlayer, col(DuelPlayer.learner_id) == col(Learner.id))
        found = self._session.exec(query.where(DuelPlayer.duel_id == duel_id))
        return {learner: alias for learner, alias in found if learner is not None}

    def player(self, duel_id: int, learner_id: int) -> DuelPlayer | None:
        """A learner's side of a duel."""
        return self._session.get(DuelPlayer, (duel_id, learner_id))

    def of_session(self, session_id: int) -> DuelPlayer | None:
        """The side that answers in a quiz session."""
        return self._session.exec(select(DuelPlayer).where(DuelPlayer.session_id == session_id)).first()

    def live(self, learner_id: int, now: datetime) -> Sequence[Duel]:
        """A learner's open duels, oldest first: their challenges, and accepted duels that are not over."""
        return self._session.scalars(_LIVE, {"learner": learner_id, "now": now}).all()

    def every(self, learner_id: int) -> Sequence[tuple[Duel, DuelPlayer]]:
        """Every duel stored for a learner, with their side of it, oldest first."""
        query = select(Duel, DuelPlayer).join(DuelPlayer, col(DuelPlayer.duel_id) == col(Duel.id))
        return self._session.exec(query.where(DuelPlayer.learner_id == learner_id).order_by(col(Duel.id))).all()

    def owed(self, learner_id: int) -> Sequence[DuelPlayer]:
        """A learner's sides with pending news, oldest first."""
        query = select(DuelPlayer).where(DuelPlayer.learner_id == learner_id, DuelPlayer.news != "")
        return self._session.exec(query.order_by(col(DuelPlayer.duel_id))).all()

    def ahead(self, learner_id: int, now: datetime) -> set[str]:
        """Questions of a learner's open duels, seen or not; nothing else asks them meanwhile."""
        return {question for duel in self.live(learner_id, now) for question in duel.questions}

    def in_space(self, platform: str, space: str, learner_id: int | None = None) -> Sequence[int]:
        """Ids of the unfinished duels in a server or group: all, or those of one learner."""
        query = select(Duel.id).where(Duel.platform == platform, Duel.space == space, col(Duel.ended_at).is_(None))
        if learner_id is not None:
            mine = select(DuelPlayer.duel_id).where(DuelPlayer.learner_id == learner_id)
            query = query.where(col(Duel.id).in_(mine))
        return [each for each in self._session.exec(query.order_by(col(Duel.id))) if each is not None]

    def inviting(self, learner_id: int) -> Sequence[int]:
        """Ids of challenges in groups that only this learner may accept."""
        query = (
            select(Duel.id)
            .join(Identity, and_(col(Identity.platform) == Duel.platform, col(Identity.user_id) == Duel.invited))
            .where(Identity.learner_id == learner_id, Duel.invited != "", col(Duel.ended_at).is_(None))
        )
        return [each for each in self._session.exec(query.order_by(col(Duel.id))) if each is not None]

    def move(self, platform: str, space: str, to: str) -> None:
        """Follow a group to its new id; its messages' ids no longer hold there, so they are forgotten."""
        found = self.in_space(platform, space)
        self.let_go(found)
        here = update(Duel).where(col(Duel.id).in_(found))
        self._session.execute(here.where(col(Duel.chat) == space).values(chat=to))
        self._session.execute(here.values(space=to))
        self._session.expire_all()

    def let_go(self, duels: Collection[int]) -> None:
        """Forget the ids of some duels' messages in a group."""
        slots = [f"{SLOT}{each}" for each in duels]
        self._session.execute(delete(PostedMessage).where(col(PostedMessage.slot).in_(slots)))

    def drop(self, duel_id: int) -> None:
        """Delete a duel; the learners keep their answers."""
        self.let_go([duel_id])
        self._session.execute(delete(DuelPlayer).where(col(DuelPlayer.duel_id) == duel_id))
        self._session.execute(delete(Duel).where(col(Duel.id) == duel_id))
        self._session.expire_all()

    def remove(self, player: DuelPlayer) -> None:
        """Remove a side from a duel."""
        self._session.delete(player)
        self._session.flush()

    def close(self, duel_id: int, now: datetime) -> None:
        """End the open quiz sessions of a duel."""
        mine = select(DuelPlayer.session_id).where(DuelPlayer.duel_id == duel_id)
        opened = update(QuizSession).where(col(QuizSession.id).in_(mine), col(QuizSession.ended_at).is_(None))
        self._session.execute(opened.values(ended_at=now).execution_options(synchronize_session="fetch"))

    def answers(self, player: DuelPlayer) -> Sequence[Attempt]:
        """What a side has been asked, void questions included, in order."""
        query = select(Attempt).where(Attempt.session_id == player.session_id)
        return self._session.exec(query.order_by(col(Attempt.position))).all()

    def is_done(self, player: DuelPlayer) -> bool:
        """True if a side's quiz session is over."""
        query = select(QuizSession.ended_at).where(QuizSession.id == player.session_id)
        return self._session.exec(query).first() is not None

    def guess(self, learner_id: int, now: datetime) -> None:
        """Record that a learner typed a wrong code."""
        self._session.add(DuelGuess(learner_id=learner_id, guessed_at=now))
        self._session.flush()

    def guesses(self, learner_id: int, since: datetime) -> int:
        """Number of a learner's wrong codes since a time; older ones are deleted, whoever typed them."""
        self._session.execute(delete(DuelGuess).where(col(DuelGuess.guessed_at) < since))
        return self._session.exec(select(func.count(col(DuelGuess.id))).where(DuelGuess.learner_id == learner_id)).one()
