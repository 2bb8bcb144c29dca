"""The simulation's report, its review, and what it tells the learning model."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from bot.context import Context, LearnerContext
from bot.flows import model
from tests.core.candidate import begin, candidate, hand_in, reported, well_made, work

if TYPE_CHECKING:
    from tests.bench import Person, Stage


def taken_in(ann: Person) -> int:
    """Return how many answers the learning model knows of when it is asked."""
    stage = ann.stage
    with stage.database.transaction() as store:
        found = store.learners.find(ann.address.platform, ann.address.user)
        assert found is not None
        context = LearnerContext(Context(store, stage.library, stage.clock.now, random.Random(1)), *found, ann.address)
        return model.engine(context).answered


def test_the_review_explains_what_was_missed_flagged_changed_or_all(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann, "half")
    work(ann, 8)
    ann.say("2")
    ann.tap("Flag")
    ann.answer(right=False)
    hand_in(ann)
    ann.tap("Review 45 missed or blank")
    assert "question 2 of 50 (1 of 45 to review)" in ann.text
    assert "Not quite" in ann.text
    ann.tap("Next")
    assert "question 4 of 50 (2 of 45 to review)" in ann.text
    for _ in range(2):
        ann.tap("Next")
    assert "Left open: the answer is " in ann.text
    assert "question 9 of 50 (4 of 45 to review)" in ann.text
    assert "Source:" in ann.text
    for _ in range(42):
        ann.tap("Next")
    assert "That was the last one." in ann.text
    ann.tap("Show the report")
    ann.tap("Flagged (1)")
    assert "question 2 of 50 (1 of 1 to review)" in ann.text
    ann.tap("Right before (1)", back=0)
    assert "question 2 of 50 (1 of 1 to review)" in ann.text
    ann.tap("Review all")
    assert "question 1 of 50 (1 of 50 to review)" in ann.text
    assert "Right: " in ann.text
    ann.tap("I guessed")
    assert "Counted as a guess" in ann.text
    ann.tap("Next")
    assert "question 2 of 50 (2 of 50 to review)" in ann.text
    well_made(ann)


def test_times_pace_changes_and_earlier_simulations(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann, "half")
    work(ann, 50, wrong=2)
    ann.say("31")
    stage.clock.move(minutes=5)
    ann.answer(right=False)
    hand_in(ann)
    first = reported(ann.text)["score"]
    assert "Time: 30 min 0 s of 50 min. 36 s per answer; the exam allows 60 s." in ann.text
    assert "You changed 1 answer: 1 from right to wrong, 0 from wrong to right." in ann.text
    ann.tap("Time by question")
    assert "Question 31: 5 min 30 s, missed" in ann.text
    assert ann.text.count("\nQuestion ") == 10
    assert "31:  330   30   30   30   30" in ann.text
    ann.tap("What I changed")
    assert "From right to wrong: 31." in ann.text
    stage.clock.move(days=1)
    begin(ann, "half")
    work(ann, 50, wrong=99)
    hand_in(ann)
    assert f"Earlier: {first[0]} of 40 (Nov 20)." in ann.text


def test_what_is_missed_feeds_the_memory(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann, "half")
    work(ann, 4)
    missed = ann.question.id
    hand_in(ann)
    ann.say("/practice missed")
    assert ann.question.id == missed
    assert taken_in(ann) == 4


def test_what_is_handed_in_late_feeds_the_model_too(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann, "half")
    work(ann, 3)
    stage.clock.move(minutes=60)
    ann.say("/daily")
    ann.answer()
    ann.tap("Next")
    assert taken_in(ann) == 1
    stage.sweep()
    assert taken_in(ann) == 4
