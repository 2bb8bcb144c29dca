"""A challenge in a group: posted, accepted by somebody there, and its result, if both want it seen."""

from __future__ import annotations

import json

from bot.chat import Added, Address, Card, Delivery, Toast
from tests.bench import Person
from tests.duelists import Ring, on, play


def test_anyone_else_in_the_group_accepts_once(ring: Ring) -> None:
    card = ring.post(ring.member("ann"))
    assert "Someone here wants a duel. Who's in?" in ring.shown
    assert card.slot
    assert card.slot.name == f"duel:{ring.duel.id}"
    said = ring.accept(ring.member("bob"))
    assert "Your duel" in said
    late = ring.member("cyd")
    late.press(card.rows[0][0].token)
    assert late.replies == [Toast("Someone else got there first. Send /duel to start your own.")]
    ring.sweep()
    assert "The duel is on." in ring.shown
    edited = ring.posts[-1]
    assert edited.slot
    assert edited.slot.message == f"message-duel:{ring.duel.id}"
    assert [button.label for row in edited.rows for button in row] == ["Play"]


def test_the_press_leads_into_the_private_chat_where_a_group_hides_nothing(lite: Ring) -> None:
    lite.post(lite.member("ann"))
    bob = lite.member("bob")
    lite.accept(bob)
    [card] = [reply for reply in bob.replies if isinstance(reply, Card)]
    assert (card.open, card.start) == (False, f"duel_{lite.duel.id}")
    lite.sweep()
    ann = lite.member("ann")
    lite.accept(ann)
    [card] = [reply for reply in ann.replies if isinstance(reply, Card)]
    assert card.start == f"duel_{lite.duel.id}"
    alone = lite.stage.person("bob")
    alone.say(f"/start {card.start}")
    assert "Your duel" in alone.text, "someone who has never written before"
    alone.tap("Start")
    assert "1 of 5" in alone.text


def test_play_is_for_the_two_alone(lite: Ring) -> None:
    on(lite)
    stranger = lite.member("cyd")
    lite.accept(stranger)
    assert "between two other people" in stranger.text
    stranger.press(f"dg|{lite.duel.id}")
    assert "between two other people" in stranger.text
    alone = lite.alone("dan")
    alone.say(f"/start duel_{lite.duel.id}")
    assert "between two other people" in alone.text
    for forged in ("ds", "dp", "dg"):
        alone.press(f"{forged}|{lite.duel.id}")
        assert "between two other people" in alone.text


def test_a_challenge_for_one_person_is_accepted_by_them_only(ring: Ring) -> None:
    ann = ring.member("ann")
    ann.whom = "bob"
    card = ring.post(ann)
    assert card.person == "bob"
    assert "Only the person it's for can accept it." in ring.shown
    assert "for someone else" in ring.accept(ring.member("cyd"))
    assert "Your duel" in ring.accept(ring.member("bob"))
    assert ring.duel.invited == "", "whom it was for is no longer kept"


def test_nobody_challenges_or_accepts_themselves(lite: Ring) -> None:
    ann = lite.member("ann")
    ann.whom = "ann"
    ann.say("/duel")
    assert "can't duel yourself" in ann.text
    ann.whom = ""
    lite.post(ann)
    assert "your own challenge" in lite.accept(ann)
    alone = lite.alone("ann")
    code = lite.code(alone)
    alone.say(code)
    assert "your own challenge" in alone.text


def test_a_challenge_that_nobody_takes_is_edited_and_nobody_told(ring: Ring) -> None:
    ring.post(ring.member("ann"))
    ring.stage.clock.move(hours=23, minutes=59)
    ring.sweep()
    assert len(ring.posts) == 1
    ring.stage.clock.move(minutes=1)
    ring.sweep()
    last = ring.posts[-1]
    assert (ring.shown, last.rows) == ("This challenge is over.", ())
    assert last.slot
    assert not last.slot.anew, "a message that was deleted stays deleted"
    assert ring.said_to("ann") == ""
    bob = ring.member("bob")
    bob.press(f"da|{ring.duel.id}")
    assert bob.replies == [Toast("This challenge is over.")]


def test_a_press_after_the_end_is_answered_before_the_message_was_edited(lite: Ring) -> None:
    lite.post(lite.member("ann"))
    lite.stage.clock.move(hours=24)
    assert lite.accept(lite.member("bob")) == "This challenge is over."


def test_the_same_challenge_is_posted_once(lite: Ring) -> None:
    ann = lite.member("ann")
    lite.post(ann)
    ann.say("/duel")
    ann.again()
    lite.sweep()
    assert len(lite.posts) == 1


def test_a_crash_after_posting_edits_the_same_message(lite: Ring) -> None:
    lite.member("ann").say("/duel")
    [push] = lite.stage.pushes("telegram")
    [slot] = [card.slot for card in push.replies]
    assert slot
    lite.stage.tutor.settle(push.id, Delivery("retry", 1.0, messages=((slot.name, "77"),)))
    lite.stage.clock.move(seconds=70)
    [again] = lite.stage.pushes("telegram")
    assert again.replies[0].slot
    assert again.replies[0].slot.message == "77"


def test_the_group_sees_the_result_only_if_both_agree(ring: Ring) -> None:
    ann, bob = on(ring)
    play(ann, 4)
    ann.tap("Share with the group")
    assert "if your opponent agrees too" in ann.text
    play(bob, 2)
    ring.sweep()
    assert ring.shown == "This duel is over."
    count = len(ring.posts)
    ring.stage.clock.move(minutes=1)
    ring.sweep()
    assert len(ring.posts) == count
    bob.tap("Share with the group")
    assert "the group sees the result" in bob.text
    ring.sweep()
    assert "Duel: the challenger won, 4 to 2." in ring.shown
    assert "Both missed: " in ring.shown
    ring.stage.clock.move(minutes=1)
    bob.tap("Share with the group")
    ring.sweep()
    assert ring.shown.count("challenger won") == 1
    assert sum("challenger won" in str(card.body) for card in ring.posts) == 1


def test_a_group_that_is_not_to_see_it_never_does(lite: Ring) -> None:
    ann, bob = on(lite)
    play(ann, 4)
    play(bob, 2)
    bob.tap("Share with the group")
    lite.sweep()
    lite.stage.clock.move(days=2)
    lite.sweep()
    assert not any("won" in str(card.body) for card in lite.posts)


def test_the_group_knows_the_two_by_their_aliases(lite: Ring) -> None:
    lite.alone("ann").say("/settings alias Night Owl")
    lite.post(lite.member("ann"))
    assert "Night Owl wants a duel. Who's in?" in lite.shown
    lite.accept(lite.member("bob"))
    ann, bob = lite.stage.person("ann"), lite.stage.person("bob")
    for who, right in ((ann, 1), (bob, 3)):
        who.say(f"/start duel_{lite.duel.id}")
        play(who, right)
        who.tap("Share with the group")
    lite.sweep()
    assert "Duel: Night Owl's opponent won, 3 to 1." in lite.shown


def test_accepting_in_a_group_does_not_move_where_someones_own_questions_go(lite: Ring) -> None:
    bob, elsewhere = lite.alone("bob"), lite.alone("bob2", "discord")
    bob.join(elsewhere)
    lite.post(lite.member("ann"))
    assert "Your duel" in lite.accept(lite.member("bob"))
    with lite.stage.database.transaction() as store:
        found = store.learners.find("telegram", "bob")
        assert found is not None
        home = store.learners.home(found[0].id or 0)
        assert home is not None
        assert home.platform == "discord"


def test_a_code_typed_in_a_group_is_taken_there(lite: Ring) -> None:
    code = lite.code(lite.alone("ann"))
    bob = lite.member("bob")
    bob.say(code)
    assert "Your duel" in bob.text
    assert lite.duel.space == ""


def test_a_group_chat_that_is_no_server_gives_a_code(lite: Ring) -> None:
    ann = Person(lite.stage, Address("discord", "ann", "G1", direct=False))
    ann.say("/duel")
    assert "Challenge someone" in ann.text


def test_an_administrator_without_a_name_challenges_nobody(lite: Ring) -> None:
    hidden = Person(lite.stage, Address("telegram", "", "S1", direct=False, space="S1"))
    assert hidden.say("/duel") == []
    assert lite.sweep() == []


def test_the_question_of_the_day_does_not_mind(lite: Ring) -> None:
    lite.stage.tutor.handle(Added("telegram:in", Address("telegram", "", "S1", direct=False, space="S1")))
    lite.post(lite.member("ann"))
    assert "wants a duel" in lite.shown


def test_the_export_says_where_and_how_but_not_whom(lite: Ring) -> None:
    ann, _ = on(lite)
    ann.say("/export")
    [card] = [reply for reply in ann.replies if isinstance(reply, Card) and reply.file]
    assert card.file
    [held] = json.loads(card.file.content)["duels"]
    assert (held["as"], held["in_a_group"], held["questions"]) == ("challenger", True, None)
    assert b"bob" not in card.file.content
