"""What is due for groups: whose turn it is, and what happens while something is on its way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.chat import Delivery, Room, flat
from bot.storage.group_tables import Group
from bot.storage.tables import Due
from tests.bench import NOON, Stage

if TYPE_CHECKING:
    from bot.chat import Push
    from bot.storage.database import Database
    from tests.club import Club


def due(stage: Stage) -> set[str]:
    """Return the kinds of what is due for groups."""
    with stage.database.engine.begin() as connection:
        return set(connection.execute(select(col(Due.kind)).where(col(Due.owner) == "group")).scalars())


def test_groups_that_are_due_at_one_minute_go_out_at_the_pace_in_a_changing_order(any_database: Database) -> None:
    stage = Stage(any_database)
    count, rate = 30, 20
    with any_database.transaction() as store:
        for number in range(count):
            group = Group(platform="discord", space=f"S{number}", chat=f"C{number}", created_at=NOON, state="on")
            store.groups.add(group)
            store.schedule.put("group-question", group.id or 0, "discord", NOON + timedelta(days=1), "group")
    first = _order(stage, rate, timedelta(days=1))
    second = _order(stage, rate, timedelta(days=2))
    for pushes in (first, second):
        assert len({push.address.space for push in pushes}) == count
        starts = sorted(push.at for push in pushes)
        assert (starts[-1] - starts[0]).total_seconds() >= (count - 1) / rate - 0.01
    last = {push.address.space for push in first[-5:]}
    assert last != {push.address.space for push in second[-5:]}
    assert [p.address.space for p in first] != sorted(p.address.space for p in first)


def test_what_is_due_for_a_group_is_not_a_learners_with_the_same_number(club: Club) -> None:
    number = club.group.id
    with club.stage.database.transaction() as store:
        found = store.learners.find("discord", "boss")
        assert found is not None
        assert found[0].id == number
        store.schedule.drop(found[0].id or 0)
    assert "group-question" in due(club.stage)
    club.boss.say("/forget")
    club.boss.tap("Yes")
    assert "group-question" in due(club.stage)


def test_a_row_that_is_set_anew_between_claim_and_push_is_left_to_the_next_claim(club: Club) -> None:
    club.stage.clock.now = NOON + timedelta(days=1)
    claimed = club.stage.tutor.claim("discord", 10, 20)
    with club.stage.database.transaction() as store:
        store.schedule.put("group-question", 1, "discord", club.stage.clock.now, "group")
    assert [club.stage.tutor.build(each) for each in claimed] == [None]
    assert club.sweep()[-1].rows


def test_whoever_answers_while_the_number_is_on_its_way_is_in_the_next_one(club: Club) -> None:
    club.ask()
    club.answer(club.member("ann"))
    club.stage.clock.move(seconds=6)
    claimed = club.stage.tutor.claim("discord", 10, 20)
    club.answer(club.member("bea"))
    (push,) = [push for each in claimed if (push := club.stage.tutor.build(each))]
    assert "2 have answered." in flat(push.replies[0].body)
    club.answer(club.member("cia"))
    club.stage.tutor.settle(push.id, Delivery("sent", messages=(("group-question:1", "message-group-question:1"),)))
    club.stage.clock.move(seconds=4)
    assert club.sweep() == []
    club.stage.clock.move(seconds=1)
    assert "3 have answered." in flat(club.sweep()[-1].body)


def test_a_count_that_was_set_by_a_late_press_waits_its_five_seconds(club: Club) -> None:
    club.ask()
    club.answer(club.member("ann"))
    club.stage.clock.move(seconds=6)
    club.sweep()
    club.answer(club.member("bea"))
    with club.stage.database.transaction() as store:  # as someone sets it who pressed before it was shown
        store.schedule.put("group-count", 1, "discord", club.stage.clock.now, "group")
    club.stage.clock.move(seconds=1)
    assert club.sweep() == []
    club.stage.clock.move(seconds=4)
    assert "2 have answered." in flat(club.sweep()[-1].body)


def test_numbers_of_answers_hold_up_nobodys_question(club: Club) -> None:
    club.ask()
    club.answer(club.member("ann"))
    ann = club.stage.person("ann", "discord")
    ann.begin()
    with club.stage.database.transaction() as store:
        found = store.learners.find("discord", "ann")
        assert found is not None
        store.schedule.put("daily", found[0].id or 0, "discord", club.stage.clock.now + timedelta(minutes=1))
    club.stage.clock.move(minutes=2)
    (first,) = club.stage.pushes("discord", limit=1)
    assert first.address.direct


def test_a_question_that_waits_its_turn_is_not_lost_by_a_change_of_settings(club: Club) -> None:
    club.stage.clock.now = NOON + timedelta(days=1, minutes=2)
    club.boss.say("/group setup time 15:00")
    assert [card for card in club.sweep() if card.rows]
    club.boss.say("/group show")
    assert "Next question: Sunday, November 22 at 3:00 PM." in club.boss.text


def test_a_change_while_the_question_is_on_its_way_neither_repeats_it_nor_is_lost(club: Club) -> None:
    club.stage.clock.now = NOON + timedelta(days=1)
    (push,) = club.stage.pushes("discord")
    club.boss.say("/group setup time 15:00")
    assert club.stage.pushes("discord") == []
    club.stage.tutor.settle(push.id, Delivery("sent", messages=(("group-question:1", "77"),)))
    club.boss.say("/group show")
    assert "Next question: Sunday, November 22 at 3:00 PM." in club.boss.text


def test_a_pause_while_the_question_is_on_its_way_does_not_lose_its_message(club: Club) -> None:
    club.stage.clock.now = NOON + timedelta(days=1)
    (push,) = club.stage.pushes("discord")
    club.boss.say("/group pause")
    club.stage.tutor.settle(push.id, Delivery("sent", messages=(("group-question:1", "77"),)))
    club.posts += [(push, card) for card in push.replies]
    club.answer(club.member("ann"))
    (reveal,) = [card for card in club.close() if not card.rows]
    assert reveal.slot is not None
    assert reveal.slot.message == "77"


def _order(stage: Stage, rate: int, after: timedelta) -> list[Push]:
    stage.clock.now = NOON + after
    found: list[Push] = []
    for _ in range(20):
        pushes = [push for push in stage.pushes("discord", rate=rate) if any(card.rows for card in push.replies)]
        for push in pushes:
            slots = [(card.slot.name, "1") for card in push.replies if card.slot]
            stage.tutor.settle(push.id, Delivery("sent", messages=tuple(slots)))
        found += pushes
        stage.clock.move(seconds=1)
    return found


@pytest.mark.parametrize("delivery", [Delivery("retry", 30.0), None])
def test_a_number_whose_edit_failed_is_shown_all_the_same(club: Club, delivery: Delivery | None) -> None:
    club.ask()
    club.answer(club.member("ann"))
    club.stage.clock.move(seconds=6)
    if delivery:
        club.sweep(delivery)
    else:
        club.stage.pushes("discord")  # and the process dies
        club.stage.start()
    club.stage.clock.move(seconds=70)
    assert "1 has answered." in flat(club.sweep()[-1].body)


def test_a_reveal_that_a_late_edit_may_have_covered_is_shown_once_more(club: Club) -> None:
    club.ask()
    club.answer(club.member("ann"))
    club.stage.clock.now = club.latest.closes_at - timedelta(seconds=1)
    (count,) = club.stage.pushes("discord")
    club.stage.clock.move(seconds=1)
    assert any("the answer is" in flat(card.body) for card in club.sweep())
    club.stage.tutor.settle(count.id, Delivery("sent", messages=(("group-question:1", "message-group-question:1"),)))
    assert any("the answer is" in flat(card.body) for card in club.sweep())
    club.stage.clock.move(minutes=5)
    assert club.sweep() == []


def test_a_pause_and_resume_while_the_question_is_on_its_way_does_not_repeat_it(club: Club) -> None:
    club.stage.clock.now = NOON + timedelta(days=1)
    (push,) = club.stage.pushes("discord")
    club.boss.say("/group pause")
    club.boss.say("/group resume")
    assert club.stage.pushes("discord") == []
    club.stage.tutor.settle(push.id, Delivery("sent", messages=(("group-question:1", "77"),)))
    club.boss.say("/group show")
    assert "Next question: Sunday, November 22 at 12:00 PM." in club.boss.text


def test_a_question_that_was_on_its_way_to_the_old_channel_comes_in_the_new_one(club: Club) -> None:
    club.stage.clock.now = NOON + timedelta(days=1)
    (push,) = club.stage.pushes("discord")
    club.boss.room = Room("C2", "", "#new")
    club.boss.say("/group setup channel C2")
    club.stage.tutor.settle(push.id, Delivery("gone", why="missing"))
    assert club.group.obstacle == ""
    (card,) = club.sweep()
    assert card.rows == push.replies[0].rows
    assert club.posts[-1][0].address.chat == "C2"


def test_a_question_that_was_asked_for_now_does_not_come_hours_later(club: Club) -> None:
    club.boss.say("/group ask now")
    club.stage.clock.move(hours=2)
    assert club.sweep() == []
