"""Obstacles to a group's questions: recorded once, reported to its admin once, and retried once fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import Card
from bot.context import JobOutput
from bot.flows.group.context import ASK, COUNT, EXTRA, REVEAL
from bot.words import managing as words

if TYPE_CHECKING:
    from bot.chat import Obstacle
    from bot.context import LearnerContext
    from bot.flows.group.context import GroupContext
    from bot.storage.group_tables import GroupQuestion
    from bot.storage.tables import Due

TROUBLE: Final = "group-trouble"
"""The job that tells an admin; its subject is a learner."""


def stop(context: GroupContext, _subject: int, obstacle: Obstacle) -> None:
    """Stop a group until the obstacle is fixed, and tell its admin."""
    context.halt(obstacle or "forbidden")
    if context.group.admin_id is not None and obstacle != "removed":  # the person who removed the bot knows
        _tell(context, context.group.admin_id)


def question_undeliverable(context: GroupContext, subject: int, obstacle: Obstacle) -> None:
    """Stop the group, or post the question in the new channel if the group has moved from the failing one."""
    question = context.store.groups.latest(context.id)
    if question is None or obstacle == "removed" or not _was_elsewhere(context, question):
        stop(context, subject, obstacle)
    elif question.posted_at is None:
        question.chat, question.thread = context.group.chat, context.group.thread
        context.put(EXTRA if question.extra else ASK, context.id, question.planned_at)


def reveal_undeliverable(context: GroupContext, subject: int, obstacle: Obstacle) -> None:
    """Stop the group, or ignore the failure in a channel the group has left."""
    question = context.store.groups.question(subject)
    if question is None or obstacle == "removed" or not _was_elsewhere(context, question):
        stop(context, subject, obstacle)
        return
    question.revealed_at = question.revealed_at or context.now
    question.shown_at = context.now
    context.store.schedule.drop(subject, REVEAL, COUNT)


def tell(context: LearnerContext, row: Due) -> JobOutput:
    """Tell an admin about the obstacles in their groups, once for each group, however often the message is tried."""
    every = [group for group in context.store.groups.troubled(context.me) if group.obstacle != "removed"]
    news = [group for group in every if group.told_at in (None, row.due_at)]
    for group in news:
        group.told_at = row.due_at
    if not news:
        return JobOutput()
    return JobOutput((Card(words.in_the_way([(group.channel_name, group.obstacle) for group in news])),))


def _tell(context: GroupContext, admin: int) -> None:
    home = context.store.learners.home(admin)
    if home and home.reachable:
        context.store.schedule.put(TROUBLE, admin, home.platform, context.now)


def _was_elsewhere(context: GroupContext, question: GroupQuestion) -> bool:
    return (question.chat, question.thread) != (context.group.chat, context.group.thread)
