"""The benchmark in its smallest run, and that its learners and policies are what they claim to be."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from benchmarks import calibration, learning, report
from benchmarks.bank import make, sessions
from benchmarks.learners import FAMILIES, Facts, Learners, Transfer
from benchmarks.others import OTHERS
from benchmarks.policies import BASELINES, Due, Fsrs, New, Policy, Random, Truth
from benchmarks.product import Product
from benchmarks.trial import Setting, run

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from pathlib import Path

ALL = (*FAMILIES, *OTHERS)


def setting(family: type[Learners], seed: int = 3) -> Setting:
    return Setting(family, 8, 8, 12, 300, seed)


@pytest.mark.parametrize("family", ALL)
def test_study_helps_and_the_truth_helps_most(family: type[Learners]) -> None:
    random, truth = run(setting(family), Random), run(setting(family), Truth)
    assert np.array_equal(random.untrained, truth.untrained)
    assert random.untrained.mean() < random.scores.mean() < truth.scores.mean()
    assert random.scores.max() <= 96


@pytest.mark.parametrize("policy", [*BASELINES, Product])
def test_equal_settings_give_equal_scores(policy: type[Policy]) -> None:
    first, second = (run(setting(Transfer), policy).scores for _ in range(2))
    assert np.array_equal(first, second)


def test_the_tutor_beats_random_choice_on_the_same_learners() -> None:
    longer = Setting(Facts, 14, 10, 16, 500, 3)
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


def test_the_smallest_run_prints_its_tables_and_draws_its_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "DAYS", (6,))
    monkeypatch.setattr(learning, "BUDGETS", (8,))
    monkeypatch.setattr(learning, "MAIN", (6, 8))
    monkeypatch.setattr(calibration, "LENGTHS", ((6, 9),))
    with ThreadPoolExecutor(1) as pool:
        drawn = tmp_path / "learning.svg"
        text = learning.compare([Transfer], learning.Size(3, 3, 6), drawn, cast("ProcessPoolExecutor", pool))
    assert text.count("\n| --- |") == 3
    assert all(f"| {policy.name} |" in text for policy in (*BASELINES, Product))
    assert ET.fromstring(drawn.read_text("utf-8")).tag.endswith("svg")  # noqa: S314 - we wrote it


def test_the_speed_is_told() -> None:
    assert "ms of CPU" in learning.speed(items=150, answers=5)
