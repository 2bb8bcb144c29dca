"""The bank as it is shipped."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest

from bot.authoring.lint.check import check
from bot.bank.facts import load_facts
from bot.learning import exam_forms
from bot.learning.catalogue import Item
from tests.bench import CONTENT, shipped

FULL = exam_forms.Outline(100, 25, 125)


@pytest.mark.slow
def test_every_goal_is_reached() -> None:
    report = check(CONTENT, goals=True, today=date(2026, 11, 26))
    assert [fault for fault in report.faults if fault.severity == "fault"] == []
    assert [row for row in report.rows if not row.passed] == []
    assert len(shipped().bank.published) >= 1250


@pytest.mark.parametrize("seed", range(3))
def test_nine_simulations_repeat_no_question_and_none_asks_a_point_twice(seed: int) -> None:
    rng, blueprint = random.Random(seed), shipped().bank.blueprint
    items = [Item(q.id, q.topic, point=q.point_id) for q in shipped().bank.published]
    point_of = {item.id: item.point for item in items}
    domain_of = {t: blueprint.domain_of(t).id for t in blueprint.topic_ids}
    bank = exam_forms.Bank(items, domain_of, {domain.id: float(domain.weight) for domain in blueprint.domains})
    used: list[str] = []
    for _ in range(9):
        drawn = [slot.question for slot in exam_forms.form(bank, FULL, used, {}, rng)]
        assert len({point_of[question] for question in drawn}) == FULL.size
        used += drawn
    assert len(set(used)) == 9 * FULL.size


def test_the_reason_under_a_key_does_not_repeat_the_headline() -> None:
    words = re.compile(r"[\w-]+")
    repeated = [
        each.id
        for each in shipped().bank.published
        if set(words.findall(each.key.why.lower())) == set(words.findall(each.brief.lower()))
    ]
    assert repeated == []


def test_the_glossary_answers_for_both_meanings_of_an_abbreviation() -> None:
    assert len(shipped().bank.glossary.terms) >= 450
    assert {term.topic for term in shipped().bank.glossary.terms} <= set(shipped().bank.blueprint.topic_ids)


def test_every_topic_has_a_note_and_questions() -> None:
    assert set(shipped().bank.notes) == set(shipped().bank.blueprint.topic_ids)
    assert all(len(questions) >= 8 for questions in shipped().bank.by_topic.values())


def test_about_is_made_from_the_facts() -> None:
    assert len(load_facts(CONTENT).about) >= 5
