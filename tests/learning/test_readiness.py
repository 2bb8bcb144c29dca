from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from tests.learning.bank import NOW, TOPICS, domain, engine

if TYPE_CHECKING:
    from bot.learning import Engine
    from bot.learning.readiness import Readiness


def studied(answers: int, chances: dict[str, float] | None = None, *, chance: float = 0.6) -> Engine:
    learner, rng = engine(), np.random.default_rng(11)
    for number in range(answers):
        now = NOW + timedelta(days=number // 20, seconds=40 * number)
        item = learner.choose(now)
        assert item is not None
        learner.observe(now, item, bool(rng.random() < (chances or {}).get(domain(item), chance)), 20.0)
    return learner


def told(learner: Engine) -> Readiness:
    said = learner.readiness(NOW + timedelta(days=20))
    assert said is not None
    return said


def test_nothing_is_said_before_forty_answers() -> None:
    assert studied(39).readiness(NOW + timedelta(days=20)) is None
    assert studied(40).readiness(NOW + timedelta(days=20)) is not None


def test_ranges_are_in_order_and_between_nothing_and_all() -> None:
    said = told(studied(80))
    for each in (said.score, said.expected, *said.domains.values()):
        assert 0 <= each.low < each.middle < each.high <= 100
    assert 0 <= said.chance.low < said.chance.middle < said.chance.high <= 1
    assert said.score.low < said.expected.low
    assert said.expected.high < said.score.high


def test_the_total_is_the_domains_by_their_weights() -> None:
    said = told(studied(80))
    weights = {"desk": 28, "clinic": 32, "money": 15, "rules": 15, "numbers": 10}
    total = sum(weights[name] * each.middle for name, each in said.domains.items()) / 100
    assert abs(total - said.score.middle) < 1e-6


def test_a_small_domain_is_less_certain() -> None:
    said = told(studied(120))
    assert said.domains["numbers"].high - said.domains["numbers"].low > said.score.high - said.score.low


def test_more_answers_narrow_the_expected_score() -> None:
    few, many = told(studied(60)).expected, told(studied(300)).expected
    assert many.high - many.low < few.high - few.low


def test_who_answers_better_is_readier() -> None:
    weak, strong = told(studied(120, chance=0.4)), told(studied(120, chance=0.95))
    assert weak.score.high < strong.score.low
    assert weak.chance.middle < 0.1
    assert strong.chance.low > 0.5


def test_what_would_move_it_most_lies_where_most_is_missing() -> None:
    said = told(studied(150, {"clinic": 0.25}, chance=0.95))
    assert len(said.topics) == 3
    assert {domain(topic) for topic in said.topics} == {"clinic"}
    assert set(said.topics) <= set(TOPICS)
