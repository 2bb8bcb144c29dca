"""The table of announcements. Which one a learner saw last is a column of `Learner`."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel needs it at run time
from typing import Any, ClassVar

from sqlmodel import Field

from bot.storage.row import Row
from bot.storage.tables import NEVER_AGAIN


class Announcement(Row, table=True):
    """An operator's message to every learner; a draft until it is released."""

    __table_args__: ClassVar[dict[str, Any]] = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    body: str
    drafted_at: datetime
    released_at: datetime | None = None
