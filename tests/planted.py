"""Answers of many learners to questions of a known difficulty, put straight into a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import insert, select
from sqlmodel import col

from bot.context import new_learner
from bot.learning.mastery import RATES
from bot.storage.learner_settings import DEFAULTS
from bot.storage.tables import Attempt, Learner, QuizSession
from tests.bench import NOON

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.storage.database import Database


@dataclass(frozen=True)
class Said:
    """An answer: `learner` is counted from 0, `chosen` is the canonical option, `days` after the first one."""

    learner: int
    question: str
    chosen: int
    days: int = 0
    version: int = 1
    guessed: bool = False
    void: bool = False


def answers(hard: Mapping[str, float], learners: int, seed: int = 1) -> list[Said]:
    """Return an answer of each learner to each question; difficulties are in the author's steps."""
    rng = np.random.default_rng(seed)
    able = rng.normal(0.3, 0.7, learners)
    return [
        Said(learner, question, 0 if rng.random() < chance(able[learner], step) else int(rng.integers(1, 4)))
        for learner in range(learners)
        for question, step in hard.items()
    ]


def chance(able: float, hard: float) -> float:
    """Return the chance of a right mark."""
    return float(RATES.floor + RATES.slope / (1 + np.exp(RATES.scale * hard - able)))


def plant(database: Database, said: Sequence[Said]) -> None:
    """Store learners, a quiz session for each, and the answers."""
    count = max(each.learner for each in said) + 1
    with database.engine.begin() as connection:
        blank = new_learner(NOON).model_dump(exclude={"id"}) | {"settings": DEFAULTS}
        connection.execute(insert(Learner), [blank] * count)
        people = sorted(found for found in connection.scalars(select(col(Learner.id))) if found)[-count:]
        one = QuizSession(learner_id=0, kind="practice", size=1, started_at=NOON).model_dump(exclude={"id"})
        connection.execute(insert(QuizSession), [one | {"learner_id": person} for person in people])
        rows = connection.execute(select(col(QuizSession.learner_id), col(QuizSession.id)))
        quiz_sessions = {person: session for person, session in rows if session}
        connection.execute(insert(Attempt), list(_rows(said, people, quiz_sessions)))


def _rows(said: Sequence[Said], people: Sequence[int], quiz_sessions: Mapping[int, int]) -> Iterable[dict[str, Any]]:
    for position, each in enumerate(said, 1):
        at, person = NOON + timedelta(days=each.days, seconds=position), people[each.learner]
        yield Attempt(
            learner_id=person,
            session_id=quiz_sessions[person],
            position=position,
            question=each.question,
            version=each.version,
            topic=each.question[:6],
            shown="0123",
            mode="practice",
            asked_at=at,
            shown_at=at,
            shown_in="telegram",
            answered_at=at,
            chosen=each.chosen,
            correct=each.chosen == 0,
            guessed=each.guessed,
            seconds=20,
            void=each.void,
        ).model_dump(exclude={"id"})
