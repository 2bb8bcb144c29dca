"""What happens alongside a simulation: a second one, giving up, other questions, other people, too few questions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.actions import Answer, Choose, Jump, Overview, encode
from bot.bank.library import Library
from bot.bank.models import Bank
from bot.chat import flat
from tests.bench import Stage, bank
from tests.core.candidate import begin, candidate, export, hand_in, reported, sheet, toasts, work

if TYPE_CHECKING:
    from bot.storage.database import Database


def test_two_simulations_at_once_are_refused(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann)
    ann.tap("Next")
    ann.say("/exam half")
    assert "Finish it first, or give it up." in ann.text
    ann.tap("Resume")
    assert "2 of 125" in ann.text
    ann.say("/exam")
    assert "2 of 125" in ann.text
    ann.say("/exam full")
    assert "2 of 125" in ann.text
    with stage.database.transaction() as store:
        assert store.exams.count(1) == 1


def test_stop_asks_once_and_giving_up_counts_nothing(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = candidate(stage)
    begin(ann)
    work(ann, 7)
    shown = {question["question"] for question in export(ann)["exams"][0]["questions"][:8]}
    ann.say("/stop")
    assert "Give up the exam?" in ann.text
    assert "7 of 125 answered" in ann.text
    ann.tap("Return to the exam")
    assert "7 of 125" in ann.text
    ann.say("/stop")
    ann.tap("Yes, give up")
    assert "None of it counted." in ann.text
    ann.tap("Overview")
    assert "None of it counted." in ann.text
    ann.say("/stop")
    assert "Today's set" in ann.text
    held = export(ann)
    assert held["answers"] == []
    with stage.database.transaction() as store:
        assert store.exams.questions(1) == shown
        assert not store.exams.open(1)
    begin(ann)
    work(ann, 1)
    hand_in(ann)
    assert "This is your first simulation." in ann.text


def test_stop_can_hand_in_instead(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann, "half")
    work(ann, 3)
    ann.say("/stop")
    ann.tap("Turn in")
    assert "47 questions are unanswered and would count as wrong." in ann.text
    ann.tap("Keep going")
    assert "3 of 50" in ann.text
    ann.say("/stop")
    ann.tap("Turn in")
    ann.tap("Yes, turn it in")
    assert len(export(ann)["answers"]) == 3


def test_ordinary_questions_beside_an_open_simulation(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = candidate(stage)
    begin(ann)
    work(ann, 2)
    form = {attempt.question for attempt in sheet(stage, ann)[1]}
    stage.clock.move(seconds=1)
    ann.say("/daily")
    assert "1 of 5" in ann.text
    daily = {ann.question.id}
    ann.say(ann.letter())
    assert "Right: " in ann.text, "a letter answers what was shown last"
    for _ in range(4):
        ann.tap("Next")
        daily.add(ann.question.id)
        ann.answer()
    assert not daily & form
    ann.say("/mock 10")
    for _ in range(10):
        assert ann.question.id not in form
        ann.answer()
        ann.tap("Next")
    assert "10 of 10 right" in ann.text
    stage.clock.move(seconds=1)
    ann.say("/resume")
    assert "2 of 125" in ann.text
    ann.say("A")
    assert "3 of 125" in ann.text
    hand_in(ann)
    assert Counter(answer["mode"] for answer in export(ann)["answers"]) == {"daily": 5, "mock": 10, "exam": 2}


def test_a_letter_on_another_card_shows_the_question_and_changes_nothing(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann)
    ann.tap("A")
    stage.clock.move(seconds=1)
    ann.tap("Previous")
    ann.tap("Overview")
    ann.say("B")
    assert "Your answer: A" in ann.text
    ann.say("B")
    assert "2 of 125" in ann.text
    ann.say("1")
    assert "Your answer: B" in ann.text
    ann.say("77")
    assert "77 of 125" in ann.text
    for typed in ("0", "126", "9999"):
        ann.say(typed)
        assert "Answer A, B, C, or D, or send a number from 1 to 125" in ann.text
    ann.say("soon")
    assert "Your question is still open" in ann.text
    hand_in(ann)
    ann.say("B")
    assert "Your answer" not in ann.text
    assert "still open" not in ann.text


def test_no_question_of_an_earlier_simulation_until_the_bank_is_used_up(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann, "half")
    first = {attempt.question for attempt in sheet(stage, ann)[1]}
    hand_in(ann)
    ann.say("/exam half")
    assert "earlier simulation" not in ann.text
    ann.tap("Start now")
    second = {attempt.question for attempt in sheet(stage, ann)[1]}
    hand_in(ann)
    assert not first & second
    ann.say("/exam")
    assert "of these come from your earlier simulations" in ann.text
    owed = int(ann.text.split("most of the bank, so ")[1].split()[0])
    ann.tap("Start now")
    third = {attempt.question for attempt in sheet(stage, ann)[1]}
    assert len(third & (first | second)) == owed


def test_a_bank_that_is_too_small_says_which_domain(database: Database) -> None:
    whole = bank()
    few = {key: item for key, item in whole.questions.items() if not key.startswith("REP") or key.endswith("001")}
    stage = Stage(database, library=Library(Bank(few, whole.notes, whole.blueprint)))
    ann = candidate(stage)
    ann.say("/exam")
    held = sum(key.startswith("REP") for key in few)
    assert f"too few questions for this: Reporting has {held} of 12." in ann.text
    ann.say("/exam half")
    assert "50 questions in 50 minutes" in ann.text


def test_a_question_that_leaves_the_bank_meanwhile_counts_nowhere(database: Database) -> None:
    stage = Stage(database)
    ann = candidate(stage)
    begin(ann)
    work(ann, 3)
    _, attempts = sheet(stage, ann)
    gone = attempts[1].question
    whole = stage.library.bank
    stage.library = Library(Bank({k: q for k, q in whole.questions.items() if k != gone}, whole.notes, whole.blueprint))
    stage.start()
    ann.say("2")
    assert "was withdrawn" in ann.text
    ann.press(encode(Choose(attempts[1].id or 0, 0)))
    assert "was withdrawn" in ann.text
    ann.tap("Next")
    assert "3 of 125" in ann.text
    hand_in(ann)
    total = reported(ann.text)["score"][1] + int(ann.text.split("don't count: ")[1].split(" of ")[1].split(".")[0])
    assert total == 124
    ann.tap("Review all")
    ann.tap("Next")
    assert "question 3 of 125 (2 of 124 to review)" in ann.text


def test_buttons_of_others_and_of_no_simulation(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann)
    bob = candidate(stage, "bob")
    _, attempts = sheet(stage, ann)
    mine, other = attempts[0].id or 0, sheet(stage, ann)[0].id or 0
    for action in (Choose(mine, 0), Jump(other, "5"), Overview(other, 0)):
        bob.press(encode(action))
        assert toasts(bob)
    ann.press(encode(Answer(mine, 0)))
    assert "Source:" not in ann.text
    for action in (Choose(mine, 7), Jump(other, "500"), Jump(other, "nowhere"), Overview(other, 9)):
        ann.press(encode(action))
        assert toasts(ann)
    _, after = sheet(stage, ann)
    assert not any(attempt.drafts or attempt.answered_at for attempt in after)


@pytest.mark.parametrize("argument", ["third", "half 2", "125"])
def test_a_size_that_is_none(stage: Stage, argument: str) -> None:
    ann = candidate(stage)
    ann.say(f"/exam {argument}")
    assert "/exam half" in ann.text


def test_forgetting_in_the_middle_leaves_nothing(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = candidate(stage)
    begin(ann)
    work(ann, 3)
    ann.say("/forget")
    ann.tap("Yes, delete")
    stage.clock.move(minutes=126)
    assert stage.sweep() == []
    ann.tap("Overview")
    assert toasts(ann)
    with stage.database.transaction() as store:
        found = store.learners.find("telegram", "ann")
        assert found is None
        assert store.exams.count(1) == 0


def test_two_open_simulations_of_accounts_that_were_joined(stage: Stage) -> None:
    ann = candidate(stage)
    bea = candidate(stage, "bea", "discord")
    begin(bea, "half")
    work(bea, 2)
    stage.clock.move(minutes=10)
    begin(ann)
    work(ann, 3)
    ann.join(bea)
    stage.clock.move(minutes=45)
    texts = [flat(card.body) for push in stage.sweep("discord") for card in push.replies]
    assert any("Half exam: " in said for said in texts)
    bea.say("/exam")
    assert "3 of 125" in bea.text
    stage.clock.move(minutes=120)
    texts = [flat(card.body) for push in stage.sweep("discord") for card in push.replies]
    assert any("Exam: " in said and " of 100 right" in said for said in texts)
    assert len(export(bea)["answers"]) == 5
