"""The study plan by weeks: heaviest domains first, review folded in, timed simulations in the last week.

It follows the two four-week patterns of the reference texts, scaled to the available time, and is always rebuilt from
the learner's current standing: an old plan is never an input.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Final

from bot.learning import weeks
from bot.learning.weeks import DAY, Part, Standing, Week

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.learning.weeks import Off

__all__ = [
    "Changes",
    "Look",
    "Part",
    "Plan",
    "Reach",
    "Standing",
    "Week",
    "changed",
    "look",
    "make",
    "read_look",
]


FIVE_MORE: Final = 5


@dataclass(frozen=True, slots=True)
class Reach:
    """What the days until the exam can cover.

    By then, `questions` will have been seen, in this many `domains`; they make up a share (0 to 1) of the exam's
    `points`.
    """

    questions: int
    domains: int
    points: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as of `today`. `daily` questions a day cover the whole bank, or come as close as `MOST` allows.

    `own` is the learner's current daily number; `reach` is how far it gets before the exam, `further` how far five more
    a day would, and `review` the share (0 to 1) of questions that were seen before. Without an exam date, `daily` is
    `own`, there is no such end, and the weeks roll on.
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
    begun: int
    review: float
    weeks: tuple[Week, ...]
    reach: Reach | None = None
    further: Reach | None = None
    finished: tuple[str, ...] = ()

    @property
    def current(self) -> Week | None:
        """Return the week that contains today; None before the plan begins, and on the day of the exam."""
        return next((week for week in self.weeks if week.first <= self.today <= week.last), None)

    @property
    def reaches(self) -> bool:
        """True if the plan covers every question in time."""
        return sum(part.new for week in self.weeks for part in week.parts) >= self.total - self.seen

    @property
    def weeks_to_see_all(self) -> int:
        """Return in how many weeks the learner's own number covers every question; 0 if it already has."""
        return ceil((self.total - self.seen) / (self.own * (1 - self.review) * 7))


def make(
    today: date,
    exam: date | None,
    standings: Sequence[Standing],
    weights: Mapping[str, float],
    own: int,
    *,
    since: date,
    off: Off = lambda _day: False,
    asked: Mapping[str, float] | None = None,
) -> Plan:
    """Return today's plan; a past exam counts as none.

    `weights` are the domains' shares of the exam, `asked` those of the learner's questions (None for the same), `own`
    the learner's questions a day, `since` the date they joined, `off` whether a date is in a pause.
    """
    asked = asked or weights
    if exam is not None and exam < today:
        exam = None
    bare = weeks.cut(today, exam, since, off)
    order = _order(standings, weights)
    needed = weeks.needed(bare, standings, asked)
    daily = own if exam is None or (exam - today).days <= 1 else needed

    def reach(a_day: int) -> Reach | None:
        room = sum(weeks.rooms(bare, a_day, standings))
        return _reach(standings, weeks.fitting(room, standings, asked), weights) if bare and exam else None

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
        begun=sum(standing.is_begun for standing in standings),
        review=weeks.review(standings),
        weeks=weeks.dealt(bare, exam, daily, standings, asked, {domain: weights[domain] for domain in order}, since),
        reach=reach(own),
        further=reach(own + FIVE_MORE),
        finished=tuple(domain for domain in order if _finished(standings, domain)),
    )


@dataclass(frozen=True, slots=True)
class Look:
    """What someone saw when they looked at their plan: stored until they look again."""

    day: date
    exam: date | None
    daily: int
    own: int
    answered: int
    focus: tuple[str, ...]
    finished: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return it in JSON types."""
        return {
            "day": self.day.isoformat(),
            "exam": self.exam and self.exam.isoformat(),
            "daily": self.daily,
            "own": self.own,
            "answered": self.answered,
            "focus": list(self.focus),
            "finished": list(self.finished),
        }


def look(plan: Plan, answered: int) -> Look:
    """Return what a plan shows; `answered` is the learner's total number of answers."""
    focus = plan.current.focus if plan.current else ()
    return Look(plan.today, plan.exam, plan.daily, plan.own, answered, focus, plan.finished)


def read_look(held: object) -> Look | None:
    """Return the look that `to_json` wrote; None if it is not one."""
    if not isinstance(held, dict):
        return None
    try:
        exam = held["exam"]
        return Look(
            date.fromisoformat(held["day"]),
            date.fromisoformat(exam) if exam else None,
            int(held["daily"]),
            int(held["own"] if "own" in held else held["daily"]),
            int(held["answered"]),
            tuple(map(str, held["focus"])),
            tuple(map(str, held["finished"])),
        )
    except (KeyError, TypeError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since an earlier look on day `since`; an unchanged field is None or empty.

    `moved` means that the exam has another date or none, `passed` that it has none because its day is over. `planned`
    is the number of questions in the learner's sets on the study days between, without today; `answered` is how many
    were done.
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
        """Return by how many questions the learner is behind the plan; 0 if not at all."""
        return max(0, self.planned - self.answered)


def changed(old: Look, new: Look, off: Off = lambda _day: False) -> Changes:
    """Return what changed between two looks."""
    between = [day for day in weeks.each_day(old.day, new.day - DAY) if not off(day)]
    return Changes(
        since=old.day,
        answered=max(0, new.answered - old.answered),
        planned=old.own * len(between),
        moved=old.exam != new.exam,
        passed=new.exam is None and old.exam is not None and old.exam < new.day,
        daily=(old.daily, new.daily) if old.daily != new.daily else None,
        focus=new.focus if new.focus != old.focus else None,
        finished=tuple(domain for domain in new.finished if domain not in old.finished),
    )


def _order(standings: Sequence[Standing], weights: Mapping[str, float]) -> list[str]:
    """Return the domains, heaviest first; of two equal weights, the weaker one first."""
    mastery = {domain: _mean(each.mastery for each in standings if each.domain == domain) for domain in weights}
    return sorted(weights, key=lambda domain: (-weights[domain], mastery[domain]))


def _reach(standings: Sequence[Standing], added: Mapping[str, int], weights: Mapping[str, float]) -> Reach:
    """Return how far the seen and the `added` questions reach, by domain."""
    size, seen = dict.fromkeys(weights, 0), dict(added)
    for standing in standings:
        size[standing.domain] += standing.size
        seen[standing.domain] += standing.size - standing.new
    points = sum(weight * seen[domain] / max(size[domain], 1) for domain, weight in weights.items())
    return Reach(sum(seen.values()), sum(map(bool, seen.values())), points / sum(weights.values()))


def _finished(standings: Sequence[Standing], domain: str) -> bool:
    inside = [standing for standing in standings if standing.domain == domain and standing.size]
    return bool(inside) and not any(standing.new for standing in inside)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
