"""The promises as figures of a log: what was asked, compared with what the tutor says it asks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from benchmarks.scripted import Asked, Script
    from bot.learning import Catalogue

    Floats = NDArray[np.float64]

WINDOW: Final = 60
RECENT: Final = 20
SOON: Final = 21
"""Days within which a miss comes back without an exam date."""
KIND: Final = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a log, with the promised minimum and maximum."""

    name: str
    value: float
    least: float = -np.inf
    most: float = np.inf
    pooled: bool = False
    """True if the promise is about all learners together, not about each."""

    @property
    def holds(self) -> bool:
        """Return True if the promise is kept."""
        return self.least - 1e-9 <= self.value <= self.most + 1e-9


def figures(log: Sequence[Asked], bank: Catalogue, script: Script) -> list[Figure]:
    """Return every figure that a log of some weeks has."""
    return [
        *_domains(log, bank),
        *_returns(log, bank, script),
        *_difficulty(log, bank, script),
        *_variety(log, bank, script),
    ]


def shares(log: Sequence[Asked], bank: Catalogue) -> Floats:
    """Return each domain's part of the answers."""
    return np.asarray(_by_domain(log, bank).mean(axis=0))


def _by_domain(log: Sequence[Asked], bank: Catalogue) -> Floats:
    domain = bank.domain[bank.topic[[each.item for each in log]]]
    return np.asarray(domain[:, None] == np.arange(len(bank.share)), dtype=float)


def _domains(log: Sequence[Asked], bank: Catalogue) -> list[Figure]:
    asked = _by_domain(log, bank)
    total = np.vstack([np.zeros(len(bank.share)), asked.cumsum(axis=0)])
    worst = ((total[WINDOW:] - total[:-WINDOW]) / WINDOW / bank.share).min()
    off = np.abs(asked.mean(axis=0) / bank.share - 1).max()
    early = [each for each in log if each.day < 14]  # noqa: PLR2004 - two weeks
    return [
        Figure("domain furthest from its weight, %", 100 * float(off), most=20),
        Figure("worst domain of any 60 answers, part of its weight", float(worst), least=0.6),
        Figure("domains asked in 14 days", float((shares(early, bank) > 0).sum()), least=len(bank.share)),
    ]


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that was not known on a day, and after how many days its point was asked again; None for never."""

    day: int
    first: bool
    waited: int | None


def misses(log: Sequence[Asked], bank: Catalogue) -> list[Miss]:
    """Return every miss; `first` is the first of its question."""
    by_point: dict[int, list[Asked]] = defaultdict(list)
    for each in log:
        by_point[int(bank.point[each.item])].append(each)
    found, before = [], set[int]()
    for asked in by_point.values():
        for each in asked:
            if not each.known:
                later = [other.day - each.day for other in asked if other.day > each.day]
                found.append(Miss(each.day, each.item not in before, min(later, default=None)))
                before.add(each.item)
    return found


def returns(log: Sequence[Asked], bank: Catalogue) -> list[bool]:
    """Return, for each answer, whether its question or a sibling was being relearned, by the published rule."""
    known_days: dict[int, set[int]] = {}
    came: list[bool] = []
    for each in log:
        group = [int(k) for k in bank.siblings(each.item)]
        came.append(any(k in known_days for k in group))
        for k in group:
            if k in known_days:
                known_days[k] = known_days[k] | {each.day} if each.known else set()
                if len(known_days[k]) > 1:
                    del known_days[k]
        if not each.known:
            known_days[each.item] = set()
    return came


def _returns(log: Sequence[Asked], bank: Catalogue, script: Script) -> list[Figure]:
    every = misses(log, bank)
    if not script.exam:
        every = [each for each in every if each.day <= script.days - SOON]
    limit = script.days if script.exam else SOON
    first = [each for each in every if each.first]
    waited = [each.waited for each in first if each.waited is not None]
    came = np.array(returns(log, bank), dtype=int)
    windows = np.convolve(came, np.ones(RECENT), "valid")
    led = [is_return for each, is_return in zip(log, came, strict=True) if each.leads and each.waiting]
    return [
        Figure("missed questions that came back, %", 100 * _back(first, limit), least=90, pooled=True),
        Figure("of all misses, also repeated ones, %", 100 * _back(every, limit), pooled=True),
        Figure("median days to the first return", float(median(waited)) if waited else np.nan, 3, 8),
        Figure("returns in any 20 answers, at most", float(windows.max()), most=8),
        Figure("returns among all answers, %", 100 * float(came.mean())),
        Figure("days led by a return when one is due, %", 100 * float(np.mean(led)) if led else np.nan, pooled=True),
    ]


def _back(some: Sequence[Miss], limit: int) -> float:
    back = [each.waited is not None and each.waited <= limit for each in some]
    return float(np.mean(back)) if back else 1.0


def _difficulty(log: Sequence[Asked], bank: Catalogue, script: Script) -> list[Figure]:
    band = bank.band[[each.item for each in log]]
    off = np.abs(np.bincount(band, minlength=3) / len(band) - bank.mix).max()
    seen, fitting = set[int](), []
    for each in log[KIND:]:
        if each.item not in seen:
            fitting.append(0.5 <= each.foreseen <= 0.9)  # noqa: PLR2004 - as promised
        seen.add(each.item)
    able = script.right >= 0.5  # noqa: PLR2004 - whose level allows it
    return [
        Figure("easy ones of the first two", float((band[:2] == 0).sum()), least=2),
        Figure("hard ones of the first ten", float((band[:KIND] == 2).sum()), most=2),  # noqa: PLR2004 - a band
        Figure("hard ones of the first twenty, %", 100 * float((band[:20] == 2).mean())),  # noqa: PLR2004
        Figure("difficulty furthest from the bank's mix, points", 100 * float(off), most=10),
        Figure("new ones foreseen right at .5 to .9, %", 100 * float(np.mean(fitting)), least=50 if able else 0),
    ]


def _variety(log: Sequence[Asked], bank: Catalogue, script: Script) -> list[Figure]:
    by_day: dict[int, list[int]] = defaultdict(list)
    for each in log:
        by_day[each.day].append(each.item)
    twice = sum(len(asked) - len(set(asked)) for asked in by_day.values())
    points = sum(len(asked) - len(set(bank.point[asked].tolist())) for asked in by_day.values())
    topic = bank.topic[[each.item for each in log]]
    rows = int(((topic[2:] == topic[1:-1]) & (topic[1:-1] == topic[:-2])).sum())
    whole = len(bank.topics) == 68 and not script.gap  # noqa: PLR2004 - the exam's topics
    return [
        Figure("questions twice within a day", twice, most=0),
        Figure("points twice within a day", points, most=0),
        Figure("topics three times in a row", rows, most=0),
        Figure("topics asked", len(set(topic.tolist())), least=60 if whole else 0),
    ]
