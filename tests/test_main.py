"""The command line, as real processes."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import main
from bot.settings import Settings, secret
from tests.bench import SetClock

if TYPE_CHECKING:
    from collections.abc import Mapping

CHECKOUT = Path(main.__file__).parent
TELEGRAM_FORM = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
DISCORD_FORM = "MTE0OTQyMjMxNDQ1NjcxMjM0NQ.GxYzAb.abcdefghijklmnopqrstuvwxyz0123456789AB"


def tutor(
    folder: Path, *words: str, given: str = "", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the tutor in an empty folder, so that no .env and no database of anyone is found."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(CHECKOUT / "main.py"), *words],
        cwd=folder,
        env={**kept, "DATABASE_URL": f"sqlite:///{folder}/data/tutor.db", **(env or {})},
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_run_without_a_token_is_a_chat_that_ends_with_its_input(tmp_path: Path) -> None:
    ended = tutor(tmp_path, "run", given="5\nA\n1\n/streak\n")
    assert ended.returncode == 0, ended.stderr
    assert "When is your exam?" in ended.stdout
    assert "Source:" in ended.stdout
    assert "2 of 5" in ended.stdout
    assert "Today: 1 of 5" in ended.stdout
    assert ended.stderr == ""
    again = tutor(tmp_path, "chat", given="1\n")
    assert "Welcome back." in again.stdout
    assert "2 of 5" in again.stdout


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
def test_no_token_a_wrong_one_or_the_other_platforms(tmp_path: Path, platform: str, token: str) -> None:
    ended = tutor(tmp_path, platform, env={f"{platform.upper()}_TOKEN": token})
    assert ended.returncode == 2, ended.stderr
    assert "Traceback" not in ended.stderr
    assert token not in ended.stderr or not token
    assert len(ended.stderr.strip().splitlines()[-1]) > 20


def test_the_scheduler_needs_someone_to_send_to(tmp_path: Path) -> None:
    ended = tutor(tmp_path, "scheduler")
    assert ended.returncode == 2
    assert "TELEGRAM_TOKEN or DISCORD_TOKEN" in ended.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "many"), ("TELEGRAM_PUSH_RATE", "0"), ("LOG_LEVEL", "LOUD"), ("DATABASE_URL", "what")]
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: str) -> None:
    ended = tutor(tmp_path, "run", env={name: value})
    assert ended.returncode == 2
    assert name in ended.stderr
    assert "Traceback" not in ended.stderr


def test_migrate_doctor_and_reports(tmp_path: Path) -> None:
    before = tutor(tmp_path, "doctor")
    assert before.returncode == 1
    assert "not migrated" in before.stdout
    assert tutor(tmp_path, "migrate").stdout == "The database is up to date.\n"
    after = tutor(tmp_path, "doctor", env={"TELEGRAM_TOKEN": ""})
    assert after.returncode == 0, after.stdout
    assert "not set telegram: TELEGRAM_TOKEN" in after.stdout
    tutor(tmp_path, "chat", given="5\n/report the stem is odd\n")
    assert "the stem is odd" in tutor(tmp_path, "reports").stdout


def test_doctor_says_what_is_wrong_and_no_secret(tmp_path: Path) -> None:
    env = {"TELEGRAM_TOKEN": DISCORD_FORM, "DATABASE_URL": "postgresql://me:pa55word@127.0.0.1:9/none"}
    ended = tutor(tmp_path, "doctor", env=env)
    assert ended.returncode == 1
    assert "FAULT   database" in ended.stdout
    assert "FAULT   telegram" in ended.stdout
    assert "pa55word" not in ended.stdout + ended.stderr
    assert DISCORD_FORM not in ended.stdout + ended.stderr


def test_a_content_file_that_is_malformed_refuses_the_start(tmp_path: Path) -> None:
    (tmp_path / "content/questions/reporting").mkdir(parents=True)
    (tmp_path / "content/blueprint.yaml").write_text((CHECKOUT / "content/blueprint.yaml").read_text())
    (tmp_path / "content/questions/reporting/REP-01.yaml").write_text("- id: REP-01-001\n  stem: [unclosed\n")
    ended = tutor(tmp_path, "run", env={"CONTENT_DIR": str(tmp_path / "content")})
    assert ended.returncode == 2
    assert "REP-01.yaml" in ended.stderr
    checked = tutor(tmp_path, "check", env={"CONTENT_DIR": str(tmp_path / "content")})
    assert checked.returncode == 1
    assert "REP-01.yaml" in checked.stdout


def test_export_writes_one_object_a_line(tmp_path: Path) -> None:
    ended = tutor(tmp_path, "content", "export", "--format", "jsonl")
    assert ended.returncode == 0, ended.stderr
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(rows) >= 136
    assert rows[0].keys() >= {"id", "domain", "topic", "stem", "options", "answer", "rationales", "sources", "level"}
    assert tutor(tmp_path, "content", "export", "--format", "csv", "--output", str(tmp_path / "b.csv")).returncode == 0
    back = tutor(tmp_path, "content", "import", str(tmp_path / "b.csv"), "--into", str(tmp_path / "drafts"))
    assert back.returncode == 0, back.stderr
    assert list((tmp_path / "drafts").glob("*.yaml"))
    assert "reviewed" in tutor(tmp_path, "content", "stats").stdout


def test_the_shipped_bank_passes_its_check(tmp_path: Path) -> None:
    ended = tutor(tmp_path, "check")
    assert ended.returncode == 0, ended.stdout


def test_build_puts_the_parts_together_with_a_given_clock(tmp_path: Path) -> None:
    clock = SetClock()
    app = main.build(Settings(database_url=f"sqlite:///{tmp_path}/t.db"), clock, random.Random(1))
    assert app.tutor.waiting(("telegram",)) == (0, 0.0)
    app.close()


def test_an_empty_value_is_unset(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("TELEGRAM_TOKEN", "TELEGRAM_API_URL", "DATABASE_URL"):
        monkeypatch.setenv(name, "")
    assert Settings().telegram_token is None
    assert Settings().telegram_api_url == "https://api.telegram.org/bot"
    assert secret(Settings().database_url) == "sqlite:///data/tutor.db"
