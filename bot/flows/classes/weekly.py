"""The instructor's week: a summary of each class on Monday morning."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import ClassDo, button
from bot.chat import Card
from bot.context import JobOutput
from bot.flows.classes import own
from bot.flows.classes.board import dashboard
from bot.flows.classes.standing import view
from bot.learning.calendar import moment
from bot.storage.tables import id_of
from bot.words import class_view as view_words
from bot.words import classes as words
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from bot.context import LearnerContext
    from bot.storage.class_tables import StudyClass
    from bot.storage.tables import Due

WEEK: Final = "class-week"
LATEST: Final = timedelta(hours=24)
"""How late a summary may be; any later, the next one covers it."""


def plan(context: LearnerContext) -> None:
    """Schedule the instructor's next summary if they want any."""
    if any(each.summary for each in own.taught(context)):
        context.store.schedule.put_once(WEEK, context.me, context.identity.platform, next_monday(context))
    else:
        context.store.schedule.cease(WEEK, context.me)


def next_monday(context: LearnerContext) -> datetime:
    """Return the next Monday morning, at the end of the instructor's quiet hours (aware, UTC)."""
    today = context.today
    first = today - timedelta(days=today.weekday())
    mornings = (moment(first + timedelta(days=n), context.settings.quiet_until, context.zone) for n in (0, 7, 14))
    return next(at for at in mornings if at > context.now)


def summary(context: LearnerContext, row: Due) -> JobOutput:
    """Summarize each open class, and say goodbye to each one that has ended."""
    if context.is_paused(context.today) or context.now - row.due_at > LATEST:
        return JobOutput(again=next_monday(context))
    ended = [each for each in _ended(context) if each.summary]
    going = [each for each in own.taught(context) if each.summary]
    cards = [_farewell(each) for each in ended]
    cards += [dashboard(view(context, each), view_words.monday(context.today)) for each in going]
    return JobOutput(tuple(cards), next_monday(context) if going else None)


def told(context: LearnerContext, _row: Due) -> None:
    """Record that the instructor was told about the end of a class."""
    for each in _ended(context):
        each.archived_at = context.now


def _ended(context: LearnerContext) -> list[StudyClass]:
    """Return the classes whose exam has passed but which are not archived yet."""
    held = context.store.classes.taught(context.me)
    return [each for each in held if each.archived_at is None and own.is_over(context, each)]


def _farewell(held: StudyClass) -> Card:
    rows = ((button(together_labels.DELETE_THE_CLASS, ClassDo(id_of(held), "delete")),),)
    return Card(words.ended(held.name), rows)
