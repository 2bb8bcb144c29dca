"""Standard streams that are full, closed, or unable to show a character, and names that no file can have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.command_line import CommandLine

MAIN = Path(__file__).parent.parent / "main.py"
SAID = b"/start\n5\n/mock\nquit\n"


def run(*words: str, redirect: str = "", env: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Run a command through a shell that redirects its streams; return its exit code and what it wrote."""
    line = f'exec "$@" {redirect}'
    ended = subprocess.run(  # noqa: S603 - a fixed command
        ["/bin/sh", "-c", line, "sh", sys.executable, str(MAIN), *words],
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"} | (env or {}),
        input=SAID,
        capture_output=True,
        check=False,
    )
    return ended.returncode, ended.stdout.decode(), ended.stderr.decode()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few_questions: Path) -> Path:
    """An empty folder to run in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTENT_DIR", str(few_questions))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/tutor.db")
    for name in ("TELEGRAM_TOKEN", "DISCORD_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("words", [("content", "export"), ("--help",), ("chat",)])
def test_an_output_without_space_is_a_sentence(words: tuple[str, ...]) -> None:
    code, _, said = run(*words, redirect=">/dev/full")
    assert (code, said) == (2, "The output cannot be used: No space left on device.\n")


@pytest.mark.slow
@pytest.mark.parametrize("redirect", ["2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_ends_nothing_and_leaves_the_database_whole(redirect: str, folder: Path) -> None:
    for words in (("chat",), ("content", "export")):
        code, _, said = run(*words, redirect=redirect)
        assert (code, said) == (0, "")
    assert run("doctor")[0] == 0
    assert run("backup", str(folder / "copy.db"))[0] == 0


@pytest.mark.slow
def test_a_terminal_that_cannot_show_every_character() -> None:
    code, out, said = run("chat", env={"PYTHONIOENCODING": "ascii"})
    assert (code, said) == (0, "")
    assert "See you tomorrow." in out


@pytest.mark.parametrize(
    "words", [("backup",), ("restore",), ("content", "export", "--output"), ("content", "import", "a.csv", "--into")]
)
def test_a_name_that_no_file_can_have(tutor: CommandLine, words: tuple[str, ...]) -> None:
    tutor("migrate")
    Path("a.csv").write_text("id\n")
    ended = tutor(*words, "x" * 300)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
