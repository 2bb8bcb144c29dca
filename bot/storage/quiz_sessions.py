"""Sittings (runs of questions) and askings (one question put to one learner)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, update
from sqlmodel import Session, col, select

from bot.storage.tables import EXAM, Asking, Sitting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class Sittings:
    """One method for each thing that is done with sittings and their questions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def start(self, sitting: Sitting) -> Sitting:
        """Keep a new sitting and give it its id."""
        self._session.add(sitting)
        self._session.flush()
        return sitting

    def get(self, sitting_id: int, learner_id: int) -> Sitting | None:
        """Return a sitting of the learner."""
        query = select(Sitting).where(Sitting.id == sitting_id, Sitting.learner_id == learner_id)
        return self._session.exec(query).first()

    def open(self, learner_id: int, *kinds: str) -> Sitting | None:
        """Return the learner's newest sitting of these kinds (any if none is named) that has not ended."""
        query = select(Sitting).where(Sitting.learner_id == learner_id, col(Sitting.ended_at).is_(None))
        if kinds:
            query = query.where(col(Sitting.kind).in_(kinds))
        return self._session.exec(query.order_by(col(Sitting.id).desc()).limit(1)).first()

    def daily(self, learner_id: int, day_number: int) -> Sitting | None:
        """Return the learner's daily set of a study day, ended or not."""
        query = select(Sitting).where(
            Sitting.learner_id == learner_id, Sitting.kind == "daily", Sitting.day_number == day_number
        )
        return self._session.exec(query.order_by(col(Sitting.id).desc()).limit(1)).first()

    def end(self, sitting: Sitting, now: datetime) -> None:
        """End a sitting; one that has ended keeps its time."""
        if sitting.ended_at is None:
            sitting.ended_at = now
            self._session.add(sitting)

    def end_open(self, learner_id: int, kind: str, now: datetime) -> None:
        """End every open sitting of a kind."""
        opened = update(Sitting).where(col(Sitting.learner_id) == learner_id, col(Sitting.kind) == kind)
        self._session.execute(opened.where(col(Sitting.ended_at).is_(None)).values(ended_at=now))

    def reopen(self, sitting: Sitting) -> None:
        """Go on with a sitting that was stopped."""
        sitting.ended_at = None
        self._session.add(sitting)

    def ask(self, asking: Asking) -> Asking:
        """Keep a question as asked and give it its id."""
        self._session.add(asking)
        self._session.flush()
        return asking

    def asking(self, asking_id: int, learner_id: int) -> Asking | None:
        """Return an asking of the learner."""
        query = select(Asking).where(Asking.id == asking_id, Asking.learner_id == learner_id)
        return self._session.exec(query).first()

    def askings(self, sitting_id: int) -> Sequence[Asking]:
        """Return the questions of a sitting that count, in order."""
        query = select(Asking).where(Asking.sitting_id == sitting_id, col(Asking.void).is_(False))
        return self._session.exec(query.order_by(col(Asking.position))).all()

    def used(self, sitting_id: int) -> set[str]:
        """Return the questions that a sitting asks no more: its own, void ones included, and an open simulation's."""
        owner = select(Sitting.learner_id).where(Sitting.id == sitting_id).scalar_subquery()
        opened = select(Sitting.id).where(col(Sitting.learner_id) == owner, Sitting.kind == EXAM)
        opened = opened.where(col(Sitting.ended_at).is_(None))
        mine = or_(col(Asking.sitting_id) == sitting_id, col(Asking.sitting_id).in_(opened))
        return set(self._session.exec(select(Asking.question).where(mine)))

    def next_position(self, sitting_id: int) -> int:
        """Return the position after the last question of a sitting, void ones included."""
        return (
            self._session.exec(select(func.max(Asking.position)).where(Asking.sitting_id == sitting_id)).one() or 0
        ) + 1

    def last_shown(self, learner_id: int, place: str | None = None) -> Asking | None:
        """Return the question that was put on the screen last, in one place or anywhere."""
        query = select(Asking).where(Asking.learner_id == learner_id)
        query = query.where(Asking.place != "" if place is None else Asking.place == place)
        return self._session.exec(query.order_by(col(Asking.shown_at).desc(), col(Asking.id).desc()).limit(1)).first()

    def settle(self, asking: Asking, **answer: Any) -> bool:  # noqa: ANN401 - columns of Asking
        """Write the answer if there is none yet; tell whether this call did."""
        settled = self._session.execute(
            update(Asking)
            .where(col(Asking.id) == asking.id, col(Asking.answered_at).is_(None), col(Asking.void).is_(False))
            .values(**answer)
            .returning(col(Asking.id))
        ).first()
        self._session.refresh(asking)
        return settled is not None
