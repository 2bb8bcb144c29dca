"""The week's summary: which answers it counts, and what it says."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.actions import InWords, encode
from bot.chat import Address, flat
from bot.context import Context, LearnerContext
from bot.flows.push_times import WEEKLY, closed_week, next_weekly
from tests.bench import Stage
from tests.core.calendar_file import answers, learner
from tests.core.weeks import MINUTE, MONDAY, summaries

if TYPE_CHECKING:
    from bot.storage.database import Database
    from bot.storage.store import Store


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
