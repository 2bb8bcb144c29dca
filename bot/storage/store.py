"""The store of one transaction, a room for each noun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.storage.answers import Answers
from bot.storage.exams import Exams
from bot.storage.groups import Groups
from bot.storage.item_difficulty import ItemDifficulties
from bot.storage.learner_models import LearnerModels
from bot.storage.learners import Learners
from bot.storage.quiz_sessions import QuizSessions
from bot.storage.schedule import Schedule

if TYPE_CHECKING:
    from sqlmodel import Session


SCRUB_OWED: Final = "scrub-owed"
"""The note that deleted rows still stand in the database's files."""


class Store:
    """What a transaction reads and writes."""

    def __init__(self, session: Session) -> None:
        self.learners: Final = Learners(session)
        self.quiz_sessions: Final = QuizSessions(session)
        self.answers: Final = Answers(session)
        self.exams: Final = Exams(session)
        self.item_difficulties: Final = ItemDifficulties(session)
        self.groups: Final = Groups(session)
        self.models: Final = LearnerModels(session)
        self.schedule: Final = Schedule(session)
        self.erased = False
        """Whether something was deleted that must leave no trace in the database's files."""

    def erase(self, learner_id: int) -> None:
        """Delete a learner and everything that is held on them."""
        self.groups.forget(learner_id)
        self.learners.delete(learner_id)
        self.schedule.remember(SCRUB_OWED, "yes")
        self.erased = True
