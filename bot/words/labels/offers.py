"""The labels of changes that were asked for in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.words import moments

if TYPE_CHECKING:
    from datetime import date, time

PAUSE_A_WEEK: Final = "Pause for a week"
SKIP_THIS_QUESTION: Final = "Skip this question"
STOP_THIS_EXAM: Final = "Stop this exam"
STOP_THIS_SET: Final = "Stop this set"
RECORD_IT: Final = "Record it"


def set_time(at: time) -> str:
    return set_to(moments.both(at))


def set_date(day: date) -> str:
    return set_to(moments.full(day))


def set_to(value: str) -> str:
    return f"Set to {value}"


def switch_to(zone: str) -> str:
    return f"Switch to {moments.zone_time(zone)}"


def turn(*, on: bool) -> str:
    return "Turn on" if on else "Turn off"


def turn_off(name: str) -> str:
    """A switch named in the label, where several are offered."""
    return f"Turn off: {name}"


def pause_through(last: date) -> str:
    return f"Pause through {moments.short(last)}"


def only_a_day(count: int) -> str:
    return f"Only {count} a day"
