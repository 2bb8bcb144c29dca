"""Tables of study groups, their questions, and messages that are edited later."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.learning.calendar import DEFAULT_ZONE
from bot.storage.row import Row
from bot.storage.tables import CASCADE, NEVER_AGAIN


class Group(Row, table=True):
    """A study group: a Discord server or a Telegram group, and its question of the day."""

    __tablename__ = "study_group"
    __table_args__: ClassVar[tuple[Any, ...]] = (UniqueConstraint("platform", "space"), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    space: str
    former_space: str = ""
    """Its id before the platform changed it."""
    chat: str
    thread: str = ""
    channel_name: str = ""
    """The channel's display name."""
    admin_id: int | None = Field(default=None, foreign_key="learner.id", ondelete="SET NULL", index=True)
    """The last person to set it up, notified of obstacles; None for an anonymous admin."""
    created_at: datetime

    state: str = "new"
    """One of "new" (until the first start), "on", "paused" and "off"."""
    obstacle: str = ""
    """What prevents posting (`bot.chat.Obstacle`)."""
    told_at: datetime | None = None
    """When its admin was notified of the obstacle."""
    summed_at: datetime | None = None
    """Time of the last weekly summary."""
    at: time = time(12)
    zone: str = DEFAULT_ZONE
    days: str = "0123456"
    """Weekdays with a question, 0 for Monday."""
    questions: str = ""
    """A domain's id, "exam" to work toward the common exam date, or "" to follow the exam's blueprint."""
    exam_date: date | None = None
    open_hours: int = 0
    """How long answers stay open; 0 for until the next morning."""
    role: str = ""
    share: int = 0
    """Percent of the regulars who must answer for a day to count, at least two members; 0 for just two."""
    summary: bool = True
    live: str = "managers"
    """Who may start a live round: "on" (anyone), "managers" or "off"."""
    board: bool = False
    """Whether there is a weekly board for members who join it."""

    streak: int = 0
    best: int = 0


class GroupQuestion(Row, table=True):
    """A question put to a group: where, in what option order, and until when."""

    __tablename__ = "group_question"
    __table_args__: ClassVar[tuple[Any, ...]] = (
        UniqueConstraint("group_id", "planned_at", "extra"),
        Index("ix_group_question_group_asked", "group_id", "asked_at"),
        NEVER_AGAIN,
    )

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="study_group.id", ondelete=CASCADE)
    planned_at: datetime
    """When it was due, so that a push repeated after a crash finds the same question."""
    extra: bool = False
    """Asked on request, so it neither extends nor breaks the streak."""
    question: str
    version: int
    topic: str
    shown: str
    """Canonical option (0 is the key) at each position, the same for everyone."""
    wording: str = ""
    """The wording posted (`Question.wording`)."""
    chat: str
    thread: str = ""
    asked_at: datetime
    closes_at: datetime
    posted_at: datetime | None = None
    """When the group first saw it."""
    revealed_at: datetime | None = None
    """When it was finally closed: the streak is settled, and answers are no longer accepted."""
    shown_at: datetime | None = None
    """When the group saw its reveal, which is owed until then."""
    answered: int = 0
    right: int = 0
    """Right answers when it closed, with `answered` as the total; both exclude members who left or were deleted."""
    counted_at: datetime
    """When the answer count was last shown."""
    counted: int = 0
    """The count shown then."""
    kept: bool | None = None
    """Whether enough members answered to keep the streak; None before the reveal or if it doesn't matter."""
    streak_before: int = 0
    """The group's streak before the reveal."""
    void: bool = False
    """The question was removed from the bank before the reveal."""


class PostedMessage(Row, table=True):
    """The platform's id of a message that is edited later, by its slot's name, such as "group-question:42"."""

    __tablename__ = "posted_message"

    slot: str = Field(primary_key=True)
    message: str
