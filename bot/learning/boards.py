"""A group's weekly board: what each member knew at first sight, who comes where, and the goal they share.

A question counts the first time it is seen, and only if nothing on its knowledge point was seen in the 28 days before:
missing on purpose, repeating, and reading ahead gain nothing. A blind guess among four options is worth nothing on
average, and whoever moves on without answering has skipped the question.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime, tzinfo

WHOLE: Final = 3
"""Scores are counted in thirds of a point: a question known is worth a whole one, a miss costs a third."""
A_DAY: Final = 20
"""Questions that count on one date, right or wrong."""
REST: Final = timedelta(days=28)
"""A knowledge point that was met within it does not count."""
MOVED_ON: Final = timedelta(hours=12)
"""A question left open counts as skipped once another one, asked later, is answered within this time."""
FEWEST: Final = 5
"""Members who have joined before a board shows."""
TOP: Final = 5
FIRST_GOAL: Final = 10
"""A group's first goal, for each member."""
STEP: Final = 5
"""Goals are multiples of it."""
GROWTH: Final = 1.1
"""A week's goal, compared with what the last weeks came to on average."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A question put to a member.

    Attributes:
        point: the knowledge point, or the question itself where it has none.
        at: when it was asked, aware.
        settled_at: when it was answered or skipped; None while it is open.
        known: it was answered right, and not guessed.
        again: they had seen the question before.
        counts: False for what only uses up its point, such as a question of a simulation that does not score.
    """

    point: str
    at: datetime
    settled_at: datetime | None = None
    known: bool = False
    again: bool = False
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Score:
    """What a member did in a week: points known at first sight, and how many were not."""

    known: frozenset[str] = frozenset()
    missed: int = 0

    @property
    def thirds(self) -> int:
        """The score in thirds of a point, never below 0."""
        return max(0, WHOLE * len(self.known) - self.missed)


def score(sights: Sequence[Sight], since: datetime, until: datetime, tz: tzinfo) -> Score:
    """Return a member's score over [since, until); `sights` reach back 28 days further, in the order of asking.

    The first 20 that count on a date in zone `tz` do, whichever week they are in.
    """
    counted: Counter[date] = Counter()
    known, missed = set[str](), 0
    for at, sight in sorted(_judged(sights), key=lambda each: each[0]):
        day = at.astimezone(tz).date()
        counted[day] += 1
        if counted[day] > A_DAY or not since <= at < until:
            continue
        if sight.known:
            known.add(sight.point)
        else:
            missed += 1
    return Score(frozenset(known), missed)


def places(scores: Iterable[int]) -> list[int]:
    """Return the place of each score, 1 for the best; equal scores share a place."""
    given = list(scores)
    better = sorted(given, reverse=True)
    return [better.index(each) + 1 for each in given]


def goal(past: Sequence[int], members: int) -> int:
    """Return how many points the members are to know together, given what the last weeks came to."""
    aim = GROWTH * sum(past) / len(past) if past else FIRST_GOAL * members
    return max(STEP, STEP * math.ceil(aim / STEP - 1e-9))


def _judged(sights: Sequence[Sight]) -> Iterator[tuple[datetime, Sight]]:
    """Yield the sights that may count, each with the moment it counts for."""
    met: dict[str, datetime] = {}
    for sight, soonest in zip(sights, _answered_after(sights), strict=True):
        before = met.get(sight.point)
        met[sight.point] = sight.at
        if sight.again or not sight.counts or (before is not None and sight.at - before < REST):
            continue
        if sight.settled_at is not None:
            yield sight.settled_at, sight
        elif soonest is not None and soonest - sight.at <= MOVED_ON:
            yield sight.at, sight


def _answered_after(sights: Sequence[Sight]) -> list[datetime | None]:
    """Return for each sight when a question that was asked later was first answered; None for never."""
    found: list[datetime | None] = []
    soonest: datetime | None = None
    for sight in reversed(sights):
        found.append(soonest)
        if sight.settled_at is not None:
            soonest = sight.settled_at if soonest is None else min(soonest, sight.settled_at)
    return found[::-1]
