"""The plan on the screen and as a calendar file, through the real core."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.bank.facts import load_facts
from bot.bank.library import Library
from bot.chat import MAX_ROWS, Card, flat
from tests.bench import CONTENT, Stage, bank
from tests.core.calendar_file import answers, entries, learner
from tests.core.test_account import exported

if TYPE_CHECKING:
    from bot.storage.database import Database

ONE_SCREEN = 900


@pytest.mark.parametrize("exam", ["not booked", "tomorrow", "in 5 days", "in 8 weeks", "in 26 weeks", "2029-11-01"])
def test_a_plan_fits_on_one_screen(stage: Stage, exam: str) -> None:
    stage.library = Library(bank(11), [], load_facts(CONTENT))
    stage.start()
    ann = learner(stage)
    answers(ann, 5)
    ann.say("/plan")
    stage.clock.move(days=2)
    ann.say(f"/plan {exam}")
    card = ann.replies[-1]
    assert isinstance(card, Card)
    assert len(flat(card.body).partition("\nThat's a Sunday")[0]) <= ONE_SCREEN
    labels = [button.label for row in card.rows for button in row]
    assert not [label for label in labels if label[0] in "ABCD"]
    assert len(card.rows) <= MAX_ROWS


def test_it_says_what_the_own_number_comes_to_and_offers_a_step(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/plan in 2 weeks")
    said = "\nAt 5 a day, you'll answer about 60 more questions before your exam. Five more a day would add about 60.\n"
    assert said in ann.text
    assert "%" not in ann.text, "no share of a bank that nobody needs to get through"
    ann.tap("Make it 10 a day")
    assert "Questions per day: 10" in ann.text
    ann.say("/plan")
    assert "At 10 a day, you'll answer about 120 more questions before your exam." in ann.text
    ann.say("/settings size 40")
    ann.say("/plan")
    assert "At 40 a day, you'll get through all 204 questions in time (" in ann.text
    ann.say("/plan not booked")
    assert "At 40 a day, you'll answer about 920 more questions in these weeks." in ann.text
    assert "more a day" not in ann.text


def test_a_low_chance_of_passing_asks_for_more_a_day(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/plan in 4 weeks")
    assert "/ready" not in ann.text
    answers(ann, 40, right=False)
    ann.say("/plan")
    assert re.search(
        r"^/ready says passing is .+\. More a day would help; 10 is a good next step\.$", ann.text, re.MULTILINE
    )
    answers(ann, 50)
    answers(ann, 50)
    answers(ann, 50)
    ann.say("/plan")
    assert "/ready" not in ann.text


def test_what_was_answered_counts_as_done(any_database: Database) -> None:
    ann = learner(Stage(any_database))
    ann.say("/plan in 8 weeks")
    assert "All 68 topics are still new to you." in ann.text
    assert "across all domains" not in ann.text
    answers(ann, 1, where="CLO-02")
    ann.say("/plan")
    assert "You have seen 1 question so far, from 1 of the 68 topics." in ann.text
    answers(ann, 3, where="CLO-01")
    answers(ann, 2, right=False, where="reporting")
    ann.say("/plan")
    assert "You have seen 6 questions so far and know 1 of 68 topics." in ann.text
    assert "; 6 questions answered so far, across all domains" in ann.text
    assert "Since you last looked today, you answered 5 questions." in ann.text


def test_it_says_in_one_sentence_what_changed_and_the_same_again(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = learner(stage)
    ann.say("/plan in 4 weeks")
    assert "Since" not in ann.text
    stage.clock.move(days=14)
    ann.say("/plan")
    said = ann.text.splitlines()[1]
    assert said.startswith("Since Friday, November 20, you answered 0 of the 70 questions planned. The weeks")
    assert said.endswith(": the heaviest domains come first while they have questions you haven't seen.")
    ann.say("/plan")
    assert said in ann.text
    stage.clock.move(days=1)
    ann.say("/plan in 8 weeks")
    assert "Your exam date is now January 30, 2027.\n" in ann.text
    assert "Since" not in ann.text


def test_a_domain_that_is_through_is_told_and_leaves_the_weeks(stage: Stage) -> None:
    ann = learner(stage, "2027-01-15", "17:00", "Eastern")
    ann.say("/plan")
    assert "This week, through Nov 26: Clinical Operations" in ann.text
    answers(ann, 50, where="clinical")
    answers(ann, 1, where="clinical")
    ann.say("/plan")
    assert "you have seen all of Clinical Operations.\n" in ann.text
    assert "This week, through Nov 26: Non-Clinical Operations" in ann.text
    assert "You have finished Clinical Operations." in ann.text


def test_two_learners_with_one_date_see_other_weeks(stage: Stage) -> None:
    ann, bob = stage.person("ann"), stage.person("bob")
    for each, where in ((ann, "clinical"), (bob, "reporting")):
        each.begin("2027-01-15", "17:00", "Eastern")
        for _ in range(2):
            answers(each, 30 if where == "clinical" else 15, where=where)
        each.say("/plan")
    assert ann.text.split("This week")[1] != bob.text.split("This week")[1]
    assert "Reporting" in ann.text.split("This week")[1].split("Your daily")[0]
    assert "Reporting" not in bob.text.split("This week")[1].split("review of every domain")[0]


def test_an_exam_that_has_passed_leads_to_a_new_date(stage: Stage) -> None:
    ann = learner(stage, "2026-11-24", "17:00", "Eastern")
    ann.say("/plan")
    stage.clock.move(days=6)
    ann.say("/plan")
    assert "Your exam date has passed. Send a new one, or pick one." in ann.text
    assert "Since Friday, November 20, your exam day has come and gone." in ann.text
    ann.say("Jan 15")
    assert "50 days to your exam on January 15, 2027" in ann.text


def test_an_old_button_sets_the_date_that_it_set_when_it_was_shown(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/plan")
    token = ann.button("In 4 weeks").token
    for _ in range(2):
        ann.press(token)
        assert "to your exam on December 18, 2026" in ann.text
        stage.clock.move(days=2)
    stage.clock.move(days=30)
    ann.press(token)
    assert "That date has passed." in ann.text


def test_an_answer_goes_before_a_date_and_a_question_ends_the_wait_for_one(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/plan")
    ann.say(ann.stage.library.bank.questions["CLO-01-001"].key.text)
    assert "I couldn't read that date" in ann.text
    ann.say("/daily")
    ann.say("Jan 15")
    assert "Your study plan" not in ann.text


def test_a_plan_before_start_says_what_is_set(stage: Stage) -> None:
    ann = stage.person()
    ann.say("/plan")
    assert "Your 5 daily questions come at 5:00 PM" in ann.text
    assert "Your study plan: the next four weeks" in ann.text
    ann.say("in 4 weeks")
    assert "4 weeks to your exam on December 18, 2026" in ann.text


def test_a_pause_is_no_time_to_study(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/pause 2026-11-27 2026-12-03")
    ann.say("/plan in 4 weeks")
    assert "Nov 27 to Dec 3: pause" in ann.text
    ann.say("/plan 2026-12-16")
    assert "Nov 27 to Dec 3: pause\nDec 4 to Dec 8: " in ann.text, "it ends within a week of the plan"
    ann.say("/pause 2026-11-20 2026-12-02")
    ann.say("/plan")
    assert "\nThrough Dec 2: pause\nDec 3 to Dec 8: " in ann.text
    assert "This week" not in ann.text
    assert "have changed: your pause leaves fewer days, and the heaviest domains come first.\n" in ann.text
    ann.say("/pause 2026-11-30 2026-11-30")
    ann.say("/plan")
    assert "\nNov 30: pause\n" in ann.text
    stage.clock.move(days=10)
    ann.say("/plan")
    assert "\nThrough Nov 30: pause\n" in ann.text
    assert [entry for entry in entries(ann) if entry.first == date(2026, 11, 27)] == []


def test_what_the_plan_keeps_is_exported_and_joined_with_the_settings(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/plan in 4 weeks")
    ann.say("/examday remote")
    ann.say("/settings weekly off")
    held = exported(ann)
    assert held["learner"]["plan"]["seen"]["exam"] == "2026-12-18"
    assert held["learner"]["plan"]["place"] == "remote"
    assert held["settings"]["weekly_summary"] is False
    other = stage.person("ann#1", "discord")
    ann.join(other)
    assert exported(other)["settings"]["weekly_summary"] is False
