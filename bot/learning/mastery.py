"""What a learner knows of each topic: a Gaussian belief over abilities (logits) and the rate at which they learn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp, pi, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.learning.catalogue import Catalogue

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rates:
    """The model's constants, in logits and days; `python -m benchmarks.learning` shows how well they do.

    The prior: ability `mean`, and its variance `shared` by all topics, within a `domain`, and of the `topic` itself. A
    lesson adds `rate`, a step of the author's difficulty subtracts `scale`; their `_spread` is the standard deviation.
    The chance of a right mark is `floor + slope * sigmoid(ability - scale * difficulty + memory * recall)`: four
    options, four slips in a hundred.
    """

    mean: float = 0.3
    shared: float = 0.49
    domain: float = 0.25
    topic: float = 0.36
    rate: float = 0.1
    rate_spread: float = 0.04
    scale: float = 0.55
    scale_spread: float = 0.35
    floor: float = 0.25
    slope: float = 0.71
    memory: float = 1.5
    right: float = 0.5
    """What a known question teaches, relative to an unknown one."""
    again: float = 0.5
    """What a fully forgotten question teaches, relative to a new one."""
    load: float = 1.0
    load_days: float = 6.0
    """Recent lessons, counted with this decay, make the next one in the topic worth 1 / (1 + load * count)."""
    massed: float = 0.25
    """The same for the belief's count of what a lesson has taught: the chooser does well to space more than it must."""
    fade_days: float = 30.0
    """What was learned here decays as (1 + days / fade_days) ** -0.5."""
    drift: float = 0.02
    """Variance added by each lesson, since people learn different amounts from it."""


RATES: Final = Rates()
FLOAT: Final = np.dtype("<f4")
"""The belief is stored and computed in single precision, so that a stored one is identical to the last bit."""


def known(mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Return the expected chance of knowing, and its mean slope over ability, given an uncertain ability.

    By the probit approximation of the logistic-normal integral (MacKay 1992, doi:10.1162/neco.1992.4.5.720).
    """
    shrink = 1 / np.sqrt(1 + pi * variance / 8)
    x = 1 / (1 + np.exp(-shrink * mean))
    return x, shrink * x * (1 - x)


@cache
def _half(size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The stored indexes of a symmetric matrix: the diagonal and below."""
    rows, columns = np.tril_indices(size)
    return rows, columns


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as asked: its difficulty (author's steps), the chance of recalling it, and how new its lesson was.

    `weight` (0 to 1) is how informative the answer is.
    """

    difficulty: float
    recall: float
    novelty: float
    weight: float


class Mastery:
    """The belief about one learner.

    The ability in topic k is `mean[k] + mean[-2] * exposure[k]`: what was there before, plus what the lessons here have
    added; `mean[-1]` is what a step of difficulty subtracts. All are uncertain, jointly (`cov`). `exposure` counts
    lessons and decays with the time since `last` (days since 1970); `load` counts recent ones.
    """

    __slots__ = ("cov", "exposure", "last", "load", "mean", "rates")

    def __init__(self, catalogue: Catalogue, rates: Rates = RATES) -> None:
        n = len(catalogue.topics)
        self.rates = rates
        self.mean = np.full(n + 2, rates.mean, dtype=FLOAT)
        self.mean[n:] = rates.rate, rates.scale
        same = catalogue.domain[:, None] == catalogue.domain[None, :]
        self.cov = np.zeros((n + 2, n + 2), dtype=FLOAT)
        self.cov[:n, :n] = rates.shared + rates.domain * same + rates.topic * np.eye(n)
        self.cov[n, n], self.cov[n + 1, n + 1] = rates.rate_spread**2, rates.scale_spread**2
        self.exposure, self.load, self.last = (np.zeros(n, dtype=kind) for kind in (FLOAT, FLOAT, "<f8"))

    def exposures(self, now: float) -> Floats:
        """Return what is left of the lessons in each topic at a time (days)."""
        days = np.maximum(now - self.last, 0.0)
        return np.asarray(self.exposure / np.sqrt(1 + days / self.rates.fade_days))

    @property
    def scale(self) -> float:
        """Return what a step of the author's difficulty subtracts, in logits."""
        return float(self.mean[-1])

    def ability(self, now: float) -> tuple[Floats, Floats]:
        """Return mean and variance of the ability in each topic (logits) at a time (days)."""
        left = self.exposures(now)
        mean = self.mean[:-2] + self.mean[-2] * left
        variance = self.cov.diagonal()[:-2] + 2 * left * self.cov[:-2, -2] + left * left * self.cov[-2, -2]
        return mean, np.maximum(variance, 1e-6)

    def covariance(self, now: float) -> Floats:
        """Return the covariance of the abilities at a time (days)."""
        left = self.exposures(now)
        cross = np.multiply.outer(left, self.cov[:-2, -2])
        return np.asarray(self.cov[:-2, :-2] + cross + cross.T + self.cov[-2, -2] * np.multiply.outer(left, left))

    def spacing(self, now: float, ahead: Floats | None = None) -> Floats:
        """Return how much of a lesson in each topic would be absorbed; `ahead` counts lessons planned before it."""
        days = np.maximum(now - self.last, 0.0)
        load = self.load * np.exp(-days / self.rates.load_days)
        return np.asarray(1 / (1 + self.rates.load * (load if ahead is None else load + ahead)))

    def observe(self, topic: int, asked: Asked, now: float, *, known: bool) -> None:
        """Process an answer at a time (days), then the lesson in it."""
        rates, days = self.rates, max(now - float(self.last[topic]), 0.0)
        left = float(self.exposure[topic]) / sqrt(1 + days / rates.fade_days)
        self._infer(topic, left, asked, known=known)
        load = float(self.load[topic]) * exp(-days / rates.load_days)
        lesson = asked.novelty * (rates.right if known else 1.0)
        self.exposure[topic] = left + lesson / (1 + rates.massed * load)
        self.load[topic], self.last[topic] = load + lesson, now
        self.cov[topic, topic] += rates.drift * asked.novelty

    def _infer(self, topic: int, left: float, asked: Asked, *, known: bool) -> None:
        """Update by moment matching: for a Gaussian belief and a yes-or-no answer the new mean is then exact."""
        along = self.cov[:, topic] + np.float32(left) * self.cov[:, -2] - np.float32(asked.difficulty) * self.cov[:, -1]
        variance = max(float(along[topic] + left * along[-2] - asked.difficulty * along[-1]), 0.0)
        level = float(self.mean[topic] + left * self.mean[-2] - asked.difficulty * self.mean[-1])
        shrink = 1 / sqrt(1 + pi * variance / 8)
        x = 1 / (1 + exp(-shrink * (level + self.rates.memory * asked.recall)))
        chance = self.rates.floor + self.rates.slope * x
        slope, noise = self.rates.slope * shrink * x * (1 - x), chance * (1 - chance)
        self.mean += along * np.float32(asked.weight * slope * (known - chance) / noise)
        along *= np.float32(slope * sqrt(asked.weight / noise))
        self.cov -= np.multiply.outer(along, along)

    def pack(self) -> bytes:
        """Return the belief as bytes: 11 kB for 68 topics."""
        half = self.cov[_half(len(self.mean))]
        return b"".join(each.tobytes() for each in (self.mean, half, self.exposure, self.load, self.last))

    def unpack(self, packed: bytes) -> None:
        """Load a belief that `pack` returned.

        Raises:
            ValueError: its length is wrong.
        """
        n = len(self.mean)
        sizes = np.array([n, n * (n + 1) // 2, n - 2, n - 2])
        floats = np.frombuffer(packed, FLOAT, count=int(sizes.sum()))
        mean, half, exposure, load = np.split(floats, np.cumsum(sizes)[:-1])
        self.mean, self.exposure, self.load = mean.copy(), exposure.copy(), load.copy()
        self.cov[_half(n)] = half
        self.cov.T[_half(n)] = half
        self.last = np.frombuffer(packed[floats.nbytes :], "<f8", count=n - 2).copy()
