"""Relearning: what was missed, guessed, or answered in haste returns at growing intervals until it is known.

The question itself comes back first. It leaves relearning once it was answered right, unguessed, on two different days,
and came back itself at least once; a sibling that tests the same point counts as a return. A retest pays most when
recall has fallen to about half, so the first interval is long for a flashcard scheduler.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.learning import fsrs
from bot.learning.memories import DAY, Cause

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.learning.memories import Memories

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]

DAYS_KNOWN: Final = 2
"""Number of different days on which a question must be known before it is left alone."""
RETENTION: Final = (0.6, 0.75)
"""Recall at which a question becomes due: after a miss, and after a success."""
SHORTEST: Final = (2.0, 8.0)
LONGEST: Final = (6.0, 10.0)
"""Minimum and maximum days until a question is due: after a miss, and after a success."""
BEFORE_EXAM: Final = 0.45
"""An interval takes at most this part of the days left until the exam, but at least a day."""
CROWDED: Final = 0.47
"""Above this relearning part of the seen questions, the limit on returns barely accommodates them all. No early slot
may go unused, so ...
"""
CROWDED_LONGEST: Final = 3.0
"""... a miss is due after at most this many days, and no sibling follows it: that might be missed, too."""
PRIOR: Final = (5, 13)
"""Numbers of relearned and seen questions assumed before the first answer."""
EARLY: Final = 0.3
"""Days by which a question may come before its interval is over: no one studies at the same minute every day."""


@dataclass(frozen=True, slots=True)
class Due:
    """Due questions, most urgent first, and which of them never came back."""

    items: Numbers
    never: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Return:
    """The miss that a question follows up: which `question` was missed, when, and why it counts as missed.

    `sibling` is True if another question of its point is asked instead, `recovered` if its point was right since.
    """

    question: str
    lapsed_at: datetime
    cause: Cause
    sibling: bool
    recovered: bool


def why(memories: Memories, item: int, turned: float) -> Return | None:
    """Return what a question follows up on the study day that began at `turned`; None if it is not a return."""
    group = memories.catalogue.siblings(item)
    if memories.last[group].max() >= turned or not memories.cause[group].any():
        return None
    of = item if memories.cause[item] else int(group[memories.cause[group] > 0][0])
    at = datetime.fromtimestamp(float(memories.lapsed_at[of]), UTC)
    cause, recovered = Cause(int(memories.cause[of])), bool(memories.successes[of])
    return Return(memories.catalogue.ids[of], at, cause, of != item, recovered)


def answered(memories: Memories, item: int, now: float, turned: float, cause: Cause) -> bool:
    """Process an answer before it is remembered, and return True if it was a return.

    `turned` is when the study day began (seconds since 1970): what was answered since then does not return.
    """
    group = memories.catalogue.siblings(item)
    is_first_today = bool(memories.last[group].max() < turned)
    relearned = [int(k) for k in group[memories.cause[group] > 0]]
    for each in relearned:
        if is_first_today:
            memories.come_back(each, itself=each == item, known=cause is Cause.NONE)
        elif cause is not Cause.NONE:
            memories.successes[each] = 0
    _settle(memories, item, relearned, now, cause)
    return is_first_today and bool(relearned)


def due(memories: Memories, now: float, days_left: float) -> Due:
    """Return what is due at a time (seconds), `days_left` before the exam.

    Questions that never came back come first, then those missed again, then those right once: a learner should not wait
    for a miss that never returns. Within each group, the order is by days overdue, then by exam weight times the chance
    of having forgotten it.
    """
    items = np.flatnonzero(memories.cause)
    waited = (now - _touched(memories, items)) / DAY
    overdue = waited + EARLY - intervals(memories, items, days_left)
    items, overdue = items[overdue >= 0], np.floor(overdue[overdue >= 0])
    never, right_once = memories.returns[items] == 0, memories.successes[items] > 0
    weight = memories.catalogue.share[memories.catalogue.within[items]]
    order = np.lexsort((-weight * (1 - memories.recall(items, now)), -overdue, right_once, ~never))
    return Due(items[order], never[order])


def waiting(memories: Memories) -> int:
    """Return how many misses have not come back yet, due or not."""
    return int(np.count_nonzero((memories.cause > 0) & (memories.returns == 0)))


def is_crowded(memories: Memories) -> bool:
    """Return True if so much is being relearned that not everything can return early."""
    return part(memories) > CROWDED


def part(memories: Memories) -> float:
    """Return the share (0 to 1) of the seen questions that is being relearned."""
    return float((np.count_nonzero(memories.cause) + PRIOR[0]) / (np.count_nonzero(memories.times) + PRIOR[1]))


def intervals(memories: Memories, items: Numbers, days_left: float) -> Floats:
    """Return how many days after its last answer each relearned question is due."""
    stage = np.minimum(memories.successes[items], 1)
    w = fsrs.DEFAULT
    factor = np.power(0.9, -1 / w[20]) - 1
    days = memories.stability[items] / factor * (np.array(RETENTION) ** (-1 / w[20]) - 1)[stage]
    longest = (CROWDED_LONGEST, LONGEST[1]) if is_crowded(memories) else LONGEST
    days = np.clip(days, np.array(SHORTEST)[stage], np.array(longest)[stage])
    return np.asarray(np.minimum(days, max(BEFORE_EXAM * days_left, 1.0)))


def _settle(memories: Memories, item: int, relearned: list[int], now: float, cause: Cause) -> None:
    if cause is not Cause.NONE:
        memories.lapse(item, now, cause)
        return
    for each in relearned:
        if memories.successes[each] >= DAYS_KNOWN and memories.repeats[each]:
            memories.relearned(each)


def _touched(memories: Memories, items: Numbers) -> Floats:
    """Return when each question's point was last asked (seconds)."""
    catalogue = memories.catalogue
    if not catalogue.has_siblings:
        return memories.last[items]
    latest = np.full(catalogue.points, -np.inf)
    seen = memories.seen()
    np.maximum.at(latest, catalogue.point[seen], memories.last[seen])
    return np.asarray(latest[catalogue.point[items]])
