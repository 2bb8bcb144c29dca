"""Tables of weekly boards: who has joined which, and a group's results in past weeks."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel needs it at run time

from sqlmodel import Field

from bot.storage.row import Row
from bot.storage.tables import CASCADE, of_learner


class BoardMember(Row, table=True):
    """A learner who has joined a group's board; they appear there while they have an alias."""

    __tablename__ = "board_member"

    learner_id: int = of_learner(primary_key=True)
    group_id: int = Field(foreign_key="study_group.id", ondelete=CASCADE, index=True, primary_key=True)
    joined_at: datetime


class BoardWeek(Row, table=True):
    """A week whose board was posted: numbers only, for the goals of the weeks after it."""

    __tablename__ = "board_week"

    group_id: int = Field(foreign_key="study_group.id", ondelete=CASCADE, primary_key=True)
    ended_at: datetime = Field(primary_key=True)
    known: int
    """Number of different questions the members together answered right on first sight."""
    members: int
