"""The plan as a calendar file, through the real core."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat import flat
from tests.bench import NOON, Person, Stage
from tests.core.calendar_file import Entry, as_entry, calendar, entries, learner

if TYPE_CHECKING:
    from bot.storage.database import Database

ANNOUNCED = (
    "Your plan has a timed simulation for today: /exam, or /exam half if you have less than an hour.\nToday's first"
)
TEN_MINUTES = timedelta(minutes=10)


def test_the_calendar_holds_the_weeks_the_simulations_and_the_exam(any_database: Database) -> None:
    ann = learner(Stage(any_database), "2026-12-18", "17:00", "Eastern")
    held = entries(ann)
    assert len({entry.uid for entry in held}) == len(held) == 7
    assert {entry.shown for entry in held} == {"TRANSPARENT"}
    spans = [(entry.title.split(" (")[0], entry.first, entry.after) for entry in held]
    assert ("CEHRS exam", date(2026, 12, 18), date(2026, 12, 19)) in spans
    for day in (12, 15):
        assert ("CEHRS: timed simulation", date(2026, 12, day), date(2026, 12, day + 1)) in spans
    first, second = held[:2]
    assert (first.first, first.after) == (date(2026, 11, 20), date(2026, 11, 27))
    assert second.first == first.after
    assert first.title.startswith("CEHRS: Clinical Operations")
    assert first.note.startswith("Your daily set as usual.\nExtra practice: Clinical Operations")


def test_a_newer_file_moves_what_was_imported(stage: Stage) -> None:
    ann = learner(stage, "2026-12-18", "17:00", "Eastern")
    old = {entry.uid: entry for entry in entries(ann)}
    stage.clock.move(days=1)
    ann.say("/plan 2026-12-25")
    new = {entry.uid: entry for entry in entries(ann)}
    assert set(old) < set(new)
    assert len(set(new) - set(old)) == 1, "one week more"
    for uid, entry in old.items():
        assert new[uid].sequence > entry.sequence
        assert new[uid].stamp > entry.stamp
        assert new[uid].after - entry.after == timedelta(days=7)


def test_two_learners_have_no_entry_in_common_and_none_names_them(stage: Stage) -> None:
    ann, bob = stage.person("848277193055"), stage.person("bob")
    uids = []
    for each in (ann, bob):
        each.begin("2026-12-18", "17:00", "Eastern")
        uids.append({entry.uid for entry in entries(each)})
    assert not uids[0] & uids[1]
    assert "848277193055" not in str(uids)


@pytest.mark.parametrize(
    ("exam", "count"), [("today", 1), ("tomorrow", 2), ("2029-11-01", 29), ("not booked", 5), ("in 26 weeks", 29)]
)
def test_calendars_of_every_length(stage: Stage, exam: str, count: int) -> None:
    ann = learner(stage)
    ann.say(f"/plan {exam}")
    held = entries(ann)
    assert len(held) == count
    assert f" {count} all-day" in ann.text
    assert all(entry.after > entry.first for entry in held)


def canceled(ann: Person) -> dict[str, Entry]:
    """Ask for the file and return the entries that it cancels."""
    held: Any = calendar(ann)
    return {
        str(each["UID"]): as_entry(each) for each in held.walk("VEVENT") if str(each.get("STATUS", "")) == "CANCELLED"
    }


def test_a_newer_file_cancels_what_left_the_plan(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/plan in 8 weeks")
    before = {each.uid: each for each in entries(ann)}
    assert canceled(ann) == {}, "nothing left the plan"
    stage.clock.move(minutes=2)
    ann.say("/plan in 3 weeks")
    gone = canceled(ann)
    assert "entries from your last file are no longer in the plan" in ann.text
    assert gone
    kept = {each.uid for each in entries(ann)}
    assert gone.keys() == before.keys() - kept
    for uid, each in gone.items():
        assert (each.first, each.after) == (before[uid].first, before[uid].after)
        assert each.sequence > before[uid].sequence
        assert "Canceled" in each.title
    assert canceled(ann) == {}, "canceled once"


def test_a_file_after_the_exam_date_was_dropped_cancels_the_exam(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/plan in 3 weeks")
    entries(ann)
    ann.say("/settings exam not booked")
    assert any(uid.endswith("-exam@cehrs-tutor") for uid in canceled(ann))


def announced(stage: Stage, until: datetime) -> list[tuple[date, str]]:
    """Let time pass, delivering what is due; return who was told about a simulation, and when."""
    sent = [(stage.clock.now.date(), push) for pushes in stage.sweeps(until, TEN_MINUTES) for push in pushes]
    return [(day, push.address.user) for day, push in sent for card in push.replies if ANNOUNCED in flat(card.body)]


def test_the_daily_question_announces_a_simulation_on_its_day(stage: Stage) -> None:
    learner(stage, "2026-11-28", "17:00", "Eastern")
    bob = stage.person("bob")
    bob.begin("2026-11-26", "17:00", "Eastern")
    bob.say("/exam half")
    bob.tap("Start now")
    days = [(day.day, who) for day, who in announced(stage, NOON + timedelta(days=6))]
    assert days == [(22, "ann"), (23, "bob"), (25, "ann")], "not on the 20th, when it was begun"


def test_without_a_date_only_a_plan_that_was_seen_announces_a_simulation(stage: Stage) -> None:
    ann, bob = learner(stage), stage.person("bob")
    bob.begin("not booked", "17:00", "Eastern")
    ann.say("/plan")
    stage.clock.now = datetime(2026, 12, 11, 23, tzinfo=UTC)  # the Friday of the fourth week
    stage.sweep()
    for each in (ann, bob):
        each.say("/streak")
    assert announced(stage, stage.clock.now + timedelta(days=5)) == [(date(2026, 12, 12), "ann")]
