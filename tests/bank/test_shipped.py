"""The bank as it is shipped."""

from __future__ import annotations

import random
from datetime import date

import pytest

from bot.authoring.lint.check import check
from bot.bank.facts import load_facts
from bot.bank.loader import load
from bot.learning.catalogue import Item
from bot.learning.quiz_selection import allocate, paper
from tests.bench import CONTENT

BANK = load(CONTENT)
SIMULATION = 125


def test_every_goal_is_reached() -> None:
    report = check(CONTENT, goals=True, today=date(2026, 11, 20))
    assert [fault for fault in report.faults if fault.severity == "fault"] == []
    assert [row for row in report.rows if not row.passed] == []
    assert len(BANK.published) >= 650


@pytest.mark.parametrize("seed", range(3))
def test_five_simulations_are_drawn_without_a_repeat(seed: int) -> None:
    rng = random.Random(seed)
    domain_of = {t: BANK.blueprint.domain_of(t).id for t in BANK.blueprint.topic_ids}
    weights = {domain.id: float(domain.weight) for domain in BANK.blueprint.domains}
    used: set[str] = set()
    for _ in range(5):
        items = [Item(q.id, q.topic) for q in BANK.published if q.id not in used]
        counts, _ = allocate(SIMULATION, weights, {}, rng)
        drawn = paper(items, domain_of, counts, {}, rng)
        assert len(drawn) == SIMULATION
        used.update(drawn)
    assert len(used) == 5 * SIMULATION


def test_every_topic_has_a_note_and_questions() -> None:
    assert set(BANK.notes) == set(BANK.blueprint.topic_ids)
    assert all(len(questions) >= 5 for questions in BANK.by_topic.values())


def test_about_is_made_from_the_facts() -> None:
    assert len(load_facts(CONTENT).about) >= 5
