"""How hard each question proves to be: its difficulty, estimated from the first answers of all learners.

A Rasch model (Rasch 1960) with the floor and the slope of `bot.learning.mastery`: the chance of a right mark is `floor
+ slope * sigmoid(ability - scale * difficulty)`, the ability in logits, the difficulty in the author's steps. The
learners' average ability, and each one's overall and in each topic, is estimated jointly: the tutor asks people what
they know least, which would otherwise make the questions of weak topics look hard. The author's estimate is the prior,
so a single answer moves a question a little and many answers move it far. The result is the mode of the posterior,
found by Fisher scoring one block of parameters after another (Baker and Kim, Item Response Theory, 2004).

Forgetting is not fitted to single learners, since nothing tried predicts their next answers better by more than 0.4%.
On simulated learners of four families with 1,128 answers, seven tenths to fit and the rest to predict, the log loss of
repeats (0.56) rose by 0.005 to 0.017 with the 21 parameters of FSRS-6 (fsrs-rs-python 0.9.3); a multiplier of stability
lowered it by 0.001 to 0.002, and by nothing on top of a multiplier common to all.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from math import pi
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from bot.learning.mastery import RATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.learning.catalogue import Item
    from bot.learning.mastery import Rates

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

Answer: TypeAlias = tuple[int, str, bool]
"""Learner (any number), question, and whether it was known: right, and not guessed."""

SPREAD: Final = 0.7
"""Standard deviation of the true difficulty around the author's estimate, in steps: how far an author is trusted."""
POPULATION: Final = 0.1
"""Variance of the learners' mean ability around the model's, in logits: a single learner moves it little."""
PERSON: Final = RATES.shared
"""Variance of learners' overall ability, in logits."""
TOPIC: Final = RATES.domain + RATES.topic
"""Variance of a learner's ability in a topic around their overall ability."""
FARTHEST: Final = 8.0
"""Largest difficulty, in steps: fill-in blanks answered by real people reach 5.4."""
SHOWN: Final = 10
"""Number of questions that a report names."""
ROUNDS: Final = 200
STILL: Final = 1e-4
"""The fit has converged once no estimate moves by more than this, in steps."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A question's estimate on the author's scale (-1 easy, 1 hard), its standard error, and how many answered it."""

    difficulty: float
    error: float
    answers: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fit to all answers: the learners' mean ability in logits, and each answered question's difficulty by id."""

    mean: float
    questions: Mapping[str, Fitted]


NOTHING: Final = Calibration(RATES.mean, {})


def calibrate(answers: Iterable[Answer], items: Sequence[Item], rates: Rates = RATES) -> Calibration:
    """Estimate the difficulty of each question that anyone has answered, and the learners' mean ability.

    `answers` come oldest first. Only a learner's first answer to a question counts: later ones measure memory. Answers
    to questions that are not among `items` are ignored. `Item.difficulty` is the author's estimate, and `rates` are the
    model's constants, such as the chance of guessing right.
    """
    log = _firsts(answers, items)
    if not len(log.item):
        return NOTHING
    counts = np.bincount(log.item, minlength=len(items)).tolist()
    fit = _Fit(log, np.array([item.difficulty for item in items], dtype=float), rates)
    error = fit.run()
    found = np.clip(fit.difficulty, -FARTHEST, FARTHEST)
    fitted = {item.id: Fitted(float(found[i]), float(error[i]), counts[i]) for i, item in enumerate(items) if counts[i]}
    return Calibration(float(fit.mean[0]), fitted)


def report(found: Calibration, items: Sequence[Item], *, answers: int, learners: int, changed: int) -> str:
    """Describe a calibration in sentences; `changed` is the number of estimates that differ from the previous one."""
    lines = [f"Used {answers:,} first answers by {learners:,} learners."]
    if found.questions:
        lines += [
            f"{len(found.questions):,} of {len(items):,} questions have answers, and were estimated from them.",
            "The fewer the answers, the closer an estimate stays to the author's.",
            "Moved most, on the author's scale from -1 (easy) to 1 (hard):",
            *_moves(found.questions, items),
        ]
    else:
        lines.append("No question has been answered yet: all stay as their authors set them.")
    return "\n".join([*lines, f"Estimates that changed: {changed:,}." if changed else "Nothing was changed."])


def _moves(fitted: Mapping[str, Fitted], items: Sequence[Item]) -> list[str]:
    moved = [(fitted[item.id], item) for item in items if item.id in fitted]
    moved.sort(key=lambda pair: -abs(pair[0].difficulty - pair[1].difficulty))
    return [
        f"  {item.id}: from {item.difficulty:g} to {each.difficulty:.2f}, give or take {each.error:.2f},"
        f" by {each.answers} answers"
        for each, item in moved[:SHOWN]
    ]


@dataclass(frozen=True, slots=True)
class _Log:
    """First answers as arrays: learner number, number of the learner's topic, item number, and whether it was known."""

    learner: Numbers
    topic: Numbers
    item: Numbers
    known: NDArray[np.bool_]


class _Fit:
    """What is estimated: the overall mean, each learner around it, their topics around them, and the difficulties."""

    def __init__(self, log: _Log, authors: Floats, rates: Rates) -> None:
        self.log, self.authors, self.difficulty, self.rates = log, authors, authors.copy(), rates
        self.mean = np.full(1, rates.mean)
        self.learner, self.topic = np.zeros(log.learner.max() + 1), np.zeros(log.topic.max() + 1)
        self.unsure = np.zeros(len(log.item))
        """Variance of each answer's ability, which flattens the chance over many learners, but not for one."""

    def run(self) -> Floats:
        """Run the estimation, and return the standard errors of the difficulties."""
        log, everyone = self.log, np.zeros_like(self.log.item)
        for _ in range(ROUNDS):
            before = self.difficulty.copy()
            self._step(self.mean, everyone, self.unsure, self.rates.mean, POPULATION)
            learner = self._step(self.learner, log.learner, 0.0, 0.0, PERSON)
            topic = self._step(self.topic, log.topic, 0.0, 0.0, TOPIC)
            self.unsure = 1 / learner[log.learner] + 1 / topic[log.topic]
            told = self._step(self.difficulty, log.item, self.unsure, self.authors, SPREAD**2, -self.rates.scale)
            if np.abs(self.difficulty - before).max() < STILL:
                break
        return np.asarray(1 / np.sqrt(told))

    def _step(
        self,
        block: Floats,
        place: Numbers,
        unsure: Floats | float,
        prior: Floats | float,
        variance: float,
        per: float = 1.0,
    ) -> Floats:
        """Move a block of parameters one step of Fisher scoring, and return its information.

        `place` is the index of each answer's parameter, `per` what one of its units adds to the ability.
        """
        slope, noise, surprise = self._marks(unsure)
        pull = np.bincount(place, per * slope * surprise / noise, len(block)) - (block - prior) / variance
        told = np.bincount(place, (per * slope) ** 2 / noise, len(block)) + 1 / variance
        block += np.clip(pull / told, -1.0, 1.0)
        return np.asarray(told)

    def _marks(self, unsure: Floats | float) -> tuple[Floats, Floats, Floats]:
        """Return for each answer the slope of its chance over ability, its variance, and its residual.

        An uncertain ability flattens the chance, as in `bot.learning.mastery.known`.
        """
        log, rates = self.log, self.rates
        level = self.mean[0] + self.learner[log.learner] + self.topic[log.topic]
        shrink = 1 / np.sqrt(1 + pi * unsure / 8)
        x = 1 / (1 + np.exp(shrink * (rates.scale * self.difficulty[log.item] - level)))
        chance = rates.floor + rates.slope * x
        return rates.slope * shrink * x * (1 - x), chance * (1 - chance), log.known - chance


def _firsts(answers: Iterable[Answer], items: Sequence[Item]) -> _Log:
    """Return the first answer of each learner to each item, using 17 bytes for each answer read."""
    number = {item.id: index for index, item in enumerate(items)}
    people, places, marks = array("q"), array("q"), array("b")
    for who, question, known in answers:
        if (index := number.get(question)) is not None:
            people.append(who)
            places.append(index)
            marks.append(known)
    learner = _numbered(np.frombuffer(people, dtype=np.int64))
    item = np.frombuffer(places, dtype=np.int64)
    _, first = np.unique(learner * len(items) + item, return_index=True)
    learner, item = learner[first], item[first]
    names = {topic: index for index, topic in enumerate(dict.fromkeys(each.topic for each in items))}
    of = np.array([names[each.topic] for each in items], dtype=np.int64)
    topic = _numbered(learner * len(names) + of[item])
    return _Log(learner, topic, item, np.frombuffer(marks, dtype=np.bool_)[first])


def _numbered(names: Numbers) -> Numbers:
    """Return 0, 1, 2 … for each distinct name."""
    _, numbers = np.unique(names, return_inverse=True)
    return np.asarray(numbers, dtype=np.int64)
