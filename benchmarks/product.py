"""The product's own chooser, one engine per learner, driven through its public interface."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np

from bot.learning import Engine, catalogue

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.learners import Learners

START: Final = datetime(2026, 1, 5, tzinfo=UTC)
SECONDS: Final = 25.0
"""The same time for every answer, so that it carries no information; learners never say "I guessed" either."""


class Product:
    """One engine per learner; `marks` counts (right, answered) by domain."""

    name: ClassVar[str] = "this tutor"

    def __init__(self, learners: Learners, days: int, rng: np.random.Generator) -> None:
        exam = (START + timedelta(days=days)).date()
        self.bank = learners.bank
        items = catalogue(self.bank.items, self.bank.blueprint)
        self.engines = [
            Engine.start(items, self.bank.blueprint, exam, zone=UTC, seed=int(seed))
            for seed in rng.integers(2**31, size=learners.count)
        ]
        self.marks = np.zeros((learners.count, len(self.bank.share), 2))

    def choose(self, rows: NDArray[np.intp], now: float, today: NDArray[np.bool_]) -> NDArray[np.intp]:
        """The next question for each of the learners."""
        at = START + timedelta(days=now)
        return np.array([self._chosen(row, at, today) for row in rows])

    def observe(self, rows: NDArray[np.intp], items: NDArray[np.intp], right: NDArray[np.bool_], now: float) -> None:
        """Report the marks of the answers to the engines."""
        at = START + timedelta(days=now)
        for row, item, mark in zip(rows, items, right, strict=True):
            self.engines[row].observe(at, str(item), bool(mark), SECONDS)
        self.marks[rows, self.bank.domain[self.bank.topic[items]]] += np.stack([right, np.ones(len(rows))], axis=1)

    def _chosen(self, row: int, at: datetime, today: NDArray[np.bool_]) -> int:
        chosen = int(self.engines[row].choose(at) or "-1")
        if chosen < 0 or today[row, chosen]:
            raise RuntimeError("the tutor had no question, or asked one twice on a day")
        return chosen
