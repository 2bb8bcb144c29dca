"""Who is on a weekly board: joining, names, leaving, places in two groups."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.actions import BoardJoin, BoardLeave, BoardPlace, encode
from bot.chat import Card, Left, Toast
from tests.bench import Stage
from tests.club import Club
from tests.core.group_board import NAMES, Board

if TYPE_CHECKING:
    from bot.storage.database import Database


def test_leaving_takes_effect_at_once_wherever_it_is_said(board: Board) -> None:
    club = board.club
    board.joined(6)
    for name in NAMES:
        board.study(name, 2)
    board.member("Ann").say("/board leave")
    assert "Ann" not in board.shown()
    board.member("Ann").say("/board leave")
    assert "You weren't on a board." in board.member("Ann").say("/board leave")[0].body[0].text  # type: ignore[union-attr]
    club.stage.tutor.handle(Left("discord:left", board.member("Bea").address))
    assert "So far: 4." in board.shown()
    for name in ("Ann", "Bea"):
        board.member(name).say(f"/board join {name}")
    assert "1. Ann: 2 points" in board.shown()
    cal = board.alone("Cal")
    cal.say("/forget")
    cal.tap("Yes")
    dan = board.alone("Dan")
    dan.say("/settings alias off")
    assert "So far: 4." in board.shown()
    assert "Dan" not in board.shown()
    assert "Almost there" in board.shown("Dan")
    eve = board.alone("Eve")
    eve.say("/board")
    eve.tap("Leave the board")
    assert "So far: 3." in board.shown()


def test_a_button_of_another_group_does_nothing(board: Board) -> None:
    other = Club(board.club.stage, space="S2", chat="C2")
    other.boss.say("/group setup board on")
    group = other.group.id or 0
    ann = board.member("Ann")
    for action in (BoardJoin(group), BoardPlace(group)):
        (reply,) = ann.press(encode(action))
        assert isinstance(reply, Toast)
        assert reply.text == "That board belongs to another group."
    for forged in (BoardJoin(10**17), BoardPlace(board.club.group.id or 0, 10**17), BoardPlace(group, 1)):
        assert isinstance(ann.press(encode(forged))[0], Toast)
    ann.press(encode(BoardLeave(group)))
    assert "You weren't on a board." in ann.text
    other.boss.say("/board join Boss")
    assert "So far: 1." in other.boss.text or other.boss.say("/board")
    with board.club.stage.database.transaction() as store:
        assert list(store.boards.members(group).values()) == ["Boss"]


def test_a_member_of_two_groups_sees_both_in_private_and_chooses(board: Board) -> None:
    stage, ann = board.club.stage, board.alone("Ann")
    ann.say("/board")
    assert "belongs to a Discord server or a Telegram group" in ann.text
    ann.say("/board join Ann")
    assert "belongs to a Discord server or a Telegram group" in ann.text
    other = Club(stage, space="S2", chat="C2")
    other.begin("board on")
    stage.clock.move(days=1)
    board.club.sweep()
    for club in (board.club, other):
        club.member("ann").press(f"ga|{club.latest.id}|0")
    ann.say("/board join Ann")
    assert "the boards of 2 groups. Which one?" in ann.text
    ann.tap("Join: #study")
    assert "You're on the board as Ann." in ann.text
    ann.say("/board")
    assert len([reply for reply in ann.replies if isinstance(reply, Card)]) == 2
    ann.tap("Join: #study")
    ann.say("/board")
    assert ann.text.count("Weekly board, #study") == 2
    ann.say("/board leave")
    assert "You're off all 2 boards" in ann.text


def test_no_two_on_a_board_have_the_same_name(board: Board) -> None:
    board.joined(2)
    cal = board.member("Cal")
    cal.say("/board join ann")
    assert "Someone on your board is already called ann." in cal.text
    cal.say("/settings alias ANN")
    cal.say("/board join")
    assert "Someone on your board is already called ANN." in cal.text
    cal.say("/board join alias Cal")
    assert "You're on the board as Cal." in cal.text
    cal.say("/settings alias \uff21nn")
    assert "already called" in cal.text
    cal.say("/board join Cal")
    assert "You're on the board as Cal." in cal.text


@pytest.mark.parametrize("alias", ["*Ann*", "<b>Ann</b>", "@everyone", "\u202eAnn", "\U0001f989" * 200, "A", "[a](b)"])
def test_a_name_that_is_no_name_is_refused_and_nothing_changes(board: Board, alias: str) -> None:
    ann = board.member("Ann")
    ann.say(f"/board join {alias}")
    assert "Send a name of 2 to 24 letters" in ann.text
    assert "So far: 0." in board.shown()


def test_a_name_that_runs_right_to_left_leaves_the_points_where_they_are(board: Board) -> None:
    board.joined(5)
    board.member("Ann").say("/board join \u05d0\u05e0\u05d4")
    board.study("Ann", 2)
    assert "1. \u2068\u05d0\u05e0\u05d4\u2069: 2 points" in board.shown()


def test_what_is_no_part_is_said(board: Board) -> None:
    ann = board.member("Ann")
    ann.say("/board please")
    assert "Try /board, /board join Night Owl, or /board leave." in ann.text


def test_two_accounts_that_are_joined_are_one_member(any_database: Database) -> None:
    club = Club(Stage(any_database))
    club.boss.say("/group setup board on")
    board = Board(club)
    board.joined(5)
    board.study("Ann", 2)
    board.study("Bea", 1)
    phone = club.stage.person("ann-too")
    phone.begin()
    board.alone("Ann").join(phone)
    assert "1. Ann: 2 points\n2. Bea: 1 point" in board.shown()
    phone.say("/board")
    assert "You're 1st of 5, with 2 points" in phone.text
    export = board.alone("Ann").say("/export")[0]
    assert isinstance(export, Card)
    assert export.file is not None
    (held,) = json.loads(export.file.content)["boards"]
    assert (held["platform"], held["place"]) == ("discord", "#study")
    club.boss.say("/group setup board off")
    assert "no weekly board" in board.shown()
