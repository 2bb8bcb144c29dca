"""What keeps the tutor from starting is a sentence with exit code 2, never a traceback."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
from functools import partial
from typing import TYPE_CHECKING

import pytest

from adapters.telegram import Patience
from adapters.telegram.login import connect
from bot.errors import ConfigurationError
from scheduler import loop
from tests.bench import Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    from bot.storage.database import Database
    from tests.command_line import CommandLine

    Tutor: TypeAlias = Callable[..., tuple[int, str, str]]

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
DISCORD_TOKEN = "MTE0OTQyMjMxNDQ1NjcxMjM0NQ.GxYzAb.abcdefghijklmnopqrstuvwxyz0123456789AB"


@pytest.fixture
def tutor(tutor: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tutor:
    """Run a command on the file t.db; return its exit code and what it wrote."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/t.db")

    def run(*words: str, **env: str) -> tuple[int, str, str]:
        ended = tutor(*words, **env)
        return ended.returncode, ended.stdout, ended.stderr

    return run


def test_a_database_that_is_newer_than_the_program(tutor: Tutor, tmp_path: Path) -> None:
    tutor("migrate")
    with sqlite3.connect(tmp_path / "t.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    code, _, said = tutor("migrate")
    assert code == 2
    assert said.startswith("The database is newer than this program")
    code, out, _ = tutor("doctor")
    assert code == 1
    assert "newer than this program" in out
    assert "Run: tutor migrate" not in out


@pytest.mark.parametrize("command", ["migrate", "chat"])
def test_a_file_that_is_no_database(tutor: Tutor, tmp_path: Path, command: str) -> None:
    (tmp_path / "t.db").write_text("this is a text, and no database at all " * 99)
    code, _, said = tutor(command)
    assert code == 2
    assert said.startswith("The file in DATABASE_URL is not an SQLite database.")


def test_a_folder_in_the_place_of_the_database(tutor: Tutor, tmp_path: Path) -> None:
    code, _, said = tutor("migrate", DATABASE_URL=f"sqlite:///{tmp_path}")
    assert (code, "cannot be opened" in said) == (2, True)


def test_a_server_that_does_not_answer(tutor: Tutor) -> None:
    code, _, said = tutor("migrate", DATABASE_URL="postgresql://me:55w0rd@127.0.0.1:9/name")
    assert (code, said) == (2, "The database does not answer. Is DATABASE_URL right, and is the server up?\n")


def test_a_process_that_serves_says_that_it_may_be_started_again(tutor: Tutor) -> None:
    where = {"DATABASE_URL": "postgresql://me:55w0rd@127.0.0.1:9/name", "TELEGRAM_TOKEN": "1:x"}
    code, _, said = tutor("scheduler", **where)
    assert (code, said) == (3, "The database does not answer. Is DATABASE_URL right, and is the server up?\n")


@pytest.mark.parametrize(
    ("platform", "env"),
    [
        ("telegram", {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:9/bot"}),
        ("discord", {"DISCORD_TOKEN": DISCORD_TOKEN, "DISCORD_API_URL": "http://127.0.0.1:9/api/v10"}),
    ],
)
def test_a_platform_that_does_not_answer_may_tomorrow(
    tutor: Tutor, monkeypatch: pytest.MonkeyPatch, platform: str, env: dict[str, str]
) -> None:
    monkeypatch.setattr("adapters.telegram.courier.Patience", partial(Patience, start=0.1))
    monkeypatch.setattr("adapters.discord.courier.PATIENCE", 0.1)
    code, _, said = tutor(platform, **env)
    assert code == 3
    assert "did not answer within" in said


def test_a_database_that_is_not_on_the_server(tutor: Tutor, server: str) -> None:
    code, _, said = tutor("migrate", DATABASE_URL=server.replace("/postgres?", "/nowhere?"))
    assert (code, "does not exist on the server" in said) == (2, True)


def test_an_address_with_a_mistake_shows_nothing_of_the_password(tutor: Tutor) -> None:
    for command in ("migrate", "doctor", "chat"):
        code, out, said = tutor(command, DATABASE_URL="postgresql://me:p@55:w0rd@127.0.0.1/name")
        assert code == (1 if command == "doctor" else 2)
        assert "%40" in said + out
        assert "w0rd" not in said + out


def test_an_env_file_that_is_no_text(tutor: Tutor, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"PORT=\xff\xfe80")
    code, _, said = tutor("migrate")
    assert (code, said.startswith("The file .env cannot be read")) == (2, True)


@pytest.mark.parametrize("command", [("run",), ("check",), ("facts",), ("content", "stats"), ("content", "export")])
def test_a_content_folder_that_is_wrong(tutor: Tutor, tmp_path: Path, command: tuple[str, ...]) -> None:
    code, out, said = tutor(*command, CONTENT_DIR=str(tmp_path / "nowhere"))
    assert code in (1, 2)
    assert code == 2 or command == ("check",)
    assert "blueprint.yaml" in out + said or "facts.yaml" in out + said


def test_doctor_lists_the_faults_of_the_content(tutor: Tutor, tmp_path: Path) -> None:
    _, out, _ = tutor("doctor", CONTENT_DIR=str(tmp_path / "nowhere"))
    assert "has 2 faults:\n" in out
    assert "\n          blueprint.yaml" in out
    assert "\n          questions [empty]" in out


def test_doctor_does_not_list_hundreds_of_faults(tutor: Tutor, tmp_path: Path) -> None:
    (tmp_path / "content/questions").mkdir(parents=True)
    for number in range(20):
        (tmp_path / f"content/questions/{number}.txt").write_text("")
    _, out, _ = tutor("doctor", CONTENT_DIR=str(tmp_path / "content"))
    assert "and 11 more; see: tutor check" in out
    assert len(out.splitlines()) < 20


@pytest.mark.parametrize("where", ["nowhere/b.csv", ".", "link.csv", "there.csv"])
def test_an_export_that_cannot_be_written_or_would_overwrite(tutor: Tutor, tmp_path: Path, where: str) -> None:
    (tmp_path / "there.csv").write_text("mine")
    (tmp_path / "link.csv").symlink_to(tmp_path / "there.csv")
    code, _, said = tutor("content", "export", "--format", "csv", "--output", where)
    assert code == 2
    assert where in said
    assert (tmp_path / "there.csv").read_text() == "mine"


def test_an_export_replaces_a_file_when_told_to_and_is_private(tutor: Tutor, tmp_path: Path) -> None:
    (tmp_path / "there.csv").write_text("mine")
    assert tutor("content", "export", "--format", "csv", "--output", "there.csv", "--force")[0] == 0
    assert (tmp_path / "there.csv").read_text(encoding="utf-8-sig").startswith("id,domain")
    assert tutor("content", "export", "--format", "csv", "--output", "new.csv")[0] == 0
    assert stat.S_IMODE((tmp_path / "new.csv").stat().st_mode) == 0o600


def test_the_database_belongs_to_its_owner_alone(tutor: Tutor, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        tutor("migrate", DATABASE_URL=f"sqlite:///{tmp_path}/data/t.db")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    for file in (tmp_path / "data").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    _, out, _ = tutor("doctor")
    assert "can be read by other users" not in out
    (tmp_path / "data/t.db").chmod(0o644)
    _, out, _ = tutor("doctor")
    assert "can be read by other users" in out


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:9", "ALL_PROXY"),
        ("HTTPS_PROXY", "ftp://127.0.0.1", "HTTPS_PROXY"),
        ("SSL_CERT_FILE", "/nowhere/cert.pem", "SSL_CERT_FILE"),
    ],
)
async def test_surroundings_that_the_connection_cannot_use(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=said):
        await connect(TOKEN, "https://127.0.0.1:9/bot", "https://127.0.0.1:9/file/bot", Patience(start=0.1))


async def test_a_time_zone_of_the_host_without_a_name(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    monkeypatch.setenv("TZ", "EST5EDT,M3.2.0,M11.1.0")
    stop = asyncio.Event()
    stop.set()
    await loop.serve(Stage(database).tutor, asyncio.to_thread, [], [], stop)
