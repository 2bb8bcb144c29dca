"""The time of a simulation: warnings, and the end by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.chat import Delivery
from tests.bench import NOON, Stage
from tests.core.candidate import begin, candidate, export, hand_in, recount, reported, sheet, work
from tests.core.dues import told, until

if TYPE_CHECKING:
    from bot.storage.database import Database

MINUTE = timedelta(minutes=1)


def sent(stage: Stage, minutes: float, step: float = 0.5) -> list[tuple[float, str]]:
    """Let time pass; return what was sent after how many minutes."""
    start = stage.clock.now
    found = until(stage, start + timedelta(minutes=minutes), timedelta(minutes=step))
    return [((at - start) / MINUTE, said) for at, said in found]


@pytest.mark.parametrize(("size", "minutes", "half"), [("full", 125, 62.5), ("half", 50, 25)])
def test_three_warnings_and_the_end(any_database: Database, size: str, minutes: int, half: float) -> None:
    stage = Stage(any_database)
    ann = candidate(stage)
    ann.say("/settings daily off")
    begin(ann, size)
    work(ann, 4, seconds=0)
    messages = sent(stage, minutes + 300)
    assert [at for at, _ in messages] == [half, minutes - 15, minutes - 5, minutes]
    assert f"Exam: {int(minutes - half)} min left, 4 of " in messages[0][1]
    assert "Exam: 5 min 0 s left" in messages[2][1]
    assert messages[3][1].startswith("Time is up, so I turned in your exam.")
    held = export(ann)
    assert len(held["answers"]) == 4
    ended = datetime.fromisoformat(held["exams"][0]["ended_at"])
    assert ended == NOON + minutes * MINUTE
    assert {answer["answered_at"] for answer in held["answers"]} == {ended.isoformat()}
    assert reported(messages[3][1])["score"] == recount(held)["score"]


def test_no_warning_after_it_was_handed_in_or_given_up(stage: Stage) -> None:
    ann = candidate(stage)
    ann.say("/settings daily off")
    begin(ann)
    stage.clock.move(minutes=70)
    assert len(stage.sweep()) == 1
    hand_in(ann)
    begin(ann, "half")
    ann.say("/stop")
    ann.tap("Yes, give up")
    assert sent(stage, 300) == []


def test_warnings_are_not_counted_as_unasked_and_come_in_quiet_hours(stage: Stage) -> None:
    ann = candidate(stage)
    stage.clock.now = datetime(2026, 11, 21, 4, tzinfo=UTC)  # 23:00 in New York
    stage.sweep()
    begin(ann)
    assert len(sent(stage, 130)) == 4
    with stage.database.transaction() as store:
        found = store.learners.find("telegram", "ann")
        assert found is not None
        assert found[0].unasked_day != found[0].day_number or found[0].unasked == 0


def test_a_warning_goes_where_the_learner_was_last_and_leads_back(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann)
    ann.tap("Next")
    stage.clock.move(minutes=63)
    [push] = stage.sweep()
    assert push.address.direct
    ann.seen += push.replies
    ann.tap("Return to the exam")
    assert "2 of 125 · 62 min left" in ann.text


def test_an_outage_brings_one_warning_and_none_twice(stage: Stage) -> None:
    ann = candidate(stage)
    ann.say("/settings daily off")
    begin(ann)
    stage.clock.move(minutes=117)
    assert told(stage.sweep()).startswith("Exam: 8 min 0 s left")
    messages = sent(stage, 20)
    assert [at for at, _ in messages] == [3, 8]


def test_the_clock_goes_on_when_accounts_are_joined(stage: Stage) -> None:
    ann, bea = candidate(stage), candidate(stage, "bea", "discord")
    bea.say("/settings daily off")
    begin(ann, "half")
    work(ann, 2, seconds=0)
    ann.join(bea)
    found = joined(stage, 60)
    assert [at for at, _ in found] == [25, 35, 45, 50]
    assert "Half exam: " in found[-1][1]


def test_two_that_are_open_after_joining_warn_each_at_its_own_time(stage: Stage) -> None:
    ann, bea = candidate(stage), candidate(stage, "bea", "discord")
    bea.say("/settings daily off")
    begin(bea)
    stage.clock.move(minutes=40)
    begin(ann, "half")
    ann.join(bea)
    found = joined(stage, 90)
    assert [at for at, _ in found] == [23, 25, 35, 45, 50, 70, 80, 85]
    assert all(said.count("xam: ") == 1 for _, said in found)


def joined(stage: Stage, minutes: int) -> list[tuple[int, str]]:
    """Let time pass on Discord; return what was sent after how many minutes."""
    start = stage.clock.now
    sweeps = stage.sweeps(start + minutes * MINUTE, MINUTE, "discord")
    return [(round((stage.clock.now - start) / MINUTE), told([push])) for pushes in sweeps for push in pushes]


def test_a_warning_that_was_not_delivered_comes_once_more(stage: Stage) -> None:
    ann = candidate(stage)
    ann.say("/settings daily off")
    begin(ann)
    stage.clock.move(minutes=62.5)
    [push] = stage.pushes()
    stage.tutor.settle(push.id, Delivery("retry", retry_after=30))
    stage.clock.move(seconds=31)
    assert "61 min left" in told(stage.sweep())
    assert [at for at, _ in sent(stage, 10)] == []


def test_an_end_that_was_not_delivered_shows_the_same_report_again(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = candidate(stage)
    ann.say("/settings daily off")
    begin(ann)
    work(ann, 3)
    sent(stage, 121)
    stage.clock.move(minutes=3)
    [push] = stage.pushes()
    stage.clock.move(seconds=61)
    stage.start()
    [again] = stage.pushes()
    assert told([again]) == told([push])
    stage.tutor.settle(again.id, Delivery("sent"))
    assert sent(stage, 100) == []
    assert len(export(ann)["answers"]) == 3


@pytest.mark.parametrize("label", ["A", "Flag", "Next", "Overview", "/exam", "/stop", "/resume", "b", "3"])
def test_whatever_is_done_after_time_is_up_hands_in_what_was_chosen_before(stage: Stage, label: str) -> None:
    ann = candidate(stage)
    begin(ann)
    work(ann, 3)
    stage.clock.now = NOON + timedelta(minutes=125, milliseconds=1)
    ann.tap(label) if label[0].isupper() else ann.say(label)
    assert ann.text.startswith("Time is up, so I turned in your exam.")
    assert reported(ann.text)["open"] == 122
    held = export(ann)
    assert datetime.fromisoformat(held["exams"][0]["ended_at"]) == NOON + timedelta(minutes=125)
    assert len(held["answers"]) == 3
    assert recount(held)["changed"] == 0
    assert stage.sweep() == []


@pytest.mark.parametrize("label", ["1-25", "First unanswered", "Return to 3", "Turn in"])
def test_presses_on_an_old_overview(stage: Stage, label: str) -> None:
    ann = candidate(stage)
    begin(ann)
    work(ann, 3)
    ann.tap("Overview")
    old = ann.button(label).token
    stage.clock.move(minutes=126)
    stage.sweep()
    ann.press(old)
    assert "Exam: " in ann.text
    assert " of 100 right" in ann.text
    stage.clock.move(days=1)
    begin(ann)
    ann.press(old)
    assert "1 of 125" not in ann.text
    _, attempts = sheet(stage, ann)
    assert not any(attempt.drafts for attempt in attempts), "an old overview does nothing to a new simulation"


def test_an_answer_in_the_last_moment_counts(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann)
    stage.clock.now = NOON + timedelta(minutes=125) - timedelta(milliseconds=1)
    ann.answer()
    assert "0 s left" in ann.text
    stage.clock.move(seconds=1)
    ann.say("/exam")
    assert reported(ann.text)["open"] == 124


def test_a_clock_that_is_set_back_gives_no_time_and_takes_none(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann, "half")
    stage.clock.move(hours=-1)
    ann.answer()
    assert "50 min left" in ann.text
    ann.tap("Next")
    stage.clock.now = NOON + timedelta(minutes=10)
    ann.tap("Previous")
    assert "40 min left" in ann.text
    hand_in(ann)
    assert all(question["seconds"] >= 0 for question in export(ann)["exams"][0]["questions"])


def test_another_time_zone_and_a_night_when_clocks_change_leave_the_time_alone(stage: Stage) -> None:
    stage.clock.now = datetime(2026, 10, 31, 20, tzinfo=UTC)
    ann = candidate(stage)
    ann.say("/settings daily off")
    stage.clock.now = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # half an hour before 02:00 comes a second time
    begin(ann)
    ann.say("/settings zone Tokyo")
    stage.clock.move(minutes=50)
    ann.say("/exam")
    assert "75 min left" in ann.text
    assert [at for at, _ in sent(stage, 100)] == [12.5, 60, 70, 75]


def test_who_cannot_be_reached_is_handed_in_all_the_same(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann)
    work(ann, 3)
    ann.leave()
    assert sent(stage, 130) == []
    session, _ = sheet(stage, ann)
    assert session.ended_at == NOON + timedelta(minutes=125)
    ann.tap("Next")
    assert reported(ann.text)["open"] == 122


def test_a_chat_that_is_closed_gets_one_attempt(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann)
    work(ann, 3)
    stage.clock.move(minutes=62)
    [push] = stage.pushes()
    stage.tutor.settle(push.id, Delivery("gone"))
    assert sent(stage, 100) == []
    assert sheet(stage, ann)[0].ended_at is not None
