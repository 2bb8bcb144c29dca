"""Quizzes in the exam's proportions."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.learning.catalogue import Item
from bot.learning.quiz_selection import allocate, draw, paper

WEIGHTS = {"clinical": 32.0, "non-clinical": 28.0, "revenue": 15.0, "regulatory": 15.0, "reporting": 10.0}
TOPICS = [f"{domain}-{topic}" for domain in WEIGHTS for topic in range(3)]
ITEMS = [Item(f"{topic}-{n}", topic) for topic in TOPICS for n in range(7)]
DOMAIN_OF = {item.topic: item.topic.rpartition("-")[0] for item in ITEMS}


def test_twenty_questions_have_the_blueprints_shares() -> None:
    counts, _ = allocate(20, WEIGHTS, {}, random.Random(1))
    assert counts == {"clinical": 6, "non-clinical": 6, "revenue": 3, "regulatory": 3, "reporting": 2}


def test_ties_are_drawn() -> None:
    drawn = {allocate(10, WEIGHTS, {}, random.Random(seed))[0]["revenue"] for seed in range(20)}
    assert drawn == {1, 2}


@given(st.integers(1, 50), st.integers())
def test_largest_remainder_is_within_one_of_the_quota(size: int, seed: int) -> None:
    counts, _ = allocate(size, WEIGHTS, {}, random.Random(seed))
    assert sum(counts.values()) == size
    assert all(abs(counts[d] - size * w / 100) < 1 for d, w in WEIGHTS.items())


@given(st.lists(st.integers(1, 9), min_size=1, max_size=60), st.integers())
def test_small_quizzes_reach_the_blueprint_in_the_long_run(sizes: list[int], seed: int) -> None:
    rng, total = random.Random(seed), Counter[str]()
    carried: dict[str, float] = {}
    for size in sizes:
        counts, carried = allocate(size, WEIGHTS, carried, rng)
        assert sum(counts.values()) == size
        assert min(counts.values()) >= 0
        total.update(counts)
    assert all(abs(total[d] - sum(sizes) * w / 100) < 2 for d, w in WEIGHTS.items())


def test_reporting_is_asked_within_ten_single_questions() -> None:
    carried: dict[str, float] = {}
    total = Counter[str]()
    for _ in range(10):
        counts, carried = allocate(1, WEIGHTS, carried, random.Random(3))
        total.update(counts)
    assert total["reporting"] == 1


def test_a_large_quiz_leaves_what_is_carried_alone() -> None:
    assert allocate(10, WEIGHTS, {"reporting": 0.4}, random.Random(1))[1] == {"reporting": 0.4}


@given(st.integers(0, 90), st.integers())
def test_a_drawing_never_repeats(count: int, seed: int) -> None:
    drawn = draw(ITEMS, count, {}, random.Random(seed))
    assert len(drawn) == len(set(drawn)) == min(count, len(ITEMS))


def test_a_drawing_takes_what_was_longest_not_asked() -> None:
    asked = {item.id: float(n) for n, item in enumerate(ITEMS)}
    fresh = ITEMS[7].id
    del asked[fresh]
    first = [draw([i for i in ITEMS if i.topic == ITEMS[7].topic], 1, asked, random.Random(s)) for s in range(5)]
    assert first == [[fresh]] * 5


def test_a_drawing_spreads_over_topics() -> None:
    drawn = draw([i for i in ITEMS if DOMAIN_OF[i.topic] == "clinical"], 6, {}, random.Random(2))
    assert sorted(Counter(name.rpartition("-")[0] for name in drawn).values()) == [2, 2, 2]


@pytest.mark.parametrize("size", [1, 5, 10, 50])
def test_a_paper_has_its_counts(size: int) -> None:
    counts, _ = allocate(size, WEIGHTS, {}, random.Random(4))
    questions = paper(ITEMS, DOMAIN_OF, counts, {}, random.Random(5))
    assert len(set(questions)) == len(questions) == size
    assert Counter(DOMAIN_OF[q.rpartition("-")[0]] for q in questions) == {d: n for d, n in counts.items() if n}


@given(st.integers(0, 10**6))
@example(209)
def test_no_topic_comes_three_times_in_a_row(seed: int) -> None:
    few = [item for item in ITEMS if item.topic in {"clinical-0", "clinical-1", "reporting-0"}]
    questions = paper(few, DOMAIN_OF, {"clinical": 8, "reporting": 4}, {}, random.Random(seed))
    topics = [question.rpartition("-")[0] for question in questions]
    assert len(questions) == 12
    assert not [at for at in range(10) if len(set(topics[at : at + 3])) == 1]
