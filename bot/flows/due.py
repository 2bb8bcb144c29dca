"""What runs at a time: the daily question, the late reminder, and the end of long silence.

Each function decides, at the moment it runs, from what holds then: a row that is claimed twice, late, or after the
learner has changed everything, still does the right thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.actions import Run
from bot.chat import Card
from bot.flows import daily
from bot.flows import sitting as run
from bot.flows.turn import button
from bot.learning.calendar import is_quiet, moment, next_at, zone
from bot.words import progress as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Rows
    from bot.flows.turn import Turn
    from bot.storage.store import Store
    from bot.storage.tables import Due, Learner

PUSH: Final = "daily"
LATE: Final = "late"
NOTICE: Final = "erase-notice"
ERASE: Final = "erase"

MAX_UNASKED: Final = 2
"""Messages a day that nobody asked for, of all kinds together."""
LATE_AFTER: Final = timedelta(hours=3)
ON_TIME: Final = timedelta(minutes=15)
"""A push that leaves later than this was held up by an outage, and keeps out of the quiet hours."""
EVERY_DAY_FOR: Final = 7
EVERY_THIRD_UNTIL: Final = 21
GOODBYE_AFTER: Final = 30
ERASE_AFTER: Final = timedelta(days=730)
NOTICE_BEFORE: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a due row comes to: cards to send (none: nothing), and when its kind is due again (None: never)."""

    cards: tuple[Card, ...] = ()
    again: datetime | None = None


def plan(turn: Turn) -> None:
    """Set when the learner's next push is due, after anything that may change it."""
    me = turn.learner
    turn.store.schedule.drop(turn.me, LATE)
    if not (me.pushes and me.onboarded):
        turn.store.schedule.drop(turn.me, PUSH)
        return
    turn.store.schedule.put(PUSH, turn.me, turn.identity.platform, _next_push(turn, 1))


def begin(store: Store, learner: Learner, platform: str) -> None:
    """Set what is due for someone new."""
    assert learner.id is not None  # noqa: S101 - stored
    store.schedule.put(NOTICE, learner.id, platform, learner.seen_at + ERASE_AFTER - NOTICE_BEFORE)


def move_zone(turn: Turn, name: str) -> None:
    """Change the learner's zone. The study day keeps its end; only one on which nothing happened yet begins anew."""
    turn.learner.zone = name
    fresh = turn.learner.day_number == 0 and not turn.learner.day_answered
    if fresh:
        turn.learner.day_ends = next_at(turn.now, time(4), zone(name))


def daily_push(turn: Turn, row: Due) -> Plan:
    """Bring the day's first open question, unless the day is done, paused, quiet, or enough was sent."""
    me = turn.learner
    silent = (turn.now - me.seen_at).days
    again = _next_push(turn, _step(silent))
    if not me.pushes:
        return Plan()
    if silent >= GOODBYE_AFTER:
        me.goodbye = True
        return Plan((Card(words.goodbye(), _daily_rows()),))
    if turn.is_paused(turn.today):
        return Plan(again=again)
    if me.exam_date and me.exam_date < turn.today:
        return _exam_over(turn)
    late = turn.now - row.due_at > ON_TIME
    if late and is_quiet(turn.now, me.quiet_from, me.quiet_until, turn.zone):
        return Plan(again=min(again, next_at(turn.now, me.quiet_until, turn.zone)))
    cards = _set_cards(turn, words.push_lead(), first=row.attempts == 1)
    if cards:
        me.pushed_at = turn.now if late else row.due_at
        _plan_late(turn, silent)
    return Plan(cards, again)


def late_reminder(turn: Turn, row: Due) -> Plan:
    """Remind once in the evening if the day's set is still open."""
    me = turn.learner
    silent = (turn.now - me.seen_at).days >= EVERY_DAY_FOR
    stale = turn.now - row.due_at > timedelta(hours=1)
    if not me.late_reminder or not me.pushes or silent or stale or turn.is_paused(turn.today):
        return Plan()
    found = turn.store.sittings.daily(turn.me, me.day_number)
    if found is None or found.ended_at is not None or not daily.left(turn, found):
        return Plan()
    return Plan(_set_cards(turn, words.late_lead(daily.left(turn, found)), first=row.attempts == 1))


def erase_notice(turn: Turn, _row: Due) -> Plan:
    """Tell someone who was silent for two years that they will be deleted."""
    if turn.now < (again := turn.learner.seen_at + ERASE_AFTER - NOTICE_BEFORE):
        return Plan(again=again)
    turn.store.schedule.put(ERASE, turn.me, turn.identity.platform, turn.now + NOTICE_BEFORE)
    return Plan((Card(words.erase_notice(), _daily_rows()),))


def erase(turn: Turn, _row: Due) -> Plan:
    """Delete someone who did not come back after the notice."""
    if turn.now - turn.learner.seen_at < ERASE_AFTER:
        turn.store.schedule.put(
            NOTICE, turn.me, turn.identity.platform, turn.learner.seen_at + ERASE_AFTER - NOTICE_BEFORE
        )
        return Plan()
    turn.store.erase(turn.me)
    return Plan()


Kind: TypeAlias = "Callable[[Turn, Due], Plan]"
KINDS: Final[dict[str, Kind]] = {PUSH: daily_push, LATE: late_reminder, NOTICE: erase_notice, ERASE: erase}


def _set_cards(turn: Turn, lead: str, *, first: bool) -> tuple[Card, ...]:
    """Return the card of today's open question, () if the set is done or enough was sent today.

    Only the first attempt counts: a push that is repeated after a crash is the same message.
    """
    if first and not _may_send(turn):
        return ()
    found = daily.todays_set(turn)
    if not daily.left(turn, found):
        return ()
    cards = [card for card in run.go_on(turn, found, lead=lead) if isinstance(card, Card)]
    return tuple(cards) if found.ended_at is None else ()


def _may_send(turn: Turn) -> bool:
    me = turn.learner
    sent = me.unasked if me.unasked_day == me.day_number else 0
    if sent >= MAX_UNASKED:
        return False
    me.unasked_day, me.unasked = me.day_number, sent + 1
    return True


def _plan_late(turn: Turn, silent: int) -> None:
    me = turn.learner
    if not me.late_reminder or silent >= EVERY_DAY_FOR or me.pushed_at is None:
        return
    evening = time((me.quiet_from.hour - 1) % 24, me.quiet_from.minute)
    at = next_at(turn.now, evening, turn.zone)
    if at - me.pushed_at >= LATE_AFTER and at < me.day_ends:
        turn.store.schedule.put(LATE, turn.me, turn.identity.platform, at)


def _exam_over(turn: Turn) -> Plan:
    turn.learner.pushes = False
    rows = (
        (button("Go on without a date", Run("settings", "exam not booked")),),
        (button("Set a new date", Run("settings", "exam")),),
    )
    return Plan((Card(words.exam_over(), rows),))


def _next_push(turn: Turn, days: int) -> datetime:
    """Return the first time at the learner's hour that is at least `days` times away and in no pause."""
    me = turn.learner
    at = next_at(turn.now, me.daily_at, turn.zone)
    day = at.astimezone(turn.zone).date() + timedelta(days=days - 1)
    if turn.is_paused(day) and me.paused_until:
        day = me.paused_until + timedelta(days=1)
    return max(at, moment(day, me.daily_at, turn.zone))


def _step(silent: int) -> int:
    if silent < EVERY_DAY_FOR:
        return 1
    return 3 if silent < EVERY_THIRD_UNTIL else 7


def _daily_rows() -> Rows:
    return ((button("Today's questions", Run("daily")),),)
