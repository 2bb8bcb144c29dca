"""Assignments from a member's classes, as buttons on the day's cards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.actions import ClassWork, button
from bot.chat import MAX_ROWS, Card
from bot.flows.classes import own
from bot.storage.tables import id_of
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.class_tables import ClassTask

MOST: Final = 2
"""Maximum number of assignments shown."""


def offer(context: LearnerContext, card: Card) -> Card:
    """Return a card with a row of the assignments due first, if there are any and the row fits."""
    if len(card.rows) >= MAX_ROWS or not (tasks := _open(context)):
        return card
    row = tuple(
        button(together_labels.for_class(context.library.short(task.scope), task.size), ClassWork(task.id or 0))
        for task in tasks[:MOST]
    )
    return replace(card, rows=(*card.rows, row))


def offered(context: LearnerContext, replies: Sequence[Reply]) -> list[Reply]:
    """Return replies with the assignments added to the last card."""
    *before, last = replies
    return [*before, offer(context, last) if isinstance(last, Card) else last]


def _open(context: LearnerContext) -> list[ClassTask]:
    """Return the assignments that are open and not done, earliest due date first."""
    mine = [id_of(each.group) for each in own.joined(context)]
    tasks = context.store.classes.tasks(mine, context.today) if mine else []
    done = context.store.classes.done([task.id or 0 for task in tasks]) if tasks else set()
    return [task for task in tasks if (task.id, context.me) not in done and _exists(context, task.scope)]


def _exists(context: LearnerContext, scope: str) -> bool:
    """True unless a new blueprint dropped the topic."""
    return scope in context.library.weights or scope in context.library.domain_of
