"""The fourth family of simulated learners: memory of knowledge points, which the exam asks in new words.

Calibrated on real answers (repository cran/LKT, `largerawsample`: 478 people, fill-in blanks, a test after practice),
where practice of the very blank raised the test by 1.07 logits for each logarithmic step and practice of another blank
of the same sentence by 0.19: a point's own lesson to what carries over to its topic is 5.7 to 1. A miss that is never
tested again is mostly forgotten in three weeks; a test after a delay makes the memory last. Nothing was fitted to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from typing_extensions import override

from benchmarks.learners import Learners, sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.bank import Bank

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]
    Flags = NDArray[np.bool_]

OWN: Final = 1.07
"""Logits that a logarithmic step of practice adds to the point itself ..."""
CARRY: Final = 0.19
"""... and to the others of its topic, together."""
FRESH: Final = 1.6
"""Logits that the explanation of a miss adds beside that, once."""
STABILITY: Final = (3.0, 9.0)
"""Days in which half of a first lesson fades: after a miss, and after a success."""
GROWTH: Final = (0.8, 3.0)
"""Factor by which testing something forgotten lengthens that: after a miss, and after a success."""
WORDING: Final = 0.4
"""Logits added by identical wording, beyond the point itself."""
OLD: Final = 10
"""Days after which a miss that never came back feels lost."""
DESPAIR: Final = 0.05
"""How much each such miss adds to the odds of skipping a day ..."""
MOST_SKIPPED: Final = 0.6
"""... up to this chance."""


class Points(Learners):
    """Each question tests one point; what is learned of it fades, and little of it carries over to its topic."""

    name = "knowledge points"
    mean = 0.3
    shifting = True

    def __init__(self, bank: Bank, count: int, rng: np.random.Generator) -> None:
        super().__init__(bank, count, rng)
        self.size = int(bank.point.max()) + 1
        self.topic = np.zeros(self.size, dtype=np.intp)
        self.topic[bank.point] = bank.topic
        self.others = np.maximum(np.bincount(self.topic, minlength=len(bank.domain)) - 1, 1)[self.topic]
        shape = count, self.size
        self.level = self.ability[:, self.topic] + rng.normal(0, 0.7, shape)
        self.speed = rng.lognormal(0, 0.3, (count, 1))
        self.lasting = rng.lognormal(0, 0.3, (count, 1))
        self.practiced, self.explained, self.stability = np.zeros(shape), np.zeros(shape), np.full(shape, 1.0)
        self.last = np.full(shape, -np.inf)
        self.carried = np.zeros((count, len(bank.domain)))
        self.seen = np.zeros((count, bank.size), dtype=bool)

    def kept(self, now: float) -> Floats:
        """Return how much of the last lesson each point still has, from 1 to 0."""
        return np.asarray(1 / (1 + (now - self.last) / (self.stability * self.lasting)))

    def points(self, now: float) -> Floats:
        """Return the logit to know each point in new words."""
        lesson = self._lesson(self.practiced, self.explained) * self.kept(now)
        carried = self.carried[:, self.topic] - self.practiced
        return np.asarray(self.level + lesson + self.speed * CARRY * np.log(2) * carried / self.others)

    def _lesson(self, practiced: Floats, explained: Floats) -> Floats:
        """Return the logits that all lessons on each point gave, before any is forgotten."""
        return np.asarray(self.speed * (FRESH * explained + OWN * np.log1p(practiced)))

    @override
    def known(self, rows: Numbers, items: Numbers, now: float) -> Floats:
        logit = self.points(now)[rows, self.bank.point[items]]
        return sigmoid(logit - self.bank.difficulty[items] + WORDING * self.seen[rows, items])

    @override
    def study(self, rows: Numbers, items: Numbers, known: Flags, now: float) -> None:
        point = self.bank.point[items]
        after = self._stability(known, now, rows, point)
        self.stability[rows, point], self.last[rows, point] = after, now
        self.practiced[rows, point] += 1
        self.explained[rows, point] = np.maximum(self.explained[rows, point], ~known)
        self.carried[rows, self.bank.topic[items]] += 1
        self.seen[rows, items] = True

    def _stability(self, known: Flags, now: float, rows: Numbers, point: Numbers) -> Floats:
        """Return how long each lesson lasts after a test."""
        new, old = np.where(known, STABILITY[1], STABILITY[0]), self.stability[rows, point]
        forgotten = 1 - 1 / (1 + (now - self.last[rows, point]) / (old * self.lasting[rows, 0]))
        grown = old * (1 + np.where(known, GROWTH[1], GROWTH[0]) * forgotten)
        return np.where(np.isfinite(self.last[rows, point]), np.maximum(grown, np.where(known, old, STABILITY[0])), new)

    @override
    def mastery(self, now: float) -> Floats:
        """The exam asks the points that the bank holds, in new words of usual difficulty."""
        known = sigmoid(self.points(now))
        topics = len(self.bank.domain)
        total = np.stack([known[:, self.topic == k].sum(axis=1) for k in range(topics)], axis=1)
        return np.asarray(total / np.bincount(self.topic, minlength=topics))

    @override
    def gains(self, now: float, exam: float) -> Floats:
        worth = (self.bank.worth / np.bincount(self.topic, minlength=len(self.bank.domain)))[self.topic]
        today, base = sigmoid(self.points(now)), self.points(exam)
        without = base - self._lesson(self.practiced, self.explained) * self.kept(exam)
        rows, points = np.ogrid[: base.shape[0], : base.shape[1]]
        gain = np.zeros_like(base)
        for known in (True, False):
            stability = self._stability(np.full(base.shape, known), now, rows, points)
            kept = 1 / (1 + (exam - now) / (stability * self.lasting))
            after = without + self._lesson(self.practiced + 1, np.maximum(self.explained, not known)) * kept
            gain += np.where(known, today, 1 - today) * (sigmoid(after) - sigmoid(base))
        return np.asarray((worth * gain + self._carry(worth * sigmoid(base) * (1 - sigmoid(base))))[:, self.bank.point])

    def _carry(self, slope: Floats) -> Floats:
        """Return what a lesson on each point adds through the others of its topic, which gain by their `slope`."""
        topics = np.stack([slope[:, self.topic == k].sum(axis=1) for k in range(len(self.bank.domain))], axis=1)
        return np.asarray(self.speed * CARRY * np.log(2) * (topics[:, self.topic] - slope) / self.others)


class Hearts(Points):
    """The same, but misses that never come back discourage: each adds to the chance to skip a day."""

    name = "knowledge points, losing heart"

    def __init__(self, bank: Bank, count: int, rng: np.random.Generator) -> None:
        super().__init__(bank, count, rng)
        self.missed_on = np.full((count, self.size), np.inf)
        """The day of a miss that has not come back."""

    @override
    def feel(self, rows: Numbers, items: Numbers, right: Flags, now: float) -> None:
        self.missed_on[rows, self.bank.point[items]] = np.where(right, np.inf, now)

    @override
    def skips(self, day: int, luck: Floats) -> Flags:
        lost = (day - self.missed_on > OLD).sum(axis=1)
        return np.asarray(luck < MOST_SKIPPED * (1 - np.exp(-DESPAIR * lost)))
