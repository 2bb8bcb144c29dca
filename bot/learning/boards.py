"""A group's weekly board: what each member knew on first sight, their places, and the shared goal.

A question counts the first time it is seen, and only if nothing on its knowledge point was seen in the 28 days before:
deliberate misses, repetition, and reading ahead gain nothing. A blind guess among four options is worth nothing on
average, and anyone who moves on without answering has skipped the question.
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
"""Scores are counted in thirds of a point: a known question is worth one point, a miss costs a third."""
A_DAY: Final = 20
"""Questions that count on one date, right or wrong."""
REST: Final = timedelta(days=28)
"""A knowledge point seen within this time does not count."""
MOVED_ON: Final = timedelta(hours=12)
"""A question left open counts as skipped once a later one is answered within this time."""
FEWEST: Final = 5
"""Members who must have joined before a board shows."""
TOP: Final = 5
FIRST_GOAL: Final = 10
"""A group's first goal, per member."""
STEP: Final = 5
"""Goals are multiples of this."""
GROWTH: Final = 1.1
"""A week's goal, relative to the average of the last weeks."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A question put to a member.

    Attributes:
        point: the knowledge point, or the question itself if it has none.
        at: when it was asked, aware.
        settled_at: when it was answered or skipped; None while it is open.
        known: it was answered right, and not guessed.
        again: they had seen the question before.
        counts: False if it only uses up its point, as an unscored question of a simulation does.
    """

    point: str
    at: datetime
    settled_at: datetime | None = None
    known: bool = False
    again: bool = False
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Score:
    """A member's week: number of points known on first sight, and number not known."""

    known: frozenset[str] = frozenset()
    missed: int = 0

    @property
    def thirds(self) -> int:
        """The score in thirds of a point, never below 0."""
        return max(0, WHOLE * len(self.known) - self.missed)


def score(sights: Sequence[Sight], since: datetime, until: datetime, tz: tzinfo) -> Score:
    """Return a member's score over [since, until); `sights` reach back 28 days further, in the order of asking.

    Only the first 20 eligible sights on a date in zone `tz` count, whichever week they are in.
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
    """Return how many points the members should know together, given the last weeks' results."""
    aim = GROWTH * sum(past) / len(past) if past else FIRST_GOAL * members
    return max(STEP, STEP * math.ceil(aim / STEP - 1e-9))


def _judged(sights: Sequence[Sight]) -> Iterator[tuple[datetime, Sight]]:
    """Yield the sights that may count, each with the time it counts for."""
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
    """Return, for each sight, when a question asked later was first answered; None for never."""
    found: list[datetime | None] = []
    soonest: datetime | None = None
    for sight in reversed(sights):
        found.append(soonest)
        if sight.settled_at is not None:
            soonest = sight.settled_at if soonest is None else min(soonest, sight.settled_at)
    return found[::-1]
