"""First contact, and the welcome of someone who is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text
from bot.words.setup import clock, day, fixed_note, zone

if TYPE_CHECKING:
    from datetime import date, time

    from bot.chat import Text


def welcome() -> Text:
    return text(
        bold("CEHRS tutor"),
        "\nA few questions a day, each one explained, weighted like the exam.\nNot affiliated with NHA.\n\n",
        ask_date(),
    )


def ask_date() -> Text:
    return text("When is your exam? Tap, or type the date.")


def ask_time() -> Text:
    return text("At what time should the day's first question come? Tap, or type a time such as 17:00 or 7:30 am.")


def ask_zone() -> Text:
    return text("Which time zone are you in? Tap, or type a city such as Chicago.")


def guess_zone(name: str) -> Text:
    return text(f"Which time zone are you in? Your app suggests {zone(name)}. Tap, or type a city such as Chicago.")


def set_up(at: time, name: str, exam: date | None) -> Text:
    booked = f"Exam on {day(exam)}. " if exam else ""
    return text(f"{booked}A question comes each day at {clock(at)}, {zone(name)}.", fixed_note(name))


def welcome_back(exam: date | None, *lines: str) -> Text:
    booked = f"\nYour exam: {day(exam)}." if exam else ""
    return text(bold("Welcome back."), *(f"\n{line}" for line in lines), booked)


def comes_daily(at: time, name: str) -> str:
    return f"Your question comes each day at {clock(at)}, {zone(name)}."


def daily_off() -> str:
    return "Your question each day is off."


def exam_passed() -> str:
    return "Your exam date has passed, so no question comes by itself."


def paused(last: date) -> str:
    return f"You are paused until {day(last)}."
