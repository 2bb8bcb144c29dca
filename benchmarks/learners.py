"""Simulated learners of three families, none of them the tutor's own model; all are vectorised over learners.

The fourth family is in `benchmarks.points`.

Times are days since the first day of study. `rows` are learners, `items` one question for each of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
from typing_extensions import override

from bot.learning import fsrs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.bank import Bank

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]
    Flags = NDArray[np.bool_]

GUESS: Final = 0.25
SLIP: Final = 0.04


def sigmoid(x: Floats) -> Floats:
    """Return the logistic function."""
    return np.asarray(1 / (1 + np.exp(-x)))


def marked(known: Floats) -> Floats:
    """Return the chance of a right mark, given the chance of knowing (`known`)."""
    return np.asarray(GUESS + (1 - GUESS - SLIP) * known)


class Learners(ABC):
    """Many learners of one family who study the same bank."""

    name: ClassVar[str]
    mean: ClassVar[float] = 0.3
    """Ability before study, in logits."""
    shifting: ClassVar[bool] = False
    """True if an answer changes what other questions are worth on the same day."""

    def __init__(self, bank: Bank, count: int, rng: np.random.Generator) -> None:
        self.bank, self.count = bank, count
        domains = rng.normal(0, 0.6, (count, len(bank.share)))[:, bank.domain]
        topics = rng.standard_t(6, (count, len(bank.domain))) * 0.65
        self.ability = self.mean + rng.normal(0, 0.65, (count, 1)) + domains + topics

    @abstractmethod
    def known(self, rows: Numbers, items: Numbers, now: float) -> Floats:
        """Return the chance that each of the learners knows their question."""

    @abstractmethod
    def study(self, rows: Numbers, items: Numbers, known: Flags, now: float) -> None:
        """Let the learners answer and read the explanation."""

    @abstractmethod
    def mastery(self, now: float) -> Floats:
        """Return the chance of knowing what the exam asks, for each learner and topic."""

    @abstractmethod
    def gains(self, now: float, exam: float) -> Floats:
        """Return what asking each question now would add to the exam score; only a reference sees this."""

    def feel(self, rows: Numbers, items: Numbers, right: Flags, now: float) -> None:
        """Tell the learners how their answers were marked; most do not mind."""
        del rows, items, right, now

    def skips(self, day: int, luck: Floats) -> Flags:
        """Return which learners stay away on a day; `luck` (0 to 1) decides."""
        del day
        return np.zeros(len(luck), dtype=bool)

    def score(self, now: float) -> Floats:
        """Return the expected exam score of each learner in percent."""
        return np.asarray(100 * marked(self.mastery(now)) @ self.bank.worth)


class Transfer(Learners):
    """Knowledge belongs to topics: a question teaches its topic, and a little its neighbors; the exam asks new ones.

    What is learned is half lasting; the rest fades with a personal half life. Massed questions teach less.
    """

    name = "topic transfer"
    mean = 0.5
    shifting = True

    def __init__(self, bank: Bank, count: int, rng: np.random.Generator) -> None:
        super().__init__(bank, count, rng)
        shape = self.ability.shape
        self.rate = 0.115 * rng.lognormal(0, 0.35, (count, 1))
        self.fading = np.log(2) / rng.lognormal(np.log(14), 0.4, (count, 1))
        self.taught_right = rng.uniform(0.35, 0.85, count)
        self.lasting, self.fresh, self.load, self.seen = (np.zeros(shape) for _ in range(4))
        self.times = np.zeros((count, bank.size))
        self.last = np.full((count, bank.size), -np.inf)
        neighbours = bank.domain[:, None] == bank.domain[None, :]
        self.spread = np.where(neighbours, 0.06, 0.0) + 0.94 * np.eye(len(bank.domain))

    def theta(self, now: float) -> Floats:
        """Return the ability in logits, for each learner and topic."""
        fresh = self.fresh * np.exp(-self.fading * (now - self.seen))
        return np.asarray(self.ability + (self.lasting + fresh) @ self.spread)

    @override
    def known(self, rows: Numbers, items: Numbers, now: float) -> Floats:
        memory = 1.8 * np.exp(-(now - self.last[rows, items]) / 12)
        theta = self.theta(now)[rows, self.bank.topic[items]]
        return sigmoid(theta - self.bank.difficulty[items] + memory)

    def step(self, topics: Numbers, now: float) -> Floats:
        """Return what a new question on each topic teaches each learner, before right or wrong is known."""
        load = self.load * np.exp(-(now - self.seen) / 2.5)
        theta = self.ability + self.lasting + self.fresh * np.exp(-self.fading * (now - self.seen))
        room = np.minimum(1.0, 1.6 * (1 - sigmoid(theta - 1.2)))
        return np.asarray((self.rate * room / (1 + 0.35 * load))[:, topics])

    @override
    def study(self, rows: Numbers, items: Numbers, known: Flags, now: float) -> None:
        topics = self.bank.topic[items]
        taught = self.step(np.arange(len(self.bank.domain)), now)[rows, topics] * self.novelty(now)[rows, items]
        taught = taught * np.where(known, self.taught_right[rows], 1.0)
        days = now - self.seen[rows, topics]
        self.fresh[rows, topics] *= np.exp(-self.fading[rows, 0] * days)
        self.load[rows, topics] = self.load[rows, topics] * np.exp(-days / 2.5) + 1
        self.lasting[rows, topics] += taught / 2
        self.fresh[rows, topics] += taught / 2
        self.seen[rows, topics] = now
        self.times[rows, items] += 1
        self.last[rows, items] = now

    def novelty(self, now: float) -> Floats:
        """Return how much of a new question's lesson each question still offers."""
        forgotten = 1 - np.exp(-(now - self.last) / 10)
        return np.asarray(np.where(self.times == 0, 1.0, 0.8 * forgotten / np.maximum(self.times, 1)))

    @override
    def mastery(self, now: float) -> Floats:
        return sigmoid(self.theta(now))

    @override
    def gains(self, now: float, exam: float) -> Floats:
        theta = self.theta(now)
        slope = sigmoid(self.theta(exam)) * (1 - sigmoid(self.theta(exam)))
        right = sigmoid(theta) * self.taught_right[:, None] + 1 - sigmoid(theta)
        kept = 0.5 + 0.5 * np.exp(-self.fading * (exam - now))
        step = self.step(np.arange(len(self.bank.domain)), now)
        topic = (self.bank.worth * slope) @ self.spread.T * right * kept * step
        return np.asarray(topic[:, self.bank.topic] * self.novelty(now))


class Facts(Learners):
    """Item memory of FSRS-6 with personal parameters: every question is a fact, known or not; the exam asks them."""

    name = "item memory (FSRS-6)"
    mean = 0.28

    def __init__(self, bank: Bank, count: int, rng: np.random.Generator) -> None:
        super().__init__(bank, count, rng)
        chance = sigmoid(self.ability[:, bank.topic] - bank.difficulty)
        at_start = rng.random(chance.shape) < chance
        lasting = rng.lognormal(np.log(200), 1.0, chance.shape)
        self.stability = np.where(at_start, lasting, 0.0)
        self.difficulty = np.clip(rng.normal(5.5, 1.5, chance.shape), 1, 10)
        self.last = np.zeros(chance.shape)
        self.w = self._parameters(rng)

    def _parameters(self, rng: np.random.Generator) -> list[Floats]:
        w = [np.full((self.count, 1), value) for value in fsrs.DEFAULT]
        for first in (0, 2):
            w[first] = w[first] * rng.lognormal(-0.5, 0.5, (self.count, 1))
        w[8] = w[8] + rng.normal(0, 0.3, (self.count, 1))
        w[20] = np.clip(w[20] * rng.lognormal(0, 0.25, (self.count, 1)), 0.1, 0.5)
        return w

    def _of(self, rows: Numbers) -> list[Floats]:
        return [each[rows, 0] for each in self.w]

    @override
    def known(self, rows: Numbers, items: Numbers, now: float) -> Floats:
        stability = self.stability[rows, items]
        days = now - self.last[rows, items]
        kept = fsrs.retrievability(np.maximum(stability, fsrs.SHORTEST), days, self._of(rows))
        return np.where(stability > 0, kept, 0.0)

    @override
    def study(self, rows: Numbers, items: Numbers, known: Flags, now: float) -> None:
        w, old = self._of(rows), self.stability[rows, items]
        first = fsrs.first(known, w)
        days = now - self.last[rows, items]
        again = fsrs.review(np.maximum(old, fsrs.SHORTEST), self.difficulty[rows, items], days, known, w)
        self.stability[rows, items] = np.where(old > 0, again[0], first[0])
        self.difficulty[rows, items] = np.where(old > 0, again[1], first[1])
        self.last[rows, items] = now

    def _kept(self, now: float) -> Floats:
        kept = fsrs.retrievability(np.maximum(self.stability, fsrs.SHORTEST), now - self.last, self.w)
        return np.where(self.stability > 0, kept, 0.0)

    @override
    def mastery(self, now: float) -> Floats:
        return _by_topic(self.bank, self._kept(now))

    @override
    def gains(self, now: float, exam: float) -> Floats:
        ahead = np.array(exam - now)
        today, old = self._kept(now), np.maximum(self.stability, fsrs.SHORTEST)
        after = []
        for known in (True, False):
            flags = np.full(old.shape, known)
            again = fsrs.review(old, self.difficulty, now - self.last, flags, self.w)[0]
            stability = np.where(self.stability > 0, again, fsrs.first(flags, self.w)[0])
            after.append(fsrs.retrievability(stability, ahead, self.w))
        gain = today * after[0] + (1 - today) * after[1] - self._kept(exam)
        return np.asarray(self.bank.each * gain)


class Traces(Learners):
    """Multi-trace power-law memory (ACT-R): each answer leaves a trace; the exam asks the bank's facts."""

    name = "item memory (ACT-R)"
    mean = 0.45
    kept: ClassVar[int] = 12

    def __init__(self, bank: Bank, count: int, rng: np.random.Generator) -> None:
        super().__init__(bank, count, rng)
        self.decay = np.clip(rng.normal(0.42, 0.08, (count, 1)), 0.15, 0.6)
        self.noise = rng.lognormal(np.log(0.75), 0.15, (count, 1))
        self.threshold = np.log(0.33) + rng.normal(0, 0.2, (count, 1))
        before = self.ability[:, bank.topic] - bank.difficulty + rng.normal(0, 0.6, (count, bank.size))
        self.base = np.exp(self.threshold + self.noise * before)
        self.traces = np.full((count, bank.size, self.kept), np.nan)
        self.number = np.zeros((count, bank.size), dtype=int)

    def _strength(self, traces: Floats, now: float, decay: Floats) -> Floats:
        ages = np.maximum(now - traces, 0.02)
        return np.asarray(np.nansum(ages ** -decay[..., None], axis=-1))

    def _recall(self, strength: Floats, rows: Numbers | slice) -> Floats:
        threshold, noise = self.threshold[rows], self.noise[rows]
        if not isinstance(rows, slice):
            threshold, noise = threshold[:, 0], noise[:, 0]
        return sigmoid((np.log(strength) - threshold) / noise)

    @override
    def known(self, rows: Numbers, items: Numbers, now: float) -> Floats:
        traces = self._strength(self.traces[rows, items], now, self.decay[rows, 0])
        return self._recall(self.base[rows, items] + traces, rows)

    @override
    def study(self, rows: Numbers, items: Numbers, known: Flags, now: float) -> None:
        del known  # a trace is left either way, since the explanation is read
        self.traces[rows, items, self.number[rows, items] % self.kept] = now
        self.number[rows, items] += 1

    @override
    def mastery(self, now: float) -> Floats:
        return _by_topic(self.bank, self._recall(self._all(now), slice(None)))

    def _all(self, now: float) -> Floats:
        strength, (rows, items) = self.base.copy(), np.nonzero(self.number)
        strength[rows, items] += self._strength(self.traces[rows, items], now, self.decay[rows, 0])
        return np.asarray(strength)

    @override
    def gains(self, now: float, exam: float) -> Floats:
        strength = self._all(exam)
        more = strength + np.power(exam - now, -self.decay)
        return np.asarray(self.bank.each * (self._recall(more, slice(None)) - self._recall(strength, slice(None))))


def _by_topic(bank: Bank, known: Floats) -> Floats:
    total = np.stack([known[:, bank.topic == k].sum(axis=1) for k in range(len(bank.domain))], axis=1)
    sizes = np.bincount(bank.topic, minlength=len(bank.domain))
    return np.asarray(total / sizes)


FAMILIES: Final = (Facts, Traces, Transfer)
