"""Pauses: nothing is sent, and the streak is kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Change, Run, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import buttons, exam, on_hold, push_times
from bot.flows import quiz_session as run
from bot.flows.exam_time import left
from bot.flows.pause_days import read_pause
from bot.reading import plain
from bot.storage.tables import EXAM
from bot.words import labels
from bot.words import setup as words

if TYPE_CHECKING:
    from bot.chat import Button, Reply
    from bot.context import LearnerContext

WEEK: Final = 7
ENDS: Final = frozenset({"off", "end", "stop", "cancel", "over", "none", "no"})
"""Words after `/pause` that ask for its end."""


def pause(context: LearnerContext, argument: str) -> list[Reply]:
    """Pause from one day to another; without an argument, show the current pause and offer spans."""
    if not argument.strip():
        context.learner.expecting = "pause"
        return [_ask(context)]
    first, last = _read(context, argument)
    context.learner.paused_from, context.learner.paused_until = first, last
    context.learner.expecting = ""
    push_times.plan(context)
    return [Card(words.paused(first, last, context.today), (_end(context),))]


def _read(context: LearnerContext, typed: str) -> tuple[date, date]:
    """Return the days of a pause; a refusal offers what was probably meant."""
    try:
        return read_pause(typed, context.today)
    except Refusal as refused:
        ends = plain(typed) in ENDS and _is_set(context)
        raise Refusal(refused.text, (_end(context),) if ends else (_spans(context),)) from None


def resume(context: LearnerContext, _argument: str) -> list[Reply]:
    """End a pause; without one, continue what is on hold, or ask which of several."""
    me = context.learner
    if me.paused_from is not None and me.paused_from > context.today:
        me.paused_from = me.paused_until = None
        push_times.plan(context)
        return [_resumed(context, words.CANCELED)]
    if _is_set(context):
        # Past days of the pause stay paused: only the rest is cut off.
        me.paused_until = context.today - timedelta(days=1)
        push_times.plan(context)
        return [_resumed(context, words.OVER)]
    found = on_hold.unfinished(context)
    if any(each.kind == EXAM and not left(context, each) for each in found):
        return exam.exam(context, "")  # its time is up: it is turned in, whatever else is open
    if len(found) > 1:
        return [on_hold.offer(context, found)]
    if found:
        return exam.exam(context, "") if found[0].kind == EXAM else run.go_on(context, found[0])
    return [Card(words.no_pause(), ((buttons.questions(context),),))]


def _is_set(context: LearnerContext) -> bool:
    """True while a pause is active or scheduled."""
    return context.learner.paused_until is not None and context.learner.paused_until >= context.today


def _ask(context: LearnerContext) -> Card:
    spans = _spans(context)
    first, last = context.learner.paused_from, context.learner.paused_until
    if first is None or last is None or not _is_set(context):
        return Card(words.how_to_pause(), (spans,))
    today = context.today
    said = words.paused_already(last, today) if first <= today else words.pause_ahead(first, last, today)
    return Card(said, (_end(context), spans))


def _resumed(context: LearnerContext, lead: str) -> Card:
    """Say what comes next, which need not be the daily question."""
    if push_times.asks_daily(context):
        return Card(words.resumed(lead, context.daily_time), ((buttons.today(),),))
    if not context.settings.daily_question:
        return Card(words.resumed_quietly(lead), ((button(labels.DAILY_ON, Change("daily", "on")), buttons.today()),))
    return Card(words.resumed_after_exam(lead), ((button(labels.SET_A_NEW_DATE, Change("exam")), buttons.today()),))


def _end(context: LearnerContext) -> tuple[Button]:
    first = context.learner.paused_from
    is_ahead = first is not None and first > context.today
    return (button(labels.CANCEL_THE_PAUSE if is_ahead else labels.END_THE_PAUSE, Run("resume")),)


def _spans(context: LearnerContext) -> tuple[Button, ...]:
    return tuple(_span(context, weeks) for weeks in (1, 2))


def _span(context: LearnerContext, weeks: int) -> Button:
    last = context.today + timedelta(days=WEEK * weeks - 1)
    return button(labels.weeks(weeks), Run("pause", f"{context.today.isoformat()} {last.isoformat()}"))
