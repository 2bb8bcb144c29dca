"""A duel's arithmetic: which questions both get, which answers are in time, and who did better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.learning.quiz_selection import draw

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.learning.catalogue import Item
    from bot.learning.dice import Random

SIZE: Final = 5
MINUTE: Final = 60.0
"""Seconds for a question, as in the exam."""
ON_THE_WAY: Final = 2.0
"""Seconds that a question and its answer may spend in transit; no one loses an answer to it."""
A_TIE: Final = 1.0
"""Times that differ by no more than this many seconds are equal: phones differ by as much."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to a question of a duel: whether it was right, and how many seconds it took."""

    right: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Score:
    """One side of a duel: number of right answers, and seconds for all questions that count."""

    right: int
    seconds: float


def is_late(seconds: float) -> bool:
    """True for an answer that came too late to count."""
    return seconds > MINUTE + ON_THE_WAY


def score(given: Mapping[str, Given], counted: Iterable[str]) -> Score:
    """Add up one side; a question not answered in time took the whole minute."""
    found = [given.get(question, Given(right=False, seconds=MINUTE)) for question in counted]
    return Score(sum(each.right for each in found), sum(min(max(each.seconds, 0.0), MINUTE) for each in found))


def lead(mine: Score, theirs: Score) -> int:
    """Return 1 if the first side is better, -1 if the second is, 0 for a tie. Right answers rank; time breaks ties."""
    if mine.right != theirs.right:
        return 1 if mine.right > theirs.right else -1
    apart = theirs.seconds - mine.seconds
    if abs(apart) <= A_TIE:
        return 0
    return 1 if apart > 0 else -1


def paper(
    items: Sequence[Item],
    domain_of: Mapping[str, str],
    counts: Mapping[str, int],
    sides: tuple[Mapping[str, float], Mapping[str, float]],
    rng: Random,
) -> list[str]:
    """Return the questions of a duel, domains mixed: first those neither side was ever asked, then those one side was.

    `counts` are by domain, `domain_of` by topic; each side maps a question to the time it was last asked.
    """
    last = {question: max(at, sides[0].get(question, at)) for question, at in sides[1].items()}
    last = {**sides[0], **last}
    picked = list[str]()
    for domain, count in counts.items():
        within = [item for item in items if domain_of[item.topic] == domain]
        picked += _freshest(within, count, sides, last, rng)
    rng.shuffle(picked)
    return picked


def _freshest(
    items: Sequence[Item],
    count: int,
    sides: tuple[Mapping[str, float], Mapping[str, float]],
    last: Mapping[str, float],
    rng: Random,
) -> list[str]:
    picked = list[str]()
    for seen in range(3):
        known = [item for item in items if sum(item.id in side for side in sides) == seen]
        picked += draw(known, count - len(picked), last, rng)
    return picked
