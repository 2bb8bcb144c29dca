"""How ready a learner is: the likely raw score today, by domain and overall, and the chance of passing.

The belief is the model's; its spread was calibrated on simulated learners (`python -m benchmarks.learning`), on
different seeds from those its figures are measured on. No raw cut is published: 390 of 500 is a scaled score.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erf, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.learning.mastery import known
from bot.learning.memories import DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.learning.catalogue import Catalogue
    from bot.learning.mastery import Mastery
    from bot.learning.memories import Memories

    Floats = NDArray[np.float64]

FEWEST: Final = 40
"""Minimum number of answers for an estimate."""
QUESTIONS: Final = 100
"""Scored questions in an exam."""
CUTS: Final = (66, 78)
"""The raw scores between which the passing score is assumed to lie."""
LIKELY: Final = 1.2816
"""Standard deviations on either side of the mean that contain 80% of a normal distribution."""
FACTS: Final = 0.55
"""Share of the exam that asks facts of the bank's questions; the rest asks others on the same topics."""
INFLATION: Final = 1.0
"""Factor on the model's own variance."""
UNMODELLED: Final = 0.02
"""Standard deviation (share of the score) of what the model leaves out; common to all domains."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A range of raw scores in percent that contains the exam's result with a chance of 80%, and its middle."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of passing (0 to 1): for the highest assumed cut, averaged over all, and for the lowest."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Readiness:
    """The likely result of an exam today.

    `score` is the raw score of one exam of 100 new questions, so that it includes the luck of the draw; `expected` is
    the mean over many such exams. `domains` are as `score`, by domain id, in percent of the domain's questions.
    `topics` are the three in which study would raise the score most, best first.
    """

    score: Likely
    expected: Likely
    domains: dict[str, Likely]
    chance: Chance
    topics: tuple[str, ...]


def readiness(
    catalogue: Catalogue, mastery: Mastery, memories: Memories, now: float, topics: tuple[str, ...]
) -> Readiness:
    """Return the readiness at a time (seconds since 1970)."""
    chances, spread = shares(catalogue, mastery, memories, now)
    score, luck = float(catalogue.worth @ chances), _luck(catalogue.worth, chances, QUESTIONS)
    belief = _variance(catalogue.worth, spread)
    domains = {}
    for index, domain in enumerate(catalogue.domains):
        inside = np.where(catalogue.domain == index, catalogue.worth, 0.0) / catalogue.share[index]
        variance = _variance(inside, spread) + _luck(inside, chances, QUESTIONS * catalogue.share[index])
        domains[domain] = likely(float(inside @ chances), variance)
    return Readiness(
        likely(score, belief + luck),
        likely(score, belief),
        domains,
        _chance(score, belief + luck),
        topics,
    )


def shares(catalogue: Catalogue, mastery: Mastery, memories: Memories, now: float) -> tuple[Floats, Floats]:
    """Return the expected share (0 to 1) of right answers in each topic's exam questions, and their covariance."""
    chances, spread = _beliefs(catalogue, mastery, now / DAY)
    return chances + FACTS * mastery.rates.slope * _kept(catalogue, mastery, memories, now), spread


def likely(mean: float, variance: float) -> Likely:
    """Return the range of a share (0 to 1) in percent."""
    reach = LIKELY * sqrt(variance)
    return Likely(*(100 * min(max(each, 0.0), 1.0) for each in (mean - reach, mean, mean + reach)))


def _beliefs(catalogue: Catalogue, mastery: Mastery, now: float) -> tuple[Floats, Floats]:
    """Return the expected share of right answers in each topic and the covariance of those shares."""
    mean, variance = mastery.ability(now)
    x, slope = known(mean - mastery.scale * catalogue.usual, variance + mastery.scale**2 * catalogue.unlike)
    rates = mastery.rates
    return rates.floor + rates.slope * x, mastery.covariance(now) * np.multiply.outer(slope, slope) * rates.slope**2


def _kept(catalogue: Catalogue, mastery: Mastery, memories: Memories, now: float) -> Floats:
    """Return by how much each topic's seen questions, if asked again, would raise its known share."""
    seen = memories.seen()
    topic, recall = catalogue.topic[seen], memories.recall(seen, now)
    level = mastery.ability(now / DAY)[0][topic] - mastery.scale * catalogue.difficulty[seen]
    q = 1 / (1 + np.exp(-level))
    lift = np.where(memories.missed[seen], np.maximum(recall - q, 0.0), (1 - q) * recall)
    size = np.maximum(np.bincount(catalogue.topic, minlength=len(catalogue.worth)), 1)
    return np.asarray(np.bincount(topic, lift, len(catalogue.worth)) / size)


def _variance(weights: Floats, spread: Floats) -> float:
    return INFLATION * float(weights @ spread @ weights) + UNMODELLED**2


def _luck(weights: Floats, chances: Floats, questions: float) -> float:
    """Return the variance of a score (as a share) due to which questions are drawn and luck in answering them."""
    return float(weights @ (chances * (1 - chances))) / questions


def _chance(score: float, variance: float) -> Chance:
    cuts = range(CUTS[0], CUTS[1] + 1)
    chances = [_above((100 * score - cut + 0.5) / (100 * sqrt(variance))) for cut in cuts]
    return Chance(chances[-1], sum(chances) / len(chances), chances[0])


def _above(z: float) -> float:
    return 0.5 * (1 + erf(z / sqrt(2)))
