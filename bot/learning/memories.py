"""What a learner remembers of each question: one FSRS-6 memory for each question seen, as arrays over the bank."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.learning import fsrs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bot.learning.catalogue import Catalogue

DAY: Final = 86400.0
"""Seconds."""
RECORD: Final = struct.Struct("<ffIHB")
"""Stability (days), difficulty, the last answer (seconds since 1970, UTC), answers, last answer wrong: 15 bytes."""
_MOST: Final = 65535


class Memories:
    """Arrays by question; `last` is in seconds since 1970 (UTC), minus infinity where a question was never asked."""

    __slots__ = ("_gone", "catalogue", "difficulty", "last", "missed", "stability", "times")

    def __init__(self, catalogue: Catalogue) -> None:
        size = len(catalogue.ids)
        self.catalogue = catalogue
        self.stability = np.ones(size, dtype=np.float32)
        self.difficulty = np.full(size, 5.0, dtype=np.float32)
        self.last = np.full(size, -np.inf)
        self.times = np.zeros(size, dtype=np.int64)
        self.missed = np.zeros(size, dtype=bool)
        self._gone: dict[str, bytes] = {}

    def seen(self) -> NDArray[np.intp]:
        """Return the numbers of the questions that were asked before."""
        return np.flatnonzero(self.times)

    def recall(self, items: NDArray[np.intp], now: float) -> NDArray[np.float64]:
        """Return the chance to recall each of some seen questions; like py-fsrs, by whole days."""
        days = np.maximum(np.floor((now - self.last[items]) / DAY), 0.0)
        return fsrs.retrievability(self.stability[items].astype(float), days)

    def answer(self, item: int, now: float, *, known: bool) -> None:
        """Take in an answer; a right one that was guessed is not `known`."""
        flag = np.array(known)
        if self.times[item]:
            days = np.array(max((now - self.last[item]) // DAY, 0.0))
            old = np.array(self.stability[item], dtype=float), np.array(self.difficulty[item], dtype=float)
            after = fsrs.review(*old, days, flag)
        else:
            after = fsrs.first(flag)
        self.stability[item], self.difficulty[item] = after
        self.last[item], self.missed[item] = now, not known
        self.times[item] = min(self.times[item] + 1, _MOST)

    def pack(self) -> dict[str, bytes]:
        """Return a record for each question seen, by its id; those of questions no longer in the bank are kept."""
        packed = dict(self._gone)
        for i in self.seen():
            values = self.stability[i], self.difficulty[i], int(self.last[i]), int(self.times[i]), int(self.missed[i])
            packed[self.catalogue.ids[i]] = RECORD.pack(*values)
        return packed

    def unpack(self, packed: Mapping[str, bytes]) -> None:
        """Take over the records that `pack` returned."""
        number = self.catalogue.number
        self._gone = {key: record for key, record in packed.items() if key not in number}
        kept = [(number[key], record) for key, record in packed.items() if key in number]
        if not kept:
            return
        items = np.array([item for item, _ in kept])
        values = np.array([RECORD.unpack(record) for _, record in kept])
        self.stability[items], self.difficulty[items] = values[:, 0], values[:, 1]
        self.last[items], self.times[items], self.missed[items] = values[:, 2], values[:, 3], values[:, 4] > 0
