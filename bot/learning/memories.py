"""What a learner remembers of each question: an FSRS-6 memory and its relearning, as arrays over the bank."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.learning import fsrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from bot.learning.catalogue import Catalogue

DAY: Final = 86400.0
"""In seconds."""
RECORD: Final = np.dtype(
    [
        ("stability", "<f4"),
        ("difficulty", "<f4"),
        ("last", "<u4"),
        ("times", "<u2"),
        ("missed", "u1"),
        ("lapsed_at", "<u4"),
        ("cause", "u1"),
        ("returns", "u1"),
        ("repeats", "u1"),
        ("successes", "u1"),
    ]
)
"""The 23-byte record of a question that was seen; the fields are those of `Memories`."""
GONE: Final = -1
_MOST: Final = 65535
_BYTE: Final = 255


class Cause(IntEnum):
    """Why a question is relearned."""

    NONE = 0
    MISSED = 1
    GUESSED = 2
    HASTY = 3


class Memories:
    """Arrays by question.

    For every question: `stability` (days) and `difficulty` (1 to 10) by FSRS, `last` in seconds since 1970 (UTC, minus
    infinity if it was never asked), number of answers (`times`), and whether the last one was `missed`. For a question
    being relearned: since when (`lapsed_at`) and why (`cause`), how often its point came back (`returns`) or it did
    itself (`repeats`), and on how many consecutive days it was known (`successes`).
    """

    __slots__ = (
        *("catalogue", "cause", "changed", "difficulty", "last", "lapsed_at", "missed", "repeats", "returns"),
        *("stability", "successes", "times", "_gone"),
    )

    def __init__(self, catalogue: Catalogue) -> None:
        size = len(catalogue.ids)
        self.catalogue = catalogue
        self.stability = np.ones(size, dtype=np.float32)
        self.difficulty = np.full(size, 5.0, dtype=np.float32)
        self.last = np.full(size, -np.inf)
        self.times = np.zeros(size, dtype=np.int64)
        self.missed = np.zeros(size, dtype=bool)
        self.lapsed_at = np.zeros(size)
        self.cause, self.returns, self.repeats, self.successes = (np.zeros(size, dtype=np.uint8) for _ in range(4))
        self.changed: set[int] = set()
        """Questions whose records changed since they were loaded."""
        self._gone: dict[str, bytes] = {}

    def seen(self) -> NDArray[np.intp]:
        """Return the indexes of the questions that were asked before."""
        return np.flatnonzero(self.times)

    def recall(self, items: NDArray[np.intp], now: float) -> NDArray[np.float64]:
        """Return the chance of recalling each of some seen questions; in whole days, like py-fsrs."""
        days = np.maximum(np.floor((now - self.last[items]) / DAY), 0.0)
        return fsrs.retrievability(self.stability[items].astype(float), days)

    def answer(self, item: int, now: float, *, known: bool) -> None:
        """Process an answer; a right one that was guessed is not `known`."""
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
        self.changed.add(item)

    def lapse(self, item: int, now: float, cause: Cause) -> None:
        """Start or continue relearning a question that was not known."""
        self.lapsed_at[item], self.cause[item], self.successes[item] = now, cause, 0
        self.changed.add(item)

    def come_back(self, item: int, *, itself: bool, known: bool) -> None:
        """Count the return of a question being relearned, `itself` or as a sibling."""
        self.returns[item] = min(self.returns[item] + 1, _BYTE)
        self.repeats[item] = min(self.repeats[item] + itself, _BYTE)
        self.successes[item] = min(self.successes[item] + 1, _BYTE) if known else 0
        self.changed.add(item)

    def relearned(self, item: int) -> None:
        """End the relearning of a question."""
        self.lapsed_at[item], self.cause[item] = 0, Cause.NONE
        self.returns[item] = self.repeats[item] = self.successes[item] = 0
        self.changed.add(item)

    def records(self, items: Iterable[int]) -> dict[str, bytes]:
        """Return the records of some questions that were seen, by their ids."""
        numbers = np.fromiter(items, dtype=np.intp)
        packed = np.zeros(len(numbers), dtype=RECORD)
        for name in RECORD.fields or ():
            packed[name] = getattr(self, name)[numbers]
        return {self.catalogue.ids[i]: row.tobytes() for i, row in zip(numbers, packed, strict=True)}

    def pack(self) -> dict[str, bytes]:
        """Return a record for each question seen, by its id; those of questions no longer in the bank are kept."""
        return self._gone | self.records(self.seen())

    def unpack(self, packed: Mapping[str, bytes]) -> None:
        """Load records that `pack` returned.

        Raises:
            ValueError: a record has the wrong length.
        """
        number = self.catalogue.number
        items = np.array([number.get(key, GONE) for key in packed], dtype=np.intp)
        values, here = np.frombuffer(b"".join(packed.values()), RECORD), items != GONE
        self._gone = {} if here.all() else {key: record for key, record in packed.items() if key not in number}
        for name in RECORD.fields or ():
            getattr(self, name)[items[here]] = values[name][here]
