"""Announcements: drafts, their release to everyone at once, and what a learner has yet to see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy
from sqlalchemy import JSON, delete, func, literal, type_coerce, update
from sqlmodel import Session, col, select

from bot.storage.announcement_tables import Announcement
from bot.storage.dialects import insert
from bot.storage.tables import Due, Identity, Learner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select

NAME: Final = "announcement"
"""Kind of its rows in `due`."""
LATEST: Final = timedelta(days=7)
"""How long an announcement counts as news."""
_NEWS: Final = type_coerce(col(Learner.settings), JSON)["news"].as_boolean().is_not(False)


class Announcements:
    """Queries and updates for announcements."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def draft(self, body: str, now: datetime) -> int:
        """Store a draft, and return its id."""
        row = Announcement(body=body, drafted_at=now)
        self._session.add(row)
        self._session.flush()
        assert row.id is not None  # noqa: S101 - flushed
        return row.id

    def discard(self, announcement: int) -> bool:
        """Delete a draft; False if there is none, or it was released."""
        mine = delete(Announcement).where(col(Announcement.id) == announcement, col(Announcement.released_at).is_(None))
        return self._session.execute(mine.returning(col(Announcement.id))).first() is not None

    def release(self, announcement: int, now: datetime) -> bool:
        """Schedule a draft for everyone who wants it, in one statement; False if there is none, or it was released."""
        mine = update(Announcement).where(col(Announcement.id) == announcement, col(Announcement.released_at).is_(None))
        released = self._session.execute(mine.values(released_at=now).returning(col(Announcement.id))).first()
        if released is None:
            return False
        again = {"due_at": now, "then_at": None, "lease_until": None, "attempts": 0, "held": False}
        columns: dict[str, Any] = {"kind": NAME, "owner": "learner", "lot": 0, "waits": True, **again}
        table = Due.metadata.tables["due"]
        constants = [literal(value, table.c[name].type) for name, value in columns.items()]
        everyone = _everyone(col(Learner.id), col(Identity.platform), *constants)
        made = insert(self._session.get_bind().dialect.name, Due)
        rows = made.from_select(["subject", "platform", *columns], everyone)
        self._session.execute(rows.on_conflict_do_update(index_elements=["kind", "subject"], set_=again))
        return True

    def audience(self) -> int:
        """Number of reachable learners who want announcements."""
        found: int = self._session.execute(_everyone(func.count(col(Learner.id)))).scalar_one()
        return found

    def pending(self, learner: Learner, now: datetime) -> Sequence[Announcement]:
        """Announcements a learner has not seen and that are still news, oldest first."""
        since = max(learner.created_at, now - LATEST)
        query = select(Announcement).where(col(Announcement.released_at) >= since)
        return self._session.exec(
            query.where(col(Announcement.id) > learner.announced).order_by(col(Announcement.id))
        ).all()


def _everyone(*columns: Any) -> Select[Any]:  # noqa: ANN401 - any columns
    """Learners who have started, want announcements, and have neither blocked the bot nor gone silent for good."""
    query: Select[Any] = (
        sqlalchemy.select(*columns).join(Identity, col(Identity.learner_id) == col(Learner.id)).select_from(Learner)
    )
    return query.where(
        col(Identity.home),
        col(Identity.reachable),
        col(Learner.onboarded),
        _NEWS,
        col(Learner.goodbye).is_(False),
    )
