"""Due jobs, and settled events."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

import sqlalchemy
from sqlalchemy import bindparam, case, delete, func, or_, update
from sqlmodel import Session, SQLModel, col, select

from bot.storage.dialects import insert
from bot.storage.tables import Due, LinkCode, Note, Seen

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from typing import Literal, TypeAlias

    OwnerName: TypeAlias = Literal["learner", "group", "duel"]

EVENTS_KEPT: Final = timedelta(hours=48)

_JOB_OF: Final = select(Due.kind, Due.subject).where(Due.id == bindparam("due"))
"""Prepared once, as in `bot.storage.quiz_sessions`."""
_ROW: Final = select(Due).where(Due.id == bindparam("due")).with_for_update()

_DUE: Final = SQLModel.metadata.tables["due"]
_DELIVERED: Final = sqlalchemy.and_(_DUE.c.id == bindparam("due"), _DUE.c.lease_until == bindparam("lease"))
"""A row whose lease nobody else has taken since."""
_NEXT: Final = {"then_at": None, "lease_until": None, "attempts": 0, "held": False}


class Schedule:
    """Queries and updates for everything scheduled."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(
        self,
        kind: str,
        subject: int,
        platform: str,
        due_at: datetime,
        owner: OwnerName = "learner",
        *,
        waits: bool = False,
    ) -> None:
        """Set a job's due time, replacing any earlier one; `waits` is for what everything else that is due precedes."""
        fresh = {"due_at": due_at, "platform": platform, "then_at": None, "lease_until": None, "attempts": 0}
        fresh |= {"lot": _lot(kind, subject, due_at), "held": False, "waits": waits}
        row = {"kind": kind, "subject": subject, "owner": owner, **fresh}
        self._session.connection().execute(_put(self._dialect), row)

    def put_once(
        self,
        kind: str,
        subject: int,
        platform: str,
        due_at: datetime,
        owner: OwnerName = "learner",
        *,
        waits: bool = False,
    ) -> None:
        """Set a job's due time unless it already has one; if it is leased, schedule one more run after that.

        Reads before writing, so that many concurrent callers with the same request don't wait for each other.
        """
        mine = (col(Due.kind) == kind, col(Due.subject) == subject)
        held = self._session.execute(select(Due.lease_until).where(*mine)).first()
        if held and held[0] is None:
            return
        again = update(Due).where(*mine, col(Due.lease_until).is_not(None)).values(then_at=due_at)
        if not self._session.execute(again.returning(col(Due.id))).first():
            self.put(kind, subject, platform, due_at, owner, waits=waits)

    def cease(self, kind: str, subject: int) -> None:
        """Cancel the job; a leased run still finishes but is not rescheduled."""
        mine = (col(Due.kind) == kind, col(Due.subject) == subject)
        self._session.execute(delete(Due).where(*mine, col(Due.lease_until).is_(None)))
        self._session.execute(update(Due).where(*mine).values(then_at=None))

    def follow(self, kind: str, subject: int, then_at: datetime) -> None:
        """Set the next due time of a job that is due now and may be leased."""
        mine = update(Due).where(col(Due.kind) == kind, col(Due.subject) == subject)
        self._session.execute(mine.values(then_at=then_at))

    def drop(self, subject: int, *kinds: str) -> None:
        """Delete a subject's jobs: these kinds, or all of a learner's."""
        query = delete(Due).where(col(Due.subject) == subject)
        self._session.execute(query.where(col(Due.kind).in_(kinds) if kinds else col(Due.owner) == "learner"))

    def when(self, kind: str, subject: int) -> datetime | None:
        """When a job is due; None if it is not."""
        return self._session.exec(select(Due.due_at).where(Due.kind == kind, Due.subject == subject)).first()

    def job_of(self, due_id: int) -> tuple[str, int] | None:
        """A row's kind and subject, without locking it, since owners are locked before their rows."""
        found = self._session.connection().execute(_JOB_OF, {"due": due_id}).first()
        return (found[0], found[1]) if found else None

    def get(self, due_id: int) -> Due | None:
        """A row by id, locked."""
        return self._session.scalars(_ROW, {"due": due_id}).first()

    def finish(self, row: Due) -> None:
        """Advance a row to its next due time, or delete it if there is none and its own job has not done so."""
        if row.then_at is None:
            if row in self._session:
                self._session.delete(row)
            return
        self._wait(row, row.then_at, held=False)

    def follow_up(self, row: Due, then_at: datetime | None) -> None:
        """Set when a leased row is due again once its push was delivered."""
        row.then_at = then_at
        if then_at:
            row.lot = _lot(row.kind, row.subject, then_at)

    def advance(self, due_id: int, lease: datetime, kinds: tuple[str, ...]) -> bool:
        """Finish a delivered row of these kinds, without its owner; False if the lease is not the push's any more."""
        return any(
            self._session.connection().execute(statement, {"due": due_id, "lease": lease}).rowcount
            for statement in _advance(kinds)
        )

    def hold(self, row: Due, until: datetime) -> None:
        """Hold a row for the next daily question, at most until the given time."""
        self._wait(row, until, held=True)

    def board(self, row: Due, lease: datetime | None, then_at: datetime | None) -> None:
        """Lease a row along with the one whose message includes its own."""
        row.lease_until, row.then_at, row.attempts = lease, then_at, 0
        self._session.add(row)

    def of(self, subject: int, kinds: Collection[str], before: datetime, known: Due) -> Sequence[Due]:
        """A learner's rows of these kinds that are due before a time, locked; `known` is one of the learner's."""
        which = {"subject": subject, "before": before}
        found = self._session.connection().execute(_of(tuple(kinds)), which).scalars().all()
        others = [each for each in found if each != known.id]
        rows = self._session.exec(select(Due).where(col(Due.id).in_(others))).all() if others else []
        return sorted([known, *rows] if known.id in found else rows, key=lambda each: each.id or 0)

    def postpone(self, row: Due, until: datetime) -> None:
        """Retry a row at the given time."""
        row.lease_until = until
        self._session.add(row)

    def waiting(self, now: datetime, platforms: Sequence[str]) -> tuple[int, float]:
        """Number of due rows on the platforms, and lateness in seconds of the oldest that does not wait for the others.

        Rows in progress or waiting for a retry are not counted; after that wait, lateness counts from its end.
        """
        since = case((col(Due.lease_until) > col(Due.due_at), col(Due.lease_until)), else_=col(Due.due_at))
        query = select(func.count(col(Due.id)), func.min(since).filter(col(Due.waits).is_(False))).where(
            Due.due_at <= now
        )
        query = query.where(or_(col(Due.lease_until).is_(None), col(Due.lease_until) <= now))
        query = query.where(col(Due.platform).in_(platforms))
        count, oldest = self._session.exec(query).one()
        return count, (now - oldest).total_seconds() if oldest else 0.0

    def first_time(self, event: str, now: datetime) -> datetime | None:
        """Record a settled event; return the time it was recorded before, None if this is the first time."""
        if self._session.connection().execute(_seen(self._dialect), {"event": event, "seen_at": now}).first():
            return None
        return self._session.exec(select(Seen.seen_at).where(Seen.event == event)).one()

    def forget_expired(self, now: datetime) -> None:
        """Delete ids of events too old to be redelivered, and expired link codes."""
        self._session.execute(delete(Seen).where(col(Seen.seen_at) < now - EVENTS_KEPT))
        self._session.execute(delete(LinkCode).where(col(LinkCode.expires_at) < now))

    def recall(self, key: str) -> str:
        """A stored note; "" if there is none."""
        return self._session.exec(select(Note.value).where(Note.key == key)).first() or ""

    def remember(self, key: str, value: str) -> None:
        """Store a note, even while another process stores the same one."""
        note = self._insert(Note).values(key=key, value=value)
        self._session.execute(note.on_conflict_do_update(index_elements=["key"], set_={"value": value}))

    def _insert(self, table: type[Any]) -> Any:  # noqa: ANN401 - either dialect's Insert, which share these methods
        return insert(self._dialect, table)

    @property
    def _dialect(self) -> str:
        return self._session.get_bind().dialect.name

    def _wait(self, row: Due, until: datetime, *, held: bool) -> None:
        row.due_at, row.then_at, row.lease_until, row.attempts, row.held = until, None, None, 0, held
        row.lot = _lot(row.kind, row.subject, until)
        self._session.add(row)


@cache
def _advance(kinds: tuple[str, ...]) -> tuple[Any, Any]:
    """Return the statements that advance a delivered row, or delete it if it is not due again; one of them applies."""
    mine = sqlalchemy.and_(_DELIVERED, _DUE.c.kind.in_(_fixed(kinds)))
    moved = update(_DUE).where(mine, _DUE.c.then_at.is_not(None)).values(due_at=_DUE.c.then_at, **_NEXT)
    return moved, delete(_DUE).where(mine, _DUE.c.then_at.is_(None))


@cache
def _of(kinds: tuple[str, ...]) -> Any:  # noqa: ANN401 - SQLAlchemy's Select
    """Return the statement that locks a subject's rows of these kinds that are due before a time."""
    return (
        sqlalchemy.select(_DUE.c.id)
        .where(_DUE.c.subject == bindparam("subject"), _DUE.c.kind.in_(_fixed(kinds)))
        .where(_DUE.c.due_at < bindparam("before"))
        .order_by(_DUE.c.id)
        .with_for_update()
    )


def _fixed(kinds: tuple[str, ...]) -> list[Any]:
    """Names of jobs as a part of a statement's text; values would be processed at every execution."""
    return [sqlalchemy.literal_column(f"'{kind}'") for kind in kinds]


@cache
def _put(dialect: str) -> Any:  # noqa: ANN401 - either dialect's Insert
    """Return the statement that sets a job's due time."""
    row = insert(dialect, Due)
    fresh = ("due_at", "platform", "then_at", "lease_until", "attempts", "lot", "held", "waits")
    return row.on_conflict_do_update(
        index_elements=["kind", "subject"], set_={name: row.excluded[name] for name in fresh}
    )


@cache
def _seen(dialect: str) -> Any:  # noqa: ANN401 - either dialect's Insert
    """Return the statement that records an event, prepared once."""
    return insert(dialect, Seen).on_conflict_do_nothing().returning(col(Seen.event))


def _lot(kind: str, subject: int, due_at: datetime) -> int:
    """Deterministic pseudo-random tie-breaker, the same in every process."""
    return crc32(f"{kind}:{subject}:{due_at.isoformat()}".encode()) & 0x7FFFFFFF
