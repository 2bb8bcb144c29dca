"""Leaving, forgetting, linking, exporting: what was shared with a class ends, and what is one's own stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.actions import ClassDo, ClassWork, encode
from bot.chat import Card
from tests.bench import Person, Stage
from tests.classroom import Classroom, studied

if TYPE_CHECKING:
    from bot.storage.database import Database


def exported(person: Person) -> dict[str, Any]:
    [card] = person.say("/export")
    assert isinstance(card, Card)
    assert card.file
    held = json.loads(card.file.content)
    assert isinstance(held, dict)
    return held


def test_who_left_is_gone_from_every_view_at_once(any_database: Database) -> None:
    room = Classroom(Stage(any_database))
    ann = room.member("ann", "Ann Lee")
    studied(ann, 60)
    room.teacher.say("/class assign scheduling 3 by Friday")
    assert all("Ann Lee" in room.seen(what) for what in ("members", "work"))
    assert "Expected passes if the exam were today: " in room.seen()
    ann.say("/class leave")
    assert "You left Fall cohort." in ann.text
    for what in ("", "members", "work"):
        assert "Ann Lee" not in room.seen(what)
    assert "Nobody has joined yet." in room.seen()
    assert [row["name"] for row in room.table()] == ["Class average"]
    ann.press(encode(ClassWork(1)))
    assert "no longer in the class" in ann.text


def test_the_day_after_the_exam_the_class_is_over_for_everyone(any_database: Database) -> None:
    room = Classroom(Stage(any_database), exam="2026-11-25")
    ann = room.member("ann", "Ann Lee")
    studied(ann, 60)
    room.teacher.say("/class assign scheduling 3 by Friday")
    room.stage.clock.move(days=5)
    assert "Ann Lee" in room.seen("members"), "on the day itself it goes on"
    room.stage.clock.move(days=1, hours=12)
    for what in ("show", "members", "topics", "work", "file", "code", "exam 2027-05-01", "assign scheduling"):
        room.teacher.press(encode(ClassDo(room.id, what)))
        assert "This class is over" in room.teacher.text, what
        assert "Ann Lee" not in room.teacher.text
    eve = room.stage.person("eve")
    eve.begin()
    eve.say(f"/join {room.code}")
    assert "That class is over." in eve.text
    ann.say("/class")
    assert "You no longer share anything with it." in ann.text
    ann.press(encode(ClassWork(1)))
    assert "That class is over, and so are its assignments." in ann.text


def test_forgetting_takes_a_member_out_of_the_class(any_database: Database) -> None:
    room = Classroom(Stage(any_database))
    ann = room.member("ann", "Ann Lee")
    ann.say("/forget")
    ann.tap("Yes, delete")
    assert "Nobody has joined yet." in room.seen()


def test_forgetting_an_instructor_deletes_their_classes(any_database: Database) -> None:
    room = Classroom(Stage(any_database))
    ann = room.member("ann", "Ann Lee")
    room.teacher.say("/class assign scheduling 3 by Friday")
    ann.say("/daily")
    ann.tap("For class: Scheduling (3)")
    ann.answer()
    room.teacher.say("/forget")
    assert "in every linked chat, and the class you teach?" in room.teacher.text
    room.teacher.tap("Yes, delete")
    ann.say("/class")
    assert "No class yet" in ann.text
    ann.say(f"/join {room.code}")
    assert "No class has that code." in ann.text
    assert [row["mode"] for row in exported(ann)["answers"]] == ["class"], "their answers stay theirs"


def test_deleting_a_class_leaves_no_name_in_the_files(stage: Stage, tmp_path: Any) -> None:  # noqa: ANN401
    room = Classroom(stage)
    room.member("ann", "Quirinalia Zwick")
    assert any(b"Quirinalia" in path.read_bytes() for path in tmp_path.glob("tutor.db*"))
    room.teacher.say("/class delete")
    room.teacher.tap("Yes, delete")
    stage.tutor.waiting(())
    assert not any(b"Quirinalia" in path.read_bytes() for path in tmp_path.glob("tutor.db*"))


def test_linked_accounts_keep_their_classes(any_database: Database) -> None:
    stage = Stage(any_database)
    one, two = Classroom(stage, "One"), Classroom(stage, "Two")
    ann, same = one.member("ann", "Ann Lee"), stage.person("ann#1", "discord")
    same.begin()
    one.join(same, "Ann on Discord")
    two.join(same, "Ann again")
    same.say("/class new Own exam 2027-03-01")
    same.join(ann)
    held = exported(ann)
    assert [(each["name"], each["shown_as"]) for each in held["classes_joined"]] == [
        ("One", "Ann Lee"),
        ("Two", "Ann again"),
    ]
    assert [each["name"] for each in held["classes_taught"]] == ["Own"]
    one.teacher.press(encode(ClassDo(one.id, "members")))
    assert "Ann on Discord" not in one.teacher.text


def test_the_export_names_the_classes_but_no_one_else(stage: Stage) -> None:
    room = Classroom(stage)
    ann = room.member("ann", "Ann Lee")
    room.teacher.say("/class assign scheduling 3 by Friday")
    [mine] = exported(ann)["classes_joined"]
    assert mine.items() >= {"name": "Fall cohort", "shown_as": "Ann Lee", "assignments_done": 0}.items()
    stage.clock.move(seconds=10)  # one export after the other
    held = exported(room.teacher)
    [taught] = held["classes_taught"]
    assert taught["members"] == 1
    assert taught["assignments"] == [{"scope": "NCO-03", "questions": 3, "due_on": "2026-11-27"}]
    assert "Ann Lee" not in json.dumps(held)
