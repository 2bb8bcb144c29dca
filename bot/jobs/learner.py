"""A learner's jobs: the daily question, the late reminder, the weekly summary, and the end of long silence."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Run, button
from bot.chat import Address, Card
from bot.context import JobOutput, LearnerContext
from bot.flows import announce, buttons, corrections, daily, exam, export, hours, linking, plan, retention, weekly
from bot.flows import quiz_session as run
from bot.flows.career import advice, renewal
from bot.flows.classes import day as class_day
from bot.flows.classes import weekly as class_week
from bot.flows.duel import news
from bot.flows.duel.scene import NEWS as DUEL_NEWS
from bot.flows.group import obstacles
from bot.flows.push_times import (
    ADVICE,
    EVERY_DAY_FOR,
    GOODBYE_AFTER,
    LATE,
    PUSH,
    SUNDAY,
    WEEKLY,
    closed_week,
    lose,
    next_push,
    next_weekly,
    plan_late,
    silent_days,
)
from bot.jobs import unasked
from bot.jobs.job import Job, Owner, Rank
from bot.learning.calendar import DAY_TURNS, is_quiet, moment, monday, next_at, study_date
from bot.storage.announcements import NAME as NEWS
from bot.words import labels
from bot.words import progress as words

if TYPE_CHECKING:
    from bot.chat import Delivery, Rows
    from bot.context import Context
    from bot.storage.tables import Due

ON_TIME: Final = timedelta(minutes=15)
"""A push that leaves later than this was delayed by an outage, and avoids the quiet hours."""
LATEST_SUMMARY: Final = timedelta(hours=3)


def daily_push(context: LearnerContext, row: Due) -> JobOutput:
    """Send the day's first open question, unless the day is done, paused or quiet, or enough was sent."""
    me = context.learner
    if not me.settings.daily_question:
        return JobOutput()
    if silent_days(context) >= GOODBYE_AFTER:
        me.goodbye = True
        return JobOutput((Card(words.goodbye(), _daily_rows()),))
    if context.is_paused(context.today):
        return JobOutput(again=next_push(context))
    if me.exam_date and me.exam_date < context.today:
        return _exam_over(context)
    held_up = context.now - row.due_at > ON_TIME
    if held_up and _is_quiet(context, context.now) and not _is_quiet(context, row.due_at):
        return JobOutput(again=_after_the_quiet(context))
    cards = _set_cards(context)
    if cards:
        me.pushed_at = context.now if held_up else row.due_at
        plan_late(context)
        cards = (*cards[:-1], hours.ask(context, class_day.offer(context, cards[-1])))
    return JobOutput(cards, next_push(context))


def late_reminder(context: LearnerContext, row: Due) -> JobOutput:
    """Remind in one line in the evening if the day's set is still open, unless the day before was silent, too."""
    me, settings = context.learner, context.settings
    stale = context.now - row.due_at > timedelta(hours=1)
    wanted = settings.late_reminder and settings.daily_question
    if not wanted or stale or context.is_paused(context.today) or _is_silent(context):
        return JobOutput()
    found = context.store.quiz_sessions.daily(context.me, me.day_number)
    if found is None or found.ended_at is not None or not (left := daily.left(daily.todays_set(context))):
        return JobOutput()
    onward = button(labels.START if left == found.size else labels.GO_ON, Run("daily"), "primary")
    return JobOutput((Card(words.reminder(left), ((onward,),)),))


def weekly_summary(context: LearnerContext, row: Due) -> JobOutput:
    """Summarize last week once, if anything was answered in it; a day later if this is no time for it."""
    me = context.learner
    if not me.settings.weekly_summary:
        return JobOutput()
    if _is_untimely(context, row):
        return JobOutput(again=next_weekly(context))
    me.weekly_at = row.due_at
    figures = weekly.milestone(context)
    # A learner who returns after a long silence is rescheduled.
    again = next_weekly(context) if silent_days(context) < EVERY_DAY_FOR else None
    is_over = me.exam_date is not None and me.exam_date <= context.today
    return JobOutput((weekly.card(context, figures),) if figures.answered and not is_over else (), again)


def _is_silent(context: LearnerContext) -> bool:
    """True if nothing was answered today or on the study day before, which was neither paused nor before the first."""
    begins = moment(context.learner.day_date, DAY_TURNS, context.zone)
    before = context.learner.day_date - timedelta(days=1)
    if context.learner.created_at >= begins or context.is_paused(before):
        return False
    return not context.store.answers.count(context.me, moment(before, DAY_TURNS, context.zone))


def _set_cards(context: LearnerContext) -> tuple[Card, ...]:
    """Return the card of today's open question; () if the set is done. The flow adds which miss it follows up."""
    found = daily.todays_set(context)
    if not (left := daily.left(found)):
        return ()
    planned = words.planned_simulation() if plan.simulates(context) else ""
    lead = "\n".join(filter(None, (context.take_news(), planned, words.push_lead(left, found.session.size))))
    cards = [card for card in run.go_on_with(context, found, lead=lead) if isinstance(card, Card)]
    return tuple(cards) if found.session.ended_at is None else ()


def _is_untimely(context: LearnerContext, row: Due) -> bool:
    """True in a pause, on a Sunday, which is not over, after an outage, and for a week that was summed up before."""
    me, day = context.learner, study_date(context.now, context.zone)
    if context.is_paused(context.today) or day.weekday() == SUNDAY:
        return True
    if me.weekly_at != row.due_at and closed_week(context) >= monday(day):
        return True
    if context.now - row.due_at <= ON_TIME:
        return False
    question = context.store.schedule.when(PUSH, context.me)
    asked = (me.pushed_at and me.pushed_at > row.due_at) or (question and question <= context.now)
    return bool(asked) or context.now - row.due_at > LATEST_SUMMARY or _is_quiet(context, context.now)


def _is_quiet(context: LearnerContext, at: datetime) -> bool:
    return is_quiet(at, context.settings.quiet_from, context.settings.quiet_until, context.zone)


def _after_the_quiet(context: LearnerContext) -> datetime:
    """Return when a delayed push may leave: after the quiet hours if that is still today, otherwise tomorrow."""
    morning = next_at(context.now, context.settings.quiet_until, context.zone)
    return morning if morning < context.learner.day_ends else next_push(context)


def _exam_over(context: LearnerContext) -> JobOutput:
    context.learner.exam_told = context.learner.exam_date
    rows = (
        (button(labels.TELL_HOW_IT_WENT, Run("result"), "primary"),),
        (button(labels.GO_ON_WITHOUT_A_DATE, Run("settings", "exam not booked")),),
        (button(labels.SET_A_NEW_DATE, Run("settings", "exam")),),
    )
    return JobOutput((Card(words.exam_over(), rows),))


def _daily_rows() -> Rows:
    return ((buttons.today(),),)


def _address(context: LearnerContext) -> Address:
    return context.address


def _lock(context: Context, subject: int, _building: bool, recipient: int) -> LearnerContext | None:  # noqa: FBT001 - the signature that `Owner.lock` requires
    learners = context.store.learners
    found = (learners.get(subject), learners.identity(recipient)) if recipient else learners.at_home(subject)
    learner, identity = found or (None, None)
    if learner is None or identity is None:
        return None
    where = Address(identity.platform, identity.user_id, identity.chat, direct=True)
    return LearnerContext(context, learner, identity, where, unasked=True)


def _recipient(context: LearnerContext) -> int:
    return context.identity.id or 0


def _runs(context: LearnerContext, job: Job[LearnerContext], row: Due) -> bool:
    """Roll the study day over; drop a message for someone who cannot be reached, postpone one too many."""
    context.roll()
    if context.identity.reachable or job.unreachable is None:
        return not unasked.hold(context, job, row, SHARING)
    job.unreachable(context)
    context.store.schedule.drop(context.me, row.kind)
    return False


def _sends(context: LearnerContext, job: Job[LearnerContext], row: Due, output: JobOutput) -> JobOutput:
    """Count messages against the day's share; a retry after a failure is the same message."""
    if job.rank is not None and row.attempts == 1:
        unasked.spend(context)
    return unasked.bring_along(context, row, output, SHARING) if job.rank is Rank.DAILY else output


def _delivered(context: LearnerContext, delivery: Delivery) -> None:
    if delivery.chat:
        context.identity.chat = delivery.chat


def _gone(context: LearnerContext, _job: Job[LearnerContext], row: Due, _delivery: Delivery) -> None:
    context.store.schedule.postpone(row, context.now)
    lose(context.store, context.identity)


def _moved(context: LearnerContext, row: Due, _delivery: Delivery) -> None:
    """Retry: a private chat has no new id."""
    context.store.schedule.postpone(row, context.now)


def _nothing(_context: LearnerContext) -> None:
    """Do nothing: no work is left."""


OWNER: Final = Owner(
    lock=_lock,
    address=_address,
    recipient=_recipient,
    runs=_runs,
    sends=_sends,
    delivered=_delivered,
    gone=_gone,
    moved=_moved,
)
JOBS: Final[tuple[Job[LearnerContext], ...]] = (
    Job(PUSH, OWNER, daily_push, unreachable=_nothing, rank=Rank.DAILY),
    Job(LATE, OWNER, late_reminder, unreachable=_nothing, rank=Rank.OTHER, keeps=False),
    Job(WEEKLY, OWNER, weekly_summary, unreachable=_nothing, rank=Rank.RESULT),
    Job(retention.NOTICE, OWNER, retention.notice, unreachable=retention.expire, rank=Rank.REMINDER),
    Job(retention.ERASE, OWNER, retention.erase),
    Job(exam.CLOCK, OWNER, exam.tick),
    Job(exam.OPEN, OWNER, exam.invite),
    Job(exam.CLOSED, OWNER, exam.forget_closed),
    Job(corrections.NAME, OWNER, corrections.tell, corrections.told, unreachable=_nothing, rank=Rank.CORRECTION),
    Job(ADVICE, OWNER, advice.advise, unreachable=_nothing, rank=Rank.REMINDER),
    Job(renewal.RENEWAL, OWNER, renewal.remind, unreachable=_nothing, rank=Rank.REMINDER),
    Job(
        NEWS,
        OWNER,
        announce.tell,
        announce.told,
        unreachable=_nothing,
        rank=Rank.OTHER,
    ),
    Job(export.NAME, OWNER, export.send, unreachable=_nothing),
    Job(linking.ASK, OWNER, linking.ask, unreachable=_nothing),
    Job(linking.JOINED, OWNER, linking.tell_joined, unreachable=_nothing),
    Job(linking.LEFT, OWNER, linking.tell_left, unreachable=_nothing),
    Job(DUEL_NEWS, OWNER, news.build, news.told, unreachable=_nothing),
    Job(class_week.WEEK, OWNER, class_week.summary, class_week.told, unreachable=_nothing),
    Job(obstacles.TROUBLE, OWNER, obstacles.tell, unreachable=_nothing, rank=Rank.OTHER),
)
SHARING: Final = {job.name: job for job in JOBS if job.rank is not None}
