"""Malicious inputs, and the effects of a broken clock: no one is locked out, nothing is lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.chat import Card, Room
from bot.flows.reports import MAX_REPORTS
from bot.learning import groups, streaks
from bot.learning.calendar import zone
from tests.bench import NOON, Stage
from tests.club import Club

if TYPE_CHECKING:
    from bot.storage.database import Database

HALVES = "a\x00b \ud83d c \udc00\ud800"


def test_nul_and_halves_of_surrogates_are_taken_like_other_text(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = stage.person()
    ann.begin()
    for typed in (HALVES, f"/report {HALVES}", f"/define {HALVES}", f"/faq {HALVES}", f"/link {HALVES}", f"/{HALVES}"):
        ann.say(typed)
        assert "went wrong" not in ann.text, typed
        ann.text.encode()
    ann.say("/export")
    [card] = [reply for reply in ann.replies if isinstance(reply, Card) and reply.file]
    assert card.file
    assert [each["text"] for each in json.loads(card.file.content)["reports"]] == ["ab \ufffd c \ufffd\ufffd"]
    ann.say(f"/settings alias {HALVES}")
    assert "went wrong" not in ann.text


def test_a_channel_may_be_called_anything(any_database: Database) -> None:
    club = Club(Stage(any_database))
    club.boss.room = Room("C1", "", f"#{HALVES}")
    club.begin()
    club.boss.say("/group")
    assert "#ab \ufffd" in club.boss.text


@pytest.mark.parametrize("name", ["stop", "forget", "link", "unlink", "resume"])
def test_a_link_that_anyone_can_send_ends_and_changes_nothing(stage: Stage, name: str) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/mock 3")
    ann.say(f"/start {name}")
    assert ann.text.startswith("Welcome back.")
    ann.say("/mock")
    assert "1 of 3" in ann.text, "the same quiz is open"


def test_a_link_still_leads_to_what_was_asked_for(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/start streak")
    assert "No streak yet." in ann.text


def test_reports_are_limited_by_person_and_day(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    for number in range(MAX_REPORTS):
        ann.say(f"/report number {number}")
        assert ann.text.startswith("Thank you.")
        ann.say(f"/report number {number}")
        assert ann.text.startswith("Thank you."), "said twice, kept once"
    ann.say("/report one more")
    assert "Please send this one tomorrow" in ann.text
    with stage.database.transaction() as store:
        assert len(store.learners.reports()) == MAX_REPORTS
    bob = stage.person("bob")
    bob.begin()
    bob.say("/report mine")
    assert bob.text.startswith("Thank you.")
    stage.clock.move(days=1, minutes=1)
    ann.say("/report one more")
    assert ann.text.startswith("Thank you.")


def built(stage: Stage) -> list[tuple[object, bool]]:
    with stage.database.engine.begin() as connection:
        rows = connection.execute(text("SELECT built_at, stale FROM learning_model"))
        return [(row[0], bool(row[1])) for row in rows]


def test_guesses_do_not_build_the_model_at_every_press(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    for _ in range(4):
        ann.answer()
        ann.tap("Next")
    tokens = [b.token for card in ann.seen for row in card.rows for b in row if b.label == "I guessed"]
    assert len(set(tokens)) == 4
    ann.answer()
    stage.clock.move(minutes=2)
    [(first, _)] = built(stage)
    seen = []
    for token in tokens:
        ann.press(token)
        ann.say("/ready")
        ann.say("/practice 1")
        seen.append(built(stage)[0])
        stage.clock.move(seconds=10)
    times = [at for at, _ in seen]
    assert times[0] != first, "the first one builds it"
    assert set(times) == {times[0]}, "the others wait"
    assert seen[-1][1]
    stage.clock.move(minutes=1)
    ann.answer()
    ann.tap("Next")
    ann.say("/practice 1")
    ((at, stale),) = built(stage)
    assert at != times[0]
    assert not stale


def test_a_guess_that_was_counted_is_not_counted_again(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.answer()
    token = ann.button("I guessed").token
    ann.tap("Next")
    ann.press(token)
    ann.answer()
    stage.clock.move(minutes=2)
    ann.tap("Next")
    assert not built(stage)[0][1]
    ann.press(token)
    assert not built(stage)[0][1]


NEW_YORK = zone("America/New_York")


def test_a_group_goes_on_after_a_clock_that_had_run_ahead() -> None:
    ahead = datetime(2030, 1, 1, tzinfo=UTC).date()
    found = groups.next_question(NOON, time(13), range(7), NEW_YORK, ahead)
    assert found == datetime(2026, 11, 20, 18, tzinfo=UTC)


def test_a_question_of_tomorrow_by_another_zone_still_counts() -> None:
    tomorrow = (NOON + timedelta(days=1)).date()
    found = groups.next_question(NOON, time(13), range(7), NEW_YORK, tomorrow)
    assert found == datetime(2026, 11, 22, 18, tzinfo=UTC)


def test_a_club_whose_clock_had_run_ahead_asks_again(stage: Stage) -> None:
    club = Club(stage)
    club.begin()
    stage.clock.now = NOON + timedelta(days=1_000)
    club.sweep()
    club.ask()
    stage.clock.now = NOON + timedelta(days=1)
    club.boss.say("/group setup time 12:30")
    assert "went wrong" not in club.boss.text
    assert club.ask().rows


def test_a_study_day_of_a_clock_that_had_run_ahead_ends_now(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.answer()
    stage.clock.now = NOON + timedelta(days=900)
    ann.say("/streak")
    stage.clock.now = NOON + timedelta(hours=1)
    ann.say("/daily")
    ann.answer()
    ann.say("/streak")
    assert "Today: 1 of 5" in ann.text
    stage.clock.move(days=1)
    ann.say("/streak")
    assert "Today: 0 of 5" in ann.text


def test_a_day_that_a_change_of_zone_made_long_goes_on() -> None:
    begun = streaks.begin(NOON, zone("Pacific/Kiritimati"), 5)
    rolled, closed = streaks.roll(begun, NOON + timedelta(hours=1), zone("Pacific/Pago_Pago"), 5, lambda _: False)
    assert (rolled, closed) == (begun, ())
