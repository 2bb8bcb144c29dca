"""A player of a live round: their place, their misses, and how they leave."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.chat import Card, Left, flat
from bot.flows.live.board import ranked
from bot.storage.rounds import Result

if TYPE_CHECKING:
    from tests.live import Round


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
