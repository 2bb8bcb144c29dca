"""The result of a placement: a level for each domain, and its effect on the daily sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.learning.readiness import CUTS
from bot.words.setup import aim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Text
    from bot.learning.readiness import Likely

_LEVELS: Final = ((50, "lots of room to improve"), (CUTS[0], "getting there"), (CUTS[1], "near the passing range"))


def result(right: int, total: int, lines: Sequence[str], focus: str, *, back: bool) -> Text:
    """The result; `back` is True if everything that was missed comes back."""
    return text(
        bold(f"Placement: {right} of {total} right."),
        "\nYour estimated level (right answers out of 100):\n",
        *(f"\n{line}" for line in lines),
        f"\n\n{aim(focus)} Within each domain, new questions go where they can raise your score the most.",
        " What you missed will come back, too." if back else "",
        "" if focus == "weak" else "\nFor more of your weaker domains, send /settings focus weak.",
    )


def level(name: str, likely: Likely) -> str:
    """A domain's level in words, and its range."""
    return f"{name}: {round(likely.low)} to {round(likely.high)}, {_in_words(likely.middle)}"


def _in_words(middle: float) -> str:
    for limit, words in _LEVELS:
        if middle < limit:
            return words
    return "strong"
