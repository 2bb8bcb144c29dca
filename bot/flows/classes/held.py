"""The classes in someone's `/export`."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from bot.storage.tables import id_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.context import LearnerContext
    from bot.storage.class_tables import StudyClass
    from bot.storage.classes import Joined


def taught(context: LearnerContext) -> list[dict[str, Any]]:
    """Return the classes someone teaches, with only the number of members: their names belong to them."""
    return [_taught(context, each) for each in context.store.classes.taught(context.me)]


def joined(context: LearnerContext) -> list[dict[str, Any]]:
    """Return the classes someone has joined."""
    return [_joined(context, each) for each in context.store.classes.joined(context.me)]


def _taught(context: LearnerContext, held: StudyClass) -> dict[str, Any]:
    tasks = context.store.classes.tasks([id_of(held)])
    return {
        "name": held.name,
        "code": held.code,
        "exam_date": held.exam_date and held.exam_date.isoformat(),
        "weekly_summary": held.summary,
        "created_at": _time(held.created_at),
        "archived_at": held.archived_at and _time(held.archived_at),
        "members": context.store.classes.size(id_of(held)),
        "assignments": [
            {"scope": task.scope, "questions": task.size, "due_on": task.due_on.isoformat()} for task in tasks
        ],
    }


def _joined(context: LearnerContext, each: Joined) -> dict[str, Any]:
    tasks = [task.id or 0 for task in context.store.classes.tasks([id_of(each.group)])]
    done = context.store.classes.done(tasks)
    return {
        "name": each.group.name,
        "shown_as": each.member.name,
        "joined_at": _time(each.member.joined_at),
        "assignments_done": sum((task, context.me) in done for task in tasks),
    }


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
