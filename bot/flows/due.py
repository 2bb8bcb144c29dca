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
    from bot.context import LearnerContext
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


def daily_push(context: LearnerContext, row: Due) -> Plan:
    """Bring the day's first open question, unless the day is done, paused, quiet, or enough was sent."""
    me = context.learner
    if not me.pushes:
        return Plan()
    if silent_days(context) >= GOODBYE_AFTER:
        me.goodbye = True
        return Plan((Card(words.goodbye(), _daily_rows()),))
    if context.is_paused(context.today):
        return Plan(again=next_push(context))
    if me.exam_date and me.exam_date < context.today:
        return _exam_over(context)
    held_up = context.now - row.due_at > ON_TIME
    if held_up and _is_quiet(context, context.now) and not _is_quiet(context, row.due_at):
        return Plan(again=_after_the_quiet(context))
    cards = _set_cards(context, words.push_lead(), first=row.attempts == 1)
    if cards:
        me.pushed_at = context.now if held_up else row.due_at
        plan_late(context)
    return Plan(cards, next_push(context))


def late_reminder(context: LearnerContext, row: Due) -> Plan:
    """Remind once in the evening if the day's set is still open."""
    me = context.learner
    stale = context.now - row.due_at > timedelta(hours=1)
    silent = silent_days(context) >= EVERY_DAY_FOR
    if not me.late_reminder or not me.pushes or silent or stale or context.is_paused(context.today):
        return Plan()
    found = context.store.quiz_sessions.daily(context.me, me.day_number)
    if found is None or found.ended_at is not None or not daily.left(context, found):
        return Plan()
    return Plan(_set_cards(context, words.late_lead(daily.left(context, found)), first=row.attempts == 1))


def weekly_summary(context: LearnerContext, row: Due) -> Plan:
    """Sum the week up, once, if something was answered in it and it is not paused, quiet, or too late."""
    me = context.learner
    if not me.weekly or silent_days(context) >= EVERY_DAY_FOR:
        return Plan()  # who returns is planned for anew
    again = next_weekly(context)
    if _has_no_summary(context, row):
        return Plan(again=again)
    figures = weekly.milestone(context)
    if not figures.answered or (row.attempts == 1 and not _may_send(context)):
        return Plan(again=again)
    me.weekly_at = row.due_at
    return Plan((weekly.card(context, figures),), again)


def erase_notice(context: LearnerContext, _row: Due) -> Plan:
    """Tell someone who was silent for two years that they will be deleted."""
    if context.now < (again := context.learner.seen_at + ERASE_AFTER - NOTICE_BEFORE):
        return Plan(again=again)
    context.store.schedule.put(ERASE, context.me, context.identity.platform, context.now + NOTICE_BEFORE)
    return Plan((Card(words.erase_notice(), _daily_rows()),))


def erase(context: LearnerContext, _row: Due) -> Plan:
    """Delete someone who did not come back after the notice."""
    if context.now - context.learner.seen_at < ERASE_AFTER:
        context.store.schedule.put(
            NOTICE, context.me, context.identity.platform, context.learner.seen_at + ERASE_AFTER - NOTICE_BEFORE
        )
        return Plan()
    answer.uncount(context)
    context.store.erase(context.me)
    return Plan()


def exam_clock(context: LearnerContext, row: Due) -> Plan:
    """Warn of a simulation's end, or hand it in; not counted as unasked, and in quiet hours too."""
    return Plan(*exam.tick(context, row))


def exam_open(context: LearnerContext, row: Due) -> Plan:
    """Show the simulation in the private chat to someone who asked for it elsewhere."""
    return Plan(*exam.invite(context, row))


def exam_closed(context: LearnerContext, row: Due) -> Plan:
    """Forget that the private chat was closed."""
    return Plan(*exam.forget_closed(context, row))


def group_trouble(context: LearnerContext, row: Due) -> Plan:
    """Tell an admin, once, that something is in the way of a group's questions."""
    return Plan(obstacles.tell(context, row))


Kind: TypeAlias = "Callable[[LearnerContext, Due], Plan]"
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


def unspoken(context: LearnerContext, row: Due) -> None:
    """Do what remains of a message that nobody would get: the end of long silence comes all the same."""
    if row.kind == NOTICE:
        context.store.schedule.put(ERASE, context.me, context.identity.platform, context.learner.seen_at + ERASE_AFTER)
    context.store.schedule.drop(context.me, row.kind)


def _set_cards(context: LearnerContext, lead: str, *, first: bool) -> tuple[Card, ...]:
    """Return the card of today's open question, () if the set is done or enough was sent today.

    Only the first attempt counts: a push that is repeated after a crash is the same message.
    """
    if first and not _may_send(context):
        return ()
    found = daily.todays_set(context)
    if not daily.left(context, found):
        return ()
    lead = f"{context.news}\n{lead}" if context.news else lead
    cards = [card for card in run.go_on(context, found, lead=lead) if isinstance(card, Card)]
    return tuple(cards) if found.ended_at is None else ()


def _may_send(context: LearnerContext) -> bool:
    me = context.learner
    sent = me.unasked if me.unasked_day == me.day_number else 0
    if sent >= MAX_UNASKED:
        return False
    me.unasked_day, me.unasked = me.day_number, sent + 1
    return True


def _has_no_summary(context: LearnerContext, row: Due) -> bool:
    me = context.learner
    if context.is_paused(context.today) or (me.exam_date and me.exam_date < context.today):
        return True
    if me.weekly_at and me.weekly_at != row.due_at and row.due_at - me.weekly_at < WEEK:
        return True  # a change of zone has brought a second Sunday evening
    if context.now - row.due_at <= ON_TIME:
        return False
    question = context.store.schedule.when(PUSH, context.me)
    asked = (me.pushed_at and me.pushed_at > row.due_at) or (question and question <= context.now)
    return bool(asked) or context.now - row.due_at > LATEST_SUMMARY or _is_quiet(context, context.now)


def _is_quiet(context: LearnerContext, at: datetime) -> bool:
    return is_quiet(at, context.learner.quiet_from, context.learner.quiet_until, context.zone)


def _after_the_quiet(context: LearnerContext) -> datetime:
    """Return when a push that was held up may leave: after the quiet hours if it is today's still, else tomorrow's."""
    morning = next_at(context.now, context.learner.quiet_until, context.zone)
    return morning if morning < context.learner.day_ends else next_push(context)


def _exam_over(context: LearnerContext) -> Plan:
    context.learner.exam_told = context.learner.exam_date
    rows = (
        (button("Tell how it went", Run("result")),),
        (button("Go on without a date", Run("settings", "exam not booked")),),
        (button("Set a new date", Run("settings", "exam")),),
    )
    return Plan((Card(words.exam_over(), rows),))


def _daily_rows() -> Rows:
    return ((button("Today's questions", Run("daily")),),)
