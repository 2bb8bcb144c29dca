"""First contact, settings and pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text
from bot.learning.calendar import is_zone
from bot.zones import is_fixed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time

    from bot.chat import Text


MINIMAL = "when on, I leave out your streak and notes on corrected questions"
"""What minimal mode does."""


def day(when: date) -> str:
    return f"{when:%B} {when.day}, {when.year}"


def clock(at: time) -> str:
    return f"{at:%H:%M}"


def zone(name: str) -> str:
    shown = name.replace("_", " ") if is_fixed(name) else name
    return shown if is_zone(name) else f"{shown} (no longer a time zone; Eastern time is used)"


def type_date() -> Text:
    return text('Type the date, such as 2027-01-15, Jan 15 or "in 6 weeks".')


def ask_time() -> Text:
    return text("At what time should the day's first question come? Tap, or type a time such as 17:00 or 7:30 am.")


def ask_zone() -> Text:
    return text("Which time zone are you in? Tap, or type a city such as Chicago.")


def fixed_note(name: str) -> str:
    return f" {zone(name)} is a fixed offset: it does not follow daylight saving." if is_fixed(name) else ""


def settings(lines: Sequence[str], changed: str = "") -> Text:
    note = (bold(changed), "\n\n") if changed else ()
    return text(*note, bold("Settings"), *(f"\n{line}" for line in lines), "\n\nTap what you want to change.")


def setting(name: str, value: str, why: str = "") -> str:
    return f"{name}: {value}" + (f" ({why})" if why else "")


def setting_changed(said: str) -> Text:
    return text(bold(said))


def ask_size(minimum: int, maximum: int) -> Text:
    return text(
        f"How many questions a day? Send a number from {minimum} to {maximum}."
        " It counts for your streak from tomorrow on."
    )


def ask_quiet() -> Text:
    return text("Between which times should I stay quiet? Send two times, such as 21:00-08:00.")


def ask_alias() -> Text:
    return text(
        "What may study groups call you when you were first to be right? Send a name such as Night Owl."
        " Without one you are never named."
    )


def ask_switch(name: str, why: str = "") -> Text:
    return text(f"{name}: on or off?", f"\n{why[0].upper()}{why[1:]}." if why else "")


def switch(*, on: bool) -> str:
    return "on" if on else "off"


def focus(name: str) -> str:
    return {"weak": "my weaker domains", "heavy": "Clinical and Non-Clinical Operations"}.get(name, "like the exam")


def aim(name: str) -> str:
    if name == "weak":
        return "Your daily sets ask more of the domains that you know least, and some of every other."
    if name == "heavy":
        return "Your daily sets lean toward Clinical and Non-Clinical Operations, and ask some of every domain."
    return "Your daily sets keep the exam's proportions."


def ask_focus() -> Text:
    return text(
        "What should your daily sets lean toward?\n"
        "blueprint: the exam's proportions, as now for everyone who has not chosen.\n"
        "weak: more of the domains that you know least.\n"
        "heavy: more of Clinical and Non-Clinical Operations, which make up most of the exam.\n"
        "Every domain keeps coming either way."
    )


def exam_date(when: date | None) -> str:
    return day(when) if when else "not booked"


def span(begin: time, end: time) -> str:
    return f"{clock(begin)}-{clock(end)}"


def alias(name: str) -> str:
    return name or "none"


def paused(first: date, last: date) -> Text:
    return text(
        f"Paused from {day(first)} to {day(last)}. Your streak is kept, and nothing is sent. /resume ends it early."
    )


def how_to_pause() -> Text:
    return text('How long? Tap, or send something like "for 3 days", "until Friday", or "Dec 20 to Jan 3".')


def paused_already(last: date) -> Text:
    return text(
        f"You are paused until {day(last)}. Nothing is sent before the day after. To change it, tap or send days."
    )


def pause_ahead(first: date, last: date) -> Text:
    return text(f"Your pause is set: {day(first)} to {day(last)}. To change it, tap or send days.")


def resumed(at: time) -> Text:
    return text(f"Welcome back. The daily question comes again at {clock(at)}.")


def resumed_quietly() -> Text:
    return text("Welcome back; your pause is over. Your question each day is off, so it won't come by itself.")


def resumed_after_exam() -> Text:
    return text(
        "Welcome back; your pause is over. Your exam date has passed, so the daily question won't come by itself."
    )


def no_pause() -> Text:
    return text("No pause is set.")
