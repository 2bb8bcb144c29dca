"""What goes wrong with duels, or is tried on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session, select

from bot.bank.library import Library
from bot.bank.models import Bank
from bot.chat import Toast
from bot.flows.codes import ALPHABET
from bot.flows.duel.challenge import CODE_SIZE
from bot.storage.duel_tables import DuelGuess
from tests.duelists import Ring, play

if TYPE_CHECKING:
    from tests.bench import Stage


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


def retired(stage: Stage, question: str) -> None:
    held = stage.library.bank
    rest = {name: each for name, each in held.questions.items() if name != question}
    stage.library = Library(Bank(rest, held.notes, held.blueprint, held.glossary), (), career=stage.library.career)
    stage.start()


def test_codes_have_sixty_bits_and_nothing_that_looks_alike() -> None:
    assert len(ALPHABET) ** CODE_SIZE >= 2**50
    assert not set(ALPHABET) & set("01OI")


def test_a_code_is_read_as_people_type_it(ring: Ring) -> None:
    ann, bob = ring.alone("ann"), ring.alone("bob")
    code = ring.code(ann)
    bob.say(f"/duel  {code.removeprefix('/duel ').lower().replace('-', ' ')} ")
    assert "Your duel" in bob.text


def test_a_code_alone_is_enough(lite: Ring) -> None:
    code = lite.code(lite.alone("ann")).removeprefix("/duel ")
    bob = lite.alone("bob")
    bob.say(code)
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
        eve.say(f"/duel ABCDEFGHJKL{ALPHABET[left]}")
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


@pytest.mark.parametrize("name", ["@everyone", "<b>Ann</b>", "\u202ennA", "🎉" * 200, "<@123>", "https://x.example"])
def test_no_name_that_could_harm_becomes_an_alias(lite: Ring, name: str) -> None:
    ann = lite.alone("ann")
    ann.say(f"/settings alias {name}")
    lite.post(lite.member("ann"))
    assert name not in lite.shown
    assert "Someone here wants a duel" in lite.shown


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
