"""Comparisons for the tutor's promises: its own model without them, and the plain policy that anyone would build."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
from typing_extensions import override

from benchmarks.policies import Due, Truth
from benchmarks.product import START, Product
from bot.learning import chooser

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.learners import Learners

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]
    Flags = NDArray[np.bool_]

STEPS: Final = (2, 7, 21)
"""Days after which a miss comes back."""
HALF: Final = 0.5


class Plain(Due):
    """New questions by the blueprint; a miss comes back after 2, 7 and 21 days, from the start when missed again."""

    name = "new by blueprint, misses after 2, 7, 21 days"

    def __init__(self, learners: Learners, days: int, rng: np.random.Generator) -> None:
        super().__init__(learners, days, rng)
        self.step = np.full(self.shape, len(STEPS))

    @override
    def interval(self, rows: Numbers, items: Numbers, right: Flags, now: float) -> Floats:
        del now
        step = np.where(right, np.minimum(self.step[rows, items] + 1, len(STEPS)), 0)
        self.step[rows, items] = step
        return np.append(np.array(STEPS, dtype=float), np.inf)[step]


class Unpromised(Product):
    """The tutor's model without its promises: half by blueprint, half by highest expected gain."""

    name: ClassVar[str] = "this tutor without promises"

    def __init__(self, learners: Learners, days: int, rng: np.random.Generator) -> None:
        super().__init__(learners, days, rng)
        self.exam, self.rng = (START + timedelta(days=days, hours=9)).timestamp(), rng

    @override
    def _chosen(self, row: int, at: object, today: Flags) -> int:
        raise NotImplementedError

    @override
    def choose(self, rows: Numbers, now: float, today: Flags) -> Numbers:
        at = (START + timedelta(days=now)).astimezone(UTC).timestamp()
        return np.array([self._best(row, at, today[row]) for row in rows])

    def _best(self, row: int, at: float, today: Flags) -> int:
        engine = self.engines[row]
        moment = chooser.Moment(at, self.exam, engine.shares.topics[1])
        every = np.arange(len(engine.catalogue.ids))
        worth = chooser.gains(engine.catalogue, engine.mastery, engine.memories, moment, every)
        worth = np.where(today, -np.inf, worth + 1e-12 * self.rng.random(len(worth)))
        if self.rng.random() < HALF:
            domain = self.rng.choice(len(self.bank.share), p=self.bank.share)
            inside = np.where(self.bank.domain[self.bank.topic] == domain, worth, -np.inf)
            worth = inside if np.isfinite(inside.max()) else worth
        return int(worth.argmax())


class Softened(Truth):
    """A reference that sees the truth and draws by a power of the gain, so that it does not mass the highest gains."""

    power: ClassVar[float]

    @override
    def value(self, rows: Numbers, now: float) -> Floats:
        gains = np.maximum(super().value(rows, now), 1e-12)
        return np.asarray(self.power * np.log(gains) - np.log(-np.log(self.luck[rows])))


class Truth3(Softened):
    """The cube of the gain."""

    name = "sees the truth, power 3"
    power = 3.0


class Truth12(Softened):
    """The twelfth power of the gain."""

    name = "sees the truth, power 12"
    power = 12.0


TRUTHS: Final = (Truth, Truth3, Truth12)
"""References; the best of them marks the end of the gap."""
