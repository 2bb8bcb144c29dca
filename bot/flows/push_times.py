"""When the learner's next push is due, and what changes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Change, Run
from bot.chat import Card
from bot.context import button
from bot.learning.calendar import is_quiet, moment, next_at, zone
from bot.words import setup as words

if TYPE_CHECKING:
    from bot.chat import Address, Reply
    from bot.context import Turn
    from bot.storage.store import Store
    from bot.storage.tables import Identity

PUSH: Final = "daily"
LATE: Final = "late"
WEEKLY: Final = "weekly"
SUNDAY: Final = 6
WEEKLY_TIME: Final = time(18)
LATE_AFTER: Final = timedelta(hours=3)
EVERY_DAY_FOR: Final = 7
EVERY_THIRD_UNTIL: Final = 21
GOODBYE_AFTER: Final = 30
"""Days of silence."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a due row comes to: cards to send (none: nothing), and when its kind is due again (None: never).

    `where` is the place in a group that the cards go to; None is the learner's home.
    """

    cards: tuple[Card, ...] = ()
    again: datetime | None = None
    where: Address | None = None


def plan(turn: Turn) -> None:
    """Set when the learner's next push is due, after anything that may change it."""
    plan_weekly(turn)
    me = turn.learner
    if not (me.pushes and me.onboarded) or (me.exam_date and me.exam_told == me.exam_date):
        turn.store.schedule.drop(turn.me, PUSH)
        return
    turn.store.schedule.put(PUSH, turn.me, turn.identity.platform, next_push(turn))


def plan_if_none(turn: Turn) -> None:
    """Set when the next push is due if nothing is set: the learner was gone, or is new here."""
    if turn.store.schedule.when(PUSH, turn.me) is None:
        plan(turn)
    elif turn.learner.weekly and turn.store.schedule.when(WEEKLY, turn.me) is None:
        plan_weekly(turn)


def plan_weekly(turn: Turn) -> None:
    """Set when the learner's next weekly summary is due."""
    if turn.learner.weekly and turn.learner.onboarded:
        turn.store.schedule.put(WEEKLY, turn.me, turn.identity.platform, next_weekly(turn))
    else:
        turn.store.schedule.drop(turn.me, WEEKLY)


def lose(store: Store, identity: Identity) -> None:
    """Leave someone alone on a platform; what is due goes to another account of theirs, if there is one."""
    identity.reachable = False
    others = [i for i in store.learners.identities(identity.learner_id) if i.reachable and i.id != identity.id]
    if identity.home and others:
        store.learners.move_home(others[-1])
    elif identity.home:
        store.schedule.drop(identity.learner_id, PUSH, LATE, WEEKLY)


def plan_late(turn: Turn) -> None:
    """Set the late reminder for this evening, an hour before the quiet hours, if the push was early enough."""
    me = turn.learner
    if not me.late_reminder or silent_days(turn) >= EVERY_DAY_FOR or me.pushed_at is None:
        return
    evening = time((me.quiet_from.hour - 1) % 24, me.quiet_from.minute)
    at = next_at(turn.now, evening, turn.zone)
    if at - me.pushed_at >= LATE_AFTER and at < me.day_ends:
        turn.store.schedule.put(LATE, turn.me, turn.identity.platform, at)


def settle_in(turn: Turn) -> list[Reply]:
    """Say aloud what is set for someone who goes to work before /start is done; nothing to anyone else."""
    if turn.learner.onboarded:
        return []
    return [settled(turn)]


def settled(turn: Turn, *, replace: bool = False) -> Card:
    """End the first contact: say when the question comes, with buttons to change it."""
    turn.learner.expecting = ""
    turn.learner.onboarded = True
    plan(turn)
    said = words.set_up(turn.learner.daily_at, turn.learner.zone, turn.learner.exam_date)
    change = button("Other time", Change("time")), button("Other zone", Change("zone"))
    return Card(said, (change, (button("Find my level (15 questions)", Run("placement")),)), replace=replace)


def move_zone(turn: Turn, name: str) -> None:
    """Change the learner's zone. The study day keeps its end; only one on which nothing happened yet begins anew."""
    turn.learner.zone = name
    fresh = turn.learner.day_number == 0 and not turn.learner.day_answered
    if fresh:
        turn.learner.day_ends = next_at(turn.now, time(4), zone(name))


def silent_days(turn: Turn) -> int:
    """Return for how many whole days the learner has done nothing."""
    return (turn.now - turn.learner.seen_at).days


def next_push(turn: Turn) -> datetime:
    """Return when the next push is due: each day, after a week of silence every third, then weekly, once more to part.

    It is at the learner's hour, and in no pause.
    """
    me, silent = turn.learner, silent_days(turn)
    at = next_at(turn.now, me.daily_at, turn.zone)
    first = at.astimezone(turn.zone).date()
    day = first + timedelta(days=_step(silent) - 1)
    parting = next_at(me.seen_at + timedelta(days=GOODBYE_AFTER), me.daily_at, turn.zone).astimezone(turn.zone).date()
    if silent and first <= parting:
        day = min(day, parting)
    if turn.is_paused(day) and me.paused_until:
        day = me.paused_until + timedelta(days=1)
    return max(at, moment(day, me.daily_at, turn.zone))


def next_weekly(turn: Turn) -> datetime:
    """Return the next Sunday evening: 18:00, or an hour before the quiet hours where that is one of them."""
    me = turn.learner
    before_quiet = time((me.quiet_from.hour - 1) % 24, me.quiet_from.minute)
    today = turn.today
    for days in range(SUNDAY - today.weekday(), 15, 7):
        at = moment(today + timedelta(days=days), WEEKLY_TIME, turn.zone)
        if is_quiet(at, me.quiet_from, me.quiet_until, turn.zone):
            at = moment(today + timedelta(days=days), before_quiet, turn.zone)
        if at > turn.now:
            return at
    raise AssertionError("one of two Sundays lies ahead")


def _step(silent: int) -> int:
    if silent < EVERY_DAY_FOR:
        return 1
    return 3 if silent < EVERY_THIRD_UNTIL else 7
