"""Several classes of one person, and buttons of classes that are not theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import ClassDo, ClassJoin, ClassWork, encode
from tests.classroom import Classroom, ident

if TYPE_CHECKING:
    from tests.bench import Stage


def test_foreign_and_forged_buttons_open_nothing(stage: Stage) -> None:
    room = Classroom(stage)
    ann, eve = room.member("ann", "Ann Lee"), stage.person("eve")
    eve.begin()
    room.teacher.say("/class assign scheduling 3 by Friday")
    does = ["show", "topics", "members", "work", "file", "code", "archive yes", "delete yes", "drop 1", "summary off"]
    for person in (ann, eve):
        for what in does:
            person.press(encode(ClassDo(room.id, what)))
            assert "That class isn't yours, or it's gone." in person.text, what
    for what in ("leave", "rename", "counted"):
        eve.press(encode(ClassDo(room.id, what)))
        assert "isn't yours" in eve.text
    eve.press(encode(ClassWork(1)))
    assert "That assignment is gone" in eve.text
    for action in (ClassDo(999, "show"), ClassWork(999), ClassDo(room.id, "fly"), ClassJoin("X", "fly")):
        eve.press(encode(action))
        assert any(said in eve.text for said in ("isn't yours", "is gone", "older message"))
    assert "1 member, all by name" in room.seen().replace(", by name", ", all by name")
    assert "Ann Lee" in room.seen("members")


def test_an_assignment_of_another_class_cannot_be_taken_back(stage: Stage) -> None:
    room, other = Classroom(stage), stage.person("other")
    room.teacher.say("/class assign scheduling 3 by Friday")
    other.begin()
    other.say("/class new Mine")
    with stage.database.transaction() as store:
        mine = store.classes.taught(ident(other))[0].id or 0
    other.press(encode(ClassDo(mine, "drop 1")))
    assert "older message" in other.text
    assert "Scheduling, 3 questions" in room.seen("work")


def test_an_instructor_is_a_member_too(stage: Stage) -> None:
    room = Classroom(stage)
    other = stage.person("other")
    other.begin()
    other.say("/class new Evening exam 2027-02-01")
    code = other.text.split("/join ")[1].split()[0]
    room.teacher.say(f"/join {code}")
    room.teacher.tap("Type my name")
    room.teacher.say("Terry Teach")
    room.join(room.teacher, "Me Myself")
    said = room.seen()
    assert "1 member, by name." in said
    assert "You're in Evening" in said
    assert "You're in Fall cohort" in said
    other.say("/class members")
    assert "Terry Teach" in other.text


def test_with_several_classes_it_is_asked_which_one_is_meant(stage: Stage) -> None:
    room, _second = Classroom(stage, "One"), Classroom(stage, "Two")
    room.teacher.say("/class")
    assert "Your classes" in room.teacher.text
    room.teacher.tap("Two")
    assert "Nobody has joined yet." in room.teacher.text
    room.teacher.say("/class assign clinical 7 by Friday")
    assert "Which class gets Clinical Operations, 7 questions, due Friday" in room.teacher.text
    room.teacher.tap("One")
    assert "Assigned: Clinical Operations, 7 questions" in room.teacher.text
    room.teacher.say("/class work")
    room.teacher.tap("Two")
    assert "None yet." in room.teacher.text
