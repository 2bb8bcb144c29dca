"""Five steps to the credential, with check marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words import moments
from bot.words.group import count

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from bot.chat import Text

STEPS: Final = (
    "Education",
    "Training",
    "Practice",
    "The exam",
    "Keeping it",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Today's state of the exam: its date, answers so far, the day of a pass, and credits out of those required."""

    today: date
    exam: date | None
    answered: int
    passed: date | None
    credits: float
    needed: float
    years: float
    renew: date | None


def roadmap(ticked: Collection[int], now: Standing) -> Text:
    said = (
        "a high school diploma or a GED.",
        "a program in electronic health records, or supervised work instead (see /eligibility).",
        "hands-on work with an EHR. Good to have; you need it only if you qualify through work instead of a program.",
        _exam(now),
        _keeping(now),
    )
    lines = [
        f"\n{number}. {name}{' (done)' if number in ticked else ''}: {each}"
        for number, (name, each) in enumerate(zip(STEPS, said, strict=True), 1)
    ]
    return text(
        bold(f"Your road to CEHRS: {len(ticked)} of {len(STEPS)} done"),
        *lines,
        "\n\nPick a step to check it off; pick it again to uncheck it.",
    )


def tick(number: int, *, done: bool) -> str:
    return f"{STEPS[number - 1]}: {'done' if done else 'to do'}"


def _exam(now: Standing) -> str:
    if now.passed:
        return f"passed {moments.on(now.passed, now.today)}."
    work = f"{count(now.answered, 'question') if now.answered else 'no questions'} answered here so far"
    if now.exam is None:
        return f"not booked yet; {work}. See /plan for a weekly schedule."
    left = (now.exam - now.today).days
    togo = f", {moments.days(left)} to go" if left > 1 else ""
    return f"{moments.near(now.exam, now.today)}{togo}; {work}. See /plan for your weekly schedule."


def _keeping(now: Standing) -> str:
    if now.renew is None:
        return f"{now.needed:g} credits and a fee every {now.years:g} years, after you pass."
    return f"{now.credits:g} of {now.needed:g} credits; renew by {moments.near(now.renew, now.today)} (see /renewal)."
