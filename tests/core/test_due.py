"""Scheduled jobs: the daily question, the late reminder, silence, quiet hours, leases and pace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.bench import Stage
from tests.core.dues import FIVE, done, learner, told, until

if TYPE_CHECKING:
    from bot.storage.database import Database


def test_the_first_question_of_the_day_is_the_reminder(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = learner(stage)
    stage.clock.now = FIVE - timedelta(seconds=1)
    assert stage.sweep() == []
    stage.clock.now = FIVE
    [push] = stage.sweep()
    assert push.address.user == "ann"
    assert push.address.chat == "chat-ann"
    assert "Today's first question." in told([push])
    assert "1 of 5" in told([push])
    ann.seen += push.replies
    ann.tap("A")
    assert "Source:" in ann.text
    ann.tap("Next")
    assert "2 of 5" in ann.text


def test_the_push_shows_the_open_question_and_its_answer_counts_once(stage: Stage) -> None:
    ann = learner(stage)
    stem = ann.question.stem
    stage.clock.now = FIVE
    [push] = stage.sweep()
    assert stem in told([push])
    ann.seen += push.replies
    ann.tap("A")
    first = ann.text
    ann.tap("A", back=1)
    assert ann.text == first
    ann.say("/streak")
    assert "Today: 1 of 5" in ann.text


def test_nothing_is_sent_when_the_day_is_done(stage: Stage) -> None:
    done(learner(stage))
    assert until(stage, FIVE + timedelta(hours=6)) == []
    assert len(until(stage, FIVE + timedelta(hours=24, minutes=1))) == 1


def test_a_late_reminder_comes_once_at_eight(stage: Stage) -> None:
    learner(stage)
    sent = until(stage, FIVE + timedelta(hours=20))
    assert [at - FIVE for at, _ in sent] == [timedelta(0), timedelta(hours=3)]
    assert sent[1][1] == "You have 5 questions left today.", "not the question once more"


def test_the_late_reminder_leads_to_the_question(stage: Stage) -> None:
    ann = learner(stage)
    until(stage, FIVE + timedelta(hours=2))
    ann.say("/daily")
    ann.answer()
    stage.clock.now = FIVE + timedelta(hours=3)
    [push] = stage.sweep()
    assert told([push]) == "You have 4 questions left today."
    assert [[button.label for button in row] for card in push.replies for row in card.rows] == [["Keep going"]]
    ann.seen += push.replies
    ann.tap("Keep going")
    assert "2 of 5" in ann.text
    stage.clock.now = FIVE + timedelta(days=1)
    stage.sweep()
    stage.clock.now = FIVE + timedelta(days=1, hours=3)
    [push] = stage.sweep()
    ann.seen += push.replies
    ann.tap("Start")
    assert "1 of 5" in ann.text


def test_no_late_reminder_follows_a_day_without_an_answer(stage: Stage) -> None:
    ann = learner(stage)

    def evenings(days: int) -> int:
        sent = until(stage, stage.clock.now + timedelta(days=days))
        return sum(said.startswith("You have") for _, said in sent)

    assert evenings(1) == 1, "the first day"
    assert evenings(3) == 0, "nothing was answered since"
    ann.say("/practice mix 1")
    ann.answer()
    assert evenings(1) == 1, "something was answered today"
    assert evenings(1) == 1, "or yesterday"
    assert evenings(2) == 0
    ann.say("/pause for 2 days")
    assert evenings(2) == 0
    assert evenings(1) == 1, "a pause is no silence"


def test_no_late_reminder_for_a_set_that_is_done_or_a_push_that_was_late(stage: Stage) -> None:
    ann = learner(stage, "not booked", "18:30", "Eastern")
    sent = until(stage, FIVE + timedelta(hours=8))
    assert len(sent) == 1
    done(ann)
    ann.say("/settings time 12:00")
    stage.clock.now = datetime(2026, 11, 21, 17, tzinfo=UTC)
    assert len(stage.sweep()) == 1
    done(ann)
    assert until(stage, datetime(2026, 11, 22, 8, tzinfo=UTC)) == []


def test_the_late_reminder_can_be_switched_off(stage: Stage) -> None:
    learner(stage).say("/settings reminders off")
    assert len(until(stage, FIVE + timedelta(hours=20))) == 1


def test_the_late_reminder_keeps_an_hour_from_other_quiet_hours(stage: Stage) -> None:
    learner(stage).say("/settings quiet 23:00-06:00")
    sent = until(stage, FIVE + timedelta(hours=20))
    assert [at - FIVE for at, _ in sent] == [timedelta(0), timedelta(hours=5)]


def test_an_hour_that_was_chosen_is_never_quiet(stage: Stage) -> None:
    learner(stage, "not booked", "23:30", "Eastern")
    [(at, _)] = until(stage, FIVE + timedelta(hours=12))
    assert at - FIVE == timedelta(hours=6, minutes=30)


def test_at_most_two_messages_a_day(stage: Stage) -> None:
    ann = learner(stage)
    for hour in ("17:10", "17:20", "17:30", "17:40", "17:50", "18:00"):
        ann.say(f"/settings time {hour}")
        until(stage, stage.clock.now.replace(hour=22 + (hour == "18:00"), minute=int(hour[3:])) + timedelta(minutes=1))
    sent = until(stage, FIVE + timedelta(hours=10))
    ann.say("/export")
    with stage.database.transaction() as store:
        found = store.learners.find("telegram", "ann")
        assert found is not None
        assert found[0].unasked == 2
    assert sent == []


def test_pushes_can_be_switched_off_and_on(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/settings daily off")
    assert until(stage, FIVE + timedelta(days=2)) == []
    ann.say("/settings daily on")
    assert len(until(stage, FIVE + timedelta(days=3))) >= 1


def test_nothing_is_sent_in_a_pause_and_the_streak_is_kept(stage: Stage) -> None:
    ann = learner(stage)
    done(ann)
    ann.say("/pause 2026-11-21 2026-11-24")
    sent = until(stage, datetime(2026, 11, 26, 3, tzinfo=UTC))
    assert sent[0][0] == datetime(2026, 11, 25, 22, tzinfo=UTC)
    done(ann)
    ann.say("/streak")
    assert ann.text.startswith("2-day streak.")
    assert "2 freezes" in ann.text


def test_an_outage_ends_with_at_most_one_message_outside_quiet_hours(stage: Stage) -> None:
    learner(stage)
    stage.clock.now = FIVE + timedelta(days=2, hours=6)
    assert stage.sweep() == []
    sent = until(stage, FIVE + timedelta(days=3, hours=1))
    assert [at for at, _ in sent] == [FIVE + timedelta(days=3)]


def test_an_outage_into_quiet_hours_of_the_same_day_waits_for_their_end(stage: Stage) -> None:
    ann = learner(stage, "not booked", "11:30", "Eastern")
    ann.say("/settings quiet 12:00-14:00")
    stage.clock.now = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)
    assert stage.sweep() == []
    sent = until(stage, datetime(2026, 11, 21, 23, tzinfo=UTC))
    assert [at for at, _ in sent] == [datetime(2026, 11, 21, 19, tzinfo=UTC)]


def test_an_hour_chosen_in_the_quiet_hours_is_kept_after_an_outage(stage: Stage) -> None:
    learner(stage, "not booked", "22:00", "Eastern")
    stage.clock.now = datetime(2026, 11, 21, 3, 40, tzinfo=UTC)
    assert len(stage.sweep()) == 1


def test_the_freeze_that_kept_the_streak_is_told_in_the_push(stage: Stage) -> None:
    ann = learner(stage)
    done(ann)
    stage.clock.now = FIVE + timedelta(days=2)
    [push] = stage.sweep()
    assert len(push.replies) == 1
    assert told([push]).startswith("A freeze saved your 1-day streak. You have 1 freeze left.")


def test_a_push_while_a_setting_is_asked_for_leaves_the_asking_open(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/settings")
    ann.tap("Quiet hours")
    stage.clock.now = FIVE
    assert len(stage.sweep()) == 1
    ann.say("22:00-07:00")
    assert "Quiet hours: 22:00-07:00" in ann.text


def test_who_goes_to_work_before_start_is_done_is_told_when_the_question_comes(stage: Stage) -> None:
    ann = stage.person()
    ann.say("/mock 3")
    assert "Your 5 daily questions come at 5:00 PM Eastern time." in ann.text
    ann.say("/daily")
    assert "daily questions come" not in ann.text
    stage.clock.now = FIVE
    assert len(stage.sweep()) == 1


def test_an_outage_in_the_day_brings_todays_question_at_once(stage: Stage) -> None:
    learner(stage)
    stage.clock.now = FIVE + timedelta(days=3, hours=1)
    assert len(stage.sweep()) == 1
    assert stage.sweep() == []
