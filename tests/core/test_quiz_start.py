"""Who may start and stop a live round, and how their input is parsed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.chat import Address, Command, Delivery, Room, flat
from tests.club import Club
from tests.live import Round

if TYPE_CHECKING:
    from tests.bench import Stage


def test_managers_may_unless_it_is_open_to_all_or_off(live: Round) -> None:
    ann, boss = live.club.member("ann"), live.club.boss
    ann.say("/quiz")
    assert "Only managers can start a live round" in ann.text
    boss.say("/group setup quiz on")
    assert "Live rounds: anyone can start one" in boss.text
    live.start(who=ann)
    ann.say("/stop")
    live.step(0)
    boss.say("/group setup quiz off")
    for who in (ann, boss):
        who.say("/quiz")
        assert "Live rounds are off" in who.text
    boss.say("/group setup quiz whoever")
    assert "Say who may start a live round" in boss.text
    boss.say("/group")
    boss.tap("Live rounds")
    boss.tap("Managers")
    assert "Live rounds: managers can start one" in boss.text
    live.start()


@pytest.mark.parametrize(
    ("typed", "size", "seconds", "scope"),
    [
        ("", 10, 30, ""),
        ("5", 5, 30, ""),
        ("20", 20, 30, ""),
        ("45", 10, 45, ""),
        ("20s", 10, 20, ""),
        ("5 20", 5, 20, ""),
        ("12 60s revenue", 12, 60, "revenue"),
        ("6 questions 25 seconds", 6, 25, ""),
        ("clinical", 10, 30, "clinical"),
    ],
)
def test_what_is_typed_is_read(live: Round, typed: str, size: int, seconds: int, scope: str) -> None:
    live.start(typed)
    made = live.round
    assert (made.size, made.seconds) == (size, seconds)
    assert scope in made.scope
    assert bool(made.scope) == bool(scope)


@pytest.mark.parametrize(
    "typed", ["4", "21 30", "5 19", "5 61s", "5 30 30", "astrology", "-3", "10 30s 40s", "9" * 300]
)
def test_what_is_no_round_is_said_and_nothing_begins(live: Round, typed: str) -> None:
    live.club.boss.say(f"/quiz {typed}")
    assert "Here comes" not in live.club.boss.text
    assert len(live.club.boss.text) > 20
    assert live.step(1) == []


def test_a_channel_has_one_round_at_a_time(live: Round) -> None:
    live.start()
    live.club.boss.say("/quiz")
    assert "already on in this channel" in live.club.boss.text
    elsewhere = live.club.member("boss")
    elsewhere.manager = True
    elsewhere.address = replace(elsewhere.address, chat="C2")
    elsewhere.say("/quiz 5")
    (lobby,) = live.club.sweep()
    push, _ = live.club.posts[-1]
    assert push.address.chat == "C2"
    assert "5 questions" in flat(lobby.body)


def test_a_group_has_six_rounds_a_day(live: Round) -> None:
    for _ in range(6):
        live.start()
        live.club.boss.say("/stop")
        live.step(60)
    live.club.boss.say("/quiz")
    assert "6 live rounds since yesterday" in live.club.boss.text
    live.club.stage.clock.move(days=1)
    live.club.sweep()
    live.start()


def test_who_began_and_managers_may_stop_it(live: Round) -> None:
    live.club.boss.say("/group setup quiz on")
    ann, bea = live.club.member("ann"), live.club.member("bea")
    live.start("5", who=ann)
    live.ask()
    live.answer(bea)
    bea.say("/stop")
    assert "Only the person who started this round, or a manager" in bea.text
    ann.say("/stop")
    assert "Here comes the board" in ann.text
    assert "1 of 1 right." in flat(live.step(0)[-1].body), "the open question is revealed"
    assert "The live round is over" in flat(live.step(10)[-1].body)
    assert live.step(600) == []
    bea.say("/stop")
    assert "round" not in bea.text, "it means their own quiz again"


def test_it_can_be_stopped_before_it_begins_and_between_questions(live: Round) -> None:
    lobby = live.start("5")
    live.club.boss.say("/stop")
    (ended,) = live.step(0)
    assert "stopped before it began" in flat(ended.body)
    assert lobby.slot is not None
    assert ended.slot is not None
    assert ended.slot.name == lobby.slot.name
    assert live.step(120) == []
    live.start("5")
    live.play(live.club.boss, 1)
    live.club.boss.say("/stop")
    (board,) = live.step(0)
    assert "1 of 1 right" in flat(board.body)
    assert live.step(120) == []
    assert "over" in live.press(live.club.member("ann"), "Join")


def test_it_can_be_stopped_while_a_question_is_on_its_way(live: Round) -> None:
    live.start("5")
    live.club.stage.clock.move(seconds=60)
    (push,) = live.club.stage.pushes("discord")
    live.club.boss.say("/stop")
    live.club.boss.say("/stop")
    messages = tuple((card.slot.name, "m1") for card in push.replies if card.slot)
    live.club.stage.tutor.settle(push.id, Delivery("sent", messages=messages))
    assert "the answer is" in flat(live.step(0)[-1].body)
    assert "The live round is over" in flat(live.step(10)[-1].body)


def test_in_a_private_chat_it_says_where_to_go(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/quiz 10")
    assert "A live round needs a Discord server or a Telegram group" in ann.text
    ann.tap("Mock")
    assert "1 of" in ann.text


def test_an_anonymous_admin_may_start_and_stop_one(stage: Stage) -> None:
    club = Club(stage, platform="telegram", space="-1", chat="-1")
    where = Address("telegram", "", "-1", direct=False, space="-1")
    room = Room("-1", name="Study")
    assert stage.tutor.handle(Command("telegram:q1", where, "quiz", "5", manager=True, room=room))
    assert "Nobody is in yet." in flat(club.sweep()[0].body)
    assert club.group.channel_name == "Study"
    assert stage.tutor.handle(Command("telegram:q2", where, "stop", manager=True, room=room))
    assert "stopped before it began" in flat(club.sweep()[0].body)
    assert stage.tutor.handle(Command("telegram:q3", where, "stop", manager=True, room=room)) == []


def test_where_the_bot_may_not_write_nothing_begins(live: Round) -> None:
    live.club.boss.room = Room(live.club.chat, "", "#study", "forbidden")
    live.club.boss.say("/quiz")
    assert "I can't start a round here: I'm not allowed to post there." in live.club.boss.text
    assert live.step(1) == []


def test_a_group_that_was_never_set_up_gets_no_question_of_the_day_from_it(stage: Stage) -> None:
    club = Club(stage)
    stranger = club.member("ann")
    stranger.say("/quiz")
    assert "Only managers" in stranger.text
    Round(club).start("5")
    assert club.group.state == "new"
    stage.clock.move(days=2)
    assert not [card for card in club.sweep() if "Question of the day" in flat(card.body)]
