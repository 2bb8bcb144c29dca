"""Two accounts are joined only if both sides confirm, knowing what is shared; and one can be taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat import flat
from tests.core.test_account import exported

if TYPE_CHECKING:
    from tests.bench import Person, Stage


def code_of(person: Person) -> str:
    person.say("/link")
    return person.text.split("/link ")[1].split()[0]


def notices(stage: Stage, platform: str) -> list[str]:
    return [flat(card.body) for push in stage.sweep(platform) for card in push.replies]


@pytest.fixture
def ann(stage: Stage) -> Person:
    person = stage.person("ann")
    person.begin()
    person.answer()
    return person


@pytest.fixture
def eve(stage: Stage) -> Person:
    person = stage.person("eve", "discord")
    person.begin()
    return person


def test_who_sends_a_code_is_told_what_it_means_before_anything_happens(ann: Person, eve: Person) -> None:
    ann.say(f"/link {code_of(eve).lower()}")
    assert ann.text.startswith("Link this chat to a Discord account?")
    assert "If someone sent it to you, choose No." in ann.text
    assert len(exported(eve)["identities"]) == 1
    ann.tap("No")
    assert "nothing was changed" in ann.text
    eve.say("/link")
    assert "/link " in eve.text, "nobody has asked"


def test_who_made_the_code_is_asked_where_they_are_and_may_refuse(stage: Stage, ann: Person, eve: Person) -> None:
    eve.say(f"/link {code_of(ann)}")
    eve.tap("I made the code")
    token = eve.button("I made the code").token
    assert "confirm it in your Telegram chat" in eve.text
    assert len(exported(eve)["identities"]) == 1
    (asked,) = notices(stage, "telegram")
    assert asked.startswith("Was that you? A Discord account with no answers yet wants to link to this one.")
    ann.say("/link")
    assert "Was that you?" in ann.text
    ann.tap("No")
    assert len(exported(ann)["identities"]) == 1
    eve.press(token)
    assert "That code doesn't work" in eve.text


def test_both_confirm_and_both_are_told(stage: Stage, ann: Person, eve: Person) -> None:
    eve.say(f"/link {code_of(ann)}")
    eve.tap("I made the code")
    notices(stage, "telegram")
    ann.say("/link")
    ann.tap("Yes, link them")
    assert "one learner with 1 answer." in ann.text
    (told,) = notices(stage, "discord")
    assert "one learner with 1 answer." in told
    assert "/unlink" in told
    assert {each["platform"] for each in exported(eve)["identities"]} == {"telegram", "discord"}


def test_a_code_works_once_for_ten_minutes_and_not_for_oneself(stage: Stage, ann: Person, eve: Person) -> None:
    third = stage.person("bob", "discord")
    code = code_of(ann)
    ann.say(f"/link {code}")
    assert "is for your other chat" in ann.text
    eve.say(f"/link {code}")
    eve.tap("I made the code")
    third.say(f"/link {code}")
    assert "That code doesn't work" in third.text
    late = code_of(third)
    stage.clock.move(minutes=10, seconds=1)
    eve.say(f"/link {late}")
    assert "That code doesn't work" in eve.text
    ann.say("/link")
    assert "Was that you?" not in ann.text, "the request is over too"


def test_a_press_after_the_time_joins_nothing(stage: Stage, ann: Person, eve: Person) -> None:
    eve.say(f"/link {code_of(ann)}")
    eve.tap("I made the code")
    ann.say("/link")
    stage.clock.move(minutes=11)
    ann.tap("Yes, link them")
    assert "That code doesn't work" in ann.text
    assert len(exported(ann)["identities"]) == 1


def test_a_request_of_someone_who_is_forgotten_is_gone(ann: Person, eve: Person) -> None:
    eve.say(f"/link {code_of(ann)}")
    eve.tap("I made the code")
    eve.say("/forget")
    eve.tap("Yes, delete")
    ann.say("/link")
    assert "Was that you?" not in ann.text


def test_a_chat_taken_out_begins_with_nothing_and_the_rest_stays(stage: Stage, ann: Person, eve: Person) -> None:
    ann.join(eve)
    eve.say("/unlink")
    assert "Everything stays with your Telegram account." in eve.text
    eve.tap("No")
    assert len(exported(eve)["identities"]) == 2
    eve.say("/unlink")
    eve.tap("Yes, unlink it")
    assert "stay with your Telegram account" in eve.text
    (told,) = notices(stage, "telegram")
    assert "no longer linked" in told
    held = exported(ann)
    assert [each["platform"] for each in held["identities"]] == ["telegram"]
    assert len(held["answers"]) == 1
    assert exported(eve)["answers"] == []
    assert [each["platform"] for each in exported(eve)["identities"]] == ["discord"]
    eve.say("/start")
    assert "When is your exam?" in eve.text
    eve.say("/unlink")
    assert "isn't linked to another one" in eve.text


def test_the_chat_that_stays_gets_the_daily_question(stage: Stage, ann: Person, eve: Person) -> None:
    ann.join(eve)
    eve.say("/unlink")
    eve.tap("Yes, unlink it")
    notices(stage, "telegram")
    stage.clock.move(days=1)
    assert [push.address.user for push in stage.pushes("telegram")] == ["ann"]
