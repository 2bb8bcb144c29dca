"""Duels in groups that change: members leave, rights are lost, a group moves."""

from __future__ import annotations

from bot.chat import Address, Delivery, Left, Moved, Removed
from tests.bench import Person
from tests.duelists import Ring, on, play


def test_someone_who_leaves_the_group_ends_the_duel_kindly(ring: Ring) -> None:
    ann, bob = on(ring)
    play(bob, 2)
    where = Address("telegram", "ann", "S1", direct=False, space="S1")
    ring.stage.tutor.handle(Left("telegram:left-1", where))
    ring.stage.clock.move(seconds=1)
    ring.sweep()
    assert "Your opponent has left, so your duel ends here. You had 2 of 5 right" in ring.said_to("bob")
    assert ring.shown == "This duel is over."
    ann.press(f"dg|{ring.duel.id}")
    assert ann.text == "This challenge is over."


def test_a_challenge_leaves_with_its_maker(lite: Ring) -> None:
    lite.post(lite.member("ann"))
    lite.stage.tutor.handle(Left("telegram:left-2", Address("telegram", "ann", "S1", direct=False, space="S1")))
    lite.sweep()
    assert lite.shown == "This challenge is over."


def test_a_group_that_the_bot_was_removed_from_is_let_go_of(lite: Ring) -> None:
    ann, bob = on(lite)
    lite.post(lite.member("cyd"))
    lite.stage.tutor.handle(Removed("telegram:gone", Address("telegram", "", "S1", direct=False, space="S1")))
    count = len(lite.posts)
    play(ann, 4)
    assert "Your opponent won" in play(bob, 2), "what is on goes on in private"
    lite.stage.clock.move(days=2)
    lite.sweep()
    assert len(lite.posts) == count
    dan = lite.member("dan")
    dan.press(f"da|{lite.duel.id}")
    assert dan.text == "This challenge is over."


def test_a_group_that_becomes_a_supergroup_keeps_its_challenge(ring: Ring) -> None:
    ring.post(ring.member("ann"))
    ring.stage.tutor.handle(Moved("telegram:moved", Address("telegram", "", "S1", direct=False, space="S1"), "S2"))
    bob = ring.member("bob", "S2")
    bob.press(f"da|{ring.duel.id}")
    assert "Your duel" in bob.text
    assert (ring.duel.space, ring.duel.chat) == ("S2", "S2")
    [push] = [push for push in ring.sweep() if push.address.space]
    assert push.address.chat == "S2"


def test_a_group_that_moved_while_it_was_written_to(lite: Ring) -> None:
    lite.member("ann").say("/duel")
    lite.sweep(delivery=Delivery("moved", chat="S2"))
    lite.sweep()
    assert lite.duel.space == "S2"


def test_a_channel_where_the_bot_may_not_write(ring: Ring) -> None:
    ring.alone("ann")
    ring.member("ann").say("/duel")
    ring.sweep(delivery=Delivery("gone", why="forbidden"))
    ring.stage.clock.move(seconds=1)
    ring.sweep()
    assert "I couldn't post your challenge there" in ring.said_to("ann")
    assert ring.duel.ended_at


def test_rights_lost_in_the_middle_leave_the_duel_to_the_two(lite: Ring) -> None:
    ann, bob = on(lite)
    play(ann, 4)
    ann.tap("Share with the group")
    bob.say(f"/start duel_{lite.duel.id}")
    play(bob, 2)
    bob.tap("Share with the group")
    lite.sweep(delivery=Delivery("gone", why="forbidden"))
    lite.stage.clock.move(seconds=1)
    lite.sweep()
    assert "You won" in lite.said_to("ann")
    count = len(lite.posts)
    lite.stage.clock.move(days=3)
    lite.sweep()
    assert len(lite.posts) == count


def test_a_challenge_is_not_accepted_from_another_group(lite: Ring) -> None:
    lite.post(lite.member("ann"))
    elsewhere = lite.member("bob", "S9")
    elsewhere.press(f"da|{lite.duel.id}")
    assert "another group" in elsewhere.text
    alone = lite.alone("bob")
    alone.press(f"da|{lite.duel.id}")
    assert "another group" in alone.text
    discord = Person(lite.stage, Address("discord", "eve", "S1", direct=False, space="S1"))
    discord.press(f"da|{lite.duel.id}")
    assert "another group" in discord.text
