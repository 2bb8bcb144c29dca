"""What goes wrong in a live round: crashes, obstacles, limits, foreign buttons, many at once."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.actions import LiveAnswer, LiveJoin, LiveMisses, LivePlace, encode
from bot.bank.library import Library
from bot.bank.models import Bank
from bot.chat import Card, Delivery, Pointed, Toast, flat
from bot.tutor import Tutor
from tests.bench import Stage
from tests.club import Club
from tests.live import Round

if TYPE_CHECKING:
    from bot.chat import Obstacle
    from bot.storage.database import Database


def restart(live: Round) -> None:
    """Kill the process: what was on its way may or may not have arrived, and its lease runs out."""
    live.club.stage.start()


def test_a_round_survives_a_kill_in_every_step(live: Round) -> None:
    live.club.boss.say("/quiz 5 20s")
    ann, shown = live.club.member("ann"), list[str]()
    for step in range(200):
        pushes = live.club.stage.pushes("discord")
        if step % 2:  # every other push is built, perhaps sent, and never settled
            restart(live)
            live.club.stage.clock.move(seconds=61)
        else:
            for push in pushes:
                messages = tuple((card.slot.name, card.slot.message or "m") for card in push.replies if card.slot)
                live.club.posts += [(push, card) for card in push.replies]
                live.club.stage.tutor.settle(push.id, Delivery("sent", messages=messages))
                shown += [flat(card.body) for card in push.replies]
            if live.question and live.question.revealed_at is None and live.question.posted_at:
                live.answer(ann)
            live.club.stage.clock.move(seconds=5)
        if live.round.ended_at and not live.club.stage.pushes("discord"):
            break
    assert [text for text in shown if "the answer is" in text] != []
    assert len({text.split(":")[0] for text in shown if "the answer is" in text}) == 5
    assert sum("The live round is over" in text for text in shown) == 1
    assert "5 of 5 right" in shown[-1]


def test_a_restart_keeps_the_round_and_its_answers(live: Round) -> None:
    live.start("5 30s")
    live.ask()
    live.answer(live.club.boss)
    restart(live)
    assert "1 of 1 right." in flat(live.close().body)
    restart(live)
    assert "Question 2 of 5" in flat(live.ask().body)


def test_a_question_that_was_sent_twice_after_a_crash_counts_from_the_second(live: Round) -> None:
    live.start("5 30s")
    live.club.stage.clock.move(seconds=60)
    (push,) = live.club.stage.pushes("discord")
    live.club.posts += [(push, card) for card in push.replies]
    live.answer(live.club.boss)
    restart(live)
    (again,) = live.step(61)
    assert flat(again.body).split("\n")[0] == "Question 1 of 5"
    assert live.question is not None
    assert live.question.position == 1
    assert "1 of 1 right." in flat(live.close().body)


@pytest.mark.parametrize("why", ["missing", "forbidden", "closed", "removed"])
def test_an_obstacle_ends_the_round_and_frees_the_channel(live: Round, why: Obstacle) -> None:
    live.start("5")
    live.ask()
    live.answer(live.club.boss)
    live.step(30, Delivery("gone", why=why))
    assert live.round.ended_at is not None
    assert live.club.group.obstacle == ("removed" if why == "removed" else "")
    assert live.step(3600) == []
    assert "closed" in live.answer(live.club.member("ann"))
    live.start("5")


def test_a_limit_of_the_platform_delays_and_loses_nothing(live: Round) -> None:
    live.start("5 20s")
    live.ask()
    live.answer(live.club.boss)
    live.step(20, Delivery("retry", 37.0))
    assert live.step(36) == []
    assert "1 of 1 right." in flat(live.step(1)[-1].body)
    live.step(10, Delivery("retry", 12.0))
    asked = live.step(12)[-1]
    assert "Question 2 of 5" in flat(asked.body)
    live.club.stage.clock.move(seconds=19)
    assert "You chose" in live.answer(live.club.boss), "its time counts from when it was posted"


def test_a_long_outage_ends_it_with_its_board(live: Round) -> None:
    live.start("5")
    live.play(live.club.boss, 1)
    (board,) = [card for card in live.step(3 * 3600) if "Question of the day" not in flat(card.body)] or live.step(0)
    assert "1 of 1 right" in flat(board.body)
    assert live.round.ended_at is not None


def test_a_reveal_that_comes_after_an_hour_is_a_message_of_its_own(live: Round) -> None:
    live.start("5 30s")
    live.ask()
    live.answer(live.club.boss)
    cards = live.step(3600)
    reveal = next(card for card in cards if "the answer is" in flat(card.body))
    assert reveal.slot is not None
    assert reveal.slot.message == "", "Discord limits edits of messages that are older than an hour"


def test_a_count_that_arrives_after_the_reveal_is_covered_again(live: Round) -> None:
    live.start("5 20s")
    live.ask()
    live.answer(live.club.boss)
    live.club.stage.clock.move(seconds=10)
    (count,) = live.club.stage.pushes("discord")
    live.step(10)
    slot = count.replies[0].slot
    assert slot is not None
    live.club.stage.tutor.settle(count.id, Delivery("sent", messages=((slot.name, slot.message),)))
    (again,) = live.step(0)
    assert "the answer is" in flat(again.body)
    assert "Question 2 of 5" in flat(live.step(10)[-1].body), "and the round goes on once"


def test_a_question_that_leaves_the_bank_is_withdrawn(live: Round) -> None:
    live.start("5")
    live.ask()
    live.answer(live.club.boss)
    assert live.question is not None
    bank = live.club.stage.library.bank
    left = {name: each for name, each in bank.questions.items() if name != live.question.question}
    live.club.stage.library = Library(Bank(left, bank.notes, bank.blueprint))
    restart(live)
    assert "was withdrawn" in live.answer(live.club.member("ann"))
    assert "Question 1 of 5: withdrawn" in flat(live.step(30)[-1].body)
    live.play(live.club.boss, 1)
    live.club.boss.say("/stop")
    assert "1 of 1 right" in flat(live.step(0)[-1].body)


def test_foreign_forged_and_old_buttons_change_nothing(live: Round) -> None:
    live.start("5")
    live.ask()
    number, question = live.round.id or 0, live.question
    assert question is not None
    stage = live.club.stage
    strangers = (
        Club(stage, space="S2", chat="C2").member("eve"),
        stage.person("eve", "discord"),
        Club(stage, platform="telegram").member("eve"),
    )
    for who in strangers:
        for action in (LiveAnswer(question.id or 0, 0), LiveJoin(number), LivePlace(number)):
            who.press(encode(action))
            assert "belongs to another group" in who.text
    ann = live.club.member("ann")
    for token in ("za|1", "za|x|0", "zj|-1", "za|1|0|0", encode(LiveAnswer(question.id or 0, 4)), "zj|999", "zp|999"):
        ann.press(token)
        assert "older message" in ann.text
    ann.press(encode(LiveMisses(10**17, 0)))
    assert "didn't answer" in ann.text
    for payload in ("misses_", "misses_x", "misses_99999999999999999999"):
        stage.person("ann", "discord").say(f"/start {payload}")
    assert "Nobody answered" in flat(live.close().body)


def test_a_message_command_explains_what_is_revealed_and_reports(live: Round) -> None:
    live.start("5")
    card = live.ask()
    ann = live.club.member("ann")
    tokens = tuple(button.token for row in card.rows for button in row)
    ann.send(Pointed("discord:p0", ann.address, "explain", tokens))
    assert "Answer it first" in ann.text or "answer" in ann.text
    live.answer(ann, right=False)
    ann.send(Pointed("discord:p1", ann.address, "explain", tokens))
    assert "when time is up" in ann.text
    live.close()
    ann.send(Pointed("discord:p2", ann.address, "explain", tokens))
    assert "Not quite" in ann.text
    ann.send(Pointed("discord:p3", ann.address, "report", tokens))
    assert ann.button("Wrong answer") is not None


def test_names_never_carry_markup_or_mentions(live: Round) -> None:
    ann = live.club.member("ann")
    for name in ("@everyone", "<b>x</b>", "\u202eevil", "\N{SMILING FACE WITH SUNGLASSES}" * 200, "<@123>", "**bold**"):
        ann.say(f"/settings alias {name}")
    live.start("5")
    for _ in range(5):
        live.ask()
        live.answer(ann)
        live.answer(live.club.boss, right=False)
        live.close()
    assert "1. A player with no name: 5 right" in flat(live.step(10)[-1].body)


def test_many_at_once_are_all_kept_and_none_is_doubled(any_database: Database) -> None:
    stage = Stage(any_database)
    club = Club(stage)
    club.begin()
    live = Round(club)
    live.start("5")
    live.ask()
    question = live.question
    assert question is not None
    token = encode(LiveAnswer(question.id or 0, 0))
    members = club.members(60)

    def press(at: int) -> None:
        members[at % 60].press(token)

    with ThreadPoolExecutor(any_database.workers) as pool:
        list(pool.map(press, range(120)))
    assert all(isinstance(member.replies[0], Toast) and "You chose" in member.text for member in members)
    with any_database.transaction() as store:
        assert sum(store.rounds.chosen(question).values()) == 60
        assert store.rounds.players(question.round_id) == 61


def test_two_processes_handle_one_round(any_database: Database) -> None:
    stage = Stage(any_database)
    club = Club(stage)
    club.begin()
    live = Round(club)
    live.start("5 20s")
    others = [stage.tutor, Tutor(any_database, stage.library, stage.clock, random.Random(3))]
    shown: list[Card] = []
    members = club.members(6)

    def sweep(tutor: Tutor) -> None:
        for push in filter(None, map(tutor.build, tutor.claim("discord", 100, 20))):
            messages = tuple((card.slot.name, card.slot.message or "m") for card in push.replies if card.slot)
            club.posts.extend((push, card) for card in push.replies)
            shown.extend(push.replies)
            tutor.settle(push.id, Delivery("sent", messages=messages))

    with ThreadPoolExecutor(max(2, any_database.workers)) as pool:
        for _ in range(60):
            stage.clock.move(seconds=5)
            list(pool.map(sweep, others))
            question = live.question
            if question and question.closes_at and question.revealed_at is None:
                token = encode(LiveAnswer(question.id or 0, question.shown.index("0")))
                list(pool.map(lambda member, token=token: member.press(token), members))
    texts = [flat(card.body) for card in shown]
    assert sum("the answer is" in text for text in texts) == 5
    assert sum("The live round is over" in text for text in texts) == 1
    assert "Together we got 100% right." in texts[-1]
    assert len({text.split("\n")[0] for text in texts if text.startswith("Question") and "answer is" not in text}) == 5


def test_two_who_start_at_once_start_one(any_database: Database) -> None:
    stage = Stage(any_database)
    club = Club(stage)
    club.begin("quiz on")
    members = club.members(8)
    with ThreadPoolExecutor(any_database.workers) as pool:
        list(pool.map(lambda member: member.say("/quiz 5"), members))
    assert sum("Here comes" in member.text for member in members) == 1
    assert len(club.sweep()) == 1


def test_a_thread_keeps_its_round(live: Round) -> None:
    live.club.boss.address = replace(live.club.boss.address, thread="T7")
    live.start("5")
    live.ask()
    push, _ = live.club.posts[-1]
    assert push.address.thread == "T7"
