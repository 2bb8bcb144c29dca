"""What nobody asked for: claimed when it is due, made into a push, and settled by how it was delivered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.chat import Address, Push
from bot.context import LearnerContext
from bot.flows import due, group, push_times
from bot.flows.group import obstacles
from bot.flows.group.context import ASK, COUNT, EXTRA, REVEAL, GroupContext
from bot.storage.group_tables import Group

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from bot.chat import Delivery
    from bot.context import Library
    from bot.storage.store import Store
    from bot.storage.tables import Due, Learner

RETRY_FIRST: Final = 2.0
RETRY_LONGEST: Final = 600.0
"""Seconds between two tries of a push; they double."""
CAN_WAIT: Final = (COUNT,)
"""Kinds that give way to all others: 2,000 numbers of answers hold up nobody's question."""
MAX_TRIES: Final = {COUNT: 3, REVEAL: 60}
"""Of a group's message that failed, a reveal's over ten hours; what the platform says to wait for is no failure.

A learner's message is tried until it is out of date.
"""
TRIES: Final = 10


def claim(store: Store, platform: str, now: datetime, limit: int, rate: float) -> list[tuple[int, datetime]]:
    """Lease rows that are due; return the id of each, and the moment that the pace (`rate` a second) allots to it."""
    start, room = store.schedule.allot(platform, now, rate)
    rows = store.schedule.claim(platform, now, min(limit, room), CAN_WAIT) if room else []
    if rows:
        store.schedule.use(platform, start + timedelta(seconds=len(rows) / rate))
    return [(row.id or 0, start + timedelta(seconds=n / rate)) for n, row in enumerate(rows)]


def made(store: Store, library: Library, rng: Random, now: datetime, claimed: tuple[int, datetime]) -> Push | None:
    """Return the push of a claimed row, None if there is nothing to send."""
    whose, row = _lock(store, claimed[0], alone=True)
    if row is None or row.lease_until is None:
        return None  # dropped or set anew since it was claimed
    if isinstance(whose, Group):
        return _posted(GroupContext(store, library, now, rng, whose), row, claimed[1])
    learner = whose
    identity = store.learners.home(row.subject) if learner else None
    if learner is None or identity is None:
        store.schedule.drop(row.subject, row.kind)
        return None
    where = Address(identity.platform, identity.user_id, identity.chat, direct=True)
    return _push(LearnerContext(store, library, now, rng, learner, identity, where, unasked=True), row, claimed[1])


def settle(store: Store, library: Library, rng: Random, now: datetime, push_id: str, delivery: Delivery) -> None:
    """Move what was delivered on to its next time; leave alone who is gone; try the rest again."""
    row_id, lease, identity_id = push_id.split("/")
    whose, row = _lock(store, int(row_id))
    store.groups.keep_posted(delivery.messages, now)  # also where the row was dropped while this was under way
    _heal(store, row, delivery, now)
    if row is None or _lease(row) != lease:
        return  # set anew, or claimed by another process, since
    if isinstance(whose, Group):
        group_context = GroupContext(store, library, now, rng, whose)
        _settle_posted(group_context, row, delivery)
        return
    identity = store.learners.identity(int(identity_id))
    if identity and delivery.chat:
        identity.chat = delivery.chat
    if delivery.outcome == "sent":
        store.schedule.finish(row)
    elif delivery.outcome == "retry":
        store.schedule.postpone(row, now + _wait(row, delivery))
    elif identity:
        store.schedule.postpone(row, now)
        push_times.lose(store, identity)


def _lock(store: Store, row_id: int, *, alone: bool = False) -> tuple[Learner | Group | None, Due | None]:
    """Lock the learner or group, then the row: in this order everywhere, so that nobody waits for each other.

    With `alone`, a group's question is locked in between, against those who answer it: they come to the row last too.
    """
    found = store.schedule.subject(row_id)
    if found is None:
        return None, None
    whose, kind, subject = found
    if whose == "learner":
        return store.learners.get(subject), store.schedule.get(row_id)
    owner = group.whose(store, kind, subject)
    held = store.groups.get(owner) if owner is not None else None
    if alone and kind in (COUNT, REVEAL):
        store.groups.alone(subject)
    return held, store.schedule.get(row_id)


def _posted(group_context: GroupContext, row: Due, at: datetime) -> Push | None:
    """Return what a group's row comes to."""
    plan = group.KINDS[row.kind](group_context, row)
    row.then_at = plan.again
    if not plan.cards:
        group_context.store.schedule.finish(row)
        return None
    return Push(f"{row.id}/{_lease(row)}/0", plan.where or group_context.address, plan.cards, at)


def _settle_posted(group_context: GroupContext, row: Due, delivery: Delivery) -> None:
    """Move a group's row on; what cannot be delivered stops the group, and nothing is tried for ever."""
    tried = row.attempts >= MAX_TRIES.get(row.kind, TRIES) and not delivery.retry_after
    if delivery.outcome == "sent":
        _note(group_context, row)
        group_context.store.schedule.finish(row)
    elif delivery.outcome == "gone":
        kind, subject = row.kind, row.subject
        group_context.store.schedule.finish(row)
        obstacles.undeliverable(group_context, kind, subject, delivery.why)
    elif delivery.outcome == "moved" and not tried:
        _follow(group_context, row, delivery.chat)
    elif tried:
        group_context.store.schedule.finish(row)
    else:
        group_context.store.schedule.postpone(row, group_context.now + _wait(row, delivery))


def _follow(group_context: GroupContext, row: Due, space: str) -> None:
    """Go on under the group's new id; where another group has it, this one is nowhere any more."""
    if group_context.store.groups.move(group_context.group, space):
        group_context.store.schedule.postpone(row, group_context.now)
    else:
        group_context.store.schedule.finish(row)
        group_context.halt("removed")


def _note(group_context: GroupContext, row: Due) -> None:
    """Note what the group has seen now."""
    if row.kind == REVEAL and (question := group_context.store.groups.question(row.subject)):
        question.shown_at = group_context.now
    elif row.kind in (ASK, EXTRA):
        question = group_context.store.groups.planned(group_context.id, row.due_at, extra=row.kind == EXTRA)
        if question and question.posted_at is None:
            question.posted_at = group_context.now


def _heal(store: Store, row: Due | None, delivery: Delivery, now: datetime) -> None:
    """Show a reveal once more if an edit that was under way beside it may have come after it."""
    if row and row.kind == REVEAL:
        return
    for slot, message in delivery.messages:
        question = store.groups.of_slot(slot) if message else None
        owner = store.groups.look(question.group_id) if question and question.revealed_at else None
        if question and question.id and owner and not owner.obstacle:
            store.schedule.put(REVEAL, question.id, owner.platform, now, "group")


def _wait(row: Due, delivery: Delivery) -> timedelta:
    longer = min(RETRY_FIRST * 2.0 ** min(row.attempts, 9), RETRY_LONGEST)
    return timedelta(seconds=max(delivery.retry_after, longer))


def _push(context: LearnerContext, row: Due, at: datetime) -> Push | None:
    context.roll()
    if not context.identity.reachable and row.kind in due.SPOKEN:
        due.unspoken(context, row)
        return None
    plan = due.KINDS[row.kind](context, row)
    if context.store.erased:
        return None
    row.then_at = plan.again
    if not plan.cards:
        context.store.schedule.finish(row)
        return None
    return Push(f"{row.id}/{_lease(row)}/{context.identity.id}", context.address, plan.cards, at)


def _lease(row: Due) -> str:
    """Return what only this claim of the row has."""
    return str(row.lease_until.timestamp() if row.lease_until else 0)
