"""Who may manage a group, and what else they do with it."""

from __future__ import annotations

import threading
from datetime import time
from typing import TYPE_CHECKING

import pytest

from bot.actions import GroupDo, GroupSet, encode
from bot.chat import Added, Address, Card, Command, Pressed, Room, Toast, flat
from tests.bench import Person, Stage
from tests.club import Club

if TYPE_CHECKING:
    from bot.storage.database import Database


@pytest.fixture
def club(stage: Stage) -> Club:
    return Club(stage)


def test_show_pause_resume_and_off(club: Club) -> None:
    club.boss.say("/group show")
    assert "Send /group setup to begin." in club.boss.text
    club.begin()
    club.boss.say("/group pause")
    assert "Paused." in club.boss.text
    club.stage.clock.move(days=3)
    assert club.sweep() == []
    club.boss.say("/group resume")
    assert club.boss.text.startswith("Back on.")
    assert "Next question: Tuesday, November 24 at 12:00 PM." in club.boss.text
    club.boss.say("/group resume")
    assert club.boss.text.startswith("It's already on.")
    club.boss.say("/group off")
    club.stage.clock.move(days=3)
    assert club.sweep() == []
    club.boss.say("/group show")
    assert "Off. /group resume turns it back on." in club.boss.text


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
    assert "A question just went out." in club.boss.text
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
    assert "A question just went out." in club.boss.text
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
    assert "Time: 9:00 AM" in shown[0]
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


def test_who_may_not_manage_changes_nothing_and_is_not_made_known(club: Club) -> None:
    club.begin()
    ann = club.member("ann")
    ann.say("/group off")
    ann.press(encode(GroupDo(club.group.id or 0, "off")))
    assert "Only the people who manage" in ann.text
    assert isinstance(ann.replies[0], Toast)
    assert club.group.state == "on"
    with club.stage.database.transaction() as store:
        assert store.learners.find("discord", "ann") is None


def test_a_group_command_in_a_direct_chat_is_refused(stage: Stage) -> None:
    ann = stage.person()
    for typed in ("/group", "/group setup", "/group ask now"):
        ann.say(typed)
        assert "works in a Discord server or a Telegram group" in ann.text


def test_what_managers_read_may_be_seen_and_what_a_refusal_says_is_private(club: Club) -> None:
    replies = club.boss.say("/group setup")
    assert [card.open for card in replies if isinstance(card, Card)] == [True]
    ann = club.member("ann")
    replies = ann.say("/group setup")
    assert [card.open for card in replies if isinstance(card, Card)] == [False]
    assert "Only the people who manage this group can do that." in ann.text


def test_a_command_that_a_crash_cut_off_shows_its_answer_when_it_comes_again(club: Club) -> None:
    club.boss.say("/group setup time 09:00")
    club.stage.clock.move(seconds=5)
    club.stage.start()
    club.boss.again()
    assert "Time: 9:00 AM" in club.boss.text


def test_a_notice_that_comes_again_after_a_crash_is_answered_by_nothing(club: Club) -> None:
    where = Address("discord", "", "", direct=False, space="S9")
    assert club.stage.tutor.handle(Added("discord:added:9", where))
    club.stage.clock.move(seconds=5)
    assert club.stage.start().handle(Added("discord:added:9", where)) == []


def test_who_manages_a_group_still_does_after_joining_accounts(club: Club) -> None:
    club.boss.say("/group setup")
    boss, other = club.stage.person("boss", "discord"), club.stage.person("boss", "telegram")
    boss.begin()
    other.begin()
    boss.join(other)
    with club.stage.database.transaction() as store:
        found = store.learners.find("telegram", "boss")
        assert found is not None
        kept = found[0].id
    assert club.group.admin_id == kept


def test_what_was_asked_for_now_is_not_asked_with_something_in_the_way(club: Club) -> None:
    club.boss.say("/group setup")
    club.boss.tap("Preview")
    club.boss.tap("Start")
    club.boss.say("/group ask now")
    with club.stage.database.transaction() as store:
        found = store.groups.find("discord", "S1")
        assert found is not None
        found.obstacle = "forbidden"
    assert club.sweep() == []


def test_the_settings_show_the_streak(club: Club) -> None:
    club.boss.say("/group setup")
    assert "Streak" not in club.boss.text
    club.boss.tap("Preview")
    club.boss.tap("Start")
    club.ask()
    for member in club.members(2):
        club.answer(member)
    club.close()
    club.boss.say("/group show")
    assert "Streak: 1 day in a row, longest 1" in club.boss.text
