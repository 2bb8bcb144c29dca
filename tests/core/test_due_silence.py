"""Silence, the exam day, goodbye, and deletion after two years."""

from __future__ import annotations

import itertools
from datetime import timedelta

from tests.bench import NOON, Stage
from tests.core.dues import FIVE, done, learner, told, until


def test_after_the_exam_a_new_date_or_none_brings_the_questions_back(stage: Stage) -> None:
    for way in ("Keep going without a date", "Set a new date"):
        ann = stage.person(way)
        ann.begin("2026-11-22", "17:00", "Eastern")
    until(stage, FIVE + timedelta(days=4), timedelta(hours=1))
    for way in ("Keep going without a date", "Set a new date"):
        ann = stage.person(way)
        ann.say("/streak")
    assert until(stage, FIVE + timedelta(days=5), timedelta(hours=1)) == []
    ann = stage.person("Keep going without a date")
    ann.say("/settings exam not booked")
    other = stage.person("Set a new date")
    other.say("/settings exam in 4 weeks")
    assert len(until(stage, FIVE + timedelta(days=6), timedelta(minutes=30))) >= 2


def test_the_goodbye_comes_after_thirty_days(stage: Stage) -> None:
    learner(stage)
    sent = until(stage, FIVE + timedelta(days=40), timedelta(hours=1))
    assert "my last message" in sent[-1][1]
    assert (sent[-1][0] - NOON).days == 30


def test_who_has_blocked_the_tutor_is_deleted_after_two_years_all_the_same(stage: Stage) -> None:
    ann = learner(stage)
    ann.leave()
    for days in (700, 729):
        stage.clock.now = NOON + timedelta(days=days, hours=1)
        assert stage.sweep() == []
    stage.clock.now = NOON + timedelta(days=731)
    assert stage.sweep() == []
    with stage.database.transaction() as store:
        assert store.learners.find("telegram", "ann") is None


def test_leaving_makes_nobody_known(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/forget")
    ann.tap("Yes")
    ann.leave()
    with stage.database.transaction() as store:
        assert store.learners.find("telegram", "ann") is None


def test_silence_gets_fewer_messages_and_one_goodbye(stage: Stage) -> None:
    ann = learner(stage)
    sent = until(stage, FIVE + timedelta(days=80), timedelta(hours=1))
    days = [(at - FIVE).days for at, said in sent if "left today" not in said]
    assert days[:7] == [0, 1, 2, 3, 4, 5, 6]
    gaps = [b - a for a, b in itertools.pairwise(days)]
    assert gaps.count(3) >= 3
    assert 7 in gaps
    assert "my last message" in sent[-1][1]
    assert sum("my last message" in said for _, said in sent) == 1
    assert sum("left today" in said for _, said in sent) <= 7
    ann.say("/daily")
    assert len(until(stage, stage.clock.now + timedelta(days=1))) >= 1


def test_the_exam_day_ends_the_pushes_with_one_message(stage: Stage) -> None:
    ann = learner(stage, "2026-11-22", "17:00", "Eastern")
    sent = until(stage, FIVE + timedelta(days=6), timedelta(hours=1))
    assert "exam date has passed" in sent[-1][1]
    assert sum("exam date has passed" in said for _, said in sent) == 1
    ann.say("/settings exam in 4 weeks")
    ann.say("/settings daily on")
    assert len(until(stage, stage.clock.now + timedelta(days=1), timedelta(hours=1))) >= 1


def test_two_years_of_silence_end_with_a_notice_and_deletion(stage: Stage) -> None:
    learner(stage)
    stage.clock.now = NOON + timedelta(days=31)
    stage.sweep()
    stage.clock.now = NOON + timedelta(days=700, hours=1)
    assert "In 30 days I'll delete everything" in told(stage.sweep())
    stage.clock.now += timedelta(days=30)
    assert stage.sweep() == []
    with stage.database.transaction() as store:
        assert store.learners.find("telegram", "ann") is None


def test_who_comes_back_after_the_notice_is_kept(stage: Stage) -> None:
    ann = learner(stage)
    stage.clock.now = NOON + timedelta(days=701)
    stage.sweep()
    ann.say("/daily")
    done(ann)
    stage.clock.now += timedelta(days=29, hours=23)
    until(stage, stage.clock.now + timedelta(days=2), timedelta(hours=6))
    ann.say("/progress")
    assert "Your progress: 5 of 5 known." in ann.text
