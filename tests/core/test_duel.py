"""A duel between two people: by code, in their own time, a minute a question, and its result."""

from __future__ import annotations

import json

from bot.bank.library import Library
from bot.chat import Card
from tests.bench import bank
from tests.duelists import Ring, play


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


def test_the_day_does_not_ask_what_a_duel_will(lite: Ring) -> None:
    lite.stage.library = Library(bank(1), [], lite.stage.library.book)
    lite.stage.start()
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    held, asked = set(lite.duel.questions), set()
    bob.say("/practice mix 40")
    while "What does" in bob.text:
        asked.add(bob.question.id)
        bob.answer()
        bob.tap("Next")
    assert len(asked) > 30
    assert asked.isdisjoint(held)
