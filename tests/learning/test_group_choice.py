"""Which question a group is asked next."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.learning import Item
from bot.learning.group_choice import LATELY, Asked, choose, focus
from tests.learning.bank import BLUEPRINT, TOPICS, WEIGHTS

DOMAIN_OF = {topic.id: domain.id for domain in BLUEPRINT.domains for topic in domain.topics}
SHARES = {domain: float(weight) for domain, weight in WEIGHTS.items()}
PER_TOPIC = {"desk": 9, "clinic": 11, "money": 5, "rules": 5, "numbers": 3}
"""So that the bank has about the exam's proportions, as the real one has."""
ITEMS = tuple(Item(f"{topic}-{n}", topic) for topic in TOPICS for n in range(PER_TOPIC[DOMAIN_OF[topic]]))
WHOLE_ROUNDS = 8
"""Examples of tests that ask through the whole bank, which costs the square of its size."""
TOPIC_OF = {item.id: item.topic for item in ITEMS}


def asked_in_turn(count: int, items: tuple[Item, ...] = ITEMS, seed: int = 5, asked: Asked | None = None) -> list[str]:
    """Return what a group is asked one after the other."""
    given, rng = asked or Asked(), random.Random(seed)
    found: list[str] = []
    for _ in range(count):
        so_far = Asked([*given.questions, *found], given.tallies, given.adapts)
        chosen = choose(items, DOMAIN_OF, SHARES, so_far, rng)
        assert chosen is not None
        found.append(chosen)
    return found


def domain(question: str) -> str:
    return DOMAIN_OF[TOPIC_OF[question]]


@given(st.integers(0, 2**31), st.integers(1, 3))
def test_nothing_comes_again_before_the_choice_is_used_up(seed: int, rounds: int) -> None:
    few = ITEMS[::7]
    found = asked_in_turn(rounds * len(few), few, seed)
    for at in range(rounds):
        part = found[at * len(few) : (at + 1) * len(few)]
        assert sorted(part) == sorted(item.id for item in few)


@settings(max_examples=WHOLE_ROUNDS)
@given(st.integers(0, 2**31), st.integers(0, 2**31))
def test_domains_are_never_more_than_two_and_a_half_questions_off_their_share(seed: int, luck: int) -> None:
    dice = random.Random(luck)
    tallies = {topic: (right := dice.randint(0, 9), right + dice.randint(0, 9)) for topic in TOPICS}
    counts: Counter[str] = Counter()
    for number, question in enumerate(asked_in_turn(150, seed=seed, asked=Asked((), tallies)), 1):
        counts[domain(question)] += 1
        assert all(abs(counts[name] - number * share / 100) <= 2.5 for name, share in SHARES.items())


def test_over_whole_rounds_the_shares_are_the_banks_and_in_between_close_to_the_exams() -> None:
    counts: Counter[str] = Counter()
    for number, question in enumerate(asked_in_turn(2 * len(ITEMS)), 1):
        counts[domain(question)] += 1
        for name, share in SHARES.items():
            banks = 100 * 6 * PER_TOPIC[name] / len(ITEMS)
            assert abs(counts[name] - number * share / 100) <= 3 + number * abs(banks - share) / 100
    assert counts == {name: 12 * PER_TOPIC[name] for name in SHARES}


@given(st.integers(0, 2**31))
def test_topics_that_nothing_is_known_of_take_turns(seed: int) -> None:
    turns = [question for question in asked_in_turn(60, seed=seed) if domain(question) == "clinic"]
    counts = Counter(TOPIC_OF[question] for question in turns)
    assert max(counts.values()) - min(counts.values()) <= 1


def test_topics_that_went_worse_come_oftener_in_their_domain_and_move_no_other() -> None:
    tallies = dict.fromkeys(TOPICS, (9, 10)) | {"clinic-2": (0, 10)}
    found = asked_in_turn(60, asked=Asked((), tallies))
    counts = Counter(TOPIC_OF[question] for question in found if domain(question) == "clinic")
    assert counts["clinic-2"] == max(counts.values()) >= 2 * sorted(counts.values())[-2]
    assert abs(Counter(map(domain, found))["clinic"] - 60 * 0.32) <= 2


def test_towards_an_exam_the_weak_domain_has_a_larger_share_and_the_others_are_not_forgotten() -> None:
    tallies = {topic: (1, 10) if topic.startswith("numbers") else (9, 10) for topic in TOPICS}
    plain = Counter(map(domain, asked_in_turn(40, asked=Asked((), tallies))))
    towards = Counter(map(domain, asked_in_turn(40, asked=Asked((), tallies, adapts=True))))
    assert plain["numbers"] == 4
    assert towards["numbers"] >= 10
    assert set(towards) == set(SHARES)


def test_towards_an_exam_of_which_nothing_is_known_the_shares_are_the_exams() -> None:
    assert asked_in_turn(50, asked=Asked(adapts=True)) == asked_in_turn(50)


@pytest.mark.parametrize("scope", ["clinic-3", "numbers-0"])
def test_a_scope_of_one_topic(scope: str) -> None:
    few = tuple(item for item in ITEMS if item.topic == scope)
    found = asked_in_turn(2 * len(few), few)
    assert sorted(found) == sorted(2 * [item.id for item in few])
    assert focus(few, DOMAIN_OF, SHARES, Asked(), 7, random.Random(1)) == DOMAIN_OF[scope]


def test_a_scope_of_one_question_asks_it_each_time_and_of_none_nothing() -> None:
    assert asked_in_turn(3, ITEMS[:1]) == [ITEMS[0].id] * 3
    assert choose((), DOMAIN_OF, SHARES, Asked(["gone"] * 3), random.Random(1)) is None
    assert focus((), DOMAIN_OF, SHARES, Asked(), 7, random.Random(1)) == ""


@settings(max_examples=WHOLE_ROUNDS)
@given(st.integers(0, 2**31), st.integers(0, len(ITEMS)), st.sets(st.sampled_from([item.id for item in ITEMS])))
def test_questions_that_leave_the_bank_are_not_asked_and_hold_nothing_up(seed: int, done: int, gone: set[str]) -> None:
    assume(len(gone) < len(ITEMS))
    before = asked_in_turn(done, seed=seed)
    left = tuple(item for item in ITEMS if item.id not in gone)
    fresh = {item.id for item in left} - set(before)
    after = asked_in_turn(len(fresh) + 1, left, seed, Asked(before))
    assert set(after[: len(fresh)]) == fresh, "first all that were never asked"
    assert after[-1] not in gone


def test_a_question_that_joins_the_bank_comes_before_any_comes_again() -> None:
    others = [item.id for item in ITEMS if item.id != "money-1-2"]
    assert asked_in_turn(1, asked=Asked(others)) == ["money-1-2"]
    rounds = asked_in_turn(2 * len(others), tuple(item for item in ITEMS if item.id in others))
    after = asked_in_turn(len(ITEMS), asked=Asked(rounds))
    assert after.count("money-1-2") <= 2, "once at the end of this round, and once in the next like all others"


def test_equals_are_drawn() -> None:
    assert len({asked_in_turn(1, seed=seed)[0] for seed in range(30)}) > 10


def test_the_same_dice_choose_the_same() -> None:
    assert asked_in_turn(30) == asked_in_turn(30)


def test_the_focus_is_the_domain_that_most_of_next_weeks_questions_come_from() -> None:
    behind = [item.id for item in ITEMS if DOMAIN_OF[item.topic] != "rules"]
    assert focus(ITEMS, DOMAIN_OF, SHARES, Asked(behind), 7, random.Random(3)) == "rules"
    weak = {topic: (0, 20) if topic.startswith("numbers") else (20, 20) for topic in TOPICS}
    assert focus(ITEMS, DOMAIN_OF, SHARES, Asked((), weak, adapts=True), 7, random.Random(3)) == "numbers"
    assert focus(ITEMS, DOMAIN_OF, SHARES, Asked(), 0, random.Random(3)) == ""


def test_looking_ahead_leaves_what_was_asked_as_it_was() -> None:
    questions = [ITEMS[0].id]
    focus(ITEMS, DOMAIN_OF, SHARES, Asked(questions), 7, random.Random(3))
    assert questions == [ITEMS[0].id]


def test_what_other_settings_asked_is_no_debt_for_months() -> None:
    numbers = tuple(item for item in ITEMS if domain(item.id) == "numbers")
    before = asked_in_turn(12, numbers)
    after = Counter(map(domain, asked_in_turn(50, asked=Asked(before))))
    assert after["numbers"] >= 3
    assert after["clinic"] <= 18


def test_a_round_of_one_domain_that_was_used_up_brings_nothing_else_again() -> None:
    numbers = tuple(item for item in ITEMS if domain(item.id) == "numbers")
    before = asked_in_turn(len(numbers) + 1, numbers)
    after = asked_in_turn(len(ITEMS) - len(numbers), asked=Asked(before))
    assert len(set(after)) == len(after)
    assert not set(after) & set(before)


def test_a_new_round_does_not_begin_with_what_was_asked_just_now() -> None:
    found = asked_in_turn(3 * len(ITEMS))
    places: dict[str, list[int]] = {}
    for place, question in enumerate(found):
        places.setdefault(question, []).append(place)
    gaps = [after - before for each in places.values() for before, after in pairwise(each)]
    assert min(gaps) > LATELY
