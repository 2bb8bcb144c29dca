"""The placement: the fifteen questions, over all domains, that reveal most about what a learner knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from bot.learning.chooser import information

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.learning.catalogue import Catalogue
    from bot.learning.mastery import Mastery

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

QUESTIONS: Final = 15
LEAST: Final = 2
"""Minimum number of questions in each domain."""
ALIKE: Final = 0.97
"""Questions with at least this part of the highest information are drawn from, so that not everyone gets the same."""


def order(share: Floats) -> list[int]:
    """Return the domain of each question: at least two of each, the others by share, interleaved."""
    counts = np.full(len(share), min(LEAST, QUESTIONS // len(share)))
    for _ in range(QUESTIONS - int(counts.sum())):
        counts[np.argmax(QUESTIONS * share - counts)] += 1
    places = [((number + 0.5) / count, domain) for domain, count in enumerate(counts) for number in range(count)]
    return [domain for _, domain in sorted(places)]


def choose(
    catalogue: Catalogue, mastery: Mastery, now: float, open_: Flags, domain: int, rng: np.random.Generator
) -> int:
    """Return the most informative open question of a domain, if there is one (`now` in days)."""
    inside = open_ & (catalogue.within == domain)
    inside = inside if inside.any() else open_
    tells = information(catalogue, mastery, now)[catalogue.topic] * (1 - 0.05 * np.abs(catalogue.difficulty))
    tells = np.where(inside, tells, -1.0)
    return int(rng.choice(np.flatnonzero(tells >= ALIKE * tells.max())))
