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

_LEVELS: Final = (
    (50, "lots of room to improve", "There's lots of room to improve in every domain."),
    (CUTS[0], "getting there", "No domain stands out yet: there is work to do in each."),
    (CUTS[1], "near the passing range", "You're near the passing range in every domain."),
    (float("inf"), "strong", "You're strong in every domain."),
)
"""A level's upper limit, its name, and the sentence if all domains share it."""


def result(right: int, total: int, levels: Sequence[tuple[str, Likely]], focus: str, *, back: bool) -> Text:
    """The result; `levels` has each domain's name and level, `back` is True if all that was missed comes back."""
    shared = len({_in_words(likely) for _, likely in levels}) == 1
    return text(
        bold(f"Placement: {right} of {total} right."),
        "\nYour estimated level (right answers out of 100):\n",
        *(f"\n{_level(name, likely, named=not shared)}" for name, likely in levels),
        f"\n\n{_in_words(levels[0][1])[1]}" if shared else "\n",
        f"\n{total} questions give only a rough idea, so the ranges are wide and lean toward the middle.",
        f"\n\n{aim(focus)} Within each domain, new questions go where they can raise your score the most.",
        " What you missed will come back, too." if back else "",
        "" if shared or focus == "weak" else "\nFor more of your weaker domains, send /settings focus weak.",
    )


def _level(name: str, likely: Likely, *, named: bool) -> str:
    between = f"{name}: {round(likely.low)} to {round(likely.high)}"
    return f"{between}, {_in_words(likely)[0]}" if named else between


def _in_words(likely: Likely) -> tuple[str, str]:
    return next((name, every) for limit, name, every in _LEVELS if likely.middle < limit)
