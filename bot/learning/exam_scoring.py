"""A simulation's outcome: score by domain, times, changed answers, and what they say about the exam."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - dataclass field
from itertools import pairwise
from math import comb, exp, lgamma, log
from typing import TYPE_CHECKING, Final

from bot.learning.readiness import CUTS, QUESTIONS, Chance

if TYPE_CHECKING:
    from collections.abc import Sequence

RIGHT: Final = "0"
"""The canonical option that is right."""
SLOWEST: Final = 10
PARTS: Final = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """A question as submitted; `drafts` are the canonical options chosen, in order, "" for none."""

    position: int
    domain: str
    scored: bool
    flagged: bool
    drafts: str
    seconds: float

    @property
    def right(self) -> bool:
        """True if the last choice was right."""
        return self.drafts[-1:] == RIGHT

    @property
    def lost(self) -> bool:
        """True if the right option was chosen and then changed to a wrong one."""
        return not self.right and RIGHT in self.drafts

    @property
    def won(self) -> bool:
        """True if a wrong choice was changed to the right one."""
        return self.right and self.drafts != RIGHT


@dataclass(frozen=True, slots=True)
class Score:
    """Right answers out of a total; `name` is a domain's id, or "" for all."""

    right: int
    total: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier simulation: its local date and the score of what counted."""

    day: date
    score: Score


@dataclass(frozen=True, slots=True)
class Slow:
    """A slow question: seconds over all visits, and whether it was right."""

    position: int
    seconds: float
    right: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """All figures of a simulation's report, in text and in its picture. Questions are named by position, from 1.

    `seconds` and `minutes` are the time used and the time allowed; `times` has (position, seconds) for each question,
    `parts` the mean seconds per answered question in each fifth of the form, None if none was answered. `missed` are
    wrong or left open, scored or not; `lost` went from right to wrong, `won` from wrong to right.
    """

    score: Score
    domains: tuple[Score, ...]
    unscored: Score
    answered: int
    size: int
    seconds: float
    minutes: int
    times: tuple[tuple[int, float], ...]
    parts: tuple[float | None, ...]
    slowest: tuple[Slow, ...]
    missed: tuple[int, ...]
    flagged: tuple[int, ...]
    lost: tuple[int, ...]
    won: tuple[int, ...]
    changed: int
    chance: Chance
    earlier: tuple[Earlier, ...]

    @property
    def open(self) -> int:
        """Number of unanswered questions."""
        return self.size - self.answered

    @property
    def percent(self) -> tuple[int, int]:
        """The chance of passing as a range of whole percentages, never 0 or 100."""
        low, high = (min(99, max(1, round(100 * each))) for each in (self.chance.low, self.chance.high))
        return low, high

    @property
    def pace(self) -> float:
        """Seconds per answered question; the whole time if none was."""
        return self.seconds / max(1, self.answered)


def outcome(
    marks: Sequence[Mark], domains: Sequence[str], *, seconds: float, minutes: int, earlier: Sequence[Earlier] = ()
) -> Outcome:
    """Evaluate a submitted simulation; `domains` are all domains' ids in report order."""
    counting = [mark for mark in marks if mark.scored]
    score = _score(counting)
    slow = sorted(marks, key=lambda mark: (-mark.seconds, mark.position))[:SLOWEST]
    return Outcome(
        score=score,
        domains=tuple(_score([m for m in counting if m.domain == name], name) for name in domains),
        unscored=_score([mark for mark in marks if not mark.scored]),
        answered=sum(bool(mark.drafts) for mark in marks),
        size=len(marks),
        seconds=seconds,
        minutes=minutes,
        times=tuple((mark.position, mark.seconds) for mark in marks),
        parts=_parts([mark.seconds if mark.drafts else None for mark in marks]),
        slowest=tuple(Slow(mark.position, mark.seconds, mark.right) for mark in slow if mark.seconds),
        missed=tuple(mark.position for mark in marks if not mark.right),
        flagged=tuple(mark.position for mark in marks if mark.flagged),
        lost=tuple(mark.position for mark in marks if mark.lost),
        won=tuple(mark.position for mark in marks if mark.won),
        changed=sum(len(mark.drafts) > 1 for mark in marks),
        chance=chance(score.right, score.total),
        earlier=tuple(earlier),
    )


def chance(right: int, total: int) -> Chance:
    """Return the chance that an exam of 100 other questions like these reaches the assumed raw cut.

    `low` and `high` are for the highest and the lowest cut, `middle` is the mean over all. The known share is taken as
    beta distributed after `right` of `total` (with a uniform prior), so that the luck of both exams is included.
    """
    a, b = right + 1.0, total - right + 1.0
    weights = [_weight(k, a, b) for k in range(QUESTIONS + 1)]
    above = [sum(weights[cut:]) for cut in range(CUTS[0], CUTS[1] + 1)]
    return Chance(above[-1], sum(above) / len(above), above[0])


def _score(marks: Sequence[Mark], name: str = "") -> Score:
    return Score(sum(mark.right for mark in marks), len(marks), name)


def _parts(seconds: Sequence[float | None]) -> tuple[float | None, ...]:
    bounds = [len(seconds) * n // PARTS for n in range(PARTS + 1)]
    answered = [[each for each in seconds[a:b] if each is not None] for a, b in pairwise(bounds)]
    return tuple(sum(each) / len(each) if each else None for each in answered)


def _weight(k: int, a: float, b: float) -> float:
    """Return the beta-binomial chance of k right answers."""
    return exp(log(comb(QUESTIONS, k)) + _log_beta(k + a, QUESTIONS - k + b) - _log_beta(a, b))


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
