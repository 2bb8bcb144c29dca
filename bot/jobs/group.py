"""A group's jobs: its questions, their counts and reveals, and the weekly summary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from bot.flows.group import membership, obstacles, question, weekly
from bot.flows.group.context import ASK, COUNT, EXTRA, REVEAL, SUMMARY, GroupContext
from bot.jobs.job import Job, Owner

if TYPE_CHECKING:
    from bot.chat import Address, Delivery
    from bot.context import Context, JobOutput
    from bot.storage.tables import Due

TRIES: Final = 10
REVEAL_TRIES: Final = 60
"""Over ten hours: a reveal is owed to everyone who answered."""
COUNT_TRIES: Final = 3


def restore_covered_reveal(context: Context, job: Job[Any] | None, delivery: Delivery) -> None:
    """Show a reveal again if an edit that was under way at the same time may have overwritten it."""
    if job is not None and job.name == REVEAL:
        return
    for slot, message in delivery.messages:
        revealed = context.store.groups.of_slot(slot) if message else None
        owner = context.store.groups.look(revealed.group_id) if revealed and revealed.revealed_at else None
        if revealed and revealed.id and owner and not owner.obstacle:
            context.store.schedule.put(REVEAL, revealed.id, owner.platform, context.now, "group")


def _lock(context: Context, group_id: int, _building: bool, _recipient: int) -> GroupContext | None:  # noqa: FBT001 - signature of `Owner.lock`
    found = context.store.groups.get(group_id)
    return GroupContext(context, found) if found else None


def _lock_question(context: Context, question_id: int, building: bool, recipient: int) -> GroupContext | None:  # noqa: FBT001 - signature of `Owner.lock`
    """Lock the group, then the question while it is rendered: answering members lock the job's row last, too."""
    owner = context.store.groups.group_of(question_id)
    held = _lock(context, owner, building, recipient) if owner is not None else None
    if building:
        context.store.groups.alone(question_id)
    return held


def _address(context: GroupContext) -> Address:
    return context.address


def _no_recipient(_context: GroupContext) -> int:
    return 0


def _always(_context: GroupContext, _job: Job[GroupContext], _row: Due) -> bool:
    return True


def _sends(_context: GroupContext, _job: Job[GroupContext], _row: Due, output: JobOutput) -> JobOutput:
    return output


def _delivered(_context: GroupContext, _delivery: Delivery) -> None:
    """Do nothing: messages of slots are kept for every owner."""


def _gone(context: GroupContext, job: Job[GroupContext], row: Due, delivery: Delivery) -> None:
    subject = row.subject
    context.store.schedule.finish(row)
    job.undeliverable(context, subject, delivery.why)


def _moved(context: GroupContext, row: Due, delivery: Delivery) -> None:
    """Continue under the group's new id; if another group already has that id, this one is gone."""
    if context.move(delivery.chat):
        context.store.schedule.postpone(row, context.now)
    else:
        context.store.schedule.finish(row)
        context.halt("removed")


GROUP: Final = Owner(
    lock=_lock,
    address=_address,
    recipient=_no_recipient,
    runs=_always,
    sends=_sends,
    delivered=_delivered,
    gone=_gone,
    moved=_moved,
)
QUESTION: Final = replace(GROUP, lock=_lock_question)
JOBS: Final[tuple[Job[GroupContext], ...]] = (
    Job(ASK, GROUP, question.ask, question.note_posted, obstacles.question_undeliverable, max_tries=TRIES),
    Job(EXTRA, GROUP, question.ask, question.note_posted, obstacles.question_undeliverable, max_tries=TRIES),
    Job(
        COUNT,
        QUESTION,
        question.count,
        undeliverable=obstacles.reveal_undeliverable,
        max_tries=COUNT_TRIES,
    ),
    Job(
        REVEAL,
        QUESTION,
        question.reveal,
        question.note_revealed,
        obstacles.reveal_undeliverable,
        max_tries=REVEAL_TRIES,
    ),
    Job(membership.BACK, GROUP, membership.back, undeliverable=obstacles.stop, max_tries=TRIES),
    Job(SUMMARY, GROUP, weekly.summary, undeliverable=obstacles.stop, max_tries=TRIES),
)
