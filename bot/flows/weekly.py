"""A summary of the past week, and what the next one holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.actions import Change, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import buttons, plan
from bot.flows.pictures import answers_by_day, week_picture
from bot.learning import plans
from bot.learning.calendar import DAY_TURNS, moment
from bot.words import labels, pictures, refusals
from bot.words import plan as words

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.learning.plans import Milestone, Plan
    from bot.learning.weeks import Week


def milestone(context: LearnerContext, day: date | None = None) -> Milestone:
    """Return the figures of the week (Monday to Sunday) with a local date; by default the last completed one."""
    day = day or context.today - timedelta(days=(context.today.weekday() + 1) % 7)
    first = day - timedelta(days=day.weekday())
    last, following = first + timedelta(days=6), first + timedelta(days=7)
    begin, end = (moment(each, DAY_TURNS, context.zone) for each in (first, following))
    now, by_day = plan.current(context), answers_by_day(context, first, last)
    before, held = (plan.standings(context, at) for at in (begin, end))
    return plans.Milestone(
        first=first,
        last=last,
        days_answered=sum(map(bool, by_day)),
        answered=sum(by_day),
        known=sum(standing.is_known for standing in held),
        begun=sum(standing.is_begun for standing in held),
        begun_before=sum(standing.is_begun for standing in before),
        topics=now.topics,
        newly=plans.newly_known(before, held),
        ahead=_ahead(now, following),
        exam=now.exam,
        own=now.own,
    )


def card(context: LearnerContext, figures: Milestone) -> Card:
    """Return the week's summary: its picture, and the three most important facts."""
    rows = (
        (buttons.plan(), buttons.progress()),
        (
            buttons.in_words("week", figures.first.isoformat()),
            button(labels.NO_WEEKLY_SUMMARY, Change("weekly", "off")),
        ),
    )
    return Card(words.week_in_short(figures), rows, picture=week_picture(context, figures))


def in_words(context: LearnerContext, of: str) -> list[Reply]:
    """Put everything a week's summary shows into words, with what comes next while that is still ahead."""
    try:
        figures = milestone(context, date.fromisoformat(of))
    except (ValueError, OverflowError) as error:
        raise Refusal(refusals.old_button()) from error
    newly = [context.library.name(topic) for topic in figures.newly]
    by_day = pictures.by_weekday(answers_by_day(context, figures.first, figures.last))
    body = words.week_over(figures, newly, plan.names(context), by_day, context.today)
    return [Card(body, ((buttons.plan(), buttons.progress()),))]


def _ahead(now: Plan, monday: date) -> Week | None:
    """Return the plan's week with that Monday, or what is left of it."""
    sunday = monday + timedelta(days=6)
    return next((week for week in now.weeks if week.last >= monday and week.first <= sunday), None)
