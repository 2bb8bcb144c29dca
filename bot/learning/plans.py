"""The study plan by weeks: heaviest domains first, review folded in, timed simulations in the last week.

It follows the two four-week patterns of the reference texts, scaled to the available time, and is always rebuilt from
the learner's current standing: an old plan is never an input.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
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
    "Standing",
    "Week",
    "changed",
    "look",
    "make",
    "read_look",
]


STEP: Final = 5
"""Questions a day that can be added at once."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as of `today`. `daily` questions a day cover the whole bank, or come as close as `MOST` allows.

    `own` is the learner's current daily number, and `sets` is how many daily sets are left, today's included: until the
    exam or, without a date, in the weeks shown. Then `daily` is `own`, and the weeks roll on.
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
    sets: int
    weeks: tuple[Week, ...]
    finished: tuple[str, ...] = ()

    @property
    def more(self) -> int:
        """Return how many more questions a day are a realistic next step; 0 if no more would change anything."""
        most = self.daily if self.exam and self.reaches else weeks.MOST
        return max(0, min(STEP, most - self.own))

    @property
    def current(self) -> Week | None:
        """Return the week that contains today; None before the plan begins, and on the day of the exam."""
        return next((week for week in self.weeks if week.first <= self.today <= week.last), None)

    @property
    def reaches(self) -> bool:
        """True if the plan covers every question in time."""
        return sum(part.new for week in self.weeks for part in week.parts) >= self.total - self.seen


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
        sets=_sets(today, bare, off),
        weeks=weeks.dealt(bare, exam, daily, standings, asked, {domain: weights[domain] for domain in order}, since),
        finished=tuple(domain for domain in order if _finished(standings, domain)),
    )


@dataclass(frozen=True, slots=True)
class Look:
    """What someone saw when they looked at their plan: stored until they look again."""

    day: date
    exam: date | None
    own: int
    answered: int
    focus: tuple[str, ...]
    finished: tuple[str, ...]
    weeks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The domains in focus of each week, by the date of its last day."""
    pause: str = ""
    """The pause that was on or ahead, as the learner's columns have it."""

    def to_json(self) -> dict[str, object]:
        """Return it in JSON types."""
        return {
            "day": self.day.isoformat(),
            "exam": self.exam and self.exam.isoformat(),
            "own": self.own,
            "answered": self.answered,
            "focus": list(self.focus),
            "finished": list(self.finished),
            "weeks": {last: list(focus) for last, focus in self.weeks.items()},
            "pause": self.pause,
        }


def look(plan: Plan, answered: int, pause: str = "") -> Look:
    """Return what a plan shows; `answered` is the learner's total number of answers, `pause` a pause not yet over."""
    focus = plan.current.focus if plan.current else ()
    by_week = {week.last.isoformat(): week.focus for week in plan.weeks if week.days}
    return Look(plan.today, plan.exam, plan.own, answered, focus, plan.finished, by_week, pause)


def read_look(held: object) -> Look | None:
    """Return the look that `to_json` wrote; None if it is not one."""
    if not isinstance(held, dict):
        return None
    try:
        exam = held["exam"]
        return Look(
            date.fromisoformat(held["day"]),
            date.fromisoformat(exam) if exam else None,
            int(held["own"] if "own" in held else held["daily"]),
            int(held["answered"]),
            tuple(map(str, held["focus"])),
            tuple(map(str, held["finished"])),
            {str(last): tuple(map(str, focus)) for last, focus in held.get("weeks", {}).items()},
            str(held.get("pause", "")),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since an earlier look on day `since`; an unchanged field is None or empty.

    `moved` means that the exam has another date or none, `passed` that it has none because its day is over. `planned`
    is the number of questions in the learner's sets on the study days between, without today; `answered` is how many
    were done. `shifted` means that a week has nothing in focus that it had, `paused` that there is a new pause.
    """

    since: date
    answered: int
    planned: int
    moved: bool = False
    passed: bool = False
    shifted: bool = False
    paused: bool = False
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
        shifted=any(_is_other(old.weeks.get(last, ()), focus) for last, focus in new.weeks.items()),
        paused=new.pause not in {"", old.pause},
        focus=new.focus if new.focus != old.focus else None,
        finished=tuple(domain for domain in new.finished if domain not in old.finished),
    )


def _is_other(old: Sequence[str], new: Sequence[str]) -> bool:
    """True if a week that had domains in focus has others now."""
    return bool(old) and bool(new) and not set(old) & set(new)


def _order(standings: Sequence[Standing], weights: Mapping[str, float]) -> list[str]:
    """Return the domains, heaviest first; of two equal weights, the weaker one first."""
    mastery = {domain: _mean(each.mastery for each in standings if each.domain == domain) for domain in weights}
    return sorted(weights, key=lambda domain: (-weights[domain], mastery[domain]))


def _sets(today: date, bare: Sequence[Week], off: Off) -> int:
    """Return on how many days a daily set is answered, from today on to the end of the weeks."""
    before = weeks.each_day(today, bare[0].first - DAY) if bare else ()
    return sum(not off(day) for day in before) + sum(map(weeks.slots, bare))


def _finished(standings: Sequence[Standing], domain: str) -> bool:
    inside = [standing for standing in standings if standing.domain == domain and standing.size]
    return bool(inside) and not any(standing.new for standing in inside)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
