"""Leases, retries, where a push goes, and the pace of all processes."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.chat import Delivery, flat
from tests.bench import Person, Stage
from tests.core.dues import FIVE, learner, until

if TYPE_CHECKING:
    from bot.storage.database import Database


def linked(stage: Stage) -> tuple[Person, Person]:
    ann = learner(stage)
    other = stage.person("ann#1", "discord")
    ann.join(other)
    return ann, other


def test_who_is_gone_on_one_platform_gets_the_question_on_the_other(stage: Stage) -> None:
    ann, _ = linked(stage)
    stage.clock.now = FIVE
    [push] = stage.pushes("discord")
    stage.tutor.settle(push.id, Delivery("gone"))
    assert len(stage.sweep("telegram")) == 1
    ann.leave()
    stage.clock.now = FIVE + timedelta(days=1)
    assert stage.sweep("telegram") == []
    assert stage.sweep("discord") == []


def test_a_delivery_is_settled_on_the_account_that_it_went_to(stage: Stage) -> None:
    ann, other = linked(stage)
    ann.say("/streak")
    stage.clock.now = FIVE
    [push] = stage.pushes("telegram")
    other.say("/streak")
    stage.tutor.settle(push.id, Delivery("sent", chat="chat-ann"))
    stage.clock.now = FIVE + timedelta(days=1)
    [push] = stage.pushes("discord")
    assert push.address.chat == "chat-ann#1"


def test_a_claim_belongs_to_one_process_until_its_lease_ends(any_database: Database) -> None:
    stage = Stage(any_database)
    learner(stage)
    stage.clock.now = FIVE
    [push] = stage.pushes()
    assert stage.pushes() == []
    stage.clock.move(seconds=61)
    [again] = stage.pushes()
    assert flat(again.replies[-1].body) == flat(push.replies[-1].body)
    assert again.replies[-1].rows == push.replies[-1].rows
    assert again.id != push.id
    assert str(again.id) == str(push.id), "the platform's name for the message, by which it drops a repeat"
    stage.tutor.settle(push.id, Delivery("sent"))
    stage.clock.move(seconds=61)
    assert len(stage.pushes()) == 1, "the first claim's word came too late to count"


def test_deliveries_are_settled_together_each_by_its_own_lease(any_database: Database) -> None:
    stage = Stage(any_database)
    people = {name: stage.person(name) for name in ("ann", "bob", "cyd")}
    for person in people.values():
        person.begin()
    stage.clock.now = FIVE
    pushes = {push.address.user: push for push in stage.pushes()}
    people["bob"].say("/settings time 8 PM")  # moves the row, so that the lease is no more
    outcomes = {"ann": Delivery("sent"), "bob": Delivery("sent"), "cyd": Delivery("retry", retry_after=600)}
    stage.tutor.settle_all([(pushes[name].id, outcome) for name, outcome in outcomes.items()])
    stage.clock.now = FIVE + timedelta(minutes=9)
    assert stage.pushes() == []
    stage.clock.now = FIVE + timedelta(minutes=11)
    assert [push.address.user for push in stage.sweep()] == ["cyd"]
    stage.clock.now = FIVE + timedelta(hours=3)
    assert "bob" in {push.address.user for push in stage.sweep()}
    stage.clock.now = FIVE + timedelta(days=1)
    assert {push.address.user for push in stage.sweep()} >= {"ann", "cyd"}


def test_what_is_due_once_is_gone_once_it_was_delivered(stage: Stage) -> None:
    learner(stage)
    stage.clock.now = FIVE
    stage.sweep()
    assert kinds(stage) >= {"daily", "late"}
    stage.clock.move(hours=4)
    assert len(stage.sweep()) == 1
    assert "late" not in kinds(stage)


def kinds(stage: Stage) -> set[str]:
    with stage.database.engine.connect() as connection:
        return set(connection.execute(text("SELECT kind FROM due")).scalars())


def test_a_failed_delivery_is_tried_again_and_a_retry_after_is_kept(stage: Stage) -> None:
    learner(stage)
    stage.clock.now = FIVE
    [push] = stage.pushes()
    stage.tutor.settle(push.id, Delivery("retry", retry_after=90))
    stage.clock.move(seconds=89)
    assert stage.pushes() == []
    stage.clock.move(seconds=2)
    assert len(stage.sweep()) == 1


def test_who_is_gone_is_left_alone_until_they_return(stage: Stage) -> None:
    ann = learner(stage)
    stage.clock.now = FIVE
    [push] = stage.pushes()
    stage.tutor.settle(push.id, Delivery("gone"))
    assert until(stage, FIVE + timedelta(days=3), timedelta(hours=1)) == []
    ann.say("/daily")
    assert len(until(stage, FIVE + timedelta(days=4), timedelta(hours=1))) >= 1


def test_who_left_is_left_alone_until_they_return(stage: Stage) -> None:
    ann = learner(stage)
    assert ann.leave() == []
    assert until(stage, FIVE + timedelta(days=1), timedelta(hours=1)) == []
    ann.say("/start")
    assert len(until(stage, FIVE + timedelta(days=2), timedelta(hours=1))) >= 1


def test_the_courier_names_a_chat_that_was_not_known(stage: Stage) -> None:
    ann = stage.person("bea", "discord", chat="guild-channel", space="guild")
    ann.begin()
    stage.clock.now = FIVE
    [push] = stage.pushes("discord")
    assert push.address.direct
    assert push.address.chat == ""
    stage.tutor.settle(push.id, Delivery("sent", chat="dm-7"))
    stage.clock.now = FIVE + timedelta(days=1)
    [push] = stage.pushes("discord")
    assert push.address.chat == "dm-7"


def test_pushes_go_where_the_learner_was_last(stage: Stage) -> None:
    ann = learner(stage)
    other = stage.person("ann#1", "discord")
    ann.join(other)
    stage.clock.now = FIVE
    assert stage.pushes("telegram") == []
    assert len(stage.sweep("discord")) == 1
    ann.say("/streak")
    stage.clock.now = FIVE + timedelta(days=1)
    assert stage.pushes("discord") == []
    assert len(stage.sweep("telegram")) == 1


@pytest.mark.parametrize("rate", [5.0, 20.0])
def test_the_pace_of_all_processes_together(any_database: Database, rate: float) -> None:
    stage = Stage(any_database)
    for n in range(20):
        stage.person(f"u{n}").begin()
    stage.clock.now = FIVE
    sent: list[datetime] = []
    for _ in range(int(30 / rate) * 4):
        for _process in range(3):
            pushes = stage.pushes(rate=rate)
            sent += [push.at for push in pushes]
            for push in pushes:
                stage.tutor.settle(push.id, Delivery("sent"))
        stage.clock.move(seconds=0.25)
    assert len(sent) == 20
    assert len(set(sent)) == 20
    gaps = [(b - a).total_seconds() for a, b in itertools.pairwise(sorted(sent))]
    assert min(gaps) >= 1 / rate - 0.001
    assert max(sent) - FIVE <= timedelta(seconds=20 / rate + 1.5)


def test_a_row_that_fails_holds_nobody_else_up(stage: Stage) -> None:
    stage.person("ann").begin()
    stage.broken()
    stage.person("bob").begin()
    stage.clock.now = FIVE
    assert [push.address.user for push in stage.sweep()] == ["bob"]


def test_waiting_says_what_is_due_and_how_late(stage: Stage) -> None:
    learner(stage)
    assert stage.tutor.waiting(("telegram",)) == (0, 0.0)
    stage.clock.now = FIVE + timedelta(seconds=30)
    assert stage.tutor.waiting(("telegram",)) == (1, 30.0)
    assert stage.tutor.waiting(("discord",)) == (0, 0.0)
