"""A member's own answer to a group's question: once, private, theirs."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.actions import GroupAnswer, GroupDo, encode
from bot.chat import Button, Card, Toast, flat
from tests.bench import Person, Stage
from tests.club import Club

if TYPE_CHECKING:
    from bot.storage.database import Database


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
        assert store.group_answers.count(club.latest.id or 0) == 1


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
    assert "Counted as a guess" in ann.text
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
    assert "You haven't answered that one yet." in ann.text
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
        assert "belongs to another group" in who.text
    alone.press(encode(GroupAnswer(club.latest.id or 0, 7)))
    alone.press(encode(GroupAnswer(10**17, 0)))
    assert "older message" in alone.text
    with club.stage.database.transaction() as store:
        assert store.group_answers.count(club.latest.id or 0) == 0


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
        assert store.group_answers.count(club.latest.id or 0) == 1


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
        assert store.group_answers.count(club.latest.id or 0) == 60


def _buttons(who: Person, _said: str) -> list[Button]:
    reply = who.replies[0]
    assert isinstance(reply, Card)
    return [button for row in reply.rows for button in row]


def test_answers_that_race_the_reveal_are_in_it_or_refused(any_database: Database) -> None:
    stage = Stage(any_database)
    club = Club(stage)
    club.begin()
    club.ask()
    stage.clock.move(minutes=2)
    number = club.latest.id or 0
    members = club.members(48)
    shown: list[Card] = []

    def act(place: int) -> None:
        if place == 24:
            club.boss.press(encode(GroupDo(club.group.id or 0, "ask over")))
        elif place % 6 == 5:
            shown.extend(club.sweep())
        else:
            members[place].press(encode(GroupAnswer(number, 0)))

    with ThreadPoolExecutor(any_database.workers) as pool:
        list(pool.map(act, range(48)))
    for _ in range(3):  # the next question, which closes this one, then its reveal
        stage.clock.move(seconds=5)
        shown += club.sweep()
    with any_database.transaction() as store:
        kept = store.group_answers.count(number)
        question = store.groups.question(number)
        assert question is not None
        assert question.answered == kept
    told = [re.search(r"\d+ of (\d+) right\.", flat(card.body)) for card in shown]
    assert {int(each[1]) for each in told if each} == {kept}
    refused = sum(isinstance(member.replies[0], Toast) for member in members if member.replies)
    assert kept + refused == sum(bool(member.replies) for member in members)
