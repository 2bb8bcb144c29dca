"""What was fitted to the answers of all: read in pages of learners, so that no transaction is long, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy
from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from bot.authoring import item_statistics
from bot.learning import fitting
from bot.storage.tables import Attempt, ItemFit, Learner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from bot.bank.models import Bank
    from bot.learning.catalogue import Item
    from bot.learning.fitting import Fitted
    from bot.storage.database import Database

PAGE: Final = 50
"""Learners whose answers are read in one transaction."""
DIGITS: Final = 3
"""A difficulty is kept so exactly, in decimals."""


class ItemDifficulties:
    """One method for each thing that is done with estimates from the answers of all."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def learners(self, after: int, size: int = PAGE) -> Sequence[int]:
        """Return the next ids of learners after an id, ascending."""
        query = select(col(Learner.id)).where(col(Learner.id) > after).order_by(col(Learner.id)).limit(size)
        return [found for found in self._session.exec(query) if found is not None]

    def firsts(self, first: int, last: int) -> Sequence[Row[Any]]:
        """Return the first settled answer to each question by the learners from one id to another.

        Rows have `learner_id`, `question`, `version`, `chosen` and `guessed`; `chosen` is 0 for the key.
        """
        each, order = (col(Attempt.learner_id), col(Attempt.question)), (col(Attempt.answered_at), col(Attempt.id))
        rank = func.row_number().over(partition_by=each, order_by=order).label("rank")
        query = sqlalchemy.select(*each, col(Attempt.version), col(Attempt.chosen), col(Attempt.guessed), rank)
        query = query.where(col(Attempt.learner_id).between(first, last), col(Attempt.answered_at).is_not(None))
        ranked = query.where(col(Attempt.void).is_(False), col(Attempt.chosen).is_not(None)).subquery()
        said = [column for column in ranked.c if column.name != "rank"]
        return self._session.execute(sqlalchemy.select(*said).where(ranked.c.rank == 1)).all()

    def difficulties(self, bank: Bank) -> dict[str, float]:
        """Return the fitted difficulties on the author's scale, but those of questions whose key has changed since."""
        versions = _versions(bank)
        rows = self._session.exec(select(ItemFit.question, ItemFit.version, ItemFit.difficulty))
        return {question: difficulty for question, version, difficulty in rows if versions.get(question) == version}

    def keep(self, fitted: Mapping[str, Fitted], bank: Bank, now: datetime) -> int:
        """Keep these estimates in the place of all others, and return how many differ from what was kept."""
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


def first_answers(database: Database, bank: Bank) -> Iterator[tuple[int, str, int, bool]]:
    """Yield (learner, question, chosen option, guessed) of each learner's first answer to each question that is asked.

    `chosen` is canonical: 0 is the key. An answer to an earlier version, which had another key, is left out.
    """
    after, versions = 0, _versions(bank)
    while True:
        with database.transaction() as store:
            page = store.item_difficulties.learners(after)
            rows = store.item_difficulties.firsts(page[0], page[-1]) if page else []
        if not page:
            return
        for row in rows:
            if versions.get(row.question) == row.version:
                yield row.learner_id, row.question, row.chosen, bool(row.guessed)
        after = page[-1]


def fit(database: Database, bank: Bank, items: Sequence[Item], now: datetime) -> str:
    """Estimate the questions' difficulties anew, keep them, and say what came of it; `items` have the authors'."""
    people, count = set[int](), 0

    def known() -> Iterator[fitting.Answer]:
        nonlocal count
        for learner, question, chosen, guessed in first_answers(database, bank):
            people.add(learner)
            count += 1
            yield learner, question, chosen == 0 and not guessed

    fitted = fitting.difficulties(known(), items)
    with database.transaction() as store:
        changed = store.item_difficulties.keep(fitted, bank, now)
    return fitting.report(fitted, items, answers=count, learners=len(people), changed=changed)


def statistics(database: Database, bank: Bank) -> str:
    """Return the item statistics as a table."""
    answers = ((learner, question, chosen) for learner, question, chosen, _ in first_answers(database, bank))
    names = sorted(question.id for question in bank.published)
    return item_statistics.table(item_statistics.item_statistics(answers, names), len(names))


def _versions(bank: Bank) -> dict[str, int]:
    return {question.id: question.version for question in bank.published}


def _row(question: str, version: int, difficulty: float, answers: int, now: datetime) -> ItemFit:
    return ItemFit(question=question, version=version, difficulty=difficulty, answers=answers, fitted_at=now)
