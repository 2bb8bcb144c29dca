"""What the career desk keeps: nothing unasked, exported, forgotten, and brought along."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.bench import NOON
from tests.core.calendar_file import learner
from tests.core.test_account import exported
from tests.core.test_career_renewals import renewals

if TYPE_CHECKING:
    from pathlib import Path

    from bot.storage.database import Database
    from tests.bench import Stage


def test_who_leaves_halfway_leaves_nothing_behind(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/roi")
    ann.say("4711")
    assert "can't be right" in ann.text
    ann.say("1711")
    ann.say("leave")
    assert "I kept nothing" in ann.text
    assert "1711" not in json.dumps(exported(ann))


def test_what_is_kept_is_exported_and_forgotten(any_database: Database) -> None:
    from tests.bench import Stage  # noqa: PLC0415 - the name is also a type here

    stage = Stage(any_database)
    ann = learner(stage)
    ann.say("/roi fee 117 course 0 before 17.50 after 19")
    ann.tap("Keep my numbers")
    ann.say("/roadmap")
    ann.tap("Education")
    ann.say("/result passed today")
    ann.say("/renewal credits 2 what HIPAA refresher on today")
    held = exported(ann)
    assert held["learner"]["career_desk"] == {"roi": "11700/0/0/r/1750/1900", "roadmap": [1]}
    assert [(c["credits"], c["what"]) for c in held["credits"]] == [(2.0, "HIPAA refresher")]
    ann.say("/forget")
    ann.tap("Yes")
    held = exported(ann)
    assert held["learner"]["career_desk"] == {}
    assert held["credits"] == []


def test_a_typed_wage_is_gone_from_the_files_after_forgetting(stage: Stage, tmp_path: Path) -> None:
    ann = learner(stage)
    ann.say("/roi fee 117 before 47.11 after 49")
    ann.tap("Keep my numbers")
    ann.say("/roi")
    ann.tap("New numbers")
    for typed in ("117", "0", "40", "185", "47.11"):
        ann.say(typed)
    assert any(b"4711" in path.read_bytes() for path in tmp_path.glob("tutor.db*"))
    ann.say("/forget")
    ann.tap("Yes")
    assert not any(b"4711" in path.read_bytes() for path in tmp_path.glob("tutor.db*"))


def test_linking_takes_the_desk_and_the_log_along(stage: Stage) -> None:
    ann, other = learner(stage), stage.person("ann#1", "discord")
    ann.say("/roadmap")
    ann.tap("Training")
    ann.say("/result passed today")
    ann.say("/renewal credits 3 what Coding day on today")
    other.begin()
    ann.join(other)
    held = exported(other)
    assert held["learner"]["career_desk"] == {"roadmap": [2]}
    assert len(held["credits"]) == 1
    stage.clock.now = NOON.replace(year=2028, month=5, day=19, hour=22, minute=30)
    assert renewals(stage, other, 2, "discord") == ["Renew your CEHRS by November 20, 2028: 184 days to go"]
