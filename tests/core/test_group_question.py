"""A group's question of the day: asked, answered privately, counted with restraint, revealed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bot.actions import GroupAnswer, encode
from bot.bank.models import Bank
from bot.chat import Added, Address, Button, Card, Command, Delivery, Left, Moved, Toast, flat
from bot.drawing.figures import GroupAnswerFigures
from bot.flows.turn import Library
from bot.learning.calendar import next_at, zone
from tests.bench import Person, Stage, bank
from tests.club import Club

if TYPE_CHECKING:
    from bot.storage.database import Database


@pytest.fixture
def club(stage: Stage) -> Club:
    found = Club(stage)
    found.begin()
    return found


def without(stage: Stage, question: str) -> Library:
    whole = bank()
    left = {name: item for name, item in whole.questions.items() if name != question}
    return Library(Bank(left, whole.notes, whole.blueprint), [], stage.library.book)


def test_a_member_answers_once_and_alone_sees_how(club: Club) -> None:
    card = club.ask()
    assert [button.label for button in card.rows[0]] == ["A", "B", "C", "D"]
    assert "Tap your answer." in flat(card.body)
    ann, bea = club.member("ann"), club.member("bea")
    said = club.answer(ann, right=False)
    assert "Not quite" in said
    reply = ann.replies[0]
    assert isinstance(reply, Card)
    assert not reply.open
    assert not reply.replace
    assert reply.brief.startswith("Not quite: the answer is")
    assert club.question.key.why in said
    assert "Right:" in club.answer(bea)


def test_a_second_press_on_another_device_shows_the_first_result(club: Club) -> None:
    club.ask()
    ann = club.member("ann")
    first = club.answer(ann, right=False)
    assert club.answer(ann, right=True) == first
    with club.stage.database.transaction() as store:
        assert store.groups.answered(club.latest.id or 0) == 1


def test_who_never_spoke_to_the_tutor_keeps_the_answer_for_later(club: Club) -> None:
    club.ask()
    ann = club.member("ann")
    assert "Set up my own questions" in [b.label for b in _buttons(ann, club.answer(ann))]
    direct = club.stage.person("ann", "discord")
    direct.begin()
    direct.say("/streak")
    assert "Today: 1 of 5" in direct.text
    direct.say("/export")
    file = direct.replies[0].file if isinstance(direct.replies[0], Card) else None
    assert file is not None
    assert b'"mode": "group"' in file.content
    direct.say("/progress")
    assert "1 answer" in direct.text.replace("1 of 1", "1 answer"), direct.text


def test_an_answer_counts_for_the_learning_model(club: Club) -> None:
    club.ask()
    ann = club.member("ann")
    club.answer(ann)
    direct = club.stage.person("ann", "discord")
    direct.begin()
    with club.stage.database.transaction() as store:
        found = store.learners.find("discord", "ann")
        assert found is not None
        assert found[0].id is not None
        kept = store.models.get(found[0].id)
        log = store.answers.log(found[0].id)
    assert kept is not None
    assert [row.mode for row in log] == ["group"]
    assert kept.answered_at == log[0].answered_at


def test_the_private_explanation_has_its_own_tools(club: Club) -> None:
    club.ask()
    ann = club.member("ann")
    club.answer(ann)
    ann.tap("I guessed")
    assert "Counted as guessed" in ann.text
    ann.tap("Save")
    assert "Saved" in ann.text
    ann.tap("Report")
    ann.tap("Unclear")
    assert "Someone will look" in ann.text


def test_the_whole_explanation_opens_in_the_direct_chat(club: Club) -> None:
    card = club.ask()
    start = next(button.start for row in card.rows for button in row if button.start)
    ann = club.stage.person("ann", "discord")
    ann.say(f"/start {start}")
    assert "You have not answered that one yet." in ann.text
    assert club.question.key.why not in ann.text
    club.answer(club.member("ann"), right=False)
    ann.say(f"/start {start}")
    assert "Not quite" in ann.text
    assert club.question.key.why in ann.text
    bea = club.stage.person("bea", "discord")
    club.close()
    bea.say(f"/start {start}")
    assert "Left open: the answer is" in bea.text


@pytest.mark.parametrize("payload", ["why_", "why_x", "why_999999", "why_99999999999999999999", "why_-1"])
def test_a_link_that_leads_nowhere_is_said(club: Club, payload: str) -> None:
    ann = club.stage.person("ann", "discord")
    ann.say(f"/start {payload}")
    assert "older message" in ann.text


def test_nobody_answers_a_question_of_a_group_that_they_are_not_in(club: Club) -> None:
    club.ask()
    token = encode(GroupAnswer(club.latest.id or 0, 0))
    stranger = Club(club.stage, space="S2", chat="C2").member("eve")
    alone = club.stage.person("eve", "discord")
    elsewhere = Club(club.stage, platform="telegram").member("eve")
    for who in (stranger, alone, elsewhere):
        who.press(token)
        assert "another group's" in who.text
    alone.press(encode(GroupAnswer(club.latest.id or 0, 7)))
    alone.press(encode(GroupAnswer(10**17, 0)))
    assert "older message" in alone.text
    with club.stage.database.transaction() as store:
        assert store.groups.answered(club.latest.id or 0) == 0


def test_a_press_after_the_close_is_not_counted_before_or_after_the_reveal(club: Club) -> None:
    club.ask()
    club.answer(club.member("ann"))
    club.stage.clock.now = club.latest.closes_at
    bea = club.member("bea")
    assert "This question is closed" in club.answer(bea)
    club.sweep()
    assert "This question is closed" in club.answer(bea)
    assert isinstance(bea.replies[0], Toast)
    assert "Right" in club.answer(club.member("ann")), "who answered in time reads the explanation again"
    with club.stage.database.transaction() as store:
        assert store.groups.answered(club.latest.id or 0) == 1


def test_the_count_is_edited_at_most_every_five_seconds_and_reaches_all(club: Club) -> None:
    club.ask()
    edits: list[tuple[float, str]] = []
    begun = club.stage.clock.now
    for second in range(40):
        if second < 25:
            for n in range(4):
                club.answer(club.member(f"m{second}-{n}"))
        for card in club.sweep():
            assert card.slot is not None
            assert card.slot.message
            assert not card.slot.anew
            edits.append(((club.stage.clock.now - begun).total_seconds(), flat(card.body)))
        club.stage.clock.move(seconds=1)
    gaps = [after - before for (before, _), (after, _) in pairwise(edits)]
    assert min(gaps) >= 5
    assert "100 have answered." in edits[-1][1]
    assert len(edits) <= 7


def test_a_deleted_message_gets_no_count_and_a_press_on_it_is_still_answered(club: Club) -> None:
    club.ask()
    slot = f"group-question:{club.latest.id}"
    club.answer(club.member("ann"))
    club.stage.clock.move(seconds=6)
    club.sweep(Delivery("sent", messages=((slot, ""),)))
    assert "Right" in club.answer(club.member("bea"))
    club.stage.clock.move(minutes=5)
    assert club.sweep() == []
    (reveal,) = club.close()
    assert reveal.slot is not None
    assert reveal.slot.message == ""
    assert reveal.slot.anew


def test_the_reveal_says_what_was_right_why_and_how_the_group_did(club: Club) -> None:
    club.ask()
    for number, member in enumerate(club.members(5)):
        club.answer(member, right=number != 1)
    club.stage.clock.move(seconds=6)
    club.sweep()
    (reveal,) = club.close()
    said = flat(reveal.body)
    assert f"the answer is {'ABCD'[club.latest.shown.index('0')]}" in said
    assert "4 of 5 right." in said
    assert club.question.key.why in said
    assert "This group's streak: 1." in said
    assert reveal.rows == ()
    assert reveal.slot is not None
    assert reveal.slot.message
    assert reveal.picture is not None
    figures = reveal.picture.figures
    assert isinstance(figures, GroupAnswerFigures)
    assert [choice.count for choice in figures.letters if choice.right] == [4]
    assert figures.answered == 5
    assert not any(f"m{n}" in said + reveal.picture.alt for n in range(5))


def test_only_an_alias_that_was_set_names_who_was_right_first(club: Club) -> None:
    club.ask()
    ann, bea = club.member("ann"), club.member("bea")
    bea.say("/settings alias Night Owl")
    assert "Name in groups: Night Owl" in bea.text
    club.answer(bea, right=False)
    club.answer(ann)
    club.stage.clock.move(seconds=1)
    club.answer(club.member("cia"))
    assert "First right answer" not in flat(club.close()[-1].body)
    club.ask()
    club.answer(bea)
    assert "First right answer: Night Owl." in flat(club.close()[-1].body)
    bea.say("/settings alias off")
    club.ask()
    club.answer(bea)
    assert "First right answer" not in flat(club.close()[-1].body)


@pytest.mark.parametrize("alias", ["x", "@everyone", "everyone", "http://a.b", "a" * 25, "<@1>", "**bold**", ""])
def test_an_alias_is_a_plain_name(club: Club, alias: str) -> None:
    ann = club.member("ann")
    ann.say(f"/settings alias {alias}")
    assert ("2 to 24 letters" in ann.text) or (not alias and "Send a name such as Night Owl" in ann.text)


def test_a_day_counts_when_two_members_answer(club: Club) -> None:
    ann, bea = club.member("ann"), club.member("bea")
    for expected in (1, 2):
        club.ask()
        club.answer(ann)
        club.answer(bea)
        club.close()
        assert club.group.streak == expected
    assert "This group's streak: 2 in a row." in flat(club.ask().body)
    club.answer(ann)
    (reveal,) = [card for card in club.close() if not card.rows]
    assert "Fewer than 2 answered, so the streak of 2 ends." in flat(reveal.body)
    assert (club.group.streak, club.group.best) == (0, 2)


def test_a_share_of_the_regulars_can_be_asked_for(club: Club) -> None:
    club.boss.say("/group setup share 60")
    members = club.members(5)
    for count, streak in ((5, 1), (3, 2), (2, 0)):
        club.ask()
        for member in members[:count]:
            club.answer(member)
        club.close()
        assert club.group.streak == streak


def test_a_question_that_nobody_answers_is_revealed_without_a_picture(club: Club) -> None:
    club.ask()
    (reveal,) = club.close()
    assert "Nobody answered this one." in flat(reveal.body)
    assert reveal.picture is None


def test_a_question_that_leaves_the_bank_counts_for_nobody_and_the_streak_stays(club: Club) -> None:
    club.ask()
    ann = club.member("ann")
    club.answer(ann)
    club.answer(club.member("bea"))
    direct = club.stage.person("ann", "discord")
    direct.begin()
    club.stage.library = without(club.stage, club.latest.question)
    club.stage.start()
    assert "left the bank" in club.answer(club.member("cia"))
    (reveal,) = club.close()
    assert "withdrawn" in flat(reveal.body)
    assert "nobody's answer to it counts" in flat(reveal.body)
    assert club.group.streak == 0
    with club.stage.database.transaction() as store:
        found = store.learners.find("discord", "ann")
        assert found is not None
        assert store.answers.count(found[0].id or 0) == 0
        assert store.models.get(found[0].id or 0) is None
    direct.say("/progress")
    assert "something went wrong" not in direct.text


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
        latest.question, latest.topic = mine, mine[:6]
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
    assert "This group's streak: 1." in flat(club.ask().body)


def test_forgetting_takes_one_from_every_count(club: Club) -> None:
    club.ask()
    ann, bea = club.member("ann"), club.member("bea")
    club.answer(ann)
    club.answer(bea, right=False)
    club.stage.clock.move(seconds=10)
    assert "2 have answered." in flat(club.sweep()[-1].body)
    ann.say("/forget")
    ann.tap("Yes")
    club.stage.clock.move(seconds=10)
    assert "1 has answered." in flat(club.sweep()[-1].body)
    (reveal,) = club.close()
    assert "0 of 1 right." in flat(reveal.body)


def test_leaving_takes_one_from_the_count_and_leaves_them_their_answer(club: Club) -> None:
    club.ask()
    ann = club.member("ann")
    club.answer(ann)
    club.stage.clock.move(seconds=10)
    club.sweep()
    left = replace(ann.address)
    assert club.stage.tutor.handle(Left("discord:left:1", left)) == []
    club.stage.clock.move(seconds=10)
    assert "Tap your answer." in flat(club.sweep()[-1].body)
    with club.stage.database.transaction() as store:
        found = store.learners.find("discord", "ann")
        assert found is not None
        assert store.answers.count(found[0].id or 0) == 1
    stranger = replace(left, user="nobody")
    assert club.stage.tutor.handle(Left("discord:left:2", stranger)) == []
    assert club.stage.tutor.handle(Left("discord:left:3", replace(left, space="S9"))) == []


def test_who_leaves_and_comes_back_has_answered_already(club: Club) -> None:
    club.ask()
    ann = club.member("ann")
    first = club.answer(ann, right=False)
    club.stage.tutor.handle(Left("discord:left:9", ann.address))
    assert club.answer(ann, right=True) == first
    with club.stage.database.transaction() as store:
        found = store.learners.find("discord", "ann")
        assert found is not None
        assert store.answers.count(found[0].id or 0) == 1
        assert store.groups.answered(1) == 1


def test_two_linked_accounts_count_once(club: Club) -> None:
    club.ask()
    one, other = club.stage.person("ann", "discord"), club.stage.person("ann2", "discord")
    one.begin()
    other.begin()
    club.answer(club.member("ann"))
    club.answer(club.member("ann2"))
    one.say("/link")
    other.say(f"/link {one.text.split('/link ')[1].split()[0]}")
    with club.stage.database.transaction() as store:
        assert store.groups.answered(club.latest.id or 0) == 1


def test_a_groups_press_does_not_move_where_someones_own_questions_go(club: Club) -> None:
    ann = club.stage.person("ann", "telegram")
    ann.begin()
    ann.say("/link")
    other = club.stage.person("ann", "discord")
    other.say(f"/link {ann.text.split('/link ')[1].split()[0]}")
    ann.say("/streak")
    club.ask()
    club.answer(club.member("ann"))
    with club.stage.database.transaction() as store:
        found = store.learners.find("discord", "ann")
        assert found is not None
        home = store.learners.home(found[0].id or 0)
        assert home is not None
        assert home.platform == "telegram"


def test_answers_of_many_at_once_are_all_kept(any_database: Database) -> None:
    stage = Stage(any_database)
    club = Club(stage)
    club.begin()
    club.ask()
    token = encode(GroupAnswer(club.latest.id or 0, 0))
    members = club.members(60)
    with ThreadPoolExecutor(any_database.workers) as pool:
        replies = list(pool.map(lambda member: member.press(token), members))
    assert all(isinstance(reply[0], Card) and reply[0].brief for reply in replies)
    with any_database.transaction() as store:
        assert store.groups.answered(club.latest.id or 0) == 60


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


def test_a_command_in_a_group_knows_its_own_name_alone(club: Club) -> None:
    event = Command("discord:c", club.boss.address, "GROUP", "show", manager=True)
    (reply,) = club.stage.tutor.handle(event)
    assert isinstance(reply, Card)
    assert "Question of the day for this group" in flat(reply.body)


def test_a_role_is_notified_by_a_new_question_and_by_nothing_else(club: Club) -> None:
    club.boss.say("/group setup role 4711")
    card = club.ask()
    assert card.mention == "4711"
    club.answer(club.member("ann"))
    club.stage.clock.move(seconds=6)
    others = club.sweep() + club.close()
    assert [card.mention for card in others] == ["", ""]


def test_a_question_asked_out_of_turn_neither_makes_nor_breaks_a_streak(club: Club) -> None:
    club.boss.say("/group ask now")
    (card,) = club.sweep()
    assert card.rows
    club.answer(club.member("ann"))
    club.answer(club.member("bea"))
    club.close()
    assert club.group.streak == 0
    assert club.latest.kept is None


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


def _buttons(who: Person, _said: str) -> list[Button]:
    reply = who.replies[0]
    assert isinstance(reply, Card)
    return [button for row in reply.rows for button in row]
