"""What can be promised: when a missed question comes back, if there is room for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.learning import relearning
from bot.learning.calendar import moment
from bot.learning.engine import EXAM_AT, HORIZON
from bot.learning.memories import DAY
from bot.learning.selection import MANY_WAIT
from bot.learning.shares import MOST_RETURNS, RECENT

if TYPE_CHECKING:
    from bot.learning.engine import Engine

MARGIN: Final = 1.5
"""A return is promised only if this many times the days that the queue needs are left.

Measured (`benchmarks.scripted`) over 14 to 56 days at 3 to 10 a day, right in 40 to 85%: of the promises with at least
6 days left, 99.5% were kept. At 2.5 it was as many, but half as many were made 6 to 12 days before the exam.
"""

SOON: Final = 7
"""Days after the earliest one within which a promised return comes."""


def earliest(engine: Engine, item: str, now: datetime) -> datetime | None:
    """Return the earliest time at which a question is due to come back; None if it is not being relearned."""
    index = engine.catalogue.number.get(item)
    if index is None or not engine.memories.cause[index]:
        return None
    last = float(engine.memories.last[engine.catalogue.siblings(index)].max())
    # The part of the days left that an interval may take is reached sooner than it seems, since they keep shrinking.
    left = (_days_left(engine, now) + (now.timestamp() - last) / DAY) / (1 + relearning.BEFORE_EXAM)
    days = float(relearning.intervals(engine.memories, np.array([index]), left)[0]) - relearning.EARLY
    return datetime.fromtimestamp(last + days * DAY, UTC)


def has_room(engine: Engine, item: str, now: datetime, a_day: int) -> bool:
    """Return True if a question will come back before the exam, as far as can be told, at this many questions a day.

    One that never came back waits behind the others that never did, overall and in its domain; one that was missed
    again comes only while few of those wait. Someone who misses most is promised nothing while so many wait
    that it may take more than `SOON`.
    """
    due = earliest(engine, item, now)
    if due is None:
        return False
    index, domain = engine.catalogue.number[item], engine.catalogue.within
    waits = (engine.memories.cause > 0) & (engine.memories.returns == 0)
    if engine.memories.returns[index] and waits.sum() >= MANY_WAIT:
        return False
    part = MOST_RETURNS / RECENT
    share = min(float(engine.catalogue.share[domain[index]]), part)
    queue = max(waits.sum() / part, (waits & (domain == domain[index])).sum() / share) / a_day
    days = (due - now).total_seconds() / DAY + MARGIN * float(queue) + 1
    is_long = relearning.is_crowded(engine.memories) and float(queue) > SOON
    return not is_long and days <= _days_left(engine, now)


def _days_left(engine: Engine, now: datetime) -> float:
    if engine.exam_date is None:
        return HORIZON.total_seconds() / DAY
    return (moment(engine.exam_date, EXAM_AT, engine.zone) - now).total_seconds() / DAY
