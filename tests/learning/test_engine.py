from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from bot.learning import Engine, StaleStateError, State, catalogue
from bot.learning.engine import PLACEMENT
from bot.learning.state import VERSION
from tests.learning.bank import BLUEPRINT, EXAM, ITEMS, NOW, TOPICS, Blueprint, domain, engine

IDS = {item.id for item in ITEMS}


def study(learner: Engine, answers: int, now: datetime = NOW, *, a_day: int = 20, chance: float = 0.6) -> list[str]:
    """Answer some questions, `a_day` on each day; return which were asked."""
    rng, asked = np.random.default_rng(1), []
    for number in range(answers):
        at = now + timedelta(days=number // a_day, seconds=40 * (number % a_day))
        item = learner.choose(at)
        assert item is not None
        learner.observe(at, item, bool(rng.random() < chance), 20.0)
        asked.append(item)
    return asked


def test_no_question_comes_twice_on_a_day() -> None:
    asked = study(engine(), 200, a_day=200)
    assert len(set(asked)) == 200


def test_a_day_turns_at_four_in_the_zone() -> None:
    zone = ZoneInfo("America/New_York")
    learner = engine(zone=zone)
    evening = datetime(2026, 2, 2, 23, tzinfo=zone).astimezone(UTC)
    only = {"desk-0-0"}
    learner.observe(evening, "desk-0-0", right=False, seconds=20.0)
    assert learner.choose(evening + timedelta(hours=4, minutes=50), within=only) is None
    assert learner.choose(evening + timedelta(hours=5, minutes=1), within=only) == "desk-0-0"


def test_equal_seeds_and_answers_give_equal_questions() -> None:
    assert study(engine(), 60) == study(engine(), 60)
    assert study(engine(), 60) != study(engine(seed=8), 60)


def test_exclude_and_within_are_kept() -> None:
    learner, within = engine(), {item.id for item in ITEMS if item.topic == "rules-2"}
    asked: set[str] = set()
    while item := learner.choose(NOW, exclude=asked | {"rules-2-3"}, within=within):
        asked.add(item)
    assert asked == within - {"rules-2-3"}


def test_nothing_is_asked_from_the_day_of_the_exam_on() -> None:
    learner = engine()
    assert learner.choose(datetime(2026, 3, 2, 3, 59, tzinfo=UTC)) in IDS
    assert learner.choose(datetime(2026, 3, 2, 4, 0, tzinfo=UTC)) is None
    assert learner.choose(datetime(2026, 4, 2, 18, tzinfo=UTC)) is None


def test_a_changed_date_counts_at_once() -> None:
    learner, after = engine(), datetime(2026, 3, 3, 18, tzinfo=UTC)
    assert learner.choose(after) is None
    learner.exam_date = date(2026, 4, 1)
    assert learner.choose(after) in IDS
    learner.exam_date = None
    assert learner.choose(after + timedelta(days=400)) in IDS


def test_a_set_interleaves_topics_and_is_what_choose_begins_with() -> None:
    learner = engine()
    study(learner, 100)
    later = NOW + timedelta(days=5)
    planned = learner.plan(later, 20)
    topics = [item.rsplit("-", 1)[0] for item in planned]
    assert planned[0] == learner.choose(later)
    assert len(set(planned)) == 20
    assert max(Counter(topics).values()) <= 4
    assert sum(a == b for a, b in pairwise(topics)) <= 2


def test_the_heavy_domains_come_first() -> None:
    first = Counter(domain(item) for item in study(engine(), 20, a_day=20))
    assert first["clinic"] + first["desk"] >= 12


def test_the_placement_tells_more_of_the_exam_than_other_questions() -> None:
    placed, plain = engine(), engine()
    for number in range(PLACEMENT):
        item = placed.place(NOW, number)
        assert item is not None
        placed.observe(NOW, item, number % 2 > 0, 20.0)
        plain.observe(NOW, f"numbers-{number % 6}-{number // 6}", number % 2 > 0, 20.0)
    assert placed.place(NOW, PLACEMENT) is None
    share = placed.catalogue.worth
    assert share @ placed.mastery.covariance(2e4) @ share < share @ plain.mastery.covariance(2e4) @ share


def test_when_all_of_a_domain_was_seen_known_questions_fill_the_set_longest_not_seen_first() -> None:
    learner = engine(None)
    asked = study(learner, 480, a_day=40, chance=1.0)
    clinic = [item for item in asked if domain(item) == "clinic"]
    whole = {item for item in IDS if domain(item) == "clinic"}
    assert set(clinic[: len(whole)]) == whole
    fillers = clinic[len(whole) :]
    assert len(fillers) > 60
    assert np.mean([clinic.index(item) < 2 * n + 20 for n, item in enumerate(fillers[:36])]) == 1


def test_a_resumed_learner_goes_on_as_if_never_put_away() -> None:
    whole, parts = engine(), engine()
    expected = study(whole, 45)
    asked = []
    for number in range(45):
        parts = Engine.resume(ITEMS, BLUEPRINT, EXAM, parts.state(), zone=UTC, seed=7)
        now = NOW + timedelta(days=number // 20, seconds=40 * (number % 20))
        item = parts.choose(now)
        assert item is not None
        asked.append(item)
        index = whole.catalogue.number[item]
        parts.observe(now, item, not whole.memories.missed[index], 20.0)
    assert asked == expected
    assert parts.state() == whole.state()


def test_the_state_is_small() -> None:
    learner = engine()
    study(learner, 100)
    state = learner.state()
    assert len(state.topics) < 12_000
    assert 60 <= len(state.memories) <= 100
    assert max(map(len, state.memories.values())) <= 64
    assert set(state.memories) <= IDS


def test_a_question_that_left_the_bank_is_remembered_until_it_returns() -> None:
    learner = engine()
    learner.observe(NOW, "desk-0-0", right=True, seconds=20.0)
    without = Engine.resume(ITEMS[1:], BLUEPRINT, EXAM, learner.state(), zone=UTC, seed=7)
    assert without.choose(NOW, within={"desk-0-0"}) is None
    assert without.state().memories == learner.state().memories


def test_a_state_of_another_blueprint_or_version_is_refused() -> None:
    older = bytes([VERSION - 1]) + engine().state().topics[1:]
    smaller = Blueprint(BLUEPRINT.domains[:4])
    items = tuple(item for item in ITEMS if domain(item.id) != "numbers")
    with pytest.raises(StaleStateError):
        Engine.resume(items, smaller, EXAM, engine().state(), zone=UTC, seed=7)
    with pytest.raises(StaleStateError):
        Engine.resume(ITEMS, BLUEPRINT, EXAM, replace(engine().state(), topics=older), zone=UTC, seed=7)


def test_a_catalogue_serves_many_learners() -> None:
    shared = catalogue(ITEMS, BLUEPRINT)
    one = Engine.start(shared, BLUEPRINT, EXAM, zone=UTC, seed=7)
    assert study(one, 30) == study(engine(), 30)


def test_an_unknown_id_changes_nothing() -> None:
    learner = engine()
    learner.observe(NOW, "gone", right=True, seconds=20.0)
    assert learner.state() == engine().state()


def ability(*, right: bool, seconds: float, guessed: bool = False) -> float:
    learner = engine()
    for number in range(10):
        learner.observe(NOW, f"numbers-1-{number}", number % 2 > 0, 20.0)
    learner.observe(NOW, "desk-0-1", right, seconds, guessed)
    return float(learner.mastery.ability(NOW.timestamp() / 86400)[0][1])


def test_a_guess_counts_as_not_known() -> None:
    assert ability(right=True, seconds=20.0, guessed=True) < ability(right=True, seconds=20.0)
    assert ability(right=False, seconds=20.0) <= ability(right=True, seconds=20.0, guessed=True)


def test_an_answer_without_reading_tells_little() -> None:
    assert (
        ability(right=False, seconds=20.0)
        < ability(right=False, seconds=1.0)
        < ability(right=True, seconds=1.0)
        < ability(right=True, seconds=20.0)
    )


def test_a_right_answer_that_took_long_tells_less() -> None:
    assert ability(right=True, seconds=90.0) < ability(right=True, seconds=20.0)


def test_the_weakest_topics_are_those_answered_wrong() -> None:
    learner = engine()
    for number in range(12):
        learner.observe(NOW, f"rules-3-{number}", right=False, seconds=20.0)
        learner.observe(NOW, f"desk-1-{number}", right=True, seconds=20.0)
    weakest = learner.weakest(NOW, len(TOPICS), fewest=0)
    assert weakest[0][0] == "rules-3"
    assert weakest[-1][0] == "desk-1"
    assert learner.weakest(NOW, 3, fewest=0) == weakest[:3]


def test_no_topic_is_called_weak_before_three_answers() -> None:
    learner = engine()
    for number in range(2):
        learner.observe(NOW, f"rules-3-{number}", right=False, seconds=20.0)
    assert learner.weakest(NOW, 3) == []
    learner.observe(NOW, "rules-3-2", right=False, seconds=20.0)
    assert [topic for topic, _ in learner.weakest(NOW, 3)] == ["rules-3"]


def test_only_the_record_of_an_answered_question_is_stored() -> None:
    learner = engine()
    study(learner, 60)
    resumed = Engine.resume(ITEMS, BLUEPRINT, EXAM, learner.state(), zone=UTC, seed=7)
    assert resumed.changed_records() == {}
    item = resumed.choose(NOW + timedelta(days=9))
    assert item is not None
    resumed.observe(NOW + timedelta(days=9), item, right=False, seconds=20.0)
    assert set(resumed.changed_records()) == {item}
    patched = dict(learner.state().memories) | resumed.changed_records()
    assert State(resumed.packed_topics(), patched) == resumed.state()
