"""The week's summary: when it comes, when it does not, and what it says."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.actions import InWords, encode
from bot.chat import Delivery, flat
from tests.bench import Stage
from tests.core.calendar_file import answers, learner

if TYPE_CHECKING:
    from bot.chat import Push
    from bot.storage.database import Database

SUNDAY = datetime(2026, 11, 22, 23, tzinfo=UTC)
"""18:00 in New York."""


def told(pushes: list[Push]) -> str:
    return "\n".join(flat(card.body) for push in pushes for card in push.replies)


def summaries(stage: Stage, until: datetime, step: timedelta = timedelta(minutes=30)) -> list[tuple[datetime, str]]:
    """Let time pass, delivering what is due; return when a summary was sent, and what it said."""
    sent = [(stage.clock.now, told([push])) for pushes in stage.sweeps(until, step) for push in pushes]
    return [(at, said) for at, said in sent if "Your week" in said]


def test_the_week_is_summed_up_on_sunday_evening(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = learner(stage, "2027-01-15", "17:00", "Eastern")
    answers(ann, 3, where="CLO-01")
    stage.clock.move(days=1)
    answers(ann, 4, right=False, where="reporting")
    [(at, said)] = summaries(stage, SUNDAY + timedelta(days=6))
    assert at == SUNDAY
    assert "Your week, Nov 16 to Nov 22" in said
    assert "You answered 7 questions on 2 days." in said
    assert "Topics now known: 1 of 68, 1 of them new." in said
    assert "Next week: 5 a day." in said


def test_until_a_topic_is_known_the_week_counts_those_practiced(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2, where="CLO-01")
    [(_, said)] = summaries(stage, SUNDAY)
    assert "Topics practiced so far: 1 of 68." in said
    stage.clock.move(days=2)
    answers(ann, 1, right=False, where="CLO-02")
    sent = [push for pushes in stage.sweeps(SUNDAY + timedelta(days=7), timedelta(minutes=30)) for push in pushes]
    drawn = [card.picture.alt for push in sent for card in push.replies if card.picture]
    assert "2 of 68 topics practiced, 1 a week ago" in "".join(drawn)
    ann.press(encode(InWords("week", "2026-11-23")))
    assert "Topics practiced by its end: 2 of 68." in ann.text


def test_topics_that_were_known_before_are_not_new(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 3, where="CLO-01")
    assert len(summaries(stage, SUNDAY)) == 1
    stage.clock.move(days=2)
    answers(ann, 3, where="CLO-02")
    [(_, said)] = summaries(stage, SUNDAY + timedelta(days=7))
    assert "Topics now known: 2 of 68, 1 of them new." in said
    ann.press(encode(InWords("week", "2026-11-23")))
    assert "Topics known at its end: 2 of 68. New that week: Histories and historical data." in ann.text


def test_its_words_are_behind_a_button_that_stays_true_when_the_week_is_long_over(stage: Stage) -> None:
    ann = learner(stage, "2027-01-15", "17:00", "Eastern")
    answers(ann, 3, where="CLO-01")
    stage.clock.move(days=1)
    answers(ann, 4, right=False, where="reporting")
    stage.clock.now = SUNDAY
    [card] = [card for push in stage.sweep() for card in push.replies if "Your week" in flat(card.body)]
    assert card.picture
    assert card.picture.worded
    assert "7 answers on 2 days" in card.picture.alt
    ann.seen.append(card)
    ann.tap("In words")
    first = ann.text
    assert "You answered 7 questions on 2 days. By day: Mon 0, Tue 0, Wed 0, Thu 0, Fri 3, Sat 4, Sun 0." in first
    assert "Topics known at its end: 1 of 68. New that week: Visit note." in first
    assert re.search(r"The week after: 5 a day; for extra practice: Clinical Operations.*\.", first)
    stage.clock.move(days=15)
    answers(ann, 3, where="CLO-02")
    ann.press(card.rows[1][0].token)
    assert ann.text == first.partition("\nThe week after")[0]
    for token in (InWords("week", "soon"), InWords("week", "9999-12-31"), InWords("nothing"), InWords("exam", "7")):
        ann.press(encode(token))
        assert "That button is from an older message." in ann.text


def test_a_week_without_an_answer_and_who_is_silent_get_none(stage: Stage) -> None:
    ann = learner(stage)
    assert summaries(stage, SUNDAY + timedelta(hours=2)) == []
    answers(ann, 1)
    assert summaries(stage, SUNDAY + timedelta(days=6)) == []
    stage.clock.now = SUNDAY + timedelta(days=6, hours=20)
    answers(ann, 1)
    assert len(summaries(stage, SUNDAY + timedelta(days=8))) == 1
    assert summaries(stage, SUNDAY + timedelta(days=29)) == []
    ann.say("/daily")
    ann.answer()
    assert len(summaries(stage, SUNDAY + timedelta(days=36))) == 1, "who returns is summed up again"


def test_the_summary_can_be_switched_off_and_on(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    ann.say("/settings weekly off")
    assert "Weekly summary: off" in ann.text
    assert summaries(stage, SUNDAY + timedelta(hours=2)) == []
    ann.say("/settings weekly on")
    answers(ann, 2)
    stage.clock.move(days=6)
    answers(ann, 2)
    [(_, _said)] = summaries(stage, SUNDAY + timedelta(days=8))
    assert ann.say("/settings weekly maybe")
    assert 'Send "on" or "off".' in ann.text


def test_its_own_button_switches_it_off(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    stage.clock.now = SUNDAY
    [push] = [push for push in stage.sweep() if "Your week" in told([push])]
    ann.seen += push.replies
    ann.tap("No weekly summary")
    assert "Weekly summary: off" in ann.text
    answers(ann, 2)
    stage.clock.move(days=6)
    answers(ann, 2)
    assert summaries(stage, SUNDAY + timedelta(days=14)) == []


def test_no_summary_in_a_pause(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    ann.say("/pause 2026-11-21 2026-11-25")
    assert summaries(stage, SUNDAY + timedelta(days=1)) == []
    stage.clock.now = SUNDAY + timedelta(days=5)
    answers(ann, 2)
    assert len(summaries(stage, SUNDAY + timedelta(days=8))) == 1


def test_it_comes_without_the_daily_question_too(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/settings daily off")
    answers(ann, 2)
    assert len(summaries(stage, SUNDAY + timedelta(hours=1))) == 1


def test_it_is_one_of_two_messages_that_nobody_asked_for(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    sent = []
    while stage.clock.now < SUNDAY + timedelta(hours=8):
        stage.clock.move(minutes=30)
        sent += [(stage.clock.now, told([push])) for push in stage.sweep()]
    sunday = [said for at, said in sent if at > SUNDAY - timedelta(hours=14)]
    assert len(sunday) == 2, "the question, the summary, and no late reminder after them"
    assert "Today's first question." in sunday[0]
    assert "Your week" in sunday[1]
    assert any("left today" in said for _, said in sent), "as on other days"


def test_quiet_hours_move_it_before_them(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/settings quiet 17:30-09:00")
    answers(ann, 2)
    [(at, _)] = summaries(stage, SUNDAY + timedelta(hours=6))
    assert at == SUNDAY - timedelta(hours=1, minutes=30)


def test_a_change_of_zone_moves_it_and_brings_no_second_one(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    ann.say("/settings zone Chicago")
    [(at, _)] = summaries(stage, SUNDAY + timedelta(hours=1))
    assert at == SUNDAY + timedelta(hours=1)
    ann.say("/settings zone Honolulu")
    assert summaries(stage, SUNDAY + timedelta(hours=9)) == []
    answers(ann, 2)
    stage.clock.move(days=4)
    answers(ann, 2)
    assert len(summaries(stage, SUNDAY + timedelta(days=8))) == 1


def test_after_an_outage_it_comes_late_or_not_at_all(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    ann.say("/settings daily off")
    stage.clock.now = SUNDAY + timedelta(hours=2)
    assert "Your week" in told(stage.sweep())
    stage.clock.now = SUNDAY + timedelta(days=6)
    answers(ann, 2)
    stage.clock.now = SUNDAY + timedelta(days=7, hours=4)
    assert stage.sweep() == []
    assert summaries(stage, SUNDAY + timedelta(days=9)) == []


@pytest.mark.parametrize("daily", ["17:00", "18:30"])
def test_an_outage_brings_the_question_alone(stage: Stage, daily: str) -> None:
    ann = learner(stage, "not booked", daily, "Eastern")
    answers(ann, 2)
    stage.clock.now = SUNDAY + timedelta(hours=1)
    [push] = stage.sweep()
    assert "Today's first question." in told([push])
    assert summaries(stage, SUNDAY + timedelta(days=1)) == []


def test_a_summary_that_was_claimed_by_a_process_that_died_is_sent_again_once(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = learner(stage, "not booked", "12:00", "Eastern")
    answers(ann, 2)
    stage.clock.now = SUNDAY - timedelta(hours=1)
    stage.sweep()
    stage.clock.now = SUNDAY
    [lost] = stage.pushes()
    stage.clock.move(seconds=61)
    [again] = stage.pushes()
    assert told([again]) == told([lost])
    stage.tutor.settle(again.id, Delivery("sent"))
    assert summaries(stage, SUNDAY + timedelta(days=1)) == []


def test_who_left_gets_none(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    ann.leave()
    assert summaries(stage, SUNDAY + timedelta(days=1)) == []


def test_before_the_exam_it_says_so_and_after_it_nothing(stage: Stage) -> None:
    ann = learner(stage, "2026-11-23", "17:00", "Eastern")
    answers(ann, 2)
    [(_, said)] = summaries(stage, SUNDAY)
    assert "Next week: your exam is tomorrow." in said
    stage.clock.move(days=3)
    answers(ann, 2)
    assert summaries(stage, SUNDAY + timedelta(days=8)) == []


def test_far_from_the_exam_the_summary_names_the_own_number(stage: Stage) -> None:
    ann = learner(stage, "2029-11-01", "17:00", "Eastern")
    answers(ann, 1)
    [(_, said)] = summaries(stage, SUNDAY)
    assert "You answered 1 question on 1 day." in said
    assert "Next week: 5 a day, as before." in said
