"""Lives of learners on a small bank: who studies when, and how well they know the answers."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from bot.learning import Engine, Item, catalogue
from tests.learning.bank import BLUEPRINT, NOW, TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator

ITEMS: Final = tuple(
    Item(f"{topic}-{n}", topic, (n % 3) - 1, point=f"{topic}-p{n // 2}" if n < 8 else "")
    for topic in TOPICS
    for n in range(16)
)
CATALOGUE: Final = catalogue(ITEMS, BLUEPRINT)
POINT: Final = {item.id: item.point or item.id for item in ITEMS}
TOPIC: Final = {item.id: item.topic for item in ITEMS}
HARD: Final = {item.id for item in ITEMS if item.difficulty > 0}
EASY: Final = {item.id for item in ITEMS if item.difficulty < 0}


@dataclass(frozen=True)
class Life:
    """How someone studies: which days, how many questions, and how likely each answer is right or a guess."""

    right: float
    guess: float
    a_day: int
    days: tuple[int, ...]
    exam: date | None
    seed: int


@dataclass(frozen=True)
class Asked:
    day: int
    item: str
    known: bool
    returned: bool
    leads: bool
    due: int


@st.composite
def lives(draw: st.DrawFn) -> Life:
    length = draw(st.integers(12, 40))
    off = draw(st.sets(st.integers(0, length), max_size=10))
    days = tuple(day for day in range(length) if day not in off) or (0,)
    exam = draw(st.sampled_from([None, length + 1]))
    return Life(
        draw(st.sampled_from([0.0, 0.4, 0.6, 0.85, 1.0])),
        draw(st.sampled_from([0.0, 0.2])),
        draw(st.integers(1, 9)),
        days,
        None if exam is None else (NOW + timedelta(days=exam)).date(),
        draw(st.integers(0, 10**6)),
    )


def live(life: Life) -> list[Asked]:
    return list(_live(life))


def _live(life: Life) -> Iterator[Asked]:
    learner = Engine.start(CATALOGUE, BLUEPRINT, life.exam, zone=UTC, seed=life.seed)
    luck = random.Random(life.seed)
    for day in life.days:
        for number in range(life.a_day):
            now = NOW + timedelta(days=day, seconds=50 * number)
            due = learner.count_due(now)
            item = learner.choose(now, leads=number == 0)
            assert item is not None
            returned = learner.why(item, now) is not None
            right = luck.random() < life.right
            guessed = luck.random() < life.guess
            learner.observe(now, item, right, 20.0, guessed)
            yield Asked(day, item, right and not guessed, returned, number == 0, due)


def learner(exam: date | None = None) -> Engine:
    return Engine.start(CATALOGUE, BLUEPRINT, exam, zone=UTC, seed=3)


def seasoned() -> Engine:
    """Return someone who is past the easy beginning."""
    one = learner()
    for topic in range(6):
        one.observe(NOW, f"numbers-{topic}-9", right=True, seconds=20.0)
        one.observe(NOW, f"money-{topic}-9", right=True, seconds=20.0)
    return one
