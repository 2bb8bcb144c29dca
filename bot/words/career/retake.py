"""After a failed attempt: when the next one may be, and what the score report changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words import moments
from bot.words.career.desk import line, sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.bank.career import Figure
    from bot.chat import Text

LEVELS: Final[Mapping[str, str]] = {"w": "weak", "f": "near passing", "s": "strong"}
ORDINALS: Final = ("first", "second", "third", "fourth", "fifth")


def passed() -> Text:
    return text("You passed, so there's no retake to plan.")


def nothing_failed() -> Text:
    return text(
        "You haven't told me about a failed attempt, and I hope you never need to."
        " If the exam went badly, send /result not passed."
    )


def retake(count: int, last: date, earliest: date, figures: Sequence[Figure], booked: date | None, today: date) -> Text:
    said = ORDINALS[count - 1] if count <= len(ORDINALS) else f"{count}th"
    return text(
        bold("The next attempt"),
        f"\nYou didn't pass {moments.on(last, today)}, the {said} attempt recorded here. It's a setback, not a"
        " verdict: you keep what you know, and now you know what the exam is like.",
        f"\n\nEarliest date: {moments.near(earliest, today)}.",
        *(f"\n{line(each)}" for each in figures),
        f"\nYour current exam date: {moments.near(booked, today)}." if booked else "\nYou haven't set a new date yet.",
        "\n\nEnter your score report by domain, and your plan and daily set will focus on the weak ones.",
        sources(figures),
    )


def level(domain: str, number: int, count: int) -> Text:
    head = "What does your score report say? Pick one, or send a percentage.\n\n" if number == 1 else ""
    return text(head, f"{number} of {count}. ", bold(domain))


def offer(levels: Sequence[tuple[str, str]], weak: float, near: float) -> Text:
    return text(
        bold("Your score report"),
        *(f"\n{name}: {LEVELS[found]}" for name, found in levels),
        f"\n\nShould I keep it until your next result? If I do, weak domains count {_times(weak)} as much in your"
        f" plan, those near passing {_times(near)} as much, and half of your daily set comes from the two groups.",
    )


def _times(factor: float) -> str:
    return "twice" if factor == 2 else f"{factor:g} times"  # noqa: PLR2004 - English has a word for it


def kept() -> Text:
    return text("I'll keep it until your next result. /plan shows the new weeks; /forget deletes it with the rest.")


def dropped() -> Text:
    return text("I didn't keep it. Your plan follows the exam's own weights.")


def not_a_part() -> Text:
    return text("Send /retake alone for your next date, or /retake report to enter your score report.")


def not_a_level() -> Text:
    return text("Send weak, near passing, strong, or a percentage from 0 to 100, such as 62.")
