"""How hard each question proved: its difficulty estimated anew from the answers of many learners.

A Rasch model (Rasch 1960) with the floor and the slope of `bot.learning.mastery`: the chance of a right mark is
`floor + slope * sigmoid(ability - scale * difficulty)`, the ability in logits, the difficulty in the author's steps.
What each learner knows, in all and in each topic, is estimated jointly, because the tutor asks people what they know
least: else the questions of weak topics would look hard. The author's estimate is the prior, so a question moves as
far as its answers go; what results is the mode of the posterior, by Fisher scoring of one block of parameters after
another (Baker and Kim, Item Response Theory, 2004).

Forgetting is not fitted to single learners, since nothing tried foretells their next answers better by more than 0.4%.
On simulated learners of four families with 1,128 answers, seven tenths to fit and the rest to foretell, the log loss of
repeats (0.56) rose by 0.005 to 0.017 with the 21 parameters of FSRS-6 (fsrs-rs-python 0.9.3); a multiplier of
stability lowered it by 0.001 to 0.002, and by nothing beside a multiplier that is common to all.
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

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

Answer: TypeAlias = tuple[int, str, bool]
"""Who answered (any number), which question, and whether it was known: right, and not guessed."""

FEWEST: Final = 30
"""Learners who must have answered a question before it is estimated: the usual least for a Rasch calibration
(Linacre 1994, Rasch Measurement Transactions 7:4, 328)."""
SPREAD: Final = 0.7
"""Standard deviation of the true difficulty around the author's estimate, in steps: how far an author is trusted."""
POPULATION: Final = 1.0
"""Variance of what all learners know in the mean around the model's, in logits: wide, since it soon tells."""
PERSON: Final = RATES.shared
"""Variance of what learners know in all, in logits."""
TOPIC: Final = RATES.domain + RATES.topic
"""Variance of what a learner knows in a topic around that."""
FARTHEST: Final = 2.5
"""No difficulty is further from 0, in steps."""
SHOWN: Final = 10
"""Questions that a report names."""
ROUNDS: Final = 200
STILL: Final = 1e-4
"""The estimates stand when none moves by more, in steps."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A question's estimate on the author's scale (-1 easy, 1 hard), its standard error, and how many answered it."""

    difficulty: float
    error: float
    answers: int


def difficulties(answers: Iterable[Answer], items: Sequence[Item]) -> dict[str, Fitted]:
    """Return the difficulty of each question that at least `FEWEST` learners answered.

    `answers` come oldest first; of each learner, only the first to a question counts, since the next ones tell of
    memory. Answers to questions that are not among `items` are passed over. `Item.difficulty` is the author's.
    """
    log = _firsts(answers, items)
    counts = np.bincount(log.item, minlength=len(items)).tolist()
    if max(counts, default=0) < FEWEST:
        return {}
    fit = _Fit(log, np.array([item.difficulty for item in items], dtype=float))
    error = fit.run()
    found = np.clip(fit.difficulty, -FARTHEST, FARTHEST)
    return {
        item.id: Fitted(float(found[i]), float(error[i]), counts[i])
        for i, item in enumerate(items)
        if counts[i] >= FEWEST
    }


def report(fitted: Mapping[str, Fitted], items: Sequence[Item], *, answers: int, learners: int, changed: int) -> str:
    """Return in sentences what an estimation used and found; `changed` counts what differs from the one before."""
    lines = [f"Used {answers:,} first answers by {learners:,} learners."]
    if fitted:
        lines += [
            f"{len(fitted):,} of {len(items):,} questions have answers of at least {FEWEST} learners.",
            "Their difficulty was estimated; the others stay as their authors set them.",
            "Moved most, on the author's scale from -1 (easy) to 1 (hard):",
            *_moves(fitted, items),
        ]
    else:
        lines.append(f"No question has answers of {FEWEST} learners yet: all stay as their authors set them.")
    news = f"Estimates that changed: {changed:,}. A tutor that is running uses them from its next start."
    return "\n".join([*lines, news if changed else "Nothing was changed."])


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
    """First answers as arrays: number of the learner, of the learner's topic, of the item, and whether it was known."""

    learner: Numbers
    topic: Numbers
    item: Numbers
    known: NDArray[np.bool_]


class _Fit:
    """What is estimated: the mean of all, each learner around it, their topics around them, and the difficulties."""

    def __init__(self, log: _Log, authors: Floats) -> None:
        self.log, self.authors, self.difficulty = log, authors, authors.copy()
        self.mean = np.full(1, RATES.mean)
        self.learner, self.topic = np.zeros(log.learner.max() + 1), np.zeros(log.topic.max() + 1)
        self.unsure = np.zeros(len(log.item))
        """Variance of each answer's ability, which blurs the chance of many learners, and not of one."""

    def run(self) -> Floats:
        """Estimate, and return the standard errors of the difficulties."""
        log, everyone = self.log, np.zeros_like(self.log.item)
        for _ in range(ROUNDS):
            before = self.difficulty.copy()
            self._step(self.mean, everyone, self.unsure, RATES.mean, POPULATION)
            learner = self._step(self.learner, log.learner, 0.0, 0.0, PERSON)
            topic = self._step(self.topic, log.topic, 0.0, 0.0, TOPIC)
            self.unsure = 1 / learner[log.learner] + 1 / topic[log.topic]
            told = self._step(self.difficulty, log.item, self.unsure, self.authors, SPREAD**2, -RATES.scale)
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

        `place` is the parameter of each answer, `per` what one of its units adds to the ability.
        """
        slope, noise, surprise = self._marks(unsure)
        pull = np.bincount(place, per * slope * surprise / noise, len(block)) - (block - prior) / variance
        told = np.bincount(place, (per * slope) ** 2 / noise, len(block)) + 1 / variance
        block += np.clip(pull / told, -1.0, 1.0)
        return np.asarray(told)

    def _marks(self, unsure: Floats | float) -> tuple[Floats, Floats, Floats]:
        """Return of each answer: the slope of its chance over the ability, its variance, and what was unexpected.

        An ability that is unsure flattens the chance, as in `bot.learning.mastery.known`.
        """
        log = self.log
        level = self.mean[0] + self.learner[log.learner] + self.topic[log.topic]
        shrink = 1 / np.sqrt(1 + pi * unsure / 8)
        x = 1 / (1 + np.exp(shrink * (RATES.scale * self.difficulty[log.item] - level)))
        chance = RATES.floor + RATES.slope * x
        return RATES.slope * shrink * x * (1 - x), chance * (1 - chance), log.known - chance


def _firsts(answers: Iterable[Answer], items: Sequence[Item]) -> _Log:
    """Return the first answer of each learner to each item; 17 bytes are held for each answer that is read."""
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
    """Return 0, 1, 2 … in the place of each distinct name."""
    _, numbers = np.unique(names, return_inverse=True)
    return np.asarray(numbers, dtype=np.int64)
