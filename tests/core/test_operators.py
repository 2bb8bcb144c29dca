"""What operators do in chat, and that it exists for no one else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.actions import Operate, encode
from bot.chat import Card, Delivery, flat
from tests.bench import Person, Stage

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.command_line import CommandLine

BOSS = frozenset({("telegram", "boss")})


@pytest.fixture
def office(any_database: Database) -> Stage:
    """A tutor that one person runs."""
    return Stage(any_database, operators=BOSS)


@pytest.fixture
def boss(office: Stage) -> Person:
    return learner(office, "boss")


def learner(stage: Stage, user: str, *typed: str) -> Person:
    found = stage.person(user)
    found.begin(*typed)
    return found


def news(stage: Stage, days: float = 2.0) -> dict[str, int]:
    """Deliver what is due in the next days; return how often each person got news, by user."""
    found: dict[str, int] = {}
    for pushes in stage.sweeps(stage.clock.now + timedelta(days=days), timedelta(minutes=15)):
        for push in pushes:
            told = sum("News about this tutor" in flat(c.body) for c in push.replies if isinstance(c, Card))
            found[push.address.user] = found.get(push.address.user, 0) + told
    return {user: count for user, count in found.items() if count}


@pytest.mark.parametrize("typed", ["/admin", "/admin stats", "/admin reports", "/admin announce Hello", "/ADMIN stats"])
def test_for_anyone_else_the_command_does_not_exist(office: Stage, typed: str) -> None:
    ann = learner(office, "ann")
    ann.say(typed)
    said = ann.text
    office.operators = frozenset()  # as in a tutor without operators in chat
    office.start()
    ann.say(typed)
    assert ann.text == said
    assert "admin reports:" not in said
    office.operators = BOSS
    office.start()
    ann.press(encode(Operate("stats")))
    assert "Figures" not in ann.text
    other = office.person("boss", "discord")  # the same id on another platform is another person
    other.begin()
    other.say("/admin stats")
    assert "Figures" not in other.text


def test_it_is_in_no_menu_and_not_in_groups(office: Stage, boss: Person) -> None:
    boss.say("/help")
    assert "admin" not in boss.text
    there = office.person("boss", space="-100", chat="-100")
    there.say("/admin stats")
    assert "Figures" not in there.text


def test_figures_are_counts_alone(office: Stage, boss: Person) -> None:
    ann = learner(office, "ann-0815")
    ann.answer()
    ann.say("/report too vague")
    boss.say("/admin stats")
    assert "Learners: 2 (2 new this week)" in boss.text
    assert "Active: 2 in the last day, 2 in the last week" in boss.text
    assert "Reachable: 2 on Telegram" in boss.text
    assert "Answers: 1 in the last day, 1 in the last week" in boss.text
    assert "Open reports: 1 on 1 question\n" in boss.text
    assert "0815" not in boss.text
    office.clock.move(days=3)
    boss.say("admin stats")
    assert "Active: 1 in the last day, 2 in the last week" in boss.text
    assert "Answers: 0 in the last day, 1 in the last week" in boss.text


def test_a_menu_of_what_there_is(boss: Person) -> None:
    for typed in ("/admin", "/admin nonsense"):
        boss.say(typed)
        assert "/admin reports: What learners reported, to accept or reject" in boss.text


@pytest.mark.parametrize(
    ("label", "reads"),
    [
        ("Accept", "You were right, and it will be corrected. The rule changed in May."),
        ("Reject", "We checked it, and it stays as it is. The rule changed in May."),
    ],
)
def test_a_report_is_closed_with_a_reason_and_the_reporters_are_thanked(
    office: Stage, boss: Person, label: str, reads: str
) -> None:
    ann = learner(office, "ann-0815")
    reported = ann.question
    ann.answer()
    ann.say("/report the rule changed")
    ann.say("/report typo")
    boss.say("/admin reports")
    assert f"{reported.id} (1 of 1)" in boss.text
    assert reported.stem in boss.text
    assert f"Right: {reported.key.text}" in boss.text
    assert '- "the rule changed"' in boss.text
    assert "0815" not in boss.text
    boss.tap(label)
    assert "1 person will read: " in boss.text
    boss.say("The rule changed in May.")
    assert f"Closed {reported.id}. 1 person will be thanked at their daily hour." in boss.text
    assert "No report is open." in boss.text
    office.clock.move(hours=5)
    got = [
        flat(c.body) for p in office.sweep() if p.address.user == "ann-0815" for c in p.replies if isinstance(c, Card)
    ]
    assert any(f"You reported this question. {reads} Thank you." in said for said in got), got


def test_a_report_is_closed_without_a_reason_and_only_once(office: Stage, boss: Person) -> None:
    ann = learner(office, "ann")
    ann.say("/report")
    ann.tap("Typo")
    boss.say("/admin reports")
    assert "- Typo: 1" in boss.text
    boss.tap("Reject")
    boss.tap("Skip the reason")
    assert "1 person will be thanked" in boss.text
    boss.tap("Skip the reason")
    assert "has no open report anymore" in boss.text
    boss.tap("Reject")
    assert "has no open report anymore" in boss.text


def test_one_report_after_the_other(office: Stage, boss: Person) -> None:
    for user in ("ann", "bob", "cy"):
        each = learner(office, user)
        for _ in range({"ann": 1, "bob": 2, "cy": 3}[user]):
            each.answer()
            each.tap("Next")
        each.say("/report wrong")
    seen = []
    boss.say("/admin reports")
    for _ in range(3):
        seen.append(boss.text.split(" (")[0])
        boss.tap("Next report")
    assert len(set(seen)) >= 2
    assert boss.text.split(" (")[0] == seen[0], "after the last comes the first"


def test_an_announcement_is_shown_first_and_goes_out_once(office: Stage, boss: Person) -> None:
    for user in ("ann", "bob"):
        learner(office, user)
    boss.say("/admin announce Live rounds are here: /quiz.")
    assert boss.text.startswith("News about this tutor\n\nLive rounds are here: /quiz.\n---\n3 people will get this")
    assert news(office, 0.1) == {}, "a preview sends nothing"
    boss.tap("Send it")
    assert boss.text == "On its way to 3 people."
    boss.tap("Send it")
    assert "On its way" not in boss.text
    assert news(office) == {"ann": 1, "bob": 1, "boss": 1}
    assert news(office, 7) == {}


def test_a_draft_is_discarded(office: Stage, boss: Person) -> None:
    boss.say("/admin announce")
    boss.say("Hello, everyone.")
    boss.tap("Discard")
    assert boss.text == "Discarded. Nobody got it."
    boss.tap("Send it")
    assert "On its way" not in boss.text
    assert news(office) == {}
    boss.say("/admin announce " + "x" * 1001)
    assert "keep it to 1,000 characters" in boss.text


def test_who_does_not_want_news_gets_none(office: Stage, boss: Person) -> None:
    ann, bob, cy, dee = (learner(office, user) for user in ("ann", "bob", "cy", "dee"))
    ann.say("/settings news off")
    assert "News about the tutor: off" in ann.text
    bob.leave()
    new = office.person("new")
    new.say("/start")
    boss.say("/admin announce One.")
    boss.tap("Send it")
    assert "3 people" in boss.text
    dee.say("/settings news off")  # after it was sent, and before it arrives
    office.clock.move(minutes=1)
    got = {push.address.user: push.replies for push in office.sweep()}
    assert got.keys() == {"boss", "cy"}
    (card,) = got["cy"]
    (tap,) = card.rows[0]
    assert tap.label == "No news, please"
    cy.press(tap.token)
    assert "News about the tutor: off" in cy.text
    boss.say("/admin announce Two.")
    boss.tap("Send it")
    assert news(office).keys() == {"boss"}


def test_quiet_hours_pauses_and_the_two_messages_a_day(office: Stage, boss: Person) -> None:
    learner(office, "ann")
    bob = learner(office, "bob")
    bob.say("/pause for 3 days")
    office.clock.move(hours=11)  # 11 PM in New York
    boss.say("/admin announce One.")
    boss.tap("Send it")
    assert news(office, 8 / 24) == {}, "until 7 AM, all are quiet"
    assert news(office, 2 / 24) == {"ann": 1, "boss": 1}
    assert news(office, 1) == {}
    assert news(office, 4) == {"bob": 1}, "after the pause"


def test_it_is_no_news_after_a_week(office: Stage, boss: Person) -> None:
    bob = learner(office, "bob")
    bob.say("/pause for 10 days")
    boss.say("/admin announce One.")
    boss.tap("Send it")
    assert news(office, 20) == {"boss": 1}


def test_one_that_fails_is_tried_again_and_one_that_is_gone_is_not(office: Stage, boss: Person) -> None:
    learner(office, "ann")
    boss.say("/admin announce One.")
    boss.tap("Send it")
    for push in office.pushes():
        office.tutor.settle(push.id, Delivery("gone" if push.address.user == "ann" else "retry"))
    assert news(office) == {"boss": 1}


def test_many_announcements_hold_up_nobody_and_are_no_lag(office: Stage, boss: Person) -> None:
    for n in range(4):
        learner(office, f"u{n}")
    office.clock.move(hours=4, minutes=50)
    boss.say("/admin announce One.")
    boss.tap("Send it")
    office.clock.move(minutes=15)
    assert office.tutor.waiting(("telegram",))[1] == 300.0, "the daily questions of 5 PM"
    first = office.pushes(limit=5)
    assert not [p for p in first if "News" in flat(p.replies[0].body) and "Question" not in flat(p.replies[0].body)]


def test_the_setting_of_who_runs_it(tutor: CommandLine) -> None:
    for wrong in ("boss", "telegram:", ":1", "telegram 1"):
        refused = tutor("migrate", ADMINS=wrong)
        assert (refused.returncode, "ADMINS" in refused.stderr) == (2, True), wrong
    assert tutor("migrate", ADMINS="telegram:1, discord:2,").returncode == 0
