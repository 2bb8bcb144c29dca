"""What a learner's questions aim for: the share of each domain and the mix of difficulties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from bot.learning.mastery import known

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.learning.catalogue import Catalogue
    from bot.learning.mastery import Mastery

    Floats = NDArray[np.float64]

Focus: TypeAlias = Literal["blueprint", "weak", "heavy"]
"""In order: the exam's shares; more of the weakest domains; more of the heaviest domains."""

HEAVIER: Final = 1.5
"""Factor on the share of a heavy domain, one that weighs more than the mean."""
WEAKER: Final = 1.5
"""Exponent of the unknown part by which a weak domain counts more."""
BOUNDS: Final = (0.6, 1.8)
"""No focus takes a domain below or above these multiples of its share."""
TILT: Final = 0.05
"""Preference for a step of difficulty, for each logit by which the learner is above the usual level ..."""
USUAL: Final = 1.4
"""... within so many logits, and ..."""
STEEP: Final = 1.0
"""... beyond them."""
STEEPEST: Final = 2.0


def shares(catalogue: Catalogue, mastery: Mastery, focus: Focus, now: float) -> Floats:
    """Return each domain's target share of a learner's questions (`now` in days); they add up to 1."""
    if focus == "blueprint":
        return catalogue.share
    if focus == "heavy":
        factor = np.where(catalogue.share > 1 / len(catalogue.share), HEAVIER, 1.0)
    else:
        factor = (1 - levels(catalogue, mastery, now)) ** WEAKER
    factor = np.clip(factor / (catalogue.share @ factor), *BOUNDS)
    return np.asarray(catalogue.share * factor / (catalogue.share @ factor))


def levels(catalogue: Catalogue, mastery: Mastery, now: float) -> Floats:
    """Return the expected chance (0 to 1) of knowing a question of each domain, at a time in days."""
    x, _ = known(*mastery.ability(now))
    return np.bincount(catalogue.domain, catalogue.worth * x, len(catalogue.share)) / catalogue.share


def mix(catalogue: Catalogue, mastery: Mastery, now: float) -> Floats:
    """Return each difficulty's share that suits a learner's level (`now` in days); near the bank's if it is usual."""
    above = float(catalogue.worth @ mastery.ability(now)[0]) - mastery.rates.mean
    beyond = above - np.clip(above, -USUAL, USUAL)
    tilt = np.clip(TILT * (above - beyond) + STEEP * beyond, -STEEPEST, STEEPEST)
    parts = catalogue.mix * np.exp(tilt * np.array([-1.0, 0.0, 1.0]))
    return np.asarray(parts / parts.sum())
