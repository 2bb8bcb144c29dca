"""How ready the learner is, and the placement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.learning.readiness import CUTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Text
    from bot.learning.readiness import Chance, Likely

EVEN: Final = (0.4, 0.6)
_WORDS: Final = (
    (0.2, "not likely yet"),
    (EVEN[0], "less likely than not"),
    (EVEN[1], "about even"),
    (0.8, "likely"),
)
SURE: Final = 0.95
WIDE: Final = 0.5
"""From this width on, a range only says which side of even it leans to."""


def passed() -> Text:
    return text("You passed the exam, so there's nothing left to estimate. /renewal tells you how to keep it.")


def not_yet(answered: int, needed: int) -> Text:
    left = needed - answered
    return text(bold("Too early to say."), f"\nI need {needed} answers for an honest guess; {left} to go.")


def placement_start(size: int) -> str:
    """The lines above the first question of a placement."""
    return (
        f"{size} questions from every domain find your level. If you don't know one, skip it instead of guessing."
        " I'll explain at the end."
    )


def ready(
    score: Likely, domains: Sequence[str], chance: Chance, topics: Sequence[str], *, bar: str, first: bool
) -> Text:
    """The readiness; `bar` is the passing score, and `first` is True if the few answers so far are a placement's."""
    return text(
        bold(f"If the exam were today, you would likely get {span(score)} of 100 right."),
        "\nThat is a wide first range from your placement. Each answer narrows it." if first else "",
        f"\nChance of passing: {in_words(chance)} ({percent(chance)}).\n",
        *(f"\n{line}" for line in domains),
        "\n\nWhat would raise it most:",
        *(f"\n{topic}" for topic in topics),
        f"\n\nThis is an estimate from your answers, not a score. The exam's {bar} is a scaled score, and nobody"
        f" publishes how many right answers that takes. I assume it takes {CUTS[0]} to {CUTS[1]} out of 100.",
    )


def ready_line(score: Likely, chance: Chance) -> str:
    return (
        f"If the exam were today, you would likely get {span(score)} of 100 right;"
        f" passing is {in_words(chance)} ({percent(chance)})."
    )


def domain_line(name: str, likely: Likely) -> str:
    return f"{name}: {span(likely)}%"


def span(likely: Likely) -> str:
    return f"{round(likely.low)} to {round(likely.high)}"


def percent(chance: Chance) -> str:
    low, high = round(100 * chance.low), round(100 * chance.high)
    return f"{low}%" if low == high else f"{low} to {high}%"


def in_words(chance: Chance) -> str:
    if chance.high - chance.low >= WIDE and chance.middle >= EVEN[1]:
        return "more likely than not"
    if chance.high - chance.low >= WIDE and chance.middle < EVEN[0]:
        return "less likely than not"
    for limit, word in _WORDS:
        if chance.middle < limit:
            return word
    return "very likely" if chance.middle < SURE else "almost certain"
