"""Renewal: the deadline, what it takes, and reminders on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words import moments
from bot.words.career.desk import line, sources

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.bank.career import Figure
    from bot.chat import Text

FILE: Final = "cehrs-renewal.ics"
CALENDAR: Final = "CEHRS renewal"
ENTRY: Final = "CEHRS: renew by today"
REMINDER: Final = "CEHRS renewal: check your credits"
SHOWN: Final = 8
"""Number of the newest log entries listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Credits earned on a day, and what for."""

    earned_on: date
    credits: float
    what: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Today's state of a renewal."""

    today: date
    passed: date
    renew_by: date
    earned: float
    needed: float
    entries: Sequence[Entry]
    reminded: bool
    next_reminder: date | None


def not_passed() -> Text:
    return text("Renewal starts once you pass. When you do, send /result passed and the date.")


def renewal(now: Standing, figures: Sequence[Figure]) -> Text:
    return text(
        bold(f"Renew by {_by(now.renew_by, now.today)}"),
        f"\nPassed {moments.on(now.passed, now.today)}. Credits: {now.earned:g} of {now.needed:g}.",
        *(f"\n- {_entry(each)}" for each in now.entries[-SHOWN:]),
        f"\n{len(now.entries) - SHOWN} older ones are in /export." if len(now.entries) > SHOWN else "",
        _reminders(now),
        "\n",
        *(f"\n{line(each)}" for each in figures),
        sources(figures[:1]),
    )


def ask_credits() -> Text:
    return text(
        bold("Log continuing education"),
        "\nHow many credits? Pick one, or send a number such as 1.5."
        " I keep it only after you answer all three questions.",
    )


def ask_day(today: date) -> Text:
    return text(f'When did you earn them? Pick one, or send the day, such as {moments.short(today)} or "3 days ago".')


def ask_what() -> Text:
    return text("What was it? Send a few words, such as HIPAA refresher.")


def logged(credits_: float, earned: float, needed: float) -> Text:
    rest = max(0.0, needed - earned)
    tail = f"{rest:g} to go." if rest else "That's all you need. Next, pay the fee."
    return text(f"Logged: {_credits(credits_)}. {earned:g} of {needed:g}; {tail}")


def removed() -> Text:
    return text("Removed.")


def reminders(*, on: bool) -> Text:
    return text("I'll remind you." if on else "I won't remind you about renewal. Send /renewal on to change that.")


def calendar() -> Text:
    return text("Here is your renewal as a calendar file, with the day itself and four reminders before it.")


def reminder(renew_by: date, today: date, earned: float, needed: float, figures: Sequence[Figure]) -> Text:
    return text(
        bold(f"Renew your CEHRS by {_by(renew_by, today)}"),
        f"\nLogged here: {earned:g} of {needed:g} credits.",
        *(f"\n{line(each)}" for each in figures),
    )


def lapsed(renew_by: date, figure: Figure) -> Text:
    return text(
        bold(f"Your renewal date, {moments.full(renew_by)}, has passed."),
        "\nIf you renewed, well done. You have nothing left to do here.",
        f"\nIf not: {line(figure)}",
    )


def not_credits(most: float) -> Text:
    return text(f"Send a number of credits from 0.5 to {most:g}, in steps of 0.5, such as 1.5.")


def not_what(most: int) -> Text:
    return text(f"Say what it was in {most} characters or fewer, such as HIPAA refresher.")


def not_a_part() -> Text:
    return text(
        "Try /renewal alone, /renewal log, /renewal calendar, or /renewal off. To log in one line:"
        " /renewal credits 2 what HIPAA refresher on yesterday."
    )


def _by(renew_by: date, today: date) -> str:
    """The date and how far off it is, unless it is today or tomorrow, which say so themselves."""
    days = (renew_by - today).days
    if days in {0, 1}:
        return moments.near(renew_by, today)
    return f"{moments.near(renew_by, today)}: {f'{moments.days(-days)} ago' if days < 0 else f'{days} days to go'}"


def _credits(count: float) -> str:
    return "1 credit" if count == 1 else f"{count:g} credits"


def _entry(entry: Entry) -> str:
    return f"{moments.full(entry.earned_on)}: {_credits(entry.credits)}, {entry.what}"


def _reminders(now: Standing) -> str:
    if not now.reminded:
        return "\nReminders are off."
    return f"\nNext reminder: {moments.near(now.next_reminder, now.today)}." if now.next_reminder else ""
