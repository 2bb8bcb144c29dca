"""Which question a group is asked, when, and under which id of the group."""

from __future__ import annotations

from datetime import timedelta

from bot.bank.library import Library
from bot.chat import Added, Address, Card, Command, Moved, flat
from bot.learning.calendar import next_at, zone
from tests.bench import Stage, bank
from tests.club import Club


def test_no_question_comes_twice_before_all_were_asked(stage: Stage) -> None:
    stage.library = Library(bank(1), [], stage.library.book)
    stage.start()
    club = Club(stage)
    club.begin("questions reporting")
    asked = []
    every = len(stage.library.within("reporting"))
    for _ in range(2 * every):
        club.ask()
        asked.append(club.latest.question)
        club.close()
    assert len(set(asked[:every])) == every
    assert len(set(asked[every:])) == every


def test_a_members_own_set_does_not_ask_the_groups_question(stage: Stage) -> None:
    stage.library = Library(bank(1), [], stage.library.book)
    stage.start()
    club = Club(stage)
    club.begin()
    ann = stage.person("ann", "discord")
    ann.begin()
    club.ask()
    club.answer(club.member("ann"))
    club.close()
    club.ask()  # not answered yet, but ann is a member
    todays = club.latest.question
    seen = set()
    ann.say("/settings size 40")
    stage.clock.now = next_at(stage.clock.now, stage.clock.now.time().replace(hour=9), zone("America/New_York"))
    for _ in range(40):
        ann.say("/daily")
        if "Done for today" in ann.text:
            break
        seen.add(ann.question.id)
        ann.answer()
    assert len(seen) >= 30
    assert todays not in seen


def test_an_open_question_of_the_daily_set_gives_way_to_the_groups(club: Club) -> None:
    ann = club.stage.person("ann", "discord")
    ann.begin()
    ann.say("/daily")
    mine = ann.question.id
    with club.stage.database.transaction() as store:
        asked = store.groups.asked(club.group.id or 0)
    assert mine not in asked
    club.ask()
    with club.stage.database.transaction() as store:
        latest = store.groups.latest(club.group.id or 0)
        assert latest is not None
        latest.question, latest.topic, latest.wording = mine, mine[:6], bank().questions[mine].wording
        store.groups.ask(latest)
    club.answer(club.member("ann"))
    ann.say("/daily")
    assert ann.question.id != mine


def test_a_push_that_is_repeated_after_a_crash_is_the_same_question(club: Club) -> None:
    with club.stage.database.transaction() as store:
        due = store.schedule.when("group-question", club.group.id or 0)
    assert due is not None
    club.stage.clock.now = due
    (first,) = club.stage.pushes("discord")
    club.stage.clock.move(seconds=90)
    club.stage.start()
    (again,) = club.stage.pushes("discord")
    assert first.replies == again.replies
    assert first.id != again.id


def test_a_question_that_an_outage_held_up_for_hours_is_left_out(club: Club) -> None:
    ann, bea = club.member("ann"), club.member("bea")
    club.ask()
    club.answer(ann)
    club.answer(bea)
    club.close()
    club.stage.clock.move(days=2, hours=5)
    posts = club.sweep() + club.sweep()
    assert posts == []
    assert club.group.streak == 1
    assert "This group's streak: 1 day." in flat(club.ask().body)


def test_a_group_with_a_new_id_keeps_everything(stage: Stage) -> None:
    club = Club(stage, platform="telegram", space="-1", chat="-1")
    club.begin()
    club.ask()
    club.answer(club.member("ann"))
    old = Address("telegram", "", "-1", direct=False, space="-1")
    for number in (1, 2):
        assert stage.tutor.handle(Moved(f"telegram:move{number}", old, "-100")) == []
    moved = Club(stage, platform="telegram", space="-100", chat="-100")
    assert moved.group.id == 1
    assert (moved.group.chat, moved.latest.chat) == ("-100", "-100")
    moved.posts = club.posts
    assert _recounted(moved) == [], "its message has another number now"
    assert "Right" in moved.answer(moved.member("bea")), "the new message's buttons"
    assert "Right" in club.answer(club.member("cia")), "the old message's buttons"
    (reveal,) = [card for card in moved.close() if not card.rows]
    assert "3 of 3 right." in flat(reveal.body)
    assert moved.posts[-1][0].address.chat == "-100"


def test_an_id_that_another_group_has_already_is_not_taken(stage: Stage) -> None:
    one, two = Club(stage, space="-1", chat="-1"), Club(stage, space="-2", chat="-2")
    one.begin()
    two.begin()
    stage.tutor.handle(Moved("discord:m", one.boss.address, "-2"))
    assert one.group.space == "-1"


def test_a_group_that_was_never_set_up_is_greeted_and_not_kept(stage: Stage) -> None:
    where = Address("telegram", "", "-7", direct=False, space="-7")
    (reply,) = stage.tutor.handle(Added("telegram:1", where))
    assert isinstance(reply, Card)
    assert reply.open
    assert "/group setup" in flat(reply.body)
    with stage.database.transaction() as store:
        assert store.groups.find("telegram", "-7") is None
    stage.clock.move(hours=40)
    assert stage.tutor.handle(Added("telegram:2", where)) == [], "added and removed again and again"
    stage.clock.move(days=3)
    stage.tutor.waiting(())
    assert stage.tutor.handle(Added("telegram:3", where)) == [reply]


def test_a_command_in_a_group_knows_its_own_name_alone(club: Club) -> None:
    event = Command("discord:c", club.boss.address, "GROUP", "show", manager=True)
    (reply,) = club.stage.tutor.handle(event)
    assert isinstance(reply, Card)
    assert "Question of the day for this group" in flat(reply.body)


def test_the_next_question_closes_one_that_is_still_open(club: Club) -> None:
    club.boss.say("/group setup answers 72")
    club.ask()
    first = club.latest.id
    club.answer(club.member("ann"))
    assert club.latest.closes_at - club.latest.asked_at < timedelta(hours=24)
    club.boss.say("/group setup time 09:00")
    club.ask()
    assert club.latest.id != first
    club.stage.clock.move(seconds=1)
    assert any("the answer is" in flat(card.body) for card in club.sweep())


def _recounted(club: Club) -> list[Card]:
    club.stage.clock.move(minutes=1)
    return club.sweep()
