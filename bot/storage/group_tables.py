"""The tables of study groups, what they were asked, and the messages that are edited later."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.storage.tables import CASCADE, NEVER_AGAIN


class Group(SQLModel, table=True):
    """A study group: a Discord server or a Telegram group, and its question of the day."""

    __tablename__ = "study_group"
    __table_args__: ClassVar[tuple[Any, ...]] = (UniqueConstraint("platform", "space"), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    space: str
    former_space: str = ""
    """The id that it had before the platform gave it another."""
    chat: str
    thread: str = ""
    channel_name: str = ""
    """The name of the channel as people know it."""
    admin_id: int | None = Field(default=None, foreign_key="learner.id", ondelete="SET NULL", index=True)
    """Who set it up last, and is told when something is in the way; None for someone who stays anonymous."""
    created_at: datetime

    state: str = "new"
    """"new" until the first start, then "on", "paused" or "off"."""
    obstacle: str = ""
    """What is in the way of posting (`bot.chat.Obstacle`)."""
    told_at: datetime | None = None
    """When its admin was told so."""
    summed_at: datetime | None = None
    """The time of the last weekly summary."""
    at: time = time(12)
    zone: str = "America/New_York"
    days: str = "0123456"
    """The days of the week that have a question, 0 for Monday."""
    questions: str = ""
    """"" for the exam's blueprint, a domain's id, or "exam" for towards the common exam date."""
    exam_date: date | None = None
    open_hours: int = 0
    """How long answers stay open; 0 is until the next morning."""
    role: str = ""
    share: int = 0
    """Percent of the regulars whose answers make a day count, at least two members; 0 is two."""
    summary: bool = True

    streak: int = 0
    best: int = 0


class GroupQuestion(SQLModel, table=True):
    """A question that a group was asked: where, in which order of options, and until when."""

    __tablename__ = "group_question"
    __table_args__: ClassVar[tuple[Any, ...]] = (
        UniqueConstraint("group_id", "planned_at", "extra"),
        Index("ix_group_question_group_asked", "group_id", "asked_at"),
        NEVER_AGAIN,
    )

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="study_group.id", ondelete=CASCADE)
    planned_at: datetime
    """When it was due: a push that is repeated after a crash is the same question."""
    extra: bool = False
    """Asked out of turn: it neither makes nor breaks the streak."""
    question: str
    version: int
    topic: str
    shown: str
    """The canonical option (0 is the key) at each place, one order for all."""
    chat: str
    thread: str = ""
    asked_at: datetime
    closes_at: datetime
    posted_at: datetime | None = None
    """When the group saw it first."""
    revealed_at: datetime | None = None
    """When it was closed for good: the streak is settled, and nobody answers any more."""
    shown_at: datetime | None = None
    """When the group saw its reveal; until then that is owed."""
    answered: int = 0
    right: int = 0
    """How many members had answered when it was closed, and how many rightly; less those who left or are forgotten."""
    counted_at: datetime
    """When the number of answers was shown last."""
    counted: int = 0
    """The number that was shown then."""
    kept: bool | None = None
    """Whether enough members answered for the streak; None until it is revealed, and where it does not matter."""
    streak_before: int = 0
    """The group's streak when it was revealed."""
    void: bool = False
    """The question left the bank before the reveal."""


class PostedMessage(SQLModel, table=True):
    """The platform's id of a message that is edited later, by its slot's name, such as "group-question:42"."""

    __tablename__ = "posted_message"

    slot: str = Field(primary_key=True)
    message: str
