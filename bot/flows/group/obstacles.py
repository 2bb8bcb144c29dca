"""What is in the way of a group's questions: noted once, told to its admin once, taken up again when it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import Card
from bot.flows.group.context import COUNT, REVEAL, SUMMARY, id_of
from bot.words import managing as words

if TYPE_CHECKING:
    from bot.chat import Obstacle
    from bot.context import LearnerContext
    from bot.flows.group.context import GroupContext
    from bot.storage.group_tables import GroupQuestion
    from bot.storage.tables import Due

TROUBLE: Final = "group-trouble"
"""The kind of what tells an admin; its subject is a learner."""


def undeliverable(group_context: GroupContext, kind: str, subject: int, obstacle: Obstacle) -> None:
    """Stop a group whose place takes nothing any more; a place that it has left is just let be."""
    groups = group_context.store.groups
    question = groups.question(subject) if kind in (REVEAL, COUNT) else groups.latest(group_context.id)
    if question and obstacle != "removed" and kind != SUMMARY and _was_elsewhere(group_context, question):
        _let_be(group_context, kind, question)
        return
    group_context.halt(obstacle or "forbidden")
    if group_context.group.admin_id is not None and obstacle != "removed":  # whoever removed it knows
        _tell(group_context, group_context.group.admin_id)


def tell(context: LearnerContext, row: Due) -> tuple[Card, ...]:
    """Tell an admin what is in the way of their groups, of each group once, however often the message is tried."""
    every = [group for group in context.store.groups.troubled(context.me) if group.obstacle != "removed"]
    news = [group for group in every if group.told_at in (None, row.due_at)]
    for group in news:
        group.told_at = row.due_at
    return (Card(words.in_the_way([(group.channel_name, group.obstacle) for group in news])),) if news else ()


def _let_be(group_context: GroupContext, kind: str, question: GroupQuestion) -> None:
    """Expect nothing more of a place that the group has left; a question that nobody saw there comes in the new one."""
    if kind in (REVEAL, COUNT):
        question.revealed_at = question.revealed_at or group_context.now
        question.shown_at = group_context.now
        group_context.store.schedule.drop(id_of(question), REVEAL, COUNT)
    elif question.posted_at is None:
        question.chat, question.thread = group_context.group.chat, group_context.group.thread
        group_context.put(kind, group_context.id, question.planned_at)


def _tell(group_context: GroupContext, admin: int) -> None:
    home = group_context.store.learners.home(admin)
    if home and home.reachable:
        group_context.store.schedule.put(TROUBLE, admin, home.platform, group_context.now)


def _was_elsewhere(group_context: GroupContext, question: GroupQuestion) -> bool:
    return (question.chat, question.thread) != (group_context.group.chat, group_context.group.thread)
