"""Booking advice, given once each: two weeks before a date that is too early, and to anyone ready without a date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Run, button
from bot.chat import Card
from bot.context import JobOutput
from bot.flows import buttons, model, push_times
from bot.flows.career import after, kept
from bot.learning.holidays import open_day
from bot.words import labels
from bot.words.career import advice as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from bot.chat import Rows, Text
    from bot.context import LearnerContext
    from bot.learning.readiness import Chance
    from bot.storage.tables import Due

LOW: Final = 0.8
"""Chance of passing below which a later date is offered."""
HIGH: Final = 0.9
"""Chance above which a date is suggested, once it has held for a week."""
A_WEEK: Final = timedelta(days=7)
SINCE: Final = "ready_since"
MOVING: Final = ("exam-day-reschedule", "exam-day-reschedule-phone")
"""Facts of content/facts.yaml."""
TOO_LATE: Final = 2
"""An appointment is hard to move within this many days of the exam."""


def advise(context: LearnerContext, _row: Due) -> JobOutput:
    """Give advice on the exam date, if there is any."""
    if after.passed(context) or push_times.silent_days(context) >= push_times.EVERY_DAY_FOR:
        return JobOutput()  # a learner who returns is rescheduled
    exam = context.learner.exam_date
    if exam is None:
        return _without_date(context)
    return _with_date(context, exam) if exam > context.today else JobOutput()


def _with_date(context: LearnerContext, exam: date) -> JobOutput:
    days = (exam - context.today).days
    if days > push_times.ADVISED_BEFORE.days or days < TOO_LATE:
        return JobOutput(again=push_times.next_advice(context))
    chance = _chance(context)
    if chance is None or context.is_paused(context.today):
        return JobOutput(again=push_times.next_advice(context))
    kept.put(context, push_times.ADVISED, exam.isoformat())
    if chance.middle >= LOW:
        return JobOutput()
    return JobOutput((Card(words.move(exam, context.today, chance, _how(context)), _later(exam)),))


def _without_date(context: LearnerContext) -> JobOutput:
    again, chance = push_times.next_advice(context), _chance(context)
    if kept.get(context, push_times.ADVISED) == push_times.UNBOOKED:
        return JobOutput()
    if chance is None or chance.middle <= HIGH:
        kept.drop(context, SINCE)
        return JobOutput(again=again)
    since = kept.get(context, SINCE)
    if since is None:
        kept.put(context, SINCE, context.today.isoformat())
        return JobOutput(again=again)
    is_early = context.today - date.fromisoformat(since) < A_WEEK
    if is_early or context.is_paused(context.today):
        return JobOutput(again=again)
    kept.drop(context, SINCE)
    kept.put(context, push_times.ADVISED, push_times.UNBOOKED)
    return JobOutput((Card(words.book(chance), _dates(context.today)),))


def offer(context: LearnerContext, chance: Chance) -> tuple[Text, Rows]:
    """Return advice on the exam date for someone who asks for their chance, and the dates to tap."""
    exam = context.learner.exam_date
    if exam is None:
        return (words.may_book(), _dates(context.today)) if chance.middle > HIGH else ((), ())
    days = (exam - context.today).days
    if chance.middle >= LOW or not TOO_LATE <= days <= push_times.ADVISED_BEFORE.days:
        return (), ()
    return words.may_move(exam, context.today, _how(context)), _later(exam)


def _how(context: LearnerContext) -> str:
    """Return how to move an appointment; "" if the content has no facts."""
    held = context.library.book.by_id
    return " ".join(held[each].text for each in MOVING if each in held)


def _chance(context: LearnerContext) -> Chance | None:
    ready = model.engine(context).readiness(context.now)
    return ready.chance if ready else None


def _later(exam: date) -> Rows:
    dates = [open_day(exam + timedelta(weeks=weeks)) for weeks in (2, 4)]
    moved = tuple(button(career_labels.on_day(day), Run("plan", day.isoformat())) for day in dates)
    return moved, (button(career_labels.KEEP_THE_DATE, Run("plan")), buttons.today())


def _dates(today: date) -> Rows:
    dates = [open_day(today + timedelta(weeks=weeks)) for weeks in (2, 3, 4)]
    offered = tuple(button(career_labels.on_day(day), Run("plan", day.isoformat())) for day in dates)
    return offered[:2], (*offered[2:], button(labels.SET_THE_EXAM_DATE, Run("plan", "date")))
