"""First contact, and returning learners.

Times are on the learner's clock, such as "5:00 PM"; the exam's day comes with its "on", "" for none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text
from bot.words import moments
from bot.words.setup import fixed_note

if TYPE_CHECKING:
    from datetime import date

    from bot.chat import Text


def welcome() -> Text:
    return text(
        bold("CEHRS tutor"),
        "\nFor the Certified Electronic Health Record Specialist (CEHRS) exam."
        "\nA few questions a day, weighted like the exam, each one explained."
        "\nNot affiliated with NHA, the National Healthcareer Association.\n\n",
        ask_date(),
    )


def ask_date() -> Text:
    return text("When is your exam? Pick one, or type the date.")


def ask_time() -> Text:
    return text("What time should your daily question come? Pick one, or type a time such as 7:30 am or 17:00.")


def ask_zone() -> Text:
    return text("Which time zone are you in? Pick yours, or type your city or zip code.")


def guess_zone(name: str) -> Text:
    return text(
        f"Which time zone are you in? Your app suggests {moments.zone_time(name)}. Pick one, or type your city."
    )


def set_up(coming: str, name: str, exam: str, notes: str = "") -> Text:
    """Sum up the first settings; `coming` says when the day's questions come, or that they are off."""
    booked = f"Your exam is {exam}. " if exam else ""
    return text(f"{booked}{coming}", fixed_note(name), notes)


def welcome_back(exam: str, *lines: str) -> Text:
    booked = f"\nYour exam is {exam}." if exam else ""
    return text(bold("Welcome back."), *(f"\n{line}" for line in lines), booked)


def comes_daily(size: int, at: str, name: str) -> str:
    what = "Your daily question comes" if size == 1 else f"Your {size} daily questions come"
    return f"{what} at {at} {moments.zone_time(name)}."


def daily_off() -> str:
    return "Your daily question is off."


def exam_passed() -> str:
    return "Your exam date has passed, so no question comes by itself."


def paused(last: date, today: date) -> str:
    return f"Your messages are paused through {moments.near(last, today)}."
