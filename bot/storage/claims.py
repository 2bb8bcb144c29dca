"""Claims of due jobs: which are due, their leases, and the pace at which pushes leave."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import sqlalchemy
from sqlalchemy import bindparam, or_, update
from sqlmodel import SQLModel

from bot.storage.dialects import insert
from bot.storage.tables import Pace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlmodel import Session

LEASE: Final = timedelta(seconds=60)
"""How long a claimed row belongs to one process before the push is repeated."""
HORIZON: Final = timedelta(seconds=1.25)
"""How far ahead pushes are claimed: longer than the second between two sweeps, so that a late one leaves no gap."""
AHEAD: Final = timedelta(days=1)
"""A lease or a pace further ahead was set by a clock that ran fast, and does not count."""

_DUE: Final = SQLModel.metadata.tables["due"]
_PACES: Final = SQLModel.metadata.tables["pace"]
_PACE: Final = sqlalchemy.select(_PACES.c.next_at).where(_PACES.c.platform == bindparam("which")).with_for_update()
_USE: Final = update(_PACES).where(_PACES.c.platform == bindparam("which")).values(next_at=bindparam("until"))


def _free(*, waits: bool) -> Any:  # noqa: ANN401 - SQLAlchemy's Select
    """Return the statement that locks due rows without a lease, in the order of the index."""
    lease = _DUE.c.lease_until
    return (
        sqlalchemy.select(_DUE.c.id, _DUE.c.kind, _DUE.c.subject)
        .where(_DUE.c.platform == bindparam("platform"), _DUE.c.waits == sqlalchemy.literal(waits))
        .where(_DUE.c.due_at <= bindparam("now"))
        .where(or_(lease.is_(None), lease <= bindparam("now"), lease > bindparam("ahead")))
        .order_by(_DUE.c.due_at, _DUE.c.lot, _DUE.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
        .subquery()
    )


_LEASE: Final = (
    update(_DUE)
    .where(_DUE.c.id.in_(bindparam("rows", expanding=True)))
    .values(lease_until=bindparam("until"), attempts=_DUE.c.attempts + 1)
)
_PICK: Final = sqlalchemy.union_all(*(sqlalchemy.select(_free(waits=waits)) for waits in (False, True))).limit(
    bindparam("limit")
)
"""Both databases read the second part only as far as the first one leaves room."""


class Picked(NamedTuple):
    """A row that may be leased: its id, and its job's kind and subject."""

    id: int
    kind: str
    subject: int


class Claims:
    """Queries and updates with which processes share what is due."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def pick(self, platform: str, now: datetime, limit: int) -> list[Picked]:
        """Lock at most `limit` due rows, skipping those that other processes have leased or picked.

        Oldest first, with those that wait after all others. Ties are ordered differently each time, so that no one is
        always last. The index `ix_due_claim` holds the rows in this order: a thousand times as many cost the same.
        """
        asked = {"platform": platform, "now": now, "ahead": now + AHEAD, "limit": limit}
        return [Picked(*row) for row in self._session.connection().execute(_PICK, asked)]

    def lease(self, rows: Sequence[Picked], until: datetime) -> None:
        """Lease picked rows to this process until a time."""
        self._session.connection().execute(_LEASE, {"rows": [row.id for row in rows], "until": until})

    def commit_soon(self) -> None:
        """Let PostgreSQL commit without waiting for its disk, so that nobody waits for the pace meanwhile.

        If the server then crashes, it may forget the lease, but never that of a push that was sent: before that, the
        transaction that builds it waits for the disk, and a log on disk has no gaps.
        """
        connection = self._session.connection()
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")

    def allot(self, platform: str, now: datetime, rate: float) -> tuple[datetime, int]:
        """The time from which pushes may leave, and how many, until the horizon; reserve them with `use`.

        Until the transaction ends, every other process waits here.
        """
        connection = self._session.connection()
        next_at = connection.execute(_PACE, {"which": platform}).scalar()
        if next_at is None:
            row = insert(connection.dialect.name, Pace).values(platform=platform, next_at=now)
            connection.execute(row.on_conflict_do_nothing(index_elements=["platform"]))
            next_at = connection.execute(_PACE, {"which": platform}).scalar_one()
        start = max(now, next_at) if next_at - now < AHEAD else now
        room = (now + HORIZON - start).total_seconds() * rate
        return start, max(0, int(room + 1e-6))

    def use(self, platform: str, until: datetime) -> None:
        """Reserve the platform's pace up to a time."""
        self._session.connection().execute(_USE, {"which": platform, "until": until})
