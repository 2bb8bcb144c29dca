"""Averages of a class: arithmetic on what the members' models say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from bot.learning import classroom
from bot.learning.readiness import Chance
from tests.learning.bank import NOW
from tests.learning.test_readiness import studied

LATER = NOW + timedelta(days=20)


def test_one_member_stands_where_their_own_readiness_does() -> None:
    engine = studied(80)
    known = classroom.knowledge(engine, LATER)
    own, found = engine.levels(LATER), classroom.domains(engine.catalogue, [known] * classroom.FEW)
    for domain, likely in found.items():
        assert likely.middle == pytest.approx(own[domain].middle)
        assert own[domain].low < likely.low, "without the luck of a single exam's questions"


def test_more_members_narrow_the_range_but_not_to_nothing() -> None:
    engine = studied(80)
    known = classroom.knowledge(engine, LATER)
    few, many = (classroom.topics(engine.catalogue, [known] * count) for count in (classroom.FEW, 500))
    for topic, likely in few.items():
        assert many[topic].middle == pytest.approx(likely.middle)
        assert 5 < many[topic].high - many[topic].low < likely.high - likely.low


def test_fewer_than_five_are_given_in_steps_of_five() -> None:
    engine = studied(80)
    known = classroom.knowledge(engine, LATER)
    for count in range(1, classroom.FEW):
        for likely in classroom.topics(engine.catalogue, [known] * count).values():
            assert {likely.low % 5, likely.high % 5} == {0}
            assert likely.low <= likely.middle <= likely.high


def test_what_is_to_gain_is_the_exams_points_that_are_missed() -> None:
    engine = studied(80)
    known = classroom.knowledge(engine, LATER)
    gains = classroom.to_gain(engine.catalogue, [known, known])
    points = list(gains.values())
    assert points == sorted(points, reverse=True)
    score = 100 * float(engine.catalogue.worth @ known.topics)
    assert sum(points) == pytest.approx(100 * known.best - score)
    perfect = replace(known, topics=np.full_like(known.topics, 0.99))
    assert sum(classroom.to_gain(engine.catalogue, [perfect]).values()) == 0
    half = classroom.to_gain(engine.catalogue, [known, perfect])
    assert sum(half.values()) == pytest.approx(sum(points) / 2, abs=2)


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ([], (0, 0)),
        ([(0.9, 0.95, 1.0)], (0, 1)),
        ([(0.5, 0.6, 0.7)] * 10, (5, 7)),
        ([(0.51, 0.6, 0.71)] * 10, (5, 8)),
        ([(1.0, 1.0, 1.0)] * 3, (3, 3)),
        ([(0.0, 0.0, 0.0)] * 3, (0, 0)),
    ],
)
def test_expected_passes_are_the_sum_of_the_chances(
    chances: list[tuple[float, float, float]], expected: tuple[int, int]
) -> None:
    assert classroom.expected_passes([Chance(*each) for each in chances]) == expected
