"""What is in the way of a group's questions: noted once, told to its admin once, taken up again when it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import Card
from bot.flows.group.context import COUNT, REVEAL, SUMMARY, id_of
from bot.words import managing as words

if TYPE_CHECKING:
    from bot.chat import Obstacle
    from bot.context import Turn
    from bot.flows.group.context import Meeting
    from bot.storage.group_tables import GroupQuestion
    from bot.storage.tables import Due

TROUBLE: Final = "group-trouble"
"""The kind of what tells an admin; its subject is a learner."""


def undeliverable(meeting: Meeting, kind: str, subject: int, obstacle: Obstacle) -> None:
    """Stop a group whose place takes nothing any more; a place that it has left is just let be."""
    groups = meeting.store.groups
    question = groups.question(subject) if kind in (REVEAL, COUNT) else groups.latest(meeting.id)
    if question and obstacle != "removed" and kind != SUMMARY and _was_elsewhere(meeting, question):
        _let_be(meeting, kind, question)
        return
    meeting.halt(obstacle or "forbidden")
    if meeting.group.admin_id is not None and obstacle != "removed":  # whoever removed it knows
        _tell(meeting, meeting.group.admin_id)


def tell(turn: Turn, row: Due) -> tuple[Card, ...]:
    """Tell an admin what is in the way of their groups, of each group once, however often the message is tried."""
    every = [group for group in turn.store.groups.troubled(turn.me) if group.obstacle != "removed"]
    news = [group for group in every if group.told_at in (None, row.due_at)]
    for group in news:
        group.told_at = row.due_at
    return (Card(words.in_the_way([(group.place, group.obstacle) for group in news])),) if news else ()


def _let_be(meeting: Meeting, kind: str, question: GroupQuestion) -> None:
    """Expect nothing more of a place that the group has left; a question that nobody saw there comes in the new one."""
    if kind in (REVEAL, COUNT):
        question.revealed_at = question.revealed_at or meeting.now
        question.shown_at = meeting.now
        meeting.store.schedule.drop(id_of(question), REVEAL, COUNT)
    elif question.posted_at is None:
        question.chat, question.thread = meeting.group.chat, meeting.group.thread
        meeting.put(kind, meeting.id, question.planned_at)


def _tell(meeting: Meeting, admin: int) -> None:
    home = meeting.store.learners.home(admin)
    if home and home.reachable:
        meeting.store.schedule.put(TROUBLE, admin, home.platform, meeting.now)


def _was_elsewhere(meeting: Meeting, question: GroupQuestion) -> bool:
    return (question.chat, question.thread) != (meeting.group.chat, meeting.group.thread)
