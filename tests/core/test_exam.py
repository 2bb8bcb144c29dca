"""The simulation: its questions, its overview, its report, and what else happens meanwhile."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.chat import Card, flat
from tests.bench import NOON, Stage
from tests.core.candidate import begin, candidate, export, hand_in, recount, reported, sheet, toasts, well_made, work

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.bench import Person


def answered(ann: Person) -> int:
    return len(export(ann)["answers"])


def test_a_whole_simulation_is_counted_as_an_independent_recount_does(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = candidate(stage)
    begin(ann)
    work(ann, 120)
    for position, first in ((3, True), (7, True), (8, False), (50, True)):
        ann.say(str(position))
        ann.answer(right=not first)
        ann.answer(right=first)
    assert answered(ann) == 0, "nothing counts before it is handed in"
    assert "Progress" not in ann.text
    hand_in(ann)
    said = ann.text
    held = export(ann)
    found, counted = reported(said), recount(held)
    assert {key: found[key] for key in ("score", "domains", "open", "changed", "gained")} == {
        key: counted[key] for key in ("score", "domains", "open", "changed", "gained")
    }
    assert found["score"][1] == 100
    assert [total for _, total in found["domains"].values()] == [32, 28, 15, 15, 10]
    assert found["open"] == 5
    assert Counter(answer["mode"] for answer in held["answers"]) == {"exam": 120}
    assert "390 of 500" in said
    assert "nobody publishes how many right answers" in said
    assert "I assume it takes 66 to 78 out of 100; I don't have enough real results to check that yet." in said
    ann.say("/streak")
    assert ann.text.startswith("1-day streak.")
    ann.say("/progress")
    assert "of 120 known" in ann.text
    well_made(ann)


def test_nothing_tells_what_is_right_or_what_counts_before_the_end(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann)
    work(ann, 10)
    ann.tap("Flag")
    ann.tap("Overview")
    held = export(ann)
    assert held["exams"][0]["ended_at"] is None
    assert not any({"scored", "correct"} & question.keys() for question in held["exams"][0]["questions"])
    for card in ann.seen[-25:]:
        assert "Because" not in flat(card.body)
        assert "Right" not in flat(card.body)


def test_what_stands_in_columns_is_in_letters_of_one_width(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann)
    work(ann, 2)
    [card] = ann.tap("Overview")
    assert isinstance(card, Card)
    [grid] = [span.text.splitlines() for span in card.body if span.style == "mono"]
    assert grid[0] == "001 xxooo ooooo"
    assert {len(line) for line in grid[:-1]} == {len(grid[0])}
    assert len(grid) == 13
    ann.tap("Turn in")
    ann.tap("Yes, turn it in")
    [card] = ann.tap("Time by question")
    assert isinstance(card, Card)
    [grid] = [span.text.splitlines() for span in card.body if span.style == "mono"]
    assert {len(line) for line in grid} == {4 + 5 * 5}


def test_one_message_is_edited_and_its_time_is_fresh(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann)
    for label in ("A", "Flag", "Next", "Previous", "Unflag", "Overview", "26-50", "30", "Overview", "First unanswered"):
        stage.clock.move(minutes=2)
        [card] = ann.tap(label)
        assert isinstance(card, Card)
        assert card.replace, label
    assert "Exam · 2 of 125 · 105 min left" in ann.text
    stage.clock.move(minutes=100, seconds=30)
    ann.tap("B")
    assert "4 min 30 s left" in ann.text


def test_an_answer_is_shown_and_can_be_changed(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann)
    assert "Your answer" not in ann.text
    for letter in "BAD":
        ann.tap(letter)
        assert "Exam · 2 of 125" in ann.text
        assert "Your answer" not in ann.text
        stage.clock.move(seconds=1)
        ann.tap("Previous")
        assert f"Your answer: {letter}" in ann.text
    ann.say("c")
    assert "Exam · 2 of 125" in ann.text
    ann.say("1")
    assert "Your answer: C" in ann.text


def test_the_last_answer_stays_in_sight_where_nothing_follows(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann, "half")
    ann.say("50")
    ann.tap("D")
    assert "Exam · 50 of 50" in ann.text
    assert "Your answer: D" in ann.text
    ann.say("skip")
    assert "Answer A, B, C, or D, or send a number from 1 to 50" in ann.text


def test_the_overview_shows_answered_flagged_and_open_by_number(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann)
    work(ann, 12)
    ann.tap("Flag")
    ann.tap("Next")
    ann.tap("Flag")
    ann.tap("Overview")
    assert "12 of 125 answered, 2 flagged, 113 unanswered" in ann.text
    lines = ann.text.splitlines()
    assert "001 xxxxx xxxxx" in lines
    assert "011 xFfoo ooooo" in lines
    assert "121 ooooo" in lines
    assert max(map(len, lines[:-1])) <= 45
    ann.tap("First flagged")
    assert "12 of 125" in ann.text
    ann.tap("Overview")
    ann.tap("First unanswered")
    assert "13 of 125" in ann.text
    ann.tap("Overview")
    ann.tap("1-25")
    [card] = ann.replies
    assert isinstance(card, Card)
    assert [len(row) for row in card.rows] == [5, 5, 5, 5, 5]
    labels = [button.label for row in card.rows for button in row]
    assert labels[:14] == [*map(str, range(1, 12)), "12 F", "13 f", "14 o"]
    ann.tap("25")
    assert "25 of 125" in ann.text
    well_made(ann)


def test_first_open_and_first_flagged_are_looked_up_when_they_are_pressed(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann, "half")
    ann.tap("Flag")
    ann.tap("Overview")
    old, flagged = ann.button("First unanswered").token, ann.button("First flagged").token
    ann.tap("Return to 1")
    ann.tap("Unflag")
    work(ann, 50)
    ann.press(old)
    assert toasts(ann) == ["Every question has an answer."]
    ann.press(flagged)
    assert toasts(ann) == ["No question is flagged."]


def test_half_of_it(stage: Stage) -> None:
    ann = candidate(stage)
    ann.say("/exam half")
    assert "Exam: 50 questions in 50 minutes" in ann.text
    begin(ann, "half")
    work(ann, 50)
    assert ann.button("Turn in")
    hand_in(ann)
    assert reported(ann.text)["score"][1] == 40
    assert "Half exam: " in ann.text


def test_a_press_that_comes_twice_changes_nothing_more(stage: Stage) -> None:
    ann = candidate(stage)
    ann.say("/exam")
    start = ann.button("Start now").token
    ann.press(start)
    first = ann.text
    ann.press(start)
    assert ann.text == first
    with stage.database.transaction() as store:
        assert store.exams.count(1) == 1
    ann.tap("B")
    ann.tap("B", back=1)
    assert "2 of 125" in ann.text
    ann.tap("Next")
    ann.tap("Next", back=1)
    assert "3 of 125" in ann.text
    _, attempts = sheet(stage, ann)
    assert [len(attempt.drafts) for attempt in attempts[:3]] == [1, 0, 0]
    hand_in(ann)
    ann.press(ann.button("Yes, turn it in").token)
    once = ann.text
    ann.press(ann.button("Yes, turn it in").token)
    assert ann.text == once
    assert answered(ann) == 1
    ann.press(start)
    assert "125 questions in 125 minutes" in ann.text, "an old start leads to the choice, not into a simulation"


def test_after_a_restart_the_same_press_is_settled_once_and_shown_again(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = candidate(stage)
    begin(ann)
    for _ in range(5):
        ann.answer()
    shown = ann.text
    stage.clock.move(seconds=1)
    stage.start()
    ann.again()
    assert ann.text.splitlines()[1:] == shown.splitlines()[1:]
    ann.say("/exam")
    assert "6 of 125" in ann.text
    _, attempts = sheet(stage, ann)
    assert [len(attempt.drafts) for attempt in attempts].count(1) == 5


def test_two_devices_at_once(stage: Stage) -> None:
    ann = candidate(stage)
    other = stage.person("ann#1", "discord")
    ann.join(other)
    begin(ann)
    other.say("/exam")
    assert "1 of 125" in other.text
    ann.tap("A")
    other.tap("Next")
    other.tap("C")
    ann.tap("B")
    assert "3 of 125" in ann.text
    _, attempts = sheet(stage, ann)
    assert [len(attempt.drafts) for attempt in attempts[:3]] == [1, 2, 0]
    other.tap("Overview")
    other.tap("Turn in")
    other.tap("Yes, turn it in")
    ann.tap("C")
    assert "Exam: " in ann.text
    assert len(export(ann)["answers"]) == 2


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_pressed_in_whatever_order_is_kept_as_it_was_chosen_last(stage: Stage, seed: int) -> None:
    rng = random.Random(seed)
    ann = candidate(stage)
    begin(ann, "half")
    chosen: dict[int, str] = {}
    for _ in range(120):
        stage.clock.move(seconds=rng.randint(0, 8))
        card = rng.choice([card for card in ann.seen if "Exam · " in flat(card.body)][-6:])
        buttons = [button for row in card.rows for button in row if button.label not in {"Turn in", "Overview"}]
        pressed = rng.choice(buttons)
        ann.press(pressed.token)
        if len(pressed.label) == 1:
            position = int(flat(card.body).split(" of ")[0].split()[-1])
            line = next(each for each in flat(card.body).splitlines() if each.startswith(f"{pressed.label}. "))
            chosen[position] = line[3:]
        if rng.random() < 0.1:
            ann.say(str(rng.randint(1, 50)))
        if rng.random() < 0.1:
            stage.start()
            ann.again()
    hand_in(ann)
    questions = export(ann)["exams"][0]["questions"]
    assert {q["position"]: q["choices"][-1] for q in questions if q["choices"]} == chosen
    assert sum(question["seconds"] for question in questions) <= (stage.clock.now - NOON).total_seconds() + 1
    assert len(export(ann)["answers"]) == len(chosen) > 10
