"""Scheduled pushes: claim, build, settle. Knows no job by name and no owner by type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.chat import Delivery, Push, PushId
from bot.jobs.job import Rank
from bot.jobs.table import AFTER_DELIVERY, JOBS, PLAIN
from bot.storage.claims import HORIZON, LEASE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.context import Context
    from bot.jobs.job import Job
    from bot.storage.claims import Picked
    from bot.storage.tables import Due

SENT: Final = Delivery("sent")
"""A delivery with nothing to report."""
RETRY_FIRST: Final = 2.0
RETRY_LONGEST: Final = 600.0
"""Seconds between two attempts at a push; they double each time."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A leased row, its kind and subject, and the time (aware, UTC) that the pacing assigns to its push."""

    row: int
    job: tuple[str, int]
    at: datetime


class _Locked(NamedTuple):
    """A job's row, locked after its owner, and the context that its functions take."""

    job: Job[Any]
    context: Any
    row: Due


def claim(context: Context, platform: str, limit: int, rate: float) -> list[Claim]:
    """Lease at most `limit` due rows, as many as `rate` (pushes per second) allows until the horizon."""
    claims = context.store.claims
    picked = claims.pick(platform, context.now, min(limit, ceil(rate * HORIZON.total_seconds())))
    if not picked:
        return []
    claims.commit_soon()
    start, room = claims.allot(platform, context.now, rate)  # as late as possible: the others wait for it
    if rows := picked[:room]:
        claims.use(platform, start + timedelta(seconds=len(rows) / rate))
        claims.lease(rows, context.now + LEASE)
    first = sorted(rows, key=_rank)
    return [Claim(row.id, (row.kind, row.subject), start + timedelta(seconds=n / rate)) for n, row in enumerate(first)]


def build(context: Context, claimed: Claim) -> Push | None:
    """Return the push of a claimed row; None if there is nothing to send."""
    found = _lock(context, claimed.row, claimed.job, building=True)
    lease = found.row.lease_until if found and found.row.attempts else None
    if found is None or lease is None:
        return None  # canceled, rescheduled, or sent along with another push since it was claimed
    job, owner, row = found
    schedule = context.store.schedule
    if owner is None:
        schedule.drop(row.subject, row.kind)
        return None
    if not job.owner.runs(owner, job, row):
        return None
    output = job.build(owner, row)
    if context.store.erased:
        return None
    schedule.follow_up(row, output.again)
    if not output.cards:
        schedule.finish(row)
        return None
    output = job.owner.sends(owner, job, row, output)
    name = PushId(claimed.row, lease, row.due_at, job.owner.recipient(owner), output.riders)
    return Push(name, output.where or job.owner.address(owner), output.cards, claimed.at)


def apart(delivered: Sequence[tuple[PushId, Delivery]]) -> list[list[tuple[PushId, Delivery]]]:
    """Return what to settle in one transaction each: together what may change nothing but its own row, by row."""
    plain = sorted((each for each in delivered if _is_plain(*each)), key=lambda each: each[0].row)
    return [*([plain] if plain else []), *([each] for each in delivered if not _is_plain(*each))]


def settle(context: Context, name: PushId, delivery: Delivery) -> None:
    """Move a delivered job on to its next time, leave recipients who are gone alone, and retry the rest."""
    if _is_plain(name, delivery) and context.store.schedule.advance(name.row, name.lease, PLAIN):
        return
    found = _lock(context, name.row, context.store.schedule.job_of(name.row), recipient=name.recipient)
    context.store.posts.keep(delivery.messages, context.now)  # even if the row was dropped in the meantime
    for follow_up in AFTER_DELIVERY:
        follow_up(context, found.job if found else None, delivery)
    for rider in name.riders:
        _settle_rider(context, rider, name, delivery)
    if found is None or found.row.lease_until != name.lease:
        return  # since rescheduled, or claimed by another process
    if found.context is not None:
        found.job.owner.delivered(found.context, delivery)
        _settle(context, found, delivery)
    elif delivery.outcome == "sent":
        context.store.schedule.finish(found.row)
    else:
        context.store.schedule.postpone(found.row, context.now)


def _is_plain(name: PushId, delivery: Delivery) -> bool:
    return delivery == SENT and not name.riders


def _settle(context: Context, found: _Locked, delivery: Delivery) -> None:
    job, owner, row = found
    if delivery.outcome == "sent":
        job.delivered(owner, row)
        context.store.schedule.finish(row)
    elif delivery.outcome == "gone":
        job.owner.gone(owner, job, row, delivery)
    elif _is_exhausted(job, row, delivery):
        context.store.schedule.finish(row)
    elif delivery.outcome == "moved":
        job.owner.moved(owner, row, delivery)
    else:
        context.store.schedule.postpone(row, context.now + _wait(row, delivery))


def _settle_rider(context: Context, row_id: int, name: PushId, delivery: Delivery) -> None:
    """Reschedule a job whose message rode along; if it was not delivered, the next daily question carries it."""
    found = _lock(context, row_id, context.store.schedule.job_of(row_id), recipient=name.recipient)
    if found is None or found.context is None or found.row.lease_until != name.lease:
        return
    if delivery.outcome == "sent":
        found.job.delivered(found.context, found.row)
        context.store.schedule.finish(found.row)
    else:
        context.store.schedule.hold(found.row, found.row.due_at)


def _rank(row: Picked) -> int:
    """Order claims so that higher-ranked jobs are built before those that share what is left of the day's messages."""
    job = JOBS.get(row.kind)
    return len(Rank) if job is None or job.rank is None else job.rank


def _lock(
    context: Context, row_id: int, what: tuple[str, int] | None, *, building: bool = False, recipient: int = 0
) -> _Locked | None:
    """Lock the owner, then the row: in this order everywhere, so that no two transactions wait for each other.

    `what` is the row's kind and subject, read without a lock; SQLite gives the id of a deleted row to a new one.
    """
    job = JOBS.get(what[0]) if what else None
    if what is None or job is None:
        return None
    owner = job.owner.lock(context, what[1], building, recipient)
    row = context.store.schedule.get(row_id)
    return _Locked(job, owner, row) if row and (row.kind, row.subject) == what else None


def _is_exhausted(job: Job[Any], row: Due, delivery: Delivery) -> bool:
    return job.max_tries is not None and row.attempts >= job.max_tries and not delivery.retry_after


def _wait(row: Due, delivery: Delivery) -> timedelta:
    longer = min(RETRY_FIRST * 2.0 ** min(row.attempts, 9), RETRY_LONGEST)
    return timedelta(seconds=max(delivery.retry_after, longer))
