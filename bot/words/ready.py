"""How ready the learner is, and the placement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.learning.readiness import CUTS
from bot.words.progress import KNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Text
    from bot.learning.readiness import Chance, Likely

EVEN: Final = (0.4, 0.6)
_FROM_LOW: Final = ((0.95, "almost certain"), (0.8, "very likely"), (0.6, "likely"), (0.5, "more likely than not"))
"""By the lower end of a range: even that is this good."""
_FROM_HIGH: Final = ((0.05, "very unlikely for now"), (0.35, "unlikely for now"), (0.5, "less likely than not"))
"""By the upper end: even that is no better."""
LEAST, WHOLE = 1, 100
"""The smallest share that is named, and the whole, in percent."""
_CLOSE: Final = "too close to call"
WHY_FIRST: Final = "The order weighs how much of the exam a topic is and how much of it you have left to learn."


def passed() -> Text:
    return text("You passed the exam, so there's nothing left to estimate. /renewal tells you how to keep it.")


def not_yet(answered: int, needed: int) -> Text:
    left = needed - answered
    return text(bold("Too early to say."), f"\nI need {needed} answers for an honest guess; {left} to go.")


def placement_start(size: int) -> str:
    """The lines above the first question of a placement."""
    return (
        f"Here are {size} questions from across the exam to find your level. If you don't know one, skip it instead of"
        " guessing. I'll explain at the end."
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
        "\n\nStudy these first. They would raise your chances most:",
        *(f"\n{topic}" for topic in topics),
        f"\n{WHY_FIRST} {KNOWN}",
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
    """The chance as a range; an estimate is never certain, so there is no 0% and no 100%."""
    return between(round(100 * chance.low), round(100 * chance.high))


def between(lowest: int, highest: int) -> str:
    """Return two whole percentages as a range."""
    low, high = _percent(lowest), _percent(highest)
    if low == high:
        return low
    return f"{low.removesuffix('%')} to {high}" if low[0].isdigit() and high[0].isdigit() else f"{low} to {high}"


def _percent(whole: int) -> str:
    if LEAST <= whole <= WHOLE - LEAST:
        return f"{whole}%"
    return f"under {LEAST}%" if whole < LEAST else f"over {WHOLE - LEAST}%"


def in_words(chance: Chance) -> str:
    """The chance in words that hold for both ends of the range."""
    for least, word in _FROM_LOW:
        if chance.low >= least:
            return word
    for most, word in _FROM_HIGH:
        if chance.high < most:
            return word
    if chance.middle >= EVEN[1]:
        return f"{_CLOSE}, leaning toward a pass"
    return f"{_CLOSE}, leaning against a pass" if chance.middle < EVEN[0] else _CLOSE
