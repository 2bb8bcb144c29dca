"""Setting a group up, and what else those who manage it do."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest

from bot.actions import GroupDo, GroupSet, encode
from bot.chat import Address, Card, Command, Pressed, Room, Toast, flat
from tests.bench import Person, Stage
from tests.club import Club

if TYPE_CHECKING:
    from bot.storage.database import Database


@pytest.fixture
def club(stage: Stage) -> Club:
    return Club(stage)


def test_a_preview_comes_before_the_first_post(club: Club) -> None:
    club.boss.say("/group setup time 12:30 zone Chicago")
    assert "Time: 12:30" in club.boss.text
    assert "Zone: Central time" in club.boss.text
    assert "Where: #study" in club.boss.text
    assert "Not started yet" in club.boss.text
    labels = {button.label for card in club.boss.seen for row in card.rows for button in row}
    assert "Start" not in labels
    club.boss.tap("Preview")
    assert club.boss.text.startswith("Preview.")
    assert "Question of the day" in club.boss.text
    club.stage.clock.move(days=2)
    assert club.sweep() == []
    club.boss.tap("Start")
    assert club.boss.text.startswith("Started.")
    assert "Next question: Sun, Nov 22, 12:30." in club.boss.text


def test_what_managers_read_may_be_seen_and_what_a_refusal_says_is_private(club: Club) -> None:
    replies = club.boss.say("/group setup")
    assert [card.open for card in replies if isinstance(card, Card)] == [True]
    ann = club.member("ann")
    replies = ann.say("/group setup")
    assert [card.open for card in replies if isinstance(card, Card)] == [False]
    assert "Only those who manage this group can do that." in ann.text


def test_who_may_not_manage_changes_nothing_and_is_not_made_known(club: Club) -> None:
    club.begin()
    ann = club.member("ann")
    ann.say("/group off")
    ann.press(encode(GroupDo(club.group.id or 0, "off")))
    assert "Only those who manage" in ann.text
    assert isinstance(ann.replies[0], Toast)
    assert club.group.state == "on"
    with club.stage.database.transaction() as store:
        assert store.learners.find("discord", "ann") is None


def test_a_group_command_in_a_direct_chat_is_refused(stage: Stage) -> None:
    ann = stage.person()
    for typed in ("/group", "/group setup", "/group ask now"):
        ann.say(typed)
        assert "works in a Discord server or a Telegram group" in ann.text


def test_a_channel_that_cannot_be_written_to_is_refused_and_nothing_is_kept(club: Club) -> None:
    for obstacle, said in (("forbidden", "I may not write there"), ("missing", "the channel is gone")):
        club.boss.room = Room("C9", "", "#quiet", obstacle)  # type: ignore[arg-type]
        club.boss.say("/group setup channel C9 time 09:00")
        assert f"I cannot post in #quiet: {said}." in club.boss.text
    with club.stage.database.transaction() as store:
        assert store.groups.find("discord", "S1") is None
    club.boss.room = Room("C1", "", "#study")
    club.begin()
    club.boss.room = Room("C9", "", "#quiet", "forbidden")
    club.boss.say("/group setup channel C9 time 09:00")
    assert (club.group.chat, club.group.at) == ("C1", time(12))


def test_a_setup_elsewhere_leaves_the_question_where_it_is_unless_a_channel_is_named(club: Club) -> None:
    club.begin()
    club.boss.room = Room("C2", "", "#other")
    club.boss.say("/group setup time 09:00")
    assert club.group.chat == "C1"
    club.boss.say("/group setup channel C2")
    assert (club.group.chat, club.group.place) == ("C2", "#other")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("setup noon", "Try /group setup time 12:00"),
        ("setup time", "Try /group setup time 12:00"),
        ("setup time zone Chicago", "I could not read that time"),
        ("setup time 25:00", "I could not read that time"),
        ("setup zone Narnia", "I know no time zone"),
        ("setup days someday", "Name days such as"),
        ("setup days mo", "Name days such as"),
        ("setup questions astronomy", "Name what is asked"),
        ("setup questions exam", "set its date too"),
        ("setup exam 2020-01-01", "That date has passed"),
        ("setup answers 0", "Say how long answers stay open"),
        ("setup answers 73", "Say how long answers stay open"),
        ("setup answers forever", "Say how long answers stay open"),
        ("setup role @everyone", "I never notify everyone"),
        ("setup role S1", "I never notify everyone"),
        ("setup role teachers", "Name a role of this server"),
        ("setup share 101", "Send a whole number from 0 to 100"),
        ("setup summary maybe", 'Send "on" or "off"'),
        ("dance", "Try /group setup, show"),
        ("ask later", "Try /group setup, show"),
    ],
)
def test_what_cannot_be_read_is_said_and_changes_nothing(club: Club, typed: str, said: str) -> None:
    club.begin("time 10:00")
    before = club.group.model_dump()
    club.boss.say(f"/group {typed}")
    assert said in club.boss.text
    assert club.group.model_dump() == before


def test_one_value_that_cannot_be_read_keeps_all_of_them_out(club: Club) -> None:
    club.begin("time 10:00")
    club.boss.say("/group setup time 11:00 zone Narnia")
    assert club.group.at == time(10)


def test_every_option_is_taken_shown_and_kept(club: Club) -> None:
    club.boss.say(
        "/group setup time 7:30 pm zone US Central days mon wed fri questions exam exam 2027-01-15 answers 6 hours"
        " role 4711 share 40% summary off"
    )
    for said in (
        "Time: 19:30",
        "Zone: Central time",
        "Which days: Mon, Wed, Fri",
        "What is asked: towards the exam on Jan 15, 2027",
        "How long open: 6 hours, or until the next question",
        "Role: one role is notified",
        "When a day counts: 40 % of the regulars answer, at least two",
        "Sunday summary: off",
    ):
        assert said in club.boss.text, club.boss.text
    club.boss.tap("Notify nobody")
    assert club.group.role == ""


def test_every_menu_leads_on_by_taps(club: Club) -> None:
    club.boss.say("/group setup")
    for name, choice, said in [
        ("Time", "17:00", "Time: 17:00"),
        ("Zone", "US Pacific", "Zone: Pacific time"),
        ("Which days", "Weekdays", "Which days: weekdays"),
        ("What is asked", "Only Clinical", "What is asked: Clinical Operations"),
        ("How long open", "4 hours", "How long open: 4 hours, or until"),
        ("When a day counts", "25 %", "When a day counts: 25 % of the regulars answer, at least two"),
        ("Exam date", "In 8 weeks", "Exam date: January 15, 2027"),
        ("What is asked", "Towards", "What is asked: towards the exam on Jan 15, 2027"),
        ("Exam date", "Not booked", "What is asked: weighted like the exam"),
    ]:
        club.boss.tap(name)
        club.boss.tap(choice)
        assert said in club.boss.text, club.boss.text
    club.boss.tap("Sunday summary")
    assert "Sunday summary: off" in club.boss.text


def test_show_pause_resume_and_off(club: Club) -> None:
    club.boss.say("/group show")
    assert "Send /group setup to begin." in club.boss.text
    club.begin()
    club.boss.say("/group pause")
    assert "Paused." in club.boss.text
    club.stage.clock.move(days=3)
    assert club.sweep() == []
    club.boss.say("/group resume")
    assert club.boss.text.startswith("On again.")
    assert "Next question: Tue, Nov 24, 12:00." in club.boss.text
    club.boss.say("/group resume")
    assert club.boss.text.startswith("It is on already.")
    club.boss.say("/group off")
    club.stage.clock.move(days=3)
    assert club.sweep() == []
    club.boss.say("/group show")
    assert "Off. /group resume turns it on again." in club.boss.text


def test_pause_keeps_the_reveal_of_the_question_that_is_open(club: Club) -> None:
    club.begin()
    club.ask()
    club.answer(club.member("ann"))
    club.boss.say("/group pause")
    assert any("the answer is" in flat(card.body) for card in club.close())


def test_ask_now_asks_at_once_and_asks_first_where_a_question_is_open(club: Club) -> None:
    club.begin()
    club.boss.say("/group ask now")
    assert "A question is on its way." in club.boss.text
    (first,) = club.sweep()
    assert first.rows
    club.boss.say("/group ask now")
    assert "A question was asked just now." in club.boss.text
    club.stage.clock.move(minutes=2)
    club.answer(club.member("ann"))
    club.boss.say("/group ask now")
    assert "A question is open until" in club.boss.text
    club.boss.tap("Reveal it")
    posted = club.sweep() + club.sweep()
    assert sum("the answer is" in flat(card.body) for card in posted) == 1
    assert sum(bool(card.rows) and card.slot is not None and not card.slot.message for card in posted) == 1


def test_a_press_that_asks_now_does_so_once_however_often_it_comes(club: Club) -> None:
    club.begin()
    token = encode(GroupDo(club.group.id or 0, "ask over"))
    club.boss.press(token)
    club.sweep()
    club.stage.clock.move(seconds=5)
    club.stage.start()
    club.boss.again()
    assert "A question was asked just now." in club.boss.text
    assert club.sweep() == []


def test_ask_now_where_nothing_is_on_shows_the_settings(club: Club) -> None:
    club.boss.say("/group setup")
    club.boss.say("/group ask now")
    assert "Not started yet" in club.boss.text
    assert club.sweep() == []


def test_a_button_of_another_group_is_refused(stage: Stage) -> None:
    ours, theirs = Club(stage), Club(stage, space="S2", chat="C2")
    ours.begin()
    theirs.begin()
    theirs.boss.press(encode(GroupDo(ours.group.id or 0, "off")))
    assert ours.group.state == theirs.group.state == "on"
    theirs.boss.press(encode(GroupSet(theirs.group.id or 0, "nonsense", "1")))
    theirs.boss.press(encode(GroupDo(theirs.group.id or 0, "nonsense")))
    assert "older message" in theirs.boss.text


def test_an_anonymous_admin_sets_up_and_is_not_made_known(club: Club) -> None:
    where = Address("telegram", "", "-100", direct=False, space="-100")
    shown: list[str] = []
    for number, typed in enumerate(("setup time 09:00", "preview", "resume", "show")):
        event = Command(f"telegram:{number}", where, "group", typed, manager=True, room=Room("-100", "", "Class"))
        replies = club.stage.tutor.handle(event)
        shown += [flat(card.body) for card in replies if isinstance(card, Card)]
    assert "Time: 09:00" in shown[0]
    with club.stage.database.transaction() as store:
        group = store.groups.find("telegram", "-100")
        assert group is not None
        assert group.admin_id is None
    assert club.stage.tutor.handle(Command("telegram:9", where, "mock")) == []


def test_two_setups_at_once_make_one_group(any_database: Database) -> None:
    stage = Stage(any_database)
    said: list[str] = []

    def work(user: str, at: str) -> None:
        where = Address("discord", user, "C1", direct=False, space="S1")
        for number in range(5):
            event = Command(
                f"discord:{user}{number}", where, "group", f"setup time {at}", manager=True, room=Room("C1")
            )
            said.extend(flat(card.body) for card in stage.tutor.handle(event) if isinstance(card, Card))

    with any_database.alone():
        workers = [threading.Thread(target=work, args=each) for each in (("ann", "09:00"), ("bea", "10:00"))]
        for worker in workers[: 2 if not any_database.is_sqlite else 0]:
            worker.start()
        for worker in workers[: 2 if not any_database.is_sqlite else 0]:
            worker.join()
        if any_database.is_sqlite:  # one writer: two setups are never at once
            work("ann", "09:00")
            work("bea", "10:00")
    assert len(said) == 10
    assert all("Question of the day for this group" in each for each in said)
    with any_database.transaction() as store:
        group = store.groups.find("discord", "S1")
        assert group is not None
        assert group.at in (time(9), time(10))


def test_a_zone_that_changes_while_a_question_is_open_moves_neither_its_end_nor_adds_a_second_one(club: Club) -> None:
    club.begin()
    club.ask()
    before = club.latest.closes_at
    club.boss.say("/group setup zone Honolulu")
    assert "Next question: Sun, Nov 22, 12:00." in club.boss.text, club.boss.text
    assert club.latest.closes_at == before
    club.stage.clock.move(hours=5, minutes=1)  # noon in Honolulu, on the same day
    assert club.sweep() == []
    club.answer(club.member("ann"))
    club.stage.clock.now = before
    assert any("the answer is" in flat(card.body) for card in club.sweep())


def test_a_channel_is_named_again_after_the_old_one_is_gone(club: Club) -> None:
    club.begin()
    with club.stage.database.transaction() as store:
        found = store.groups.find("discord", "S1")
        assert found is not None
        found.obstacle = "missing"
    club.boss.say("/group show")
    assert "Stopped: the channel is gone." in club.boss.text
    club.boss.room = Room("C2", "", "#new")
    club.boss.say("/group setup")
    assert "Where: #new" in club.boss.text
    assert "Next question:" in club.boss.text
    assert (club.group.chat, club.group.obstacle) == ("C2", "")


def test_an_exam_date_that_passes_leaves_the_exams_weights(club: Club) -> None:
    club.begin("questions exam exam 2026-11-25")
    assert "5 days to the exam." not in club.boss.text
    card = club.ask()
    assert "4 days to the exam." in flat(card.body)
    club.stage.clock.now = datetime(2026, 12, 1, 15, tzinfo=UTC)
    club.sweep()  # what was due meanwhile is too late
    card = club.ask()
    assert "to the exam" not in flat(card.body)
    club.boss.say("/group setup summary off")
    assert "Saved: Sunday summary." in club.boss.text


def test_what_a_manager_presses_is_settled_once(club: Club) -> None:
    club.begin()
    club.boss.press(encode(GroupSet(club.group.id or 0, "time", "09:00")))
    assert club.boss.again() == []
    assert club.group.at == time(9)


def test_the_reply_to_a_press_takes_the_menus_place(club: Club) -> None:
    club.boss.say("/group setup")
    replies = club.boss.tap("Time")
    assert [card.replace for card in replies if isinstance(card, Card)] == [True]


def test_a_person_without_an_address_in_the_group_is_anyone(club: Club) -> None:
    event = Pressed("discord:77", Person(club.stage, club.boss.address).address, "gd|1|off")
    replies = club.stage.tutor.handle(event)
    assert isinstance(replies[0], Toast)


def test_a_minute_after_the_hour_the_next_question_is_tomorrow(club: Club) -> None:
    club.stage.clock.now = datetime(2026, 11, 20, 16, 59, tzinfo=UTC)
    club.begin()
    assert "Next question: Fri, Nov 20, 12:00" in club.boss.text
    later = Club(club.stage, space="S2")
    club.stage.clock.move(minutes=2)
    later.begin()
    assert "Next question: Sat, Nov 21, 12:00" in later.boss.text
