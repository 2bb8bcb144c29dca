"""Questions, blueprint and study schedule of simulated learners."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import yaml

from bot.bank.blueprint import Blueprint
from bot.learning import Item

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONTENT: Final = Path(__file__).parents[1] / "content"
AUTHOR: Final = 0.6
"""Logits per step of the author's estimate."""
MISJUDGED: Final = 0.4
"""Standard deviation, in logits, of the true difficulty around the author's estimate."""


@dataclass(frozen=True)
class Bank:
    """Questions as arrays: topic, author's estimate (-1, 0, 1), and true difficulty in logits."""

    blueprint: Blueprint
    topic: NDArray[np.intp]
    author: NDArray[np.int64]
    difficulty: NDArray[np.float64]
    point: NDArray[np.intp]
    """The knowledge point that each question tests."""

    @property
    def size(self) -> int:
        """Number of questions."""
        return len(self.topic)

    @cached_property
    def domain(self) -> NDArray[np.intp]:
        """The domain of each topic."""
        return np.repeat(np.arange(len(self.blueprint.domains)), [len(each.topics) for each in self.blueprint.domains])

    @cached_property
    def share(self) -> NDArray[np.float64]:
        """Each domain's share of the exam; they add up to 1."""
        weights = np.array([each.weight for each in self.blueprint.domains], dtype=float)
        return np.asarray(weights / weights.sum())

    @cached_property
    def worth(self) -> NDArray[np.float64]:
        """Each topic's share of the exam."""
        return (self.share / np.bincount(self.domain))[self.domain]

    @cached_property
    def each(self) -> NDArray[np.float64]:
        """Each question's share, if the exam were drawn from the bank."""
        return (self.worth / np.bincount(self.topic, minlength=len(self.domain)))[self.topic]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The questions as seen by the product's chooser, with their numbers as ids."""
        names = self.blueprint.topic_ids
        rows = zip(self.topic, self.author, self.point, strict=True)
        return tuple(
            Item(str(i), names[topic], int(author), f"point-{point}") for i, (topic, author, point) in enumerate(rows)
        )


def make(size: int, rng: np.random.Generator) -> Bank:
    """A bank of `size` questions, spread over the topics according to the blueprint."""
    blueprint = Blueprint.model_validate(yaml.safe_load((CONTENT / "blueprint.yaml").read_text("utf-8")))
    domain = np.repeat(np.arange(len(blueprint.domains)), [len(each.topics) for each in blueprint.domains])
    weight = np.array([each.weight for each in blueprint.domains], dtype=float)
    share = (weight / np.bincount(domain))[domain]
    topic = np.searchsorted(np.cumsum(share) / share.sum(), (np.arange(size) + 0.5) / size)
    author = rng.choice([-1, 0, 1], p=[0.3, 0.45, 0.25], size=size)
    return Bank(blueprint, topic, author, AUTHOR * author + rng.normal(0, MISJUDGED, size), _points(topic))


def _points(topic: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return each question's point: among the questions of a topic, every third and fourth share one."""
    is_sibling = np.zeros(len(topic), dtype=bool)
    is_sibling[3::4] = True
    is_sibling[1:] &= topic[1:] == topic[:-1]
    return np.cumsum(~is_sibling) - 1


def sessions(learners: int, days: int, budget: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Questions per learner and day: one day in seven is missed, and sessions vary by half.

    The average over all days is `budget` per day.
    """
    present = rng.random((learners, days)) < 6 / 7
    count = np.rint(budget * 7 / 6 * rng.uniform(0.5, 1.5, (learners, days))).astype(int)
    return np.where(present, count, 0)
