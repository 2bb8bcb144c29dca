"""Recall of single questions by FSRS-6, vectorised: arrays in, arrays out.

Formulas and default parameters: https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm (FSRS-6), as
py-fsrs 6 computes them; a test keeps the two in agreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DEFAULT: Final = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194),
    *(0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629),
    *(1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""The 21 parameters w[0] to w[20]; each may also be an array, one value for each learner."""
SHORTEST: Final = 0.001
"""Minimum stability, in days."""
HARDEST: Final = 10.0
_GOOD: Final = 3
_EASY: Final = 4
_AGAIN: Final = 1


def retrievability(stability: Floats, days: Floats, w: Sequence[float | Floats] = DEFAULT) -> Floats:
    """Return the chance (0 to 1) of recall `days` after the last answer; `stability` is in days and above 0."""
    factor = np.power(0.9, -1 / w[20]) - 1
    return np.asarray((1 + factor * days / stability) ** -w[20])


def first(known: NDArray[np.bool_], w: Sequence[float | Floats] = DEFAULT) -> tuple[Floats, Floats]:
    """Return stability (days) and difficulty (1 to 10) after the first answer; not `known` counts as "again"."""
    stability = np.maximum(np.where(known, w[2], w[0]), SHORTEST)
    difficulty = np.where(known, _first_difficulty(_GOOD, w), _first_difficulty(_AGAIN, w))
    return stability, np.clip(difficulty, 1.0, HARDEST)


def review(
    stability: Floats, difficulty: Floats, days: Floats, known: NDArray[np.bool_], w: Sequence[float | Floats] = DEFAULT
) -> tuple[Floats, Floats]:
    """Return stability and difficulty after another answer, `days` after the last one ("good" or "again")."""
    long = np.where(known, _recalled(stability, difficulty, days, w), _forgotten(stability, difficulty, days, w))
    after = np.where(days < 1, _same_day(stability, known, w), long)
    return np.maximum(after, SHORTEST), _next_difficulty(difficulty, known, w)


def _first_difficulty(rating: int, w: Sequence[float | Floats]) -> float | Floats:
    return w[4] - np.exp(w[5] * (rating - 1)) + 1


def _recalled(stability: Floats, difficulty: Floats, days: Floats, w: Sequence[float | Floats]) -> Floats:
    surprise = np.exp((1 - retrievability(stability, days, w)) * w[10]) - 1
    return np.asarray(stability * (1 + np.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * surprise))


def _forgotten(stability: Floats, difficulty: Floats, days: Floats, w: Sequence[float | Floats]) -> Floats:
    surprise = np.exp((1 - retrievability(stability, days, w)) * w[14])
    long = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * surprise
    return np.asarray(np.minimum(long, stability / np.exp(w[17] * w[18])))


def _same_day(stability: Floats, known: NDArray[np.bool_], w: Sequence[float | Floats]) -> Floats:
    rating = np.where(known, _GOOD, _AGAIN)
    increase = np.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
    return np.asarray(stability * np.where(known, np.maximum(increase, 1.0), increase))


def _next_difficulty(difficulty: Floats, known: NDArray[np.bool_], w: Sequence[float | Floats]) -> Floats:
    change = -w[6] * (np.where(known, _GOOD, _AGAIN) - 3)
    damped = difficulty + (HARDEST - difficulty) * change / 9
    return np.clip(w[7] * _first_difficulty(_EASY, w) + (1 - w[7]) * damped, 1.0, HARDEST)
