"""Which question to ask next: the exam's weight of its topic, how weak the topic is, how forgotten the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.learning.memory import Memory, retrievability

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from random import Random

REPEAT_WORTH: Final = 0.5
"""A repeat teaches less than a new question: the exam asks new ones on the same topics."""
SAME_TOPIC: Final = 0.2
"""A set interleaves topics."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question as the chooser sees it; `difficulty` is the author's estimate, -1 (easy) to 1 (hard)."""

    id: str
    topic: str
    difficulty: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """What the learner has done: a memory for each question seen, (known, answered) for each topic."""

    memories: Mapping[str, Memory]
    tallies: Mapping[str, tuple[int, int]]
    last_topic: str = ""


def weakness(tally: tuple[int, int]) -> float:
    """Return how much of a topic is likely not known, 0 to 1, from (known, answered); one half without an answer."""
    known, answered = tally
    return (answered - known + 1) / (answered + 2)


def choose(
    items: Sequence[Item],
    worth: Mapping[str, float],
    history: History,
    exclude: Collection[str],
    now: datetime,
    rng: Random,
) -> str | None:
    """Draw the next question's id, each in proportion to what asking it is worth; None if all are excluded.

    `worth` is the share of the exam that one question of the topic stands for (domain weight over the number of
    questions in it), so that domains are asked as the blueprint weighs them, and more where the learner is weak.
    """
    open_items = [item for item in items if item.id not in exclude]
    if not open_items:
        return None
    values = [_value(item, worth[item.topic], history, now) for item in open_items]
    return rng.choices(open_items, weights=values)[0].id


def _value(item: Item, worth: float, history: History, now: datetime) -> float:
    memory = history.memories.get(item.id)
    fresh = REPEAT_WORTH * (1 - retrievability(memory, now)) ** 2 if memory else 1.0
    near = SAME_TOPIC if item.topic == history.last_topic else 1.0
    return worth * weakness(history.tallies.get(item.topic, (0, 0))) * fresh * near + 1e-9
