"""Policies for comparison: random choice, plans and flashcard schedulers, and a reference that sees the truth."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
from typing_extensions import override

from bot.learning import fsrs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.learners import Learners

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]
    Flags = NDArray[np.bool_]

NEVER: Final = -np.inf
EASE: Final = (1.3, 2.5)
"""SM-2's minimum and initial ease."""


class Policy(ABC):
    """Chooses one question for each of some learners; sees marks, never what a learner knows."""

    name: ClassVar[str]

    def __init__(self, learners: Learners, days: int, rng: np.random.Generator) -> None:
        self.bank, self.days, self.rng = learners.bank, days, rng
        self.shape = (learners.count, self.bank.size)
        self.last = np.full(self.shape, NEVER)
        self.luck = rng.random(self.shape)

    def choose(self, rows: Numbers, now: float, today: Flags) -> Numbers:
        """Return a question for each of the learners; `today` marks those asked already."""
        value = np.where(today[rows], NEVER, self.value(rows, now))
        return np.asarray(value.argmax(axis=1))

    @abstractmethod
    def value(self, rows: Numbers, now: float) -> Floats:
        """Return the worth of each question for each of the learners; the largest is asked."""

    def observe(self, rows: Numbers, items: Numbers, right: Flags, now: float) -> None:
        """Process how the answers were marked."""
        del right
        self.last[rows, items] = now
        self.luck[rows, items] = self.rng.random(len(rows))

    def fresh(self, rows: Numbers) -> Flags:
        """Return which questions each of the learners has not seen."""
        return np.asarray(self.last[rows] == NEVER)

    def by_blueprint(self, rows: Numbers, now: float) -> Floats:
        """Return values by which a domain is drawn by its weight, then a new question of it, else its oldest."""
        share = self.bank.share
        drawn = np.searchsorted(np.cumsum(share), self.rng.random(len(rows)))
        inside = self.bank.domain[self.bank.topic][None, :] == drawn[:, None]
        age = np.where(self.fresh(rows), 2 + self.luck[rows], (now - self.last[rows]) / 1000)
        return np.asarray(inside * 10 + age)


class Random(Policy):
    """Any question of the bank."""

    name = "random"

    def choose(self, rows: Numbers, now: float, today: Flags) -> Numbers:
        """Draw until the question was not asked today."""
        del now
        items = self.rng.integers(self.bank.size, size=len(rows))
        while (again := today[rows, items]).any():
            items = np.where(again, self.rng.integers(self.bank.size, size=len(rows)), items)
        return items

    @override
    def value(self, rows: Numbers, now: float) -> Floats:
        del now
        return self.luck[rows]


class New(Policy):
    """New questions by the blueprint's weights; the longest unseen ones when a domain has no new ones left."""

    name = "new by blueprint"

    @override
    def value(self, rows: Numbers, now: float) -> Floats:
        return self.by_blueprint(rows, now)


class Weeks(Policy):
    """The four-week plan: the heaviest domains first, each for its share of the days, the last seventh mixed."""

    name = "four-week plan"

    @override
    def value(self, rows: Numbers, now: float) -> Floats:
        share, passed = self.bank.share, now / (self.days * 6 / 7)
        if passed >= 1:
            return self.by_blueprint(rows, now)
        order = np.argsort(-share)
        domain = order[np.searchsorted(np.cumsum(share[order]), passed)]
        inside = self.bank.domain[self.bank.topic] == domain
        age = np.where(self.fresh(rows), 2 + self.luck[rows], (now - self.last[rows]) / 1000)
        return np.asarray(inside * 10 + age)


class Due(Policy):
    """A flashcard scheduler: what is due comes first, the most overdue before; else a new card by the blueprint."""

    def __init__(self, learners: Learners, days: int, rng: np.random.Generator) -> None:
        super().__init__(learners, days, rng)
        self.due = np.full(self.shape, np.inf)

    @override
    def value(self, rows: Numbers, now: float) -> Floats:
        late = now - self.due[rows]
        fresh = self.by_blueprint(rows, now)
        return np.where(late >= 0, 1000 + late, np.where(self.fresh(rows), fresh, late / 1000))

    @override
    def observe(self, rows: Numbers, items: Numbers, right: Flags, now: float) -> None:
        days = self.interval(rows, items, right, now)
        self.due[rows, items] = np.floor(now) + np.maximum(np.rint(days), 1)
        super().observe(rows, items, right, now)

    @abstractmethod
    def interval(self, rows: Numbers, items: Numbers, right: Flags, now: float) -> Floats:
        """Return the days until each question is due again."""


class Leitner(Due):
    """Boxes of 1, 2, 4, 8 and 16 days; a miss goes back to the first."""

    name = "Leitner"

    def __init__(self, learners: Learners, days: int, rng: np.random.Generator) -> None:
        super().__init__(learners, days, rng)
        self.box = np.zeros(self.shape)

    @override
    def interval(self, rows: Numbers, items: Numbers, right: Flags, now: float) -> Floats:
        del now
        self.box[rows, items] = np.where(right, np.minimum(self.box[rows, items] + 1, 4), 0)
        return np.asarray(2 ** self.box[rows, items])


class Supermemo(Due):
    """SM-2 with the grades 4 (right) and 1 (wrong)."""

    name = "SM-2"

    def __init__(self, learners: Learners, days: int, rng: np.random.Generator) -> None:
        super().__init__(learners, days, rng)
        self.ease, self.days_apart, self.run = np.full(self.shape, EASE[1]), np.ones(self.shape), np.zeros(self.shape)

    @override
    def interval(self, rows: Numbers, items: Numbers, right: Flags, now: float) -> Floats:
        del now
        run, ease = self.run[rows, items], self.ease[rows, items]
        grown = np.where(run == 0, 1.0, np.where(run == 1, 6.0, self.days_apart[rows, items] * ease))
        self.run[rows, items] = np.where(right, run + 1, 0)
        self.ease[rows, items] = np.where(right, ease, np.maximum(EASE[0], ease - 0.54))
        self.days_apart[rows, items] = np.where(right, grown, 1.0)
        return self.days_apart[rows, items]


class Fsrs(Due):
    """FSRS-6 with default parameters and a desired retention of 0.9, due cards first."""

    name = "FSRS, due first"

    def __init__(self, learners: Learners, days: int, rng: np.random.Generator) -> None:
        super().__init__(learners, days, rng)
        self.stability, self.difficulty = np.ones(self.shape), np.full(self.shape, 5.0)

    @override
    def interval(self, rows: Numbers, items: Numbers, right: Flags, now: float) -> Floats:
        days = np.floor(now) - np.floor(self.last[rows, items])
        seen = np.isfinite(days)
        old = self.stability[rows, items], self.difficulty[rows, items]
        again = fsrs.review(*old, np.where(seen, days, 1), right)
        new = fsrs.first(right)
        self.stability[rows, items] = np.where(seen, again[0], new[0])
        self.difficulty[rows, items] = np.where(seen, again[1], new[1])
        return self.stability[rows, items]


class Truth(Policy):
    """The reference: sees each learner's true state and takes the largest gain at the exam."""

    name = "sees the truth"

    def __init__(self, learners: Learners, days: int, rng: np.random.Generator) -> None:
        super().__init__(learners, days, rng)
        self.learners, self.day, self.gains = learners, -1, np.zeros(self.shape)

    @override
    def value(self, rows: Numbers, now: float) -> Floats:
        if self.learners.shifting or int(now) != self.day:
            self.day, self.gains = int(now), self.learners.gains(now, self.days + 0.4)
        return np.asarray(self.gains[rows] + 1e-9 * self.luck[rows])


BASELINES: Final = (Random, New, Weeks, Leitner, Supermemo, Fsrs, Truth)
