"""Which classes someone teaches or belongs to, and whether a class has ended."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from bot.errors import Refusal
from bot.words import classes as words

if TYPE_CHECKING:
    from bot.context import Held, LearnerContext
    from bot.storage.class_tables import ClassMember, StudyClass
    from bot.storage.classes import Joined

LAST_ZONE: Final = timedelta(hours=12)
"""A day has ended everywhere this long after its end in UTC."""


def is_over(context: Held, held: StudyClass) -> bool:
    """True once a class was archived, or its exam's day has ended in every zone."""
    if held.archived_at is not None:
        return True
    return held.exam_date is not None and held.exam_date < (context.now.astimezone(UTC) - LAST_ZONE).date()


def taught(context: LearnerContext) -> list[StudyClass]:
    """Return the open classes that someone teaches."""
    return [each for each in context.store.classes.taught(context.me) if not is_over(context, each)]


def joined(context: LearnerContext) -> list[Joined]:
    """Return the open classes that someone is a member of."""
    return [each for each in context.store.classes.joined(context.me) if not is_over(context, each.group)]


def as_teacher(context: LearnerContext, class_id: int) -> StudyClass:
    """Return a class for its instructor.

    Raises:
        Refusal: they do not teach it, or it is gone.
    """
    held = context.store.classes.get(class_id)
    if held is None or held.teacher_id != context.me:
        raise Refusal(words.not_yours())
    return held


def as_member(context: LearnerContext, class_id: int) -> tuple[StudyClass, ClassMember]:
    """Return a class and the learner's membership in it.

    Raises:
        Refusal: they are not in it, or it is gone.
    """
    held, member = context.store.classes.get(class_id), context.store.classes.member(class_id, context.me)
    if held is None or member is None:
        raise Refusal(words.not_yours())
    return held, member
