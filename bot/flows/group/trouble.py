"""What is in the way of a group's questions: noted once, told to its admin once, taken up again when it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import Card
from bot.flows.group.meeting import COUNT, REVEAL, id_of
from bot.words import managing as words

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat import Obstacle
    from bot.flows.group.meeting import Meeting
    from bot.flows.turn import Turn
    from bot.storage.group_tables import GroupQuestion
    from bot.storage.tables import Due

TROUBLE: Final = "group-trouble"
"""The kind of what tells an admin; its subject is a learner."""


def undeliverable(meeting: Meeting, kind: str, subject: int, obstacle: Obstacle) -> None:
    """Stop a group whose place takes nothing any more; a place that it has left is just let be."""
    question = meeting.store.groups.question(subject) if kind in (REVEAL, COUNT) else None
    if question and obstacle != "removed" and _was_elsewhere(meeting, question):
        question.revealed_at = question.revealed_at or meeting.now
        question.shown_at = meeting.now
        meeting.store.schedule.drop(id_of(question), REVEAL, COUNT)
        return
    meeting.halt(obstacle or "forbidden")
    if meeting.group.admin_id is not None and obstacle != "removed":  # whoever removed it knows
        _tell(meeting, meeting.group.admin_id, meeting.now)


def tell(turn: Turn, row: Due) -> tuple[Card, ...]:
    """Tell an admin what is in the way of their groups, of each group once, however often the message is tried."""
    news = [group for group in turn.store.groups.troubled(turn.me) if group.told_at in (None, row.due_at)]
    news = [group for group in news if group.obstacle != "removed"]
    for group in news:
        group.told_at = row.due_at
    return (Card(words.in_the_way([(group.place, group.obstacle) for group in news])),) if news else ()


def _tell(meeting: Meeting, admin: int, now: datetime) -> None:
    home = meeting.store.learners.home(admin)
    if home and home.reachable:
        meeting.store.schedule.put(TROUBLE, admin, home.platform, now)


def _was_elsewhere(meeting: Meeting, question: GroupQuestion) -> bool:
    return (question.chat, question.thread) != (meeting.group.chat, meeting.group.thread)
