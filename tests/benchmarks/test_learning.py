"""The benchmark in its smallest run, and that its learners and policies are what they claim to be."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from benchmarks import calibration, learning, report
from benchmarks.bank import make, sessions
from benchmarks.learners import FAMILIES, Facts, Learners, Transfer
from benchmarks.others import OTHERS
from benchmarks.plain import Plain, Truth3, Unpromised
from benchmarks.points import Hearts, Points
from benchmarks.policies import BASELINES, Due, Fsrs, New, Policy, Random, Truth
from benchmarks.product import Product
from benchmarks.trial import Setting, run

pytestmark = pytest.mark.slow

ALL = (*FAMILIES, Points, *OTHERS)


def setting(family: type[Learners], seed: int = 3) -> Setting:
    return Setting(family, 8, 8, 12, 300, seed)


@pytest.mark.parametrize("family", ALL)
def test_study_helps_and_the_truth_helps_most(family: type[Learners]) -> None:
    random, truth = run(setting(family), Random), run(setting(family), Truth)
    assert np.array_equal(random.untrained, truth.untrained)
    assert random.untrained.mean() < random.scores.mean() < truth.scores.mean()
    assert random.scores.max() <= 96


@pytest.mark.parametrize("policy", [*BASELINES, Product, Plain, Unpromised, Truth3])
def test_equal_settings_give_equal_scores(policy: type[Policy]) -> None:
    first, second = (run(setting(Transfer), policy).scores for _ in range(2))
    assert np.array_equal(first, second)


def test_the_tutor_beats_random_choice_on_the_same_learners() -> None:
    longer = Setting(Hearts, 24, 10, 16, 500, 3)
    assert (run(longer, Product).scores - run(longer, Random).scores).mean() > 0.3


@pytest.mark.parametrize("family", ALL)
def test_what_the_reference_sees_is_what_an_answer_gives(family: type[Learners]) -> None:
    rng = np.random.default_rng(2)
    learners = family(make(200, rng), 4000, rng)
    rows, items, exam = np.arange(4000), np.full(4000, 11), 9.4
    promised = learners.gains(3.0, exam)[:, 11].mean()
    before = learners.score(exam)
    known = rng.random(4000) < learners.known(rows, items, 3.0)
    learners.study(rows, items, known, 3.0)
    gained = (learners.score(exam) - before).mean() / 71
    assert promised == pytest.approx(gained, rel=0.2)  # it takes the question for one of middling difficulty


def test_sessions_are_uneven_and_keep_the_budget() -> None:
    count = sessions(400, 28, 20, np.random.default_rng(1))
    assert count.mean() == pytest.approx(20, rel=0.05)
    assert (count == 0).mean() == pytest.approx(1 / 7, abs=0.02)


def test_new_questions_come_by_the_blueprint_and_never_twice() -> None:
    result = run(setting(Facts), New)
    policy, bank = cast("New", result.chooser), result.learners.bank
    seen = np.isfinite(policy.last)
    shares = np.bincount(bank.domain[bank.topic], seen.sum(axis=0)) / seen.sum()
    assert shares == pytest.approx(bank.share, abs=0.05)
    assert seen.sum(axis=1).mean() == pytest.approx(result.answered[-1])


def test_a_flashcard_scheduler_asks_what_is_due_first() -> None:
    learners = Facts(make(50, np.random.default_rng(1)), 1, np.random.default_rng(1))
    policy: Due = Fsrs(learners, 28, np.random.default_rng(1))
    rows, today = np.array([0]), np.zeros((1, 50), dtype=bool)
    policy.observe(rows, np.array([7]), np.array([False]), 0.7)
    assert policy.choose(rows, 1.7, today)[0] == 7
    today[0, 7] = True
    assert policy.choose(rows, 1.7, today)[0] != 7


def test_a_plain_policy_asks_misses_again_after_two_days() -> None:
    learners = Points(make(60, np.random.default_rng(1)), 1, np.random.default_rng(1))
    policy, rows = Plain(learners, 28, np.random.default_rng(1)), np.array([0])
    policy.observe(rows, np.array([7]), np.array([False]), 0.7)
    policy.observe(rows, np.array([9]), np.array([True]), 0.7)
    today = np.zeros((1, 60), dtype=bool)
    assert policy.choose(rows, 1.7, today)[0] not in {7, 9}
    assert policy.choose(rows, 2.7, today)[0] == 7


def test_an_own_lesson_is_worth_more_than_what_carries_over_and_fades_in_three_weeks() -> None:
    rng = np.random.default_rng(2)
    learners = Points(make(400, rng), 2000, rng)
    rows, items = np.arange(2000), np.full(2000, 11)
    before = learners.points(3.0)
    learners.study(rows, items, np.zeros(2000, dtype=bool), 3.0)
    own, other = learners.bank.point[11], learners.bank.point[8]
    assert learners.bank.topic[8] == learners.bank.topic[11]
    gained = [(learners.points(day) - before).mean(axis=0) for day in (3.1, 24.0)]
    assert gained[0][own] > 5.7 * gained[0][other] * learners.others[own] > 0
    assert gained[1][own] < 0.25 * gained[0][own]


def test_misses_that_never_return_discourage() -> None:
    rng = np.random.default_rng(2)
    learners = Hearts(make(400, rng), 500, rng)
    luck = rng.random(500)
    for item in range(0, 80, 4):
        learners.feel(np.arange(500), np.full(500, item), np.zeros(500, dtype=bool), 1.0)
    assert not learners.skips(5, luck).any()
    assert 0.2 < learners.skips(20, luck).mean() < 0.6


def test_forecasts_are_scored() -> None:
    chance, passed = np.array([0.9, 0.2, 0.7, 0.4] * 10), np.array([1.0, 0.0, 1.0, 0.0] * 10)
    assert calibration.brier(chance, passed) == pytest.approx(0.075)
    assert calibration.calibration_error(passed, passed) == 0
    assert calibration.calibration_error(chance, passed) > 0.1
    ranges = np.array([[60.0, 65.0, 70.0], [70.0, 75.0, 80.0]])
    assert calibration.coverage(ranges, np.array([66.0, 90.0])) == 0.5


def test_the_share_of_a_gap_that_is_closed() -> None:
    worst, best = np.array([60.0, 70.0]), np.array([64.0, 74.0])
    assert report.share_closed(worst + 3, worst, best) == pytest.approx((0.75, 0.0))


def test_the_speed_is_told() -> None:
    assert "ms of CPU" in learning.speed(items=150, answers=5)
