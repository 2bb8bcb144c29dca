"""A duel between two people: by code, in their own time, a minute a question, and its result."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.chat import Card, flat
from tests.bench import Stage
from tests.duelists import Ring, play

if TYPE_CHECKING:
    from bot.storage.database import Database


@pytest.fixture
def ring(any_database: Database) -> Ring:
    return Ring(Stage(any_database))


@pytest.fixture
def lite(stage: Stage) -> Ring:
    """The same on SQLite alone, for what does not depend on the database."""
    return Ring(stage)


def test_both_get_the_same_questions_and_learn_who_was_better(ring: Ring) -> None:
    ann, bob = ring.alone("ann"), ring.alone("bob", "discord")
    ring.match(ann, bob)
    assert "accepted your challenge" in ring.said_to("ann")
    ann.seen += ring.told["ann"]
    ann.tap("Start")
    mine = [ann.question.id]
    for _ in range(4):
        ann.answer()
        ann.tap("Next")
        mine.append(ann.question.id)
    ann.answer(right=False)
    assert "You're done: 4 of 5 right." in ann.text
    assert "I'll send you the result" in ann.text
    ring.stage.clock.move(hours=3)
    bob.tap("Start")
    theirs = [bob.question.id]
    for _ in range(4):
        bob.answer(right=False)
        bob.tap("Next")
        theirs.append(bob.question.id)
    bob.answer(right=False)
    assert mine == theirs
    assert "Your opponent won, 4 to 0." in bob.text
    assert "Both missed: " in bob.text
    ring.stage.clock.move(seconds=1)
    ring.sweep()
    ring.sweep("discord")
    assert "You won, 4 to 0." in ring.said_to("ann")
    assert "won" not in ring.said_to("bob"), "who has seen the result is not told again"


def test_answers_count_for_the_own_model_and_streak(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    play(bob, 5)
    bob.say("/export")
    [card] = [reply for reply in bob.replies if isinstance(reply, Card)]
    assert card.file
    held = json.loads(card.file.content)
    assert [each["mode"] for each in held["answers"]] == ["duel"] * 5
    assert held["streak"]["answered_today"] == 5
    assert held["duels"][0]["as"] == "opponent"
    bob.say("/streak")
    assert "1" in bob.text


def test_time_decides_only_among_equals(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    play(bob, 3, seconds=10)
    ann.seen += lite.told["ann"]
    said = play(ann, 3, seconds=20)
    assert "Your opponent won, 3 to 3." in said
    assert "Even on right answers, so time decided: 50 s to 1 min 40 s." in said


def test_times_within_a_second_are_a_tie(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    play(bob, 3, seconds=10)
    ann.seen += lite.told["ann"]
    assert "A tie, 3 to 3." in play(ann, 3, seconds=10.2)


def test_an_answer_after_the_minute_is_missed_but_explained(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    bob.tap("Start")
    assert "You have one minute." in bob.text
    lite.stage.clock.move(seconds=62.5)
    asked = bob.question
    bob.answer()
    assert "Too late: the answer is" in bob.text
    assert asked.key.why in bob.text
    bob.tap("Next")
    for number in range(4):
        bob.answer()
        if number < 3:
            bob.tap("Next")
    assert "You're done: 4 of 5 right." in bob.text


def test_looking_at_a_question_again_does_not_begin_its_minute_anew(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    bob.tap("Start")
    first = bob.question.id
    lite.stage.clock.move(seconds=45)
    bob.say("/duel")
    assert "0 of 5 answered" in bob.text
    bob.tap("Play")
    bob.tap("Start")
    assert bob.question.id == first
    assert "You have 15 seconds left." in bob.text
    lite.stage.clock.move(seconds=20)
    bob.tap("Start")
    assert "Your minute is up" in bob.text
    bob.answer()
    assert "Too late" in bob.text


def test_a_typed_letter_answers_too(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    bob.tap("Start")
    bob.say(bob.letter())
    assert "Right:" in bob.text
    bob.tap("Next")
    bob.say("skip")
    assert "Skipped" in bob.text


def test_nobody_has_to_be_quick_between_questions(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    bob.tap("Start")
    bob.answer()
    lite.stage.clock.move(hours=5)
    bob.tap("Next")
    assert "You have one minute." in bob.text


def test_the_time_runs_out_for_one_who_never_played(ring: Ring) -> None:
    ann, bob = ring.alone("ann"), ring.alone("bob")
    ring.match(ann, bob)
    play(bob, 4)
    ring.stage.clock.move(hours=23, minutes=50)
    ring.sweep()
    assert "didn't get" not in ring.said_to("bob")
    ring.stage.clock.move(minutes=10)
    ring.sweep()
    ring.sweep()
    assert "Your opponent didn't get to the duel." in ring.said_to("bob")
    assert "You had 4 of 5 right" in ring.said_to("bob")
    assert "you didn't get to your duel" in ring.said_to("ann")


def test_a_duel_that_nobody_played_ends_without_blame(lite: Ring) -> None:
    lite.match(lite.alone("ann"), lite.alone("bob"))
    lite.stage.clock.move(hours=24)
    lite.sweep()
    lite.sweep()
    assert "neither of you got to your duel" in lite.said_to("ann")
    assert "neither of you got to your duel" in lite.said_to("bob")


def test_what_was_left_open_when_the_time_ran_out_is_missed(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    play(bob, 2)
    ann.seen += lite.told["ann"]
    ann.tap("Start")
    ann.answer()
    ann.tap("Next")
    lite.stage.clock.move(hours=24)
    ann.answer()
    assert ann.text == "This duel is over."
    lite.sweep()
    lite.sweep()
    assert "You won, 2 to 1." in lite.said_to("bob")


def test_the_result_is_there_even_if_no_scheduler_runs(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob", "terminal")
    bob.say("/duel")
    ann.say(bob.button("Tap to copy it").copy)
    play(ann, 5)
    lite.stage.clock.move(hours=25)
    bob.say("/duel")
    ann.tap("Next")
    assert "Your opponent didn't get to the duel." in ann.text


def test_a_result_waits_until_the_quiet_hours_are_over(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    ann.seen += lite.told["ann"]
    play(ann, 1)
    lite.stage.clock.move(hours=10)  # 22:00 in New York
    play(bob, 2)
    lite.sweep()
    assert "won" not in lite.said_to("ann")
    for _ in range(12):
        lite.stage.clock.move(hours=1)
        lite.sweep()
    assert lite.said_to("ann").count("Your opponent won, 2 to 1.") == 1


def test_again_brings_new_questions_to_both(ring: Ring) -> None:
    ann, bob = ring.alone("ann"), ring.alone("bob")
    ring.match(ann, bob)
    first = ring.duel.questions
    play(bob, 2)
    ann.seen += ring.told["ann"]
    play(ann, 3)
    ann.tap("Play again")
    assert "asking your opponent for a rematch" in ann.text
    ann.tap("Play again")
    assert "asking your opponent" in ann.text
    ring.stage.clock.move(seconds=1)
    ring.sweep()
    assert ring.said_to("bob").count("Your opponent wants a rematch.") == 1
    bob.seen += ring.told["bob"]
    bob.tap("I accept")
    assert "Your duel" in bob.text
    assert set(ring.duel.questions).isdisjoint(first)


def test_both_ask_for_a_rematch_and_get_one(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    play(bob, 2)
    ann.seen += lite.told["ann"]
    play(ann, 3)
    ann.tap("Play again")
    lite.stage.clock.move(seconds=1)
    lite.sweep()
    bob.seen += lite.told["bob"]
    bob.tap("Play again")
    assert "Your duel" in bob.text
    assert lite.duel.accepted_at


def test_a_rematch_that_nobody_took_can_be_asked_for_again(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    play(bob, 2)
    ann.seen += lite.told["ann"]
    play(ann, 3)
    ann.tap("Play again")
    before = lite.duel.id
    lite.stage.clock.move(hours=25)
    ann.tap("Play again")
    assert lite.duel.id != before


def test_no_more_than_three_at_a_time(lite: Ring) -> None:
    ann = lite.alone("ann")
    others = [lite.alone(f"p{n}") for n in range(4)]
    for other in others[:3]:
        lite.match(ann, other)
    ann.say("/duel new")
    assert "three duels open" in ann.text
    code = lite.code(others[3])
    ann.say(code)
    assert "three duels open" in ann.text
    ann.say("/duel")
    assert ann.text.count("0 of 5 answered") == 3
    assert len([b for card in ann.seen[-1:] for row in card.rows for b in row if b.label == "Play"]) == 3


def test_the_same_code_is_shown_until_someone_takes_it(lite: Ring) -> None:
    ann = lite.alone("ann")
    first = lite.code(ann)
    assert lite.code(ann) == first
    ann.say("/duel")
    assert first in ann.text
    lite.stage.clock.move(hours=24)
    assert lite.code(ann) != first


def test_an_alias_is_the_only_name_that_is_ever_shown(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    ann.say("/settings alias Night Owl")
    lite.match(ann, bob)
    assert "Your duel with Night Owl" in bob.text
    said = play(bob, 5)
    assert "Night Owl has until" in said
    assert "bob" not in lite.said_to("ann").casefold()


def test_an_unaccepted_code_goes_away_without_a_word(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    code = lite.code(ann)
    lite.stage.clock.move(hours=24)
    lite.sweep()
    lite.sweep()
    assert "challenge" not in lite.said_to("ann").casefold()
    bob.say(code)
    assert bob.text == "This challenge is over."


def test_a_duel_is_deleted_thirty_days_after_its_end_and_its_answers_stay(ring: Ring) -> None:
    ann, bob = ring.alone("ann"), ring.alone("bob")
    ring.match(ann, bob)
    play(bob, 2)
    ann.seen += ring.told["ann"]
    play(ann, 3)
    ring.sweep()
    ring.stage.clock.move(days=30)
    for _ in range(3):
        ring.sweep()
    with ring.stage.database.transaction() as store:
        assert store.duels.look(1) is None
        assert store.schedule.when("duel", 1) is None
    ann.tap("Play again")
    assert ann.text == "This challenge is over."
    ann.tap("Next", back=0)
    assert "duel is over" in ann.text
    ann.say("/export")
    [card] = [reply for reply in ann.replies if isinstance(reply, Card)]
    assert card.file
    assert len([each for each in json.loads(card.file.content)["answers"] if each["mode"] == "duel"]) == 5


def test_a_process_that_dies_takes_up_where_it_was(ring: Ring) -> None:
    ann, bob = ring.alone("ann"), ring.alone("bob")
    ring.match(ann, bob)
    bob.tap("Start")
    bob.answer()
    ring.stage.start()
    bob.tap("Next")
    assert "2 of 5" in bob.text
    first = bob.question.id
    ring.stage.clock.move(seconds=5)
    ring.stage.start()
    bob.again()
    assert first in bob.text, "the same press, delivered to the next process"
    bob.answer()
    bob.again()
    assert bob.replies == []


def test_the_push_of_a_result_is_tried_again_after_a_failure(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    ann.seen += lite.told["ann"]
    play(ann, 1)
    play(bob, 2)
    lite.stage.clock.move(seconds=1)
    [push] = lite.stage.pushes()
    lite.stage.clock.move(seconds=61)
    [again] = lite.stage.pushes()
    assert [flat(card.body) for card in again.replies] == [flat(card.body) for card in push.replies]
    assert "Your opponent won, 2 to 1." in flat(again.replies[0].body)


def test_the_day_does_not_ask_what_a_duel_will(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    held, asked = set(lite.duel.questions), set()
    bob.say("/settings size 40")
    for _ in range(3):
        bob.say("/practice mix 40")
        while "What does" in bob.text:
            asked.add(bob.question.id)
            bob.answer()
            bob.tap("Next")
    assert len(asked) > 30
    assert asked.isdisjoint(held)
