"""What the log may hold."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest
import structlog

from bot import logs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench import Stage

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()


def test_no_line_holds_a_secret(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(level="DEBUG", json=True, secrets=[TOKEN, ""])
    structlog.get_logger().info("asked", address=f"https://host/bot{TOKEN}/getMe", count=3, whole=True)
    logging.getLogger("library").warning("POST https://host/bot%s/getMe", TOKEN)
    logging.getLogger("library").error("failed", exc_info=ValueError(f"bad {TOKEN}"))
    said = capsys.readouterr().err
    assert TOKEN not in said
    lines = [json.loads(line) for line in said.splitlines()]
    assert lines[0] == {"event": "asked", "address": "https://host/bot[hidden]/getMe", "count": 3, "whole": True} | {
        key: lines[0][key] for key in ("level", "timestamp")
    }
    assert lines[1]["event"] == "POST https://host/bot[hidden]/getMe"


def test_a_terminal_gets_readable_lines(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(level="INFO", json=False, secrets=[])
    structlog.get_logger().info("pushes", sent=3)
    structlog.get_logger().debug("quiet")
    said = capsys.readouterr().err
    assert "pushes" in said
    assert "sent=3" in said
    assert "quiet" not in said


def test_a_fault_is_logged_without_what_was_typed(stage: Stage) -> None:
    ann = stage.person("848277193055")
    ann.begin()
    stage.broken()
    with structlog.testing.capture_logs() as lines:
        ann.say("my private words")
    assert [line["event"] for line in lines] == ["event failed"]
    assert lines[0]["error"] == "ValueError"
    assert "private" not in str(lines)
    assert "848277193055" not in str(lines)
