"""Changes asked for in plain words: repeated as understood, and offered as one button that makes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.actions import Change, Run, button
from bot.bank import wishes
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import buttons, exam_result, prompts, waiting
from bot.flows.career import next_date
from bot.flows.half_days import halves, spans
from bot.flows.pause_days import read_pause
from bot.flows.settings import MAX_SET, MIN_SET, SETTINGS
from bot.reading import read_number
from bot.times import bare_hour, bare_span, found_place, read_span, read_time, read_zone
from bot.words import labels, moments, refusals
from bot.words import offers as words
from bot.words import setup as setup_words
from bot.words.labels import offers as offer_labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.bank.wished import Wish
    from bot.chat import Reply, Text
    from bot.context import LearnerContext

    Make = Callable[[LearnerContext, str], Card]

CONFIRM: Final = "offer"
"""The topic of an offer, which a typed yes accepts."""
_PROMPTS: Final = {
    "start.date": "exam",
    "plan.exam": "exam",
    "start.time": "time",
    "start.zone": "zone",
    "pause": "pause",
}
"""What a prompt asks for, where its name does not say so."""


def offer(context: LearnerContext, said: str) -> list[Reply] | None:
    """Offer the change that a text asks for; None if it asks for none.

    Raises:
        Refusal: it asks for one, but with a value that does not exist.
    """
    wish = wishes.read(said)
    card = _card(context, wish) if wish else None
    return waiting.beside(context, [card]) if card else None


def requested(context: LearnerContext, said: str) -> str:
    """Return the value of what the open prompt asks for, if a text names it in a sentence; "" if it does not."""
    asked = context.learner.expecting
    wish = wishes.read(said)
    wanted = _PROMPTS.get(asked, asked.removeprefix("settings."))
    return wish.value if wish and wish.what == wanted else ""


def _card(context: LearnerContext, wish: Wish) -> Card | None:
    try:
        return _OFFERS[wish.what](context, wish.value)
    except Refusal as refused:
        if wish.is_certain or refused.rows:
            raise
        return None  # "I moved to another time zone" names no place


def _one(context: LearnerContext, body: Text, label: str, command: str, argument: str) -> Card:
    """Return an offer with its only button; a typed yes accepts it, unless a step of first contact follows."""
    if not context.learner.expecting.startswith(prompts.START):
        prompts.confirm(context, CONFIRM, f"{command} {argument}")
    return Card(body, ((button(label, Run(command, argument)),),))


def _already(context: LearnerContext, name: str) -> Card:
    setting = SETTINGS[name]
    return Card(
        words.already(setup_words.setting(setting.label, setting.show(context.learner))), ((buttons.settings(),),)
    )


def _time(context: LearnerContext, value: str) -> Card:
    if (hour := bare_hour(value)) is not None:
        return Card(refusals.which_half(hour), (halves(hour, lambda at: Change("time", at)),))
    at, before = read_time(value), context.settings.daily_at
    comes = context.settings.daily_question
    if at == before:
        if comes:
            return _already(context, "time")
        return _one(context, words.daily_is_off(at), labels.DAILY_ON, "settings", "daily on")
    said, setting = words.daily_time(at, before, comes=comes), f"time {at.isoformat('minutes')}"
    card = _one(context, said, offer_labels.set_time(at), "settings", setting)
    on = button(labels.DAILY_ON, Run("settings", "daily on"))
    return card if comes else replace(card, rows=(*card.rows, (on,)))


def zone(context: LearnerContext, value: str) -> Card:
    """Offer the time zone of a place, a time zone, or a zip code.

    Raises:
        Refusal: there is none of that name, or there are several, which it offers.
    """
    value = value.removesuffix(" now")
    name = read_zone(value, lambda each: Change("zone", each))
    if name == context.settings.zone:
        return _already(context, "zone")
    place = found_place(value)
    return _one(context, words.zone(name, place), offer_labels.switch_to(name), "settings", f"zone {name}")


def _size(context: LearnerContext, value: str) -> Card:
    count, before = read_number(value, MIN_SET, MAX_SET), context.settings.set_size
    if count == before:
        return _already(context, "size")
    return _one(context, words.size(count, before), labels.questions_a_day(count), "settings", f"size {count}")


def _exam(context: LearnerContext, value: str) -> Card:
    if asked := next_date.too_soon(context, value, lambda each: Run("plan", each)):
        return asked
    day, before = next_date.read(context, value), context.learner.exam_date
    if day is None or day == before:
        return _already(context, "exam")
    return _one(context, words.exam(day, before, context.today), offer_labels.set_date(day), "plan", day.isoformat())


def _quiet(context: LearnerContext, value: str) -> Card:
    if hours := bare_span(value):
        return Card(refusals.which_span(), (spans(hours, context.hours, lambda each: Change("quiet", each)),))
    now = (context.settings.quiet_from, context.settings.quiet_until)
    wanted = read_span(value)
    if wanted == now:
        return _already(context, "quiet")
    said, before = (moments.span(*each, context.hours) for each in (wanted, now))
    argument = "quiet " + "-".join(each.isoformat("minutes") for each in wanted)
    return _one(context, words.quiet(said, before), offer_labels.set_to(said), "settings", argument)


def _switch(name: str) -> Make:
    def make(context: LearnerContext, value: str) -> Card:
        setting, on = SETTINGS[name], value == "on"
        if setting.is_on is None or setting.is_on(context.learner) == on:
            return _already(context, name)
        return _one(context, words.turn(setting.label, on=on), offer_labels.turn(on=on), "settings", f"{name} {value}")

    return make


def _clock(context: LearnerContext, value: str) -> Card:
    if context.settings.clock == value:
        return _already(context, "clock")
    shown = setup_words.hours(value, 24 if value == "24" else 12)
    label = offer_labels.set_to(shown)
    return _one(context, words.value(SETTINGS["clock"].label, shown), label, "settings", f"clock {value}")


def _focus(context: LearnerContext, value: str) -> Card:
    if context.settings.focus == value:
        return _already(context, "focus")
    shown = setup_words.focus(value)
    said = words.value(SETTINGS["focus"].label, shown)
    return _one(context, said, offer_labels.set_to(shown), "settings", f"focus {value}")


def _messages(context: LearnerContext, _value: str) -> Card:
    """Offer every switch that is on of what comes unasked, and a pause."""
    sent = [name for name in _SENT if _is_on(context, name)]
    if not sent:
        return Card(words.nothing_sent(), ((buttons.settings(),),))
    ways = [(button(offer_labels.turn_off(SETTINGS[name].label), Run("settings", f"{name} off")),) for name in sent]
    return Card(words.which_messages(), (*ways, (button(offer_labels.PAUSE_A_WEEK, Run("pause", "for a week")),)))


def _pause(context: LearnerContext, value: str) -> Card:
    first, last = read_pause(value, context.today)
    argument = f"{first.isoformat()} {last.isoformat()}"
    said = words.pause(first, last, context.today)
    return _one(context, said, offer_labels.pause_through(last), "pause", argument)


def _result(context: LearnerContext, value: str) -> Card:
    told, day = exam_result.told(context, value)
    if told is None:
        return exam_result.ask(words.how_it_went(day or context.today, context.today), day)
    if clash := exam_result.contradiction(context, told):
        return clash
    said = words.result(told.score, day, context.today, passed=told.passed)
    return _one(context, said, offer_labels.RECORD_IT, "result", told.typed)


def _is_on(context: LearnerContext, name: str) -> bool:
    is_on = SETTINGS[name].is_on
    return is_on is not None and is_on(context.learner)


_SENT: Final = ("daily", "reminders", "weekly", "news")
"""The switches of what comes unasked."""
_OFFERS: Final[dict[str, Make]] = {
    "time": _time,
    "zone": zone,
    "size": _size,
    "exam": _exam,
    "quiet": _quiet,
    "clock": _clock,
    "focus": _focus,
    "messages": _messages,
    "pause": _pause,
    "result": _result,
    **{name: _switch(name) for name in ("daily", "reminders", "weekly", "news", "minimal", "confirm")},
}
