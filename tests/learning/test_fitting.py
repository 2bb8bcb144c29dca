"""Difficulties fitted to the answers of many learners: planted ones are found, and few answers move little."""

from __future__ import annotations

import numpy as np
import pytest

from bot.learning import Item
from bot.learning.fitting import NOTHING, SPREAD, Answer, Calibration, Fitted, calibrate, report
from bot.learning.mastery import RATES

TOPICS = 6


def planted(learners: int, each: int, *, weak_first: bool = False) -> tuple[list[Item], list[Answer], list[float]]:
    """Return items, answers and the true difficulties, which lie around the authors' with a deviation of 0.7."""
    rng = np.random.default_rng(5)
    topic = np.arange(60) % TOPICS
    author = rng.integers(-1, 2, 60)
    true = author + rng.normal(0, 0.7, 60)
    items = [Item(f"q{i}", f"t{topic[i]}", int(author[i])) for i in range(60)]
    able = 0.3 + rng.normal(0, 0.7, (learners, 1)) + rng.normal(0, 0.8, (learners, TOPICS))
    answers = []
    for who in range(learners):
        liking = np.exp(-2 * able[who, topic]) if weak_first else np.ones(60)
        for i in rng.choice(60, each, replace=False, p=liking / liking.sum()):
            x = 1 / (1 + np.exp(RATES.scale * true[i] - able[who, topic[i]]))
            answers.append((who, f"q{i}", bool(rng.random() < RATES.floor + RATES.slope * x)))
    return items, answers, true.tolist()


@pytest.mark.parametrize("weak_first", [False, True])
def test_planted_difficulties_are_found_within_the_stated_error(weak_first: bool) -> None:  # noqa: FBT001 - a parameter
    items, answers, true = planted(500, 40, weak_first=weak_first)
    fitted = calibrate(answers, items).questions
    found = np.array([fitted[item.id].difficulty for item in items])
    error = np.array([fitted[item.id].error for item in items])
    authors = np.array([item.difficulty for item in items])
    assert np.sqrt(np.mean((found - true) ** 2)) < 0.6 * np.sqrt(np.mean((authors - true) ** 2))
    assert 0.7 < np.sqrt(np.mean(((found - true) / error) ** 2)) < 1.3
    assert abs(np.mean(found - true)) < 0.15
    assert [fitted[item.id].answers for item in items] == [sum(q == item.id for _, q, _ in answers) for item in items]


def test_a_topic_that_only_those_are_asked_who_did_badly_is_not_taken_for_hard() -> None:
    rng = np.random.default_rng(2)
    items = [Item(f"{topic}{i}", topic) for topic in "ab" for i in range(20)]
    answers: list[Answer] = []
    for who in range(400):
        chance = RATES.floor + RATES.slope / (1 + np.exp(-rng.normal(0, 0.7)))
        right = (rng.random(40) < chance).tolist()
        asked = 40 if sum(right[:20]) < 12 else 20
        answers += [(who, item.id, known) for item, known in zip(items[:asked], right, strict=False)]
    fitted = calibrate(answers, items).questions
    means = {t: np.mean([fitted[i.id].difficulty for i in items if i.topic == t]) for t in "ab"}
    share = {t: np.mean([known for _, question, known in answers if question[0] == t]) for t in "ab"}
    seeming = (share["a"] - share["b"]) / (RATES.slope / 4 * RATES.scale)
    assert seeming > 0.8, "far fewer are right in b: almost a step, were everyone equal"
    assert abs(means["b"] - means["a"]) < seeming / 2


def test_the_fewer_the_answers_the_nearer_to_the_author() -> None:
    items, answers, _ = planted(600, 30)
    moved = []
    for count in (1, 30, 100, 600):
        extra: list[Answer] = [(who, "hard", who % 5 > 2) for who in range(count)]
        found = calibrate([*answers, *extra], [*items, Item("hard", "t0", -1)]).questions["hard"]
        assert found.answers == count
        moved.append(found)
    steps = [each.difficulty for each in moved]
    assert steps == sorted(steps)
    assert -1 < steps[0] < -0.5 < 0.5 < steps[-1]
    assert [each.error for each in moved] == sorted((each.error for each in moved), reverse=True)
    assert moved[0].error <= SPREAD


def test_a_handful_of_answers_brings_the_estimates_nearer_to_the_truth_already() -> None:
    off = []
    for learners in (4, 20, 100, 500):
        items, answers, true = planted(learners, 30)
        fitted = calibrate(answers, items).questions
        found = [fitted[item.id].difficulty if item.id in fitted else item.difficulty for item in items]
        off.append(float(np.sqrt(np.mean((np.array(found) - true) ** 2))))
    authors = float(np.sqrt(np.mean((np.array([item.difficulty for item in items]) - true) ** 2)))
    assert [authors, *off] == sorted([authors, *off], reverse=True), "about 2, 10, 50, and 250 answers to each question"
    assert off[0] > 0.9 * authors
    assert off[-1] < 0.5 * authors


def test_without_answers_there_is_nothing() -> None:
    items = [Item("a", "t"), Item("b", "t")]
    assert calibrate([], items) == calibrate([], []) == NOTHING
    assert calibrate([(99, "gone", True)], items) == NOTHING
    assert calibrate([(1, "a", True)], items).questions.keys() == {"a"}


def test_one_learner_hardly_moves_the_mean_and_many_do() -> None:
    items = [Item(f"q{n}", "t") for n in range(40)]
    always = [[(who, item.id, True) for who in range(count) for item in items] for count in (1, 300)]
    one, many = (calibrate(answers, items).mean for answers in always)
    assert RATES.mean < one < RATES.mean + 0.3
    assert many > RATES.mean + 0.4


def test_only_first_answers_count() -> None:
    items, answers, _ = planted(100, 30)
    again = [(who, question, True) for who, question, _ in answers]
    assert calibrate([*answers, *again], items) == calibrate(answers, items)
    assert calibrate([*again, *answers], items) != calibrate(answers, items)


def test_the_report_says_what_was_used_and_what_moved() -> None:
    items = [Item("a", "t", -1), Item("b", "t", 0), Item("c", "t", 1)]
    fitted = {"a": Fitted(-0.9, 0.3, 40), "b": Fitted(1.2, 0.25, 60)}
    told = report(Calibration(0.3, fitted), items, answers=1234, learners=61, changed=2)
    assert "1,234 first answers by 61 learners" in told
    assert "2 of 3 questions" in told
    assert told.index("b: from 0 to 1.20, give or take 0.25, by 60 answers") < told.index("a: from -1 to -0.90")
    assert "changed: 2." in told
    few = report(NOTHING, items, answers=0, learners=0, changed=0)
    assert "No question has been answered yet" in few
    assert few.endswith("Nothing was changed.")
