"""Access to storage within one transaction, grouped by noun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.storage.announcements import Announcements
from bot.storage.answers import Answers
from bot.storage.boards import Boards
from bot.storage.claims import Claims
from bot.storage.classes import Classes
from bot.storage.corrections import Corrections
from bot.storage.counts import counts
from bot.storage.duels import Duels
from bot.storage.exams import Exams
from bot.storage.group_answers import GroupAnswers
from bot.storage.groups import Groups
from bot.storage.item_difficulty import ItemDifficulties
from bot.storage.learner_models import LearnerModels
from bot.storage.learners import Learners
from bot.storage.posts import Posts
from bot.storage.quiz_sessions import QuizSessions
from bot.storage.rounds import Rounds
from bot.storage.saved import SavedQuestions
from bot.storage.schedule import Schedule

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from bot.storage.model_cache import ModelCache
    from bot.words.operators import Counts


SCRUB_OWED: Final = "scrub-owed"
"""Note recording that deleted rows are still in the database's files."""


class Store:
    """The reads and writes of one transaction."""

    def __init__(self, session: Session, models: ModelCache) -> None:
        self.learners: Final = Learners(session)
        self.saved: Final = SavedQuestions(session)
        self.quiz_sessions: Final = QuizSessions(session, self.saved)
        self.answers: Final = Answers(session)
        self.classes: Final = Classes(session)
        self.announcements: Final = Announcements(session)
        self.corrections: Final = Corrections(session)
        self.duels: Final = Duels(session)
        self.exams: Final = Exams(session)
        self.item_difficulties: Final = ItemDifficulties(session)
        self.groups: Final = Groups(session)
        self.group_answers: Final = GroupAnswers(session)
        self.posts: Final = Posts(session)
        self.rounds: Final = Rounds(session)
        self.boards: Final = Boards(session)
        self.models: Final = LearnerModels(session, models)
        self.schedule: Final = Schedule(session)
        self.claims: Final = Claims(session)
        self.answered = False
        """True if an answer was accepted."""
        self._session = session
        self.erased = False
        """True if rows were deleted that must leave no trace in the database's files."""

    def counts(self, now: datetime) -> Counts:
        """Count everything, for operators."""
        return counts(self._session, now)

    def erase(self, learner_id: int) -> None:
        """Delete a learner and all data stored about them."""
        self.group_answers.forget(learner_id)
        self.classes.forget(learner_id)
        self.models.release(learner_id)
        self.learners.delete(learner_id)
        self.schedule.remember(SCRUB_OWED, "yes")
        self.erased = True

    def delete_class(self, class_id: int) -> None:
        """Delete a class with its members' names."""
        self.classes.delete(class_id)
        self.schedule.remember(SCRUB_OWED, "yes")
