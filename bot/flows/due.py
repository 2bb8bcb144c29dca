"""What runs at a time: the daily question, the late reminder, the weekly summary, and the end of long silence.

Each function decides, at the moment it runs, from what holds then: a row that is claimed twice, late, or after the
learner has changed everything, still does the right thing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.actions import Run
from bot.chat import Card
from bot.context import button
from bot.flows import daily, exam, weekly
from bot.flows import quiz_session as run
from bot.flows.group import answer, obstacles
from bot.flows.push_times import (
    EVERY_DAY_FOR,
    GOODBYE_AFTER,
    LATE,
    PUSH,
    WEEKLY,
    Plan,
    next_push,
    next_weekly,
    plan_late,
    silent_days,
)
from bot.learning.calendar import is_quiet, next_at
from bot.words import progress as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Rows
    from bot.context import Turn
    from bot.storage.store import Store
    from bot.storage.tables import Due, Learner

NOTICE: Final = "erase-notice"
ERASE: Final = "erase"

MAX_UNASKED: Final = 2
"""Messages a day that nobody asked for, of all kinds together."""
ON_TIME: Final = timedelta(minutes=15)
"""A push that leaves later than this was held up by an outage, and keeps out of the quiet hours."""
LATEST_SUMMARY: Final = timedelta(hours=3)
WEEK: Final = timedelta(days=6)
"""At the least between two weekly summaries."""
ERASE_AFTER: Final = timedelta(days=730)
NOTICE_BEFORE: Final = timedelta(days=30)


def begin(store: Store, learner: Learner, platform: str) -> None:
    """Set what is due for someone new."""
    assert learner.id is not None  # noqa: S101 - stored
    store.schedule.put(NOTICE, learner.id, platform, learner.seen_at + ERASE_AFTER - NOTICE_BEFORE)


def daily_push(turn: Turn, row: Due) -> Plan:
    """Bring the day's first open question, unless the day is done, paused, quiet, or enough was sent."""
    me = turn.learner
    if not me.pushes:
        return Plan()
    if silent_days(turn) >= GOODBYE_AFTER:
        me.goodbye = True
        return Plan((Card(words.goodbye(), _daily_rows()),))
    if turn.is_paused(turn.today):
        return Plan(again=next_push(turn))
    if me.exam_date and me.exam_date < turn.today:
        return _exam_over(turn)
    held_up = turn.now - row.due_at > ON_TIME
    if held_up and _is_quiet(turn, turn.now) and not _is_quiet(turn, row.due_at):
        return Plan(again=_after_the_quiet(turn))
    cards = _set_cards(turn, words.push_lead(), first=row.attempts == 1)
    if cards:
        me.pushed_at = turn.now if held_up else row.due_at
        plan_late(turn)
    return Plan(cards, next_push(turn))


def late_reminder(turn: Turn, row: Due) -> Plan:
    """Remind once in the evening if the day's set is still open."""
    me = turn.learner
    stale = turn.now - row.due_at > timedelta(hours=1)
    silent = silent_days(turn) >= EVERY_DAY_FOR
    if not me.late_reminder or not me.pushes or silent or stale or turn.is_paused(turn.today):
        return Plan()
    found = turn.store.sittings.daily(turn.me, me.day_number)
    if found is None or found.ended_at is not None or not daily.left(turn, found):
        return Plan()
    return Plan(_set_cards(turn, words.late_lead(daily.left(turn, found)), first=row.attempts == 1))


def weekly_summary(turn: Turn, row: Due) -> Plan:
    """Sum the week up, once, if something was answered in it and it is not paused, quiet, or too late."""
    me = turn.learner
    if not me.weekly or silent_days(turn) >= EVERY_DAY_FOR:
        return Plan()  # who returns is planned for anew
    again = next_weekly(turn)
    if _has_no_summary(turn, row):
        return Plan(again=again)
    figures = weekly.milestone(turn)
    if not figures.answered or (row.attempts == 1 and not _may_send(turn)):
        return Plan(again=again)
    me.weekly_at = row.due_at
    return Plan((weekly.card(turn, figures),), again)


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
    answer.uncount(turn)
    turn.store.erase(turn.me)
    return Plan()


def exam_clock(turn: Turn, row: Due) -> Plan:
    """Warn of a simulation's end, or hand it in; not counted as unasked, and in quiet hours too."""
    return Plan(*exam.tick(turn, row))


def exam_open(turn: Turn, row: Due) -> Plan:
    """Show the simulation in the private chat to someone who asked for it elsewhere."""
    return Plan(*exam.invite(turn, row))


def exam_closed(turn: Turn, row: Due) -> Plan:
    """Forget that the private chat was closed."""
    return Plan(*exam.forget_closed(turn, row))


def group_trouble(turn: Turn, row: Due) -> Plan:
    """Tell an admin, once, that something is in the way of a group's questions."""
    return Plan(obstacles.tell(turn, row))


Kind: TypeAlias = "Callable[[Turn, Due], Plan]"
KINDS: Final[dict[str, Kind]] = {
    PUSH: daily_push,
    LATE: late_reminder,
    WEEKLY: weekly_summary,
    NOTICE: erase_notice,
    ERASE: erase,
    exam.CLOCK: exam_clock,
    exam.OPEN: exam_open,
    exam.CLOSED: exam_closed,
    obstacles.TROUBLE: group_trouble,
}


SPOKEN: Final = frozenset({PUSH, LATE, WEEKLY, NOTICE, obstacles.TROUBLE})
"""Kinds that are messages: nobody who cannot be reached gets one."""


def unspoken(turn: Turn, row: Due) -> None:
    """Do what remains of a message that nobody would get: the end of long silence comes all the same."""
    if row.kind == NOTICE:
        turn.store.schedule.put(ERASE, turn.me, turn.identity.platform, turn.learner.seen_at + ERASE_AFTER)
    turn.store.schedule.drop(turn.me, row.kind)


def _set_cards(turn: Turn, lead: str, *, first: bool) -> tuple[Card, ...]:
    """Return the card of today's open question, () if the set is done or enough was sent today.

    Only the first attempt counts: a push that is repeated after a crash is the same message.
    """
    if first and not _may_send(turn):
        return ()
    found = daily.todays_set(turn)
    if not daily.left(turn, found):
        return ()
    lead = f"{turn.news}\n{lead}" if turn.news else lead
    cards = [card for card in run.go_on(turn, found, lead=lead) if isinstance(card, Card)]
    return tuple(cards) if found.ended_at is None else ()


def _may_send(turn: Turn) -> bool:
    me = turn.learner
    sent = me.unasked if me.unasked_day == me.day_number else 0
    if sent >= MAX_UNASKED:
        return False
    me.unasked_day, me.unasked = me.day_number, sent + 1
    return True


def _has_no_summary(turn: Turn, row: Due) -> bool:
    me = turn.learner
    if turn.is_paused(turn.today) or (me.exam_date and me.exam_date < turn.today):
        return True
    if me.weekly_at and me.weekly_at != row.due_at and row.due_at - me.weekly_at < WEEK:
        return True  # a change of zone has brought a second Sunday evening
    if turn.now - row.due_at <= ON_TIME:
        return False
    question = turn.store.schedule.when(PUSH, turn.me)
    asked = (me.pushed_at and me.pushed_at > row.due_at) or (question and question <= turn.now)
    return bool(asked) or turn.now - row.due_at > LATEST_SUMMARY or _is_quiet(turn, turn.now)


def _is_quiet(turn: Turn, at: datetime) -> bool:
    return is_quiet(at, turn.learner.quiet_from, turn.learner.quiet_until, turn.zone)


def _after_the_quiet(turn: Turn) -> datetime:
    """Return when a push that was held up may leave: after the quiet hours if it is today's still, else tomorrow's."""
    morning = next_at(turn.now, turn.learner.quiet_until, turn.zone)
    return morning if morning < turn.learner.day_ends else next_push(turn)


def _exam_over(turn: Turn) -> Plan:
    turn.learner.exam_told = turn.learner.exam_date
    rows = (
        (button("Tell how it went", Run("result")),),
        (button("Go on without a date", Run("settings", "exam not booked")),),
        (button("Set a new date", Run("settings", "exam")),),
    )
    return Plan((Card(words.exam_over(), rows),))


def _daily_rows() -> Rows:
    return ((button("Today's questions", Run("daily")),),)
