"""The weekly board of a group, from joining it to the summary that posts it."""

from __future__ import annotations

from datetime import timedelta

from bot.chat import Card, flat
from bot.figures import GroupWeekFigures
from bot.words import refusals
from tests.bench import Stage, with_siblings
from tests.club import Club
from tests.core.group_board import NAMES, SUNDAY, Board


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
    assert "You have 3 points: 3 right the first time, 0 not." in board.shown("Ann")
    board.member("Eve").say("/board join Eve")
    assert "1. Ann: 3 points" in board.shown()


def test_the_top_is_shown_to_all_and_the_own_place_to_one(board: Board) -> None:
    board.joined(6)
    for name, (right, wrong) in {"Ann": (2, 1), "Bea": (4, 0), "Cal": (1, 0), "Dan": (1, 2), "Eve": (2, 1)}.items():
        board.study(name, right, wrong)
    said = board.shown()
    assert "1. Bea: 4 points\n2. Ann: 1.7 points\n2. Eve: 1.7 points\n4. Cal: 1 point\n5. Dan: 0.3 points\n" in said
    assert "Fay" not in said
    assert "The board closes on Sunday, November 22 at 6:00 PM." in said
    assert "A new question you get right the first time is worth a point." in said
    assert "You're 5th of 6, with 0.3 points: 1 right the first time, 2 not." in board.shown("Dan")
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
    assert "You're 1st of 5, with 2.3 points: 3 right the first time, 2 not." in board.shown("Ann")


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
    assert f": {known} right the first time" in board.shown("Ann")
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
    assert "You have 3 points: 3 right the first time, 0 not." in board.shown("Ann")


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
    assert "You have 2 points: 2 right the first time, 0 not." in board.shown("Ann")


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
    assert "Together: 4 of 50 different questions right the first time." in said
    assert card.picture is not None
    figures = card.picture.figures
    assert isinstance(figures, GroupWeekFigures)
    assert (figures.known, figures.goal) == (4, 50)
    assert [button.label for button in card.rows[0]] == ["My place", "Join the board"]
    assert not any(name in card.picture.alt for name in NAMES)
    assert "No points yet this week." in board.shown()
    cal, eve, stranger = (board.member(name) for name in ("Cal", "Eve", "Stranger"))
    for who, place in ((cal, "2nd of 5, with 1 point"), (eve, "5th of 5, with 0 points: 0 right")):
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
    assert "Together: 2 of 5 different questions right the first time." in board.shown()


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
