"""Calibrate the bank on all learners' answers, read in pages of learners to keep transactions short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.authoring import item_statistics
from bot.learning import fitting
from bot.storage.item_difficulty import versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.bank.models import Bank
    from bot.learning.catalogue import Item
    from bot.storage.database import Database


def first_answers(database: Database, bank: Bank) -> Iterator[tuple[int, str, int | None, bool]]:
    """Yield (learner, question, chosen option, guessed) for each learner's first answer to each published question.

    `chosen` is canonical: 0 is the key, None means skipped. Answers to earlier versions, which had another key, are
    excluded.
    """
    after, current = 0, versions(bank)
    while True:
        with database.transaction() as store:
            page = store.item_difficulties.learners(after)
            rows = store.item_difficulties.firsts(page[0], page[-1]) if page else []
        if not page:
            return
        for row in rows:
            if current.get(row.question) == row.version:
                yield row.learner_id, row.question, row.chosen, bool(row.guessed)
        after = page[-1]


def fit(database: Database, bank: Bank, items: Sequence[Item], now: datetime) -> str:
    """Estimate and store every question's difficulty, and return a report; `items` hold the authors' estimates."""
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
    """The item statistics as a text table."""
    firsts = first_answers(database, bank)
    answers = ((learner, question, chosen) for learner, question, chosen, _ in firsts if chosen is not None)
    names = sorted(question.id for question in bank.published)
    return item_statistics.table(item_statistics.item_statistics(answers, names), len(names))
