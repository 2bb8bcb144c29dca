"""A learner's activity, which decides where their pushes go and how often they come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.flows import push_times
from bot.flows.classes import weekly as class_week

if TYPE_CHECKING:
    from bot.context import LearnerContext


SEEN_EVERY: Final = timedelta(minutes=1)
"""How often a learner's last action is written: each time would cost every press a statement."""


def arrive(context: LearnerContext, *, talks: bool) -> None:
    """Record the learner's activity: from now on, send pushes to this chat at the normal pace.

    `talks` is False for a tap in a group, which does not move the learner's push destination.
    """
    me, identity = context.learner, context.identity
    was_here, day = identity.reachable and identity.home, me.day_number
    if context.address.direct:
        identity.chat = context.address.chat
    returned = me.goodbye or push_times.silent_days(context) >= push_times.EVERY_DAY_FOR
    if abs(context.now - me.seen_at) >= SEEN_EVERY:
        me.seen_at = context.now
    context.roll()
    if talks:
        if not identity.reachable:
            class_week.plan(context)
        identity.reachable = True
        if not identity.home:
            context.store.learners.move_home(identity)
    if not (identity.home and identity.reachable and me.onboarded):
        return
    me.goodbye = False
    if returned:
        push_times.plan(context)
    elif not was_here or day != me.day_number:  # otherwise it was checked earlier today
        push_times.plan_if_none(context)
