"""What asking a question now is worth at the exam: an estimate in exam points, of which only the order counts."""

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
"""How much of a lesson is the question's own fact, against what carries over to its topic (both are in the exam)."""
KNOWN: Final = 0.65
"""The share of its worth that a question loses if it is known for certain."""
FITTING: Final = (0.5, 0.9)
"""The chance to be right between which a question suits a learner ..."""
UNFITTING: Final = 0.6
"""... and what is left of its worth outside."""
SIBLING: Final = 0.5
"""What is left of a new question's worth when its point was asked before: it is kept for a return."""
SAME_TOPIC: Final = 0.9
"""What is left of a question's worth right after another of its topic."""

DAY: Final = 86400.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a question is to be asked: now and the exam in seconds since 1970; what was planned before it."""

    now: float
    exam: float
    topic: int = -1
    ahead: Floats | None = None

    @property
    def today(self) -> float:
        """Return now in days."""
        return self.now / DAY


def promise(catalogue: Catalogue, mastery: Mastery, exam: float) -> Floats:
    """Return what each topic can still give, projected to the exam (days), as a share of the exam's points.

    Someone who is sure to know it, or cannot yet get a foothold in it, gains least on new questions (the slope);
    a fact that is not known counts whole.
    """
    x, slope = known(*mastery.ability(exam))
    return np.asarray(catalogue.worth * (slope + FACTS * (1 - x)))


def gains(catalogue: Catalogue, mastery: Mastery, memories: Memories, moment: Moment) -> Floats:
    """Return the worth of asking each question, in no unit."""
    topics = promise(catalogue, mastery, moment.exam / DAY) * mastery.spacing(moment.today, moment.ahead)
    if moment.topic >= 0:
        topics[moment.topic] *= SAME_TOPIC
    rates, seen = mastery.rates, memories.seen()
    recall = memories.recall(seen, moment.now)
    right = _chances(catalogue, mastery, moment.now, seen, recall)
    worth = topics[catalogue.topic] * (1 - KNOWN * (right - rates.floor) / rates.slope)
    worth *= np.where((right < FITTING[0]) | (right > FITTING[1]), UNFITTING, 1.0)
    worth[seen] *= rates.again * (1 - recall) / memories.times[seen]
    if catalogue.has_siblings:
        asked = np.zeros(catalogue.points, dtype=bool)
        asked[catalogue.point[seen]] = True
        worth[asked[catalogue.point] & (memories.times == 0)] *= SIBLING
    return np.asarray(worth)


def chances(catalogue: Catalogue, mastery: Mastery, memories: Memories, now: float) -> Floats:
    """Return the chance that each question would be answered right (seconds)."""
    seen = memories.seen()
    return _chances(catalogue, mastery, now, seen, memories.recall(seen, now))


def _chances(catalogue: Catalogue, mastery: Mastery, now: float, seen: Numbers, recall: Floats) -> Floats:
    rates = mastery.rates
    level = (mastery.ability(now / DAY)[0])[catalogue.topic] - mastery.scale * catalogue.difficulty
    level[seen] += rates.memory * recall
    return np.asarray(rates.floor + rates.slope / (1 + np.exp(-level)))


def information(catalogue: Catalogue, mastery: Mastery, now: float) -> Floats:
    """Return how much an answer in each topic would narrow what is known of the exam's score (variance, days)."""
    x, slope = known(*mastery.ability(now))
    cov, rates = mastery.covariance(now), mastery.rates
    chance = rates.floor + rates.slope * x
    narrowed = (catalogue.worth * slope**2) @ cov**2
    return np.asarray(narrowed * (rates.slope * slope) ** 2 / (chance * (1 - chance)))
