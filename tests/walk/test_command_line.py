"""The command line, as real processes with the shipped content."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import main

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


@pytest.mark.parametrize(("platform", "token"), [("telegram", DISCORD_FORM), ("discord", TELEGRAM_FORM)])
def test_a_token_of_the_other_platform_is_refused_and_not_printed(tmp_path: Path, platform: str, token: str) -> None:
    ended = tutor(tmp_path, platform, env={f"{platform.upper()}_TOKEN": token})
    assert ended.returncode == 2, ended.stderr
    assert "Traceback" not in ended.stderr
    assert token not in ended.stderr


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
