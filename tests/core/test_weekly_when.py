"""The week's summary: when it comes, and when it does not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat import Delivery
from tests.bench import Stage
from tests.core.calendar_file import answers, learner
from tests.core.weeks import MINUTE, MONDAY, summaries, told

if TYPE_CHECKING:
    from bot.storage.database import Database


def test_a_week_without_an_answer_and_who_is_silent_get_none(stage: Stage) -> None:
    ann = learner(stage)
    assert summaries(stage, MONDAY + timedelta(hours=2)) == []
    answers(ann, 1)
    assert summaries(stage, MONDAY + timedelta(days=6)) == []
    stage.clock.now = MONDAY + timedelta(days=7, hours=-4)
    answers(ann, 1)
    assert len(summaries(stage, MONDAY + timedelta(days=8))) == 1, "of the week before"
    assert len(summaries(stage, MONDAY + timedelta(days=15))) == 1, "of a Monday, after seven silent days"
    assert summaries(stage, MONDAY + timedelta(days=29)) == []
    ann.say("/daily")
    ann.answer()
    assert len(summaries(stage, MONDAY + timedelta(days=36))) == 1, "who returns is summed up again"


def test_the_summary_can_be_switched_off_and_on(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    ann.say("/settings weekly off")
    assert "Weekly summary: off" in ann.text
    assert summaries(stage, MONDAY + timedelta(hours=2)) == []
    ann.say("/settings weekly on")
    answers(ann, 2)
    stage.clock.move(days=6)
    answers(ann, 2)
    [(_, _said)] = summaries(stage, MONDAY + timedelta(days=8))
    assert ann.say("/settings weekly maybe")
    assert 'Send "on" or "off".' in ann.text


def test_its_own_button_switches_it_off(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    stage.clock.now = MONDAY
    [push] = [push for push in stage.sweep() if "Your week" in told([push])]
    ann.seen += push.replies
    ann.tap("No weekly summary")
    assert "Weekly summary: off" in ann.text
    answers(ann, 2)
    stage.clock.move(days=6)
    answers(ann, 2)
    assert summaries(stage, MONDAY + timedelta(days=14)) == []


def test_no_summary_in_a_pause(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    ann.say("/pause 2026-11-21 2026-11-25")
    [(at, _)] = summaries(stage, MONDAY + timedelta(days=4))
    assert at == MONDAY + timedelta(days=3), "after the pause, since the week is still that one"
    ann.say("/pause 2026-11-28 2026-12-20")
    assert summaries(stage, MONDAY + timedelta(days=28)) == []
    stage.clock.now = MONDAY + timedelta(days=33)
    answers(ann, 2)
    assert len(summaries(stage, MONDAY + timedelta(days=36))) == 1


def test_it_comes_without_the_daily_question_too(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/settings daily off")
    answers(ann, 2)
    assert len(summaries(stage, MONDAY + timedelta(hours=1))) == 1


def test_it_is_one_of_two_messages_that_nobody_asked_for(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    sent = []
    for pushes in stage.sweeps(MONDAY + timedelta(hours=8), MINUTE):
        sent += [(stage.clock.now, told([push])) for push in pushes]
    monday = [(at, said) for at, said in sent if at > MONDAY - timedelta(hours=12)]
    assert len(monday) == 2, "the summary, the question, and no late reminder after them"
    assert [at for at, _ in monday] == [MONDAY, MONDAY + MINUTE]
    assert "Your week" in monday[0][1]
    assert "Today's first question." in monday[1][1]
    assert any("left today" in said for _, said in sent), "as on other days"


def test_a_change_of_zone_moves_it_and_brings_no_second_one(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    ann.say("/settings zone Chicago")
    [(at, _)] = summaries(stage, MONDAY + timedelta(hours=1))
    assert at == MONDAY + timedelta(hours=1)
    ann.say("/settings zone Honolulu")
    assert summaries(stage, MONDAY + timedelta(hours=9)) == []
    answers(ann, 2)
    stage.clock.move(days=4)
    answers(ann, 2)
    assert len(summaries(stage, MONDAY + timedelta(days=8))) == 1


def test_after_an_outage_it_comes_late_or_a_day_later(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    ann.say("/settings daily off")
    stage.clock.now = MONDAY + timedelta(hours=2)
    assert "Your week" in told(stage.sweep())
    stage.clock.now = MONDAY + timedelta(days=6)
    answers(ann, 2)
    stage.clock.now = MONDAY + timedelta(days=7, hours=4)
    assert stage.sweep() == []
    [(at, said)] = summaries(stage, MONDAY + timedelta(days=12))
    assert at == MONDAY + timedelta(days=8)
    assert "Your week, Nov 23 to Nov 29" in said


def test_an_outage_brings_the_question_alone_and_the_summary_a_day_later(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    stage.clock.now = MONDAY + timedelta(hours=1)
    [push] = stage.sweep()
    assert "Today's first question." in told([push])
    [(at, said)] = summaries(stage, MONDAY + timedelta(days=6))
    assert at == MONDAY + timedelta(days=1)
    assert "Your week, Nov 16 to Nov 22" in said


def test_who_moves_the_daily_time_past_it_gets_it_a_day_later(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    stage.clock.now = MONDAY - timedelta(hours=4)
    ann.say("/settings time 8 am")
    [(at, _)] = summaries(stage, MONDAY + timedelta(days=6))
    assert at == MONDAY + timedelta(days=1) - timedelta(hours=9)


def test_a_summary_that_was_claimed_by_a_process_that_died_is_sent_again_once(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = learner(stage, "not booked", "12:00", "Eastern")
    answers(ann, 2)
    ann.say("/settings daily off")
    stage.clock.now = MONDAY - timedelta(hours=5)
    [lost] = stage.pushes()
    stage.clock.move(seconds=61)
    [again] = stage.pushes()
    assert told([again]) == told([lost])
    stage.tutor.settle(again.id, Delivery("sent"))
    assert summaries(stage, MONDAY + timedelta(days=1)) == []


def test_who_left_gets_none(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    ann.leave()
    assert summaries(stage, MONDAY + timedelta(days=1)) == []


def test_before_the_exam_it_says_so_and_after_it_nothing(stage: Stage) -> None:
    ann = learner(stage, "2026-11-24", "17:00", "Eastern")
    answers(ann, 2)
    [(_, said)] = summaries(stage, MONDAY)
    assert said.endswith("\nYour exam is tomorrow. /examday has your checklist.")
    stage.clock.move(days=3)
    answers(ann, 2)
    assert summaries(stage, MONDAY + timedelta(days=8)) == []


def test_far_from_the_exam_the_summary_names_the_own_number(stage: Stage) -> None:
    ann = learner(stage, "2029-11-01", "17:00", "Eastern")
    answers(ann, 1)
    [(_, said)] = summaries(stage, MONDAY)
    assert "You answered 1 question on 1 day and got 1 right." in said
    assert "This week: 5 a day, as before." in said
