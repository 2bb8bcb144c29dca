"""Setting a group up: every option, and what cannot be read."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest

from bot.actions import GroupSet, encode
from bot.chat import Room, flat
from tests.club import Club

if TYPE_CHECKING:
    from tests.bench import Stage


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
    assert "Next question: Sunday, November 22 at 12:30 PM." in club.boss.text


def test_a_channel_that_cannot_be_written_to_is_refused_and_nothing_is_kept(club: Club) -> None:
    for obstacle, said in (("forbidden", "I'm not allowed to post there"), ("missing", "the channel is gone")):
        club.boss.room = Room("C9", "", "#quiet", obstacle)  # type: ignore[arg-type]
        club.boss.say("/group setup channel C9 time 09:00")
        assert f"I can't post in #quiet: {said}." in club.boss.text
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
    assert (club.group.chat, club.group.channel_name) == ("C2", "#other")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("setup noon", "Try /group setup time 12:00"),
        ("setup time", "Try /group setup time 12:00"),
        ("setup time zone Chicago", "I couldn't read that time"),
        ("setup time 25:00", "I couldn't read that time"),
        ("setup zone Narnia", "I couldn't find that time zone"),
        ("setup zone Portland", "Which Portland: Oregon or Maine? Send both, such as Portland, Oregon."),
        ("setup days someday", "Send days such as"),
        ("setup days mo", "Send days such as"),
        ("setup questions astronomy", "Say what to ask"),
        ("setup questions exam", "set its date too"),
        ("setup exam 2020-01-01", "That date has passed"),
        ("setup answers 0", "Say how long answers stay open"),
        ("setup answers 73", "Say how long answers stay open"),
        ("setup answers forever", "Say how long answers stay open"),
        ("setup role @everyone", "I never notify everyone"),
        ("setup role S1", "I never notify everyone"),
        ("setup role teachers", "Name a role on this server"),
        ("setup share 101", "Send a whole number from 0 to 100"),
        ("setup summary maybe", 'Send "on" or "off"'),
        ("dance", "Try /group setup, show"),
        ("shwo", "Did you mean /group show?"),
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
        "Time: 7:30 PM",
        "Zone: Central time",
        "Which days: Mon, Wed, Fri",
        "Question mix: aimed at the exam on January 15, 2027",
        "Stays open: 6 hours, or until the next question",
        "Role: one role is notified",
        "A day counts when: 40% of the regulars have answered, and at least two people",
        "Sunday summary: off",
    ):
        assert said in club.boss.text, club.boss.text
    club.boss.tap("Notify nobody")
    assert club.group.role == ""


def test_every_menu_leads_on_by_taps(club: Club) -> None:
    club.boss.say("/group setup")
    for name, choice, said in [
        ("Time", "5:00 PM", "Time: 5:00 PM"),
        ("Zone", "US Pacific", "Zone: Pacific time"),
        ("Which days", "Weekdays", "Which days: weekdays"),
        ("Question mix", "Only Clinical", "Question mix: Clinical Operations"),
        ("Stays open", "4 hours", "Stays open: 4 hours, or until"),
        ("A day counts", "25%", "A day counts when: 25% of the regulars have answered, and at least two people"),
        ("Exam date", "In 8 weeks", "Exam date: January 15, 2027"),
        ("Question mix", "Toward", "Question mix: aimed at the exam on January 15, 2027"),
        ("Exam date", "Not booked", "Question mix: weighted like the exam"),
    ]:
        club.boss.tap(name)
        club.boss.tap(choice)
        assert said in club.boss.text, club.boss.text
    club.boss.tap("Sunday summary")
    assert "Sunday summary: off" in club.boss.text


def test_a_zone_that_changes_while_a_question_is_open_moves_neither_its_end_nor_adds_a_second_one(club: Club) -> None:
    club.begin()
    club.ask()
    before = club.latest.closes_at
    club.boss.say("/group setup zone Honolulu")
    assert "Next question: Sunday, November 22 at 12:00 PM." in club.boss.text, club.boss.text
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


def test_a_minute_after_the_hour_the_next_question_is_tomorrow(club: Club) -> None:
    club.stage.clock.now = datetime(2026, 11, 20, 16, 59, tzinfo=UTC)
    club.begin()
    assert "Next question: Friday, November 20 at 12:00 PM" in club.boss.text
    later = Club(club.stage, space="S2")
    club.stage.clock.move(minutes=2)
    later.begin()
    assert "Next question: Saturday, November 21 at 12:00 PM" in later.boss.text


def test_a_role_where_there_are_none_is_refused(club: Club) -> None:
    club.boss.room = Room("C1", "", "Class")
    club.boss.say("/group setup role 4711")
    assert "Groups here have no roles" in club.boss.text


@pytest.mark.parametrize("setting", ["role", "summary", "channel", "nonsense"])
def test_a_setting_that_is_not_asked_for_is_an_old_button(club: Club, setting: str) -> None:
    club.boss.say("/group setup")
    club.boss.press(encode(GroupSet(club.group.id or 0, setting)))
    assert "older message" in club.boss.text


@pytest.mark.parametrize(
    ("kind", "typed", "label", "value"),
    [
        ("days", "tue thu", "Tue, Thu", "tue thu"),
        ("days", "Tuesday", "Tue", "Tuesday"),
        ("days", "weekd", "Weekdays", "weekdays"),
        ("days", "", "Every day", "every day"),
        ("answers", "6", "6 hours, or until the next question", "6"),
        ("answers", "72", "72 hours, or until the next question", "72"),
        ("answers", "1", "1 hour, or until the next question", "1"),
        ("answers", "morn", "Until the next morning", "morning"),
        ("answers", "", "Until the next morning", "morning"),
    ],
)
def test_days_and_hours_are_completed(stage: Stage, kind: str, typed: str, label: str, value: str) -> None:
    first = stage.tutor.suggest(kind, typed)[0]
    assert (first.label, first.value) == (label, value)


@pytest.mark.parametrize(
    ("kind", "typed"), [("answers", "0"), ("answers", "73"), ("answers", "some"), ("days", "never")]
)
def test_what_means_nothing_is_not_completed(stage: Stage, kind: str, typed: str) -> None:
    assert typed not in [hit.value for hit in stage.tutor.suggest(kind, typed)]
