"""Forms of the simulation, and what is counted from them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.catalogue import Item
from bot.learning.exam_forms import Bank, Outline, form, needs, repeats, shortage
from bot.learning.exam_scoring import Mark, chance, outcome

WEIGHTS = {"nco": 28.0, "clo": 32.0, "rcf": 15.0, "reg": 15.0, "rep": 10.0}
FULL = Outline(100, 25, 125)
SIZES = pytest.mark.parametrize("outline", [FULL, FULL.half()])


def bank(per_topic: int = 10, topics: int = 6) -> Bank:
    domain_of = {f"{domain}-{n}": domain for domain in WEIGHTS for n in range(topics)}
    return Bank([Item(f"{t}-{n}", t) for t in domain_of for n in range(per_topic)], domain_of, WEIGHTS)


def domains(held: Bank, questions: list[str]) -> Counter[str]:
    topic = {item.id: item.topic for item in held.items}
    return Counter(held.domain_of[topic[question]] for question in questions)


def test_the_exam_is_100_and_25_in_the_exams_proportions() -> None:
    assert {domain: scored for domain, (scored, _) in needs(FULL, WEIGHTS).items()} == WEIGHTS
    assert [unscored for _, unscored in needs(FULL, WEIGHTS).values()] == [7, 8, 4, 4, 2]
    half = needs(FULL.half(), WEIGHTS)
    assert [scored for scored, _ in half.values()] == [11, 13, 6, 6, 4]
    assert sum(unscored for _, unscored in half.values()) == 10
    assert (FULL.size, FULL.half().size, FULL.half().minutes) == (125, 50, 50)


@SIZES
@pytest.mark.parametrize("seed", range(20))
def test_a_form_has_no_question_twice_and_every_domain_its_share(outline: Outline, seed: int) -> None:
    held = bank()
    slots = form(held, outline, set(), {}, random.Random(seed))
    assert len({slot.question for slot in slots}) == len(slots) == outline.size
    wanted = needs(outline, WEIGHTS)
    for scored, index in ((True, 0), (False, 1)):
        counted = domains(held, [slot.question for slot in slots if slot.scored is scored])
        assert counted == {domain: both[index] for domain, both in wanted.items()}


@SIZES
def test_unscored_questions_stand_everywhere_without_a_pattern(outline: Outline) -> None:
    drawn = [form(bank(), outline, set(), {}, random.Random(seed)) for seed in range(400)]
    places = Counter(n for slots in drawn for n, slot in enumerate(slots) if not slot.scored)
    assert all(40 < places[n] < 130 for n in range(outline.size)), "each place is unscored in about a fifth of forms"
    for slots in drawn:
        at = [n for n, slot in enumerate(slots) if not slot.scored]
        assert max(b - a for a, b in pairwise(at)) <= 9


def test_topics_are_spread() -> None:
    slots = form(bank(), FULL, set(), {}, random.Random(1))
    topics = Counter(slot.question.rpartition("-")[0] for slot in slots if slot.question.startswith("clo"))
    assert set(topics.values()) <= {6, 7}


def test_nothing_comes_again_until_the_bank_is_used_up_then_what_was_not_seen_for_longest() -> None:
    held, rng = bank(), random.Random(3)
    earlier: set[str] = set()
    last: dict[str, float] = {}
    for number in range(1, 7):
        owed = repeats(held, FULL, earlier)
        slots = form(held, FULL, earlier, last, rng)
        again = [slot for slot in slots if slot.question in earlier]
        assert len(again) == owed
        for domain in WEIGHTS:
            mine = [item.id for item in held.within(domain)]
            old = [question for question in mine if question in earlier]
            taken = [slot.question for slot in again if slot.question in old]
            fresh = [question for question in mine if question not in earlier]
            assert not taken or all(any(slot.question == each for slot in slots) for each in fresh)
            oldest = sorted(last[question] for question in old)[: len(taken)]
            assert sorted(last[question] for question in taken) == oldest
        earlier |= {slot.question for slot in slots}
        last |= dict.fromkeys((slot.question for slot in slots), float(number))
    assert owed == 125


def test_what_comes_again_is_unscored_as_far_as_possible() -> None:
    held = bank()
    fresh = {item.id for domain in WEIGHTS for item in held.within(domain)[: needs(FULL, WEIGHTS)[domain][0]]}
    earlier = {item.id for item in held.items} - fresh
    slots = form(held, FULL, earlier, {}, random.Random(1))
    assert all((slot.question in fresh) is slot.scored for slot in slots)


def test_questions_from_elsewhere_come_after_those_never_seen() -> None:
    held = bank()
    seen = {item.id: 1.0 for item in held.items if item.id.endswith(("-0", "-1"))}
    slots = form(held, FULL, set(), seen, random.Random(5))
    assert not [slot for slot in slots if slot.question in seen]


def test_a_bank_that_is_too_small_says_where() -> None:
    held = bank(per_topic=2)
    assert shortage(held, FULL) == {"nco": (12, 35), "clo": (12, 40), "rcf": (12, 19), "reg": (12, 19)}
    assert shortage(bank(), FULL) == {}
    assert set(shortage(held, FULL.half())) == {"nco", "clo"}
    with pytest.raises(ValueError, match="too few"):
        form(held, FULL, set(), {}, random.Random(1))


def test_equal_seeds_draw_equal_forms() -> None:
    one, other, third = (form(bank(), FULL, set(), {}, random.Random(seed)) for seed in (1, 1, 2))
    assert one == other != third


MARKS = st.builds(
    Mark,
    position=st.just(0),
    domain=st.sampled_from(sorted(WEIGHTS)),
    scored=st.booleans(),
    flagged=st.booleans(),
    drafts=st.text("0123", max_size=4),
    seconds=st.floats(0, 7500),
)


@given(st.lists(MARKS, min_size=1, max_size=125))
def test_the_parts_of_an_outcome_add_up(drawn: list[Mark]) -> None:
    marks = [replace(mark, position=n) for n, mark in enumerate(drawn, 1)]
    found = outcome(marks, sorted(WEIGHTS), seconds=sum(mark.seconds for mark in marks), minutes=125)
    assert sum(each.right for each in found.domains) == found.score.right
    assert sum(each.total for each in found.domains) == found.score.total
    assert found.score.total + found.unscored.total == len(marks) == found.size
    assert found.score.right + found.unscored.right + len(found.missed) == len(marks)
    assert set(found.lost) <= set(found.missed)
    assert not set(found.won) & set(found.missed)
    assert len(found.lost) + len(found.won) <= found.changed
    slow = [each.seconds for each in found.slowest]
    rest = [s for p, s in found.times if p not in {each.position for each in found.slowest}]
    assert slow == sorted(slow, reverse=True)
    assert len(slow) <= 10
    assert all(each <= min(slow, default=0) for each in rest)


@pytest.mark.parametrize(
    ("drafts", "right", "lost", "won"),
    [
        ("", False, False, False),
        ("0", True, False, False),
        ("2", False, False, False),
        ("02", False, True, False),
        ("20", True, False, True),
        ("102", False, True, False),
        ("010", True, False, True),
        ("12", False, False, False),
    ],
)
def test_what_a_change_is_called(drafts: str, *, right: bool, lost: bool, won: bool) -> None:
    mark = Mark(1, "nco", scored=True, flagged=False, drafts=drafts, seconds=1)
    assert (mark.right, mark.lost, mark.won) == (right, lost, won)


@given(st.integers(0, 99), st.sampled_from([40, 100]))
def test_the_chance_to_pass_is_a_range_that_grows_with_right_answers(right: int, total: int) -> None:
    right = min(right, total - 1)
    less, more = chance(right, total), chance(right + 1, total)
    assert 0 <= less.low <= less.middle <= less.high <= 1 + 1e-9
    assert less.low <= more.low
    assert less.high <= more.high


def test_the_chance_to_pass_of_known_cases() -> None:
    """Without any answer every score from 0 to 100 is as likely."""
    assert chance(0, 100).high < 1e-9
    assert chance(100, 100).low > 1 - 1e-6
    assert 0.4 < chance(72, 100).middle < 0.6
    flat = chance(0, 0)
    assert flat.high == pytest.approx(35 / 101)
    assert flat.low == pytest.approx(23 / 101)
