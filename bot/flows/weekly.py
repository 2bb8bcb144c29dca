"""What a week has brought, and what the next one holds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.actions import Change, button
from bot.chat import Card
from bot.flows import buttons, plan
from bot.flows.pictures import week_picture
from bot.learning import plans
from bot.learning.calendar import DAY_TURNS, moment
from bot.words import labels
from bot.words import plan as words

if TYPE_CHECKING:
    from datetime import date

    from bot.context import LearnerContext
    from bot.learning.plans import Milestone


def milestone(context: LearnerContext) -> Milestone:
    """Return the figures of the week (Monday to Sunday) that ends today, or has ended."""
    last = context.today - timedelta(days=(context.today.weekday() + 1) % 7)
    first = last - timedelta(days=6)
    begin = moment(first, DAY_TURNS, context.zone)
    now = plan.current(context)
    tomorrow = last + timedelta(days=1)
    return plans.Milestone(
        first=first,
        last=last,
        days_answered=_days_answered(context, first, last),
        answered=context.store.answers.count(context.me, begin),
        known=now.known,
        topics=now.topics,
        newly=plans.newly_known(plan.standings(context, begin), plan.standings(context)),
        ahead=next((week for week in now.weeks if week.first <= tomorrow <= week.last), None),
        exam=now.exam,
        own=now.own,
    )


def card(context: LearnerContext, figures: Milestone) -> Card:
    """Return the week's summary."""
    newly = [context.library.name(topic) for topic in figures.newly]
    rows = (
        (buttons.plan(), buttons.progress()),
        (button(labels.NO_WEEKLY_SUMMARY, Change("weekly", "off")),),
    )
    return Card(words.week_over(figures, newly, plan.names(context)), rows, picture=week_picture(context, figures))


def _days_answered(context: LearnerContext, first: date, last: date) -> int:
    """Return on how many study days of the week something was answered, the one that still runs included."""
    me = context.learner
    held = {day.date for day in context.store.learners.days(context.me) if day.answered}
    held |= {me.day_date} if me.day_answered else set()
    return sum(first <= day <= last for day in held)
