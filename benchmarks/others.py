"""Learners of other kinds, which the tutor was not fitted to: they show whether its figures hold elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from typing_extensions import override

from benchmarks.learners import Facts, Learners, Transfer, sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.bank import Bank

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]
    Flags = NDArray[np.bool_]


class Skills(Learners):
    """Knowledge tracing: a topic has six skills, each known or not; a question tests one, the exam tests them again.

    An explanation teaches a missing skill with a personal chance; a skill learned here may be lost again.
    """

    name = "all-or-none skills"
    mean = 0.4
    shifting = True
    skills: Final = 6

    def __init__(self, bank: Bank, count: int, rng: np.random.Generator) -> None:
        super().__init__(bank, count, rng)
        self.skill = bank.topic * self.skills + rng.integers(self.skills, size=bank.size)
        ability = np.repeat(self.ability, self.skills, axis=1)
        self.has = (rng.random(ability.shape) < sigmoid(1.3 * ability)).astype(float)
        self.teach = rng.beta(4, 10, count)
        self.loss = rng.gamma(4, 0.003, (count, 1))
        self.before, self.at = self.has.copy(), np.zeros(ability.shape)

    def _now(self, now: float) -> Floats:
        kept = np.exp(-self.loss * (now - self.at))
        return np.asarray(self.before + (self.has - self.before) * kept)

    @override
    def known(self, rows: Numbers, items: Numbers, now: float) -> Floats:
        sure = self._now(now)[rows, self.skill[items]]
        return np.asarray(sure * sigmoid(2.5 - self.bank.difficulty[items]) + (1 - sure) * 0.08)

    @override
    def study(self, rows: Numbers, items: Numbers, known: Flags, now: float) -> None:
        del known
        skill = self.skill[items]
        has = self._now(now)[rows, skill]
        self.has[rows, skill] = has + (1 - has) * self.teach[rows]
        self.at[rows, skill] = now

    @override
    def mastery(self, now: float) -> Floats:
        has = self._now(now).reshape(self.count, len(self.bank.domain), self.skills).mean(axis=2)
        return np.asarray(has * 0.9 + (1 - has) * 0.08)

    @override
    def gains(self, now: float, exam: float) -> Floats:
        gain = 0.82 / self.skills * (1 - self._now(now)) * self.teach[:, None] * np.exp(-self.loss * (exam - now))
        return np.asarray(gain[:, self.skill] * self.bank.worth[self.bank.topic])


class Uneven(Transfer):
    """Topic transfer without a spacing effect, slower, by learners who know some domains well and others hardly."""

    name = "uneven, slow transfer"

    def __init__(self, bank: Bank, count: int, rng: np.random.Generator) -> None:
        super().__init__(bank, count, rng)
        strong = rng.integers(2, size=(count, len(bank.share))) > 0
        self.ability += np.where(strong, 1.3, -0.9)[:, bank.domain]
        self.rate = 0.07 * rng.lognormal(0, 0.3, (count, 1))
        self.spread = np.eye(len(bank.domain))

    @override
    def step(self, topics: Numbers, now: float) -> Floats:
        del now
        return np.asarray(np.broadcast_to(self.rate, self.ability.shape)[:, topics])


class Half(Facts):
    """Half of the exam asks the bank's facts, half new questions on its topics, which practice improves."""

    name = "half facts, half transfer"
    shifting = True

    def __init__(self, bank: Bank, count: int, rng: np.random.Generator) -> None:
        super().__init__(bank, count, rng)
        self.topics = Transfer(bank, count, rng)
        self.topics.ability = self.ability

    @override
    def known(self, rows: Numbers, items: Numbers, now: float) -> Floats:
        return np.asarray((super().known(rows, items, now) + self.topics.known(rows, items, now)) / 2)

    @override
    def study(self, rows: Numbers, items: Numbers, known: Flags, now: float) -> None:
        super().study(rows, items, known, now)
        self.topics.study(rows, items, known, now)

    @override
    def mastery(self, now: float) -> Floats:
        return np.asarray((super().mastery(now) + self.topics.mastery(now)) / 2)

    @override
    def gains(self, now: float, exam: float) -> Floats:
        return np.asarray((super().gains(now, exam) + self.topics.gains(now, exam)) / 2)


OTHERS: Final = (Skills, Uneven, Half)
