"""Questions that learners saved for later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.storage.tables import Saved

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class SavedQuestions:
    """Queries and updates for saved questions."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[int, str], bool] = {}

    def add(self, learner_id: int, question: str, now: datetime) -> None:
        """Save a question; no-op if it already is."""
        self._session.merge(Saved(learner_id=learner_id, question=question, saved_at=now))
        self.note(learner_id, question, saved=True)

    def remove(self, learner_id: int, question: str) -> None:
        """Remove a question from the saved ones; no-op if it is not saved."""
        self._session.execute(delete(Saved).where(col(Saved.learner_id) == learner_id, col(Saved.question) == question))
        self.note(learner_id, question, saved=False)

    def has(self, learner_id: int, question: str) -> bool:
        """Return True if a question is saved; what this transaction already knows is not looked up again."""
        if (learner_id, question) not in self._known:
            found = self._session.get(Saved, (learner_id, question))
            self.note(learner_id, question, saved=found is not None)
        return self._known[learner_id, question]

    def note(self, learner_id: int, question: str, *, saved: bool) -> None:
        """Take over what another statement found."""
        self._known[learner_id, question] = saved

    def all(self, learner_id: int) -> Sequence[Saved]:
        """Questions saved, oldest first."""
        return self._session.exec(
            select(Saved).where(Saved.learner_id == learner_id).order_by(col(Saved.saved_at))
        ).all()
