"""The learning engine in the product: what is asked changes with the answers, and readiness is said honestly."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.bank.library import Library
from bot.flows import model
from bot.learning import records
from tests.bench import Person, Stage, bank

if TYPE_CHECKING:
    from bot.storage.database import Database

WEAK = "revenue-cycle-finance"


@pytest.fixture(autouse=True)
def _stored_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every answer is stored in the model at once, so that tests can look there."""
    monkeypatch.setattr(model, "STORED_AFTER", 1)


def study(ann: Person, count: int, knows: object = None) -> list[str]:
    """Answer a day's set; return the topics that were asked. `knows` tells whether a topic is known."""
    topics = []
    ann.say("/daily")
    for _ in range(count):
        topics.append(ann.question.topic)
        ann.answer(right=knows is None or bool(knows(topics[-1])))  # type: ignore[operator]
        ann.tap("Next")
    return topics


def asked_in_four_days(stage: Stage, *said: str) -> Counter[str]:
    """Return how often each domain came to someone who knows all but one of them."""
    stage.library = Library(bank(12))
    stage.start()
    ann = stage.person()
    ann.begin()
    for each in ("/settings size 20", *said):
        ann.say(each)
    domain_of, asked = stage.library.domain_of, Counter[str]()
    for day in range(4):
        stage.clock.move(days=1)
        topics = study(ann, 20, lambda topic: domain_of[topic] != WEAK)
        asked.update(domain_of[topic] for topic in topics)
        assert day == 0 or len(set(topics)) >= 8, "a set interleaves topics"
    return asked


def test_a_weak_domain_keeps_its_share_unless_the_learner_asks_for_more(stage: Stage) -> None:
    asked = asked_in_four_days(stage)
    for domain, weight in stage.library.weights.items():
        assert 0.8 <= 100 * asked[domain] / asked.total() / weight <= 1.2, domain


@pytest.mark.parametrize(
    ("focus", "more"), [("weak", [WEAK]), ("heavy", ["clinical-operations", "non-clinical-operations"])]
)
def test_a_focus_asks_more_of_some_and_something_of_every_domain(stage: Stage, focus: str, more: list[str]) -> None:
    asked = asked_in_four_days(stage, f"/settings focus {focus}")
    part = {domain: 100 * asked[domain] / asked.total() / weight for domain, weight in stage.library.weights.items()}
    assert all(part[domain] >= 1.08 for domain in more)
    assert min(part.values()) >= 0.5
    assert max(part, key=lambda domain: part[domain]) in more


def test_a_question_comes_once_a_day(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/settings size 40")
    stage.clock.move(days=1)
    ann.say("/daily")
    stems = set()
    for _ in range(40):
        stems.add(ann.question.stem)
        ann.answer()
        ann.tap("Next")
    assert len(stems) == 40


def test_on_the_exams_day_questions_are_still_there_for_who_asks(stage: Stage) -> None:
    ann = stage.person()
    ann.begin("2026-11-21", "17:00", "Eastern")
    stage.clock.move(days=1)
    ann.say("/practice reporting")
    assert "1 of 10" in ann.text


def test_readiness_is_silent_before_forty_answers_and_a_range_after(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = stage.person()
    ann.begin()
    ann.say("/ready")
    assert "Too early to say." in ann.text
    assert "40 to go" in ann.text
    ann.say("/settings size 10")
    for _ in range(5):
        stage.clock.move(days=1)
        study(ann, 10, lambda topic: topic.startswith(("CLO", "NCO", "REG")))
    ann.say("/ready")
    assert "If the exam were today, you would likely get" in ann.text
    assert "Chance of passing:" in ann.text
    assert "nobody publishes how many right answers" in ann.text
    assert ann.text.count("%\n") >= 4
    ann.say("/progress")
    assert "If the exam were today, you would likely get" in ann.text


def test_the_model_is_rebuilt_from_the_answers(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = stage.person()
    ann.begin()
    study(ann, 5, lambda topic: topic.startswith("CLO"))
    ann.say("/progress")
    shown = ann.text
    with any_database.transaction() as store:
        found = store.learners.find("telegram", "ann")
        assert found is not None
        me = found[0].id or 0
        before = store.models.load(me)
        assert before is not None
        seen = [question for shelf in before.shelves.values() for question in records.unpack(shelf)]
        assert len(set(seen)) == len(seen) == 5, "it has taken the answers in"
        store.models.drop()
    ann.say("/progress")
    assert ann.text == shown
    with any_database.transaction() as store:
        after = store.models.load(me)
        assert after is not None
        assert (after.state, after.shelves) == (before.state, before.shelves)


def kept(stage: Stage) -> tuple[bytes, dict[str, bytes]]:
    """Return what is stored of the one learner's model."""
    with stage.database.transaction() as store:
        stored = store.models.load(1)
        assert stored is not None
        return stored.state, dict(stored.shelves)


@pytest.mark.parametrize("broken", ["model", "memories"])
def test_a_model_of_another_version_is_rebuilt_and_nothing_of_the_log_is_lost(stage: Stage, broken: str) -> None:
    ann = stage.person()
    ann.begin()
    study(ann, 5, lambda topic: topic.startswith("CLO"))
    ann.say("/practice reporting 3")
    for right in (True, False, True):
        ann.answer(right=right)
        if right:
            ann.tap("I guessed")
        ann.tap("Next")
    ann.say("/mock 5")
    ann.tap("Explain at the end")
    for _ in range(5):
        ann.answer(right=False)
    ann.say("/progress")
    before, shown = kept(stage), ann.text
    assert sum(len(records.unpack(shelf)) for shelf in before[1].values()) == 13
    with stage.database.transaction() as store:
        stored = store.models.load(1)
        assert stored is not None
        another = stored.stamp._replace(built_at=None)  # so that the model in memory is not used
        if broken == "model":
            store.models.put(1, b"\xff" * 64, another, {})
        else:
            store.models.put(1, stored.state, another, {next(iter(before[1])): b"\xff" * 64})
    ann.say("/progress")
    assert ann.text == shown
    assert kept(stage) == before


def test_an_answer_stores_the_memories_of_its_topic_alone(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    study(ann, 5)
    ann.say("/progress")
    before = kept(stage)[1]
    ann.say("/practice CLO-09 1")
    ann.answer()
    ann.say("/progress")
    after = kept(stage)[1]
    assert {topic for topic in after if after[topic] != before.get(topic)} == {"CLO-09"}
    assert len(after["CLO-09"]) < 200


def test_a_guess_that_the_model_has_taken_in_is_taken_back(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.answer()
    ann.tap("Next")
    stage.clock.move(minutes=1)
    ann.tap("I guessed")
    stage.clock.move(minutes=1)
    ann.say("/progress")
    with stage.database.transaction() as store:
        found = store.learners.find("telegram", "ann")
        assert found is not None
        me = found[0].id or 0
        stored = store.models.load(me)
        assert stored is not None
        store.models.drop()
    ann.say("/daily")
    assert "2 of 5" in ann.text
    with stage.database.transaction() as store:
        rebuilt = store.models.load(me)
        assert rebuilt is not None
        assert rebuilt.shelves == stored.shelves, "the rebuilt model includes the guess"


def test_the_placement_asks_fifteen_and_explains_after(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.tap("Find my level")
    topics = []
    for number in range(15):
        assert f"{number + 1} of 15" in ann.text
        topics.append(ann.question.topic)
        ann.answer(right=number % 2 == 0)
    assert "Placement: 8 of 15 right" in ann.text
    assert "15 questions give only a rough idea" in ann.text
    for domain in stage.library.bank.blueprint.domains:
        assert re.search(rf"^{domain.name}: \d+ to \d+(, [a-z ]+)?$", ann.text, re.MULTILINE)
    assert "Your daily sets have the same mix as the exam." in ann.text
    assert len(set(topics)) >= 12
    ann.tap("Review the 7 missed")
    assert "Source:" in ann.text
    ann.say("/ready")
    [low, high] = map(int, re.findall(r"likely get (\d+) to (\d+) of 100 right", ann.text)[0])
    assert high - low >= 20
    assert "a wide first range" in ann.text
    ann.say("/progress")
    assert "If the exam were today, you would likely get" in ann.text
    assert "too early to name your weakest topics" in ann.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/result", "How did the exam go?"),
        ("/result passed", "When did you take it?"),
        ("/result passed today", "Congratulations"),
        ("/result passed 412 2026-11-19", "Congratulations"),
        ("/result not passed 371 today", "For your next attempt, start with:"),
        ("/result failed yesterday", "For your next attempt, start with:"),
        ("/result passed 999", "couldn't read that"),
        ("/result passed 412 2027-01-01", "is still ahead"),
        ("/result passed 412 2026-02-30", "no such day"),
        ("/result maybe", "couldn't read that"),
    ],
)
def test_the_exams_result(stage: Stage, typed: str, said: str) -> None:
    ann = stage.person()
    ann.begin()
    ann.say(typed)
    assert said in ann.text


def test_after_a_failed_exam_a_new_date_begins_the_way_again(stage: Stage) -> None:
    ann = stage.person()
    ann.begin("2026-11-21", "17:00", "Eastern")
    stage.clock.move(days=2)
    ann.say("/result not passed 371 2026-11-21")
    ann.say("in 6 weeks")
    assert "6 weeks to your exam on January 3, 2027" in ann.text
    stage.clock.now += timedelta(hours=6)
    assert len(stage.sweep()) == 1
    ann.say("/export")


def test_the_result_is_told_by_a_button_after_the_exam(stage: Stage) -> None:
    ann = stage.person()
    ann.begin("2026-11-21", "17:00", "Eastern")
    stage.clock.move(days=2, hours=6)
    [push] = stage.sweep()
    ann.seen += push.replies
    ann.tap("Tell me how it went")
    ann.tap("I passed")
    assert "Congratulations" in ann.text
    stage.clock.move(days=3)
    assert stage.sweep() == []
