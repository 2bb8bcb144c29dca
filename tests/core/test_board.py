"""The weekly board of a group, from joining it to the summary that posts it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.actions import BoardJoin, BoardLeave, BoardPlace, encode
from bot.chat import Card, Left, Toast, flat
from bot.figures import GroupWeekFigures
from bot.words import refusals
from tests.bench import Stage, with_siblings
from tests.club import Club

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.bench import Person

NAMES = ("Ann", "Bea", "Cal", "Dan", "Eve", "Fay")
SUNDAY = datetime(2026, 11, 22, 23, tzinfo=UTC)
"""18:00 in New York, two days after the stage's first moment."""


@dataclass
class Board:
    """The board of a club, and what its members study in their private chats."""

    club: Club

    def joined(self, count: int) -> None:
        """Let so many members join under their names."""
        for name in NAMES[:count]:
            self.member(name).say(f"/board join {name}")

    def member(self, name: str) -> Person:
        """A member as they speak in the group."""
        return self.club.member(name.lower())

    def alone(self, name: str) -> Person:
        """The same person in their private chat."""
        return self.club.stage.person(name.lower(), self.club.platform)

    def study(self, name: str, right: int, wrong: int = 0) -> Person:
        """Answer so many new questions in a quiz of one's own."""
        person = self.alone(name)
        person.say(f"/mock {right + wrong}")
        for number in range(right + wrong):
            person.answer(right=number < right)
            person.tap("Next")
        return person

    def shown(self, name: str = "stranger") -> str:
        """What the board says to someone who asks for it in the group."""
        member = self.member(name)
        member.say("/board show")
        return member.text

    def summary(self, at: datetime = SUNDAY) -> list[Card]:
        self.club.stage.clock.now = at
        return [card for card in self.club.sweep() if "This group's week" in flat(card.body)]


@pytest.fixture
def board(club: Club) -> Board:
    club.boss.say("/group setup board on")
    return Board(club)


def test_it_is_off_until_a_manager_turns_it_on(club: Club) -> None:
    ann = club.member("ann")
    for typed in ("/board", "/board show", "/board join Ann"):
        ann.say(typed)
        assert "no weekly board" in ann.text
        assert "/group setup board on" in ann.text
    club.boss.say("/group")
    assert "Weekly board: off" in club.boss.text
    club.boss.tap("Weekly board")
    assert "Weekly board: on" in club.boss.text
    ann.say("/board join Ann")
    assert "You're on the board as Ann." in ann.text
    club.boss.say("/group setup summary off")
    assert "Weekly board: on, but the Sunday summary that posts it is off" in club.boss.text
    club.boss.say("/group setup board maybe")
    assert 'Send "on" or "off"' in club.boss.text


def test_nobody_shows_before_five_have_joined(board: Board) -> None:
    board.joined(4)
    board.study("Ann", 3)
    assert "It opens once 5 members have joined. So far: 4." in board.shown()
    assert not any(name in board.shown() for name in NAMES)
    assert "You have 3 points: 3 known at first sight, 0 not." in board.shown("Ann")
    board.member("Eve").say("/board join Eve")
    assert "1. Ann: 3 points" in board.shown()


def test_the_top_is_shown_to_all_and_the_own_place_to_one(board: Board) -> None:
    board.joined(6)
    for name, (right, wrong) in {"Ann": (2, 1), "Bea": (4, 0), "Cal": (1, 0), "Dan": (1, 2), "Eve": (2, 1)}.items():
        board.study(name, right, wrong)
    said = board.shown()
    assert "1. Bea: 4 points\n2. Ann: 1.7 points\n2. Eve: 1.7 points\n4. Cal: 1 point\n5. Dan: 0.3 points\n" in said
    assert "Fay" not in said
    assert "It closes on Sunday, November 22 at 6:00 PM." in said
    assert "A new question you get right the first time is worth a point." in said
    assert "You're 5th of 6, with 0.3 points: 1 known at first sight, 2 not." in board.shown("Dan")
    assert "You have no points yet this week." in board.shown("Fay")
    assert not any(isinstance(reply, Card) and reply.open for reply in board.member("Dan").say("/board"))


def test_whoever_is_last_is_not_listed_and_a_tie_is_said(board: Board) -> None:
    board.joined(5)
    for name, right in zip(NAMES, (5, 4, 3, 2, 1), strict=False):
        board.study(name, right)
    assert "4. Dan: 2 points" in board.shown()
    assert "Eve" not in board.shown()
    for name in ("Fay", "Gus"):
        board.member(name).say(f"/board join {name}")
    board.study("Eve", 1)
    board.study("Fay", 2)
    assert "4. Dan: 2 points\n4. Eve: 2 points\nAnd 1 more with 2 points." in board.shown()
    assert "Fay" not in board.shown()


def test_a_skip_a_guess_and_a_repeat(board: Board) -> None:
    board.joined(5)
    ann = board.study("Ann", 4)
    ann.tap("I guessed")
    ann.say("/practice guessed")
    ann.answer()
    ann.say("/mock 1")
    ann.tap("Skip")
    assert "You're 1st of 5, with 2.3 points: 3 known at first sight, 2 not." in board.shown("Ann")


def test_an_exam_counts_when_it_is_handed_in_and_one_given_up_does_not(board: Board) -> None:
    board.joined(5)
    for name, how in (("Ann", "Turn in"), ("Bea", "give up")):
        person = board.alone(name)
        person.say("/exam half")
        person.tap("Start now")
        for _ in range(8):
            person.answer()
        assert "no points yet" in board.shown(name)
        person.say("/stop")
        person.tap("Turn in" if how == "Turn in" else "Yes, give")
        if how == "Turn in":
            person.tap("Yes, turn")
    with board.club.stage.database.transaction() as store:
        known = sum(attempt.scored and attempt.correct is True for attempt in store.quiz_sessions.attempts(1))
    assert f": {known} known at first sight" in board.shown("Ann")
    assert 0 < known <= 8
    assert "no points yet" in board.shown("Bea")


def test_questions_on_one_point_count_once(stage: Stage) -> None:
    stage.library = with_siblings()
    stage.start()
    board = Board(Club(stage))
    board.club.boss.say("/group setup board on")
    board.joined(1)
    ann = board.alone("Ann")
    ann.say("/practice scheduling")
    assert "of 4" in ann.text
    for _ in range(4):
        ann.answer()
        ann.tap("Next")
    assert "You have 3 points: 3 known at first sight, 0 not." in board.shown("Ann")


def test_what_the_group_was_shown_is_no_first_sight_later(board: Board) -> None:
    board.joined(1)
    board.club.ask()
    board.club.close()
    ann = board.alone("Ann")
    ann.say(f"/practice {board.club.latest.topic}")
    assert "of 3" in ann.text
    for _ in range(3):
        ann.answer()
        ann.tap("Next")
    assert "You have 2 points: 2 known at first sight, 0 not." in board.shown("Ann")


def test_the_summary_posts_the_board_before_it_begins_anew(board: Board) -> None:
    club = board.club
    board.joined(5)
    club.ask()
    for name in NAMES[:5]:
        club.answer(board.member(name), right=name != "Eve")
    club.stage.clock.move(days=1)
    club.sweep()
    board.study("Bea", 3)
    (card,) = board.summary()
    said = flat(card.body)
    assert "Weekly board\n1. Bea: 4 points\n2. Ann: 1 point" in said
    assert "Eve" not in said
    assert "Together: 4 of 50 different questions known at first sight." in said
    assert card.picture is not None
    figures = card.picture.figures
    assert isinstance(figures, GroupWeekFigures)
    assert (figures.known, figures.goal) == (4, 50)
    assert [button.label for button in card.rows[0]] == ["My place", "Join the board"]
    assert not any(name in card.picture.alt for name in NAMES)
    assert "No points yet this week." in board.shown()
    cal, eve, stranger = (board.member(name) for name in ("Cal", "Eve", "Stranger"))
    for who, place in ((cal, "2nd of 5, with 1 point"), (eve, "5th of 5, with 0 points: 0 known")):
        (reply,) = who.press(card.rows[0][0].token)
        assert isinstance(reply, Card)
        assert place in reply.brief
        assert len(reply.brief) <= 200
    stranger.press(card.rows[0][0].token)
    assert "You're not on this board." in stranger.text
    assert board.summary(SUNDAY + timedelta(days=7)) == [], "a week without an answer or a point"
    board.club.stage.clock.move(days=2)
    eve.press(card.rows[0][0].token)
    assert eve.text == flat(refusals.old_button())
    board.study("Bea", 2)
    assert "Together: 2 of 5 different questions known at first sight." in board.shown()


def test_a_summary_that_is_built_again_says_the_same(board: Board) -> None:
    board.joined(5)
    board.study("Ann", 2)
    board.club.stage.clock.now = SUNDAY
    said = []
    for _ in range(2):
        pushes = board.club.stage.pushes("discord")
        said += [flat(card.body) for push in pushes for card in push.replies if "Weekly board" in flat(card.body)]
        board.club.stage.clock.move(seconds=61)
    assert len(said) == 2
    assert said[0] == said[1]
    assert "Together: 2 of 50" in said[0]


def test_before_five_have_joined_the_summary_invites(board: Board) -> None:
    board.joined(2)
    board.club.ask()
    board.club.answer(board.member("Ann"))
    board.club.stage.clock.move(days=1)
    board.club.sweep()
    (card,) = board.summary()
    assert "Weekly board\nIt opens once 5 members have joined. So far: 2." in flat(card.body)
    assert "Ann" not in flat(card.body)
    stranger = board.member("Stranger")
    (reply,) = stranger.press(card.rows[0][0].token)
    assert isinstance(reply, Card)
    assert "Almost there" in reply.brief
    alone = board.alone("Stranger")
    alone.say("/board join Night Owl")
    assert "You're on the board as Night Owl." in alone.text
    stranger.press(card.rows[0][0].token)
    assert "You're on the board as Night Owl." in stranger.text
    assert "So far: 3." in board.shown()


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
