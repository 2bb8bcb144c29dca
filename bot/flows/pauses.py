"""Pauses: nothing is sent, the streak is kept."""

from __future__ import annotations

import contextlib
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Run, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import buttons, exam, push_times
from bot.flows import quiz_session as run
from bot.reading import read_date
from bot.storage.tables import EXAM
from bot.words import labels, refusals
from bot.words import setup as words

if TYPE_CHECKING:
    from datetime import date

    from bot.chat import Button, Reply
    from bot.context import LearnerContext

WEEK: Final = 7
_BETWEEN = re.compile(r"\s+(?:to|until|-|\u2013)\s+")


def pause(context: LearnerContext, argument: str) -> list[Reply]:
    """Pause from a day to a day; without an argument, offer spans; with one day, pause from today."""
    if not argument.strip():
        context.learner.expecting = "pause"
        return [Card(words.how_to_pause(), (tuple(_span(context, weeks) for weeks in (1, 2)),))]
    first, last = _days(context, argument[:100])
    if last < first:
        raise Refusal(refusals.pause_backwards())
    context.learner.paused_from, context.learner.paused_until = first, last
    context.learner.expecting = ""
    push_times.plan(context)
    return [Card(words.paused(first, last, context.today), ((button(labels.END_THE_PAUSE, Run("resume")),),))]


def resume(context: LearnerContext, _argument: str) -> list[Reply]:
    """End a pause; without one, go on with what is open."""
    if context.learner.paused_until is not None and context.learner.paused_until >= context.today:
        # The days that were paused stay paused: only what lies ahead is cut off.
        context.learner.paused_until = context.today - timedelta(days=1)
        push_times.plan(context)
        return [Card(words.resumed(), ((buttons.today(),),))]
    if found := context.store.quiz_sessions.open(context.me):
        return exam.exam(context, "") if found.kind == EXAM else run.go_on(context, found)
    return [Card(words.no_pause(), ((buttons.today(),),))]


def _days(context: LearnerContext, argument: str) -> tuple[date, date]:
    """Return first and last day of "2026-12-20 2027-01-03", "Dec 20 to Jan 3", "Jan 3" or "2 weeks"."""
    if parts := _BETWEEN.split(argument.strip(), 1)[1:]:
        return read_date(_BETWEEN.split(argument.strip(), 1)[0], context.today), read_date(parts[0], context.today)
    pieces = argument.split()
    for at in range(1, len(pieces)):
        with contextlib.suppress(Refusal):
            halves = " ".join(pieces[:at]), " ".join(pieces[at:])
            first, last = (read_date(half, context.today) for half in halves)
            return first, last
    return context.today, read_date(argument, context.today)


def _span(context: LearnerContext, weeks: int) -> Button:
    last = context.today + timedelta(days=WEEK * weeks - 1)
    return button(labels.weeks(weeks), Run("pause", f"{context.today.isoformat()} {last.isoformat()}"))
