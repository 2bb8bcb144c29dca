"""The command line, run inside the test's own process: a new one spends seconds on imports."""

from __future__ import annotations

import logging
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import structlog

import cli
from tests.bench import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

A_FILE_EACH = ("CLO-03", "NCO-04", "RCF-02", "REG-02", "REP-01")


@dataclass(frozen=True)
class Ended:
    """What a command printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


class CommandLine:
    """Runs commands in a folder of their own, so that they find no one's .env and no one's database."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capture = patch, capture
        patch.chdir(folder)
        patch.setenv("DATABASE_URL", f"sqlite:///{folder}/data/tutor.db")

    def __call__(self, *words: str, **env: str) -> Ended:
        """Run one command with these additions to the environment, which later commands keep."""
        for name, value in env.items():
            self._patch.setenv(name, value)
        self._patch.setattr(sys, "argv", ["tutor", *words])
        self._capture.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.app()
        said = self._capture.readouterr()
        return Ended(int(ended.value.code or 0), said.out, said.err)


@pytest.fixture
def tutor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], few_questions: Path
) -> Iterator[CommandLine]:
    """The command line on the shipped content with a few of its questions; logging is restored afterwards."""
    for name in ("TELEGRAM_TOKEN", "DISCORD_TOKEN", "TELEGRAM_WEBHOOK_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CONTENT_DIR", str(few_questions))
    handlers, level = logging.root.handlers[:], logging.root.level
    yield CommandLine(tmp_path, monkeypatch, capfd)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def few_questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content with one question file for each domain."""
    folder = tmp_path_factory.mktemp("few") / "content"
    shutil.copytree(CONTENT, folder, ignore=_questions_left_out)
    return folder


def _questions_left_out(folder: str, names: list[str]) -> list[str]:
    left_out = [name for name in names if name.endswith(".yaml") and name[:-5] not in A_FILE_EACH]
    return [*left_out, "__pycache__"] if "/questions" in folder else ["__pycache__"]
