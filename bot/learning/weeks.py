"""The weeks of a study plan: how they are cut from the calendar, and how new questions are dealt to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

WEEKS: Final = 26
"""The longest plan, in weeks; anything before it is a warm-up."""
ROLLING: Final = 4
"""Weeks ahead shown to someone without an exam date."""
MOST: Final = 40
"""Maximum questions a day that can be asked of anyone."""
REVIEW: Final = ((0.4, 0.6, 0.85), (0.37, 0.34, 0.21))
"""Share of each day's questions that were seen before, once there are any, by the share of answers that are known.

Measured over eight weeks (`benchmarks.scripted`) at 3 to 10 a day: 0.36 to 0.37, 0.34 to 0.35, and 0.18 to 0.24.
"""
USUAL: Final = (0.6, 20)
"""Share of answers that is assumed to be known, and the number of answers that this weighs as much as."""
SIMULATIONS: Final = (6, 3)
"""Days before the exam with a full simulation."""
SATURDAY: Final = 5
KNOWN_FROM: Final = 3
"""Minimum answers in a topic for it to count as known."""
KNOWN: Final = 0.75
"""Mastery from which a topic counts as known."""
FOCUS: Final = 0.25
"""Share of a week's new questions that makes a domain a focus of the week."""

DAY: Final = timedelta(days=1)
Off: TypeAlias = "Callable[[date], bool]"
"""Whether a date is free of study."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The learner's standing in a topic.

    `size` questions are in the bank, `seen` of them were answered; of all `answered`, `known` were right and not
    guessed.
    """

    topic: str
    domain: str
    size: int
    seen: int = 0
    known: int = 0
    answered: int = 0

    @property
    def mastery(self) -> float:
        """Return the share (0 to 1) that is likely known; one half without an answer."""
        return (self.known + 1) / (self.answered + 2)

    @property
    def is_known(self) -> bool:
        """True if the topic counts as known."""
        return self.answered >= KNOWN_FROM and self.mastery >= KNOWN

    @property
    def is_begun(self) -> bool:
        """True if any of its questions was answered."""
        return self.answered > 0

    @property
    def new(self) -> int:
        """Return how many of its questions were never answered."""
        return max(0, self.size - self.seen)

    @property
    def again(self) -> int:
        """Return how many of the answered questions should come back."""
        return round(self.seen * (1 - self.mastery))


@dataclass(frozen=True, slots=True)
class Part:
    """Some new questions of a domain."""

    domain: str
    new: int


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the plan: local dates, the days left to study in it, and their content.

    `review` questions are returns. On the days in `simulations`, a full simulation replaces the questions.
    """

    first: date
    last: date
    days: tuple[date, ...]
    daily: int = 0
    parts: tuple[Part, ...] = ()
    review: int = 0
    simulations: tuple[date, ...] = ()

    @property
    def focus(self) -> tuple[str, ...]:
        """Return the week's focus domains, heaviest first; () if it is all review."""
        whole = sum(part.new for part in self.parts)
        return tuple(part.domain for part in self.parts if part.new >= FOCUS * whole)

    @property
    def main(self) -> str:
        """Return the domain with the most new questions; "" if it is all review."""
        return max(self.parts, key=lambda part: part.new).domain if self.parts else ""


def cut(today: date, exam: date | None, since: date, off: Off) -> list[Week]:
    """Return the weeks without their content, counted back from the exam, so that they stay the same as days pass.

    Without an exam (None) they are calendar weeks, from the current one on.
    """
    if exam is None:
        monday = today - today.weekday() * DAY
        spans = [(start, start + 6 * DAY) for start in (monday + 7 * n * DAY for n in range(ROLLING))]
    else:
        count = min(WEEKS, ceil((exam - today).days / 7))
        spans = [(exam - 7 * n * DAY, exam - (7 * n - 6) * DAY) for n in range(count, 0, -1)]
    begin = min(since, today)
    return [_week(max(first, begin), last, _simulations(last, exam, since), today, off) for first, last in spans]


def slots(week: Week) -> int:
    """Return on how many days of a week the day's questions are answered."""
    return len(week.days) - len(week.simulations)


def review(standings: Sequence[Standing]) -> float:
    """Return the expected share (0 to 1) of questions that were seen before."""
    known, answered = (sum(getattr(each, name) for each in standings) for name in ("known", "answered"))
    usual, weight = USUAL
    return float(np.interp((known + usual * weight) / (answered + weight), *REVIEW))


def rooms(weeks: Sequence[Week], daily: int, standings: Sequence[Standing]) -> list[int]:
    """Return how many new questions fit into each week; a first week has nothing to review if nothing was seen."""
    whole, again = [daily * slots(week) for week in weeks], review(standings)
    fresh = not any(standing.seen for standing in standings)
    return [held if fresh and number == 0 else held - int(held * again) for number, held in enumerate(whole)]


def needed(weeks: Sequence[Week], standings: Sequence[Standing], asked: Mapping[str, float]) -> int:
    """Return the least daily number that fits all, at most `MOST`; `asked` are the domains' shares of questions."""
    days, new = sum(map(slots, weeks)), unseen(standings, asked)
    room = max(ceil(new[domain] * sum(asked.values()) / share - 1e-9) for domain, share in asked.items())
    whole = sum(new.values()) + sum(standing.again for standing in standings)
    fitting = (n for n in range(1, MOST + 1) if sum(rooms(weeks, n, standings)) >= room and n * days >= whole)
    return next(fitting, MOST)


def unseen(standings: Sequence[Standing], domains: Iterable[str]) -> dict[str, int]:
    """Return how many questions of each domain were never answered."""
    return {domain: sum(standing.new for standing in standings if standing.domain == domain) for domain in domains}


def fitting(room: int, standings: Sequence[Standing], asked: Mapping[str, float]) -> dict[str, int]:
    """Return how many new questions of each domain fit: each gets its share of the room, even once it has none left."""
    new, whole = unseen(standings, asked), sum(asked.values())
    quota = {domain: room * share / whole for domain, share in asked.items()}
    fit = {domain: int(part) for domain, part in quota.items()}
    for domain in sorted(quota, key=lambda d: fit[d] - quota[d])[: room - sum(fit.values())]:
        fit[domain] += 1
    return {domain: min(count, new[domain]) for domain, count in fit.items()}


def dealt(
    weeks: Sequence[Week],
    exam: date | None,
    daily: int,
    standings: Sequence[Standing],
    asked: Mapping[str, float],
    weights: Mapping[str, float],
    since: date,
) -> tuple[Week, ...]:
    """Return the weeks with `daily` questions dealt to them, heaviest domain first; the rest of each is review.

    `weights` are in plan order, `asked` the domains' shares of the questions.
    """
    room = rooms(weeks, daily, standings)
    left = unseen(standings, weights)
    if exam:
        fit = fitting(sum(room), standings, asked)
        left = {domain: fit[domain] for domain in weights}
    filled = []
    for week, held in zip(weeks, room, strict=True):
        shares = dict.fromkeys(weights, 1.0) if exam else _quarter(_turn(week.last, since), weights)
        parts = _taken(left, held, shares)
        review = daily * slots(week) - sum(part.new for part in parts)
        filled.append(replace(week, daily=daily, parts=parts, review=review))
    return tuple(filled)


def each_day(first: date, last: date) -> list[date]:
    """Return the dates from one to another, inclusive."""
    return [first + n * DAY for n in range((last - first).days + 1)]


def _week(first: date, last: date, simulations: Iterable[date], today: date, off: Off) -> Week:
    days = tuple(day for day in each_day(max(first, today), last) if not off(day))
    return Week(first, last, days, simulations=tuple(day for day in simulations if day in days))


def _simulations(last: date, exam: date | None, since: date) -> tuple[date, ...]:
    """Return the days of timed simulations in the week that ends on `last`: the exam's week, otherwise every fourth."""
    if exam is not None:
        return tuple(exam - days * DAY for days in SIMULATIONS) if last == exam - DAY else ()
    return (last - (6 - SATURDAY) * DAY,) if _turn(last, since) == ROLLING - 1 else ()


def _taken(left: dict[str, int], room: int, shares: Mapping[str, float]) -> tuple[Part, ...]:
    """Take a week's new questions from those left: for each domain its share of the room, then any domain."""
    taken = dict.fromkeys(left, 0)
    for most in ({domain: ceil(room * share) for domain, share in shares.items()}, dict.fromkeys(left, room)):
        for domain, rest in left.items():
            added = min(rest, most[domain], room)
            taken[domain], left[domain], room = taken[domain] + added, rest - added, room - added
    return tuple(Part(domain, new) for domain, new in taken.items() if new)


def _quarter(number: int, weights: Mapping[str, float]) -> dict[str, float]:
    """Return each domain's share of a rolling plan's week: the weights one after another, in four quarters.

    That way, anyone without a date covers the whole exam every four weeks, heaviest domains first.
    """
    whole, begin, shares = sum(weights.values()), 0.0, {}
    for domain, weight in weights.items():
        end = begin + ROLLING * weight / whole
        shares[domain] = max(0.0, min(end, number + 1) - max(begin, number))
        begin = end
    return shares


def _turn(last: date, since: date) -> int:
    """Return which of its four weeks (0 to 3) a rolling plan is in, in the week that ends on a Sunday."""
    monday = since - since.weekday() * DAY
    return (last - monday).days // 7 % ROLLING
