"""When the learner's next push is due, and what changes that."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Change, Run, button
from bot.chat import Card
from bot.learning.calendar import DAY_TURNS, is_quiet_at, moment, monday, next_at, study_date, zone
from bot.words import labels, moments, setup, start

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.store import Store
    from bot.storage.tables import Identity

PUSH: Final = "daily"
LATE: Final = "late"
WEEKLY: Final = "weekly"
ADVICE: Final = "booking-advice"
SUNDAY: Final = 6
BEFORE_THE_QUESTION: Final = timedelta(minutes=1)
"""How long before the daily time the weekly summary comes, so that the question is the last message."""
LATE_AFTER: Final = timedelta(hours=3)
WEEK: Final = 7
EVERY_DAY_FOR: Final = 7
EVERY_THIRD_UNTIL: Final = 21
GOODBYE_AFTER: Final = 30
"""Days of silence."""
ADVISED_BEFORE: Final = timedelta(days=14)
"""Time before the exam at which a low chance of passing is mentioned."""
ADVISED: Final = "advised"
"""In `Learner.career`: the exam date already advised on, or `UNBOOKED`."""
UNBOOKED: Final = "unbooked"


def plan(context: LearnerContext) -> None:
    """Schedule the learner's next push, after anything that may change it."""
    plan_weekly(context)
    plan_advice(context)
    me = context.learner
    if not (me.onboarded and asks_daily(context)):
        context.store.schedule.drop(context.me, PUSH)
        return
    context.store.schedule.put(PUSH, context.me, context.identity.platform, next_push(context))


def asks_daily(context: LearnerContext) -> bool:
    """True if the daily question comes automatically: it is on, and the exam is not known to be over."""
    me = context.learner
    return me.settings.daily_question and not (me.exam_date and me.exam_told == me.exam_date)


def plan_if_none(context: LearnerContext) -> None:
    """Schedule the next push if there is none: the learner was gone, or is new here."""
    when, settings = context.store.schedule.when, context.settings
    if when(PUSH, context.me) is None:
        plan(context)
        return
    if settings.weekly_summary and when(WEEKLY, context.me) is None:
        plan_weekly(context)
    if settings.daily_question and next_advice(context) and when(ADVICE, context.me) is None:
        plan_advice(context)


def plan_weekly(context: LearnerContext) -> None:
    """Schedule the learner's next weekly summary."""
    if context.settings.weekly_summary and context.learner.onboarded:
        context.store.schedule.put(WEEKLY, context.me, context.identity.platform, next_weekly(context))
    else:
        context.store.schedule.drop(context.me, WEEKLY)


def plan_advice(context: LearnerContext) -> None:
    """Schedule the next check of the exam date, for advice that it is too early or missing."""
    at = next_advice(context)
    if at is None or not (context.settings.daily_question and context.learner.onboarded):
        context.store.schedule.drop(context.me, ADVICE)
    elif context.learner.exam_date is None:
        context.store.schedule.put_once(ADVICE, context.me, context.identity.platform, at, waits=True)
    else:
        context.store.schedule.put(ADVICE, context.me, context.identity.platform, at, waits=True)


def next_advice(context: LearnerContext) -> datetime | None:
    """Return when the exam date is checked next: two weeks before it, or tomorrow; None if all advice was given."""
    me, tomorrow = context.learner, context.today + timedelta(days=1)
    if me.career.get(ADVISED) == (me.exam_date.isoformat() if me.exam_date else UNBOOKED):
        return None
    if me.exam_date is not None and me.exam_date <= tomorrow:
        return None
    day = max(tomorrow, me.exam_date - ADVISED_BEFORE) if me.exam_date else tomorrow
    return moment(day, me.settings.daily_at, context.zone)


def lose(store: Store, identity: Identity) -> None:
    """Stop writing to someone on a platform; pending jobs move to another of their accounts, if there is one."""
    identity.reachable = False
    others = [i for i in store.learners.identities(identity.learner_id) if i.reachable and i.id != identity.id]
    if identity.home and others:
        store.learners.move_home(others[-1])
    elif identity.home:
        store.schedule.drop(identity.learner_id, PUSH, LATE, WEEKLY, ADVICE)


def plan_late(context: LearnerContext) -> None:
    """Schedule this evening's late reminder, an hour before the quiet hours, if the push was early enough."""
    me = context.learner
    if not me.settings.late_reminder or silent_days(context) >= EVERY_DAY_FOR or me.pushed_at is None:
        return
    evening = time((me.settings.quiet_from.hour - 1) % 24, me.settings.quiet_from.minute)
    at = next_at(context.now, evening, context.zone)
    if at - me.pushed_at >= LATE_AFTER and at < me.day_ends:
        context.store.schedule.put(LATE, context.me, context.identity.platform, at)


def is_quiet_time(context: LearnerContext) -> bool:
    """True if the daily time is in the quiet hours, which do not delay it: the learner chose it."""
    me = context.learner
    return is_quiet_at(me.settings.daily_at, me.settings.quiet_from, me.settings.quiet_until)


def quiet_note(context: LearnerContext) -> str:
    """Return a note about a daily time in the quiet hours; "" for any other time."""
    if not is_quiet_time(context):
        return ""
    span = moments.span(context.settings.quiet_from, context.settings.quiet_until, context.hours)
    return setup.quiet_note(context.daily_time, span)


def settle_in(context: LearnerContext) -> list[Reply]:
    """State the settings for someone who starts studying before /start is done; nothing for anyone else."""
    if context.learner.onboarded:
        return []
    return [settled(context)]


def settled(context: LearnerContext, *, replace: bool = False, found: str = "") -> Card:
    """End the first contact: say when the question comes, with buttons to change it; `found` is the typed place."""
    context.learner.expecting = ""
    context.learner.onboarded = True
    plan(context)
    said = start.set_up(_comes(context), context.settings.zone, context.exam_day, _notes(context, found))
    change = button(labels.OTHER_TIME, Change("time")), button(labels.OTHER_ZONE, Change("zone"))
    return Card(said, (change, (button(labels.FIND_LEVEL_LONG, Run("placement")),)), replace=replace)


def _comes(context: LearnerContext) -> str:
    """Say when the day's questions come, or that they are off, as they are for anyone who has passed."""
    if not context.settings.daily_question:
        return start.daily_off()
    return start.comes_daily(context.settings.set_size, context.daily_time, context.settings.zone)


def _notes(context: LearnerContext, found: str) -> str:
    """Return what may surprise about the first settings."""
    return setup.closed_note(context.learner.exam_date, context.today) + setup.found_note(found)


def move_zone(context: LearnerContext, name: str) -> None:
    """Change the learner's zone. The study day keeps its end; it restarts only if nothing has happened in it."""
    context.settings = dataclasses.replace(context.settings, zone=name)
    fresh = context.learner.day_number == 0 and not context.learner.day_answered
    if fresh:
        context.learner.day_ends = next_at(context.now, time(4), zone(name))


def silent_days(context: LearnerContext) -> int:
    """Return the number of whole days since the learner last did anything."""
    return (context.now - context.learner.seen_at).days


def next_push(context: LearnerContext) -> datetime:
    """Return when the next push is due: daily, every third day after a week of silence, then weekly, then a last one.

    It comes at the learner's hour, and never during a pause.
    """
    me, hour, silent = context.learner, context.settings.daily_at, silent_days(context)
    at = next_at(context.now, hour, context.zone)
    first = at.astimezone(context.zone).date()
    day = first + timedelta(days=_step(silent) - 1)
    parting = next_at(me.seen_at + timedelta(days=GOODBYE_AFTER), hour, context.zone).astimezone(context.zone).date()
    if silent and first <= parting:
        day = min(day, parting)
    if context.is_paused(day) and me.paused_until:
        day = me.paused_until + timedelta(days=1)
    return max(at, moment(day, hour, context.zone))


def next_weekly(context: LearnerContext) -> datetime:
    """Return when the last full week (Monday to Sunday) is summed up: on Monday, just before the daily time.

    If that has passed and the week was not summed up, it is a day later.
    """
    today, closed = study_date(context.now, context.zone), closed_week(context)
    days = (today + timedelta(days=ahead) for ahead in range(3 * WEEK))
    open_ = (day for day in days if day.weekday() != SUNDAY and monday(day) > closed)
    return next(at for day in open_ if (at := _before_question(context, day)) > context.now)


def closed_week(context: LearnerContext) -> date:
    """Return the Monday of the last week in which no summary is left to come: the learner had it, or joined then."""
    me, today = context.learner, study_date(context.now, context.zone)
    # A summary on a Sunday, as there were, closes the week that begins the next day. So does one on a Monday.
    told = study_date(me.weekly_at, context.zone) + timedelta(days=1) if me.weekly_at else date.min
    return monday(min(max(told, study_date(me.created_at, context.zone)), today + timedelta(days=1)))


def _before_question(context: LearnerContext, day: date) -> datetime:
    """Return the time (UTC) just before the daily time of a study day, but not before that day begins."""
    begins, daily = moment(day, DAY_TURNS, context.zone), context.settings.daily_at
    return max(begins, next_at(begins - BEFORE_THE_QUESTION, daily, context.zone) - BEFORE_THE_QUESTION)


def _step(silent: int) -> int:
    if silent < EVERY_DAY_FOR:
        return 1
    return 3 if silent < EVERY_THIRD_UNTIL else 7
