"""Export, forgetting and linking."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.chat import Card
from bot.limits import Limits
from tests.bench import Person, Stage

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.storage.database import Database

SECRET = "848277193055"
"""A user id that appears nowhere else."""


def exported(person: Person) -> dict[str, Any]:
    person.stage.tutor._limits = Limits()
    person.say("/export")
    [card] = [reply for reply in person.replies if isinstance(reply, Card) and reply.file]
    assert card.file is not None
    assert card.file.name.endswith(".json")
    held = json.loads(card.file.content)
    assert isinstance(held, dict)
    return held


def test_an_export_holds_every_answer_of_every_mode(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = stage.person()
    ann.begin("2027-01-15", "12:30", "UTC")
    options = ann.question.options
    ann.answer()
    ann.tap("I guessed")
    ann.say("/mock 2")
    ann.tap("Explain at the end")
    ann.answer(right=False)
    ann.say("/practice reporting")
    ann.answer()
    ann.tap("Save")
    ann.say("/report too easy")
    held = exported(ann)
    assert [a["mode"] for a in held["answers"]] == ["daily", "mock", "practice"]
    assert [a["correct"] for a in held["answers"]] == [True, False, True]
    assert [a["guessed"] for a in held["answers"]] == [True, False, False]
    assert held["answers"][0]["chosen"] == options[0].text
    assert datetime.fromisoformat(held["answers"][0]["answered_at"]).utcoffset() == timedelta(0)
    settings = {
        "daily_at": "12:30",
        "zone": "UTC",
        "clock": "auto",
        "set_size": 5,
        "focus": "blueprint",
        "quiet_from": "21:00",
        "quiet_until": "08:00",
        "daily_question": True,
        "late_reminder": True,
        "minimal": False,
        "weekly_summary": True,
        "news": True,
        "mock_explains": "end",
        "confirm_each": False,
        "alias": "",
        "paused_from": None,
        "paused_until": None,
    }
    assert held["settings"].items() >= settings.items()
    assert held["identities"] == [{"platform": "telegram", "user": "ann", "chat": "chat-ann"}]
    assert held["streak"]["answered_today"] == 3
    assert held["learner"]["exam_date"] == "2027-01-15"
    assert [r["text"] for r in held["reports"]] == ["too easy"]
    assert len(held["saved"]) == 1


def test_nothing_is_left_after_forgetting(stage: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ann = stage.person(SECRET, chat=SECRET)
    ann.begin()
    for _ in range(3):
        ann.answer()
        ann.tap("Next")
    ann.tap("Save", back=0)
    ann.say("/link")
    ann.say("/report something personal 4711")
    assert any(SECRET.encode() in path.read_bytes() for path in tmp_path.glob("tutor.db*"))
    ann.say("/forget")
    ann.tap("Yes, delete")
    for path in tmp_path.glob("tutor.db*"):
        held = path.read_bytes()
        assert SECRET.encode() not in held, path
        assert b"4711" not in held, path
    assert SECRET not in caplog.text


def test_a_process_killed_before_the_scrub_leaves_nothing_once_it_starts_again(stage: Stage, tmp_path: Path) -> None:
    ann = stage.person(SECRET, chat=SECRET)
    ann.begin()
    with stage.database.transaction() as store:
        found = store.learners.find("telegram", SECRET)
        assert found is not None
        store.erase(found[0].id or 0)
    stage.database.engine.dispose()
    with stage.database.transaction() as store:
        assert store.learners.find("telegram", SECRET) is None
    assert not any(SECRET.encode() in path.read_bytes() for path in tmp_path.glob("tutor.db*"))


def test_a_forgotten_learners_old_buttons_lead_nowhere(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    old = ann.button("A").token
    ann.say("/forget")
    ann.tap("Yes")
    ann.begin()
    ann.press(old)
    assert "belongs to someone else" in ann.text
    ann.say("/streak")
    assert "Today: 0 of 5" in ann.text


def test_forgetting_on_postgres_rewrites_the_identities(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = stage.person(SECRET)
    ann.begin()
    ann.say("/forget")
    ann.tap("Yes")
    assert "is deleted" in ann.text
    assert exported(ann)["answers"] == []


def test_linking_joins_answers_by_time_and_streaks(any_database: Database) -> None:
    stage = Stage(any_database)
    ann, other = stage.person("ann"), stage.person("ann#1", "discord")
    ann.begin()
    other.begin()
    for day in range(4):
        person = ann if day % 2 else other
        person.say("/daily")
        for _ in range(5):
            person.answer()
            person.tap("Next")
        if day < 3:
            stage.clock.move(days=1)
    ann.join(other)
    assert "with 20 answers" in ann.text
    held = exported(ann)
    times = [answer["answered_at"] for answer in held["answers"]]
    assert times == sorted(times)
    assert {i["platform"] for i in held["identities"]} == {"telegram", "discord"}
    other.say("/streak")
    assert other.text.startswith("4-day streak.")
    assert exported(other)["answers"] == held["answers"]


def test_linking_keeps_the_settings_of_who_has_some(stage: Stage) -> None:
    ann, other = stage.person("ann"), stage.person("ann#1", "discord")
    ann.begin("2027-01-15", "06:00", "Denver")
    ann.join(other)
    other.say("/settings")
    assert "America/Denver" in other.text
    assert "06:00" in other.text


def test_forgetting_one_of_two_linked_accounts_forgets_both(stage: Stage) -> None:
    ann, other = stage.person("ann"), stage.person("ann#1", "discord")
    ann.begin()
    ann.join(other)
    other.say("/forget")
    other.tap("Yes")
    ann.say("/start")
    assert "When is your exam?" in ann.text
