"""Limit unsolicited messages to two a day per learner, across all jobs; the rest rides on the next daily question.

The daily question comes first, then the others by rank (`bot.jobs.job.Rank`). A job that runs early leaves room for
higher-ranked ones due later that day. A message that does not fit is held, and goes out above the next daily question.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.chat import MAX_ROWS, Card, flat, text
from bot.jobs.job import Rank
from bot.learning.calendar import next_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.context import JobOutput, LearnerContext
    from bot.jobs.job import Job
    from bot.storage.tables import Due

MOST: Final = 2
MOMENT: Final = timedelta(minutes=1)
"""How long a message waits for another one that is due now and may be on its way."""
LONGEST: Final = 1200
"""Above this many characters, nothing more rides on a daily question, so that it stays one message; the rest waits."""


def hold(context: LearnerContext, job: Job[LearnerContext], row: Due, jobs: Mapping[str, Job[Any]]) -> bool:
    """Postpone a job that does not fit into the learner's day; False if it fits, or is a retry after a failure."""
    if job.rank is None or row.attempts > 1:
        return False
    first = [] if job.rank is Rank.DAILY else _before(context, job, row, jobs)
    if _sent(context) + len(first) < MOST:
        return False
    if not job.keeps:
        context.store.schedule.finish(row)
    elif any(each.due_at <= context.now for each in first):
        context.store.schedule.hold(row, context.now + MOMENT)
    else:
        context.store.schedule.hold(row, next_at(context.now, context.settings.daily_at, context.zone))
    return True


def spend(context: LearnerContext) -> None:
    """Use up one of the study day's messages."""
    sent = _sent(context) + 1
    context.learner.unasked_day, context.learner.unasked = context.learner.day_number, sent


def bring_along(context: LearnerContext, row: Due, output: JobOutput, jobs: Mapping[str, Job[Any]]) -> JobOutput:
    """Put held messages above the daily question, and those due with it that have no room of their own."""
    first, *others = output.cards
    riders, cards, length = list[int](), list[Card](), len(flat(first.body))
    for rider in _waiting(context, row, jobs):
        if length > LONGEST:
            break
        said = jobs[rider.kind].build(context, rider)
        if said.cards:
            context.store.schedule.board(rider, row.lease_until, said.again)
            riders.append(rider.id or 0)
            cards += said.cards
            length += sum(len(flat(card.body)) for card in said.cards)
        else:
            rider.then_at = said.again
            context.store.schedule.finish(rider)
    return replace(output, cards=(_above(cards, first), *others), riders=tuple(riders))


def _sent(context: LearnerContext) -> int:
    me = context.learner
    return me.unasked if me.unasked_day == me.day_number else 0


def _before(context: LearnerContext, job: Job[LearnerContext], row: Due, jobs: Mapping[str, Job[Any]]) -> list[Due]:
    """Return the rows whose messages are still to come today, and come first."""
    rows = _rows(context, row, jobs, context.learner.day_ends)
    return [each for each in rows if _goes_before(each, row, job, jobs)]


def _goes_before(other: Due, row: Due, job: Job[LearnerContext], jobs: Mapping[str, Job[Any]]) -> bool:
    """True for a row of a higher rank whose message is still to come; rows claimed with this one were built first."""
    before = jobs[other.kind]
    together = other.lease_until is not None and other.lease_until == row.lease_until
    return _rank(before) < _rank(job) and not other.waits and not together


def _waiting(context: LearnerContext, row: Due, jobs: Mapping[str, Job[Any]]) -> Iterator[Due]:
    """Yield what rides on the daily question, highest rank first."""
    due = _rows(context, row, jobs, context.now + MOMENT)
    room = MOST - _sent(context)
    for each in sorted(due, key=lambda each: _rank(jobs[each.kind])):
        elsewhere = each.lease_until and each.lease_until > context.now and each.lease_until != row.lease_until
        if each.id == row.id or elsewhere or not jobs[each.kind].keeps:
            continue
        if each.held or room <= 0:
            yield each
        else:
            room -= 1


def _rank(job: Job[Any]) -> int:
    assert job.rank is not None  # noqa: S101 - only ranked jobs share the day's messages
    return job.rank


def _rows(context: LearnerContext, row: Due, jobs: Mapping[str, Job[Any]], before: datetime) -> Sequence[Due]:
    return context.store.schedule.of(context.me, jobs.keys(), before, row)


def _above(cards: list[Card], card: Card) -> Card:
    """Put the text of some cards above another card, and their buttons below its own as far as there is room."""
    bodies = [text(each.body, "\n\n") for each in cards]
    rows = (tuple(replace(button, role="") for button in row) for each in cards for row in each.rows)
    return replace(card, body=text(*bodies, card.body), rows=(*card.rows, *rows)[:MAX_ROWS])
