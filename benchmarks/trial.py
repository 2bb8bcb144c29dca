"""One trial: many learners of a family study by a policy until the exam; every policy gets the same luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from benchmarks.bank import make, sessions
from benchmarks.learners import GUESS, SLIP

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from benchmarks.learners import Learners

    Floats = NDArray[np.float64]

EXAM_HOUR: Final = 0.4
"""Time of the exam on the day after the last day of study, as a fraction of the day."""
SECONDS: Final = 40 / 86400
"""Days from one question to the next."""


class Chooser(Protocol):
    """What a trial requires of a policy."""

    def choose(self, rows: NDArray[np.intp], now: float, today: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Return a question for each of the learners."""
        ...

    def observe(self, rows: NDArray[np.intp], items: NDArray[np.intp], right: NDArray[np.bool_], now: float) -> None:
        """Process how the answers were marked."""
        ...


@dataclass(frozen=True, slots=True)
class Setting:
    """What a trial depends on; two trials of equal settings meet the same learners, days and luck."""

    family: type[Learners]
    days: int = 28
    budget: int = 20
    learners: int = 100
    items: int = 1000
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """Exam scores (expected, in percent): before study, after it, and after each tenth of the days."""

    untrained: Floats
    scores: Floats
    answered: Floats
    path: Floats
    learners: Learners
    chooser: Chooser


def run(setting: Setting, policy: Callable[[Learners, int, np.random.Generator], Chooser]) -> Result:
    """Let the learners of a setting study by a policy."""
    seeds = np.random.SeedSequence(setting.seed).spawn(5)
    bank = make(setting.items, np.random.default_rng(seeds[0]))
    learners = setting.family(bank, setting.learners, np.random.default_rng(seeds[1]))
    counts = sessions(setting.learners, setting.days, setting.budget, np.random.default_rng(seeds[2]))
    rng = np.random.default_rng(seeds[3])
    luck, moods = rng.random((2, setting.learners, counts.sum(axis=1).max())), rng.random(counts.shape)
    chooser = policy(learners, setting.days, np.random.default_rng(seeds[4]))
    exam, path = setting.days + EXAM_HOUR, []
    untrained = learners.score(exam)
    for day in range(setting.days):
        counts[learners.skips(day, moods[:, day]), day] = 0
        _study(learners, chooser, counts, luck, day)
        path.append(learners.score(exam).mean())
    return Result(
        untrained, learners.score(exam), counts.cumsum(axis=1).mean(axis=0), np.array(path), learners, chooser
    )


def _study(learners: Learners, chooser: Chooser, counts: NDArray[np.int64], luck: Floats, day: int) -> None:
    before = counts[:, :day].sum(axis=1)
    today = np.zeros((learners.count, learners.bank.size), dtype=bool)
    for number in range(counts[:, day].max()):
        rows = np.nonzero(counts[:, day] > number)[0]
        now = day + 0.75 + number * SECONDS
        items = chooser.choose(rows, now, today)
        today[rows, items] = True
        knows, marks = luck[:, rows, before[rows] + number]
        known = knows < learners.known(rows, items, now)
        right = np.where(known, marks >= SLIP, marks < GUESS)
        learners.study(rows, items, known, now)
        learners.feel(rows, items, right, now)
        chooser.observe(rows, items, right, now)
