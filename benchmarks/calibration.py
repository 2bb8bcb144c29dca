"""Whether the readiness estimate holds: the forecast on the eve of the exam compared with the exam's result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from benchmarks.learners import marked
from benchmarks.product import START, Product
from benchmarks.trial import EXAM_HOUR, Setting, run
from bot.learning.readiness import CUTS, QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from benchmarks.learners import Learners

    Floats = NDArray[np.float64]

LENGTHS: Final = ((14, 10), (28, 10), (28, 20))
"""Days, and questions a day."""
BINS: Final = 8


@dataclass(frozen=True, slots=True)
class Forecasts:
    """The forecasts for each learner, and the outcomes.

    Forecasts: three chances of passing (by the tutor, percent-correct and Beta), and ranges (low, middle, high) of the
    raw and the expected score. Outcomes: the raw score, whether it passed a cut drawn between the assumed ones, the
    true expected score. Scores are in percent.
    """

    chance: Floats
    percent: Floats
    beta: Floats
    score: Floats
    expected: Floats
    raw: Floats
    passed: Floats
    truth: Floats


def forecasts(
    family: type[Learners], learners: int, seed: int, lengths: Sequence[tuple[int, int]] = LENGTHS
) -> Forecasts:
    """Let learners study with the tutor, ask for their readiness when they have stopped, and let them sit the exam."""
    parts = [_sat(Setting(family, days, budget, learners, seed=seed)) for days, budget in lengths]
    return Forecasts(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def brier(chance: Floats, passed: Floats) -> float:
    """Return the mean squared error of chances."""
    return float(np.mean((chance - passed) ** 2))


def calibration_error(chance: Floats, passed: Floats) -> float:
    """Return the expected calibration error over bins of equal size."""
    order = np.array_split(np.argsort(chance), BINS)
    return float(sum(len(each) * abs(chance[each].mean() - passed[each].mean()) for each in order) / len(chance))


def coverage(ranges: Floats, came: Floats) -> float:
    """Return the share of outcomes within their range (low, middle, high)."""
    return float(np.mean((ranges[:, 0] <= came) & (came <= ranges[:, 2])))


def _sat(setting: Setting) -> tuple[Floats, ...]:
    result = run(setting, Product)
    product, exam = cast("Product", result.chooser), setting.days + EXAM_HOUR
    said = [engine.readiness(START + timedelta(days=exam)) for engine in product.engines]
    told = [each for each in said if each is not None]
    rows = np.array([each is not None for each in said])
    rng = np.random.default_rng((setting.seed, setting.days, setting.budget))
    bank, chances = product.bank, marked(result.learners.mastery(exam))
    drawn = rng.choice(len(bank.worth), p=bank.worth, size=(setting.learners, QUESTIONS))
    raw = (rng.random(drawn.shape) < np.take_along_axis(chances, drawn, axis=1)).sum(axis=1)
    cut = rng.integers(CUTS[0], CUTS[1] + 1, size=setting.learners)
    return (
        np.array([each.chance.middle for each in told]),
        *(each[rows] for each in _simple(product)),
        np.array([(each.score.low, each.score.middle, each.score.high) for each in told]),
        np.array([(each.expected.low, each.expected.middle, each.expected.high) for each in told]),
        raw[rows],
        (raw >= cut)[rows].astype(float),
        result.scores[rows],
    )


def _simple(product: Product) -> tuple[Floats, Floats]:
    """Return the chances of passing by percent-correct (certain or not) and by a Beta belief in each domain."""
    right, answered = product.marks[..., 0], product.marks[..., 1]
    percent = 100 * right.sum(axis=1) / np.maximum(answered.sum(axis=1), 1)
    a, b, share = right + 1, answered - right + 1, product.bank.share
    mean = 100 * (a / (a + b)) @ share
    spread = 100 * np.sqrt((a * b / ((a + b) ** 2 * (a + b + 1))) @ share**2)
    cuts = np.arange(CUTS[0], CUTS[1] + 1)
    beta = 1 / (1 + np.exp(-1.702 * (mean[:, None] - cuts) / spread[:, None]))
    return (percent[:, None] >= cuts).mean(axis=1), beta.mean(axis=1)
