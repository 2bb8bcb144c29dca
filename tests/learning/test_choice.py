"""Which question a learner gets: level, focus, and placement."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, timedelta

from bot.learning import Engine, aims
from tests.learning.bank import BLUEPRINT, NOW, WEIGHTS, domain
from tests.learning.lives import CATALOGUE, EASY, HARD, Life, learner, live


def test_eight_new_learners_begin_with_different_questions() -> None:
    begun = {Engine.start(CATALOGUE, BLUEPRINT, None, zone=UTC, seed=seed).choose(NOW) for seed in range(8)}
    assert len(begun) >= 5


def test_the_placement_asks_two_of_each_domain_and_names_a_level() -> None:
    one, asked = learner(), list[str]()
    while item := one.place(NOW, len(asked)):
        one.observe(NOW, item, domain(item) != "rules", 20.0)
        asked.append(item)
    counts = Counter(map(domain, asked))
    assert len(asked) == 15
    assert min(counts[name] for name in WEIGHTS) >= 2
    levels = one.levels(NOW)
    assert min(levels, key=lambda name: levels[name].middle) == "rules"
    assert all(level.low < level.middle < level.high for level in levels.values())
    assert one.readiness(NOW) is None
    assert one.readiness(NOW, fewest=15) is not None


def test_who_is_always_right_gets_hard_questions_and_who_never_is_easy_ones() -> None:
    strong = [each.item for each in live(Life(1.0, 0.0, 5, tuple(range(12)), None, 1))]
    weak = [each.item for each in live(Life(0.0, 0.0, 5, tuple(range(12)), None, 1)) if not each.returned]
    assert sum(item in HARD for item in strong[20:]) / len(strong[20:]) > 0.4
    assert sum(item in EASY for item in weak[20:]) / len(weak[20:]) > 0.4


def test_a_focus_moves_the_shares() -> None:
    heavy = learner()
    heavy.focus = "heavy"
    counts: Counter[str] = Counter()
    for number in range(200):
        now = NOW + timedelta(days=number // 10, seconds=number)
        item = heavy.choose(now)
        assert item is not None
        heavy.observe(now, item, right=True, seconds=20.0)
        counts[domain(item)] += 1
    assert (counts["clinic"] + counts["desk"]) / 200 > 0.65
    assert min(counts[name] for name in WEIGHTS) >= 8


def test_the_weak_focus_leans_to_what_is_known_least() -> None:
    one = learner()
    for topic in range(6):
        one.observe(NOW, f"rules-{topic}-9", right=False, seconds=20.0)
        one.observe(NOW, f"clinic-{topic}-9", right=True, seconds=20.0)
    plain = aims.shares(CATALOGUE, one.mastery, "blueprint", 20486.0)
    weak = dict(zip(CATALOGUE.domains, aims.shares(CATALOGUE, one.mastery, "weak", 20486.0) / plain, strict=True))
    assert weak["rules"] == max(weak.values()) > 1 > weak["clinic"] == min(weak.values()) > 0.5
