"""How the exam went, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text
from bot.words import moments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.chat import Text


def ask_result(today: date) -> Text:
    return text(
        "How did the exam go? Your answer helps me make better estimates, for you and for others.\n"
        f"Pick one, or send it with your scaled score and the date, such as /result passed 412 {moments.short(today)}."
    )


def which(other: str, passing: int, score: int) -> Text:
    """Ask which one is right; `other` is what would fit the score, as it can be typed."""
    return text(f"A passing score is {passing} or more, and you sent {score}. Did you mean /result {other}?")


def contradicts(taken: date, other: date, today: date, *, passed: bool) -> Text:
    """Ask about a pass before a failure (`passed`), or a failure after a pass; `other` is the day of the other one."""
    day, before = moments.on(taken, today), moments.on(other, today)
    if passed:
        return text(f"You told me you didn't pass {before}, which is later. Did you really pass {day}?")
    return text(f"You told me you passed {before}, which is earlier. Did you really take the exam again {day}?")


def when(booked: date | None, today: date) -> Text:
    known = f" I have {moments.near(booked, today)} as your exam date, and that is still ahead." if booked else ""
    return text(bold("When did you take it?"), known, "\nPick one, or send the day.")


def type_the_day(today: date) -> Text:
    return text(f'What day did you take it? Send it like {moments.short(today)}, "yesterday", or "3 days ago".')


def passed(renew_by: date | None, today: date) -> Text:
    until = (
        f"\nRenew by {moments.near(renew_by, today)}, as far as I know. I'll remind you in time." if renew_by else ""
    )
    return text(
        bold("Congratulations, you passed."),
        until,
        "\nThank you for telling me. I'll stop the daily question now. To get it back, send /settings daily on.",
    )


def not_passed(topics: Sequence[str]) -> Text:
    return text(
        "Thank you for telling me. It's a setback, not the end: you keep everything you've learned.\n\n",
        bold("For your next attempt, start with:"),
        *(f"\n{topic}" for topic in topics),
        "\n\nWhen is it? Send the date, or pick one.",
    )


def not_a_result(today: date, lowest: int, highest: int) -> Text:
    return text(
        "I couldn't read that. Send it like /result passed 412, or"
        f" /result not passed 371 {moments.short(today)}. Scores run from {lowest} to {highest}."
    )
