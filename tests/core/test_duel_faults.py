"""What goes wrong with duels, or is tried on purpose."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session, select

from bot.bank.library import Library
from bot.bank.models import Bank
from bot.chat import Card, Pressed, Toast, flat
from bot.flows.duel.challenge import _ALPHABET, CODE_SIZE
from bot.storage.duel_tables import Duel, DuelGuess, DuelPlayer
from bot.tutor import Tutor
from tests.bench import Person, Stage
from tests.duelists import Ring, play

if TYPE_CHECKING:
    from bot.chat import Button, Reply
    from bot.storage.database import Database


@pytest.fixture
def ring(any_database: Database) -> Ring:
    return Ring(Stage(any_database))


@pytest.fixture
def lite(stage: Stage) -> Ring:
    return Ring(stage)


def reworded(stage: Stage, question: str) -> None:
    """Change a question's wording in the bank, as a new release does."""
    held = stage.library.bank
    item = held.questions[question]
    changed = item.model_copy(update={"stem": f"{item.stem} Now", "version": item.version + 1})
    stage.library = Library(
        Bank({**held.questions, question: changed}, held.notes, held.blueprint, held.glossary),
        (),
        career=stage.library.career,
    )
    stage.start()


def said(replies: list[Reply]) -> str:
    return "\n".join(flat(each.body) if isinstance(each, Card) else str(each.text) for each in replies)


def retired(stage: Stage, question: str) -> None:
    held = stage.library.bank
    rest = {name: each for name, each in held.questions.items() if name != question}
    stage.library = Library(Bank(rest, held.notes, held.blueprint, held.glossary), (), career=stage.library.career)
    stage.start()


def test_codes_have_sixty_bits_and_nothing_that_looks_alike() -> None:
    assert len(_ALPHABET) ** CODE_SIZE >= 2**50
    assert not set(_ALPHABET) & set("01OI")


def test_a_code_is_read_as_people_type_it(ring: Ring) -> None:
    ann, bob = ring.alone("ann"), ring.alone("bob")
    code = ring.code(ann)
    bob.say(f"/duel  {code.removeprefix('/duel ').lower().replace('-', ' ')} ")
    assert "Your duel" in bob.text


def test_the_link_takes_someone_in_who_has_never_written(lite: Ring) -> None:
    ann = lite.alone("ann")
    ann.say("/duel")
    link = next(b for card in ann.seen for row in card.rows for b in row if b.label == "I accept the duel")
    bob = lite.stage.person("bob")
    bob.say(f"/start {link.start}")
    assert "Your duel" in bob.text
    bob.say(f"/start {link.start}")
    assert "Your duel" in bob.text, "the link again"


def test_five_wrong_codes_an_hour_and_no_more(ring: Ring) -> None:
    ann, eve = ring.alone("ann"), ring.alone("eve")
    code = ring.code(ann)
    for left in (4, 3, 2, 1, 0):
        eve.say(f"/duel ABCDEFGHJKL{_ALPHABET[left]}")
        assert (f"{left} more" if left else "last try") in eve.text
    eve.say(code)
    assert "too many wrong codes" in eve.text, "not even the right one"
    ring.stage.clock.move(minutes=59)
    eve.say(code)
    assert "too many wrong codes" in eve.text
    ring.stage.clock.move(minutes=2)
    eve.say(code)
    assert "Your duel" in eve.text
    with Session(ring.stage.database.engine) as session:
        assert session.exec(select(DuelGuess)).all() == [], "kept for an hour"


@pytest.mark.parametrize("typed", ["hello", "@bob", "K7QP", "A" * 5000, "K7QP-3MZX-9RT0", "🎉" * 200, "\u202eabc"])
def test_what_is_no_code_costs_nothing(lite: Ring, typed: str) -> None:
    eve = lite.alone("eve")
    eve.say(f"/duel {typed}")
    assert "not a duel code" in eve.text
    with Session(lite.stage.database.engine) as session:
        assert session.exec(select(DuelGuess)).all() == []


def test_a_stranger_does_not_get_in_by_the_number_of_a_code_duel(lite: Ring) -> None:
    ann, eve = lite.alone("ann"), lite.alone("eve")
    lite.code(ann)
    eve.press(f"da|{lite.duel.id}")
    assert eve.text == "This challenge is over."
    lite.member("eve").press(f"da|{lite.duel.id}")
    eve.say(f"/start duel_{lite.duel.id}")
    assert "over" in eve.text
    assert lite.duel.accepted_at is None


@pytest.mark.parametrize("token", ["da|999", "dp|999", "dg|999", "ds|999", "dx|999", "da|", "da|x", "da|1|2", "dx|-1"])
def test_forged_buttons(lite: Ring, token: str) -> None:
    eve = lite.alone("eve")
    [reply] = eve.press(token)
    assert isinstance(reply, Toast)


@pytest.mark.parametrize("start", ["duel_", "duel_x", "duel_99999999999999999999", "dc_", "dc_nonsense", "duel_999"])
def test_forged_links(lite: Ring, start: str) -> None:
    eve = lite.alone("eve")
    eve.say(f"/start {start}")
    assert eve.text
    assert "went wrong" not in eve.text


def test_the_other_sides_question_cannot_be_answered(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    bob.tap("Start")
    ann.press(bob.button("A").token)
    assert "belongs to someone else" in ann.text
    ann.press(f"n|{bob.button('Skip').token.split('|')[1]}")
    ann.press(f"x|{1}")
    assert "is over" not in bob.text


def test_a_duel_cannot_be_stopped_by_accident(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    bob.tap("Start")
    assert not any(b.label == "Stop" for row in bob.seen[-1].rows for b in row)
    bob.say("/stop")
    bob.say("/stop")
    bob.say("/duel")
    assert "0 of 5 answered" in bob.text


def test_a_question_that_changed_before_both_had_it_counts_for_neither(ring: Ring) -> None:
    ann, bob = ring.alone("ann"), ring.alone("bob")
    ring.match(ann, bob)
    play(bob, 5)
    reworded(ring.stage, ring.duel.questions[1])
    ann.seen += ring.told["ann"]
    said = play(ann, 3, of=4)
    assert "Your opponent won, 4 to 3." in said
    assert "One question changed in the meantime, so it doesn't count." in said


def test_a_question_that_changes_while_it_is_open_counts_for_neither(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    play(bob, 5)
    ann.seen += lite.told["ann"]
    ann.tap("Start")
    reworded(lite.stage, ann.question.id)
    ann.tap("A")
    assert "just changed, so it doesn't count for either of you" in ann.text
    for number in range(4):
        ann.answer()
        if number < 3:
            ann.tap("Next")
    assert "4 to 4" in ann.text
    assert "One question changed" in ann.text


@pytest.mark.parametrize("at", [0, 4])
def test_a_question_that_left_the_bank_counts_for_neither(lite: Ring, at: int) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    play(bob, 5)
    retired(lite.stage, lite.duel.questions[at])
    ann.seen += lite.told["ann"]
    said = play(ann, 4, of=4)
    assert "4 to 4" in said
    assert "One question changed" in said


def test_a_duel_whose_questions_have_all_left_ends_all_the_same(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    for question in lite.duel.questions:
        retired(lite.stage, question)
    bob.tap("Start")
    assert "You're done: 0 of 0 right." in bob.text
    ann.seen += lite.told["ann"]
    ann.tap("Start")
    assert "neither of you got to your duel" in ann.text


def test_forgetting_ends_a_duel_kindly_and_leaves_nothing(ring: Ring) -> None:
    ann, bob = ring.alone("ann"), ring.alone("bob")
    ring.match(ann, bob)
    play(bob, 3)
    ann.say("/forget")
    ann.tap("Yes, delete")
    ring.stage.clock.move(seconds=1)
    ring.sweep()
    assert "Your opponent has left, so your duel ends here. You had 3 of 5 right" in ring.said_to("bob")
    with Session(ring.stage.database.engine) as session:
        assert len(session.exec(select(DuelPlayer)).all()) == 1
    bob.say("/forget")
    bob.tap("Yes, delete")
    with Session(ring.stage.database.engine) as session:
        assert session.exec(select(DuelPlayer)).all() == []
    ring.stage.clock.move(days=31)
    for _ in range(3):
        ring.sweep()
    with Session(ring.stage.database.engine) as session:
        assert session.exec(select(Duel)).all() == []


def test_a_code_of_someone_who_is_gone_is_over(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    code = lite.code(ann)
    ann.say("/forget")
    ann.tap("Yes, delete")
    bob.say(code)
    assert bob.text == "This challenge is over."


def test_whom_a_challenge_is_for_is_forgotten_with_them(lite: Ring) -> None:
    bob = lite.alone("bob")
    ann = lite.member("ann")
    ann.whom = "bob"
    lite.post(ann)
    bob.say("/forget")
    bob.tap("Yes, delete")
    assert (lite.duel.invited, lite.duel.ended_at is not None) == ("", True)


def test_whom_a_challenge_was_for_is_not_kept_after_its_end(lite: Ring) -> None:
    ann = lite.member("ann")
    ann.whom = "bob"
    lite.post(ann)
    lite.stage.clock.move(hours=24)
    lite.sweep()
    assert lite.duel.invited == ""


def test_both_sides_of_a_duel_become_one_person(ring: Ring) -> None:
    ann, other = ring.alone("ann"), ring.alone("ann2", "discord")
    ring.match(ann, other)
    play(other, 3)
    ann.join(other)
    ann.say("/duel")
    assert "Challenge someone" in ann.text
    with Session(ring.stage.database.engine) as session:
        assert [each.code is not None for each in session.exec(select(Duel)).all()] == [True]


def test_a_duel_moves_along_when_accounts_are_joined(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    other = lite.alone("bob2", "discord")
    bob.join(other)
    other.say("/duel")
    other.tap("Play")
    other.tap("Start")
    assert "1 of 5" in other.text


@pytest.mark.parametrize("name", ["@everyone", "<b>Ann</b>", "\u202ennA", "🎉" * 200, "<@123>", "https://x.example"])
def test_no_name_that_could_harm_becomes_an_alias(lite: Ring, name: str) -> None:
    ann = lite.alone("ann")
    ann.say(f"/settings alias {name}")
    lite.post(lite.member("ann"))
    assert name not in lite.shown
    assert "Someone here wants a duel" in lite.shown


def test_two_processes_give_one_challenge_to_one_person(any_database: Database) -> None:
    ring = Ring(Stage(any_database))
    ring.alone("ann")
    ring.post(ring.member("ann"))
    people = [ring.member(f"m{number}") for number in range(6)]
    for person in people:
        person.say("/streak")
    tutors = [Tutor(any_database, ring.stage.library, ring.stage.clock, random.Random(n)) for n in range(2)]

    def press(at: int) -> str:
        return said(tutors[at % 2].handle(Pressed(f"telegram:race-{at}", people[at].address, f"da|{ring.duel.id}")))

    with ThreadPoolExecutor(any_database.workers) as pool:
        heard = list(pool.map(press, range(6)))
    assert sum("Your duel" in each for each in heard) == 1, heard
    assert sum("got there first" in each for each in heard) == 5, heard


def test_both_finish_at_once_in_two_processes(any_database: Database) -> None:
    ring = Ring(Stage(any_database))
    ann, bob = ring.alone("ann"), ring.alone("bob")
    ring.match(ann, bob)
    ann.seen += ring.told["ann"]
    last: list[tuple[Person, Button]] = []
    for who in (ann, bob):
        who.tap("Start")
        for _ in range(4):
            who.answer()
            who.tap("Next")
        last.append((who, who.button(who.letter())))
    tutors = [Tutor(any_database, ring.stage.library, ring.stage.clock, random.Random(n)) for n in range(2)]

    def press(at: int) -> str:
        who, button = last[at]
        return said(tutors[at].handle(Pressed(f"telegram:last-{at}", who.address, button.token)))

    with ThreadPoolExecutor(any_database.workers) as pool:
        heard = list(pool.map(press, range(2)))
    assert sum("A tie" in each for each in heard) == 1, heard
    assert sum("You're done: 5 of 5" in each for each in heard) == 1, heard
    ring.stage.clock.move(seconds=1)
    ring.sweep()
    told = ring.said_to("ann") + ring.said_to("bob")
    assert told.count("A tie, 5 to 5.") == 1


def test_a_quick_second_press_is_the_same_answer(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    bob.tap("Start")
    token = bob.button(bob.letter()).token
    wrong = bob.button(bob.letter(right=False)).token
    bob.press(token)
    bob.press(wrong)
    assert "Right:" in bob.text
    bob.press(token)
    assert "Right:" in bob.text


def test_a_player_who_cannot_be_reached_finds_the_result_in_duel(lite: Ring) -> None:
    ann, bob = lite.alone("ann"), lite.alone("bob")
    lite.match(ann, bob)
    ann.seen += lite.told["ann"]
    play(ann, 4)
    ann.leave()
    play(bob, 2)
    lite.stage.clock.move(seconds=1)
    assert not any(push.address.user == "ann" for push in lite.sweep())
    ann.say("/duel")
    assert "You won, 4 to 2." in ann.text
    ann.say("/duel")
    assert "You won" not in ann.text
