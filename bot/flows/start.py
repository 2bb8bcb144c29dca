"""First contact: exam date, daily time, time zone, each of which can be skipped; then the first question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Setup, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import buttons, push_times
from bot.flows.daily import daily
from bot.reading import read_exam_date
from bot.times import read_time, read_zone
from bot.words import labels, refusals
from bot.words import setup as words
from bot.zones import US_ZONES

if TYPE_CHECKING:
    from bot.chat import Reply, Rows
    from bot.context import LearnerContext
    from bot.words.moments import Hours

STEPS: Final = ("date", "time", "zone")
SKIP: Final = "skip"
TYPE: Final = "type"


def start(context: LearnerContext, _argument: str) -> list[Reply]:
    """Greet, and ask what is not known yet."""
    if context.learner.onboarded:
        return [_welcome_back(context)]
    step = context.learner.expecting.removeprefix("start.")
    if step in STEPS[1:]:
        return [_asks(context, step)]
    context.learner.expecting = "start.date"
    return [Card(words.welcome(), _date_rows())]


def setup(context: LearnerContext, action: Setup) -> list[Reply]:
    """Take a tap on a step."""
    if action.step not in STEPS:
        raise Refusal(refusals.old_button())
    if context.learner.onboarded:
        # An old button, or the last one again because its answer was lost: what is set is said, and changed elsewhere.
        return _finish(context, replace=True)
    if action.value == TYPE:
        context.learner.expecting = "start.date"
        return [Card(words.type_date())]
    if action.value == SKIP and action.step == "date":
        return _finish(context, replace=True)
    if action.value != SKIP:
        _take(context, action.step, action.value)
    return _after(context, action.step, replace=True)


def typed(context: LearnerContext, step: str, said: str) -> list[Reply]:
    """Take typed text at a step."""
    _take(context, step, said)
    return _after(context, step, replace=False)


def _take(context: LearnerContext, step: str, value: str) -> None:
    if step == "date":
        context.learner.exam_date = read_exam_date(value, context.today)
    elif step == "time":
        context.learner.daily_at = read_time(value)
    else:
        push_times.move_zone(context, read_zone(value, lambda name: Setup("zone", name)))


def _after(context: LearnerContext, step: str, *, replace: bool) -> list[Reply]:
    following = STEPS.index(step) + 1
    if following == len(STEPS):
        return _finish(context, replace=replace)
    return [_asks(context, STEPS[following], replace=replace)]


def _asks(context: LearnerContext, step: str, *, replace: bool = False) -> Card:
    context.learner.expecting = f"start.{step}"
    if step == "time":
        return Card(words.ask_time(), _time_rows(context.hours), replace=replace)
    return Card(words.ask_zone(), _zone_rows(), replace=replace)


def _finish(context: LearnerContext, *, replace: bool) -> list[Reply]:
    return [push_times.settled(context, replace=replace), *daily(context)]


def _welcome_back(context: LearnerContext) -> Card:
    body = words.welcome_back(context.daily_time, context.learner.zone, context.exam_day)
    return Card(body, ((buttons.today(), buttons.settings()),))


def _date_rows() -> Rows:
    return (
        (
            button(labels.IN_4_WEEKS, Setup("date", "in 4 weeks")),
            button(labels.IN_8_WEEKS, Setup("date", "in 8 weeks")),
        ),
        (button(labels.NOT_BOOKED, Setup("date", "not booked")), button(labels.TYPE_THE_DATE, Setup("date", TYPE))),
        (button(labels.SKIP_TO_QUESTION, Setup("date", SKIP)),),
    )


def _time_rows(hours: Hours) -> Rows:
    times = [button(label, Setup("time", at)) for label, at in labels.times(hours).items()]
    return tuple(times), (button(labels.SKIP, Setup("time", SKIP)),)


def _zone_rows() -> Rows:
    zones = [button(labels.us_zone(label), Setup("zone", name)) for label, name in US_ZONES.items()]
    return tuple(zones[:4]), tuple(zones[4:]), (button(labels.SKIP, Setup("zone", SKIP)),)
