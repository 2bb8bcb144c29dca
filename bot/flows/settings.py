"""Settings: shown as one card, changed by a tap, by typed text, or by /settings name value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Change, Run
from bot.chat import Card
from bot.context import button
from bot.errors import Refusal
from bot.flows import push_times
from bot.reading import read_alias, read_exam_date, read_number, read_span, read_switch, read_time, read_zone
from bot.words import refusals
from bot.words import setup as words
from bot.zones import US_ZONES

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Reply, Rows
    from bot.context import LearnerContext

MIN_SET: Final = 1
MAX_SET: Final = 40

NAMES: Final = {
    "time": "Daily time",
    "zone": "Time zone",
    "size": "Questions a day",
    "exam": "Exam date",
    "quiet": "Quiet hours",
    "reminders": "Late reminder",
    "daily": "Daily question",
    "minimal": "Minimal mode",
    "weekly": "Weekly summary",
    "alias": "Name in groups",
}
"""What `/settings` takes, and how it is called on the screen."""
WHEN: Final = frozenset({"time", "zone", "exam", "daily"})
"""Settings that move the next push."""
WHEN_WEEKLY: Final = frozenset({"quiet", "weekly"})
"""Settings that move the weekly summary alone."""
SWITCHES: Final = {"reminders": "late_reminder", "daily": "pushes", "minimal": "minimal", "weekly": "weekly"}


def settings(context: LearnerContext, argument: str) -> list[Reply]:
    """Show the settings, or change one."""
    name, _, value = argument.strip().partition(" ")
    if not name:
        return [_card(context)]
    if name.casefold() not in NAMES:
        raise Refusal(refusals.not_a_setting())
    return change(context, Change(name.casefold(), value.strip()), pressed=False)


def change(context: LearnerContext, action: Change, *, pressed: bool = True) -> list[Reply]:
    """Change a setting; without a value, ask for one."""
    if action.setting not in NAMES:
        raise Refusal(refusals.old_button())
    if not action.value:
        return [_ask(context, action.setting)]
    if action.setting in SWITCHES:
        setattr(context.learner, SWITCHES[action.setting], read_switch(action.value))
    else:
        _TAKE[action.setting](context, action.value)
    context.learner.expecting = ""
    if action.setting in WHEN:
        push_times.plan(context)
    elif action.setting in WHEN_WEEKLY:
        push_times.plan_weekly(context)
    note = words.changed(NAMES[action.setting]) + words.fixed_note(context.learner.zone) * (action.setting == "zone")
    return [_card(context, note, replace=pressed)]


def typed(context: LearnerContext, name: str, said: str) -> list[Reply]:
    """Take typed text where a setting was asked for."""
    return change(context, Change(name, said), pressed=False)


def _ask(context: LearnerContext, name: str) -> Card:
    if name in SWITCHES:
        rows = ((button("On", Change(name, "on")), button("Off", Change(name, "off"))),)
        return Card(words.ask_switch(NAMES[name]), rows)
    context.learner.expecting = f"settings.{name}"
    if name == "size":
        return Card(
            words.ask_size(MIN_SET, MAX_SET), (tuple(button(n, Change(name, n)) for n in ("3", "5", "10", "20")),)
        )
    return Card(words.asks(name), _suggested(name))


def _suggested(name: str) -> Rows:
    values: dict[str, dict[str, str]] = {
        "time": {at: at for at in ("07:00", "12:00", "17:00", "20:00")},
        "zone": {f"US {label}": name for label, name in US_ZONES.items()},
        "quiet": {"21:00-08:00": "21:00-08:00", "22:00-07:00": "22:00-07:00"},
        "exam": {"In 4 weeks": "in 4 weeks", "In 8 weeks": "in 8 weeks", "Not booked": "not booked"},
        "alias": {"No name": "off"},
    }
    buttons = [button(label, Change(name, value)) for label, value in values[name].items()]
    return tuple(tuple(buttons[at : at + 4]) for at in range(0, len(buttons), 4))


def _card(context: LearnerContext, note: str = "", *, replace: bool = False) -> Card:
    me = context.learner
    state = {
        "time": words.clock(me.daily_at),
        "zone": words.zone(me.zone),
        "size": str(me.set_size),
        "exam": words.day(me.exam_date) if me.exam_date else "not booked",
        "quiet": f"{words.clock(me.quiet_from)}-{words.clock(me.quiet_until)}",
        **{name: "on" if getattr(me, column) else "off" for name, column in SWITCHES.items()},
        "alias": me.alias or "none",
    }
    lines = [f"{NAMES[name]}: {value}" for name, value in state.items()]
    buttons = [button(_short(name), Change(name, _flip(state, name))) for name in NAMES]
    buttons.append(button("Today's questions", Run("daily")))
    rows = tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))
    return Card(words.settings(lines, note), rows, replace=replace)


def _short(name: str) -> str:
    """Return a label that begins with none of the letters A to D, which are the answers'."""
    return {"daily": "Push each day", "time": "Time of day"}.get(name, NAMES[name])


def _flip(state: dict[str, str], name: str) -> str:
    """Return what a tap sets a switch to; other settings ask."""
    if name not in SWITCHES:
        return ""
    return "off" if state[name] == "on" else "on"


def _time(context: LearnerContext, value: str) -> None:
    context.learner.daily_at = read_time(value)


def _zone(context: LearnerContext, value: str) -> None:
    push_times.move_zone(context, read_zone(value))


def _size(context: LearnerContext, value: str) -> None:
    context.learner.set_size = read_number(value, MIN_SET, MAX_SET)


def _exam(context: LearnerContext, value: str) -> None:
    context.learner.exam_date = read_exam_date(value, context.today)


def _quiet(context: LearnerContext, value: str) -> None:
    context.learner.quiet_from, context.learner.quiet_until = read_span(value)


def _alias(context: LearnerContext, value: str) -> None:
    context.learner.alias = read_alias(value)


_TAKE: Final[dict[str, Callable[[LearnerContext, str], None]]] = {
    "time": _time,
    "zone": _zone,
    "size": _size,
    "exam": _exam,
    "quiet": _quiet,
    "alias": _alias,
}
