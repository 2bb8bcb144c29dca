"""Calibrate the bank on all learners' answers, and report on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.authoring import item_statistics
from bot.jobs import difficulties
from bot.learning import fitting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.bank.models import Bank
    from bot.learning.catalogue import Item
    from bot.storage.database import Database


def fit(database: Database, bank: Bank, authored: Sequence[Item], now: datetime) -> str:
    """Estimate and store every answered question's difficulty, and return a report."""
    found, answers, learners = difficulties.estimate(database, bank, authored)
    with database.transaction() as store:
        changed = store.item_difficulties.keep(found, bank, now)
    return fitting.report(found, authored, answers=answers, learners=learners, changed=changed)


def statistics(database: Database, bank: Bank) -> str:
    """The item statistics as a text table."""
    firsts = difficulties.first_answers(database, bank)
    answers = ((learner, question, chosen) for learner, question, chosen, _ in firsts if chosen is not None)
    names = sorted(question.id for question in bank.published)
    return item_statistics.table(item_statistics.item_statistics(answers, names), len(names))
