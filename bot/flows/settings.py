"""Settings: one table, shown as one card, changed by a tap, by typed text, or by `/settings name value`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from bot.actions import Change, Page, button
from bot.chat import MAX_ROWS, Card
from bot.errors import Refusal
from bot.flows import buttons, half_days, near_names, plan, push_times
from bot.flows.board import names
from bot.flows.career import next_date
from bot.reading import read_focus, read_named, read_number, read_switch
from bot.times import bare_hour, bare_span, found_place, read_hours, read_span, read_time, read_zone
from bot.words import labels, moments, refusals
from bot.words import setup as words
from bot.zones import US_ZONES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.actions import Action
    from bot.chat import Reply, Rows, Text
    from bot.context import LearnerContext
    from bot.storage.tables import Learner
    from bot.words.moments import Hours

BOOK: Final = "settings"
"""The settings card as a book; its pages ask for one setting each."""
TIME: Final = "time"
ZONE: Final = "zone"
QUIET: Final = "quiet"
EXAM: Final = "exam"
MIN_SET: Final = 1
MAX_SET: Final = 40


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of a learner.

    Attributes:
        label: its name on the card. No label begins with a letter from A to D, which are reserved for answers.
        show: its value on the card.
        take: read and store a typed value; may raise Refusal.
        ask: how to ask for a value.
        suggested: values to tap, by label; labels may depend on the learner's clock format.
        is_on: for a switch, which a tap flips: whether it is on.
        after: reschedules what depends on it once it changes.
        why: what it does, if its name does not say so.
    """

    label: str
    show: Callable[[Learner], str]
    take: Callable[[LearnerContext, str], None]
    ask: Callable[[], Text]
    suggested: Callable[[Hours], Mapping[str, str]] = lambda _hours: {}
    is_on: Callable[[Learner], bool] | None = None
    after: Callable[[LearnerContext], None] = lambda _context: None
    why: str = ""


def _fixed(taps: Mapping[str, str]) -> Callable[[Hours], Mapping[str, str]]:
    return lambda _hours: taps


def _switch(
    label: str, name: str, after: Callable[[LearnerContext], None] = lambda _context: None, why: str = ""
) -> Setting:
    """Return the setting for a field of `LearnerSettings` that is on or off."""

    def is_on(learner: Learner) -> bool:
        return bool(getattr(learner.settings, name))

    def show(learner: Learner) -> str:
        return words.switch(on=is_on(learner))

    def take(context: LearnerContext, value: str) -> None:
        changed: dict[str, Any] = {name: read_switch(value)}
        context.settings = replace(context.settings, **changed)

    taps = {labels.ON: "on", labels.OFF: "off"}
    return Setting(label, show, take, partial(words.ask_switch, label, why), _fixed(taps), is_on, after, why)


def _time(context: LearnerContext, value: str) -> None:
    context.settings = replace(context.settings, daily_at=read_time(value))


def _zone(context: LearnerContext, value: str) -> None:
    push_times.move_zone(context, read_zone(value, lambda name: Change("zone", name)))


def _clock(context: LearnerContext, value: str) -> None:
    context.settings = replace(context.settings, clock=read_hours(value))


def _size(context: LearnerContext, value: str) -> None:
    context.settings = replace(context.settings, set_size=read_number(value, MIN_SET, MAX_SET))


def _focus(context: LearnerContext, value: str) -> None:
    context.settings = replace(context.settings, focus=read_focus(value))


def _exam(context: LearnerContext, value: str) -> None:
    context.learner.exam_date = next_date.read(context, value)


def _quiet(context: LearnerContext, value: str) -> None:
    begin, end = read_span(value)
    context.settings = replace(context.settings, quiet_from=begin, quiet_until=end)


SETTINGS: Final[dict[str, Setting]] = {
    "time": Setting(
        "Time of daily question",
        lambda me: moments.both(me.settings.daily_at),
        _time,
        words.ask_time,
        labels.times,
        after=push_times.plan,
    ),
    "zone": Setting(
        "Time zone",
        lambda me: moments.zone_line(me.settings.zone),
        _zone,
        words.ask_zone,
        _fixed({labels.us_zone(label): name for label, name in US_ZONES.items()}),
        after=push_times.plan,
    ),
    "clock": Setting(
        "Time format",
        lambda me: words.hours(me.settings.clock, moments.hours(me.settings.clock, me.settings.zone)),
        _clock,
        words.ask_hours,
        _fixed({labels.LIKE_MY_TIME_ZONE: moments.AUTOMATIC, **moments.CLOCKS}),
    ),
    "size": Setting(
        "Questions per day",
        lambda me: str(me.settings.set_size),
        _size,
        lambda: words.ask_size(MIN_SET, MAX_SET),
        _fixed({size: size for size in ("3", "5", "10", "20")}),
    ),
    "focus": Setting(
        "Focus of daily sets",
        lambda me: words.focus(me.settings.focus),
        _focus,
        words.ask_focus,
        _fixed({labels.LIKE_THE_EXAM: "blueprint", labels.MY_WEAKER_DOMAINS: "weak", labels.HEAVY_DOMAINS: "heavy"}),
    ),
    "exam": Setting(
        "Exam date",
        lambda me: words.exam_date(me.exam_date),
        _exam,
        words.type_date,
        _fixed({labels.IN_4_WEEKS: "in 4 weeks", labels.IN_8_WEEKS: "in 8 weeks", labels.NOT_BOOKED: "not booked"}),
        after=push_times.plan,
    ),
    "quiet": Setting(
        "Quiet hours",
        lambda me: moments.both_spans(me.settings.quiet_from, me.settings.quiet_until),
        _quiet,
        words.ask_quiet,
        labels.quiet_hours,
    ),
    "reminders": _switch("Late reminder", "late_reminder"),
    "daily": _switch("Scheduled questions", "daily_question", push_times.plan, why=words.SCHEDULED),
    "minimal": _switch("Minimal mode", "minimal", why=words.MINIMAL),
    "weekly": _switch("Weekly summary", "weekly_summary", push_times.plan_weekly),
    "news": _switch("News about the tutor", "news", why=words.NEWS),
    "confirm": _switch("Exam confirmation", "confirm_each", why=words.CONFIRM),
    "alias": Setting(
        "Name in groups",
        lambda me: words.alias(me.alias),
        names.claim,
        words.ask_alias,
        _fixed({labels.NO_NAME: "off"}),
    ),
}
"""What `/settings` accepts, in card order."""


def settings(context: LearnerContext, argument: str) -> list[Reply]:
    """Show the settings, or change one, called by its name or as the card calls it."""
    if not argument.strip():
        return [_card(context)]
    called = {each: name for name, setting in SETTINGS.items() for each in (name, setting.label)}
    name, value = read_named(argument, called)
    if not name:
        switches = {name for name, setting in SETTINGS.items() if setting.is_on}
        raise near_names.no_setting(argument, {name: each.label for name, each in SETTINGS.items()}, switches)
    return change(context, Change(name, value))


def change(context: LearnerContext, action: Change) -> list[Reply]:
    """Change a setting from another card or by typing, and confirm only that; without a value, ask for one."""
    if asked := _asked(context, action, lambda value: Change(action.setting, value)):
        return [asked]
    before, said = context.learner.exam_date, _keep(context, action)
    rows: Rows = ((buttons.settings(), buttons.today()),)
    if back := plan.way_back(context, before):
        rows = (back, *rows)
    if action.setting in {TIME, QUIET} and push_times.is_quiet_time(context):
        rows = ((button(SETTINGS[QUIET].label, Change(QUIET)), button(labels.OTHER_TIME, Change(TIME))), *rows)
    elif action.setting == ZONE and found_place(action.value):
        rows = ((button(labels.OTHER_ZONE, Change(ZONE)),), *rows)
    return [Card(words.setting_changed(said), rows)]


def turn(context: LearnerContext, at: str) -> list[Reply]:
    """Show, ask or change within the settings card: "", "size" or "size 10"."""
    name, _, value = at.partition(" ")
    if not name:
        context.learner.expecting = ""
        return [_card(context, replace=True)]
    if asked := _asked(context, Change(name, value), lambda value: Page(BOOK, f"{name} {value}")):
        return [replace(asked, rows=(*asked.rows, (button(labels.GO_BACK, Page(BOOK)),)), replace=True)]
    return [_card(context, _keep(context, Change(name, value)), replace=True)]


def typed(context: LearnerContext, name: str, said: str) -> list[Reply]:
    """Take typed text after a setting was asked for."""
    return change(context, Change(name, said))


def _asked(context: LearnerContext, wanted: Change, tap: Callable[[str], Action]) -> Card | None:
    """Return the card that asks for a value, None if there is one; `tap` makes the action of a value's button."""
    setting = SETTINGS.get(wanted.setting)
    if setting is None:
        raise Refusal(refusals.old_button())
    hour = bare_hour(wanted.value) if wanted.setting == TIME else None
    span = bare_span(wanted.value) if wanted.setting == QUIET else None
    if wanted.value and hour is None and span is None:
        return next_date.too_soon(context, wanted.value, tap) if wanted.setting == EXAM else None
    if setting.is_on is None:
        context.learner.expecting = f"settings.{wanted.setting}"
    if hour is not None:
        return Card(refusals.which_half(hour), (half_days.halves(hour, tap),))
    if span is not None:
        return Card(refusals.which_span(), (half_days.spans(span, context.hours, tap),))
    taps = [button(label, tap(value)) for label, value in setting.suggested(context.hours).items()]
    return Card(setting.ask(), tuple(tuple(taps[at : at + 4]) for at in range(0, len(taps), 4)))


def _keep(context: LearnerContext, action: Change) -> str:
    """Change a setting, and return it with its new value."""
    setting = SETTINGS[action.setting]
    setting.take(context, action.value)
    context.learner.expecting = ""
    setting.after(context)
    return words.setting(setting.label, setting.show(context.learner)) + _note(context, action)


def _note(context: LearnerContext, action: Change) -> str:
    """Return what may surprise about a new value: the place it was found by, a quiet daily time, or a later start."""
    if action.setting == EXAM:
        return words.exam_note(context.learner.exam_date, context.today)
    if action.setting == "size":
        return words.size_note(context.settings.set_size, context.learner.day_goal)
    if action.setting == ZONE:
        return words.fixed_note(context.settings.zone) + words.found_note(found_place(action.value))
    return push_times.quiet_note(context) if action.setting in {TIME, QUIET} else ""


def _card(context: LearnerContext, changed: str = "", *, replace: bool = False) -> Card:
    me = context.learner
    lines = [words.setting(setting.label, setting.show(me), setting.why) for setting in SETTINGS.values()]
    return Card(words.settings(lines, changed), _rows(me), replace=replace)


def _rows(me: Learner) -> Rows:
    taps = [
        button(setting.label, Page(BOOK, f"{name} {_flip(setting, me)}".strip())) for name, setting in SETTINGS.items()
    ]
    taps.append(buttons.today())
    width = -(-len(taps) // MAX_ROWS)  # as narrow as fits, so that one more setting widens the rows
    return tuple(tuple(taps[at : at + width]) for at in range(0, len(taps), width))


def _flip(setting: Setting, me: Learner) -> str:
    """Return what a tap sets a switch to; "" for the other settings, which ask instead."""
    if setting.is_on is None:
        return ""
    return "off" if setting.is_on(me) else "on"
