"""An assignment is a button in the members' day until it is done, or its day is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.actions import ClassWork, encode
from bot.chat import Card
from bot.flows.classes import work
from tests.bench import Person, Stage
from tests.classroom import Classroom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Reply
    from bot.storage.database import Database

BUTTON = "For class: Scheduling (3)"


def labels(replies: Sequence[Reply]) -> list[str]:
    return [b.label for card in replies if isinstance(card, Card) for row in card.rows for b in row]


def do(person: Person, count: int = 3, *, right: bool = True) -> None:
    for _ in range(count):
        person.answer(right=right)
        person.tap("Next")


def test_it_stands_in_the_day_from_the_first_question_to_the_end_until_it_is_done(any_database: Database) -> None:
    stage = Stage(any_database)
    room = Classroom(stage)
    ann, bob = room.member("ann", "Ann Lee"), room.member("bob", "Bob Ray")
    assert BUTTON not in labels(ann.say("/daily"))
    room.teacher.say("/class assign scheduling 3 by Friday")
    replies = ann.say("/daily")
    assert BUTTON in labels(replies)
    assert not [label for label in labels(replies) if label[0] in "ABCD" and len(label) > 1], "only answers begin so"
    do(ann, 5)
    assert BUTTON in labels(ann.replies), "at the end of the set, too"
    assert BUTTON in labels(ann.say("/class"))
    stage.clock.move(hours=5)
    pushes = {push.address.user: push for push in stage.sweep()}
    assert BUTTON in labels(pushes["bob"].replies)
    ann.tap(BUTTON)
    assert "1 of 3" in ann.text
    do(ann)
    assert "3 of 3" in ann.text
    assert BUTTON not in labels(ann.say("/daily"))
    said = room.seen("work")
    assert "Done: Ann Lee" in said
    assert "Not yet: Bob Ray" in said
    assert [row[next(k for k in row if k.startswith("Scheduling, 3"))] for row in room.table()] == [
        "done",
        "not yet",
        "",
    ]
    assert bob.text


def test_answers_count_for_the_own_streak_and_model(stage: Stage) -> None:
    room = Classroom(stage)
    ann = room.member("ann")
    room.teacher.say("/class assign scheduling 3 by Friday")
    ann.say("/daily")
    ann.tap(BUTTON)
    do(ann)
    ann.say("/streak")
    assert "Today: 3 of 5" in ann.text
    ann.say("/progress")
    assert "3 of 3 known" in ann.text


def test_a_half_done_one_is_not_done_and_goes_on(any_database: Database) -> None:
    room = Classroom(Stage(any_database))
    ann = room.member("ann", "Ann Lee")
    room.teacher.say("/class assign scheduling 3 by Friday")
    ann.say("/daily")
    token = ann.button(BUTTON).token
    ann.press(token)
    do(ann, 2)
    ann.tap("Stop")
    assert "Not yet: Ann Lee" in room.seen("work")
    room.stage.start()
    ann.press(token)
    assert "3 of 3" in ann.text
    ann.answer()
    ann.tap("Next")
    assert "Done: Ann Lee" in room.seen("work")
    ann.press(token)
    assert "3 of 3" in ann.text, "a late press shows the result"


def test_who_is_counted_only_is_not_named(stage: Stage) -> None:
    room = Classroom(stage)
    ann = room.member("ann")
    room.teacher.say("/class assign scheduling 3 by Friday")
    ann.say("/daily")
    ann.tap(BUTTON)
    do(ann)
    said = room.seen("work")
    assert "Done" not in said
    assert "Not yet" not in said


def test_after_its_day_it_is_closed_but_what_was_begun_goes_on(stage: Stage) -> None:
    room = Classroom(stage)
    ann, bob = room.member("ann", "Ann Lee"), room.member("bob", "Bob Ray")
    room.teacher.say("/class assign scheduling 3 by tomorrow")
    for person in (ann, bob):
        person.say("/daily")
    token = ann.button(BUTTON).token
    ann.press(token)
    ann.answer()
    stage.clock.move(days=2)
    assert BUTTON not in labels(bob.say("/daily"))
    bob.press(token)
    assert "That assignment was due yesterday." in bob.text
    ann.press(token)
    assert "2 of 3" in ann.text


def test_who_left_or_was_never_in_cannot_work_on_it(stage: Stage) -> None:
    room = Classroom(stage)
    ann, eve = room.member("ann", "Ann Lee"), stage.person("eve")
    eve.begin()
    room.teacher.say("/class assign scheduling 3 by Friday")
    ann.say("/daily")
    token = ann.button(BUTTON).token
    ann.press(token)
    do(ann, 1)
    ann.say("/class leave")
    for person in (ann, eve):
        person.press(token)
        assert "That assignment is gone" in person.text
    room.join(ann, "Ann Lee")
    assert "Not yet: Ann Lee" in room.seen("work"), "what was done before is not shown"


def test_taken_back_it_is_gone(stage: Stage) -> None:
    room = Classroom(stage)
    ann = room.member("ann", "Ann Lee")
    room.teacher.say("/class assign scheduling 3 by Friday")
    ann.say("/daily")
    token = ann.button(BUTTON).token
    room.teacher.say("/class work")
    room.teacher.tap("Withdraw: Scheduling")
    assert "None yet." in room.teacher.text
    ann.press(token)
    assert "That assignment is gone" in ann.text
    assert encode(ClassWork(1)) == token


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("scheduling 10 by Friday", "Scheduling, 3 questions, due Friday, November 27."),
        ("what NCO-03 questions 2 by 2026-12-01", "Scheduling, 2 questions, due Tuesday, December 1."),
        ("clinical 20", "Clinical Operations, 20 questions, due Friday, November 27."),
        ("10 questions on scheduling, due Friday", "Scheduling, 3 questions, due Friday, November 27."),
        ("scheduling 2 due by 2026-12-01", "Scheduling, 2 questions, due Tuesday, December 1."),
        ("scheduling by tomorrow", "Scheduling, 3 questions, due tomorrow."),
        ("", "Assign questions like this"),
        ("10 by Friday", "Assign questions like this"),
        ("scheduling 0 by Friday", "from 1 to 50"),
        ("scheduling 99 by Friday", "from 1 to 50"),
        ("scheduling 3 by yesterday", "Assign questions like this"),
        ("scheduling 3 by 2020-01-01", "Assign questions like this"),
        ("flying <b>cats</b> 3 by Friday", "Assign questions like this"),
    ],
)
def test_what_can_be_assigned(stage: Stage, typed: str, said: str) -> None:
    room = Classroom(stage)
    assert said in room.seen(f"assign {typed}")


def test_at_most_so_many_are_open_and_two_stand_in_a_day(stage: Stage) -> None:
    room = Classroom(stage)
    ann = room.member("ann")
    for size in range(1, work.MOST_TASKS + 1):
        room.teacher.say(f"/class assign clinical {size} by Friday")
        assert "Assigned" in room.teacher.text
    assert "already has 5 open assignments" in room.seen("assign clinical 9 by Friday")
    assert [label for label in labels(ann.say("/daily")) if "class" in label] == [
        "For class: Clinical (1)",
        "For class: Clinical (2)",
    ]


def test_in_a_zone_where_the_day_is_not_over_it_is_still_open(stage: Stage) -> None:
    room = Classroom(stage)
    ann = room.member("ann")
    ann.say("/settings zone Honolulu")
    room.teacher.say("/class assign scheduling 3 by tomorrow")
    stage.clock.move(seconds=timedelta(days=1, hours=14).total_seconds())
    assert BUTTON in labels(ann.say("/daily"))
