"""Tables of what answers say about learners and questions. Everything here can be rebuilt from the answers."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel needs it at run time

from sqlmodel import Field

from bot.storage.row import Row
from bot.storage.tables import of_learner


class Model(Row, table=True):
    """What the answers say about a learner, except single questions; can be rebuilt from them at any time."""

    __tablename__ = "learning_model"

    learner_id: int = of_learner(primary_key=True)
    state: bytes
    answered_at: datetime
    attempt_id: int
    """The last answer included, by time and id."""
    built_at: datetime | None = None
    """When it was last built from all answers; None for a model of an earlier version."""
    stale: bool = False
    """True if an answer it includes has changed since, so that it must be rebuilt."""


class Memory(Row, table=True):
    """What the answers say about a topic's questions, as bytes (`bot.learning.records`); can also be rebuilt."""

    __tablename__ = "learning_memory"

    learner_id: int = of_learner(primary_key=True)
    topic: str = Field(primary_key=True)
    records: bytes


class ItemFit(Row, table=True):
    """Fitted difficulty of a question version on the author's scale (-1 easy, 1 hard), from `answers` first answers."""

    __tablename__ = "item_fit"

    question: str = Field(primary_key=True)
    version: int
    difficulty: float
    answers: int
    fitted_at: datetime
