"""What every choice promises, whatever the learner answers."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.learning.bank import NOW, WEIGHTS, domain
from tests.learning.lives import EASY, HARD, POINT, TOPIC, Asked, Life, live, lives

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow


def every(count: int) -> settings:
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def no_question_and_no_point_comes_twice_on_a_day(_: Life, log: list[Asked]) -> None:
    points = Counter((each.day, POINT[each.item]) for each in log)
    assert max(points.values()) == 1


def no_topic_comes_three_times_in_a_row(_: Life, log: list[Asked]) -> None:
    topics = [TOPIC[each.item] for each in log]
    assert not any(a == b == c for (a, b), (_, c) in zip(pairwise(topics), pairwise(topics[1:]), strict=False))


def the_beginning_is_easy(_: Life, log: list[Asked]) -> None:
    first = [each.item for each in log[:10]]
    assert set(first[:2]) <= EASY
    assert sum(item in HARD for item in first) <= 2


def returns_take_at_most_eight_of_any_twenty(_: Life, log: list[Asked]) -> None:
    returned = [each.returned for each in log]
    assert all(sum(returned[n : n + 20]) <= 8 for n in range(len(returned)))


def every_domain_has_its_share_of_any_sixty_answers(_: Life, log: list[Asked]) -> None:
    domains = [domain(each.item) for each in log]
    for n in range(len(domains) - 59):
        counts = Counter(domains[n : n + 60])
        assert all(counts[name] >= 0.6 * 0.6 * weight for name, weight in WEIGHTS.items())


def the_first_of_a_day_is_a_return_when_one_is_due(_: Life, log: list[Asked]) -> None:
    for n, each in enumerate(log):
        if each.leads and each.due and n >= 10:
            full = sum(other.returned for other in log[max(n - 19, 0) : n]) >= 8
            one_topic = TOPIC[log[n - 1].item] == TOPIC[log[n - 2].item]
            assert each.returned or full or one_topic


def what_was_missed_waits_two_days_at_least_unless_the_exam_is_near(life: Life, log: list[Asked]) -> None:
    missed: dict[str, int] = {}
    for each in log:
        point = POINT[each.item]
        near = life.exam is not None and (life.exam - (NOW + timedelta(days=each.day)).date()).days < 8
        if point in missed and each.returned and not near:
            assert each.day - missed[point] >= 2
        if not each.known:
            missed[point] = each.day


PROMISES: Final[tuple[Callable[[Life, list[Asked]], None], ...]] = (
    no_question_and_no_point_comes_twice_on_a_day,
    no_topic_comes_three_times_in_a_row,
    the_beginning_is_easy,
    returns_take_at_most_eight_of_any_twenty,
    every_domain_has_its_share_of_any_sixty_answers,
    the_first_of_a_day_is_a_return_when_one_is_due,
    what_was_missed_waits_two_days_at_least_unless_the_exam_is_near,
)


@every(60)
@given(lives())
def test_a_life_keeps_every_promise(life: Life) -> None:
    log = live(life)
    for promise in PROMISES:
        promise(life, log)


@given(st.integers(1, 10**6))
@every(5)
def test_a_known_question_does_not_return_while_new_ones_are_left(seed: int) -> None:
    log = live(Life(1.0, 0.0, 8, tuple(range(20)), None, seed))
    assert len({each.item for each in log}) == len(log)


@pytest.mark.parametrize("a_day", [3, 5, 10])
def test_who_misses_most_still_begins_each_day_with_a_return(a_day: int) -> None:
    for seed in range(2):
        log = live(Life(0.3, 0.0, a_day, tuple(range(30)), None, seed))
        assert all(each.returned for each in log if each.leads and each.due), seed
