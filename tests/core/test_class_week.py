"""The instructor's week on Monday morning, and the end of a class."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat import Delivery, flat
from bot.flows.classes.weekly import WEEK
from tests.bench import Stage
from tests.classroom import Classroom, ident, studied

if TYPE_CHECKING:
    from bot.chat import Push
    from bot.storage.database import Database

MONDAY = datetime(2026, 11, 23, 13, tzinfo=UTC)
"""8:00 in New York, where the instructor's quiet hours end."""
HALF_HOUR = timedelta(minutes=30)


def told(push: Push) -> str:
    return "\n".join(flat(card.body) for card in push.replies)


def weeks(stage: Stage, until: datetime) -> list[tuple[datetime, str]]:
    """Let time pass, delivering what is due; return what came about classes, and when."""
    sent = [(stage.clock.now, told(push)) for pushes in stage.sweeps(until, HALF_HOUR) for push in pushes]
    return [(at, said) for at, said in sent if "Here is your class" in said or " is over." in said]


def test_the_class_is_summed_up_every_monday(any_database: Database) -> None:
    stage = Stage(any_database)
    room = Classroom(stage)
    studied(room.member("ann", "Ann Lee"), 60)
    found = weeks(stage, MONDAY + timedelta(days=8))
    assert [at for at, _ in found] == [MONDAY, MONDAY + timedelta(days=7)]
    assert "Here is your class as of November 23, 2026." in found[0][1]
    assert "Studied in the last seven days: 1 of 1." in found[0][1]
    assert "No study in the last seven days: Ann Lee." in found[1][1]


def test_its_button_and_its_command_turn_it_off_and_on(stage: Stage) -> None:
    room = Classroom(stage)
    room.member("ann", "Ann Lee")
    stage.clock.now = MONDAY
    [push] = [push for push in stage.sweep() if "Here is" in told(push)]
    room.teacher.seen += push.replies
    room.teacher.tap("No weekly summary")
    assert "No more Monday summaries of Fall cohort." in room.teacher.text
    assert weeks(stage, MONDAY + timedelta(days=8)) == []
    room.teacher.say("/class summary on")
    assert len(weeks(stage, MONDAY + timedelta(days=15))) == 1


def test_two_classes_come_in_one_message_after_another(stage: Stage) -> None:
    Classroom(stage, "One")
    Classroom(stage, "Two")
    [(_, said)] = weeks(stage, MONDAY)
    assert said.index("One") < said.index("Two")


def test_after_the_exam_the_end_is_told_once(any_database: Database) -> None:
    stage = Stage(any_database)
    room = Classroom(stage, exam="2026-11-26")
    ann = room.member("ann", "Ann Lee")
    studied(ann, 60)
    found = weeks(stage, MONDAY + timedelta(days=20))
    assert [(at, " is over." in said) for at, said in found] == [(MONDAY, False), (MONDAY + timedelta(days=7), True)]
    assert "Ann Lee" not in found[1][1]
    with stage.database.transaction() as store:
        assert store.schedule.when(WEEK, ident(room.teacher)) is None


def test_a_summary_lost_with_its_process_is_sent_again_and_a_late_one_is_not(any_database: Database) -> None:
    stage = Stage(any_database)
    room = Classroom(stage)
    room.teacher.say("/settings daily off")
    stage.clock.now = MONDAY
    [lost] = stage.pushes()
    stage.clock.move(seconds=61)
    [again] = stage.pushes()
    assert told(again) == told(lost)
    stage.tutor.settle(again.id, Delivery("sent"))
    stage.clock.now = MONDAY + timedelta(days=8, hours=1)
    assert stage.pushes() == []
    assert [at for at, _ in weeks(stage, MONDAY + timedelta(days=15))] == [MONDAY + timedelta(days=14)]


def test_nothing_comes_in_a_pause_or_to_who_cannot_be_reached_and_it_begins_again(stage: Stage) -> None:
    room = Classroom(stage)
    room.teacher.say("/pause 2026-11-21 2026-11-25")
    assert weeks(stage, MONDAY + timedelta(days=1)) == []
    room.teacher.leave()
    assert weeks(stage, MONDAY + timedelta(days=8)) == []
    room.teacher.say("/class")
    assert len(weeks(stage, MONDAY + timedelta(days=15))) == 1


def test_no_class_no_summary(stage: Stage) -> None:
    room = Classroom(stage)
    room.teacher.say("/class delete")
    room.teacher.tap("Yes, delete")
    assert weeks(stage, MONDAY + timedelta(days=8)) == []


def test_the_linked_account_gets_it(stage: Stage) -> None:
    room, same = Classroom(stage), stage.person("teacher#1", "discord")
    same.begin()
    room.teacher.join(same)
    stage.clock.now = MONDAY
    assert [told(push) for push in stage.sweep() if "Here is" in told(push)] == []
    assert len([push for push in stage.sweep("discord") if "Here is your class" in told(push)]) == 1
