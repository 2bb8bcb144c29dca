"""The picture of a past week, from the figures of its text."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.drawing.picture import picture
from bot.figures import WeekFigures
from bot.learning.calendar import DAY_TURNS, moment

if TYPE_CHECKING:
    from datetime import date

    from bot.chat import Picture
    from bot.context import LearnerContext
    from bot.learning.past_weeks import Milestone


def week_picture(context: LearnerContext, week: Milestone) -> Picture:
    """Return the picture of a past week."""
    return picture(
        WeekFigures(
            first=week.first,
            answers=answers_by_day(context, week.first, week.last),
            right=week.right,
            goal=context.settings.set_size,
            fresh=tuple(context.library.name(topic) for topic in week.newly),
            counted="known" if week.known else "practiced",
            count=week.known or week.begun,
            count_before=max(0, week.known - len(week.newly)) if week.known else week.begun_before,
            topics=week.topics,
            focus=tuple(context.library.name(part.domain) for part in week.ahead.parts) if week.ahead else (),
            planned=week.own * len(week.ahead.days) if week.ahead else 0,
        ),
        worded=True,
    )


def answers_by_day(context: LearnerContext, first: date, last: date) -> tuple[int, ...]:
    """Return the answers of each study day from the first to the last, in local dates."""
    days = (first + timedelta(days=at) for at in range((last - first).days + 2))
    since = [context.store.answers.count(context.me, moment(day, DAY_TURNS, context.zone)) for day in days]
    return tuple(before - after for before, after in pairwise(since))
