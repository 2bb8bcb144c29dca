"""A duel's own job: its end, and what its group sees of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.flows.duel import post
from bot.flows.duel.scene import DuelContext
from bot.jobs.job import Job, Owner
from bot.storage.duels import JOB

if TYPE_CHECKING:
    from bot.chat import Address, Delivery
    from bot.context import Context, JobOutput
    from bot.storage.tables import Due

TRIES: Final = 10


def _lock(context: Context, duel_id: int, _building: bool, _recipient: int) -> DuelContext | None:  # noqa: FBT001 - signature of `Owner.lock`
    found = context.store.duels.get(duel_id)
    return DuelContext(context, found) if found else None


def _address(context: DuelContext) -> Address:
    return context.address


def _no_recipient(_context: DuelContext) -> int:
    return 0


def _always(_context: DuelContext, _job: Job[DuelContext], _row: Due) -> bool:
    return True


def _sends(_context: DuelContext, _job: Job[DuelContext], _row: Due, output: JobOutput) -> JobOutput:
    return output


def _delivered(_context: DuelContext, _delivery: Delivery) -> None:
    """Do nothing: messages of slots are kept for every owner."""


def _gone(context: DuelContext, job: Job[DuelContext], row: Due, delivery: Delivery) -> None:
    context.store.schedule.finish(row)
    job.undeliverable(context, row.subject, delivery.why)


def _moved(context: DuelContext, row: Due, delivery: Delivery) -> None:
    """Continue under the group's new id."""
    context.store.duels.move(context.duel.platform, context.duel.space, delivery.chat)
    context.store.schedule.postpone(row, context.now)


DUEL: Final = Owner(
    lock=_lock,
    address=_address,
    recipient=_no_recipient,
    runs=_always,
    sends=_sends,
    delivered=_delivered,
    gone=_gone,
    moved=_moved,
)
JOBS: Final[tuple[Job[DuelContext], ...]] = (
    Job(JOB, DUEL, post.run, post.note_shown, post.undeliverable, max_tries=TRIES),
)
