"""What a class knows, according to each member's model: averages as ranges, and what is worth teaching."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.learning.readiness import UNMODELLED, Likely, likely, shares

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from bot.learning.catalogue import Catalogue
    from bot.learning.engine import Engine
    from bot.learning.readiness import Chance

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """What someone knows: the share (0 to 1) of each topic's and domain's exam questions, and its variance.

    `best` is the share reached by someone who knows it all: everyone makes slips.
    """

    topics: Floats
    topics_spread: Floats
    domains: Floats
    domains_spread: Floats
    best: float


FEW: Final = 5
"""With fewer people than this, averages come in coarse steps, so that no single answer is visible."""
STEP: Final = 5
"""In percent."""


def knowledge(engine: Engine, now: datetime) -> Knowledge:
    """Return what a learner's model says at a time (aware, UTC)."""
    catalogue = engine.catalogue
    topics, spread = shares(catalogue, engine.mastery, engine.memories, now.timestamp())
    weights = _within(catalogue)
    return Knowledge(
        topics,
        spread.diagonal().copy(),
        weights @ topics,
        np.einsum("ij,jk,ik->i", weights, spread, weights),
        engine.mastery.rates.floor + engine.mastery.rates.slope,
    )


def domains(catalogue: Catalogue, members: Sequence[Knowledge]) -> dict[str, Likely]:
    """Return the members' average in each domain, in percent; for one member, their own."""
    means, spreads = [each.domains for each in members], [each.domains_spread for each in members]
    return dict(zip(catalogue.domains, _average(means, spreads), strict=True))


def topics(catalogue: Catalogue, members: Sequence[Knowledge]) -> dict[str, Likely]:
    """Return the members' average in each topic, in percent; for one member, their own."""
    means, spreads = [each.topics for each in members], [each.topics_spread for each in members]
    return dict(zip(catalogue.topics, _average(means, spreads), strict=True))


def to_gain(catalogue: Catalogue, members: Sequence[Knowledge]) -> dict[str, float]:
    """Return how many of the exam's 100 points a member loses to each topic on average, in descending order."""
    lost = np.mean([each.best - each.topics for each in members], axis=0)
    points = 100 * catalogue.worth * np.maximum(lost, 0.0)
    return {catalogue.topics[k]: float(points[k]) for k in np.argsort(-points, kind="stable")}


def expected_passes(chances: Collection[Chance]) -> tuple[int, int]:
    """Return the fewest and the most expected passes: the sums of the chances, rounded outward."""
    low, high = sum(each.low for each in chances), sum(each.high for each in chances)
    return floor(low + 1e-9), min(ceil(high - 1e-9), len(chances))


def coarse(exact: Likely) -> Likely:
    """Return a range in percent in coarse steps, as shown for one person: no single answer is visible in it."""
    return Likely(STEP * floor(exact.low / STEP), STEP * round(exact.middle / STEP), STEP * ceil(exact.high / STEP))


def _within(catalogue: Catalogue) -> Floats:
    """Return each topic's share of each domain."""
    inside = catalogue.domain[None, :] == np.arange(len(catalogue.domains))[:, None]
    return np.asarray(np.where(inside, catalogue.worth, 0.0) / catalogue.share[:, None])


def _average(means: Sequence[Floats], spreads: Sequence[Floats]) -> list[Likely]:
    """Return the average of several people; the error common to all models does not average out."""
    mean = np.mean(means, axis=0)
    variance = np.sum(spreads, axis=0) / len(means) ** 2 + UNMODELLED**2
    found = [likely(float(m), float(v)) for m, v in zip(mean, variance, strict=True)]
    return found if len(means) >= FEW else [coarse(each) for each in found]
