"""Obstacles to a group's question, and what fixes them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.bank.library import Library
from bot.bank.models import Bank
from bot.chat import Added, Address, Delivery, Moved, Obstacle, Removed, Room, flat
from bot.storage.tables import Due
from tests.bench import NOON, Stage, bank
from tests.club import Club


def due(stage: Stage) -> set[str]:
    """Return the kinds of what is due for groups."""
    with stage.database.engine.begin() as connection:
        return set(connection.execute(select(col(Due.kind)).where(col(Due.owner) == "group")).scalars())


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("missing", "the channel is gone"),
        ("forbidden", "I'm not allowed to post there"),
        ("closed", "it's closed to new messages"),
        ("removed", "I'm not in this group"),
    ],
)
def test_what_is_in_the_way_stops_the_group_and_its_admin_is_told_once(club: Club, why: Obstacle, said: str) -> None:
    club.stage.person("boss", "discord").say("/start")
    club.stage.clock.now = NOON + timedelta(days=1)
    club.sweep(Delivery("gone", why=why))
    assert club.group.obstacle == why
    assert due(club.stage) == set()
    club.sweep()
    club.stage.clock.move(days=9)
    club.sweep()
    told = [flat(card.body) for push in club.told for card in push.replies if "has stopped" in flat(card.body)]
    assert len(told) == (why != "removed"), "whoever removed it knows"
    assert all(f"#study: {said}." in each for each in told)
    club.boss.say("/group show")
    assert f"Stopped: {said}." in club.boss.text


def test_mending_goes_on_and_reveals_what_was_open(club: Club) -> None:
    club.ask()
    club.answer(club.member("ann"))
    club.stage.clock.move(seconds=6)
    club.sweep(Delivery("gone", why="forbidden"))
    assert club.close() == []
    club.boss.say("/group resume")
    assert "Back on." in club.boss.text
    assert any("1 of 1 right" in flat(card.body) for card in club.sweep())
    assert club.ask().rows


def test_a_question_that_nobody_saw_is_not_revealed(club: Club) -> None:
    club.stage.clock.now = NOON + timedelta(days=1)
    club.sweep(Delivery("gone", why="forbidden"))
    club.boss.say("/group resume")
    number = club.group.id or 0
    club.stage.clock.move(hours=21)
    assert [card for card in club.sweep() if "the answer is" in flat(card.body)] == []
    with club.stage.database.transaction() as store:
        assert store.groups.latest(number) is None, "it may be asked again"


def test_a_question_in_a_channel_that_the_group_has_left_stops_nothing(club: Club) -> None:
    club.ask()
    club.answer(club.member("ann"))
    club.boss.room = Room("C2", "", "#new")
    club.boss.say("/group setup channel C2")
    club.stage.clock.now = club.latest.closes_at
    club.sweep(Delivery("gone", why="missing"))
    assert club.group.obstacle == ""
    assert club.latest.revealed_at is not None
    assert club.ask().rows
    assert club.posts[-1][0].address.chat == "C2"


def test_a_delivery_that_fails_for_ever_is_given_up(club: Club) -> None:
    club.stage.clock.now = NOON + timedelta(days=1)
    tries = 0
    for _ in range(200):
        before = len(club.posts)
        club.sweep(Delivery("retry"))
        tries += sum(bool(card.rows) for _, card in club.posts[before:])
        club.stage.clock.move(seconds=60)
    assert tries == 10
    club.boss.say("/group show")
    assert "Next question: Sunday, November 22 at 12:00 PM." in club.boss.text


def test_a_wait_that_the_platform_asks_for_is_kept(club: Club) -> None:
    club.stage.clock.now = NOON + timedelta(days=1)
    assert club.sweep(Delivery("retry", 40.0))
    club.stage.clock.move(seconds=39)
    assert club.sweep() == []
    club.stage.clock.move(seconds=2)
    assert club.sweep()


def test_a_push_that_finds_the_group_moved_goes_to_its_new_id(stage: Stage) -> None:
    club = Club(stage, platform="telegram", space="-1", chat="-1")
    club.begin()
    stage.clock.now = NOON + timedelta(days=1)
    club.sweep(Delivery("moved", chat="-100"))
    (push,) = stage.pushes("telegram")
    assert (push.address.chat, push.address.space) == ("-100", "-100")
    stage.tutor.settle(push.id, Delivery("moved", chat="-100"))
    stage.clock.move(seconds=30)
    (push,) = stage.pushes("telegram")
    stage.tutor.settle(push.id, Delivery("sent", messages=(("group-question:1", "5"),)))


def test_removing_the_bot_stops_everything_and_adding_it_finds_the_settings(club: Club) -> None:
    club.boss.say("/group setup time 09:15")
    club.ask()
    club.answer(club.member("ann"))
    where = Address("discord", "", "", direct=False, space="S1")
    assert club.stage.tutor.handle(Removed("discord:removed:1", where)) == []
    assert due(club.stage) == set()
    club.stage.clock.move(days=5)
    assert club.sweep() == []
    assert club.stage.tutor.handle(Added("discord:added:1", where)) == [], "a server is no place to reply in"
    said = [flat(card.body) for card in club.sweep()]
    assert any("I'm back, and this group's settings are as they were." in each for each in said)
    assert any("the answer is" in each for each in said)
    assert club.sweep() == [], "said once"
    assert "Time: 9:15 AM" in club.boss.text or club.boss.say("/group show")
    assert "Time: 9:15 AM" in club.boss.text
    assert club.ask().rows


def test_adding_the_bot_again_mends_nothing_else_and_starts_nothing_that_was_off(club: Club) -> None:
    where = Address("discord", "", "", direct=False, space="S1")
    club.boss.say("/group off")
    club.stage.tutor.handle(Removed("discord:r", where))
    assert club.stage.tutor.handle(Added("discord:a", where)) == []
    assert (club.group.state, club.group.obstacle) == ("off", "")
    club.boss.say("/group resume")
    club.stage.clock.now = NOON + timedelta(days=1)
    club.sweep(Delivery("gone", why="forbidden"))
    assert club.stage.tutor.handle(Added("discord:b", where)) == []
    assert club.group.obstacle == "forbidden"


def test_an_admin_who_deletes_everything_leaves_the_group_as_it_is(club: Club) -> None:
    club.boss.say("/forget")
    club.boss.tap("Yes")
    assert club.group.admin_id is None
    assert club.ask().rows
    club.stage.clock.now = NOON + timedelta(days=2)
    club.sweep(Delivery("gone", why="missing"))
    assert club.group.obstacle == "missing"


def test_two_groups_in_trouble_are_told_in_one_message(stage: Stage) -> None:
    one, two = Club(stage), Club(stage, space="S2", chat="C2")
    for club in (one, two):
        club.boss.room = Room(club.chat, "", f"#{club.chat}")
        club.begin()
    stage.clock.now = NOON + timedelta(days=1)
    one.sweep(Delivery("gone", why="missing"))
    stage.clock.move(seconds=1)
    one.sweep()
    told = [flat(card.body) for push in one.told for card in push.replies if "have stopped" in flat(card.body)]
    assert len(told) == 1
    assert "#C1: the channel is gone." in told[0]
    assert "#C2: the channel is gone." in told[0]
    one.boss.say("/group setup")
    stage.clock.move(minutes=1)
    one.sweep(Delivery("gone", why="forbidden"))
    stage.clock.move(seconds=1)
    one.sweep()
    said = flat(one.told[-1].replies[0].body)
    assert "#C1: I'm not allowed to post there." in said
    assert "#C2" not in said, "that was told"


def test_todays_question_comes_after_all_if_what_was_in_the_way_is_mended_soon(club: Club) -> None:
    club.stage.clock.now = NOON + timedelta(days=1)
    club.sweep(Delivery("gone", why="forbidden"))
    asked = club.latest.question
    club.stage.clock.move(hours=1)
    club.boss.say("/group resume")
    (card,) = club.sweep()
    assert card.rows
    assert club.latest.question == asked


def test_a_place_that_is_gone_is_not_resumed(club: Club) -> None:
    club.stage.clock.now = NOON + timedelta(days=1)
    club.sweep(Delivery("gone", why="missing"))
    club.boss.say("/group resume")
    assert "Send /group setup in the channel" in club.boss.text
    assert club.group.obstacle == "missing"


@pytest.mark.parametrize("mended", ["/group resume", "added"])
def test_a_reveal_that_could_not_be_shown_comes_when_it_is_mended(club: Club, mended: str) -> None:
    club.ask()
    club.answer(club.member("ann"))
    club.stage.clock.now = club.latest.closes_at
    club.sweep(Delivery("gone", why="removed" if mended == "added" else "forbidden"))
    club.stage.clock.move(minutes=5)
    if mended == "added":
        club.stage.tutor.handle(Added("discord:again", Address("discord", "", "", direct=False, space="S1")))
    else:
        club.boss.say(mended)
    (reveal,) = [card for card in club.sweep() if "I'm back" not in flat(card.body)]
    assert "1 of 1 right" in flat(reveal.body)
    club.boss.say("/group pause")
    club.boss.say("/group resume")
    assert club.sweep() == [], "it was seen"


def test_a_question_that_was_refused_in_one_channel_comes_in_the_other(club: Club) -> None:
    club.stage.clock.now = NOON + timedelta(days=1)
    club.sweep(Delivery("gone", why="forbidden"))
    club.stage.clock.move(minutes=10)
    club.boss.room = Room("C2", "", "#new")
    club.boss.say("/group setup channel C2")
    (card,) = club.sweep()
    assert card.rows
    assert club.posts[-1][0].address.chat == "C2"
    assert club.group.obstacle == ""


def test_a_group_whose_new_id_is_taken_is_stopped_and_asks_nothing_for_ever(stage: Stage) -> None:
    old = Club(stage, platform="telegram", space="-1", chat="-1")
    new = Club(stage, platform="telegram", space="-100", chat="-100")
    old.begin()
    new.begin()
    stage.clock.now = NOON + timedelta(days=1)
    for push in stage.pushes("telegram"):
        moved = push.address.chat == "-1"
        stage.tutor.settle(push.id, Delivery("moved", chat="-100") if moved else Delivery("sent"))
    stage.clock.move(minutes=5)
    assert [push for push in stage.pushes("telegram") if push.address.chat == "-1"] == []
    assert old.group.obstacle == "removed"
    assert new.group.obstacle == ""


def test_a_reveal_that_finds_the_group_moved_goes_to_its_new_id(stage: Stage) -> None:
    club = Club(stage, platform="telegram", space="-1", chat="-1")
    club.begin()
    club.ask()
    club.answer(club.member("ann"))
    stage.clock.now = club.latest.closes_at
    club.sweep(Delivery("moved", chat="-100"))
    (push,) = stage.pushes("telegram")
    assert push.address.chat == "-100"
    assert push.replies[0].slot is not None
    assert push.replies[0].slot.message == "", "messages have other numbers there"


def test_a_question_that_nobody_answered_is_revealed_after_the_group_moved(stage: Stage) -> None:
    club = Club(stage, platform="telegram", space="-1", chat="-1")
    club.begin()
    club.ask()
    stage.tutor.handle(Moved("telegram:m", Address("telegram", "", "-1", direct=False, space="-1"), "-100"))
    moved = Club(stage, platform="telegram", space="-100", chat="-100")
    assert any("Nobody answered this one." in flat(card.body) for card in moved.close())


def test_a_withdrawn_question_whose_message_is_gone_is_no_fault(club: Club) -> None:
    card = club.ask()
    club.answer(club.member("ann"))
    assert card.slot is not None
    with club.stage.database.transaction() as store:
        store.posts.keep([(card.slot.name, "")], club.stage.clock.now)
    left = {name: item for name, item in bank().questions.items() if name != club.latest.question}
    club.stage.library = Library(Bank(left, bank().notes, bank().blueprint), [], club.stage.library.book)
    club.stage.start()
    club.stage.clock.now = club.latest.closes_at
    assert "withdrawn" in flat(club.sweep(Delivery("retry"))[0].body)
    club.stage.clock.move(minutes=5)
    assert "withdrawn" in flat(club.sweep()[0].body)


def test_a_question_is_not_posted_after_its_own_end(club: Club) -> None:
    club.boss.say("/group setup answers 1")
    club.stage.clock.now = NOON + timedelta(days=1)
    club.stage.pushes("discord")  # and the process dies
    club.stage.clock.move(hours=2)
    club.stage.start()
    assert club.sweep() == []
    assert club.sweep() == []
