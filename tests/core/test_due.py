"""What runs at a time: the daily question, the late reminder, silence, quiet hours, leases and pace."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.chat import Delivery, flat
from tests.bench import NOON, Person, Stage

if TYPE_CHECKING:
    from bot.chat import Push
    from bot.storage.database import Database

FIVE = datetime(2026, 11, 20, 22, tzinfo=UTC)
"""17:00 in New York on the day of NOON."""


def told(pushes: list[Push]) -> str:
    return "\n".join(flat(card.body) for push in pushes for card in push.replies)


def until(stage: Stage, moment: datetime, step: timedelta = timedelta(minutes=10)) -> list[tuple[datetime, str]]:
    """Let time pass in steps, delivering what is due; return when what was sent."""
    return [(stage.clock.now, told([push])) for pushes in stage.sweeps(moment, step) for push in pushes]


def learner(stage: Stage, *typed: str) -> Person:
    ann = stage.person()
    ann.begin(*typed)
    return ann


def done(ann: Person, count: int = 5) -> None:
    ann.say("/daily")
    for _ in range(count):
        ann.answer()
        ann.tap("Next")


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
    assert "You have 5 questions left today." in sent[1][1]


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
    assert told([push]).startswith("A freeze saved your streak of 1. You have one left.")


def test_after_the_exam_a_new_date_or_none_brings_the_questions_back(stage: Stage) -> None:
    for way in ("Keep going without a date", "Set a new date"):
        ann = stage.person(way)
        ann.begin("2026-11-22", "17:00", "Eastern")
    until(stage, FIVE + timedelta(days=4), timedelta(hours=1))
    for way in ("Keep going without a date", "Set a new date"):
        ann = stage.person(way)
        ann.say("/streak")
    assert until(stage, FIVE + timedelta(days=5), timedelta(hours=1)) == []
    ann = stage.person("Keep going without a date")
    ann.say("/settings exam not booked")
    other = stage.person("Set a new date")
    other.say("/settings exam in 4 weeks")
    assert len(until(stage, FIVE + timedelta(days=6), timedelta(minutes=30))) >= 2


def test_the_goodbye_comes_after_thirty_days(stage: Stage) -> None:
    learner(stage)
    sent = until(stage, FIVE + timedelta(days=40), timedelta(hours=1))
    assert "my last message" in sent[-1][1]
    assert (sent[-1][0] - NOON).days == 30


def test_who_has_blocked_the_tutor_is_deleted_after_two_years_all_the_same(stage: Stage) -> None:
    ann = learner(stage)
    ann.leave()
    for days in (700, 729):
        stage.clock.now = NOON + timedelta(days=days, hours=1)
        assert stage.sweep() == []
    stage.clock.now = NOON + timedelta(days=731)
    assert stage.sweep() == []
    with stage.database.transaction() as store:
        assert store.learners.find("telegram", "ann") is None


def test_leaving_makes_nobody_known(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/forget")
    ann.tap("Yes")
    ann.leave()
    with stage.database.transaction() as store:
        assert store.learners.find("telegram", "ann") is None


def linked(stage: Stage) -> tuple[Person, Person]:
    ann = learner(stage)
    other = stage.person("ann#1", "discord")
    ann.join(other)
    return ann, other


def test_who_is_gone_on_one_platform_gets_the_question_on_the_other(stage: Stage) -> None:
    ann, _ = linked(stage)
    stage.clock.now = FIVE
    [push] = stage.pushes("discord")
    stage.tutor.settle(push.id, Delivery("gone"))
    assert len(stage.sweep("telegram")) == 1
    ann.leave()
    stage.clock.now = FIVE + timedelta(days=1)
    assert stage.sweep("telegram") == []
    assert stage.sweep("discord") == []


def test_a_delivery_is_settled_on_the_account_that_it_went_to(stage: Stage) -> None:
    ann, other = linked(stage)
    ann.say("/streak")
    stage.clock.now = FIVE
    [push] = stage.pushes("telegram")
    other.say("/streak")
    stage.tutor.settle(push.id, Delivery("sent", chat="chat-ann"))
    stage.clock.now = FIVE + timedelta(days=1)
    [push] = stage.pushes("discord")
    assert push.address.chat == "chat-ann#1"


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
    assert "Your daily question comes at 5:00 PM Eastern time." in ann.text
    ann.say("/daily")
    assert "Your daily question comes" not in ann.text
    stage.clock.now = FIVE
    assert len(stage.sweep()) == 1


def test_an_outage_in_the_day_brings_todays_question_at_once(stage: Stage) -> None:
    learner(stage)
    stage.clock.now = FIVE + timedelta(days=3, hours=1)
    assert len(stage.sweep()) == 1
    assert stage.sweep() == []


def test_silence_gets_fewer_messages_and_one_goodbye(stage: Stage) -> None:
    ann = learner(stage)
    sent = until(stage, FIVE + timedelta(days=80), timedelta(hours=1))
    days = [(at - FIVE).days for at, said in sent if "left today" not in said]
    assert days[:7] == [0, 1, 2, 3, 4, 5, 6]
    gaps = [b - a for a, b in itertools.pairwise(days)]
    assert gaps.count(3) >= 3
    assert 7 in gaps
    assert "my last message" in sent[-1][1]
    assert sum("my last message" in said for _, said in sent) == 1
    assert sum("left today" in said for _, said in sent) <= 7
    ann.say("/daily")
    assert len(until(stage, stage.clock.now + timedelta(days=1))) >= 1


def test_the_exam_day_ends_the_pushes_with_one_message(stage: Stage) -> None:
    ann = learner(stage, "2026-11-22", "17:00", "Eastern")
    sent = until(stage, FIVE + timedelta(days=6), timedelta(hours=1))
    assert "exam date has passed" in sent[-1][1]
    assert sum("exam date has passed" in said for _, said in sent) == 1
    ann.say("/settings exam in 4 weeks")
    ann.say("/settings daily on")
    assert len(until(stage, stage.clock.now + timedelta(days=1), timedelta(hours=1))) >= 1


def test_two_years_of_silence_end_with_a_notice_and_deletion(stage: Stage) -> None:
    learner(stage)
    stage.clock.now = NOON + timedelta(days=31)
    stage.sweep()
    stage.clock.now = NOON + timedelta(days=700, hours=1)
    assert "In 30 days I'll delete everything" in told(stage.sweep())
    stage.clock.now += timedelta(days=30)
    assert stage.sweep() == []
    with stage.database.transaction() as store:
        assert store.learners.find("telegram", "ann") is None


def test_who_comes_back_after_the_notice_is_kept(stage: Stage) -> None:
    ann = learner(stage)
    stage.clock.now = NOON + timedelta(days=701)
    stage.sweep()
    ann.say("/daily")
    done(ann)
    stage.clock.now += timedelta(days=29, hours=23)
    until(stage, stage.clock.now + timedelta(days=2), timedelta(hours=6))
    ann.say("/progress")
    assert "answered" in ann.text


def test_a_claim_belongs_to_one_process_until_its_lease_ends(any_database: Database) -> None:
    stage = Stage(any_database)
    learner(stage)
    stage.clock.now = FIVE
    [push] = stage.pushes()
    assert stage.pushes() == []
    stage.clock.move(seconds=61)
    [again] = stage.pushes()
    assert flat(again.replies[-1].body) == flat(push.replies[-1].body)
    assert again.replies[-1].rows == push.replies[-1].rows
    stage.tutor.settle(push.id, Delivery("sent"))
    stage.clock.move(seconds=61)
    assert len(stage.pushes()) == 1, "the first claim's word came too late to count"


def test_a_failed_delivery_is_tried_again_and_a_retry_after_is_kept(stage: Stage) -> None:
    learner(stage)
    stage.clock.now = FIVE
    [push] = stage.pushes()
    stage.tutor.settle(push.id, Delivery("retry", retry_after=90))
    stage.clock.move(seconds=89)
    assert stage.pushes() == []
    stage.clock.move(seconds=2)
    assert len(stage.sweep()) == 1


def test_who_is_gone_is_left_alone_until_they_return(stage: Stage) -> None:
    ann = learner(stage)
    stage.clock.now = FIVE
    [push] = stage.pushes()
    stage.tutor.settle(push.id, Delivery("gone"))
    assert until(stage, FIVE + timedelta(days=3), timedelta(hours=1)) == []
    ann.say("/daily")
    assert len(until(stage, FIVE + timedelta(days=4), timedelta(hours=1))) >= 1


def test_who_left_is_left_alone_until_they_return(stage: Stage) -> None:
    ann = learner(stage)
    assert ann.leave() == []
    assert until(stage, FIVE + timedelta(days=1), timedelta(hours=1)) == []
    ann.say("/start")
    assert len(until(stage, FIVE + timedelta(days=2), timedelta(hours=1))) >= 1


def test_the_courier_names_a_chat_that_was_not_known(stage: Stage) -> None:
    ann = stage.person("bea", "discord", chat="guild-channel", space="guild")
    ann.begin()
    stage.clock.now = FIVE
    [push] = stage.pushes("discord")
    assert push.address.direct
    assert push.address.chat == ""
    stage.tutor.settle(push.id, Delivery("sent", chat="dm-7"))
    stage.clock.now = FIVE + timedelta(days=1)
    [push] = stage.pushes("discord")
    assert push.address.chat == "dm-7"


def test_pushes_go_where_the_learner_was_last(stage: Stage) -> None:
    ann = learner(stage)
    other = stage.person("ann#1", "discord")
    ann.join(other)
    stage.clock.now = FIVE
    assert stage.pushes("telegram") == []
    assert len(stage.sweep("discord")) == 1
    ann.say("/streak")
    stage.clock.now = FIVE + timedelta(days=1)
    assert stage.pushes("discord") == []
    assert len(stage.sweep("telegram")) == 1


@pytest.mark.parametrize("rate", [5.0, 20.0])
def test_the_pace_of_all_processes_together(any_database: Database, rate: float) -> None:
    stage = Stage(any_database)
    for n in range(60):
        stage.person(f"u{n}").begin()
    stage.clock.now = FIVE
    sent: list[datetime] = []
    for _ in range(int(70 / rate) * 4):
        for _process in range(3):
            pushes = stage.pushes(rate=rate)
            sent += [push.at for push in pushes]
            for push in pushes:
                stage.tutor.settle(push.id, Delivery("sent"))
        stage.clock.move(seconds=0.25)
    assert len(sent) == 60
    assert len(set(sent)) == 60
    gaps = [(b - a).total_seconds() for a, b in itertools.pairwise(sorted(sent))]
    assert min(gaps) >= 1 / rate - 0.001
    assert max(sent) - FIVE <= timedelta(seconds=60 / rate + 1.5)


def test_a_row_that_fails_holds_nobody_else_up(stage: Stage) -> None:
    stage.person("ann").begin()
    stage.broken()
    stage.person("bob").begin()
    stage.clock.now = FIVE
    assert [push.address.user for push in stage.sweep()] == ["bob"]


def test_waiting_says_what_is_due_and_how_late(stage: Stage) -> None:
    learner(stage)
    assert stage.tutor.waiting(("telegram",)) == (0, 0.0)
    stage.clock.now = FIVE + timedelta(seconds=30)
    assert stage.tutor.waiting(("telegram",)) == (1, 30.0)
    assert stage.tutor.waiting(("discord",)) == (0, 0.0)
