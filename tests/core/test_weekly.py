"""The week's summary: when it comes, when it does not, and what it says."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.actions import InWords, encode
from bot.chat import Address, Delivery, flat
from bot.context import Context, LearnerContext
from bot.flows.push_times import WEEKLY, closed_week, next_weekly
from tests.bench import Stage
from tests.core.calendar_file import answers, learner

if TYPE_CHECKING:
    from bot.chat import Push
    from bot.storage.database import Database
    from bot.storage.store import Store

MONDAY = datetime(2026, 11, 23, 21, 59, tzinfo=UTC)
"""16:59 in New York, a minute before the daily time."""
MINUTE = timedelta(minutes=1)


def told(pushes: list[Push]) -> str:
    return "\n".join(flat(card.body) for push in pushes for card in push.replies)


def summaries(stage: Stage, until: datetime, step: timedelta = MINUTE) -> list[tuple[datetime, str]]:
    """Let time pass, delivering what is due; return when a summary was sent, and what it said."""
    sent = [(stage.clock.now, told([push])) for pushes in stage.sweeps(until, step) for push in pushes]
    return [(at, said) for at, said in sent if "Your week" in said]


def test_the_week_is_summed_up_on_monday_before_the_question(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = learner(stage, "2027-01-15", "17:00", "Eastern")
    answers(ann, 3, where="CLO-01")
    stage.clock.move(days=1)
    answers(ann, 4, right=False, where="reporting")
    [(at, said)] = summaries(stage, MONDAY + timedelta(days=6))
    assert at == MONDAY
    assert "Your week, Nov 16 to Nov 22" in said
    assert "You answered 7 questions on 2 days and got 3 right." in said
    assert "Topics now known: 1 of 68, 1 of them new." in said
    assert "This week: 5 a day. Next step: go over what you missed with /practice missed." in said


def test_every_answer_is_in_exactly_one_summary(stage: Stage) -> None:
    ann, dice, given, counted = learner(stage), random.Random(4), 0, 0
    end = MONDAY + timedelta(days=28)
    while stage.clock.now < end:
        last = stage.clock.now + timedelta(hours=30) > end
        if not last:
            number = dice.randint(1, 3)
            answers(ann, number)
            given += number
        for _, said in summaries(stage, stage.clock.now + dice.randint(3, 30) * timedelta(hours=1)):
            counted += int(re.findall(r"You answered (\d+) question", said)[0])
        if dice.random() < 0.2:
            ann.say(f"/settings time {dice.choice(['06:30', '17:00', '22:00', '01:00'])}")
    stage.clock.now = max(stage.clock.now, end)
    this_week = since_monday(stage)
    assert given >= 60
    assert counted + this_week == given


def since_monday(stage: Stage) -> int:
    """The answers of the week that no summary covers yet."""
    local = (stage.clock.now - timedelta(hours=9)).date()  # the study day in New York
    begin = datetime.combine(local - timedelta(days=local.weekday()), datetime.min.time(), UTC) + timedelta(hours=9)
    with stage.database.transaction() as store:
        found = store.learners.find("telegram", "ann")
        assert found is not None
        return store.answers.count(found[0].id or 0, begin)


def test_sunday_evening_and_the_night_after_it_belong_to_the_week(stage: Stage) -> None:
    ann = learner(stage)
    stage.clock.now = datetime(2026, 11, 23, 2, tzinfo=UTC)  # Sunday, 21:00
    answers(ann, 2)
    stage.clock.move(hours=6)  # Monday, 3:00: still the study day of Sunday
    answers(ann, 1)
    stage.clock.move(hours=2)
    answers(ann, 1)
    [(_, first)] = summaries(stage, MONDAY + timedelta(days=1))
    assert "You answered 3 questions on 1 day and got 3 right." in first
    [(_, second)] = summaries(stage, MONDAY + timedelta(days=8))
    assert "You answered 1 question on 1 day and got 1 right." in second


@pytest.mark.parametrize(
    ("daily", "hours"), [("07:00", 12), ("04:00", 9), ("02:00", 31), ("23:00", 28)]
)  # UTC, from Monday's midnight
def test_it_comes_just_before_the_daily_time_once_sunday_is_over(stage: Stage, daily: str, hours: int) -> None:
    ann = learner(stage, "not booked", daily, "Eastern")
    answers(ann, 2)
    [(at, _)] = summaries(stage, MONDAY + timedelta(days=2))
    due = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(hours=hours)
    assert at == (due if daily == "04:00" else due - MINUTE)


def test_one_that_was_scheduled_for_a_sunday_waits_for_monday(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2)
    with stage.database.transaction() as store:
        found = store.learners.find("telegram", "ann")
        assert found is not None
        me = found[0]
        store.schedule.put(WEEKLY, me.id or 0, "telegram", MONDAY - timedelta(hours=23))
    [(at, _)] = summaries(stage, MONDAY + timedelta(days=5))
    assert at == MONDAY
    with stage.database.transaction() as store:
        found = store.learners.find("telegram", "ann")
        assert found is not None
        found[0].weekly_at = stage.clock.now = MONDAY + timedelta(days=6)  # the Sunday after, as they came before
        assert closed_week(in_turn(stage, store)) == (MONDAY + timedelta(days=7)).date()
        assert next_weekly(in_turn(stage, store)) == MONDAY + timedelta(days=14)


def in_turn(stage: Stage, store: Store) -> LearnerContext:
    found = store.learners.find("telegram", "ann")
    assert found is not None
    base = Context(store, stage.library, stage.clock(), random.Random(1))
    return LearnerContext(base, *found, Address("telegram", "ann", "chat-ann", direct=True))


def test_it_says_how_many_misses_came_back_and_were_right(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 3, right=False, where="CLO-01")
    [(_, said)] = summaries(stage, MONDAY)
    assert "came back" not in said
    answers(ann, 1, where="missed")
    [(_, said)] = summaries(stage, MONDAY + timedelta(days=7))
    assert "\n1 question came back after a miss, and you got it right.\nThis week: 5 a day. Next step: go over" in said
    answers(ann, 1, where="missed")
    answers(ann, 1, right=False, where="missed")
    [(_, said)] = summaries(stage, MONDAY + timedelta(days=14))
    assert "Of 2 questions that came back after a miss, you got 1 right." in said
    answers(ann, 1, right=False, where="missed")
    [(_, said)] = summaries(stage, MONDAY + timedelta(days=21))
    assert "1 question came back after a miss, and it isn't right yet." in said
    answers(ann, 1, where="missed")
    [(_, said)] = summaries(stage, MONDAY + timedelta(days=28))
    assert said.endswith("This week: 5 a day."), "nothing is left to go over"


def test_it_names_the_simulation_of_the_week(stage: Stage) -> None:
    ann = learner(stage, "2026-12-04", "17:00", "Eastern")
    answers(ann, 2)
    assert len(summaries(stage, MONDAY)) == 1
    answers(ann, 2)
    [(_, said)] = summaries(stage, MONDAY + timedelta(days=7))
    assert "This week: 5 a day. Your exam is on Friday, December 4. /examday has your checklist." in said
    ann.say("/settings exam not booked")
    answers(ann, 2)
    assert len(summaries(stage, MONDAY + timedelta(days=14))) == 1
    answers(ann, 2)
    ann.say("/settings exam 2026-12-25")
    [(_, said)] = summaries(stage, MONDAY + timedelta(days=21))
    assert "This week: 5 a day, and a timed simulation on Saturday, December 19 (/exam)." in said


def test_until_a_topic_is_known_the_week_counts_those_practiced(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 2, where="CLO-01")
    [(_, said)] = summaries(stage, MONDAY)
    assert "Topics practiced so far: 1 of 68." in said
    stage.clock.move(days=2)
    answers(ann, 1, right=False, where="CLO-02")
    sent = [push for pushes in stage.sweeps(MONDAY + timedelta(days=7), timedelta(minutes=30)) for push in pushes]
    drawn = [card.picture.alt for push in sent for card in push.replies if card.picture]
    assert "2 of 68 topics practiced, 1 a week ago" in "".join(drawn)
    ann.press(encode(InWords("week", "2026-11-23")))
    assert "Topics practiced by its end: 2 of 68." in ann.text


def test_topics_that_were_known_before_are_not_new(stage: Stage) -> None:
    ann = learner(stage)
    answers(ann, 3, where="CLO-01")
    assert len(summaries(stage, MONDAY)) == 1
    stage.clock.move(days=2)
    answers(ann, 3, where="CLO-02")
    [(_, said)] = summaries(stage, MONDAY + timedelta(days=7))
    assert "Topics now known: 2 of 68, 1 of them new." in said
    ann.press(encode(InWords("week", "2026-11-23")))
    assert "Topics known at its end: 2 of 68. New that week: Histories and historical data." in ann.text


def test_its_words_are_behind_a_button_that_stays_true_when_the_week_is_long_over(stage: Stage) -> None:
    ann = learner(stage, "2027-01-15", "17:00", "Eastern")
    answers(ann, 3, where="CLO-01")
    stage.clock.move(days=1)
    answers(ann, 4, right=False, where="reporting")
    stage.clock.now = MONDAY
    [card] = [card for push in stage.sweep() for card in push.replies if "Your week" in flat(card.body)]
    assert card.picture
    assert card.picture.worded
    assert "7 answers on 2 days, 3 right" in card.picture.alt
    ann.seen.append(card)
    ann.tap("In words")
    first = ann.text
    assert (
        "You answered 7 questions on 2 days and got 3 right. By day: Mon 0, Tue 0, Wed 0, Thu 0, Fri 3, Sat 4, Sun 0."
        in first
    )
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
