"""How a duel ends: results, rematches, and what is left of it."""

from __future__ import annotations

import json

from bot.chat import Card, flat
from tests.duelists import Ring, play


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
