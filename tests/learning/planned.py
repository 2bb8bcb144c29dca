"""A bank of an exam's proportions, and plans for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.learning import plans
from bot.learning.weeks import Standing

if TYPE_CHECKING:
    from bot.learning.plans import Plan

TODAY = date(2026, 11, 20)
"""A Friday."""
DAY = timedelta(days=1)
WEIGHTS = {"nonclinical": 28.0, "clinical": 32.0, "revenue": 15.0, "regulatory": 15.0, "reporting": 10.0}
TOPICS = {"nonclinical": 15, "clinical": 17, "revenue": 12, "regulatory": 14, "reporting": 10}
SIZES = {"nonclinical": 13, "clinical": 13, "revenue": 9, "regulatory": 7, "reporting": 7}
"""Questions in each topic, so that the bank has about the exam's proportions, as the real one has."""
WHOLE = {domain: SIZES[domain] * count for domain, count in TOPICS.items()}
HEAVIEST = ["clinical", "nonclinical", "revenue", "regulatory", "reporting"]


def bank(**seen: int) -> list[Standing]:
    """Of each topic of a named domain so many questions were seen and known."""
    return [
        Standing(f"{domain}-{n}", domain, SIZES[domain], held := seen.get(domain, 0), held, held)
        for domain, count in TOPICS.items()
        for n in range(count)
    ]


def plan(exam: date | None, standings: list[Standing] | None = None, own: int = 5, today: date = TODAY) -> Plan:
    return plans.make(today, exam, bank() if standings is None else standings, WEIGHTS, own, since=TODAY)


def in_weeks(count: int) -> date:
    return TODAY + timedelta(weeks=count)


def new(made: Plan) -> dict[str, int]:
    sums = dict.fromkeys(WEIGHTS, 0)
    for part in (part for week in made.weeks for part in week.parts):
        sums[part.domain] += part.new
    return sums
