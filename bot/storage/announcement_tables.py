"""The table of announcements. Who was told which is a column of `Learner`."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the columns' types are read when the program runs
from typing import Any, ClassVar

from sqlmodel import Field, SQLModel

from bot.storage.tables import NEVER_AGAIN


class Announcement(SQLModel, table=True):
    """What an operator tells every learner; a draft until it is released."""

    __table_args__: ClassVar[dict[str, Any]] = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    body: str
    drafted_at: datetime
    released_at: datetime | None = None
