"""A past week in figures: what was answered, what became known, and which misses came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from bot.learning.weeks import Standing, Week


@dataclass(frozen=True, slots=True)
class Milestone:
    """A past week (local dates) and the one after it; `newly` are the topics that became known in it.

    `right` of the `answered` questions were right; `won` of the questions that came `back` after a miss were, at the
    last try. `missed` is True if anything answered by its end is still to be won.

    `begun` topics had an answer by its end, `begun_before` by its start.

    `ahead` is None before a plan by weeks begins, and if the exam is today or tomorrow; `simulations` are planned for
    the following calendar week, from today on.
    """

    first: date
    last: date
    days_answered: int
    answered: int
    right: int
    back: int
    won: int
    missed: bool
    known: int
    begun: int
    begun_before: int
    topics: int
    newly: tuple[str, ...]
    ahead: Week | None
    simulations: tuple[date, ...]
    exam: date | None
    own: int


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer in a learner's log, at a time (UTC)."""

    question: str
    right: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """What a span of answers held, as in `Milestone`."""

    right: int
    back: int
    won: int
    missed: bool


def tally(log: Iterable[Answered], begin: datetime, end: datetime) -> Tally:
    """Return the tally of the answers from `begin` to before `end` (UTC); the log is complete, oldest first.

    A question came back if it was answered in the span, and the answer before that one was wrong.
    """
    last, back, right = dict[str, bool](), dict[str, bool](), 0
    for each in log:
        if each.at >= end:
            break
        if each.at >= begin:
            right += each.right
            if each.question in back or last.get(each.question) is False:
                back[each.question] = each.right
        last[each.question] = each.right
    return Tally(right, len(back), sum(back.values()), not all(last.values()))


def newly_known(before: Iterable[Standing], now: Iterable[Standing]) -> tuple[str, ...]:
    """Return the topics that are known now but were not before, heaviest answered first."""
    held = {standing.topic for standing in before if standing.is_known}
    gained = [standing for standing in now if standing.is_known and standing.topic not in held]
    return tuple(standing.topic for standing in sorted(gained, key=lambda each: -each.answered))
