"""What becomes of a group answer when its author deletes everything, leaves, comes back, links, or exports."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.actions import GroupAnswer, encode
from bot.chat import Card, Left, flat
from tests.club import Club

if TYPE_CHECKING:
    from tests.bench import Stage


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
        assert store.group_answers.count(1) == 1


def test_an_answer_in_a_group_that_was_left_counts_in_no_other(stage: Stage) -> None:
    one, two = Club(stage), Club(stage, space="S2", chat="C2")
    for club in (one, two):
        club.begin()
    one.ask()
    two.posts = one.posts
    with stage.database.transaction() as store:
        mine, theirs = store.groups.latest(1), store.groups.latest(2)
        assert mine is not None
        assert theirs is not None
        theirs.question, theirs.topic, theirs.shown = mine.question, mine.topic, mine.shown
        theirs.wording = mine.wording
    one.answer(one.member("ann"), right=True)
    stage.tutor.handle(Left("discord:left:s1", one.member("ann").address))
    said = two.member("ann")
    said.press(encode(GroupAnswer(two.latest.id or 0, 0 if two.latest.shown[0] != "0" else 1)))
    assert "Not quite" in said.text


def test_the_export_names_the_groups(club: Club) -> None:
    club.ask()
    club.answer(club.member("ann"))
    for user, manages, answers in (("ann", False, 1), ("boss", True, 0)):
        club.stage.clock.move(seconds=10)  # one export after the other
        who = club.stage.person(user, "discord")
        who.say("/export")
        reply = who.replies[0]
        assert isinstance(reply, Card)
        assert reply.file is not None
        held = json.loads(reply.file.content)["groups"]
        assert held == [{"platform": "discord", "place": "#study", "answers": answers, "manages": manages}]


def test_two_linked_accounts_count_once(club: Club) -> None:
    club.ask()
    one, other = club.stage.person("ann", "discord"), club.stage.person("ann2", "discord")
    one.begin()
    other.begin()
    club.answer(club.member("ann"))
    club.answer(club.member("ann2"))
    one.say("/link")
    other.say("/link " + one.text.split("/link ")[1].split()[0])
    other.tap("I made the code")
    one.say("/link")
    one.tap("Yes, link them")
    with club.stage.database.transaction() as store:
        assert store.group_answers.count(1) == 1
    club.stage.clock.move(minutes=1)
    assert "1 has answered." in flat(club.sweep()[-1].body)


def test_a_groups_press_does_not_move_where_someones_own_questions_go(club: Club) -> None:
    ann = club.stage.person("ann", "telegram")
    ann.begin()
    other = club.stage.person("ann", "discord")
    ann.join(other)
    ann.say("/streak")
    club.ask()
    club.answer(club.member("ann"))
    with club.stage.database.transaction() as store:
        found = store.learners.find("discord", "ann")
        assert found is not None
        home = store.learners.home(found[0].id or 0)
        assert home is not None
        assert home.platform == "telegram"
