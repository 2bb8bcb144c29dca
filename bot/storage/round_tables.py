"""Tables of live rounds: the round, its questions, and its players. Players' answers are their attempts."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel needs it at run time
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.storage.row import Row
from bot.storage.tables import CASCADE, NEVER_AGAIN, of_learner


class LiveRound(Row, table=True):
    """A round of questions in a group's channel, from its lobby to its board."""

    __tablename__ = "live_round"
    __table_args__: ClassVar[tuple[Any, ...]] = (
        Index("ix_live_round_group_started", "group_id", "started_at"),
        NEVER_AGAIN,
    )

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="study_group.id", ondelete=CASCADE)
    chat: str
    thread: str = ""
    starter_id: int | None = Field(default=None, foreign_key="learner.id", ondelete="SET NULL", index=True)
    """Who may stop it besides managers; None for an anonymous admin."""
    size: int
    seconds: int
    """How long each question is open."""
    scope: str = ""
    """A domain's id; "" to follow the exam's blueprint."""
    started_at: datetime
    begins_at: datetime | None = None
    """When the first question comes; None until the platform has accepted the lobby."""
    stopped_at: datetime | None = None
    """When someone stopped it."""
    ended_at: datetime | None = None
    """When it ended; its channel is then free for another round."""


class LiveQuestion(Row, table=True):
    """A question of a live round, in the order of options that everyone sees."""

    __tablename__ = "live_question"
    __table_args__: ClassVar[tuple[Any, ...]] = (UniqueConstraint("round_id", "position"), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="live_round.id", ondelete=CASCADE)
    position: int
    question: str
    version: int
    topic: str
    wording: str
    shown: str
    """Canonical option (0 is the key) at each position."""
    posted_at: datetime | None = None
    """When the platform accepted it; None until that is known."""
    closes_at: datetime | None = None
    """Until when answers are accepted, measured from `posted_at`."""
    revealed_at: datetime | None = None
    """When it was finally closed."""
    shown_at: datetime | None = None
    """When the channel saw the reveal."""
    void: bool = False
    """The question was removed from the bank before the reveal."""


class LivePlayer(Row, table=True):
    """Someone who plays in a round; the answers are the attempts of `session_id`, at the questions' positions."""

    __tablename__ = "live_player"

    learner_id: int = of_learner(primary_key=True)
    round_id: int = Field(foreign_key="live_round.id", ondelete=CASCADE, primary_key=True, index=True)
    session_id: int = Field(foreign_key="quiz_session.id", ondelete=CASCADE, index=True)
    since: int
    """Position of the first question asked while they were here."""
    left_group: bool = False
    """True if they have since left the group: the answers still count for them, but not for the round."""
