"""The models that foretell the next answer, on a few learners whose answers are simulated."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.foretelling import MODELS, Answers, base_rate, log_loss, tutor, tutor_fitted

pytestmark = pytest.mark.slow


def answers(learners: int = 40, items: int = 24) -> Answers:
    rng = np.random.default_rng(5)
    ability, difficulty = rng.normal(0.3, 1, learners), rng.normal(0, 1.2, items)
    learner = np.repeat(np.arange(learners), 2 * items)
    item = np.concatenate([np.tile(rng.permutation(items), 2) for _ in range(learners)])
    chance = 1 / (1 + np.exp(difficulty[item] - ability[learner]))
    at = np.tile(np.arange(2 * items) * 60.0, learners)
    return Answers(learner, item, item // 6, at, rng.random(len(item)) < chance, 0.0)


@pytest.mark.parametrize("name", ["Elo", "1PL", "PFA", "BKT", "Best-LR"])
def test_every_model_foretells_better_than_the_share_of_right_answers(name: str) -> None:
    log = answers()
    fitted = log.learner < 24
    told = MODELS[name](log, fitted)
    assert told.shape == ((~fitted).sum(),)
    assert log_loss(told, log.right[~fitted]) < log_loss(base_rate(log, fitted), log.right[~fitted])


@pytest.mark.parametrize("name", ["this tutor", "this tutor, fitted to 5 people", "this tutor, difficulties fitted"])
def test_the_tutor_foretells_every_answer_of_those_held_out(name: str) -> None:
    log = answers(20)
    fitted = log.learner < 12
    told = MODELS[name](log, fitted)
    assert told.shape == ((~fitted).sum(),)
    assert 0 < told.min() < told.max() < 1


def test_the_more_people_the_tutor_is_fitted_to_the_better_it_foretells() -> None:
    log = answers(90)
    fitted = log.learner < 60
    told = [tutor(log, fitted), *(tutor_fitted(log, fitted, people) for people in (5, 25, None))]
    losses = [log_loss(each, log.right[~fitted]) for each in told]
    assert losses == sorted(losses, reverse=True)


def test_a_sure_and_right_chance_loses_nothing() -> None:
    assert log_loss(np.array([1.0, 0.0]), np.array([True, False])) == pytest.approx(0, abs=1e-3)
