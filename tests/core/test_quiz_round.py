"""A live round from its lobby to its board."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from bot.actions import LiveMisses, LivePlace, encode
from bot.chat import Card, Delivery, Left, Moved, Toast, flat
from bot.flows.live.board import ranked
from bot.storage.rounds import Result
from tests.live import Round

if TYPE_CHECKING:
    from bot.chat import Address
    from tests.club import Club


@pytest.fixture
def live(club: Club) -> Round:
    return Round(club)


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


def test_who_joins_late_is_measured_by_what_was_asked_while_they_were_here(live: Round) -> None:
    live.start("5")
    ann, bea = live.club.member("ann"), live.club.member("bea")
    live.play(ann, 2)
    assert "You're in." in live.press(bea, "Join")
    live.play(bea, 2)
    late = live.club.member("cyd")
    live.play(late, 1)
    live.step(10)
    assert "2 right of 3 questions asked while you were here" in live.press(bea, "My place")
    assert "1 right of 1 question asked while you were here" in live.press(late, "My place")
    assert live.press(live.club.member("eve"), "My place") == "You didn't answer in this round."


def test_one_player_is_practice_and_no_board(live: Round) -> None:
    live.start("5")
    live.play(live.club.boss, 5)
    (end,) = live.step(10)
    assert "this was practice: 5 of 5 right." in flat(end.body)
    assert "1." not in flat(end.body)
    assert live.press(live.club.boss, "My place") == "You got 5 right of 5 questions asked while you were here."


def test_two_questions_that_nobody_answers_end_the_round(live: Round) -> None:
    live.start("10")
    for _ in range(2):
        live.ask()
        assert "Nobody answered this one." in flat(live.close().body)
    (end,) = live.step(10)
    assert "Nobody answered this time." in flat(end.body)
    assert end.rows == ()
    assert live.step(600) == []


def test_misses_are_shown_to_each_alone_and_come_back(live: Round) -> None:
    live.start("5")
    ann = live.club.member("ann")
    missed = []
    for number in range(5):
        live.ask()
        live.answer(ann, right=number > 1)
        live.answer(live.club.boss)
        if number < 2:
            assert live.question is not None
            missed.append(live.club.stage.library.bank.questions[live.question.question])
        live.close()
    (board,) = live.step(10)
    live.press(ann, "My place")
    ann.tap("My misses")
    assert missed[0].key.why in ann.text
    (card,) = ann.replies
    assert isinstance(card, Card)
    assert not card.open
    assert "You missed 2." in card.brief
    ann.tap("Next miss (2 of 2)")
    assert missed[1].key.why in ann.text
    link = next(button.start for row in board.rows for button in row if button.start)
    alone = live.club.stage.person("ann", "discord")
    alone.say(f"/start {link}")
    assert missed[0].key.why in alone.text
    alone.say("/practice missed")
    assert any(each.stem in alone.text for each in missed), "they are ordinary misses"
    live.press(live.club.boss, "My place")
    boss = live.club.stage.person("boss", "discord")
    boss.say(f"/start {link}")
    assert "You missed nothing" in boss.text
    stranger = live.club.stage.person("eve", "discord")
    stranger.say(f"/start {link}")
    assert stranger.text == "You didn't answer in this round."


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
    seen: list[str] = []
    for _ in range(2):
        live.start("20")
        for _ in range(20):
            live.ask()
            live.answer(live.club.boss)
            assert live.question is not None
            seen.append(live.question.question)
            live.close()
        live.step(10)
    assert len(set(seen)) == 40


def test_answers_count_for_the_streak_and_the_log(live: Round) -> None:
    ann = live.club.stage.person("ann", "discord")
    ann.begin()
    live.start("5")
    live.play(live.club.member("ann"), 5, right=False)
    live.step(10)
    ann.say("/export")
    (card,) = ann.replies
    assert isinstance(card, Card)
    assert card.file is not None
    held = json.loads(card.file.content)
    assert [each["mode"] for each in held["answers"]] == ["live"] * 5
    assert held["streak"]["answered_today"] == 5
    assert [(each["place"], each["started"]) for each in held["live_rounds"]] == [("#study", False)]


def test_right_answers_rank_and_times_within_a_second_are_ties() -> None:
    def one(learner: int, right: int, seconds: float) -> Result:
        return Result(learner, "", 10, right, seconds)

    results = [one(1, 7, 10.0), one(2, 8, 99.0), one(3, 8, 99.9), one(4, 8, 101.5), one(5, 7, 9.5)]
    assert [(place, each.learner) for place, each in ranked(results)] == [(1, 2), (1, 3), (3, 4), (4, 5), (4, 1)]


def test_players_with_the_same_result_are_told_that_they_tied(live: Round) -> None:
    live.start("5")
    ann, bea, boss = live.club.member("ann"), live.club.member("bea"), live.club.boss
    for _ in range(5):
        live.ask()
        live.answer(boss)
        for who in (ann, bea):
            live.answer(who, right=False)
        live.close()
    live.step(10)
    assert live.press(boss, "My place").startswith("You placed 1st of 3: 5 right")
    assert live.press(ann, "My place").startswith("You tied for 2nd of 3: 0 right")


def test_forgetting_takes_someone_off_the_board(live: Round) -> None:
    live.start("5")
    ann, bea = live.club.member("ann"), live.club.member("bea")
    for _ in range(5):
        live.ask()
        for who in (ann, bea, live.club.boss):
            live.answer(who)
        live.close()
    ann.say("/forget")
    ann.tap("Yes")
    assert "5 questions, 2 players." in flat(live.step(10)[-1].body)
    assert live.press(bea, "My place").startswith("You tied for 1st of 2")


def test_who_starts_a_round_and_is_forgotten_leaves_it_running(live: Round) -> None:
    live.start("5")
    live.club.boss.say("/forget")
    live.club.boss.tap("Yes")
    assert live.round.starter_id is None
    live.ask()


def test_who_leaves_is_not_on_the_board_and_counts_again_when_they_return(live: Round) -> None:
    live.start("5")
    ann = live.club.member("ann")
    live.ask()
    live.answer(ann)
    live.answer(live.club.boss)
    live.club.stage.tutor.handle(Left("discord:left:1", ann.address))
    assert "1 of 1 right." in flat(live.close().body)
    live.ask()
    assert "You chose" in live.answer(ann)
    assert "1 of 1 right." in flat(live.close().body)


def test_two_accounts_that_are_joined_are_one_player(live: Round) -> None:
    one, other = live.club.stage.person("ann", "discord"), live.club.stage.person("ann2", "discord")
    one.begin()
    other.begin()
    live.start("5")
    live.ask()
    live.answer(live.club.member("ann"))
    live.answer(live.club.member("ann2"))
    one.join(other)
    assert "1 of 1 right." in flat(live.close().body)


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
