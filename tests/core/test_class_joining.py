"""A class is joined with a code, by consent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.actions import ClassJoin, encode
from bot.flows import codes
from bot.flows.classes import joining, teaching
from tests.bench import Stage
from tests.classroom import Classroom

if TYPE_CHECKING:
    from bot.storage.database import Database


def test_a_code_cannot_be_guessed_and_is_typed_in_any_way(any_database: Database) -> None:
    room = Classroom(Stage(any_database))
    assert len(codes.ALPHABET) == len(set(codes.ALPHABET)) == 32
    assert 5 * teaching.CODE_SIZE >= 50
    typed = room.code.lower().replace("-", " ")
    ann = room.stage.person("ann")
    ann.begin()
    ann.say(f"/join  {typed} ")
    assert "Join Fall cohort?" in ann.text
    for alone in (room.code, f"join {typed}", f"{room.code}."):
        ann.say(alone)
        assert "Join Fall cohort?" in ann.text, alone
    assert room.seen().count("Nobody has joined yet.") == 1, "who has not agreed yet is not there"
    ann.tap("Just count me")
    assert "1 member, without a name." in room.seen()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("join eqlj kfxw hjzc", "EQLJKFXWHJZC"),
        ("EQLJ-KFXW-HJZC", "EQLJKFXWHJZC"),
        ("eql2kfxwhjzc.", "EQL2KFXWHJZC"),
        ("next week then", ""),
    ],
)
def test_a_code_alone_is_told_from_words(said: str, code: str) -> None:
    assert codes.alone(said) == code


def test_after_five_wrong_codes_the_right_one_waits_for_an_hour(any_database: Database) -> None:
    room = Classroom(Stage(any_database))
    ann = room.stage.person("ann")
    ann.begin()
    for n in range(joining.MOST_TRIES):
        if n % 2:
            ann.press(encode(ClassJoin(f"WRNG{n}", "counted")))
        else:
            ann.say(f"/join WRNG{n}")
        assert "No class has that code." in ann.text
    ann.say(f"/join {room.code}")
    assert "too many wrong codes" in ann.text
    ann.press(encode(ClassJoin(room.code.replace("-", ""), "counted")))
    assert "too many wrong codes" in ann.text
    other = room.stage.person("bob")
    other.begin()
    other.say(f"/join {room.code}")
    assert "Join Fall cohort?" in other.text
    room.stage.clock.move(hours=1)
    ann.say(f"/join {room.code}")
    assert "Join Fall cohort?" in ann.text


def test_pressing_twice_or_a_repeated_event_joins_once(any_database: Database) -> None:
    room = Classroom(Stage(any_database))
    ann = room.member("ann", "Ann Lee")
    ann.press(encode(ClassJoin(room.code.replace("-", ""), "counted")))
    room.stage.start()
    ann.again()
    assert "1 member, without a name." in room.seen()
    room.teacher.say("/class assign scheduling 3 by Friday")
    room.teacher.say("/class assign scheduling 3 by Friday")
    assert room.seen("work").count("Scheduling") == 1


def test_a_learner_is_in_three_classes_and_no_fourth(stage: Stage) -> None:
    rooms = [Classroom(stage, name) for name in ("One", "Two", "Three", "Four")]
    ann = rooms[0].member("ann", "Ann Lee")
    for room in rooms[1:3]:
        room.join(ann, "Ann Lee")
    ann.say(f"/join {rooms[3].code}")
    assert "You're already in 3 classes." in ann.text
    ann.press(encode(ClassJoin(rooms[3].code.replace("-", ""), "counted")))
    assert "You're already in 3 classes." in ann.text
    ann.say("/class leave")
    ann.tap("Two")
    assert "You left Two." in ann.text
    rooms[3].join(ann)
    ann.say("/class")
    assert [name for name in ("One", "Two", "Three", "Four") if f"You're in {name}" in ann.text] == [
        "One",
        "Three",
        "Four",
    ]


def test_a_full_class_takes_nobody(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "MOST_MEMBERS", 1)
    room = Classroom(stage)
    ann = room.member("ann", "Ann Lee")
    ann.press(encode(ClassJoin(room.code.replace("-", ""), "counted")))
    assert "counted without a name" in ann.text, "who is in may change how"
    eve = stage.person("eve")
    eve.begin()
    eve.say(f"/join {room.code}")
    assert "That class is full" in eve.text


def test_the_last_places_are_not_given_twice(any_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "MOST_MEMBERS", 3)
    room = Classroom(Stage(any_database))
    people = [room.stage.person(f"p{n}") for n in range(8)]
    for person in people:
        person.begin()
    token = encode(ClassJoin(room.code.replace("-", ""), "counted"))
    with ThreadPoolExecutor(any_database.workers) as pool:
        list(pool.map(lambda person: person.press(token), people))
    assert sum("You're in Fall cohort." in person.text for person in people) == 3
    assert sum("That class is full" in person.text for person in people) == 5
    assert "3 members, all without a name." in room.seen()


def test_an_invitations_link_leads_a_newcomer_through_consent_to_the_first_question(stage: Stage) -> None:
    room = Classroom(stage)
    [invitation] = [b for card in room.teacher.seen for row in card.rows for b in row if b.start]
    ann = stage.person("ann")
    ann.say(f"/start {invitation.start}")
    assert "Join Fall cohort?" in ann.text
    ann.tap("Type my name")
    ann.say("Ann Lee")
    assert "Your instructor sees you as Ann Lee." in ann.text
    assert "When is your exam?" in ann.text
    ann.tap("Skip")
    assert "1 of 5" in ann.text
    assert "Ann Lee" in room.seen("members")


def test_a_name_asked_for_long_ago_opens_nothing_that_is_gone(stage: Stage) -> None:
    room = Classroom(stage)
    ann = stage.person("ann")
    ann.begin()
    ann.say(f"/join {room.code}")
    ann.tap("Type my name")
    room.teacher.say("/class delete")
    room.teacher.tap("Yes, delete")
    ann.say("Ann Lee")
    assert "No class has that code." in ann.text
    stage.clock.move(seconds=timedelta(days=1).total_seconds())
    ann.say("/class")
    assert "No class yet" in ann.text
