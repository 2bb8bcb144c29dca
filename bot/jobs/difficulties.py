"""The nightly job that belongs to no learner: estimate how hard each question is from everyone's first answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.learning import fitting
from bot.storage.item_difficulty import versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.bank.models import Bank
    from bot.learning.catalogue import Item
    from bot.storage.database import Database
    from bot.storage.store import Store

NIGHT: Final = timedelta(hours=8)
"""When a night begins in UTC: early morning in North America, where nearly all learners sleep."""


class Estimate(NamedTuple):
    """A calibration, and how many answers from how many learners it used."""

    found: fitting.Calibration
    answers: int
    learners: int


def is_first_tonight(store: Store, now: datetime) -> bool:
    """Claim the night for the calling process; False if this or another process has already claimed it."""
    return store.schedule.first_time(f"difficulties:{(now - NIGHT).date()}", now) is None


def first_answers(database: Database, bank: Bank) -> Iterator[tuple[int, str, int | None, bool]]:
    """Yield (learner, question, chosen option, guessed) for each learner's first answer to each published question.

    `chosen` is canonical: 0 is the key, None means skipped. Answers to earlier versions, which had another key, are
    excluded. Learners are read in pages, which keeps transactions short.
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


def estimate(database: Database, bank: Bank, authored: Sequence[Item]) -> Estimate:
    """Estimate the difficulty of every answered question; `authored` items carry the authors' estimates."""
    people, count = set[int](), 0

    def known() -> Iterator[fitting.Answer]:
        nonlocal count
        for learner, question, chosen, guessed in first_answers(database, bank):
            people.add(learner)
            count += 1
            yield learner, question, chosen == 0 and not guessed

    found = fitting.calibrate(known(), authored)
    return Estimate(found, count, len(people))
