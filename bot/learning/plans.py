"""The study plan by weeks: heaviest domains first, review folded in, timed simulations in the last week.

It follows the two four-week patterns of the reference texts, scaled to the time there is, and is made anew from where
the learner stands: nothing of an old plan is an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from bot.learning import weeks
from bot.learning.weeks import DAY, Part, Standing, Week

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.learning.weeks import Off

__all__ = [
    "Changes",
    "Look",
    "Milestone",
    "Part",
    "Plan",
    "Standing",
    "Week",
    "changed",
    "look",
    "make",
    "newly_known",
    "read_look",
]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as of `today`. `daily` questions a day reach the whole bank, or come as close as `MOST` allows.

    `own` is the number that the learner gets each day now; `left_out` is what does not fit at it (at `daily` if that is
    less), lightest domain first. Without an exam date, `daily` is `own`, and the weeks roll on.
    """

    today: date
    exam: date | None
    begins: date
    daily: int
    own: int
    total: int
    seen: int
    topics: int
    known: int
    weeks: tuple[Week, ...]
    left_out: tuple[Part, ...] = ()
    finished: tuple[str, ...] = ()

    @property
    def current(self) -> Week | None:
        """Return the week that today is in, None before the plan begins, and on the exam's day."""
        return next((week for week in self.weeks if week.first <= self.today <= week.last), None)

    @property
    def reaches(self) -> bool:
        """True if the plan reaches every question in time."""
        return sum(part.new for week in self.weeks for part in week.parts) >= self.total - self.seen

    @property
    def weeks_to_see_all(self) -> int:
        """Return in how many weeks the learner's own number reaches every question, 0 if it has."""
        return ceil((self.total - self.seen) / (self.own * (1 - weeks.REVIEW) * 7))


def make(
    today: date,
    exam: date | None,
    standings: Sequence[Standing],
    weights: Mapping[str, float],
    own: int,
    *,
    since: date,
    off: Off = lambda _day: False,
) -> Plan:
    """Return the plan of today; an exam that has passed is none.

    `weights` are the domains' shares of the exam, `own` the questions that the learner gets each day, `since` the date
    of their arrival, `off` whether a date is in a pause.
    """
    if exam is not None and exam < today:
        exam = None
    bare = weeks.cut(today, exam, since, off)
    order = _order(standings, weights)
    rest = sum(standing.new for standing in standings)
    fresh = not any(standing.seen for standing in standings)
    needed = weeks.needed(bare, rest, sum(standing.again for standing in standings), fresh=fresh)
    daily = own if exam is None or (exam - today).days <= 1 else needed
    reached = weeks.fitting(sum(weeks.rooms(bare, min(own, daily), fresh=fresh)), standings, order)
    return Plan(
        today=today,
        exam=exam,
        begins=max(today, bare[0].first) if bare else today,
        daily=daily,
        own=own,
        total=sum(standing.size for standing in standings),
        seen=sum(min(standing.seen, standing.size) for standing in standings),
        topics=len(standings),
        known=sum(standing.is_known for standing in standings),
        weeks=weeks.dealt(bare, exam, daily, standings, {domain: weights[domain] for domain in order}, since),
        left_out=_left_out(standings, order, reached) if bare and exam else (),
        finished=tuple(domain for domain in order if _finished(standings, domain)),
    )


@dataclass(frozen=True, slots=True)
class Look:
    """What someone saw when they looked at their plan: kept until they look again."""

    day: date
    exam: date | None
    daily: int
    answered: int
    focus: tuple[str, ...]
    finished: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return it as JSON takes it."""
        return {
            "day": self.day.isoformat(),
            "exam": self.exam and self.exam.isoformat(),
            "daily": self.daily,
            "answered": self.answered,
            "focus": list(self.focus),
            "finished": list(self.finished),
        }


def look(plan: Plan, answered: int) -> Look:
    """Return what is seen of a plan; `answered` is the learner's number of answers in all."""
    focus = plan.current.focus if plan.current else ()
    return Look(plan.today, plan.exam, plan.daily, answered, focus, plan.finished)


def read_look(held: object) -> Look | None:
    """Return the look that `to_json` wrote, None if it is none."""
    if not isinstance(held, dict):
        return None
    try:
        exam = held["exam"]
        return Look(
            date.fromisoformat(held["day"]),
            date.fromisoformat(exam) if exam else None,
            int(held["daily"]),
            int(held["answered"]),
            tuple(map(str, held["focus"])),
            tuple(map(str, held["finished"])),
        )
    except (KeyError, TypeError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different since an earlier look on day `since`; a field that stayed as it was is None or empty.

    `moved` tells that the exam has another date or none, `passed` that it has none because its day is over.

    `planned` is what the old plan held for the study days between, today not among them; `answered` is what was done.
    """

    since: date
    answered: int
    planned: int
    moved: bool = False
    passed: bool = False
    daily: tuple[int, int] | None = None
    focus: tuple[str, ...] | None = None
    finished: tuple[str, ...] = ()

    @property
    def behind(self) -> int:
        """Return by how many questions less was done than planned, 0 if none."""
        return max(0, self.planned - self.answered)


def changed(old: Look, new: Look, off: Off = lambda _day: False) -> Changes:
    """Return what changed between two looks."""
    between = [day for day in weeks.each_day(old.day, new.day - DAY) if not off(day)]
    return Changes(
        since=old.day,
        answered=max(0, new.answered - old.answered),
        planned=old.daily * len(between),
        moved=old.exam != new.exam,
        passed=new.exam is None and old.exam is not None and old.exam < new.day,
        daily=(old.daily, new.daily) if old.daily != new.daily else None,
        focus=new.focus if new.focus != old.focus else None,
        finished=tuple(domain for domain in new.finished if domain not in old.finished),
    )


@dataclass(frozen=True, slots=True)
class Milestone:
    """A week that is over (local dates), and the one ahead; `newly` are the topics that became known in it.

    `ahead` is None before a plan by weeks begins, and where the exam is tomorrow or today.
    """

    first: date
    last: date
    days_answered: int
    answered: int
    known: int
    topics: int
    newly: tuple[str, ...]
    ahead: Week | None
    exam: date | None
    own: int


def newly_known(before: Iterable[Standing], now: Iterable[Standing]) -> tuple[str, ...]:
    """Return the topics that are known now and were not before, the heaviest answered first."""
    held = {standing.topic for standing in before if standing.is_known}
    gained = [standing for standing in now if standing.is_known and standing.topic not in held]
    return tuple(standing.topic for standing in sorted(gained, key=lambda each: -each.answered))


def _order(standings: Sequence[Standing], weights: Mapping[str, float]) -> list[str]:
    """Return the domains, heaviest first; of two that weigh the same, the weaker one."""
    mastery = {domain: _mean(each.mastery for each in standings if each.domain == domain) for domain in weights}
    return sorted(weights, key=lambda domain: (-weights[domain], mastery[domain]))


def _left_out(standings: Sequence[Standing], order: Sequence[str], kept: Mapping[str, int]) -> tuple[Part, ...]:
    missing = {domain: sum(s.new for s in standings if s.domain == domain) - kept[domain] for domain in order}
    return tuple(Part(domain, missing[domain]) for domain in reversed(order) if missing[domain])


def _finished(standings: Sequence[Standing], domain: str) -> bool:
    inside = [standing for standing in standings if standing.domain == domain and standing.size]
    return bool(inside) and not any(standing.new for standing in inside)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
