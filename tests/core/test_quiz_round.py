"""A live round from its lobby to its board."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.actions import LiveMisses, LivePlace, encode
from bot.bank.library import Library
from bot.chat import Delivery, Moved, Toast, flat
from tests.bench import bank

if TYPE_CHECKING:
    from bot.chat import Address
    from tests.live import Round


def test_a_round_is_played_from_the_lobby_to_the_board(live: Round) -> None:
    lobby = live.start("5 30s")
    assert "5 questions, 30 seconds each." in flat(lobby.body)
    ann, bea = live.club.member("ann"), live.club.member("bea")
    ann.say("/settings alias Night Owl")
    assert "You're in." in live.press(ann, "Join")
    assert "already in" in live.press(ann, "Join")
    (edited,) = live.step(10)
    assert "2 players in so far." in flat(edited.body)
    assert edited.slot is not None
    assert not edited.slot.anew
    live.step(40)
    for number in range(1, 6):
        asked = live.ask() if number > 1 else live.step(10)[0]
        assert f"Question {number} of 5" in flat(asked.body)
        said = live.answer(ann)
        assert re.fullmatch(r"You chose [A-D]\. The answer comes when time is up\.", said)
        live.answer(bea, right=number == 1)
        reveal = live.close()
        assert ("2 of 2 right." if number == 1 else "1 of 2 right.") in flat(reveal.body)
        assert "in brief." in flat(reveal.body)
        assert reveal.rows == ()
        assert reveal.slot is not None
        assert reveal.slot.message
    (board,) = live.step(10)
    said = flat(board.body)
    assert "1. Night Owl: 5 right\n2. A player with no name: 1 right" in said
    assert "Together we got 60% right." in said
    assert "Hardest: " in said
    assert "1 of 2 right" in said
    assert live.press(ann, "My place") == "You placed 1st of 2: 5 right of 5 questions asked while you were here."
    assert live.round.ended_at is not None


def test_the_first_press_counts_and_nobody_is_told_what_is_right_before_the_close(live: Round) -> None:
    live.start()
    live.ask()
    ann = live.club.member("ann")
    first = live.answer(ann, right=False)
    assert isinstance(ann.replies[0], Toast)
    assert not re.search("right|wrong|quite", first, re.IGNORECASE)
    again = live.answer(ann, right=True)
    assert again == first.replace("The answer comes when time is up.", "Your first tap counts.")
    assert "0 of 1 right." in flat(live.close().body)
    assert live.answer(ann, right=True) == again, "after the close as well"


def test_it_closes_by_the_clock_of_the_moment_at_which_the_platform_took_it(live: Round) -> None:
    live.start("5 20s")
    live.club.stage.clock.move(seconds=60)
    (push,) = live.club.stage.pushes("discord")
    live.club.stage.clock.move(seconds=7)  # the platform takes its time
    messages = tuple((card.slot.name, "m1") for card in push.replies if card.slot)
    live.club.posts += [(push, card) for card in push.replies]
    live.club.stage.tutor.settle(push.id, Delivery("sent", messages=messages))
    live.club.stage.clock.move(seconds=19)
    assert "You chose" in live.answer(live.club.member("ann"))
    assert "answer is" not in "".join(flat(card.body) for card in live.club.sweep())
    live.club.stage.clock.move(seconds=1)
    assert "closed" in live.answer(live.club.member("bea"))
    assert "1 of 1 right." in flat(live.club.sweep()[-1].body)


def test_a_press_that_comes_before_the_platform_says_it_took_the_question_counts(live: Round) -> None:
    live.start()
    live.club.stage.clock.move(seconds=60)
    (push,) = live.club.stage.pushes("discord")
    live.club.posts += [(push, card) for card in push.replies]
    assert "You chose" in live.answer(live.club.member("ann"))


def test_a_question_takes_one_message_and_two_edits(live: Round) -> None:
    live.start("5 60s")
    live.ask()
    for number in range(20):
        live.answer(live.club.member(f"m{number}"), right=number % 2 == 0)
    posted = [*live.step(15), *live.step(15), *live.step(15), *live.step(15)]
    assert [bool(card.rows) for card in posted] == [True, False]
    assert "20 answers in so far." in flat(posted[0].body)
    assert all(card.slot and card.slot.message for card in posted)


def test_two_questions_that_nobody_answers_end_the_round(live: Round) -> None:
    live.start("10")
    for _ in range(2):
        live.ask()
        assert "Nobody answered this one." in flat(live.close().body)
    (end,) = live.step(10)
    assert "Nobody answered this time." in flat(end.body)
    assert end.rows == ()
    assert live.step(600) == []


def test_nothing_is_shown_of_a_question_that_is_open(live: Round) -> None:
    live.start("5")
    live.ask()
    ann = live.club.member("ann")
    live.answer(ann, right=False)
    number = live.round.id or 0
    ann.press(encode(LiveMisses(number, 0)))
    assert "You missed nothing" in ann.text
    ann.press(encode(LivePlace(number)))
    assert "still on" in ann.text


def test_last_week_is_compared(live: Round) -> None:
    live.start("5")  # on a Friday
    live.play(live.club.boss, 5)
    live.step(10)
    live.club.stage.clock.move(days=3)  # on Monday
    ann = live.club.member("ann")
    live.start("5")
    for number in range(5):
        live.ask()
        live.answer(live.club.boss, right=number > 0)
        live.answer(ann)
        live.close()
    assert "Together we got 90% right; last week it was 100%." in flat(live.step(10)[-1].body)


def test_no_question_comes_twice(live: Round) -> None:
    live.club.stage.library = Library(bank(1), [], live.club.stage.library.book)
    live.club.stage.start()
    seen: list[str] = []
    for _ in range(2):
        live.start("10")
        for _ in range(10):
            live.ask()
            live.answer(live.club.boss)
            assert live.question is not None
            seen.append(live.question.question)
            live.close()
        live.step(10)
    assert len(set(seen)) == 20


def moved(address: Address, space: str) -> Moved:
    return Moved("discord:moved:1", address, space)


def test_a_group_that_migrates_goes_on_under_its_new_id(live: Round) -> None:
    live.club.chat = live.club.space = "S1"
    live.club.boss.address = live.club.member("boss").address
    live.start("5")
    live.ask()
    live.answer(live.club.boss)
    live.club.stage.tutor.handle(moved(live.club.boss.address, "S2"))
    assert "already" not in live.answer(live.club.member("ann"))
    reveal = live.close()
    assert reveal.slot is not None
    assert reveal.slot.message == "", "messages of the old id cannot be edited"
    assert "2 of 2 right." in flat(reveal.body)
    push, _ = live.club.posts[-1]
    assert push.address.chat == "S2"
