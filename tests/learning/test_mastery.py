from __future__ import annotations

import numpy as np
import pytest

from bot.learning import catalogue
from bot.learning.mastery import Asked, Mastery, Rates, known
from tests.learning.bank import BLUEPRINT, ITEMS, TOPICS

DAY = 20_000.0
NEW = Asked(difficulty=0.0, recall=0.0, novelty=1.0, weight=1.0)


def belief(rates: Rates | None = None) -> Mastery:
    return Mastery(catalogue(ITEMS, BLUEPRINT), rates or Rates())


def test_an_answer_tells_most_of_its_topic_then_of_its_domain_then_of_all() -> None:
    mastery = belief()
    mastery.observe(0, NEW, DAY, known=False)
    mean, variance = mastery.ability(DAY)
    assert mean[0] - mastery.rates.rate < mean[1] < mean[6] < mastery.rates.mean
    assert variance[0] < variance[1] < variance[6]


def test_the_mean_after_an_answer_is_that_of_bayes() -> None:
    rates = Rates(rate=0.0, rate_spread=0.0, scale_spread=0.0, drift=0.0)
    mastery = belief(rates)
    mastery.observe(3, NEW, DAY, known=True)
    grid = np.linspace(-8, 8, 4001)
    variance = rates.shared + rates.domain + rates.topic
    weight = np.exp(-((grid - rates.mean) ** 2) / (2 * variance)) * (rates.floor + rates.slope / (1 + np.exp(-grid)))
    assert mastery.ability(DAY)[0][3] == pytest.approx(np.average(grid, weights=weight), abs=0.01)


def test_a_right_answer_to_a_hard_question_tells_more_than_to_an_easy_one() -> None:
    hard, easy = belief(), belief()
    hard.observe(0, Asked(1.0, 0.0, 1.0, 1.0), DAY, known=True)
    easy.observe(0, Asked(-1.0, 0.0, 1.0, 1.0), DAY, known=True)
    assert hard.ability(DAY)[0][0] > easy.ability(DAY)[0][0]


def test_a_repeat_that_is_remembered_tells_less_of_the_topic() -> None:
    new, repeat = belief(), belief()
    new.observe(0, NEW, DAY, known=True)
    repeat.observe(0, Asked(0.0, 0.95, 1.0, 1.0), DAY, known=True)
    assert repeat.ability(DAY)[0][1] < new.ability(DAY)[0][1]


def test_lessons_lift_the_topic_and_fade() -> None:
    mastery = belief(Rates(rate_spread=0.0))
    before = float(mastery.mean[0])
    mastery.observe(0, Asked(0.0, 0.0, 1.0, 0.0), DAY, known=False)
    today, later = mastery.ability(DAY)[0][0], mastery.ability(DAY + 30)[0][0]
    assert today - before == pytest.approx(0.1, abs=1e-5)
    assert later - before == pytest.approx(0.1 / 2**0.5, abs=1e-5)


def test_massed_lessons_are_worth_less_until_time_has_passed() -> None:
    mastery = belief()
    fresh = mastery.spacing(DAY)[0]
    for _ in range(3):
        mastery.observe(0, NEW, DAY, known=True)
    assert mastery.spacing(DAY)[0] < mastery.spacing(DAY + 3)[0] < fresh
    assert mastery.spacing(DAY)[1] == fresh


@pytest.mark.parametrize("learns", [True, False])
def test_the_rate_of_learning_is_learned(learns: bool) -> None:  # noqa: FBT001 - a parameter
    mastery, rng = belief(), np.random.default_rng(3)
    for lesson in range(600):
        level = 0.25 * (lesson // len(TOPICS)) if learns else 0.0
        answer = rng.random() < 0.25 + 0.71 / (1 + np.exp(-level))
        mastery.observe(lesson % len(TOPICS), NEW, DAY + lesson // 20, known=bool(answer))
    assert (mastery.mean[-2] > mastery.rates.rate) == learns


def test_the_weight_of_the_authors_difficulty_is_learned() -> None:
    mastery, rng = belief(), np.random.default_rng(3)
    for lesson in range(600):
        mastery.observe(
            lesson % len(TOPICS), Asked(float(rng.integers(-1, 2)), 0.0, 0.0, 1.0), DAY, known=bool(rng.random() < 0.6)
        )
    assert mastery.scale < mastery.rates.scale / 2


def test_the_belief_stays_sound_over_thousands_of_answers() -> None:
    mastery, rng = belief(), np.random.default_rng(5)
    for lesson in range(5000):
        mastery.observe(int(rng.integers(len(TOPICS))), NEW, DAY + lesson / 40, known=bool(rng.random() < 0.7))
    assert np.array_equal(mastery.cov, mastery.cov.T)
    assert np.linalg.eigvalsh(mastery.cov.astype(float)).min() > -1e-4
    assert (mastery.ability(DAY + 125)[1] > 0).all()


def test_pack_and_unpack_are_exact() -> None:
    mastery, again = belief(), belief()
    for lesson in range(50):
        mastery.observe(lesson % 7, NEW, DAY + lesson, known=lesson % 3 > 0)
    again.unpack(mastery.pack())
    assert again.pack() == mastery.pack()
    assert np.array_equal(again.cov, mastery.cov)


def test_uncertainty_pulls_what_is_known_to_one_half() -> None:
    sure, unsure = known(np.array([2.0]), np.array([0.01])), known(np.array([2.0]), np.array([3.0]))
    assert 0.5 < unsure[0][0] < sure[0][0]
