"""Ask once, on the third day, whether the daily hour fits: on the daily card, not in a separate message."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Change, Hour, button
from bot.chat import MAX_ROWS, Card
from bot.flows import buttons, push_times
from bot.times import read_time
from bot.words import hours as words
from bot.words import labels, moments

if TYPE_CHECKING:
    from datetime import time

    from bot.chat import Reply
    from bot.context import LearnerContext

THIRD: Final = 2
"""Study day, counted from 0, from which the question is asked."""
NEVER: Final = -1
STEP: Final = timedelta(hours=2)
"""How far "earlier" and "later" move it."""


def ask(context: LearnerContext, card: Card) -> Card:
    """Return the daily card with the question below it, if it is due; rebuilding the card gives the same."""
    me = context.learner
    if me.day_number < THIRD or me.hour_asked not in {NEVER, me.day_number} or len(card.rows) >= MAX_ROWS:
        return card
    me.hour_asked = me.day_number
    at = me.settings.daily_at
    earlier, later = _moved(at, -STEP), _moved(at, STEP)
    row = (
        button(labels.keep(context.daily_time), Hour(_typed(at))),
        button(moments.clock(earlier, context.hours), Hour(_typed(earlier))),
        button(moments.clock(later, context.hours), Hour(_typed(later))),
        button(labels.OTHER_TIME, Change("time")),
    )
    return replace(card, body=(*card.body, *words.does_it_fit(context.daily_time)), rows=(*card.rows, row))


def move(context: LearnerContext, action: Hour) -> list[Reply]:
    """Keep the hour, or move it from the next day on; the question above stays where it is."""
    at = read_time(action.at)
    if at == context.settings.daily_at:
        return [Card(words.kept(context.daily_time))]
    context.settings = replace(context.settings, daily_at=at)
    push_times.plan(context)
    said = words.moved(context.daily_time, push_times.quiet_note(context))
    return [Card(said, ((buttons.settings(),),))]


def _moved(at: time, span: timedelta) -> time:
    return (datetime(2000, 1, 1, at.hour, at.minute) + span).time()  # noqa: DTZ001 - only the time of day matters


def _typed(at: time) -> str:
    return at.isoformat("minutes")
