"""First contact: exam date, daily time and time zone, all of which can be skipped; then the first question."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from bot.actions import Run, Setup, button
from bot.chat import Card
from bot.drawing.picture import picture
from bot.errors import Refusal
from bot.figures import DayFigures
from bot.flows import buttons, push_times
from bot.flows.daily import daily
from bot.flows.half_days import halves
from bot.flows.locales import LIKELY
from bot.reading import plain, read_exam_date
from bot.times import bare_hour, found_place, read_time, read_zone
from bot.words import labels, refusals
from bot.words import setup as settings_words
from bot.words import start as words
from bot.zones import US_ZONES

if TYPE_CHECKING:
    from bot.chat import Button, Reply, Rows
    from bot.context import LearnerContext
    from bot.words.moments import Hours

STEPS: Final = ("date", "time", "zone")
SKIP: Final = "skip"
TYPE: Final = "type"
SKIPS: Final = frozenset({"skip", "skip it", "skip this", "skip that", "pass", "next"})
"""Typed words that skip a step."""


def start(context: LearnerContext, _argument: str) -> list[Reply]:
    """Greet with a picture of a day, and ask for what is not known yet."""
    if context.learner.onboarded:
        return [_welcome_back(context)]
    step = context.learner.expecting.removeprefix("start.")
    if step in STEPS[1:]:
        return [_asks(context, step)]
    context.learner.expecting = "start.date"
    a_day = picture(DayFigures(context.settings.set_size))
    return [Card(words.welcome(), _date_rows(tour=True), picture=a_day)]


def again(context: LearnerContext) -> list[Card]:
    """Repeat the open step after something else was answered; [] if none is open."""
    room, _, step = context.learner.expecting.partition(".")
    return [] if context.learner.onboarded or room != "start" else [_asks(context, step)]


def setup(context: LearnerContext, action: Setup) -> list[Reply]:
    """Handle a tap on a step."""
    if action.step not in STEPS:
        raise Refusal(refusals.old_button())
    if context.learner.onboarded:
        # An old button, or the last one again because its reply was lost: state the setting; it is changed elsewhere.
        return _finish(context, replace=action.step != "date")
    if action.value == TYPE:
        context.learner.expecting = "start.date"
        return [Card(settings_words.type_date())]
    if action.value == SKIP and action.step == "date":
        return _finish(context, replace=False)
    if action.value != SKIP:
        _take(context, action.step, action.value)
    # The first card stays: not every platform can edit its picture into text.
    return _after(context, action.step, replace=action.step != "date")


def typed(context: LearnerContext, step: str, said: str) -> list[Reply]:
    """Take typed text at a step."""
    if plain(said) in SKIPS:
        return _after(context, step, replace=False)
    if step == "time" and (hour := bare_hour(said)) is not None:
        return [Card(refusals.which_half(hour), (halves(hour, lambda at: Setup("time", at)),))]
    _take(context, step, said)
    return _after(context, step, replace=False, found=found_place(said) if step == "zone" else "")


def _take(context: LearnerContext, step: str, value: str) -> None:
    if step == "date":
        context.learner.exam_date = read_exam_date(value, context.today)
    elif step == "time":
        context.settings = dataclasses.replace(context.settings, daily_at=read_time(value))
    else:
        push_times.move_zone(context, read_zone(value, lambda name: Setup("zone", name)))


def _after(context: LearnerContext, step: str, *, replace: bool, found: str = "") -> list[Reply]:
    following = STEPS.index(step) + 1
    if following == len(STEPS):
        return _finish(context, replace=replace, found=found)
    return [_asks(context, STEPS[following], replace=replace)]


def _asks(context: LearnerContext, step: str, *, replace: bool = False) -> Card:
    context.learner.expecting = f"start.{step}"
    if step == "date":
        return Card(words.ask_date(), _date_rows(), replace=replace)
    if step == "time":
        return Card(words.ask_time(), _time_rows(context.hours), replace=replace)
    name = context.settings.zone
    hinted = (button(labels.city(name), Setup("zone", name)),) if name not in US_ZONES.values() else ()
    said = words.guess_zone(name) if hinted else words.ask_zone()
    return Card(said, (*([hinted] if hinted else []), *_zone_rows()), replace=replace)


def _finish(context: LearnerContext, *, replace: bool, found: str = "") -> list[Reply]:
    return [push_times.settled(context, replace=replace, found=found), *daily(context)]


def _welcome_back(context: LearnerContext) -> Card:
    rows = (*buttons.menu(buttons.questions(context)), (buttons.settings(),))
    return Card(words.welcome_back(context.exam_day, _comes(context)), rows)


def _comes(context: LearnerContext) -> str:
    """Say when the next question comes automatically, or why none does."""
    me = context.learner
    if context.is_paused(context.today) and me.paused_until:
        return words.paused(me.paused_until, context.today)
    if push_times.asks_daily(context):
        return words.comes_daily(context.settings.set_size, context.daily_time, me.settings.zone)
    return words.exam_passed() if me.settings.daily_question else words.daily_off()


def _date_rows(*, tour: bool = False) -> Rows:
    last: tuple[Button, ...] = (button(labels.SKIP_TO_QUESTION, Setup("date", SKIP)),)
    return (
        (
            button(labels.IN_4_WEEKS, Setup("date", "in 4 weeks")),
            button(labels.IN_8_WEEKS, Setup("date", "in 8 weeks")),
        ),
        (button(labels.NOT_BOOKED, Setup("date", "not booked")), button(labels.TYPE_THE_DATE, Setup("date", TYPE))),
        last,
        *([(button(labels.TAKE_THE_TOUR, Run("tour")),)] if tour else []),
    )


def _time_rows(hours: Hours) -> Rows:
    times = [button(label, Setup("time", at)) for label, at in labels.times(hours).items()]
    return tuple(times), (button(labels.SKIP, Setup("time", SKIP)),)


def _zone_rows() -> Rows:
    zones = [button(labels.us_zone(label), Setup("zone", US_ZONES[label])) for label in LIKELY]
    return tuple(zones[:4]), tuple(zones[4:]), (button(labels.SKIP, Setup("zone", SKIP)),)
