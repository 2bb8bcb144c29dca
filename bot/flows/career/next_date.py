"""After a failed attempt: the earliest date for the next one, dates to offer, and a question about any earlier date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Run, button
from bot.chat import Card
from bot.flows import prompts
from bot.flows.career import after
from bot.flows.career.dates import months_after
from bot.learning.holidays import open_day
from bot.reading import read_exam_date
from bot.words import labels
from bot.words.career import retake as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.actions import Action
    from bot.chat import Button
    from bot.context import LearnerContext

SURE: Final = " sure"
"""Marks a date that is earlier than the rule allows but was confirmed."""
APART: Final = timedelta(weeks=4)


def long_wait(context: LearnerContext) -> bool:
    """True after enough failed attempts for the long wait to apply."""
    return len(after.failed(context)) >= int(context.library.career.values("retake-long")[0])


def earliest(context: LearnerContext) -> date | None:
    """Return the earliest date of the next attempt, which may have passed.

    None if none failed, or if the content has no career figures.
    """
    attempts, known = after.failed(context), context.library.career
    if not attempts or not known.by_id:
        return None
    last = attempts[-1].taken_on
    if long_wait(context):
        return months_after(last, int(known.number("retake-long")))
    return last + timedelta(days=int(known.number("retake-wait")))


def offers(context: LearnerContext) -> tuple[Button, ...]:
    """Return two dates to tap on which centers are open, the first as early as possible; () if there is none."""
    found = earliest(context)
    if found is None:
        return ()
    first = max(found, context.today + timedelta(days=1))
    return tuple(_offer(each) for each in (first, first + APART))


def too_soon(context: LearnerContext, said: str, tap: Callable[[str], Action]) -> Card | None:
    """Return a card that asks whether a date too early for the next attempt is meant; None for any other date.

    `tap` makes the action that stores a date. The testing organization decides, so a confirmed date is stored.

    Raises:
        Refusal: it is not a date.
    """
    first, wanted = earliest(context), read(context, said)
    if first is None or wanted is None or wanted >= first or said.endswith(SURE):
        return None
    sure = wanted.isoformat() + SURE
    prompts.confirm(context, "exam date", sure)
    asked = words.too_soon(wanted, first, after.failed(context)[-1].taken_on, context.today)
    row = (
        button(labels.YES, tap(sure)),
        _offer(first),
        button(labels.OTHER_DATE, Run("plan", "date")),
    )
    return Card(asked, (row,))


def _offer(day: date) -> Button:
    at = open_day(day)
    return button(career_labels.retake_on(at), Run("plan", at.isoformat()))


def read(context: LearnerContext, said: str) -> date | None:
    """Return a typed exam date, None for "not booked".

    Raises:
        Refusal: it is not a date.
    """
    return read_exam_date(said.removesuffix(SURE), context.today)
