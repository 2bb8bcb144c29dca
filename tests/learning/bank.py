"""A small blueprint and bank for the tests of the learning model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Final

from bot.learning import Engine, Item


@dataclass(frozen=True)
class Topic:
    id: str


@dataclass(frozen=True)
class Domain:
    id: str
    weight: int
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class Blueprint:
    domains: tuple[Domain, ...]


WEIGHTS: Final = {"desk": 28, "clinic": 32, "money": 15, "rules": 15, "numbers": 10}
BLUEPRINT: Final = Blueprint(
    tuple(Domain(name, weight, tuple(Topic(f"{name}-{i}") for i in range(6))) for name, weight in WEIGHTS.items())
)
TOPICS: Final = tuple(topic.id for domain in BLUEPRINT.domains for topic in domain.topics)
ITEMS: Final = tuple(Item(f"{topic}-{i}", topic, (i % 3) - 1) for topic in TOPICS for i in range(12))
EXAM: Final = date(2026, 3, 2)
NOW: Final = datetime(2026, 2, 2, 18, tzinfo=UTC)


def engine(exam: date | None = EXAM, *, zone: tzinfo = UTC, seed: int = 7) -> Engine:
    """Return a new learner's model."""
    return Engine.start(ITEMS, BLUEPRINT, exam, zone=zone, seed=seed)


def domain(item: str) -> str:
    """Return the domain of a question."""
    return item.partition("-")[0]
