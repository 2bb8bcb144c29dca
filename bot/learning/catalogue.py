"""The questions and the blueprint as arrays for the learning model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from bot.learning.mastery import RATES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.learning.mastery import Rates


HARD: Final = 0.5
"""Difficulties above it are hard, those below its negative easy."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question: `difficulty` is the author's estimate, -1 (easy) to 1 (hard), or a fitted one on the same scale.

    `point` is the knowledge point it tests: questions that share one are siblings; "" is a point of its own.
    """

    id: str
    topic: str
    difficulty: float = 0
    point: str = ""


class Topic(Protocol):
    """A topic of the exam."""

    @property
    def id(self) -> str:
        """Return its id."""
        ...


class Domain(Protocol):
    """A domain of the exam; its weight is in any unit, since only the shares count."""

    @property
    def id(self) -> str:
        """Return its id."""
        ...

    @property
    def weight(self) -> float:
        """Return its weight."""
        ...

    @property
    def topics(self) -> Sequence[Topic]:
        """Return its topics."""
        ...


class Blueprint(Protocol):
    """The exam's blueprint."""

    @property
    def domains(self) -> Sequence[Domain]:
        """Return its domains."""
        ...


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Arrays by question, by topic and by domain.

    By question: `topic`, `within` (its domain), `difficulty` (the author's steps), `band` (0 easy, 1 medium, 2 hard),
    `point`. By topic: `domain`, `worth`. By domain: `share`. Worth and share are parts of the exam and add up to 1.
    `usual` is the mean difficulty of each topic's questions, `unlike` the variance of all around it, which stands for
    what is unknown about the exam's. `mix` is each band's part of the questions, `points` the number of points,
    `shared` the questions of each point that has several. `rates` are the model's constants for this bank: the
    learners' mean, and the chance of guessing right.
    """

    ids: tuple[str, ...]
    number: Mapping[str, int]
    topics: tuple[str, ...]
    domains: tuple[str, ...]
    topic: NDArray[np.intp]
    within: NDArray[np.intp]
    difficulty: NDArray[np.float64]
    domain: NDArray[np.intp]
    worth: NDArray[np.float64]
    share: NDArray[np.float64]
    usual: NDArray[np.float64]
    unlike: float
    band: NDArray[np.intp]
    mix: NDArray[np.float64]
    point: NDArray[np.intp]
    points: int
    shared: Mapping[int, NDArray[np.intp]]
    rates: Rates

    @property
    def has_siblings(self) -> bool:
        """True if any two questions test the same point."""
        return bool(self.shared)

    def siblings(self, item: int) -> NDArray[np.intp]:
        """Return the questions that test the same point, including `item`."""
        found = self.shared.get(int(self.point[item]))
        return np.array([item], dtype=np.intp) if found is None else found

    def with_siblings(self, some: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return some questions and their siblings."""
        if not self.has_siblings:
            return some
        points = np.zeros(self.points, dtype=bool)
        points[self.point[some]] = True
        return points[self.point]

    def mask(self, ids: Iterable[str]) -> NDArray[np.bool_]:
        """Return which questions are among the ids; unknown ids are skipped."""
        found = np.zeros(len(self.ids), dtype=bool)
        found[[self.number[each] for each in ids if each in self.number]] = True
        return found


def catalogue(items: Collection[Item], blueprint: Blueprint, rates: Rates = RATES) -> Catalogue:
    """Return the arrays.

    Raises:
        KeyError: a question's topic is not in the blueprint.
    """
    topics = tuple(topic.id for domain in blueprint.domains for topic in domain.topics)
    place = {topic: index for index, topic in enumerate(topics)}
    topic = np.array([place[item.topic] for item in items], dtype=np.intp)
    difficulty = np.array([item.difficulty for item in items], dtype=float)
    sizes = [len(domain.topics) for domain in blueprint.domains]
    domain = np.repeat(np.arange(len(sizes)), sizes)
    share = np.array([domain.weight for domain in blueprint.domains], dtype=float)
    share /= share.sum()
    usual = np.bincount(topic, difficulty, len(topics)) / np.maximum(np.bincount(topic, minlength=len(topics)), 1)
    band = 1 + (difficulty > HARD).astype(np.intp) - (difficulty < -HARD)
    points = {point: index for index, point in enumerate(dict.fromkeys(map(_point, items)))}
    point = np.array([points[_point(item)] for item in items], dtype=np.intp)
    return Catalogue(
        ids=tuple(item.id for item in items),
        number={item.id: index for index, item in enumerate(items)},
        topics=topics,
        domains=tuple(each.id for each in blueprint.domains),
        topic=topic,
        within=domain[topic],
        difficulty=difficulty,
        domain=domain,
        worth=(share / sizes)[domain],
        share=share,
        usual=usual,
        unlike=float(np.mean((difficulty - usual[topic]) ** 2)) if len(topic) else 0.0,
        band=band,
        mix=np.bincount(band, minlength=3) / max(len(band), 1),
        point=point,
        points=len(points),
        shared=_shared(point),
        rates=rates,
    )


def _shared(point: NDArray[np.intp]) -> dict[int, NDArray[np.intp]]:
    order = np.argsort(point, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(point[order])) + 1)
    return {int(point[group[0]]): group for group in groups if len(group) > 1}


def _point(item: Item) -> tuple[str, bool]:
    """Return a unique name for the point, so that an id never collides with a point's name."""
    return (item.point, True) if item.point else (item.id, False)
