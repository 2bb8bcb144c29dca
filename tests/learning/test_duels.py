"""A duel's arithmetic: who is better, what counts in time, and which questions both get."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning import duels
from bot.learning.catalogue import Item
from bot.learning.duels import Given, Score
from bot.learning.quiz_selection import allocate

WEIGHTS = {"a": 32.0, "b": 28.0, "c": 15.0, "d": 15.0, "e": 10.0}
ITEMS = [Item(f"{domain}{topic}-{n}", f"{domain}{topic}") for domain in WEIGHTS for topic in "xyz" for n in range(4)]
DOMAIN_OF = {item.topic: item.topic[0] for item in ITEMS}


@pytest.mark.parametrize(
    ("mine", "theirs", "lead"),
    [
        (Score(4, 300), Score(3, 20), 1),  # speed never makes up for a miss
        (Score(3, 20), Score(4, 300), -1),
        (Score(4, 100), Score(4, 101), 0),  # within a second
        (Score(4, 100), Score(4, 101.5), 1),
        (Score(4, 101.5), Score(4, 100), -1),
        (Score(0, 300), Score(0, 300), 0),
    ],
)
def test_right_answers_rank_and_time_only_breaks_ties(mine: Score, theirs: Score, lead: int) -> None:
    assert duels.lead(mine, theirs) == lead


def test_what_was_not_answered_took_its_whole_minute() -> None:
    found = duels.score(
        {"q1": Given(right=True, seconds=12), "q2": Given(right=False, seconds=400)}, ["q1", "q2", "q3"]
    )
    assert found == Score(1, 12 + 60 + 60)


def test_a_question_that_does_not_count_adds_neither_a_point_nor_time() -> None:
    assert duels.score({"q1": Given(right=True, seconds=12)}, []) == Score(0, 0)


def test_a_clock_that_was_set_back_is_no_head_start() -> None:
    assert duels.score({"q1": Given(right=True, seconds=-30)}, ["q1"]) == Score(1, 0)


@pytest.mark.parametrize(("seconds", "late"), [(0, False), (60, False), (61.9, False), (62.1, True), (9_999, True)])
def test_a_minute_with_a_moment_for_the_way(seconds: float, late: bool) -> None:  # noqa: FBT001 - a parameter
    assert duels.is_late(seconds) is late


@given(st.tuples(st.integers(0, 5), st.floats(0, 300)), st.tuples(st.integers(0, 5), st.floats(0, 300)))
def test_one_sides_win_is_the_others_loss(first: tuple[int, float], second: tuple[int, float]) -> None:
    assert duels.lead(Score(*first), Score(*second)) == -duels.lead(Score(*second), Score(*first))


def paper(seed: int, first: dict[str, float], second: dict[str, float]) -> list[str]:
    rng = random.Random(seed)
    counts, _ = allocate(duels.SIZE, WEIGHTS, {}, rng)
    return duels.paper(ITEMS, DOMAIN_OF, counts, (first, second), rng)


@pytest.mark.parametrize("seed", range(5))
def test_five_questions_by_blueprint_each_another_one(seed: int) -> None:
    drawn = paper(seed, {}, {})
    assert len(set(drawn)) == 5
    by_domain = Counter(question[0] for question in drawn)
    assert by_domain["a"] in (1, 2)
    assert by_domain["e"] <= 1


@pytest.mark.parametrize("seed", range(5))
def test_what_either_has_seen_is_left_out_while_there_is_anything_else(seed: int) -> None:
    first = {item.id: 1.0 for item in ITEMS if item.id[-1] == "0"}
    second = {item.id: 2.0 for item in ITEMS if item.id[-1] in "12"}
    assert {question[-1] for question in paper(seed, first, second)} == {"3"}


def test_what_one_has_seen_comes_before_what_both_have() -> None:
    first = {item.id: 1.0 for item in ITEMS}
    second = {item.id: 2.0 for item in ITEMS if item.id[-1] != "2"}
    assert {question[-1] for question in paper(1, first, second)} == {"2"}


def test_of_what_both_have_seen_the_longest_ago_comes_first() -> None:
    first = {item.id: float(item.id[-1]) for item in ITEMS}
    second = {item.id: 0.0 for item in ITEMS}
    assert {question[-1] for question in paper(1, first, second)} == {"0"}
