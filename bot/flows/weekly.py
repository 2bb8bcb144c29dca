"""A summary of the past week, and what the next one holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.actions import Change, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import buttons, plan
from bot.flows.pictures import answers_by_day, week_picture
from bot.learning import past_weeks
from bot.learning.calendar import DAY_TURNS, moment, monday, study_date
from bot.learning.past_weeks import Answered, Milestone, Tally
from bot.words import labels, pictures, refusals
from bot.words import week as words

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.learning.plans import Plan
    from bot.learning.weeks import Week


def milestone(context: LearnerContext, day: date | None = None) -> Milestone:
    """Return the figures of the week (Monday to Sunday) with a local date; by default the last completed one."""
    first = monday(day or study_date(context.now, context.zone) - timedelta(days=7))
    last, following = first + timedelta(days=6), first + timedelta(days=7)
    begin, end = (moment(each, DAY_TURNS, context.zone) for each in (first, following))
    now, by_day = plan.current(context), answers_by_day(context, first, last)
    before, held = (plan.standings(context, at) for at in (begin, end))
    tally = _tally(context, begin, end)
    return Milestone(
        first=first,
        last=last,
        days_answered=sum(map(bool, by_day)),
        answered=sum(by_day),
        right=tally.right,
        back=tally.back,
        won=tally.won,
        missed=tally.missed,
        known=sum(standing.is_known for standing in held),
        begun=sum(standing.is_begun for standing in held),
        begun_before=sum(standing.is_begun for standing in before),
        topics=now.topics,
        newly=past_weeks.newly_known(before, held),
        ahead=_ahead(now, following),
        simulations=tuple(day for day in plan.simulations(now) if context.today <= day < following + timedelta(days=7)),
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
    return Card(words.in_short(figures, context.today), rows, picture=week_picture(context, figures))


def in_words(context: LearnerContext, of: str) -> list[Reply]:
    """Put everything a week's summary shows into words, with what comes next while that is still ahead."""
    try:
        figures = milestone(context, date.fromisoformat(of))
    except (ValueError, OverflowError) as error:
        raise Refusal(refusals.old_button()) from error
    newly = [context.library.name(topic) for topic in figures.newly]
    by_day = pictures.by_weekday(answers_by_day(context, figures.first, figures.last))
    body = words.whole(figures, newly, plan.names(context), by_day, context.today)
    return [Card(body, ((buttons.plan(), buttons.progress()),))]


def _tally(context: LearnerContext, begin: datetime, end: datetime) -> Tally:
    log = context.store.answers.log(context.me)
    answers = [Answered(row.question, bool(row.correct), row.answered_at) for row in log]
    return past_weeks.tally(answers, begin, end)


def _ahead(now: Plan, monday: date) -> Week | None:
    """Return the plan's week with that Monday, or what is left of it."""
    sunday = monday + timedelta(days=6)
    return next((week for week in now.weeks if week.last >= monday and week.first <= sunday), None)
