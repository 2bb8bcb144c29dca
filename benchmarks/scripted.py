"""Learners who answer by a script for weeks, and the log of what they were asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.learning import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.learning import Catalogue
    from bot.learning.catalogue import Blueprint

START: Final = datetime(2026, 1, 5, 18, tzinfo=UTC)
DAYS: Final = 56
GAP: Final = range(20, 30)
"""Days on which someone with a gap does not study."""
FORGIVEN: Final = 0.5
"""Share of the misses among questions seen before that are missed again."""
GUESSES: Final = 0.05
"""Share of the right answers that are declared guesses."""

MIDDLING: Final = 0.6
"""A placed learner's chance of being right."""


@dataclass(frozen=True, slots=True)
class Script:
    """How someone studies: questions a day, the chance to be right at first sight, exam and gap, and their luck."""

    a_day: int
    right: float
    exam: bool = True
    gap: bool = False
    seed: int = 1
    days: int = DAYS

    @property
    def study_days(self) -> list[int]:
        """Return the days on which they study."""
        return [day for day in range(self.days) if not (self.gap and day in GAP)]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the log: its day, whether it was known, the predicted chance, and what led the day."""

    day: int
    item: int
    known: bool
    foreseen: float
    leads: bool = False
    waiting: bool = False
    """True if a return was due when the day began."""


def study(bank: Catalogue, blueprint: Blueprint, script: Script) -> list[Asked]:
    """Return what a learner is asked."""
    exam = (START + timedelta(days=script.days)).date() if script.exam else None
    engine = Engine.start(bank, blueprint, exam, zone=UTC, seed=script.seed)
    luck, log, seen = np.random.default_rng((script.seed, script.a_day)), list[Asked](), set[str]()
    for day, number, now in _moments(script):
        waiting = number == 0 and engine.count_due(now) > 0
        item = engine.choose(now, leads=number == 0)
        if item is None:
            break
        known = luck.random() < (1 - FORGIVEN * (1 - script.right) if item in seen else script.right)
        guessed = known and luck.random() < GUESSES
        foreseen = engine.foreseen(item, now)
        engine.observe(now, item, known, 20.0, guessed)
        log.append(Asked(day, bank.number[item], known and not guessed, foreseen, number == 0, waiting))
        seen.add(item)
    return log


def first_question(bank: Catalogue, blueprint: Blueprint, seed: int) -> str | None:
    """Return what a new learner is asked first."""
    return Engine.start(bank, blueprint, None, zone=UTC, seed=seed).choose(START, leads=True)


def placed(bank: Catalogue, blueprint: Blueprint, seed: int) -> list[int]:
    """Return the questions of a new learner's placement."""
    engine, asked = Engine.start(bank, blueprint, None, zone=UTC, seed=seed), list[int]()
    luck = np.random.default_rng(seed)
    while item := engine.place(START + timedelta(seconds=30 * len(asked)), len(asked)):
        engine.observe(START + timedelta(seconds=30 * len(asked)), item, bool(luck.random() < MIDDLING), 20.0)
        asked.append(bank.number[item])
    return asked


def _moments(script: Script) -> Iterator[tuple[int, int, datetime]]:
    for day in script.study_days:
        for number in range(script.a_day):
            yield day, number, START + timedelta(days=day, seconds=40 * number)
