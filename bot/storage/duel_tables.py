"""Tables of duels: the same few questions for two people, each in their own time."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel needs it at run time
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from bot.storage.row import Row
from bot.storage.tables import CASCADE, NEVER_AGAIN, of_learner


class Duel(Row, table=True):
    """A challenge, and the duel it becomes once accepted."""

    __table_args__: ClassVar[tuple[Any, ...]] = (Index("ix_duel_platform_space", "platform", "space"), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True)
    code: str | None = Field(default=None, unique=True)
    """The code of a challenge made in a private chat; None for one in a group, or for a rematch."""
    rematch_of: int | None = Field(default=None, unique=True)
    """The duel that this one is a rematch of; None otherwise."""
    platform: str
    space: str = ""
    """The server or group where it was posted; "" for none."""
    chat: str = ""
    thread: str = ""
    invited: str = ""
    """The platform's user id of the one person who may accept; "" for anyone. Cleared once the challenge is over."""
    created_at: datetime
    accepted_at: datetime | None = None
    ends_at: datetime
    """When the challenge expires or, once accepted, when the time for the questions is up."""
    ended_at: datetime | None = None
    questions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Drawn on acceptance."""
    wordings: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """The wording of each question (`Question.wording`) that both must answer."""
    void: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Questions that changed or left the bank before both had answered; they count for neither side."""
    posted: str = ""
    """What the group was last shown: "open", "on", "over" or "result"."""


class DuelPlayer(Row, table=True):
    """One side of a duel. Before acceptance, a second one exists only for a rematch."""

    __tablename__ = "duel_player"

    duel_id: int = Field(foreign_key="duel.id", ondelete=CASCADE, primary_key=True)
    learner_id: int = Field(foreign_key="learner.id", ondelete=CASCADE, primary_key=True, index=True)
    challenger: bool = False
    session_id: int | None = Field(default=None, foreign_key="quiz_session.id", ondelete=CASCADE, index=True)
    """Their questions; None until they begin."""
    shares: bool = False
    """True if the group may see the result."""
    news: str = ""
    """Pending news for them: "accepted", "rematch", "result", "left", "unposted"; "" for none."""


class DuelGuess(Row, table=True):
    """A wrong code that someone typed; kept for an hour."""

    __tablename__ = "duel_guess"

    id: int | None = Field(default=None, primary_key=True)
    learner_id: int = of_learner()
    guessed_at: datetime
