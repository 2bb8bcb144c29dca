"""Item difficulties estimated from all learners' answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy
from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from bot.learning.mastery import RATES
from bot.storage.model_tables import ItemFit
from bot.storage.tables import Attempt, Learner, Note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from bot.bank.models import Bank
    from bot.learning.fitting import Calibration, Fitted

PAGE: Final = 50
"""Learners whose answers are read per transaction."""
DIGITS: Final = 3
"""Decimals stored for a difficulty."""
MEAN: Final = "learners-mean"
"""Note with the learners' mean ability, in logits."""


class ItemDifficulties:
    """Queries and updates for difficulty estimates."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def learners(self, after: int, size: int = PAGE) -> Sequence[int]:
        """The next learner ids after `after`, ascending."""
        query = select(col(Learner.id)).where(col(Learner.id) > after).order_by(col(Learner.id)).limit(size)
        return [found for found in self._session.exec(query) if found is not None]

    def firsts(self, first: int, last: int) -> Sequence[Row[Any]]:
        """First settled answers to each question by learners with ids in [first, last].

        Rows have `learner_id`, `question`, `version`, `chosen` and `guessed`; `chosen` is 0 for the key, and None if
        the question was skipped.
        """
        each, order = (col(Attempt.learner_id), col(Attempt.question)), (col(Attempt.answered_at), col(Attempt.id))
        rank = func.row_number().over(partition_by=each, order_by=order).label("rank")
        query = sqlalchemy.select(*each, col(Attempt.version), col(Attempt.chosen), col(Attempt.guessed), rank)
        query = query.where(col(Attempt.learner_id).between(first, last), col(Attempt.answered_at).is_not(None))
        ranked = query.where(col(Attempt.void).is_(False)).subquery()
        said = [column for column in ranked.c if column.name != "rank"]
        return self._session.execute(sqlalchemy.select(*said).where(ranked.c.rank == 1)).all()

    def difficulties(self, bank: Bank) -> dict[str, float]:
        """Fitted difficulties on the author's scale, excluding questions whose key has changed since."""
        current = versions(bank)
        rows = self._session.exec(select(ItemFit.question, ItemFit.version, ItemFit.difficulty))
        return {question: difficulty for question, version, difficulty in rows if current.get(question) == version}

    def mean(self) -> float:
        """Return the learners' fitted mean ability in logits; the model's own before any fit."""
        found = self._session.get(Note, MEAN)
        return float(found.value) if found else RATES.mean

    def keep(self, found: Calibration, bank: Bank, now: datetime) -> int:
        """Replace all estimates with these; return how many difficulties differ from the previous ones."""
        self._session.merge(Note(key=MEAN, value=f"{found.mean:.{DIGITS}f}"))
        return self._keep(found.questions, bank, now)

    def _keep(self, fitted: Mapping[str, Fitted], bank: Bank, now: datetime) -> int:
        kept = {row.question: row for row in self._session.exec(select(ItemFit))}
        gone = kept.keys() - fitted.keys()
        self._session.execute(delete(ItemFit).where(col(ItemFit.question).in_(gone)))
        changed = 0
        for question, each in fitted.items():
            new = (bank.questions[question].version, round(each.difficulty, DIGITS), each.answers)
            old = kept.get(question)
            if old is None or (old.version, old.difficulty, old.answers) != new:
                self._session.merge(_row(question, *new, now))
                changed += 1
        return changed + len(gone)


def versions(bank: Bank) -> dict[str, int]:
    """Version of each published question."""
    return {question.id: question.version for question in bank.published}


def _row(question: str, version: int, difficulty: float, answers: int, now: datetime) -> ItemFit:
    return ItemFit(question=question, version=version, difficulty=difficulty, answers=answers, fitted_at=now)
