"""The bot's messages in groups that it edits later, by slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, update
from sqlmodel import Session, col

from bot.storage.group_tables import GroupQuestion, PostedMessage
from bot.storage.groups import QUESTION_SLOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Posts:
    """Which message fills which slot."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def message(self, slot: str) -> str:
        """The platform's message id for a slot; "" if unknown."""
        return getattr(self._session.get(PostedMessage, slot), "message", "")

    def keep(self, messages: Iterable[tuple[str, str]], now: datetime) -> None:
        """Store the slots' message ids and mark their questions as seen; an id of "" means the message is gone."""
        for slot, message in messages:
            self._session.execute(delete(PostedMessage).where(col(PostedMessage.slot) == slot))
            if message:
                self._session.add(PostedMessage(slot=slot, message=message))
                self._see(slot, now)

    def _see(self, slot: str, now: datetime) -> None:
        """Record when a group first saw a slot's question."""
        number = slot.removeprefix(QUESTION_SLOT)
        if number != slot:
            seen = update(GroupQuestion).where(col(GroupQuestion.id) == int(number))
            self._session.execute(seen.where(col(GroupQuestion.posted_at).is_(None)).values(posted_at=now))
