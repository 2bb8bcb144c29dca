"""Duels of someone who leaves, is forgotten, or is joined; two processes at once."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from sqlmodel import Session, select

from bot.chat import Pressed
from bot.storage.duel_tables import Duel, DuelPlayer
from bot.tutor import Tutor
from tests.bench import Person, Stage
from tests.duelists import Ring, play, said

if TYPE_CHECKING:
    from bot.chat import Button
    from bot.storage.database import Database


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
