"""A class is joined with a code, by consent, and left at any time; nobody else's buttons open it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.actions import ClassDo, ClassJoin, ClassWork, encode
from bot.chat import Card
from bot.flows import codes
from bot.flows.classes import joining, teaching
from tests.bench import Person, Stage
from tests.classroom import Classroom, ident, studied

if TYPE_CHECKING:
    from bot.storage.database import Database

ZALGO = "A\u0301\u0302\u0303\u0304nn"
BAD_NAMES = [
    "A",
    "",
    "<b>Ann</b>",
    "*Ann*",
    "Ann_Lee",
    "@everyone",
    "[Ann](https://example.com)",
    "=1+1",
    "-Ann",
    "Ann\u202eLee",
    "\u200fAnn",
    "Ann\u200bLee",
    "\U0001f600" * 200,
    "Ann \U0001f600",
    "A" * 41,
    ZALGO,
    "Ann\x00Lee",
    "`Ann`",
]
GOOD_NAMES = [
    "Ann Lee",
    "Zo\u00eb O'Hara-Lind",
    "\u0905\u0928\u093f\u0932",
    "\u0645\u0631\u064a\u0645",
    "J. R. Smith",
    "\u674e\u5a1c",
]


def exported(person: Person) -> dict[str, Any]:
    [card] = person.say("/export")
    assert isinstance(card, Card)
    assert card.file
    held = json.loads(card.file.content)
    assert isinstance(held, dict)
    return held


def test_a_code_cannot_be_guessed_and_is_typed_in_any_way(any_database: Database) -> None:
    room = Classroom(Stage(any_database))
    assert len(codes.ALPHABET) == len(set(codes.ALPHABET)) == 32
    assert 5 * teaching.CODE_SIZE >= 50
    typed = room.code.lower().replace("-", " ")
    ann = room.stage.person("ann")
    ann.begin()
    ann.say(f"/join  {typed} ")
    assert "Join Fall cohort?" in ann.text
    assert room.seen().count("Nobody has joined yet.") == 1, "who has not agreed yet is not there"
    ann.tap("Just count me")
    assert "1 member, counted only." in room.seen()


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


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_is_none_is_refused_and_asked_again(stage: Stage, name: str) -> None:
    room = Classroom(stage)
    ann = stage.person("ann")
    ann.begin()
    ann.say(f"/join {room.code}")
    ann.tap("Type my name")
    ann.say(name)
    assert "You're in" not in ann.text
    assert "Nobody has joined yet." in room.seen()
    ann.say("Ann Lee")
    assert "Your instructor sees you as Ann Lee." in ann.text


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_names_of_every_script_are_taken(stage: Stage, name: str) -> None:
    room = Classroom(stage)
    room.member("ann", name)
    assert name in room.seen("members")
    assert room.table()[0]["name"] == name


@pytest.mark.parametrize(
    "name", ["", '""', "<b>x</b>", "@here", "=SUM(1)", "*a*", "\u202eabc", "\U0001f600" * 200, "x" * 41]
)
def test_a_class_cannot_be_called_anything(stage: Stage, name: str) -> None:
    boss = stage.person("boss")
    boss.begin()
    boss.say(f"/class new {name}")
    assert "is ready" not in boss.text
    boss.say("/class")
    assert "No class yet" in boss.text


@pytest.mark.parametrize(
    "typed", ['"Fall cohort" exam 2027-01-15', "Fall cohort exam Jan 15", "name Fall cohort exam 1/15/27"]
)
def test_a_class_is_named_with_or_without_quotes(stage: Stage, typed: str) -> None:
    boss = stage.person("boss")
    boss.begin()
    boss.say(f"/class new {typed}")
    assert "Fall cohort is ready." in boss.text
    assert "after its exam on January 15, 2027." in boss.text


def test_foreign_and_forged_buttons_open_nothing(stage: Stage) -> None:
    room = Classroom(stage)
    ann, eve = room.member("ann", "Ann Lee"), stage.person("eve")
    eve.begin()
    room.teacher.say("/class assign scheduling 3 by Friday")
    does = ["show", "topics", "members", "work", "file", "code", "archive yes", "delete yes", "drop 1", "summary off"]
    for person in (ann, eve):
        for what in does:
            person.press(encode(ClassDo(room.id, what)))
            assert "That class is not yours, or it is gone." in person.text, what
    for what in ("leave", "rename", "counted"):
        eve.press(encode(ClassDo(room.id, what)))
        assert "not yours" in eve.text
    eve.press(encode(ClassWork(1)))
    assert "That assignment is gone" in eve.text
    for action in (ClassDo(999, "show"), ClassWork(999), ClassDo(room.id, "fly"), ClassJoin("X", "fly")):
        eve.press(encode(action))
        assert any(said in eve.text for said in ("not yours", "is gone", "older message"))
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


def test_pressing_twice_or_a_repeated_event_joins_once(any_database: Database) -> None:
    room = Classroom(Stage(any_database))
    ann = room.member("ann", "Ann Lee")
    ann.press(encode(ClassJoin(room.code.replace("-", ""), "counted")))
    room.stage.start()
    ann.again()
    assert "1 member, counted only." in room.seen()
    room.teacher.say("/class assign scheduling 3 by Friday")
    room.teacher.say("/class assign scheduling 3 by Friday")
    assert room.seen("work").count("Scheduling") == 1


def test_a_learner_is_in_three_classes_and_no_fourth(stage: Stage) -> None:
    rooms = [Classroom(stage, name) for name in ("One", "Two", "Three", "Four")]
    ann = rooms[0].member("ann", "Ann Lee")
    for room in rooms[1:3]:
        room.join(ann, "Ann Lee")
    ann.say(f"/join {rooms[3].code}")
    assert "You are in 3 classes already." in ann.text
    ann.press(encode(ClassJoin(rooms[3].code.replace("-", ""), "counted")))
    assert "You are in 3 classes already." in ann.text
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
    assert "Which class gets Clinical Operations, 7 questions, by Friday" in room.teacher.text
    room.teacher.tap("One")
    assert "Assigned: Clinical Operations, 7 questions" in room.teacher.text
    room.teacher.say("/class work")
    room.teacher.tap("Two")
    assert "None yet." in room.teacher.text


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
    assert "That assignment was due on November 27, 2026." in ann.text


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
    same.say("/link")
    ann.say(f"/link {same.text.split('/link ')[1].split()[0]}")
    assert "one learner" in ann.text
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
    held = exported(room.teacher)
    [taught] = held["classes_taught"]
    assert taught["members"] == 1
    assert taught["assignments"] == [{"scope": "NCO-03", "questions": 3, "due_on": "2026-11-27"}]
    assert "Ann Lee" not in json.dumps(held)


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
