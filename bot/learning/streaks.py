"""Streaks: a day counts when the set's size was answered in it; two freezes and pauses protect a streak."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.learning.calendar import WHOLE_DAY, StudyDay, day_at, first_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_FREEZES: Final = 2
"""Three retain people no better than two (evidence: Duolingo's streak experiments)."""
DAYS_PER_FREEZE: Final = 7

Outcome: TypeAlias = Literal["counted", "frozen", "paused", "short", "missed"]
"""All but "missed" keep the streak; "short" is a day cut short by a zone change."""
Paused: TypeAlias = "Callable[[date], bool]"


@dataclass(frozen=True, slots=True)
class Streak:
    """A learner's progress in the current study day, and the days in a row before it."""

    day: StudyDay
    goal: int
    answered: int = 0
    length: int = 0
    best: int = 0
    freezes: int = MAX_FREEZES
    earning: int = 0
    counted_at: datetime | None = None
    """When a day last counted (UTC)."""

    @property
    def counted(self) -> bool:
        """True if the current day already counts."""
        return self.answered >= self.goal


@dataclass(frozen=True, slots=True)
class Closed:
    """A past study day."""

    number: int
    date: date
    goal: int
    answered: int
    outcome: Outcome


def begin(now: datetime, tz: tzinfo, goal: int) -> Streak:
    """Return the streak of someone who joins now; `goal` is the number of questions that makes the day count."""
    return Streak(first_day(now, tz), goal)


def answer(streak: Streak, now: datetime) -> Streak:
    """Return the streak after one more settled answer; the day counts at the goal, once.

    A short day counts only if the last one that counted is a whole day ago: a zone change is not an extra day.
    """
    streak = replace(streak, answered=streak.answered + 1)
    if streak.answered != streak.goal or (streak.day.short and not _a_day_ago(streak.counted_at, now)):
        return streak
    length = streak.length + 1
    return _earn(replace(streak, length=length, best=max(streak.best, length), counted_at=now))


LONGEST_DAY: Final = timedelta(days=3)
"""No study day is this long, whatever zones it passes through."""


def roll(streak: Streak, now: datetime, tz: tzinfo, goal: int, paused: Paused) -> tuple[Streak, tuple[Closed, ...]]:
    """Return the streak in the study day of `now`, and the days that ended since; `goal` is the new day's."""
    closed: list[Closed] = []
    if streak.day.ends - now > LONGEST_DAY:  # it was started by a clock that ran fast
        day = replace(first_day(now, tz), number=streak.day.number + 1)
        return replace(streak, day=day, goal=goal, answered=0), ()
    while now >= streak.day.ends:
        streak, outcome = _close(streak, paused=paused(streak.day.date))
        closed.append(Closed(streak.day.number, streak.day.date, streak.goal, streak.answered, outcome))
        streak = replace(streak, day=day_at(streak.day, streak.day.ends, tz), goal=goal, answered=0)
    return streak, tuple(closed)


def lost_on(before: Streak, closed: Iterable[Closed]) -> date | None:
    """Return the date of the missed day that ended a streak, given it before `roll`; None if none did."""
    return next((day.date for day in closed if day.outcome == "missed"), None) if before.length else None


def to_freeze(streak: Streak) -> int:
    """Return how many more days must count to earn a freeze back; 0 if none is missing."""
    return DAYS_PER_FREEZE - streak.earning if streak.freezes < MAX_FREEZES else 0


def replay(times: Iterable[datetime], now: datetime, tz: tzinfo, goal: int, paused: Paused) -> Streak:
    """Return the streak that answers at these times (ascending) would have built, for linked accounts."""
    streak: Streak | None = None
    for at in times:
        streak, _ = roll(streak, at, tz, goal, paused) if streak else (begin(at, tz, goal), ())
        streak = answer(streak, at)
    return roll(streak, now, tz, goal, paused)[0] if streak else begin(now.astimezone(UTC), tz, goal)


def join(one: Streak, other: Streak, lived: Streak) -> Streak:
    """Return the streak of two linked accounts, in the day of `one`; `lived` is the streak of all their answers.

    Neither loses what it had, since it was earned under the goals and pauses of its own time.
    """
    same_day = one.day.date == other.day.date
    answered = one.answered + (other.answered if same_day else 0)
    before = max(each.length - each.counted for each in (one, lived, *((other,) if same_day else ())))
    length = before + (answered >= one.goal)
    return replace(
        one,
        answered=answered,
        length=length,
        best=max(one.best, other.best, lived.best, length),
        freezes=max(one.freezes, other.freezes),
        earning=max(one.earning, other.earning),
    )


def _a_day_ago(then: datetime | None, now: datetime) -> bool:
    return then is None or now - then >= WHOLE_DAY


def _close(streak: Streak, *, paused: bool) -> tuple[Streak, Outcome]:
    if streak.counted:
        return streak, "counted"
    if paused:
        return streak, "paused"
    if streak.day.short:
        return streak, "short"
    if streak.length and streak.freezes:
        return replace(streak, freezes=streak.freezes - 1), "frozen"
    return replace(streak, length=0), "missed"


def _earn(streak: Streak) -> Streak:
    if streak.freezes >= MAX_FREEZES:
        return replace(streak, earning=0)
    if streak.earning + 1 < DAYS_PER_FREEZE:
        return replace(streak, earning=streak.earning + 1)
    return replace(streak, earning=0, freezes=streak.freezes + 1)
