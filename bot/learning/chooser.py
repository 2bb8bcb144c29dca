"""What asking a question now is worth in the exam: an estimate in exam points, of which only the order matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.learning.mastery import known

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.learning.catalogue import Catalogue
    from bot.learning.mastery import Mastery
    from bot.learning.memories import Memories

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]

FACTS: Final = 0.3
"""Share of a lesson that is the question's own fact; the rest carries over to its topic (both are in the exam)."""
KNOWN: Final = 0.65
"""Share of its worth that a question loses if it is known for certain."""
FITTING: Final = (0.5, 0.9)
"""Range of the chance of a right answer in which a question suits a learner ..."""
UNFITTING: Final = 0.6
"""... and the share of its worth left outside that range."""
SIBLING: Final = 0.5
"""Share of a new question's worth left if its point was asked before: it is kept for a return."""
SAME_TOPIC: Final = 0.9
"""Share of a question's worth left right after another one of its topic."""

DAY: Final = 86400.0
"""In seconds."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a question is asked: now and the exam in seconds since 1970; and what was planned before it."""

    now: float
    exam: float
    topic: int = -1
    ahead: Floats | None = None

    @property
    def today(self) -> float:
        """Return now in days."""
        return self.now / DAY


def promise(catalogue: Catalogue, mastery: Mastery, exam: float) -> Floats:
    """Return what each topic can still yield, projected to the exam (days), as a share of the exam's points.

    Someone who surely knows it, or cannot get a foothold in it yet, gains least from new questions (the slope); an
    unknown fact counts in full.
    """
    x, slope = known(*mastery.ability(exam))
    return np.asarray(catalogue.worth * (slope + FACTS * (1 - x)))


def gains(catalogue: Catalogue, mastery: Mastery, memories: Memories, moment: Moment, among: Numbers) -> Floats:
    """Return the worth of asking each question `among` these, without a unit."""
    topics = promise(catalogue, mastery, moment.exam / DAY) * mastery.spacing(moment.today, moment.ahead)
    if moment.topic >= 0:
        topics[moment.topic] *= SAME_TOPIC
    rates, times = mastery.rates, memories.times[among]
    right = chances(catalogue, mastery, memories, moment.now, among)
    worth = topics[catalogue.topic[among]] * (1 - KNOWN * (right - rates.floor) / rates.slope)
    worth *= np.where((right < FITTING[0]) | (right > FITTING[1]), UNFITTING, 1.0)
    if (seen := np.flatnonzero(times)).size:
        worth[seen] *= rates.again * (1 - memories.recall(among[seen], moment.now)) / times[seen]
    if catalogue.has_siblings:
        asked = np.zeros(catalogue.points, dtype=bool)
        asked[catalogue.point[memories.seen()]] = True
        worth[asked[catalogue.point[among]] & (times == 0)] *= SIBLING
    return np.asarray(worth)


def chances(catalogue: Catalogue, mastery: Mastery, memories: Memories, now: float, among: Numbers) -> Floats:
    """Return the chance of a right answer to each question `among` these (seconds)."""
    rates = mastery.rates
    level = (mastery.ability(now / DAY)[0])[catalogue.topic[among]] - mastery.scale * catalogue.difficulty[among]
    if (seen := np.flatnonzero(memories.times[among])).size:
        level[seen] += rates.memory * memories.recall(among[seen], now)
    return np.asarray(rates.floor + rates.slope / (1 + np.exp(-level)))


def information(catalogue: Catalogue, mastery: Mastery, now: float) -> Floats:
    """Return how much an answer in each topic would narrow the uncertainty of the exam score (variance, days)."""
    x, slope = known(*mastery.ability(now))
    cov, rates = mastery.covariance(now), mastery.rates
    chance = rates.floor + rates.slope * x
    narrowed = (catalogue.worth * slope**2) @ cov**2
    return np.asarray(narrowed * (rates.slope * slope) ** 2 / (chance * (1 - chance)))
