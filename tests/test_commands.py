"""Every command of the command line: what it prints, and how it ends."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

import main
from bot.settings import Settings, secret
from tests.bench import SetClock

if TYPE_CHECKING:
    from pathlib import Path

    from tests.command_line import CommandLine

TELEGRAM_FORM = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
DISCORD_FORM = "MTE0OTQyMjMxNDQ1NjcxMjM0NQ.GxYzAb.abcdefghijklmnopqrstuvwxyz0123456789AB"


@pytest.mark.parametrize(
    ("platform", "token"),
    [
        ("telegram", ""),
        ("telegram", "nonsense"),
        ("telegram", DISCORD_FORM),
        ("telegram", "12345:with space"),
        ("discord", ""),
        ("discord", "with space"),
        ("discord", TELEGRAM_FORM),
    ],
)
def test_no_token_a_wrong_one_or_the_other_platforms(tutor: CommandLine, platform: str, token: str) -> None:
    ended = tutor(platform, **{f"{platform.upper()}_TOKEN": token})
    assert ended.returncode == 2, ended.stderr
    assert token not in ended.stderr or not token
    assert len(ended.stderr.strip().splitlines()[-1]) > 20


def test_the_scheduler_needs_someone_to_send_to(tutor: CommandLine) -> None:
    ended = tutor("scheduler")
    assert ended.returncode == 2
    assert "TELEGRAM_TOKEN or DISCORD_TOKEN" in ended.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "many"), ("TELEGRAM_PUSH_RATE", "0"), ("LOG_LEVEL", "LOUD"), ("DATABASE_URL", "what")]
)
def test_a_setting_that_cannot_be_used_is_named(tutor: CommandLine, name: str, value: str) -> None:
    ended = tutor("run", **{name: value})
    assert ended.returncode == 2
    assert name in ended.stderr


def test_doctor_before_and_after_migrating(tutor: CommandLine) -> None:
    before = tutor("doctor")
    assert before.returncode == 1
    assert "not migrated" in before.stdout
    assert tutor("migrate").stdout == "The database is up to date.\n"
    after = tutor("doctor", TELEGRAM_TOKEN="")
    assert after.returncode == 0, after.stdout
    assert "not set telegram: TELEGRAM_TOKEN" in after.stdout


def test_export_writes_one_object_a_line(tutor: CommandLine, tmp_path: Path) -> None:
    ended = tutor("content", "export", "--format", "jsonl")
    assert ended.returncode == 0, ended.stderr
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(rows) >= 60
    assert rows[0].keys() >= {"id", "domain", "topic", "stem", "options", "answer", "rationales", "sources", "level"}
    assert tutor("content", "export", "--format", "csv", "--output", str(tmp_path / "b.csv")).returncode == 0
    back = tutor("content", "import", str(tmp_path / "b.csv"), "--into", str(tmp_path / "drafts"))
    assert back.returncode == 0, back.stderr
    assert list((tmp_path / "drafts").glob("*.yaml"))
    assert "reviewed" in tutor("content", "stats").stdout


def test_build_puts_the_parts_together_with_a_given_clock(few_questions: Path, tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/t.db", content_dir=few_questions)
    app = main.build(settings, SetClock(), random.Random(1))
    assert app.tutor.waiting(("telegram",)) == (0, 0.0)
    app.close()


def test_an_empty_value_is_unset(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("TELEGRAM_TOKEN", "TELEGRAM_API_URL", "DATABASE_URL"):
        monkeypatch.setenv(name, "")
    assert Settings().telegram_token is None
    assert Settings().telegram_api_url == "https://api.telegram.org/bot"
    assert secret(Settings().database_url) == "sqlite:///data/tutor.db"
